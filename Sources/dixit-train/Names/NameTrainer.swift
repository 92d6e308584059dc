import DixitDocument
import DixitEntities
import DixitGrammar

/// A sentence as one of the two readings meets it.
struct NameExample {
  let gold: [Int]
  let isFree: [Bool]
  /// What the reading before says of each tag; zero in the first.
  let base: ArraySlice<SIMD16<Int32>>
  let baseTransitions: [SIMD16<Int32>]
  let collect: (Int, inout FeatureList) -> Void
}

/// Learns tags of whole sentences: where the best path is wrong, towards the gold one.
final class NameTrainer {
  private let learner: Learner
  private let step: Int32
  private var seed: UInt64 = 0
  /// How many features in a hundred are left out in training.
  private static let drop = 15
  /// How many steps a gold tag must lead by, before there is nothing more to learn from it.
  private static let margin: Int32 = 20

  init(bits: Int, step: Int32) {
    learner = Learner(width: 16, bits: bits)
    self.step = step
  }

  func learn(_ examples: [NameExample], epochs: Int) {
    var numbers = SeededNumbers(seed: 1)
    var features = FeatureList()
    for epoch in 0..<epochs {
      for index in numbers.order(examples.count) where !examples[index].gold.isEmpty {
        seed = UInt64(epoch * examples.count + index) << 16
        let guess = decode(examples[index], &features)
        update(examples[index], guess, &features)
        learner.tick()
      }
    }
  }

  func weights() -> [Int8] { learner.quantized() }

  func averages() -> [Int8] { learner.rounded() }

  /// Features without some, so that the model learns to do with the others.
  private func collect(_ position: Int, _ example: NameExample, _ features: inout FeatureList) {
    example.collect(position, &features)
    var numbers = SeededNumbers(seed: seed + UInt64(position))
    features.removeAll { _ in numbers.chance(percent: Self.drop) }
  }

  private func decode(_ example: NameExample, _ features: inout FeatureList) -> [Int] {
    let transitions = (0...NameTag.count).map { before in
      NameViterbi.transition(before, into: &features)
      return scores(features) &+ example.baseTransitions[before]
    }
    let emissions = example.gold.indices.map { position in
      collect(position, example, &features)
      var scores = self.scores(features) &+ example.base[example.base.startIndex + position]
      if !example.isFree[position] { scores[example.gold[position]] -= Self.margin * step }
      return scores
    }
    return NameViterbi.decode(emissions[...], NameTransitions(transitions))
  }

  private func scores(_ features: borrowing FeatureList) -> SIMD16<Int32> {
    learner.score(features)
    return SIMD16(learner.scores)
  }

  private func update(_ example: NameExample, _ guess: [Int], _ features: inout FeatureList) {
    let gold = example.gold.indices.map { example.isFree[$0] ? guess[$0] : example.gold[$0] }
    guard gold != guess else { return }
    for position in gold.indices {
      if gold[position] != guess[position] {
        collect(position, example, &features)
        learner.add(features, column: gold[position], step)
        learner.add(features, column: guess[position], -step)
      }
      let before = (
        gold: position > 0 ? gold[position - 1] : NameViterbi.start,
        guess: position > 0 ? guess[position - 1] : NameViterbi.start
      )
      if before.gold != before.guess || gold[position] != guess[position] {
        NameViterbi.transition(before.gold, into: &features)
        learner.add(features, column: gold[position], step)
        NameViterbi.transition(before.guess, into: &features)
        learner.add(features, column: guess[position], -step)
      }
    }
  }
}
