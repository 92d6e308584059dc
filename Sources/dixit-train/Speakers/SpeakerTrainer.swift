import DixitQuotations

/// Learns the weights of speakers: a log-linear model of the right candidate among all, by AdaGrad over all examples at
/// once. No number is drawn: the same examples give the same weights.
struct SpeakerTrainer {
  var steps = 400
  var rate = 0.3
  /// How strongly weights are drawn to zero.
  var decay = 1.0

  func weights(from examples: [SpeakerExample]) -> SpeakerWeights {
    var weights = SpeakerWeights()
    for source in SpeakerSource.allCases {
      // A choice without a right answer teaches nothing, nor does one where all are right.
      let own = examples.filter {
        $0.choice.source == source && $0.isRight.contains(true) && $0.isRight.contains(false)
      }
      weights.values[source.rawValue] = learned(own.map(Example.init))
    }
    return weights
  }

  private struct Example {
    /// For each candidate the numbers of its features.
    let features: [[Int]]
    let isRight: [Bool]

    init(_ example: SpeakerExample) {
      features = example.choice.candidates.map { $0.features.all.map { Int($0.rawValue) } }
      isRight = example.isRight
    }
  }

  private func learned(_ examples: [Example]) -> [Double] {
    var weights = Array(repeating: 0.0, count: SpeakerFeature.allCases.count)
    var squares = Array(repeating: 1e-8, count: weights.count)
    for _ in 0..<steps {
      var gradient = weights.map { -decay * $0 }
      for example in examples { add(example, weights, &gradient) }
      for index in weights.indices {
        squares[index] += gradient[index] * gradient[index]
        weights[index] += rate * gradient[index] / squares[index].squareRoot()
      }
    }
    return weights
  }

  private func add(_ example: Example, _ weights: [Double], _ gradient: inout [Double]) {
    let shares = Softmax.shares(example.features.map { $0.reduce(0) { $0 + weights[$1] } })
    let right = zip(shares, example.isRight).reduce(0) { $0 + ($1.1 ? $1.0 : 0) }
    for (index, features) in example.features.enumerated() {
      let wanted = example.isRight[index] ? shares[index] / right : 0
      for feature in features { gradient[feature] += wanted - shares[index] }
    }
  }
}
