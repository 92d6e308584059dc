import DixitDocument
import Testing

@testable import DixitFormats

/// Annotations thrown at random over a text: whatever crosses whatever, the output is well-formed XML with the text
/// intact, as libxml2 reads it.
@Suite struct TEIPropertyTests {
  @Test(arguments: 1...400 as ClosedRange<UInt64>)
  func keepsTheTextWhateverCrosses(seed: UInt64) throws {
    let document = FormatExamples.random(seed: seed)
    var output: [UInt8] = []
    TEIWriter(generator: FormatExamples.generator).write(document, to: &output)
    let text = try #require(XMLValidator.bodyText(of: output), "not well formed, seed \(seed)")
    #expect(Self.visible(text) == Self.visible(document.text.utf8), "seed \(seed)")
  }

  /// Without white space, and with XML's idea of what is no character.
  private static func visible(_ utf8: [UInt8]) -> [Unicode.Scalar] {
    String(decoding: utf8, as: UTF8.self).unicodeScalars.filter { !$0.properties.isWhitespace }
      .map { $0.value < 0x20 || $0.value >= 0xFFFE && $0.value <= 0xFFFF ? "\u{FFFD}" : $0 }
  }
}
