import ArgumentParser
import DixitDocument
import DixitEntities
import DixitGrammar
import DixitKit
import Foundation

/// Makes `names-fr.dixit`: a structured perceptron over the tags of whole sentences.
struct NamesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "names", abstract: "Learns names from articles with gold mentions.",
    discussion: "A corpus is TEXTS:GOLD, two folders in which ID.txt and ID.json belong together.")

  @Option(name: .customLong("corpus"), help: "TEXTS:GOLD, any number of times.")
  var corpora: [String]

  @Option(name: .customLong("judge"), help: "TEXTS:GOLD to measure on, never to learn from.")
  var judge: String?

  @Option(help: "Passes over the sentences.")
  var epochs = 20

  @Option(help: "What the model file says it learned from, any number of times.")
  var source: [String] = []

  @Option(help: "Where the model goes; nowhere unless told.")
  var output: String?

  func run() throws {
    let annotator = try Annotator()
    let corpus = try NameCorpus(annotator: annotator)
    let sentences = try corpora.flatMap { try corpus.sentences(in: $0, variants: true) }
    let trainer = NameTrainer()
    trainer.learn(sentences, epochs: epochs)
    print("learned from \(sentences.count) sentences with \(sentences.reduce(0) { $0 + $1.names }) names")
    if let judge {
      let unseen = try corpus.sentences(in: judge)
      print("judge: \(trainer.score(unseen))")
    }
    guard let output else { return }
    var writer = ModelWriter(kind: "names", name: "names-fr", learnedFrom: source)
    writer.add("NAMES", weights: trainer.weights(), width: 16)
    try Data(writer.encoded()).write(to: URL(fileURLWithPath: output))
  }
}
