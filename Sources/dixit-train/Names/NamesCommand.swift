import ArgumentParser
import DixitDocument
import DixitEntities
import DixitGrammar
import DixitKit
import Foundation

/// Makes `names-fr.dixit`: a structured perceptron over the tags of whole sentences.
struct NamesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "names", abstract: "Learns names from articles with gold mentions.")

  @OptionGroup var gold: GoldOptions

  @Option(help: "Passes over the sentences.")
  var epochs = 6

  @Option(help: "What the model file says it learned from, any number of times.")
  var source: [String] = []

  func run() throws {
    let corpus = try NameCorpus(annotator: Annotator())
    let documents = try gold.corpora.flatMap { try corpus.documents(in: $0, variants: true) }
    if gold.folds > 1 { print("folds: \(try crossValidated(documents, corpus))") }
    let model = try learned(from: documents)
    print("learned from \(documents.count) articles with \(documents.reduce(0) { $0 + $1.names.count }) names")
    if let judge = gold.judge {
      let file = try ModelFile(model, path: "names", kind: "names")
      print("judge: \(try corpus.score(file, corpus.documents(in: judge), printsErrors: gold.errors))")
    }
    guard let output = gold.output else { return }
    try Data(model).write(to: URL(fileURLWithPath: output))
  }

  /// The first reading learns from all articles; the second from what first readings make of articles that they did
  /// not learn from.
  private func learned(from documents: [NameDocument]) throws -> [UInt8] {
    var writer = ModelWriter(kind: "names", name: "names-fr", learnedFrom: source)
    writer.add("NAMES", weights: firstReading(of: documents), width: 16)
    let parts = NameParts(documents, count: 5)
    let examples = try parts.indices.flatMap { part in
      let (others, own) = parts.divided(part)
      var first = ModelWriter(kind: "names", name: "part", learnedFrom: [])
      first.add("NAMES", weights: firstReading(of: others), width: 16)
      let tagger = try NameTagger(model: ModelFile(first.encoded(), path: "part", kind: "names"))
      return own.flatMap { $0.examples(after: tagger) }
    }
    let trainer = NameTrainer(bits: 15, step: 2)
    trainer.learn(examples, epochs: epochs)
    writer.add("AGAIN", weights: trainer.averages(), width: 16)
    return writer.encoded()
  }

  private func firstReading(of documents: [NameDocument]) -> [Int8] {
    let trainer = NameTrainer(bits: 16, step: 1)
    trainer.learn(documents.flatMap(\.examples), epochs: epochs)
    return trainer.weights()
  }

  private func crossValidated(_ documents: [NameDocument], _ corpus: NameCorpus) throws -> NameScore {
    let parts = NameParts(documents, count: gold.folds)
    var score = NameScore()
    for part in parts.indices {
      let (others, own) = parts.divided(part)
      score += try corpus.score(
        ModelFile(learned(from: others), path: "names", kind: "names"), own, printsErrors: gold.errors)
    }
    return score
  }
}

/// Articles in parts of equal size; the versions of an article stay together.
struct NameParts {
  private let documents: [NameDocument]
  private let parts: [Int]
  let indices: Range<Int>

  init(_ documents: [NameDocument], count: Int) {
    var article = -1
    self.documents = documents
    indices = 0..<count
    parts = documents.map { document in
      article += document.isVariant ? 0 : 1
      return article % count
    }
  }

  func divided(_ part: Int) -> (others: [NameDocument], own: [NameDocument]) {
    (
      zip(documents, parts).filter { $0.1 != part }.map(\.0),
      zip(documents, parts).filter { $0.1 == part }.map(\.0)
    )
  }
}
