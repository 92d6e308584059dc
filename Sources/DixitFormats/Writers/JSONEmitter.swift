/// Writes JSON token by token, on one line or indented by one space a level.
struct JSONEmitter {
  private(set) var output: [UInt8]
  private let isLine: Bool
  private var depth = 0
  /// Whether the next value or key needs a comma before it.
  private var isBehindValue = false
  private var isBehindKey = false

  /// Takes the buffer over; give it back with `output`.
  init(output: consuming [UInt8], isLine: Bool) {
    self.output = output
    self.isLine = isLine
  }

  /// Appends an object and a line feed, without a copy of what is there already.
  static func append(to output: inout [UInt8], isLine: Bool, _ fill: (inout JSONEmitter) -> Void) {
    var json = JSONEmitter(output: output, isLine: isLine)
    output = []
    json.object(fill)
    output = json.output
    output.append(UInt8(ascii: "\n"))
  }

  mutating func key(_ name: StaticString) {
    separate()
    output.append(UInt8(ascii: "\""))
    output.put(name)
    output.put(isLine ? "\":" : "\": ")
    isBehindKey = true
  }

  /// A key that is no name of ours.
  mutating func key(text: UnsafeBufferPointer<UInt8>) {
    value(text)
    output.put(isLine ? ":" : ": ")
    isBehindKey = true
  }

  mutating func object(_ fill: (inout JSONEmitter) -> Void) { container("{", "}", fill) }

  mutating func array<Element>(_ elements: some Sequence<Element>, _ write: (inout JSONEmitter, Element) -> Void) {
    container("[", "]") { json in
      for element in elements { write(&json, element) }
    }
  }

  mutating func value(_ number: Int) {
    separate()
    output.put(number)
  }

  mutating func value(confidence: Double) {
    separate()
    output.put(confidence: confidence)
  }

  mutating func null() {
    separate()
    output.put("null")
  }

  mutating func value(_ text: String?) {
    guard var text else { return null() }
    text.withUTF8 { value($0) }
  }

  mutating func value(_ text: UnsafeBufferPointer<UInt8>) {
    separate()
    output.append(UInt8(ascii: "\""))
    escape(text)
    output.append(UInt8(ascii: "\""))
  }

  /// A string made of a letter and a number: `e1`.
  mutating func value(_ prefix: StaticString, _ number: Int) {
    separate()
    output.append(UInt8(ascii: "\""))
    output.put(prefix)
    output.put(number)
    output.append(UInt8(ascii: "\""))
  }

  private mutating func container(_ open: StaticString, _ close: StaticString, _ fill: (inout JSONEmitter) -> Void) {
    separate()
    output.put(open)
    depth += 1
    isBehindValue = false
    fill(&self)
    depth -= 1
    if isBehindValue { breakLine() }
    output.put(close)
    isBehindValue = true
  }

  private mutating func separate() {
    if isBehindKey {
      isBehindKey = false
    } else {
      if isBehindValue { output.append(UInt8(ascii: ",")) }
      if depth > 0 { breakLine() }
    }
    isBehindValue = true
  }

  private mutating func breakLine() {
    if isLine { return }
    output.append(UInt8(ascii: "\n"))
    for _ in 0..<depth { output.append(UInt8(ascii: " ")) }
  }

  private mutating func escape(_ text: UnsafeBufferPointer<UInt8>) {
    var kept = 0
    var at = 0
    while at < text.count {
      let length = escapedLength(text, at: at)
      if length == 0 {
        at += 1
        continue
      }
      output.append(contentsOf: UnsafeBufferPointer(rebasing: text[kept..<at]))
      putEscape(text, at: at)
      at += length
      kept = at
    }
    output.append(contentsOf: UnsafeBufferPointer(rebasing: text[kept...]))
  }

  /// How many bytes from here one escape replaces; 0 where none is needed. On one line these include what other
  /// languages' line splitters break on: U+0085, U+2028, U+2029.
  @inline(__always)
  private func escapedLength(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let byte = text[index]
    if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return 1 }
    guard isLine, byte == 0xC2 || byte == 0xE2 else { return 0 }
    if byte == 0xC2 { return index + 1 < text.count && text[index + 1] == 0x85 ? 2 : 0 }
    return index + 2 < text.count && text[index + 1] == 0x80 && text[index + 2] & 0xFE == 0xA8 ? 3 : 0
  }

  private mutating func putEscape(_ text: UnsafeBufferPointer<UInt8>, at index: Int) {
    switch text[index] {
    case UInt8(ascii: "\n"): output.put("\\n")
    case UInt8(ascii: "\t"): output.put("\\t")
    case UInt8(ascii: "\r"): output.put("\\r")
    case UInt8(ascii: "\""): output.put("\\\"")
    case UInt8(ascii: "\\"): output.put("\\\\")
    case 0xC2: output.put("\\u0085")
    case 0xE2: output.put(text[index + 2] == 0xA8 ? "\\u2028" : "\\u2029")
    case let control:
      output.put("\\u00")
      for digit in [control >> 4, control & 15] { output.append(digit < 10 ? 0x30 + digit : 0x57 + digit) }
    }
  }
}
