import ArgumentParser
import DixitGrammar
import DixitLexicons
import DixitText
import Foundation

struct SentencesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sentences", abstract: "Learns where French sentences end.")

  @Argument(help: "Treebanks in CoNLL-U, or texts of one sentence a line.")
  var sources: [String]

  @Option(name: .shortAndLong, help: "The model to write.")
  var output: String

  @Option(help: "Its name.")
  var name = "sentences-fr"

  func run() throws {
    let library = LexiconLibrary()
    let french = try Vocabulary(language: "fr", library: library)
    let vocabularies = try TextVocabularies(french: french, library: library)
    let corpora = try sources.flatMap { path in
      try BoundaryCorpus.Setting.allCases.map { try BoundaryCorpus(path: path, $0, vocabularies) }
    }
    var trainer = BoundaryTrainer()
    let wrong = trainer.learn(corpora)
    var writer = ModelWriter(
      kind: BoundaryFeatures.kind, name: name, learnedFrom: try sources.map(Sources.line))
    writer.add(BoundaryFeatures.finalMargin, "\(BoundaryTrainer.finalMargin)")
    writer.add(BoundaryFeatures.bareMargin, "\(BoundaryTrainer.bareMargin)")
    writer.add(BoundaryFeatures.section, weights: trainer.learner.quantized(), width: BoundaryFeatures.width)
    try Data(writer.encoded()).write(to: URL(fileURLWithPath: output))
    print("\(corpora.reduce(0) { $0 + $1.examples.count }) gaps, wrong in each epoch: \(wrong)")
  }
}
