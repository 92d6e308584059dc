import DixitDocument
import DixitGrammar

/// The sequence model over `NameFeatures`, in two readings: each a Viterbi search over the scores of a perceptron. The
/// second adds to the scores of the first what the first made of the whole document.
package struct NameTagger: Sendable {
  private let first: WeightTable
  private let second: WeightTable?

  /// The model that ships with the program; made by `dixit-train names`. A model of one reading is one half made.
  public init(model: ModelFile) throws {
    first = try model.weights("NAMES", width: 16)
    second = model.has("AGAIN") ? try model.weights("AGAIN", width: 16) : nil
  }

  /// The scores of all tags for each token of a document, and how they follow each other.
  package struct Scores {
    package var tokens: [SIMD16<Int32>]
    package var transitions: [SIMD16<Int32>]

    /// The scores of the first reading weigh this many times as much as those of the second when they meet: weights
    /// are bytes.
    private static let scale: Int32 = 16

    /// What is left of them for the second reading.
    package func reduced() -> Scores {
      Scores(
        tokens: tokens.map { $0 / SIMD16(repeating: Self.scale) },
        transitions: transitions.map { $0 / SIMD16(repeating: Self.scale) })
    }
  }

  /// The likeliest tags of all tokens.
  func tags(of sentences: [Sentence], _ names: NameFeatures) -> [UInt8] {
    var features = FeatureList()
    let scores = scores(of: sentences, names, &features)
    let tags = Self.tags(of: sentences, scores)
    guard let second else { return tags }
    let votes = NameVotes(words: names.words, tags: tags)
    var both = scores.reduced()
    for sentence in sentences {
      for token in sentence.tokens {
        names.collect(token, in: sentence.tokens, votes, into: &features)
        both.tokens[token] &+= SIMD16(truncatingIfNeeded: second.scores16(features))
      }
    }
    for (index, scores) in Self.transitions(second, &features).enumerated() { both.transitions[index] &+= scores }
    return Self.tags(of: sentences, both)
  }

  /// The scores of the first reading.
  package func scores(of sentences: [Sentence], _ names: NameFeatures, _ features: inout FeatureList) -> Scores {
    var tokens = [SIMD16<Int32>](repeating: SIMD16(), count: sentences.last?.tokens.upperBound ?? 0)
    for sentence in sentences {
      for token in sentence.tokens {
        names.collect(token, in: sentence.tokens, into: &features)
        tokens[token] = SIMD16(truncatingIfNeeded: first.scores16(features))
      }
    }
    return Scores(tokens: tokens, transitions: Self.transitions(first, &features))
  }

  /// The best tags by some scores; outside for tokens of no sentence.
  package static func tags(of sentences: [Sentence], _ scores: Scores) -> [UInt8] {
    var tags = [UInt8](repeating: UInt8(NameTag.outside), count: scores.tokens.count)
    let transitions = NameViterbi.forbidding(scores.transitions)
    for sentence in sentences {
      let path = NameViterbi.decode(scores.tokens[sentence.tokens], transitions: transitions)
      for (token, tag) in zip(sentence.tokens, path) { tags[token] = UInt8(tag) }
    }
    return tags
  }

  private static func transitions(_ weights: WeightTable, _ features: inout FeatureList) -> [SIMD16<Int32>] {
    (0...NameTag.count).map { before in
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
  ///   - scores: of all tags, for each token of a sentence.
  ///   - transitions: the scores of all tags behind each tag, the start last; see `forbidding`.
  package static func decode(_ scores: ArraySlice<SIMD16<Int32>>, transitions: [SIMD16<Int32>]) -> [Int] {
    guard let first = scores.first else { return [] }
    let count = scores.count
    var back = [SIMD16<Int32>](repeating: SIMD16(), count: count)
    var best = transitions[start] &+ first
    for position in 1..<max(1, count) {
      var next = SIMD16<Int32>(repeating: impossible)
      var from = SIMD16<Int32>()
      for before in 0..<NameTag.count {
        let candidate = transitions[before] &+ SIMD16(repeating: best[before])
        let isBetter = candidate .> next
        next.replace(with: candidate, where: isBetter)
        from.replace(with: SIMD16(repeating: Int32(before)), where: isBetter)
      }
      best = next &+ scores[scores.startIndex + position]
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
  package static func forbidding(_ transitions: [SIMD16<Int32>]) -> [SIMD16<Int32>] {
    transitions.enumerated().map { before, scores in
      var scores = scores
      for tag in 0..<NameTag.count where !NameTag.follows(tag, before == start ? NameTag.outside : before) {
        scores[tag] = impossible
      }
      return scores
    }
  }
}
