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
    let tags = NameTag.count
    var back = [UInt8](repeating: 0, count: count * tags)
    var best = SIMD16<Int32>(repeating: .min / 2)
    for position in 0..<count {
      let scores = emission(position, &features)
      var next = SIMD16<Int32>(repeating: .min / 2)
      for tag in 0..<tags {
        if position == 0 {
          next[tag] = NameTag.follows(tag, NameTag.outside) ? scores[tag] + transitions[start][tag] : .min / 2
          continue
        }
        for before in 0..<tags where NameTag.follows(tag, before) {
          let score = best[before] + transitions[before][tag]
          if score > next[tag] {
            next[tag] = score
            back[position * tags + tag] = UInt8(before)
          }
        }
        next[tag] += scores[tag]
      }
      best = next
    }
    var path = [Int](repeating: 0, count: count)
    path[count - 1] = (0..<tags).max { best[$0] < best[$1] }!
    for position in stride(from: count - 1, to: 0, by: -1) {
      path[position - 1] = Int(back[position * tags + path[position]])
    }
    return path
  }
}
