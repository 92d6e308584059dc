import DixitDocument
import DixitLexicons

/// Divides the text into paragraphs: by the blocks that the format marks, else by lines, else (in text wrapped at a
/// fixed width) by blank lines.
public struct ParagraphSegmenter: Stage {
  public let name = "paragraphs"
  public let reads: Set<Layer> = []
  public let writes = Layer.paragraphs

  private let vocabularies: TextVocabularies?
  private let furniture: FurnitureLexicon?
  private let furnitureCoverage: Paragraph.Coverage

  /// - Parameters:
  ///   - vocabularies: which abbreviations leave a line open (*M.*); without them every period ends its line.
  ///   - furniture: how what is no part of the article begins; without it nothing is taken for that.
  ///   - coverage: what is looked for in furniture.
  public init(
    vocabularies: TextVocabularies? = nil, furniture: FurnitureLexicon? = nil, coverage: Paragraph.Coverage = .names
  ) {
    self.vocabularies = vocabularies
    self.furniture = furniture
    furnitureCoverage = coverage
  }

  public func annotate(_ document: inout Document) {
    let paragraphs = document.blocks.isEmpty ? paragraphs(of: document) : blocks(of: document)
    let furnished =
      if let furniture, TextVocabularies.isFrench(document) {
        paragraphs.flatMap { self.furnished($0, furniture, document.text.utf8) }
      } else {
        paragraphs
      }
    document.paragraphs = furnished.map { paragraph in
      guard paragraph.kind == .furniture else { return paragraph }
      return Paragraph(span: paragraph.span, kind: .furniture, coverage: furnitureCoverage)
    }
  }

  /// A paragraph with its kind, or, where announcements of links stand in running text, in pieces.
  private func furnished(_ paragraph: Paragraph, _ furniture: FurnitureLexicon, _ utf8: [UInt8]) -> [Paragraph] {
    let span = paragraph.span
    if paragraph.kind == .caption || paragraph.kind == .furniture { return [paragraph] }
    if let kind = furniture.kind(of: span, in: utf8) { return [Paragraph(span: span, kind: kind)] }
    if paragraph.kind != .title, FurnitureLexicon.endsInCredit(span, in: utf8) {
      return [Paragraph(span: span, kind: .caption)]
    }
    guard paragraph.kind == .body else { return [paragraph] }
    var pieces: [Paragraph] = []
    var start = span.start
    var at = span.start
    while let colon = utf8.next(UInt8(ascii: ":"), in: at..<span.end) {
      at = colon + 1
      guard let announcement = furniture.start(before: colon, from: start, in: utf8) else { continue }
      let before = trim(Span(start, announcement), in: utf8)
      if !before.isEmpty { pieces.append(Paragraph(span: before, kind: .body)) }
      pieces.append(Paragraph(span: Span(announcement, colon + 1), kind: .furniture))
      start = colon + 1
    }
    if pieces.isEmpty { return [paragraph] }
    let rest = trim(Span(start, span.end), in: utf8)
    if rest.isEmpty { return pieces }
    // What no sign ends is the title of the article that was announced.
    let isTitle = rest.count <= Self.longestHeadline && !endsSentence(rest, utf8)
    return pieces + [Paragraph(span: rest, kind: isTitle ? .furniture : .body)]
  }

  private func blocks(of document: Document) -> [Paragraph] {
    var end = 0
    return document.blocks.compactMap { block in
      let span = document.alignment.span(for: block.span)
      let trimmed = trim(Span(max(span.start, end), max(span.end, end)), in: document.text.utf8)
      end = max(end, trimmed.end)
      return trimmed.isEmpty ? nil : Paragraph(span: trimmed, kind: block.kind)
    }
  }

  private func paragraphs(of document: Document) -> [Paragraph] {
    let text = document.text
    let lines = lines(of: text.utf8)
    let vocabulary = vocabularies?.vocabulary(for: document)
    let spans = isWrapped(lines, text.utf8, vocabulary) ? joined(lines, text.utf8) : lines.filter { !$0.isEmpty }
    let bullets = spans.map { bullet(of: $0, in: text.utf8) }
    return spans.enumerated().map { index, span in
      let isListed = bullets[index].map { isItem(index, $0, bullets, spans, text.utf8) } ?? false
      let kind = kind(of: span, isFirst: index == 0, isOnly: spans.count == 1, in: text.utf8)
      // A heading has text below it: what closes an article is its signature.
      let isHeading = kind == .heading && index + 1 < spans.count
      return Paragraph(span: span, kind: isListed ? .list : kind == .heading && !isHeading ? .body : kind)
    }
  }

  private enum Bullet { case dot, number, hyphen }

  private func bullet(of span: Span, in utf8: [UInt8]) -> Bullet? {
    let (scalar, length) = Folding.decode(utf8, span.start)
    let next = span.start + length
    switch scalar {
    case 0x2022, 0x2023, 0x25AA, 0x25CF, 0x25E6, 0xB7, 0x2A: return .dot
    case 0x2D, 0x2013, 0x2014: return next < span.end && spaceLength(at: next, utf8) != nil ? .hyphen : nil
    case 0x30...0x39:
      let digits = utf8[span.start..<min(span.end, span.start + 3)].prefix { $0.isDigit }.count
      guard span.start + digits + 1 < span.end else { return nil }
      let sign = utf8[span.start + digits]
      let isNumber = sign == UInt8(ascii: ".") || sign == UInt8(ascii: ")")
      return isNumber && utf8[span.start + digits + 1] == 0x20 ? .number : nil
    default: return nil
    }
  }

