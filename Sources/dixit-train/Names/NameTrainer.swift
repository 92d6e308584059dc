import DixitEntities
import DixitGrammar

/// Learns tags of whole sentences: where the best path is wrong, towards the gold one.
final class NameTrainer {
  private let learner = Learner(width: 16, bits: 17)

  func learn(_ sentences: [NameSentence], epochs: Int) {
    var numbers = SeededNumbers(seed: 1)
    var features = FeatureList()
    for _ in 0..<epochs {
      for index in numbers.order(sentences.count) {
        let sentence = sentences[index]
        let guess = decode(sentence, &features)
        update(sentence, guess, &features)
        learner.tick()
      }
    }
  }

  func weights() -> [Int8] { learner.quantized() }

  private func decode(_ sentence: NameSentence, _ features: inout FeatureList) -> [Int] {
    let transitions = (0...NameTag.count).map { before in
      NameViterbi.transition(before, into: &features)
      return scores(features)
    }
    return NameViterbi.decode(
      sentence.tokens.count,
      emission: { position, list in
        sentence.features.collect(sentence.tokens.lowerBound + position, in: sentence.tokens, into: &list)
        return self.scores(list)
      }, transitions: transitions, &features)
  }

  private func scores(_ features: borrowing FeatureList) -> SIMD16<Int32> {
    learner.score(features)
    return SIMD16(learner.scores)
  }

  private func update(_ sentence: NameSentence, _ guess: [Int], _ features: inout FeatureList) {
    let gold = sentence.gold.indices.map { sentence.isFree[$0] ? guess[$0] : sentence.gold[$0] }
    guard gold != guess else { return }
    for position in gold.indices {
      if gold[position] != guess[position] {
        sentence.features.collect(sentence.tokens.lowerBound + position, in: sentence.tokens, into: &features)
        learner.update(features, gold: gold[position], guess: guess[position])
      }
      let before = (
        gold: position > 0 ? gold[position - 1] : NameViterbi.start,
        guess: position > 0 ? guess[position - 1] : NameViterbi.start
      )
      if before.gold != before.guess || gold[position] != guess[position] {
        NameViterbi.transition(before.gold, into: &features)
        learner.add(features, column: gold[position], 1)
        NameViterbi.transition(before.guess, into: &features)
        learner.add(features, column: guess[position], -1)
      }
    }
  }

  /// F1 of names with their types, and of their spans, over sentences that were not learned from; by the weights as
  /// they stand, not averaged: the scorer of the shipped model has the last word.
  func score(_ sentences: [NameSentence]) -> String {
    var features = FeatureList()
    var right = 0
    var found = 0
    var wanted = 0
    for sentence in sentences {
      let guess = decode(sentence, &features)
      let starts = { (tags: [Int]) in
        Set(tags.indices.filter { NameTag.isFirst(tags[$0]) && !sentence.isFree[$0] }.map { $0 * 64 + tags[$0] })
      }
      right += starts(guess).intersection(starts(sentence.gold)).count
      found += starts(guess).count
      wanted += starts(sentence.gold).count
    }
    return "first words with type: \(right) right of \(found) found and \(wanted) wanted"
  }
}
