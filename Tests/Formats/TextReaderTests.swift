import DixitDocument
import Testing

@testable import DixitFormats

@Suite struct TextReaderTests {
  private func read(_ bytes: [UInt8]) throws -> Article {
    try #require(try TextReader().read(bytes, id: "a.txt").first)
  }

  private func text(_ article: Article) -> String { String(decoding: article.utf8, as: UTF8.self) }

  private static let french = "« L’été », a dit Zoé Œuvrard… à 10 €."

  @Test func readsUTF8AsItIs() throws {
    let article = try read(Array(Self.french.utf8))
    #expect(text(article) == Self.french)
    #expect(article.origin.encoding == "UTF-8")
    #expect(article.origin.byteCount == Self.french.utf8.count)
    #expect(article.warnings.isEmpty)
  }

  @Test func dropsTheByteOrderMark() throws {
    #expect(text(try read([0xEF, 0xBB, 0xBF] + Array("été".utf8))) == "été")
  }

  @Test(arguments: [WideDecoding.utf16LE, .utf16BE, .utf32LE, .utf32BE], [true, false])
  func readsWideEncodings(_ encoding: WideDecoding, marked: Bool) throws {
    let bytes = Self.encode((marked ? "\u{FEFF}" : "") + Self.french + " 😀", encoding)
    let article = try read(bytes)
    #expect(text(article) == Self.french + " 😀")
    #expect(article.origin.encoding == encoding.rawValue)
  }

  @Test func countsLoneSurrogates() throws {
    let article = try read([0xFF, 0xFE, 0x61, 0, 0x00, 0xD8, 0x62, 0])
    #expect(text(article) == "a\u{FFFD}b")
    #expect(article.warnings.first?.hasPrefix("1 place ") == true)
  }

  @Test func takesWesternBytesForWindows1252() throws {
    let bytes: [UInt8] = Array("L".utf8) + [0x92, 0xE9, 0x74, 0xE9, 0x20, 0x9C, 0x75, 0x66, 0x85]
    let article = try read(bytes)
    #expect(text(article) == "L’été œuf…")
    #expect(article.origin.encoding == "windows-1252")
  }

  @Test func countsBytesThatWindows1252DoesNotKnow() throws {
    let words: [UInt8] = Array("r".utf8) + [0xE9] + Array("p".utf8) + [0xE9] + Array("t".utf8) + [0xE9]
    let article = try read(words + [0x20, 0x81, 0x20] + words)
    #expect(text(article) == "répété \u{FFFD} répété")
    #expect(article.warnings.count == 1)
  }

  @Test func repairsSlightlyBrokenUTF8() throws {
    var bytes = Array("Été après été à Orléans".utf8)
    bytes.insert(0xE9, at: bytes.count - 1)
    let article = try read(bytes)
    #expect(text(article) == "Été après été à Orléan\u{FFFD}s")
    #expect(article.origin.encoding == "UTF-8")
    #expect(article.warnings.count == 1)
  }

  @Test func replacesAStrayNUL() throws {
    let line = String(repeating: "Une ligne de texte. ", count: 20)
    let article = try read(Array(line.utf8) + [0] + Array("fin".utf8))
    #expect(text(article) == line + "\u{FFFD}fin")
    #expect(article.warnings.count == 1)
  }

  @Test(arguments: ["", "   \n\t ", "\u{A0}\u{200B}\u{202F}"])
  func refusesWhatIsEmpty(_ content: String) {
    #expect(throws: ReadingError.empty(byteCount: content.utf8.count)) { try self.read(Array(content.utf8)) }
  }

  @Test func refusesBinaryFiles() {
    #expect(throws: ReadingError.binary(kind: "PDF")) { try self.read(Array("%PDF-1.7 …".utf8)) }
    #expect(throws: ReadingError.binary(kind: nil)) { try self.read([1, 2, 0, 0, 3, 0, 65, 0, 0, 0, 9, 4]) }
    #expect(throws: ReadingError.unsupported(format: "XML")) { try self.read(Array("<?xml version='1.0'?><a/>".utf8)) }
  }

  @Test func validatesLikeTheStandardLibrary() {
    var random = SystemRandomNumberGenerator()
    let pool: [UInt8] = [
      0x41, 0x80, 0xBF, 0xC1, 0xC3, 0xA9, 0xE0, 0xA0, 0xED, 0x9F, 0xEF, 0xF0, 0x90, 0xF4, 0x8F, 0xF5,
    ]
    for _ in 0..<20_000 {
      let bytes = (0..<Int.random(in: 0..<14, using: &random)).map { _ in pool.randomElement(using: &random)! }
      let expected = String(decoding: bytes, as: UTF8.self)
      let (isValid, repaired) = bytes.withUnsafeBufferPointer { (UTF8Scanning.isValid($0), UTF8Scanning.repaired($0)) }
      #expect(repaired.elementsEqual(expected.utf8), "bytes \(bytes)")
      #expect(isValid == bytes.elementsEqual(expected.utf8), "bytes \(bytes)")
    }
  }

  static func encode(_ text: String, _ encoding: WideDecoding) -> [UInt8] {
    let units: [[UInt8]] =
      switch encoding {
      case .utf16LE, .utf16BE: text.utf16.map { [UInt8($0 >> 8), UInt8($0 & 255)] }
      case .utf32LE, .utf32BE: text.unicodeScalars.map { s in [24, 16, 8, 0].map { UInt8(s.value >> $0 & 255) } }
      }
    let isLittle = encoding == .utf16LE || encoding == .utf32LE
    return units.flatMap { isLittle ? $0.reversed() : $0 }
  }
}
