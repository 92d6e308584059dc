import DixitGrammar
import DixitText

/// Learns where sentences end.
struct BoundaryTrainer {
  /// Half a megabyte.
  static let bits = 15
  static let epochs = 12
  /// What the right answer must lead by, or it is learned again. Without, held-out figures went up and down by a point
  /// with the order of the examples; from 50 to 400 they are the same.
  static let margin = Int32(100)
  /// Chosen on treebanks that were not learned from, of 60, 100 and 140 and of 40 and 60: with 60 four of 78 small cases
  /// of typography went wrong, with 140 none did, and the treebanks' figures did not fall.
  static let finalMargin = 140
  static let bareMargin = 40

  let learner = Learner(width: BoundaryFeatures.width, bits: Self.bits)

  /// - Returns: how many decisions were wrong in each epoch.
  mutating func learn(_ corpora: [BoundaryCorpus]) -> [Int] {
    var numbers = SeededNumbers(seed: 1)
    let places = corpora.indices.flatMap { corpus in corpora[corpus].examples.indices.map { (corpus, $0) } }
    var features = FeatureList()
    return (0..<Self.epochs).map { _ in
      numbers.order(places.count).count { place in
        let (corpus, example) = places[place]
        return learn(corpora[corpus].examples[example], corpora[corpus], &features)
      }
    }
  }

  /// - Returns: whether the decision was wrong.
  private func learn(
    _ example: BoundaryCorpus.Example, _ corpus: BoundaryCorpus, _ features: inout FeatureList
  ) -> Bool {
    features.removeAll()
    BoundaryFeatures.collect(
      example.gap, from: example.start, rule: corpus.reading.opensSentence(example.gap, from: example.start),
      corpus.reading, corpus.flows[example.paragraph], into: &features)
    learner.score(features)
    let first = example.gap.final == .none ? 2 : 0
    let gold = first + (example.isEnd ? 1 : 0)
    let other = first + (example.isEnd ? 0 : 1)
    let lead = learner.scores[gold] - learner.scores[other]
    if lead < Self.margin { learner.update(features, gold: gold, guess: other) }
    learner.tick()
    return lead <= 0
  }
}
