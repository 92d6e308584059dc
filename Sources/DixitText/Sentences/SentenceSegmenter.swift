import DixitDocument
import DixitGrammar
import DixitLexicons

/// Ends sentences: where a model is there for the language it judges each gap that may be an end, else French
/// typography decides, which serves the other languages as well.
public struct SentenceSegmenter: Stage {
  public let name = "sentences"
  public let reads: Set<Layer> = [.paragraphs, .tokens, .marks]
  public let writes = Layer.sentences
  private let vocabularies: TextVocabularies
  private let model: BoundaryModel?

  /// - Parameter model: of the kind `sentences`, for French.
  public init(vocabularies: TextVocabularies, model: ModelFile? = nil) throws {
    self.vocabularies = vocabularies
    self.model = try model.map(BoundaryModel.init)
  }

  public func annotate(_ document: inout Document) {
    let reading = BoundaryReading(document, vocabularies.vocabulary(for: document))
    var judge = BoundaryJudge(model: TextVocabularies.isFrench(document) ? model : nil)
    var sentences: [Sentence] = []
    sentences.reserveCapacity(reading.tokens.count / 20 + 1)
    for paragraph in document.paragraphs ?? [] {
      let range = document.tokens(in: paragraph.span)
      judge.enter(range, of: reading)
      var start = range.lowerBound
      while start < range.upperBound {
        let end = judge.sentenceEnd(from: start, in: range, of: reading)
        sentences.append(Sentence(span: document.span(of: start..<end), tokens: start..<end))
        start = end
      }
    }
    document.sentences = sentences
  }
}

/// Decides gap after gap.
private struct BoundaryJudge: ~Copyable {
  private let model: BoundaryModel?
  private var features = FeatureList()
  private var flow: Flow?
  private var isBare = false

  init(model: BoundaryModel?) { self.model = model }

  mutating func enter(_ paragraph: Range<Int>, of reading: BoundaryReading) {
    isBare = reading.hasLostItsLines(paragraph)
    flow = model != nil && isBare ? Flow(paragraph, reading) : nil
  }

  /// The token behind a sentence's last one.
  mutating func sentenceEnd(from start: Int, in paragraph: Range<Int>, of reading: BoundaryReading) -> Int {
    var index = start
    while index < paragraph.upperBound {
      guard let gap = reading.gap(behind: index, in: paragraph, bare: isBare) else {
        index += 1
        continue
      }
      if gap.next == paragraph.upperBound || isEnd(gap, from: start, reading) { return gap.next }
      index = gap.next
    }
    return paragraph.upperBound
  }

  private mutating func isEnd(_ gap: BoundaryReading.Gap, from start: Int, _ reading: BoundaryReading) -> Bool {
    let rule = reading.opensSentence(gap, from: start)
    guard let model else { return rule || gap.final == .none && reading.opensBareSentence(gap, from: start) }
    features.removeAll()
    BoundaryFeatures.collect(gap, from: start, rule: rule, reading, flow, into: &features)
    return model.isEnd(gap, rule: rule, features)
  }
}

/// The learned weights, and how sure they must be to differ from typography.
struct BoundaryModel {
  private let weights: WeightTable
  private let finalMargin: Int
  private let bareMargin: Int

  init(_ file: ModelFile) throws {
    weights = try file.weights(BoundaryFeatures.section, width: BoundaryFeatures.width)
    finalMargin = Int(file.value(of: BoundaryFeatures.finalMargin) ?? "") ?? 0
    bareMargin = Int(file.value(of: BoundaryFeatures.bareMargin) ?? "") ?? 0
  }

  func isEnd(_ gap: BoundaryReading.Gap, rule: Bool, _ features: borrowing FeatureList) -> Bool {
    let scores = weights.scores16(features)
    if gap.final == .none { return Int(scores[3]) - Int(scores[2]) > bareMargin }
    return Int(scores[1]) - Int(scores[0]) > (rule ? -finalMargin : finalMargin)
  }
}
