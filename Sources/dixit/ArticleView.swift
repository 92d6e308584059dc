import DixitDocument

/// An article for the terminal: one sentence a line, wrapped, its quotations marked.
struct ArticleView {
  /// A stretch of text without a space, and the quotation it belongs to.
  private struct Piece {
    let text: String
    let quotation: Int?
  }

  private let document: Document
  private let palette: Palette
  private let width: Int
  /// Where quotations begin and end, in text order; at one place ends come first.
  private let edges: [(offset: Int, isStart: Bool, quotation: Int)]

  init(_ document: Document, _ palette: Palette, width: Int) {
    self.document = document
    self.palette = palette
    self.width = width
    edges = Self.edges(of: document.quotations ?? [])
  }

  private static func edges(of quotations: [Quotation]) -> [(offset: Int, isStart: Bool, quotation: Int)] {
    let spans = quotations.enumerated().flatMap { index, quotation in quotation.content.map { (index, $0) } }
    let starts = spans.sorted { $0.1.count > $1.1.count }.map { ($0.1.start, true, $0.0) }
    let ends = spans.sorted { $0.1.count < $1.1.count }.map { ($0.1.end, false, $0.0) }
    return (ends + starts).enumerated()
      .sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }
      .map { (offset: $0.element.0, isStart: $0.element.1, quotation: $0.element.2) }
  }

  func render() -> String {
    blocks.map { block in
      let lines = sentences(in: block.span).map(wrapped)
      let text = lines.joined(separator: "\n")
      return block.kind == .title || block.kind == .heading ? palette.bold(text) : text
    }.joined(separator: "\n\n") + "\n"
  }

  private var blocks: [Paragraph] {
    document.paragraphs ?? [Paragraph(span: document.text.span, kind: .body)]
  }

  private func sentences(in block: Span) -> [Span] {
    let inside = (document.sentences ?? []).map(\.span).filter(block.contains)
    return inside.isEmpty ? [block] : inside
  }

  /// Greedy line breaking over words; a word keeps its marks.
  private func wrapped(_ sentence: Span) -> String {
    var lines: [String] = []
    var line = ""
    var length = 0
    for word in words(of: sentence) {
      let plain = word.reduce(0) { $0 + $1.text.count }
      if length > 0, length + 1 + plain > width {
        lines.append(line)
        (line, length) = ("", 0)
      }
      line += (length > 0 ? " " : "") + word.map(painted).joined()
      length += plain + (length > 0 ? 1 : 0)
    }
    return (lines + [line]).joined(separator: "\n")
  }

  private func painted(_ piece: Piece) -> String {
    guard let quotation = piece.quotation else { return piece.text }
    return palette.speaker(document.attributions?.attributions[quotation].speaker, piece.text)
  }

  /// The words between white space, cut where a quotation begins or ends.
  private func words(of sentence: Span) -> [[Piece]] {
    var words: [[Piece]] = [[]]
    var open = edges.filter { $0.offset < sentence.start }.reduce(into: [Int]()) { change(&$0, $1) }
    var position = sentence.start
    for edge in edges where edge.offset >= sentence.start && edge.offset <= sentence.end {
      if edge.isStart, edge.offset == sentence.end { continue }
      add(Span(position, edge.offset), open.last, to: &words)
      position = edge.offset
      if !edge.isStart { mark(edge, to: &words) }
      change(&open, edge)
      if edge.isStart { mark(edge, to: &words) }
    }
    add(Span(position, sentence.end), open.last, to: &words)
    return words.filter { !$0.isEmpty }
  }

  private func change(_ open: inout [Int], _ edge: (offset: Int, isStart: Bool, quotation: Int)) {
    if edge.isStart { open.append(edge.quotation) } else { open.removeAll { $0 == edge.quotation } }
  }

  private func add(_ span: Span, _ quotation: Int?, to words: inout [[Piece]]) {
    let parts = document.string(span).split(omittingEmptySubsequences: false) { $0 == " " || $0.isNewline }
    for (index, part) in parts.enumerated() {
      if index > 0 { words.append([]) }
      if !part.isEmpty { words[words.count - 1].append(Piece(text: String(part), quotation: quotation)) }
    }
  }

  /// Brackets and the quotation's number; with colours the number alone, before it.
  private func mark(_ edge: (offset: Int, isStart: Bool, quotation: Int), to words: inout [[Piece]]) {
    let number = edge.quotation + 1
    let text = palette.isColored ? (edge.isStart ? Self.raised(number) : "") : edge.isStart ? "⟦\(number):" : "⟧"
    if text.isEmpty { return }
    words[words.count - 1].append(Piece(text: text, quotation: edge.quotation))
  }

  private static func raised(_ number: Int) -> String {
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    return String(String(number).map { digits[$0.wholeNumberValue!] })
  }
}
