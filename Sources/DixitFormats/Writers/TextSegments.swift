import DixitDocument

/// A stretch of a block: a sentence, or what lies between two sentences.
struct TextSegment {
  let span: Span
  /// Index of the sentence; nil between sentences, or where none were found.
  let sentence: Int?
  /// Whether this is the sentence's beginning: only a broken document lets a sentence cross blocks.
  let opensSentence: Bool
  var nodes: [InlineNode] = []
}

/// A block of the text and the segments that fill it end to end.
struct TextBlock {
  let kind: Paragraph.Kind
  let segments: Range<Int>
}

/// The whole text as blocks and segments: every character that is not white space lies in exactly one.
struct TextSegments {
  private(set) var blocks: [TextBlock] = []
  private(set) var segments: [TextSegment] = []
  private let sentences: [Sentence]
  private var nextSentence = 0

  init(_ document: Document) {
    sentences = document.sentences ?? []
    var at = 0
    for paragraph in document.paragraphs ?? [] where paragraph.span.start >= at {
      addGap(Span(at, paragraph.span.start), document.text)
      add(paragraph.span, kind: paragraph.kind)
      at = paragraph.span.end
    }
    addGap(Span(at, document.text.utf8.count), document.text)
  }

  /// What no paragraph holds is a block too, if there is anything to see.
  private mutating func addGap(_ span: Span, _ text: Text) {
    let visible = text.trimmed(span)
    if !visible.isEmpty { add(visible, kind: .body) }
  }

  private mutating func add(_ span: Span, kind: Paragraph.Kind) {
    let first = segments.count
    var at = span.start
    while nextSentence < sentences.count, sentences[nextSentence].span.end <= at { nextSentence += 1 }
    var index = nextSentence
    while index < sentences.count, sentences[index].span.start < span.end {
      let sentence = sentences[index].span
      let inside = Span(max(at, sentence.start), max(at, min(sentence.end, span.end)))
      addPlain(Span(at, inside.start))
      if !inside.isEmpty {
        let opens = inside.start == sentence.start
        segments.append(TextSegment(span: inside, sentence: index, opensSentence: opens))
      }
      at = inside.end
      index += 1
    }
    addPlain(Span(at, span.end))
    blocks.append(TextBlock(kind: kind, segments: first..<segments.count))
  }

  private mutating func addPlain(_ span: Span) {
    if !span.isEmpty { segments.append(TextSegment(span: span, sentence: nil, opensSentence: false)) }
  }

  /// The segments that a span touches.
  func touching(_ span: Span) -> Range<Int> {
    let first = segments.partitioningIndex { $0.span.end > span.start }
    let end = segments.partitioningIndex { $0.span.start >= span.end }
    return first..<max(first, end)
  }

  mutating func set(_ nodes: [InlineNode], at segment: Int) { segments[segment].nodes = nodes }
}

extension Text {
  /// The span without white space at its ends; empty where there is nothing else.
  func trimmed(_ span: Span) -> Span {
    var start = span.start
    var end = span.end
    while start < end, let length = spaceLength(at: start, end) { start += length }
    while end > start, let length = spaceLength(before: end, start) { end -= length }
    return Span(start, end)
  }

  /// Length of the white space here: ASCII's, U+00A0, U+2000 to U+200A, U+2028, U+2029, U+202F.
  private func spaceLength(at index: Int, _ end: Int) -> Int? {
    let byte = utf8[index]
    if byte == 0x20 || 9...13 ~= byte { return 1 }
    if byte == 0xC2, index + 1 < end, utf8[index + 1] == 0xA0 { return 2 }
    guard byte == 0xE2, index + 2 < end, utf8[index + 1] == 0x80 else { return nil }
    return [0x80...0x8A, 0xA8...0xA9, 0xAF...0xAF].contains { $0 ~= utf8[index + 2] } ? 3 : nil
  }

  private func spaceLength(before index: Int, _ start: Int) -> Int? {
    for length in 1...3 where index - length >= start && spaceLength(at: index - length, index) == length {
      return length
    }
    return nil
  }
}
