import DixitQuotations

/// Learns the weights of speakers.
struct SpeakerTrainer {
  var learning = LogLinear()

  func weights(from examples: [SpeakerExample]) -> SpeakerWeights {
    var weights = SpeakerWeights()
    for source in SpeakerSource.allCases {
      weights.values[source.rawValue] = learning.weights(
        from: examples.filter { $0.choice.source == source }.map { example in
          LogLinear.Example(
            features: example.choice.candidates.map { $0.features.all.map { Int($0.rawValue) } },
            isRight: example.isRight)
        }, features: SpeakerFeature.allCases.count)
    }
    return weights
  }
}
