import DixitDocument
import DixitGrammar

/// The sequence model over `NameFeatures`: Viterbi over the scores of a perceptron.
package struct NameTagger: Sendable {
  private let weights: WeightTable

  /// The model that ships with the program; made by `dixit-train names`.
  public init(model: ModelFile) throws { weights = try model.weights("NAMES", width: 16) }

  /// The likeliest tags of one sentence.
  func tags(of sentence: Range<Int>, _ names: NameFeatures, _ features: inout FeatureList) -> [Int] {
    let weights = weights
    return NameViterbi.decode(
      sentence.count,
      emission: { position, list in
        names.collect(sentence.lowerBound + position, in: sentence, into: &list)
        return SIMD16<Int32>(truncatingIfNeeded: weights.scores16(list))
      },
      transitions: Self.transitions(weights), &features)
  }

  private static func transitions(_ weights: WeightTable) -> [SIMD16<Int32>] {
    var features = FeatureList()
    return (0...NameTag.count).map { before in
      NameViterbi.transition(before, into: &features)
      return SIMD16<Int32>(truncatingIfNeeded: weights.scores16(features))
    }
  }
}

/// Finds the best sequence of tags; training and product share it.
package enum NameViterbi {
  /// The tag before the first token.
  package static let start = NameTag.count

  /// The one feature of a transition: the tag before.
  package static func transition(_ before: Int, into features: inout FeatureList) {
    features.removeAll()
    features.add(60, UInt64(before))
  }

  /// - Parameters:
  ///   - emission: the scores of all tags at a position.
  ///   - transitions: the scores of all tags behind each tag, the start last.
  package static func decode(
    _ count: Int, emission: (Int, inout FeatureList) -> SIMD16<Int32>, transitions: [SIMD16<Int32>],
    _ features: inout FeatureList
  ) -> [Int] {
    guard count > 0 else { return [] }
    let transitions = forbidding(transitions)
    var back = [SIMD16<Int32>](repeating: SIMD16(), count: count)
    var best = transitions[start] &+ emission(0, &features)
    for position in 1..<max(1, count) {
      let scores = emission(position, &features)
      var next = SIMD16<Int32>(repeating: impossible)
      var from = SIMD16<Int32>()
      for before in 0..<NameTag.count {
        let candidate = transitions[before] &+ SIMD16(repeating: best[before])
        let isBetter = candidate .> next
        next.replace(with: candidate, where: isBetter)
        from.replace(with: SIMD16(repeating: Int32(before)), where: isBetter)
      }
      best = next &+ scores
      back[position] = from
    }
    var path = [Int](repeating: 0, count: count)
    path[count - 1] = (0..<NameTag.count).max { best[$0] < best[$1] }!
    for position in stride(from: count - 1, to: 0, by: -1) {
      path[position - 1] = Int(back[position][path[position]])
    }
    return path
  }

  /// Far below every score, and far enough from the smallest number to be added to.
  private static let impossible = Int32.min / 4

  /// The transitions with those that no name allows out of reach.
  private static func forbidding(_ transitions: [SIMD16<Int32>]) -> [SIMD16<Int32>] {
    transitions.enumerated().map { before, scores in
      var scores = scores
      for tag in 0..<NameTag.count where !NameTag.follows(tag, before == start ? NameTag.outside : before) {
        scores[tag] = impossible
      }
      return scores
    }
  }
}
