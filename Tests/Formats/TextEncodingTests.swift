import DixitDocument
import Testing

@testable import DixitFormats

/// French in every encoding that it comes in, declared or not, and text that was decoded wrongly before.
@Suite struct TextEncodingTests {
  private static let texts = [
    "« L’été prochain », a répété Zoé Lefèvre, « nous irons à Orléans, c’est sûr. »",
    "Où étaient les élèves ? Le maire, François Noël, n’a pas réagi à cette décision…",
    "La réunion s'est tenue à huis clos ; le préfet espère un accord d'ici à décembre.",
  ]

  @Test(arguments: texts, [TextEncoding.windows1252, .macintosh])
  func recognisesTheEncoding(_ text: String, _ encoding: TextEncoding) throws {
    let bytes = try #require(Self.encode(text, encoding))
    for declared in [nil, encoding.name, "iso-8859-1", "utf-8"] {
      let decoding = TextDecoding(bytes, declared: declared)
      #expect(String(decoding: decoding.utf8, as: UTF8.self) == text, "declared \(declared ?? "nothing")")
      #expect(decoding.warnings.isEmpty)
    }
  }

  @Test func recognisesThePCsOldEncoding() throws {
    let bytes = try #require(Self.encode(Self.texts[2], .ibm850))
    let decoding = TextDecoding(bytes)
    #expect(String(decoding: decoding.utf8, as: UTF8.self) == Self.texts[2])
    #expect(decoding.encoding == "IBM850")
  }

  @Test func recognisesTheEuroAndTheLigature() throws {
    let text = "Sa sœur a payé 20 € à l'entrée."
    let bytes = try #require(Self.encode(text, .iso8859Part15))
    #expect(String(decoding: TextDecoding(bytes).utf8, as: UTF8.self) == text)
    #expect(String(decoding: TextDecoding(bytes, declared: "ISO-8859-15").utf8, as: UTF8.self) == text)
  }

  /// The byte of ½ is œ in ISO-8859-15.
  @Test func tellsTheHalfFromTheLigature() throws {
    let text = "Une portion de 1½ tasse préparée à l'eau."
    let bytes = try #require(Self.encode(text, .windows1252))
    #expect(String(decoding: TextDecoding(bytes).utf8, as: UTF8.self) == text)
  }

  @Test(arguments: texts, [TextEncoding.windows1252, .macintosh, .ibm850])
  func mendsWhatWasDecodedWrongly(_ text: String, _ encoding: TextEncoding) throws {
    let wrong = Self.misread(text, encoding)
    let decoding = TextDecoding(wrong)
    #expect(String(decoding: decoding.utf8, as: UTF8.self) == text)
    #expect(decoding.warnings.count == 1)
  }

  @Test(arguments: texts) func mendsWhatWasDecodedWronglyTwice(_ text: String) {
    let wrong = Self.misread(String(decoding: Self.misread(text, .windows1252), as: UTF8.self), .windows1252)
    #expect(String(decoding: TextDecoding(wrong).utf8, as: UTF8.self) == text)
  }

  @Test(arguments: [
    ("voilÃ  que l'Ã©tÃ©", "voilà que l'été"), ("voilÃ\u{A0} l'Ã©tÃ©", "voilà l'été"), ("Â« Ã‰tÃ© Â»", "« Été »"),
    ("lâ€‹'Ã©tÃ©ï»¿", "l\u{200B}'été\u{FEFF}"),
  ]) func mendsSpacesThatCameWithIt(wrong: String, text: String) {
    #expect(String(decoding: TextDecoding(Array(wrong.utf8)).utf8, as: UTF8.self) == text)
  }

  @Test(arguments: [
    "« É » et « À »", "CAFÉ »", "le signe « Ã© » seul", "AMANHÃ O DIA", "é… à — Â", "√2 ≈ 1,41", "├── dossier",
    "Ångström",
    "Tiếng Việt", "Ärger, Öl, Übung",
  ]) func leavesGoodTextAlone(_ text: String) {
    let decoding = TextDecoding(Array(text.utf8))
    #expect(String(decoding: decoding.utf8, as: UTF8.self) == text)
    #expect(decoding.warnings.isEmpty)
  }

  @Test func tellsTheReaderOfTheDocument() throws {
    let article = try #require(try TextReader().read(Array("lâ€™Ã©tÃ©".utf8), id: "a.txt").first)
    #expect(String(decoding: article.utf8, as: UTF8.self) == "l’été")
    #expect(article.warnings.first?.hasPrefix("3 characters had been decoded by the wrong encoding") == true)
  }

  /// Nil where the encoding lacks a character.
  private static func encode(_ text: String, _ encoding: TextEncoding) -> [UInt8]? {
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        bytes.append(UInt8(scalar.value))
      } else {
        guard let index = encoding.upper.firstIndex(of: scalar.value) else { return nil }
        bytes.append(UInt8(128 + index))
      }
    }
    return bytes
  }

  /// UTF-8 read as something else and saved as UTF-8.
  private static func misread(_ text: String, _ encoding: TextEncoding) -> [UInt8] {
    text.utf8.flatMap { Array(UTF8.encode(Unicode.Scalar(encoding.scalar($0))!)!) }
  }
}
