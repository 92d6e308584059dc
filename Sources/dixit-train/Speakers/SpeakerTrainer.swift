import DixitQuotations

/// Learns the weights of speakers.
struct SpeakerTrainer {
  var learning = LogLinear()

  func weights(from examples: [SpeakerExample]) -> ReferenceWeights {
    var weights = ReferenceWeights()
    for kind in ReferenceKind.allCases {
      weights.values[kind.rawValue] = learning.weights(
        from: examples.filter { $0.choice.kind == kind }.map { example in
          LogLinear.Example(
            features: example.choice.candidates.map { $0.features.all.map { Int($0.rawValue) } },
            isRight: example.isRight)
        }, features: AntecedentFeature.allCases.count)
    }
    return weights
  }

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
