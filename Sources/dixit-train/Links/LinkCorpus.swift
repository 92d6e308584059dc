import DixitDocument
import DixitEntities
import DixitKit
import DixitKnowledge
import DixitLexicons

/// A choice among items, and which of them are right.
struct LinkExample {
  let choice: LinkChoice
  let isRight: [Bool]
  /// For whoever reads what went wrong: the article, the name and what the gold says of it.
  let place: String

  var example: LogLinear.Example {
    LogLinear.Example(
      features: choice.candidates.map { candidate in
        LinkFeature.allCases.filter { candidate.features.contains($0.rawValue) }.map { Int($0.rawValue) }
      }, isRight: isRight)
  }
}

/// An article with the names that our own stages find, and what they mean by the gold.
struct LinkArticle {
  /// All layers before the entities.
  let document: Document
  /// What a name of the document means; a name that is missing here teaches nothing.
  let gold: [Int: GoldLink]
}

/// What a name means.
struct GoldLink: Decodable, Hashable {
  let start: Int
  let end: Int
  let qid: String?
  /// The label of a thing of the knowledge base that has no item.
  let label: String?
  /// Whether it is known to be nothing that the knowledge base has.
  let none: Bool?

  /// Gold without item leaves open what the name means, unless it says so.
  var isTelling: Bool { qid != nil || label != nil || none == true }

  func isRight(_ item: Int?, _ knowledge: KnowledgeBase) -> Bool {
    guard let item else { return none == true }
    return qid != nil && knowledge.item(item).qid == qid || label != nil && knowledge.label(item) == label
  }
}

/// Reads articles with linked names.
struct LinkCorpus {
  private let annotator: Annotator
  private let linker: EntityLinker
  let knowledge: KnowledgeBase

  init(annotator: Annotator, knowledge: KnowledgeBase) throws {
    self.annotator = annotator
    self.knowledge = knowledge
    guard let linker = annotator.stages.lazy.compactMap({ $0 as? EntityLinker }).first else {
      throw TrainingError.missingStage("entities")
    }
    self.linker = linker
  }

  func articles(in corpus: String) throws -> [LinkArticle] {
    try GoldCorpus.articles(in: corpus, key: "links", of: GoldLink.self).map(article)
  }

  private func article(_ id: String, _ utf8: [UInt8], _ gold: [GoldLink]) throws -> LinkArticle {
    var document = annotator.normalize(Article(id: id, utf8: utf8))
    for stage in annotator.stages.prefix(while: { $0.writes != .entities }) { try stage.annotate(&document) }
    let offsets = GoldCorpus.scalarOffsets(utf8)
    let links = Dictionary(
      gold.filter(\.isTelling).map { link in
        (document.alignment.span(for: SourceSpan(offsets[link.start], offsets[link.end])), link)
      }, uniquingKeysWith: { first, _ in first })
    let found = (document.names ?? []).enumerated().compactMap { index, name in
      links[document.span(of: name.tokens)].map { (index, $0) }
    }
    return LinkArticle(document: document, gold: Dictionary(uniqueKeysWithValues: found))
  }

  /// The choices of an article's names that the gold knows.
  func examples(_ article: LinkArticle, _ weights: FeatureWeights) -> [LinkExample] {
    var examples: [LinkExample] = []
    var document = article.document
    linker.with(weights).annotate(&document) { choice in
      guard let name = choice.names.first(where: { article.gold[$0] != nil }), let gold = article.gold[name] else {
        return
      }
      var isRight = choice.candidates.map { gold.isRight($0.item, knowledge) }
      // What the knowledge base does not offer is rightly left unknown.
      if !isRight.contains(true) { isRight[isRight.count - 1] = true }
      let found = article.document
      let text = found.string(found.span(of: found.names![name].tokens))
      let answer = gold.qid ?? gold.label ?? "none"
      examples.append(
        LinkExample(choice: choice, isRight: isRight, place: "\(found.id) \(gold.start) “\(text)” \(answer)"))
    }
    return examples
  }
}
