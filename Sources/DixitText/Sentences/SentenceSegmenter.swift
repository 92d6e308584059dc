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
    let reading = BoundaryReading(document, vocabularies)
    var judge = BoundaryJudge(model: model, isFrench: TextVocabularies.isFrench(document))
    var sentences: [Sentence] = []
    sentences.reserveCapacity(reading.tokens.count / 20 + 1)
    for paragraph in document.paragraphs ?? [] {
      let range = document.tokens(in: paragraph.span)
      var start = range.lowerBound
      for end in judge.ends(in: range, of: reading) {
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
  private let isFrench: Bool
  private var features = FeatureList()
  private var flow: Flow?
  private var ends: [Int] = []

  init(model: BoundaryModel?, isFrench: Bool) {
    self.model = isFrench ? model : nil
    self.isFrench = isFrench
  }

  /// The tokens behind each sentence's last one.
  mutating func ends(in paragraph: Range<Int>, of reading: BoundaryReading) -> [Int] {
    let isBare = reading.hasLostItsLines(paragraph)
    flow = model != nil && isBare ? Flow(paragraph, reading) : nil
    let bareEnds = collectEnds(in: paragraph, bare: isBare, of: reading)
    if bareEnds > 0, bareEnds * (model == nil ? Self.rarestByRule : Self.rarest) < ends.count {
      _ = collectEnds(in: paragraph, bare: false, of: reading)
    }
    return ends
  }

  /// Where fewer than one end in so many has no final sign, there were no headlines, and what looks like their ends is
  /// none. Texts of whole sentences alone showed 0.1 to 1.2 %, those with headlines and lists 2.4 to 10 %.
  private static let rarest = 67
  /// The rules find fewer of them, and are wrong less often: 0.1 to 0.4 % against 0.6 to 4 %.
  private static let rarestByRule = 200

  /// - Returns: how many ends have no final sign.
  private mutating func collectEnds(in paragraph: Range<Int>, bare: Bool, of reading: BoundaryReading) -> Int {
    ends.removeAll(keepingCapacity: true)
    var bareEnds = 0
    var start = paragraph.lowerBound
    var index = start
    while let gap = reading.gap(from: index, in: paragraph, bare: bare), gap.next < paragraph.upperBound {
      index = gap.next
      guard isEnd(gap, from: start, reading) else { continue }
      if gap.final == .none { bareEnds += 1 }
      ends.append(gap.next)
      start = gap.next
    }
    if start < paragraph.upperBound { ends.append(paragraph.upperBound) }
    return bareEnds
  }

  private mutating func isEnd(_ gap: BoundaryReading.Gap, from start: Int, _ reading: BoundaryReading) -> Bool {
    if reading.goesOn(gap, from: start, isFrench: isFrench) { return false }
    let rule = reading.opensSentence(gap, from: start)
    guard let model else { return rule || gap.final == .none && reading.opensBareSentence(gap, from: start) }
    features.removeAll()
    BoundaryFeatures.collect(gap, from: start, rule: rule, reading, flow, into: &features)
    return model.isEnd(gap, rule: rule, features)
  }
}

/// The learned weights, and how sure they must be to differ from typography.
struct BoundaryModel {
  /// By how much a feature speaks for an end. Of a row of classes nothing else counts here, and these are read out of
  /// near caches: with the rows as they are, a quarter of the stage's time was waiting for them.
  private let final: [Int16]
  private let bare: [Int16]
  private let shift: UInt32
  private let finalMargin: Int
  private let bareMargin: Int

  init(_ file: ModelFile) throws {
    let weights = try file.weights(BoundaryFeatures.section, width: BoundaryFeatures.width)
    final = weights.differences(of: 1, from: 0)
    bare = weights.differences(of: 3, from: 2)
    shift = UInt32(32 - weights.bits)
    finalMargin = Int(file.value(of: BoundaryFeatures.finalMargin) ?? "") ?? 0
    bareMargin = Int(file.value(of: BoundaryFeatures.bareMargin) ?? "") ?? 0
  }

  func isEnd(_ gap: BoundaryReading.Gap, rule: Bool, _ features: borrowing FeatureList) -> Bool {
    if gap.final == .none { return sum(features, bare) > bareMargin }
    return sum(features, final) > (rule ? -finalMargin : finalMargin)
  }

  private func sum(_ features: borrowing FeatureList, _ weights: [Int16]) -> Int {
    var sum = 0
    for index in 0..<features.count { sum += Int(weights[Int(features[index] &>> shift)]) }
    return sum
  }
}

extension WeightTable {
  /// For each row how far a class is ahead of another one.
  fileprivate func differences(of first: Int, from second: Int) -> [Int16] {
    (0..<1 << bits).map { row in
      let weight = { (column: Int) in Int16(base.load(fromByteOffset: row * width + column, as: Int8.self)) }
      return weight(first) - weight(second)
    }
  }
}
