import DixitDocument
import DixitGrammar

/// Tags of treebanks from taggers that never saw the sentences: each tenth is tagged by what the other nine taught.
struct UnseenTags {
  let epochs: Int
  private let parts = 10

  func tags(of texts: [GoldText]) throws -> [[Tag]] {
    var tags = texts.map { Array(repeating: Tag(.other), count: $0.tokens.count) }
    for part in 0..<parts {
      var trainer = TaggerTrainer(partBits: 16, formBits: 15)
      trainer.learn(from: texts, epochs: epochs) { $0 % parts != part }
      var writer = ModelWriter(kind: Tagger.kind, name: "part \(part)", learnedFrom: [])
      trainer.write(to: &writer)
      let model = try ModelFile(writer.encoded(), path: "part \(part)", kind: Tagger.kind)
      let tagger = try Tagger(model: model)
      for (index, text) in texts.enumerated() {
        let unseen = text.sentences.indices.filter { $0 % parts == part }.map { text.sentences[$0] }
        let found = tagger.tags(text.tokens, in: text.utf8, sentences: unseen)
        for token in unseen.joined() { tags[index][token] = found[token] }
      }
    }
    return tags
  }
}
