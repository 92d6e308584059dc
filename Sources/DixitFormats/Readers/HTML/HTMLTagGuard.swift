/// Finds tags with more attributes than any honest page gives one.
///
/// libxml2 compares each attribute of a tag with all before it: a hundred thousand of them, less than a megabyte, take it
/// 37 seconds, and nothing that it calls could stop it in between. So the bytes are looked over before: tags are read as
/// libxml2 2.9 reads them, attribute by attribute, and nothing else is.
struct HTMLTagGuard {
  static let limit = 256

  private let bytes: UnsafeBufferPointer<UInt8>
  /// XML, where a script is an element as any other and some text needs no escapes.
  private let isXML: Bool
  private var at = 0

  /// - Throws: `ReadingError.tooManyAttributes`.
  static func check(_ utf8: [UInt8], isXML: Bool = false) throws {
    if !findsTooMany(in: utf8, isXML: isXML) { return }
    throw ReadingError.tooManyAttributes(mediaType: isXML ? "application/xml" : "text/html", limit: limit)
  }

  /// - Complexity: O(*n*).
  private static func findsTooMany(in utf8: [UInt8], isXML: Bool = false) -> Bool {
    utf8.withUnsafeBufferPointer { bytes in
      var reader = HTMLTagGuard(bytes: bytes, isXML: isXML)
      return reader.findsTooMany()
    }
  }

  private mutating func findsTooMany() -> Bool {
    while let open = next(UInt8(ascii: "<")) {
      at = open + 1
      if follows("!--") {
        skip(to: "-->")
      } else if isXML, follows("![CDATA[") {
        skip(to: "]]>")
      } else if isNameStart(peek) {
        let name = start()
        if attributes() > Self.limit { return true }
        if !isXML, name == "script" || name == "style" { skipRawText() }
      }
    }
    return false
  }

  private init(bytes: UnsafeBufferPointer<UInt8>, isXML: Bool) {
    self.bytes = bytes
    self.isXML = isXML
  }

  /// The next byte; zero at the end, where libxml2 sees one as well.
  private var peek: UInt8 { at < bytes.count ? bytes[at] : 0 }

  private func next(_ byte: UInt8) -> Int? { bytes[at...].firstIndex(of: byte) }

  private func follows(_ word: StaticString) -> Bool {
    guard at + word.utf8CodeUnitCount <= bytes.count else { return false }
    return (0..<word.utf8CodeUnitCount).allSatisfy { bytes[at + $0] == word.utf8Start[$0] }
  }

  private mutating func skip(to word: StaticString) {
    while at < bytes.count, !follows(word) { at += 1 }
  }

  private func isNameStart(_ byte: UInt8) -> Bool {
    0x61...0x7A ~= byte | 0x20 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
  }

  private mutating func start() -> String {
    let start = at
    skipName()
    guard at - start <= 8 else { return "" }
    return String(decoding: bytes[start..<at].map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  private mutating func skipName() {
    while at < bytes.count, isNameStart(peek) || 0x30...0x39 ~= peek || peek == UInt8(ascii: "-") { at += 1 }
  }

  private mutating func skipBlanks() { while at < bytes.count, CollapsedText.isSpace(peek) { at += 1 } }

  private var isTagEnd: Bool { at >= bytes.count || peek == UInt8(ascii: ">") || follows("/>") }

  private mutating func attributes() -> Int {
    var count = 0
    skipBlanks()
    while !isTagEnd {
      if isNameStart(peek) {
        count += 1
        skipName()
        skipBlanks()
        if peek == UInt8(ascii: "=") { skipValue() }
      } else {
        repeat { at += 1 } while !isTagEnd && !CollapsedText.isSpace(peek) && peek != UInt8(ascii: "<")
      }
      skipBlanks()
    }
    return count
  }

  private mutating func skipValue() {
    at += 1
    skipBlanks()
    let quote = peek
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      at += 1
      at = next(quote).map { $0 + 1 } ?? bytes.count
    } else {
      while at < bytes.count, !CollapsedText.isSpace(peek), peek != UInt8(ascii: ">") { at += 1 }
    }
  }

  /// Any end tag ends a script.
  private mutating func skipRawText() {
    while let open = next(UInt8(ascii: "<")) {
      at = open + 1
      guard peek == UInt8(ascii: "/") else { continue }
      at += 1
      if 0x61...0x7A ~= peek | 0x20 { return }
    }
    at = bytes.count
  }
}