  /// One of several items: a neighbour has the same bullet. A dash opens a dialogue's lines as well, which end as
  /// sentences do; of a list's items only the last one may.
  private func isItem(
    _ index: Int, _ bullet: Bullet, _ bullets: [Bullet?], _ spans: [Span], _ utf8: [UInt8]
  ) -> Bool {
    let hasNeighbour = [index - 1, index + 1].contains { bullets.indices.contains($0) && bullets[$0] == bullet }
    guard hasNeighbour else { return false }
    guard bullet == .hyphen, ".!?…»”\"".contains(lastCharacter(of: spans[index], utf8)) else { return true }
    return index > 0 && bullets[index - 1] == .hyphen && ";,".contains(lastCharacter(of: spans[index - 1], utf8))
  }

  private func lastCharacter(of span: Span, _ utf8: [UInt8]) -> Character {
    String(decoding: utf8[max(span.start, span.end - 4)..<span.end], as: UTF8.self).last ?? " "
  }

  /// Every line without the white space around it, blank ones as empty spans.
  private func lines(of utf8: [UInt8]) -> [Span] {
    var lines: [Span] = []
    var start = 0
    while let end = utf8.next(0x0A, in: start..<utf8.count) {
      lines.append(trim(Span(start, end), in: utf8))
      start = end + 1
    }
    return lines + [trim(Span(start, utf8.count), in: utf8)]
  }

  /// Whether most lines break at one width in the middle of their sentences.
  private func isWrapped(_ lines: [Span], _ utf8: [UInt8], _ vocabulary: Vocabulary?) -> Bool {
    let filled = zip(lines, lines.dropFirst()).filter { !$0.isEmpty && !$1.isEmpty }
    guard filled.count >= 4 else { return false }
    // A column of 40 to 100 characters, and most lines within a word's length of it.
    let widths = filled.map(\.0.count).sorted()
    let widest = widths[widths.count * 9 / 10]
    guard widest >= 40 && widest <= 120 else { return false }
    let full = filled.filter { $0.0.count > widest - 20 }.count
    let open = filled.filter { !endsSentence($0.0, utf8) || endsInTitle($0.0, utf8, vocabulary) }.count
    return full * 3 >= filled.count * 2 && open * 3 >= filled.count * 2
  }

  /// *M.*, *Dr.*: a name follows in the next line.
  private func endsInTitle(_ line: Span, _ utf8: [UInt8], _ vocabulary: Vocabulary?) -> Bool {
    guard let vocabulary, utf8[line.end - 1] == UInt8(ascii: ".") else { return false }
    let start = utf8[line.start..<line.end].lastIndex(of: 0x20).map { $0 + 1 } ?? line.start
    return vocabulary.traits(of: Span(start, line.end), in: utf8).contains(.titleAbbreviation)
  }

  private func joined(_ lines: [Span], _ utf8: [UInt8]) -> [Span] {
    lines.split(whereSeparator: \.isEmpty).map { $0.first!.union($0.last!) }
  }

  private func kind(of span: Span, isFirst: Bool, isOnly: Bool, in utf8: [UInt8]) -> Paragraph.Kind {
    // Headlines hardly ever end with a period.
    if span.count > Self.longestHeadline || isOnly || utf8[span.end - 1] == UInt8(ascii: ".") { return .body }
    if isFirst { return .title }
    let opensDialogue = [0x2D, 0x2013, 0x2014].contains(Folding.decode(utf8, span.start).scalar)
    return span.count > 110 || opensDialogue || endsSentence(span, utf8) ? .body : .heading
  }

  /// In bytes: headlines of the press stay below 200 characters.
  private static let longestHeadline = 220

  /// Whether the last character before closing marks ends a sentence or leads on to a quotation.
  private func endsSentence(_ span: Span, _ utf8: [UInt8]) -> Bool {
    let tail = String(decoding: utf8[max(span.start, span.end - 12)..<span.end], as: UTF8.self)
    guard let last = tail.last(where: { !" \u{A0}\u{202F}»”\"’')]".contains($0) }) else { return false }
    return ".!?…:;,".contains(last)
  }

  private func trim(_ span: Span, in utf8: [UInt8]) -> Span {
    var (start, end) = (span.start, span.end)
    while start < end, let length = spaceLength(at: start, utf8) { start += length }
    while start < end {
      var last = end - 1
      while last > start && utf8[last] & 0xC0 == 0x80 { last -= 1 }
      guard spaceLength(at: last, utf8) != nil else { break }
      end = last
    }
    return Span(start, max(start, end))
  }

  private func spaceLength(at position: Int, _ utf8: [UInt8]) -> Int? {
    if utf8[position] > 0x20 && utf8[position] < 0x80 { return nil }
    let (scalar, length) = Folding.decode(utf8, position)
    return ScalarClass.of(scalar) == .space ? length : nil
  }
}
