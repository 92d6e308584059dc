import DixitDocument
import Testing

@testable import DixitFormats

@Suite struct TEIWriterTests {
  private func tei(_ document: Document) -> String {
    var output: [UInt8] = []
    TEIWriter(generator: FormatExamples.generator).write(document, to: &output)
    return String(decoding: output, as: UTF8.self)
  }

  /// The lines of `body` without its own tags.
  private func body(_ document: Document) -> String {
    let lines = tei(document).split(separator: "\n")
    let inside = lines.drop { $0 != "  <body>" }.dropFirst().prefix { $0 != "  </body>" }
    return inside.map { $0.trimmingPrefix { $0 == " " } }.joined(separator: "\n")
  }

  /// A document whose only paragraph is its only sentence.
  private func sentence(_ text: String) -> Document {
    var document = FormatExamples.document(text)
    document.paragraphs = [Paragraph(span: document.text.span, kind: .body)]
    document.sentences = [Sentence(span: document.text.span, tokens: 0..<0)]
    return document
  }

  private func quotation(_ content: Span..., cue: Span? = nil) -> Quotation {
    Quotation(
      kind: .direct, content: content, cue: cue.map { .init(span: $0, lemma: "dire") }, rule: "marks", confidence: 1)
  }

  @Test func chainsQuotationsAcrossSentences() {
    let text = tei(FormatExamples.curie())
    #expect(text.contains(##"<said xml:id="q1.1" next="#q1.2" who="#e1" direct="true" aloud="true" cert="0.94">"##))
    #expect(text.contains(##"<said xml:id="q2.2" prev="#q2.1" who="#e2" toWhom="#e1""##))
    #expect(text.contains(#"N’abandonne jamais ! <pc>»</pc></said> <pc>»</pc></said>, a-t-<rs xml:id="m5""#))
    #expect(text.contains(##"<span ana="#content" target="#q1.1 #q1.2"/>"##))
    #expect(text.contains(##"<span ana="#addressee" target="#m4" corresp="#e1"/>"##))
  }

  @Test func leavesTheIncisePartOutside() {
    var document = sentence("« Oui, dit-il, non »")
    document.quotations = [
      Quotation(
        kind: .direct, content: ["Oui", "non"].map(document.span(ofWords:)), marks: [document.text.span],
        rule: "marks", confidence: 1)
    ]
    let said = { (attributes: String) in "<said xml:id=\"q1.\(attributes)\" direct=\"true\" aloud=\"true\" cert=\"1\">"
    }
    #expect(
      body(document) == "<p><s xml:id=\"s0\">" + said("1\" next=\"#q1.2") + "<pc>«</pc> Oui</said>, dit-il, "
        + said("2\" prev=\"#q1.1") + "non <pc>»</pc></said></s></p>")
  }

  @Test func keepsANameWholeThatCrossesAQuotation() {
    var document = sentence("avec Jean Dupont hier")
    document.entities = EntityLayer(
      entities: [Entity(type: .person, name: "Jean Dupont")],
      mentions: [Mention(span: document.span(ofWords: "Jean Dupont"), form: .name, entity: 0, confidence: 1)])
    document.quotations = [quotation(Span(0, 9))]
    #expect(body(document).contains("avec</said> <persName xml:id=\"m1\" corresp=\"#e1\">Jean Dupont</persName> hier"))
  }

  @Test func prefersAQuotationInsideAName() {
    var document = sentence("les amis de demain")
    document.entities = EntityLayer(
      entities: [Entity(type: .organisation, name: "x")],
      mentions: [Mention(span: document.text.span, form: .name, entity: 0, confidence: 1)])
    document.quotations = [quotation(document.span(ofWords: "amis"), cue: nil)]
    #expect(!body(document).contains("orgName"))
    #expect(body(document).contains(">amis</said>"))
  }

  @Test func cutsQuotationsThatCross() {
    var document = sentence("aa bb cc")
    document.quotations = [quotation(Span(0, 5)), quotation(Span(3, 8))]
    let text = body(document)
    #expect(text.contains(##"<said xml:id="q2.1" next="#q2.2" direct="true" aloud="true" cert="1">bb</said></said>"##))
    #expect(text.contains(##"<said xml:id="q2.2" prev="#q2.1" direct="true" aloud="true" cert="1">cc</said>"##))
  }

  @Test func keepsACueWithoutElementInTheStandOff() {
    var document = sentence("il a dit oui")
    document.quotations = [quotation(document.span(ofWords: "dit"), cue: document.span(ofWords: "a dit oui"))]
    #expect(tei(document).contains(##"<span ana="#cue">a dit oui</span>"##))
  }

  @Test func sharesOneCueBetweenQuotations() {
    var document = sentence("oui a dit non")
    let cue = document.span(ofWords: "dit")
    document.quotations = [quotation(Span(0, 3), cue: cue), quotation(Span(10, 13), cue: cue)]
    let text = tei(document)
    #expect(text.split(separator: ##"<span ana="#cue" target="#cue1"/>"##).count == 3)
    #expect(text.split(separator: "xml:id=\"cue1\"").count == 2)
  }

  @Test func opensDivisionsAtHeadings() {
    var document = FormatExamples.document("T\nun\nH\nb")
    document.paragraphs = [
      Paragraph(span: Span(0, 1), kind: .title), Paragraph(span: Span(2, 4), kind: .list),
      Paragraph(span: Span(5, 6), kind: .heading), Paragraph(span: Span(7, 8), kind: .caption),
    ]
    #expect(
      body(document)
        == "<head>T</head>\n<list>\n<item>un</item>\n</list>\n<div>\n<head>H</head>\n<ab type=\"caption\">b</ab>\n</div>"
    )
  }

  @Test func writesAParagraphWhereThereIsNoText() { #expect(body(FormatExamples.document("")) == "<p/>") }

  @Test(arguments: [("1.0.0", "1.0.0"), ("1.2.0-dev", "1.2.0"), ("dev", "0"), ("1..2", "1"), ("1.2.3.4.5", "1.2.3.4")])
  func writesValidVersions(_ version: String, _ expected: String) {
    #expect(TEIDocument.versionNumber(version) == expected)
  }
}
