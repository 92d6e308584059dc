/// Reads JSON where it lies, value by value, and passes over what nobody asks for without looking inside.
///
/// Damage is remembered, not thrown: from then on nothing more is found, so that every loop ends, and whoever reads asks
/// once at the end. What is passed over is checked for closed strings and balanced brackets alone.
package struct JSONScanner {
  private let base: UnsafePointer<UInt8>
  private let end: Int
  /// Offset of the next byte; may be set back to where a value began.
  package var position = 0
  package private(set) var isDamaged = false

  /// - Parameter bytes: must outlive the scanner and the texts that it gives.
  package init(_ bytes: UnsafeRawBufferPointer) {
    end = bytes.count
    // An empty buffer may have no address; nothing is read there.
    base = UnsafePointer((bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 16)!).assumingMemoryBound(to: UInt8.self))
  }

  /// Enters the object that comes. Another value is passed over, and nothing entered: Wikibase has written `[]` for `{}`.
  package mutating func enterObject() -> Bool { enter(UInt8(ascii: "{")) }

  /// Enters the array that comes, or passes over another value.
  package mutating func enterArray() -> Bool { enter(UInt8(ascii: "[")) }

  /// The next key of the object that was entered, nil behind the last; its value comes next and must be read or skipped.
  package mutating func nextKey() -> JSONText? {
    guard hasNext(before: UInt8(ascii: "}")) else { return nil }
    guard peek() == UInt8(ascii: "\""), let key = string() else { return damaged() }
    skipSpace()
    guard peek() == UInt8(ascii: ":") else { return damaged() }
    position += 1
    return key
  }

  /// Whether another element of the array that was entered comes, which must be read or skipped.
  package mutating func nextElement() -> Bool { hasNext(before: UInt8(ascii: "]")) }

  /// The string that comes; nil, and passed over, where it is another value.
  package mutating func string() -> JSONText? {
    skipSpace()
    guard peek() == UInt8(ascii: "\"") else {
      skip()
      return nil
    }
    let start = position + 1
    let hasEscapes = skipString()
    guard !isDamaged else { return nil }
    return JSONText(
      bytes: UnsafeBufferPointer(start: base + start, count: position - 1 - start), hasEscapes: hasEscapes)
  }

  /// What kind of value comes.
  package enum Kind { case object, array, string, literal, nothing }

  package mutating func kind() -> Kind {
    skipSpace()
    switch peek() {
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "\""): return .string
    case let byte: return Self.isLiteral(byte) ? .literal : .nothing
    }
  }

  /// Whether an object comes.
  package mutating func isObject() -> Bool {
    skipSpace()
    return peek() == UInt8(ascii: "{")
  }

  /// The whole number that comes; nil, and passed over, where it is another value.
  package mutating func number() -> UInt64? {
    skipSpace()
    let start = position
    skip()
    var value: UInt64 = 0
    for offset in start..<position {
      let (product, isTooLarge) = value.multipliedReportingOverflow(by: 10)
      guard !isTooLarge, (0x30...0x39).contains(base[offset]) else { return nil }
      value = product &+ UInt64(base[offset] & 15)
    }
    return position > start ? value : nil
  }

  /// The number, `true`, `false` or `null` that comes, as it is written.
  package mutating func literal() -> String {
    skipSpace()
    let start = position
    skipLiteral()
    return String(decoding: UnsafeBufferPointer(start: base + start, count: position - start), as: UTF8.self)
  }

  /// Passes over the value that comes.
  package mutating func skip() {
    skipSpace()
    switch peek() {
    case UInt8(ascii: "\""): _ = skipString()
    case UInt8(ascii: "{"), UInt8(ascii: "["): skipContainer()
    default: skipLiteral()
    }
  }

  /// Whether nothing but white space follows.
  package mutating func isAtEnd() -> Bool {
    skipSpace()
    return position >= end
  }

  /// Nothing but white space may follow.
  package mutating func finish() {
    skipSpace()
    if position < end { isDamaged = true }
  }

  // MARK: -

  /// The next byte; zero, which JSON never has there, at the end.
  @inline(__always) private func peek() -> UInt8 { position < end ? base[position] : 0 }

  private mutating func damaged() -> JSONText? {
    isDamaged = true
    return nil
  }

  @inline(__always) private mutating func skipSpace() {
    while position < end, base[position] <= 0x20 { position += 1 }
  }

  private mutating func enter(_ bracket: UInt8) -> Bool {
    skipSpace()
    guard peek() == bracket, !isDamaged else {
      skip()
      return false
    }
    position += 1
    return true
  }

  /// Passes over a comma; false, and past the bracket, at the end of what was entered.
  private mutating func hasNext(before bracket: UInt8) -> Bool {
    skipSpace()
    if peek() == UInt8(ascii: ",") {
      position += 1
      skipSpace()
    }
    if peek() == bracket {
      position += 1
      return false
    }
    if position >= end { isDamaged = true }
    return !isDamaged
  }

  /// From the opening quote to behind the closing one; says whether there was a backslash.
  @inline(__always) private mutating func skipString() -> Bool {
    var offset = position + 1
    var hasEscapes = false
    while true {
      // Eight bytes at a time, as long as none of them ends the string.
      while offset &+ 8 <= end, Self.isPlain(base + offset) { offset &+= 8 }
      guard offset < end else { break }
      switch base[offset] {
      case UInt8(ascii: "\""):
        position = offset + 1
        return hasEscapes
      case UInt8(ascii: "\\"):
        hasEscapes = true
        offset += 2
      default: offset += 1
      }
    }
    position = end
    isDamaged = true
    return hasEscapes
  }

  /// Whether none of eight bytes is a quote or a backslash: the usual trick that finds a zero byte in a word.
  @inline(__always) private static func isPlain(_ bytes: UnsafePointer<UInt8>) -> Bool {
    let word = UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self)
    let quotes = word ^ 0x2222_2222_2222_2222
    let escapes = word ^ 0x5C5C_5C5C_5C5C_5C5C
    let found = (quotes &- 0x0101_0101_0101_0101) & ~quotes | (escapes &- 0x0101_0101_0101_0101) & ~escapes
    return found & 0x8080_8080_8080_8080 == 0
  }

  /// From an opening bracket to behind its closing one, however deep.
  private mutating func skipContainer() {
    var depth = 0
    while position < end {
      switch base[position] {
      case UInt8(ascii: "\""):
        _ = skipString()
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth == 0 {
          position += 1
          return
        }
      default: break
      }
      position += 1
    }
    isDamaged = true
  }

  /// Whether a byte may stand in a number, `true`, `false` or `null`.
  @inline(__always) private static func isLiteral(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D || byte == 0x2B || byte == 0x2E
      || byte == 0x45
  }

  private mutating func skipLiteral() {
    let start = position
    while position < end, Self.isLiteral(base[position]) { position += 1 }
    if position == start { isDamaged = true }
  }
}

