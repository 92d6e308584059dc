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
      Scores(tokens: tokens.map(Self.reduced), transitions: transitions.map(Self.reduced))
    }

    /// Divided by the scale, towards zero; a division of vectors goes number by number.
    private static func reduced(_ scores: SIMD16<Int32>) -> SIMD16<Int32> {
      let down = SIMD16<Int32>(repeating: scale - 1) & (scores &>> 31)
      return (scores &+ down) &>> Int32(scale.trailingZeroBitCount)
    }
  }

  /// The likeliest tags of all tokens.
  func tags(of sentences: [Sentence], _ names: NameFeatures) -> [UInt8] {
    let scores = scores(of: sentences, names)
    let tags = Self.tags(of: sentences, scores)
    guard let second else { return tags }
    let votes = names.votes(tags)
    var both = scores.reduced()
    var cache = ScoreCache(second)
    for sentence in sentences {
      for token in sentence.tokens {
        both.tokens[token] &+= SIMD16(truncatingIfNeeded: names.scores(token, in: sentence.tokens, votes, &cache))
      }
    }
    for (index, scores) in Self.transitions(&cache).enumerated() { both.transitions[index] &+= scores }
    return Self.tags(of: sentences, both)
  }

  /// The scores of the first reading.
  package func scores(of sentences: [Sentence], _ names: NameFeatures) -> Scores {
    var tokens = [SIMD16<Int32>](repeating: SIMD16(), count: sentences.last?.tokens.upperBound ?? 0)
    var cache = ScoreCache(first)
    for sentence in sentences {
      for token in sentence.tokens {
        tokens[token] = SIMD16(truncatingIfNeeded: names.scores(token, in: sentence.tokens, &cache))
      }
    }
    return Scores(tokens: tokens, transitions: Self.transitions(&cache))
  }

  /// The best tags by some scores; outside for tokens of no sentence.
  package static func tags(of sentences: [Sentence], _ scores: Scores) -> [UInt8] {
    var tags = [UInt8](repeating: UInt8(NameTag.outside), count: scores.tokens.count)
    let transitions = NameTransitions(scores.transitions)
    for sentence in sentences {
      let path = NameViterbi.decode(scores.tokens[sentence.tokens], transitions)
      for (token, tag) in zip(sentence.tokens, path) { tags[token] = UInt8(tag) }
    }
    return tags
  }

  private static func transitions(_ cache: inout ScoreCache) -> [SIMD16<Int32>] {
    (0...NameTag.count).map { before in
      SIMD16(truncatingIfNeeded: cache.scores { NameViterbi.transition(before, into: &$0) })
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

  /// - Parameter scores: of all tags, for each token of a sentence.
  package static func decode(_ scores: ArraySlice<SIMD16<Int32>>, _ transitions: NameTransitions) -> [Int] {
    guard let first = scores.first else { return [] }
    // The score of the best way to each tag, for each token.
    var best: [SIMD16<Int32>] = []
    best.reserveCapacity(scores.count)
    var last = transitions.behind[start] &+ first
    best.append(last)
    for scores in scores.dropFirst() {
      last = transitions.next(last) &+ scores
      best.append(last)
    }
    var path = [Int](repeating: 0, count: scores.count)
    path[scores.count - 1] = (0..<NameTag.count).max { last[$0] < last[$1] }!
    for position in stride(from: scores.count - 1, to: 0, by: -1) {
      path[position - 1] = transitions.tag(before: path[position], best[position - 1])
    }
    return path
  }
}

/// How well tags follow each other, those that no name allows out of reach.
package struct NameTransitions {
  /// The scores of all tags behind each tag, the start last.
  let behind: [SIMD16<Int32>]
  private let behindOutside: SIMD16<Int32>
  /// What each further word of a name scores behind the first word, and behind another further one.
  private var behindFirst = SIMD16<Int32>(repeating: impossible)
  private var behindFurther = SIMD16<Int32>(repeating: impossible)
  /// By how much outside must lead all other tags so that none but further words can come from another.
  private var lead: Int32 = 0
  /// Far below every score, and far enough from the smallest number to be added to.
  private static let impossible = Int32.min / 4

  package init(_ transitions: [SIMD16<Int32>]) {
    behind = transitions.enumerated().map { before, scores in
      var scores = scores
      for tag in 0..<scores.scalarCount
      where tag >= NameTag.count || !NameTag.follows(tag, before == NameViterbi.start ? NameTag.outside : before) {
        scores[tag] = Self.impossible
      }
      return scores
    }
    behindOutside = behind[NameTag.outside]
    for tag in 0..<NameTag.count {
      if NameTag.follows(tag, NameTag.outside) {
        for before in 0..<NameTag.count { lead = max(lead, behind[before][tag] - behindOutside[tag]) }
      } else {
        behindFirst[tag] = behind[tag - 1][tag]
        behindFurther[tag] = behind[tag][tag]
      }
    }
  }

  /// The score of the best way to each tag behind the best ways to all tags before, without what its token scores.
  ///
  /// Outside leads at most tokens, and all of the work is the look at further words.
  func next(_ best: SIMD16<Int32>) -> SIMD16<Int32> {
    if outsideLeads(best) {
      let further = Self.larger(behindFirst &+ Self.raised(best), behindFurther &+ best)
      return Self.larger(behindOutside &+ best[NameTag.outside], further)
    }
    var next = SIMD16<Int32>(repeating: Self.impossible)
    for before in 0..<NameTag.count { next = Self.larger(next, behind[before] &+ best[before]) }
    return next
  }

  /// The tag before another on the best way to it, the first where several are as good.
  func tag(before tag: Int, _ best: SIMD16<Int32>) -> Int {
    if !NameTag.follows(tag, NameTag.outside) {
      return behindFirst[tag] &+ best[tag - 1] >= behindFurther[tag] &+ best[tag] ? tag - 1 : tag
    }
    if outsideLeads(best) { return NameTag.outside }
    return (0..<NameTag.count).max { behind[$0][tag] &+ best[$0] < behind[$1][tag] &+ best[$1] }!
  }

  @inline(__always)
  private func outsideLeads(_ best: SIMD16<Int32>) -> Bool {
    best[NameTag.outside] > Self.largestName(best) &+ lead
  }

  @inline(__always)
  private static func larger(_ left: SIMD16<Int32>, _ right: SIMD16<Int32>) -> SIMD16<Int32> {
    left.replacing(with: right, where: right .> left)
  }

  /// Each score in the place of the next tag.
  @inline(__always)
  private static func raised(_ best: SIMD16<Int32>) -> SIMD16<Int32> {
    SIMD16(
      best[0], best[0], best[1], best[2], best[3], best[4], best[5], best[6], best[7], best[8], best[9], best[10],
      best[11], best[12], best[13], best[14])
  }

  @inline(__always)
  private static func largestName(_ best: SIMD16<Int32>) -> Int32 {
    var names = best
    names[NameTag.outside] = impossible
    let eight = names.lowHalf.replacing(with: names.highHalf, where: names.highHalf .> names.lowHalf)
    let four = eight.lowHalf.replacing(with: eight.highHalf, where: eight.highHalf .> eight.lowHalf)
    return max(max(four[0], four[1]), max(four[2], four[3]))
  }
}
