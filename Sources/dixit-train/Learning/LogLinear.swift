import DixitLexicons

/// Learns a log-linear choice: weights that make the right candidate likely among all, by AdaGrad over all examples at
/// once. No number is drawn: the same examples give the same weights.
struct LogLinear {
  /// A choice: for each candidate the numbers of its features, and which are right.
  struct Example {
    let features: [[Int]]
    let isRight: [Bool]

    /// A choice without a right answer teaches nothing, nor does one where all are right.
    var isTelling: Bool { isRight.contains(true) && isRight.contains(false) }
  }

  var steps = 400
  var rate = 0.3
  /// How strongly weights are drawn to zero.
  var decay = 1.0

  func weights(from examples: [Example], features count: Int) -> [Double] {
    let examples = examples.filter(\.isTelling)
    var weights = Array(repeating: 0.0, count: count)
    var squares = Array(repeating: 1e-8, count: count)
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
