import DixitDocument
import DixitLexicons

/// Ends sentences as French typography does.
public struct SentenceSegmenter: Stage {
  public let name = "sentences"
  public let reads: Set<Layer> = [.paragraphs, .tokens, .marks]
  public let writes = Layer.sentences
  private let vocabularies: TextVocabularies

  public init(vocabularies: TextVocabularies) { self.vocabularies = vocabularies }

  public init(vocabulary: Vocabulary) { self.init(vocabularies: TextVocabularies(vocabulary)) }

  public func annotate(_ document: inout Document) {
    let tokens = document.tokens ?? []
    let view = View(
      utf8: document.text.utf8, tokens: tokens, opening: Set((document.marks ?? []).map(\.open)),
      vocabulary: vocabularies.vocabulary(for: document))
    var sentences: [Sentence] = []
    for paragraph in document.paragraphs ?? [] {
      let range = document.tokens(in: paragraph.span)
      var start = range.lowerBound
      while start < range.upperBound {
        let end = view.sentenceEnd(from: start, in: range)
        sentences.append(Sentence(span: document.span(of: start..<end), tokens: start..<end))
        start = end
      }
    }
    document.sentences = sentences
  }

  private struct View {
    let utf8: [UInt8]
    let tokens: [Token]
    let opening: Set<Int>
    let vocabulary: Vocabulary

    /// The token behind a sentence's last one.
    func sentenceEnd(from start: Int, in paragraph: Range<Int>) -> Int {
      var index = start
      while index < paragraph.upperBound {
        defer { index += 1 }
        guard let final = final(index) else { continue }
        var next = index + 1
        while next < paragraph.upperBound, closes(next) { next += 1 }
        if next == paragraph.upperBound || opensSentence(next, after: final) { return next }
      }
      return paragraph.upperBound
    }

    private enum Final { case period, question, ellipsis, abbreviation }

    private func final(_ index: Int) -> Final? {
      let token = tokens[index]
      if token.shape.contains(.abbreviation) {
        return vocabulary.endsSentence(abbreviation: token.key) ? .abbreviation : nil
      }
      guard token.kind == .punctuation else { return nil }
      return switch Folding.decode(utf8, token.span.start).scalar {
      case 0x2E: token.span.count == 1 ? .period : .ellipsis
      case 0x21, 0x3F, 0x203D, 0x2048, 0x2049: .question
      case 0x2026: .ellipsis
      default: nil
      }
    }

    /// Marks that belong to the sentence that they end.
    private func closes(_ index: Int) -> Bool {
      let token = tokens[index]
      if token.kind == .quotationMark { return !opening.contains(index) }
      guard token.kind == .punctuation else { return false }
      return switch Folding.decode(utf8, token.span.start).scalar {
      case 0x29, 0x5D, 0x7D, 0x21, 0x3F, 0x2E, 0x2026: true
      default: false
      }
    }

    private func opensSentence(_ index: Int, after final: Final) -> Bool {
      let token = tokens[index]
      switch token.kind {
      case .word:
        // A capital, or a letter case that tells nothing (other scripts, `iPhone`).
        let isCapital = token.shape.contains(.capitalized) || token.shape.contains(.innerCapital)
        return isCapital && (final != .ellipsis || token.shape.contains(.spaceBefore))
      case .quotationMark: return opensAfterMark(index)
      case .number: return final != .abbreviation && token.shape.contains(.spaceBefore)
      case .punctuation:
        let sign = Folding.decode(utf8, token.span.start).scalar
        let isDash = sign == 0x2D || sign == 0x2013 || sign == 0x2014 || sign == 0x2022
        return isDash && opensAfterMark(index) || sign == 0x28 && opensAfterMark(index) || sign == 0x5B
      case .address: return token.shape.contains(.spaceBefore) && final != .abbreviation
      case .symbol: return true
      }
    }

    /// Whether a capital, a number or another mark follows an opening mark, bracket or dash.
    private func opensAfterMark(_ index: Int) -> Bool {
      guard index + 1 < tokens.count else { return true }
      let next = tokens[index + 1]
      return next.shape.contains(.capitalized) || next.kind != .word
    }
  }
}
