import DixitDocument
import Testing

/// Spans between the normalized text and the article as received.
@Suite struct AlignmentTests {
  /// source "a\r\nbé(c)\u{AD}d": bytes a 0, CRLF 1–3, b 3, e+acute 4–7, c 7, soft hyphen 8–10, d 10
  /// text   "a\nbécd":            bytes a 0, \n 1–2, b 2, é 3–5, c 5, d 6
  static let alignment = Alignment(edits: [
    .init(text: Span(1, 2), source: SourceSpan(1, 3), sourceScalarCount: 2),
    .init(text: Span(3, 5), source: SourceSpan(4, 7), sourceScalarCount: 2),
    .init(text: Span(6, 6), source: SourceSpan(8, 10), sourceScalarCount: 1),
  ])

  @Test(arguments: [
    (Span(0, 1), SourceSpan(0, 1)), (Span(1, 2), SourceSpan(1, 3)), (Span(2, 3), SourceSpan(3, 4)),
    (Span(3, 5), SourceSpan(4, 7)), (Span(5, 6), SourceSpan(7, 8)), (Span(6, 7), SourceSpan(10, 11)),
    (Span(0, 7), SourceSpan(0, 11)), (Span(5, 7), SourceSpan(7, 11)),
  ]) func leadsBothWays(span: Span, source: SourceSpan) {
    #expect(Self.alignment.sourceSpan(for: span) == source)
    #expect(Self.alignment.span(for: source) == span)
  }

  @Test func aSpanThatCutsThroughAnEditWidens() {
    #expect(Self.alignment.span(for: SourceSpan(2, 4)) == Span(1, 3))
    #expect(Self.alignment.span(for: SourceSpan(5, 8)) == Span(3, 6))
  }

  @Test func whatWasDeletedIsEmpty() {
    #expect(Self.alignment.span(for: SourceSpan(8, 10)).isEmpty)
  }

  @Test func withoutEditsTextAndSourceAreOne() {
    #expect(Alignment().sourceSpan(for: Span(3, 7)) == SourceSpan(3, 7))
    #expect(Alignment().span(for: SourceSpan(3, 7)) == Span(3, 7))
  }

  /// received "Ã©\u{AD}x Ã©": mended "é\u{AD}x é", text "éx é".
  @Test func twoChangesAreOne() {
    let middle = Array("é\u{AD}x é".utf8)
    let mending = Alignment(edits: [
      .init(text: Span(0, 2), source: SourceSpan(0, 4), sourceScalarCount: 2),
      .init(text: Span(6, 8), source: SourceSpan(8, 12), sourceScalarCount: 2),
    ])
    let cleaning = Alignment(edits: [.init(text: Span(2, 2), source: SourceSpan(2, 4), sourceScalarCount: 1)])
    let both = cleaning.following(mending, through: middle)
    #expect(
      both.edits == [
        .init(text: Span(0, 2), source: SourceSpan(0, 6), sourceScalarCount: 3),
        .init(text: Span(4, 6), source: SourceSpan(8, 12), sourceScalarCount: 2),
      ])
    #expect(Alignment().following(mending, through: middle) == mending)
    #expect(cleaning.following(Alignment(), through: middle) == cleaning)
  }

  @Test func touchingEditsBecomeOne() {
    var aligned = AlignedText(of: Array("a\u{AD}\r\nb".utf8))
    aligned.replace(1, 3, with: [])
    aligned.replace(3, 5, with: Array("\n".utf8))
    aligned.keep(to: 6)
    let (text, alignment) = aligned.finish()
    #expect(text.utf8 == Array("a\nb".utf8))
    #expect(alignment.edits == [.init(text: Span(1, 2), source: SourceSpan(1, 5), sourceScalarCount: 3)])
  }
}
