import DixitDocument
import Testing

/// The invariants see what a broken stage would do.
@Suite struct InvariantTests {
  @Test(arguments: [
    ("a span behind the text", [Paragraph(span: Span(0, 99), kind: .body)]),
    ("a span that cuts a character", [Paragraph(span: Span(0, 1), kind: .body)]),
    ("an empty span", [Paragraph(span: Span(2, 2), kind: .body)]),
    ("spans out of order", [Paragraph(span: Span(3, 5), kind: .body), Paragraph(span: Span(0, 2), kind: .body)]),
  ]) func seesBrokenParagraphs(fault: String, paragraphs: [Paragraph]) {
    var document = Document("été")
    document.paragraphs = paragraphs
    #expect(document.violation(in: .paragraphs) != nil, "\(fault)")
  }

  @Test func seesAMentionOfNothing() {
    var document = Document("été")
    document.entities = EntityLayer(
      entities: [], mentions: [Mention(span: Span(0, 5), form: .name, entity: 0, confidence: 1)])
    #expect(document.violation(in: .entities) != nil)
  }

  @Test func seesAQuotationWithoutAttribution() {
    var document = Document("été")
    document.quotations = [Quotation(kind: .direct, content: [Span(0, 5)], rule: "test", confidence: 1)]
    document.attributions = AttributionLayer(attributions: [], entities: [], mentions: [])
    #expect(document.violation(in: .quotations) == nil)
    #expect(document.violation(in: .attributions) != nil)
  }

  @Test func seesAQuotationInItself() {
    var document = Document("été")
    document.quotations = [Quotation(kind: .direct, content: [Span(0, 5)], parent: 0, rule: "test", confidence: 1)]
    #expect(document.violation(in: .quotations) != nil)
  }

  @Test func aLayerThatNobodyWroteIsNotRun() {
    var document = Document("été")
    #expect(Layer.allCases.allSatisfy { !document.has($0) })
    document.paragraphs = []
    #expect(document.has(.paragraphs))
    document.remove(.paragraphs)
    #expect(!document.has(.paragraphs))
    #expect(document.dump().contains("paragraphs: not run"))
  }
}