/// A string of JSON as it lies there, without its quotes.
package struct JSONText {
  @usableFromInline package let bytes: UnsafeBufferPointer<UInt8>
  package let hasEscapes: Bool

  /// Compares bytes: names of JSON that are asked for have no escapes.
  @inlinable package static func == (text: JSONText, name: StaticString) -> Bool {
    guard text.bytes.count == name.utf8CodeUnitCount else { return false }
    for index in 0..<text.bytes.count where text.bytes[index] != name.utf8Start[index] { return false }
    return true
  }

  @inlinable package static func ~= (name: StaticString, text: JSONText) -> Bool { text == name }

  /// The number of an id such as `Q90`, behind its letter.
  package func number(after letter: Unicode.Scalar) -> UInt32? {
    guard bytes.count > 1, bytes.count < 12, bytes[0] == UInt8(ascii: letter) else { return nil }
    var value: UInt64 = 0
    for byte in bytes.dropFirst() {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + UInt64(byte & 15)
    }
    return value > 0 ? UInt32(exactly: value) : nil
  }

  /// The text on one line: escapes undone, control characters as spaces, lone halves of pairs as U+FFFD.
  package var unescaped: [UInt8] { unescaped(keepsLines: false) }

  /// The same with its line breaks and tabs; NUL, which no text holds, as U+FFFD.
  package var lines: [UInt8] { unescaped(keepsLines: true) }

  private func unescaped(keepsLines: Bool) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\\") {
        Self.undoEscape(&rest, &text, keepsLines)
      } else {
        Self.append(UInt32(byte), &text, keepsLines, isRaw: true)
      }
    }
    return text
  }

  /// Reads what stands behind a backslash.
  private static func undoEscape(
    _ rest: inout Slice<UnsafeBufferPointer<UInt8>>, _ text: inout [UInt8], _ keepsLines: Bool
  ) {
    guard let letter = rest.popFirst() else { return }
    switch letter {
    case UInt8(ascii: "u"):
      let unit = hexadecimal(&rest)
      var after = rest
      if (0xD800..<0xDC00).contains(unit), after.popFirst() == UInt8(ascii: "\\"),
        after.popFirst() == UInt8(ascii: "u"),
        case let low = hexadecimal(&after), (0xDC00..<0xE000).contains(low)
      {
        rest = after
        append(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00), &text, keepsLines)
      } else {
        append(unit, &text, keepsLines)
      }
    case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"), UInt8(ascii: "b"), UInt8(ascii: "f"):
      append(controls[letter] ?? 0x20, &text, keepsLines)
    default: text.append(letter)
    }
  }

  private static let controls: [UInt8: UInt32] = [
    UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09, UInt8(ascii: "b"): 0x08,
    UInt8(ascii: "f"): 0x0C,
  ]

  /// Four digits; U+FFFD where there are fewer: what stands there instead, perhaps half of a character, stays.
  private static func hexadecimal(_ rest: inout Slice<UnsafeBufferPointer<UInt8>>) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = rest.first.flatMap({ Character(Unicode.Scalar($0)).hexDigitValue }) else { return 0xFFFD }
      rest = rest.dropFirst()
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  /// - Parameter isRaw: whether this is a byte of UTF-8 and not a code point.
  @inline(__always)
  private static func append(_ code: UInt32, _ text: inout [UInt8], _ keepsLines: Bool, isRaw: Bool = false) {
    if code < 0x20 {
      if !keepsLines { return text.append(0x20) }
      return code == 0 ? text.append(contentsOf: [0xEF, 0xBF, 0xBD]) : text.append(UInt8(code))
    }
    if isRaw { return text.append(UInt8(code)) }
    text.append(contentsOf: UTF8.encode(Unicode.Scalar(code) ?? "\u{FFFD}")!)
  }
}
