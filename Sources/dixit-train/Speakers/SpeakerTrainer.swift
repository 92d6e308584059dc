import DixitQuotations

/// Learns the weights of speakers.
struct SpeakerTrainer {
  var learning = LogLinear()

  func weights(from examples: [SpeakerExample]) -> ReferenceWeights {
    var weights = ReferenceWeights()
    let count = AntecedentFeature.allCases.count
    for family in Self.families {
      // Each feature once for the family and once more for each kind.
      let learned = learning.weights(
        from: examples.filter { family.contains($0.choice.kind) }.map { example in
          let own = count * (1 + family.firstIndex(of: example.choice.kind)!)
          return LogLinear.Example(
            features: example.choice.candidates.map { candidate in
              candidate.features.all.flatMap { [Int($0.rawValue), own + Int($0.rawValue)] }
            }, isRight: example.isRight)
        }, features: count * (1 + family.count))
      for (place, kind) in family.enumerated() {
        weights.values[kind.rawValue] = (0..<count).map { learned[$0] + learned[count * (1 + place) + $0] }
      }
    }
    return weights
  }

  /// Kinds that learn from each other what they have in common.
  private static let families: [[ReferenceKind]] = [
    [.pronoun, .inverted, .plural, .possessive, .oblique], [.noun, .thing], [.nothing],
  ]

  /// How likely an antecedent must be for a mention, by kind: at least so many of those that were left out are right from
  /// there on. Where the narration has too few examples of a kind, sources count too.
  static func thresholds(from examples: [SpeakerExample], precision: Double) -> [Double] {
    ReferenceKind.allCases.map { kind in
      let all = examples.filter { $0.choice.kind == kind }
      let narrated = all.filter { $0.choice.quotation == nil }
      let own = (narrated.count < fewest ? all : narrated).map(Resolved.init).filter(\.isEntity)
      var (right, threshold) = (0.0, 1.0)
      for (index, one) in own.sorted(by: { $0.likelihood > $1.likelihood }).enumerated() {
        right += one.isRight ? 1 : 0
        if right >= precision * Double(index + 1) { threshold = one.likelihood }
      }
      return threshold
    }
  }

  /// How many examples tell how likely is likely enough.
  private static let fewest = 50

  /// What weights of other articles make of an example.
  private struct Resolved {
    let likelihood: Double
    let isRight: Bool
    let isEntity: Bool

    init(_ example: SpeakerExample) {
      let best = example.choice.best
      likelihood = example.choice.likelihood(best)
      isRight = example.isRight[best]
      isEntity = example.choice.candidates[best].entity != nil
    }
  }
}
