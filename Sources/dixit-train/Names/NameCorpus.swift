import DixitDocument
import DixitEntities
import DixitGrammar
import DixitKit
import Foundation

/// A sentence to learn from: the document's features and the gold tags of its tokens.
struct NameSentence {
  let features: NameFeatures
  let tokens: Range<Int>
  let gold: [Int]
  /// Tokens of names on which careful readers differ: whatever the model says there is right.
  let isFree: [Bool]
  let names: Int
}

/// An article as the stage of names meets it, and its gold.
struct NameDocument {
  /// All layers before the names.
  let document: Document
  let sentences: [NameSentence]
  let names: [GoldSpan]
  /// Whether it is another version of the article before it.
  let isVariant: Bool

  /// The sentences for the first reading.
  var examples: [NameExample] {
    sentences.map { sentence in
      NameExample(
        gold: sentence.gold, isFree: sentence.isFree,
        base: ArraySlice(repeating: SIMD16(), count: sentence.gold.count),
        baseTransitions: Array(repeating: SIMD16(), count: NameTag.count + 1)
      ) { position, features in
        sentence.features.collect(sentence.tokens.lowerBound + position, in: sentence.tokens, into: &features)
      }
    }
  }

  /// The sentences for the second reading, after a first.
  func examples(after tagger: NameTagger) -> [NameExample] {
    guard let names = sentences.first?.features else { return [] }
    let scores = tagger.scores(of: document.sentences ?? [], names)
    let votes = names.votes(NameTagger.tags(of: document.sentences ?? [], scores))
    let base = scores.reduced()
    return sentences.map { sentence in
      NameExample(
        gold: sentence.gold, isFree: sentence.isFree, base: base.tokens[sentence.tokens],
        baseTransitions: base.transitions
      ) { position, features in
        names.collect(sentence.tokens.lowerBound + position, in: sentence.tokens, votes, into: &features)
      }
    }
  }

  struct GoldSpan {
    let tokens: Range<Int>
    let type: EntityType
    let isFree: Bool
  }
}

/// Reads articles with gold mentions, as our own stages divide them.
struct NameCorpus {
  private let annotator: Annotator
  private let before: [any Stage]
  private let finder: NameFinder

  init(annotator: Annotator) throws {
    self.annotator = annotator
    guard let finder = annotator.stages.lazy.compactMap({ $0 as? NameFinder }).first else {
      throw TrainingError.missingStage("names")
    }
    self.finder = finder
    before = Array(annotator.stages.prefix { $0.writes != .names })
  }

  struct GoldName: Decodable {
    let start: Int
    let end: Int
    let type: String
    let status: String?
  }

  /// - Parameter variants: whether each article is read again as hurried people write it.
  func documents(in corpus: String, variants: Bool = false) throws -> [NameDocument] {
    try GoldCorpus.articles(in: corpus, key: "names", of: GoldName.self).flatMap { _, utf8, names in
      let article = NameArticle(text: String(decoding: utf8, as: UTF8.self), names: names)
      let versions =
        variants ? [article, article.withInitials(), article.withoutAccents(), article.withCapitals()] : [article]
      return try versions.enumerated().map { number, version in
        try document(Array(version.text.utf8), gold: version.names, isVariant: number > 0)
      }
    }
  }

  private func document(_ utf8: [UInt8], gold: [GoldName], isVariant: Bool) throws -> NameDocument {
    var document = annotator.normalize(Article(id: "", utf8: utf8))
    for stage in before { try stage.annotate(&document) }
    let features = try finder.features(of: document)
    let offsets = GoldCorpus.scalarOffsets(utf8)
    let names = gold.compactMap { name -> NameDocument.GoldSpan? in
      guard let type = EntityType(rawValue: name.type), name.end < offsets.count else { return nil }
      let span = document.alignment.span(for: SourceSpan(offsets[name.start], offsets[name.end]))
      let tokens = document.tokens(in: span)
      return tokens.isEmpty
        ? nil : NameDocument.GoldSpan(tokens: tokens, type: type, isFree: name.status == "optional")
    }
    let sentences = (document.sentences ?? []).map { sentence in
      let own = names.filter { $0.tokens.overlaps(sentence.tokens) }
      return NameSentence(
        features: features, tokens: sentence.tokens,
        gold: NameTag.tags(of: own.map { ($0.tokens, $0.type) }, in: sentence.tokens),
        isFree: sentence.tokens.map { token in own.contains { $0.isFree && $0.tokens.contains(token) } },
        names: own.count)
    }
    return NameDocument(document: document, sentences: sentences, names: names, isVariant: isVariant)
  }

  /// How many names a model finds, wants and has right in articles that it did not learn from, through the stage that
  /// ships.
  func score(_ model: ModelFile, _ documents: [NameDocument], printsErrors: Bool) throws -> NameScore {
    let finder = try finder.with(model)
    var score = NameScore()
    for gold in documents where !gold.isVariant {
      var document = gold.document
      try finder.annotate(&document)
      score.add(document.names ?? [], gold: gold.names)
      if printsErrors {
        for line in NameErrors(document: document, gold: gold.names) { print(line) }
      }
    }
    return score
  }
}
