import DixitGrammar

/// An averaged perceptron while it learns: wide weights, and what is needed to average them at the end.
///
/// The average over all decisions is `weight - total / clock`, where `total` adds up each change times the moment at
/// which it came (Daumé's trick). Nothing here is random: the same examples in the same order give the same bytes.
final class Learner {
  /// Classes a row: 16, 32 or 64.
  let width: Int
  /// The table has 2^bits rows.
  let bits: Int
  private var weights: [Int32]
  private var totals: [Int64]
  private var clock: Int64 = 1
  /// The scores of the last features asked for.
  private(set) var scores: [Int32]

  init(width: Int, bits: Int) {
    self.width = width
    self.bits = bits
    weights = Array(repeating: 0, count: width << bits)
    totals = Array(repeating: 0, count: width << bits)
    scores = Array(repeating: 0, count: width)
  }

  /// Fills `scores`.
  func score(_ features: borrowing FeatureList) {
    scores.withUnsafeMutableBufferPointer { scores in
      weights.withUnsafeBufferPointer { weights in
        for column in 0..<width { scores[column] = 0 }
        for index in 0..<features.count {
          let row = row(features[index])
          for column in 0..<width { scores[column] &+= weights[row &+ column] }
        }
      }
    }
  }

  /// The first of the best classes of a range; call `score` before.
  func best(of classes: Range<Int>) -> Int {
    var best = classes.lowerBound
    for candidate in classes.dropFirst() where scores[candidate] > scores[best] { best = candidate }
    return best
  }

  /// The best class for which `isAllowed` holds; nil where it holds for none.
  func best(of classes: Range<Int>, where isAllowed: (Int) -> Bool) -> Int? {
    var best: Int?
    for candidate in classes where isAllowed(candidate) {
      if best.map({ scores[candidate] > scores[$0] }) ?? true { best = candidate }
    }
    return best
  }

  /// Learns from one wrong decision: towards `gold`, away from `guess`.
  func update(_ features: borrowing FeatureList, gold: Int, guess: Int) {
    if gold == guess { return }
    add(features, column: gold, 1)
    add(features, column: guess, -1)
  }

  /// The best class of a range beside the gold one, where it comes so near that there is still something to learn; the
  /// gold one itself where it leads by more than `margin`. Call `score` before.
  func rival(of gold: Int, in classes: Range<Int>, margin: Int32) -> Int {
    let rival = best(of: classes) { $0 != gold } ?? gold
    return scores[gold] - scores[rival] <= margin ? rival : gold
  }

  /// A change of one class alone, for structured updates.
  func add(_ features: borrowing FeatureList, column: Int, _ change: Int32) {
    for index in 0..<features.count {
      let cell = row(features[index]) + column
      weights[cell] &+= change
      totals[cell] &+= Int64(change) &* clock
    }
  }

  /// To be called once a decision, right or wrong: averages count decisions.
  func tick() { clock += 1 }

  private func row(_ hash: UInt32) -> Int { Int(hash >> UInt32(32 - bits)) * width }

  /// The averaged weights.
  private var averages: [Double] {
    weights.indices.map { Double(weights[$0]) - Double(totals[$0]) / Double(clock) }
  }

  /// The averaged weights without a change of scale, cut at 127: for scores that are added to others.
  func rounded() -> [Int8] { averages.map { Int8(max(-127, min(127, $0.rounded()))) } }

  func quantized() -> [Int8] { Self.quantized([self]) }

  /// The averaged weights as a model keeps them; of several that learned the same in other orders, their sums.
  ///
  /// The scale puts all but one in ten thousand of the weights that are not zero within 127; the others are cut there.
  static func quantized(_ learners: [Learner]) -> [Int8] {
    var averages = learners[0].averages
    for learner in learners.dropFirst() {
      for (index, weight) in learner.averages.enumerated() { averages[index] += weight }
    }
    let sizes = averages.lazy.filter { $0 != 0 }.map(abs).sorted()
    guard !sizes.isEmpty else { return Array(repeating: 0, count: averages.count) }
    let largest = sizes[min(sizes.count - 1, sizes.count * 9_999 / 10_000)]
    return averages.map { Int8(max(-127, min(127, ($0 * 127 / largest).rounded()))) }
  }
}
