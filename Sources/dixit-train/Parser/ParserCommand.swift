import ArgumentParser
import DixitDocument
import DixitGrammar
import DixitLexicons
import Foundation

struct ParserCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parser", abstract: "Makes a parser from treebanks, and measures it on others.")

  @Option(help: "A treebank to learn from; give several.")
  var learn: [String] = []

  @Option(help: "A treebank to measure on; give several.")
  var judge: [String] = []

  @Option(help: "The language of the lexicons.")
  var language = "fr"

  @Option(help: "The model to write; without --learn, the model to read.")
  var model: String

  @Option(help: "The tagger that comes before it; to measure, one that learned from the same treebanks.")
  var tagger: String?

  @Option(help: "How often the treebanks are read.")
  var epochs = 15

  @Option(help: "The table of moves has 2^n rows.")
  var moveBits = 18

  @Option(help: "The table of relations has 2^n rows.")
  var relationBits = 16

  func run() throws {
    let vocabulary = try Vocabulary(language: language, library: LexiconLibrary())
    if !learn.isEmpty {
      let bytes = try trained(vocabulary)
      try Data(bytes).write(to: URL(fileURLWithPath: model), options: .atomic)
      print("\(model): \(bytes.count) bytes")
    }
    guard let tagger, !judge.isEmpty else { return }
    let parser = try Parser(model: read(model, Parser.kind))
    let tags = try Tagger(vocabulary: vocabulary, model: read(tagger, Tagger.kind))
    for path in judge { try ParserScore(tags, parser, GoldText(Treebank(path: path)), path).report() }
  }

  private func read(_ path: String, _ kind: String) throws -> ModelFile {
    try ModelFile(Array(Data(contentsOf: URL(fileURLWithPath: path))), path: path, kind: kind)
  }

  private func trained(_ vocabulary: Vocabulary) throws -> [UInt8] {
    let texts = try learn.map { GoldText(try Treebank(path: $0)) }
    let tags = try UnseenTags(vocabulary: vocabulary, epochs: 6).tags(of: texts)
    var trainer = ParserTrainer(moveBits: moveBits, relationBits: relationBits)
    trainer.learn(from: texts, tags: tags, epochs: epochs)
    var writer = ModelWriter(
      kind: Parser.kind, name: "parser-\(language)", learnedFrom: try learn.map(Sources.line))
    writer.add("epochs", "\(epochs)")
    trainer.write(to: &writer)
    return writer.encoded()
  }
}

/// Tags for training texts from taggers that never saw the sentences: each tenth is tagged by what the other nine
/// taught.
struct UnseenTags {
  let vocabulary: Vocabulary
  let epochs: Int
  private let parts = 10

  func tags(of texts: [GoldText]) throws -> [[Tag]] {
    var tags = texts.map { Array(repeating: Tag(.other), count: $0.tokens.count) }
    for part in 0..<parts {
      var trainer = TaggerTrainer(vocabulary: vocabulary, partBits: 16, formBits: 15)
      trainer.learn(from: texts, epochs: epochs) { $0 % parts != part }
      var writer = ModelWriter(kind: Tagger.kind, name: "part \(part)", learnedFrom: [])
      trainer.write(to: &writer)
      let model = try ModelFile(writer.encoded(), path: "part \(part)", kind: Tagger.kind)
      let tagger = try Tagger(vocabulary: vocabulary, model: model)
      for (index, text) in texts.enumerated() {
        let unseen = text.sentences.indices.filter { $0 % parts == part }.map { text.sentences[$0] }
        let found = tagger.tags(text.tokens, in: text.utf8, sentences: unseen)
        for token in unseen.joined() { tags[index][token] = found[token] }
      }
    }
    return tags
  }
}
