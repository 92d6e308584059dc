import DixitDocument
import DixitText
import Foundation

/// Gold sentences as a page shows them: what the model of sentence ends learns from and is judged on.
struct BoundaryCorpus {
  enum Setting: CaseIterable {
    /// All sentences joined by spaces: a page that lost its lines.
    case flat
    /// A blank line between paragraphs, and behind each sentence that lacks a final sign.
    case lines
  }

  /// A gap, where its sentence began, and whether it ends there.
  struct Example {
    let gap: BoundaryReading.Gap
    let start: Int
    let paragraph: Int
    let isEnd: Bool
  }

  let reading: BoundaryReading
  let flows: [Flow?]
  let examples: [Example]

  init(path: String, _ setting: Setting, _ vocabularies: TextVocabularies) throws {
    let sentences = try Self.sentences(of: path)
    let (text, starts) = Self.page(sentences, setting)
    var document = Normalizer().document(from: Article(id: path, utf8: text))
    let stages: [any Stage] = [
      ParagraphSegmenter(vocabularies: vocabularies), Tokenizer(vocabularies: vocabularies), QuotationMarkPairer(),
    ]
    for stage in stages { try stage.annotate(&document) }
    let begins = Set(starts.map { document.alignment.span(for: SourceSpan($0, $0)).start })
    let reading = BoundaryReading(document, vocabularies)
    let paragraphs = document.paragraphs!.map { document.tokens(in: $0.span) }
    flows = paragraphs.map { reading.hasLostItsLines($0) ? Flow($0, reading) : nil }
    examples = zip(paragraphs.indices, paragraphs).flatMap { [flows] index, range in
      Self.examples(range, paragraph: index, bare: flows[index] != nil, reading, begins)
    }
    self.reading = reading
  }

  /// Walks as the product does, with every decision right.
  private static func examples(
    _ range: Range<Int>, paragraph: Int, bare: Bool, _ reading: BoundaryReading, _ begins: Set<Int>
  ) -> [Example] {
    var examples: [Example] = []
    var start = range.lowerBound
    var index = start
    while let gap = reading.gap(from: index, in: range, bare: bare), gap.next < range.upperBound {
      index = gap.next
      let isEnd = begins.contains(reading.tokens[gap.next].span.start)
      examples.append(Example(gap: gap, start: start, paragraph: paragraph, isEnd: isEnd))
      if isEnd { start = gap.next }
    }
    return examples
  }

  // MARK: Pages

  private static func sentences(of path: String) throws -> [(text: String, opensParagraph: Bool)] {
    if path.hasSuffix(".conllu") {
      return try Treebank(path: path).sentences.map { sentence in
        let text = sentence.tokens.dropLast().reduce("") { $0 + $1.form + ($1.isSpaceAfter ? " " : "") }
        return (text + sentence.tokens.last!.form, sentence.opensParagraph)
      }
    }
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    return lines.map { (String($0), false) }
  }

  /// The page's bytes, and where each sentence begins in them.
  private static func page(
    _ sentences: [(text: String, opensParagraph: Bool)], _ setting: Setting
  ) -> (text: [UInt8], starts: [Int]) {
    var text: [UInt8] = []
    var starts: [Int] = []
    var isOpen = false
    for sentence in sentences {
      if !text.isEmpty {
        let breaks = setting == .lines && (sentence.opensParagraph || isOpen)
        text += Array((breaks ? "\n\n" : " ").utf8)
      }
      starts.append(text.count)
      text += Array(sentence.text.utf8)
      let last = sentence.text.last { !" \"'»”’)]".contains($0) }
      isOpen = !".!?…".contains(last ?? " ")
    }
    return (text, starts)
  }
}
