import ArgumentParser
import DixitDocument
import DixitGrammar
import DixitLexicons
import Foundation

struct TaggerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tagger", abstract: "Makes a tagger from treebanks, and measures it on others.")

  @Option(help: "A treebank to learn from; give several.")
  var learn: [String] = []

  @Option(help: "A treebank to measure on; give several.")
  var judge: [String] = []

  @Option(help: "The language of the lexicons.")
  var language = "fr"

  @Option(help: "The model to write; with --judge alone, the model to read.")
  var model: String

  @Option(help: "How often the treebanks are read.")
  var epochs = 14

  @Option(help: "In how many orders they are read; the models are averaged.")
  var orders = 5

  @Option(help: "The table of parts of speech has 2^n rows.")
  var partBits = 16

  @Option(help: "The table of forms has 2^n rows.")
  var formBits = 15

  @Flag(help: "Measure on what is learned from, each tenth by what the other nine taught; write nothing.")
  var tenths = false

  func run() throws {
    let vocabulary = try Vocabulary(language: language, library: LexiconLibrary())
    if tenths { return try reportTenths(vocabulary) }
    if !learn.isEmpty {
      let bytes = try trained(vocabulary)
      try Data(bytes).write(to: URL(fileURLWithPath: model), options: .atomic)
      print("\(model): \(bytes.count) bytes")
    }
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: model)))
    let tagger = try Tagger(model: ModelFile(bytes, path: model, kind: Tagger.kind))
    let lemmatizer = try Lemmatizer(vocabulary: vocabulary, language: language, library: LexiconLibrary())
    for path in judge { try TaggerScore(tagger, lemmatizer, GoldText(Treebank(path: path), vocabulary), path).report() }
  }

  private func reportTenths(_ vocabulary: Vocabulary) throws {
    let texts = try learn.map { GoldText(try Treebank(path: $0), vocabulary) }
    let tags = try UnseenTags(epochs: epochs).tags(of: texts)
    for index in texts.indices { TaggerScore(tags[index], texts[index], learn[index]).report() }
  }

  private func trained(_ vocabulary: Vocabulary) throws -> [UInt8] {
    let texts = try learn.map { GoldText(try Treebank(path: $0), vocabulary) }
    let trainers = (0..<orders).map { order in
      var trainer = TaggerTrainer(partBits: partBits, formBits: formBits, seed: UInt64(order + 1))
      trainer.learn(from: texts, epochs: epochs)
      return trainer
    }
    var writer = ModelWriter(
      kind: Tagger.kind, name: "tagger-\(language)", learnedFrom: try learn.map(Sources.line))
    writer.add("epochs", "\(epochs)")
    TaggerTrainer.write(trainers, to: &writer)
    return writer.encoded()
  }
}
