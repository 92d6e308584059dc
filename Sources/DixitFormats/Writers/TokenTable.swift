import DixitDocument

/// The text as a row of tokens with what stands between them: for the formats that know tokens alone.
struct TokenTable {
  /// Tokens of one sentence and paragraph.
  struct Chunk {
    /// Index of the sentence that begins here; nil where none does: only a broken document has tokens outside sentences.
    let sentence: Int?
    /// Index of the paragraph; nil outside of paragraphs.
    let paragraph: Int?
    /// Whether it is the first of its paragraph.
    let opensParagraph: Bool
    let tokens: Range<Int>
  }

  let tokens: [Token]
  private(set) var chunks: [Chunk] = []
  private let end: Int

  /// Tokens without chunks.
  init(_ tokens: [Token], end: Int) {
    self.tokens = tokens
    self.end = end
  }

  /// - Complexity: O(*n*), *n* being the number of tokens.
  init(_ document: Document) {
    self.init(document.tokens ?? [], end: document.text.utf8.count)
    var paragraphs = Places((document.paragraphs ?? []).map(\.span))
    var sentences = Places((document.sentences ?? []).map(\.span))
    var start = 0
    var places: (paragraph: Int?, sentence: Int?) = (nil, nil)
    var last: (paragraph: Int?, sentence: Int?) = (-1, nil)
    let close = { (table: inout TokenTable, end: Int) in
      if start == end { return }
      let isNew = places.sentence != nil && places.sentence != last.sentence
      let opens = places.paragraph != last.paragraph
      table.chunks.append(
        Chunk(
          sentence: isNew ? places.sentence : nil, paragraph: places.paragraph, opensParagraph: opens,
          tokens: start..<end))
      last = (places.paragraph, places.sentence ?? last.sentence)
    }
    for (index, token) in tokens.enumerated() {
      let now = (paragraph: paragraphs.index(at: token.span.start), sentence: sentences.index(at: token.span.start))
      if index > start, now != places {
        close(&self, index)
        start = index
      }
      places = now
    }
    close(&self, tokens.count)
  }

  /// What stands before the first token.
  var lead: Span { Span(0, tokens.first?.span.start ?? end) }

  /// What stands between a token and the next, or the end of the text.
  func gap(behind index: Int) -> Span {
    let start = tokens[index].span.end
    return Span(start, max(start, index + 1 < tokens.count ? tokens[index + 1].span.start : end))
  }

  /// The tokens that a span touches: more than it holds where it begins or ends inside one.
  func touching(_ span: Span) -> Range<Int> {
    let first = tokens.partitioningIndex { $0.span.end > span.start }
    let behind = tokens.partitioningIndex { $0.span.start >= span.end }
    return first..<max(first, behind)
  }

  /// Looks up ascending positions in spans that are in order and apart.
  private struct Places {
    private let spans: [Span]
    private var next = 0

    init(_ spans: [Span]) { self.spans = spans }

    mutating func index(at position: Int) -> Int? {
      while next < spans.count, spans[next].end <= position { next += 1 }
      return next < spans.count && spans[next].start <= position ? next : nil
    }
  }
}

/// The names of the features that a document's tokens have, each made once: making one costs more than writing a token.
struct FeatureNames {
  private let names: [Tag.Features: String]

  init(_ document: Document) {
    var names: [Tag.Features: String] = [:]
    for tag in document.tags ?? [] where names[tag.features] == nil {
      names[tag.features] = tag.features.universalName
    }
    self.names = names
  }

  /// As treebanks write them: `Gender=Fem|Number=Sing`; `_` where there are none.
  subscript(tag: Tag) -> String { names[tag.features] ?? tag.features.universalName }
}

extension Document {
  /// The quotations that formats show which repeat words or labels: those that stand at most so deep in others. Beyond
  /// that only a hostile text goes, and its outputs would grow with the square of its length.
  static let shownDepth = 16

  /// For each quotation how many stand around it, and at most one more than is shown.
  ///
  /// - Complexity: O(*n*); a circle of parents ends too.
  var quotationDepths: [Int] {
    let quotations = quotations ?? []
    return quotations.map { quotation in
      var depth = 0
      var next = quotation.parent
      while let parent = next, depth <= Self.shownDepth {
        depth += 1
        next = quotations.indices.contains(parent) ? quotations[parent].parent : nil
      }
      return depth
    }
  }

  /// Indices of the quotations that are shown.
  var shownQuotations: [Int] {
    let depths = quotationDepths
    return depths.indices.filter { depths[$0] <= Self.shownDepth }
  }
}

extension [UInt8] {
  /// A value of one line: what would end it, or the cell it stands in, becomes a space, other controls U+FFFD.
  mutating func put(line text: String) {
    var text = text
    text.withUTF8 { put(line: $0) }
  }

  mutating func put(line text: Text, _ span: Span) {
    text.utf8.withUnsafeBufferPointer { put(line: UnsafeBufferPointer(rebasing: $0[span.start..<span.end])) }
  }

  private mutating func put(line text: UnsafeBufferPointer<UInt8>) {
    for byte in text {
      if byte >= 0x20 {
        append(byte)
      } else if 9...13 ~= byte {
        append(0x20)
      } else {
        put("\u{FFFD}")
      }
    }
  }

  /// White space between tokens in ASCII, as CoNLL-U's `SpacesAfter` has it: `\s`, `\n`, `\t`, `\r`, `\p` for a bar,
  /// `\\`; all else that is no ASCII as `\u202F` or `\U0001F600`.
  mutating func put(spaces text: ArraySlice<UInt8>) {
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      switch scalar {
      case " ": put("\\s")
      case "\n": put("\\n")
      case "\t": put("\\t")
      case "\r": put("\\r")
      case "|": put("\\p")
      case "\\": put("\\\\")
      case "!"..."~": append(UInt8(scalar.value))
      default: put(hexadecimal: scalar.value, isLong: scalar.value > 0xFFFF)
      }
    }
  }

  private mutating func put(hexadecimal value: UInt32, isLong: Bool) {
    put(isLong ? "\\U" : "\\u")
    for shift in stride(from: isLong ? 28 : 12, through: 0, by: -4) {
      let digit = UInt8(value >> UInt32(shift) & 15)
      append(digit < 10 ? 0x30 + digit : 0x37 + digit)
    }
  }
}
