import DixitDocument
import Foundation
import Testing

@testable import DixitFormats

@Suite struct JSONWriterTests {
  private func json(
    _ document: Document, _ layout: JSONWriter.Layout = .pretty, tokens: Bool = false
  ) throws -> (text: String, object: NSDictionary) {
    var output: [UInt8] = []
    JSONWriter(generator: FormatExamples.generator, layout: layout, tokens: tokens).write(document, to: &output)
    let object = try JSONSerialization.jsonObject(with: Data(output)) as? NSDictionary
    return (String(decoding: output, as: UTF8.self), try #require(object))
  }

  /// One key of every object of a layer.
  private func column(_ object: NSDictionary, _ layer: String, _ key: String) -> [Any?] {
    (object[layer] as? [NSDictionary] ?? []).map { $0[key] }
  }

  @Test func countsCodePoints() throws {
    let (_, object) = try json(FormatExamples.curie())
    let sentences = column(object, "sentences", "start") as? [Int]
    #expect(sentences == [0, 36, 104])
    #expect(column(object, "mentions", "end") as? [Int] == [11, 40, 64, 67, 138, 160])
  }

  @Test func pointsFromSourceToMention() throws {
    let (_, object) = try json(FormatExamples.curie())
    let sources = column(object, "quotations", "source").map { $0 as? NSDictionary }
    #expect(sources.map { $0?["mention"] as? String } == ["m5", "m3"])
    #expect(column(object, "quotations", "speaker") as? [String] == ["e1", "e2"])
    let second = try #require((object["quotations"] as? [NSDictionary])?.last)
    #expect(second["parent"] as? String == "q1")
    #expect(second["addressee"] as? String == "e1")
  }

  @Test func writesNullForWhatIsUnknown() throws {
    var document = FormatExamples.document("« Oui »")
    document.quotations = [Quotation(kind: .direct, content: [Span(3, 6)], rule: "marks", confidence: 1)]
    let (text, _) = try json(document, .line)
    #expect(text.contains("\"cue\":null,\"source\":null,\"speaker\":null,\"addressee\":null"))
  }

  @Test func alignsInCodePointsOfBothSides() throws {
    var aligned = AlignedText(of: Array("éﬁété\u{AD}se\u{301}".utf8))
    aligned.replace(2, 5, with: Array("fi".utf8))
    aligned.replace(10, 12, with: [])
    aligned.replace(13, 16, with: Array("é".utf8))
    let (text, alignment) = aligned.finish()
    let (_, object) = try json(FormatExamples.document(text.string(text.span), alignment: alignment))
    #expect(object["alignment"] as? [[Int]] == [[1, 3, 1, 2], [6, 6, 5, 6], [7, 8, 7, 9]])
  }

  @Test func escapesWhatBreaksLines() throws {
    let wild = "a\u{85}b\u{2028}c\u{2029}d\n\"\\\u{1}"
    let (text, object) = try json(FormatExamples.document(wild), .line)
    #expect(object["text"] as? String == wild)
    #expect(text.unicodeScalars.filter { $0.properties.isWhitespace && $0 != " " } == ["\n"])
  }

  @Test func writesTokensOnRequest() throws {
    var document = FormatExamples.document("été là")
    document.tokens = [Span(0, 5), Span(6, 9)].map { Token(span: $0, key: 0, kind: .word, shape: []) }
    #expect(try json(document).object["tokens"] == nil)
    #expect(column(try json(document, tokens: true).object, "tokens", "end") as? [Int] == [3, 6])
  }

  @Test(arguments: [(0.94, "0.94"), (0.9, "0.9"), (1, "1"), (0, "0"), (0.00006, "0.0001"), (.nan, "0"), (2, "1")])
  func writesConfidence(_ value: Double, _ expected: String) {
    var output: [UInt8] = []
    output.put(confidence: value)
    #expect(String(decoding: output, as: UTF8.self) == expected)
  }
}
