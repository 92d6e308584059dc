import DixitDocument
import DixitKit
import DixitLexicons
import DixitQuotations
import Foundation

/// A choice among candidates, and which of them are right.
struct SpeakerExample {
  let choice: ReferenceChoice
  let isRight: [Bool]
  /// For whoever reads what went wrong: the article, the source or the beginning of what is said, and the gold's answer.
  let place: String
}

/// An article with the quotations that our own stages find, who says them by the gold, and whom the narration means.
struct SpeakerArticle {
  /// All layers before the attributions.
  let document: Document
  var gold: [GoldQuotation] = []
  /// What the pronouns and noun phrases of the narration mean, by where they begin; nil for nobody with a name.
  var references: [Int: Int?] = [:]

  /// A quotation of the gold, by the tokens of what is said; the speaker as the gold names them.
  struct GoldQuotation {
    let tokens: Set<Int>
    let speaker: String?
    let isPerson: Bool
    /// Where careful readers differ: neither a miss nor an error.
    let isOptional: Bool
  }

  /// Where a choice is, with the words before it, and what the gold says.
  func place(of choice: ReferenceChoice, _ gold: String?) -> String {
    let span = choice.quotation.map { $0.source ?? $0.content[0] } ?? choice.span
    let before = choice.quotation == nil ? document.string(Span(0, span.start)).suffix(100) : ""
    return "\(document.id) \(span.start) \(before)“\(document.string(span).prefix(60))” by \(gold ?? "nobody")"
  }

  /// The quotation of the gold that shares most of its words with one that was found, at least half of both.
  func gold(for quotation: Quotation) -> GoldQuotation? {
    let tokens = Set(quotation.content.flatMap { document.tokens(in: $0) })
    func shared(_ gold: GoldQuotation) -> Double {
      Double(tokens.intersection(gold.tokens).count) / Double(max(1, tokens.union(gold.tokens).count))
    }
    return gold.max { shared($0) < shared($1) }.flatMap { shared($0) >= 0.5 ? $0 : nil }
  }
}

/// Reads articles with gold quotations, as our own stages find them.
struct SpeakerCorpus {
  private let annotator: Annotator
  private let attributor: Attributor
  private let same: SameSpeaker

  init(annotator: Annotator, vocabulary: Vocabulary) throws {
    self.annotator = annotator
    guard let attributor = annotator.stages.lazy.compactMap({ $0 as? Attributor }).first else {
      throw TrainingError.missingStage("attributions")
    }
    self.attributor = attributor
    same = SameSpeaker(vocabulary: vocabulary)
  }

  /// The corpus as the stages of today find its quotations, and the one of them that finds.
  static func withFinder() throws -> (SpeakerCorpus, QuotationFinder) {
    let annotator = try Annotator()
    guard let finder = annotator.stages.lazy.compactMap({ $0 as? QuotationFinder }).first else {
      throw TrainingError.missingStage("quotations")
    }
    let vocabulary = try Vocabulary(language: "fr", library: LexiconLibrary())
    return (try SpeakerCorpus(annotator: annotator, vocabulary: vocabulary), finder)
  }

  private struct Gold: Decodable {
    let content: [[Int]]
    let speaker: Speaker?
    let kind: String
    let status: String

    /// As a name, or as the place of one in the article.
    enum Speaker: Decodable {
      case name(String)
      case place([Int])

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let name = try? container.decode(String.self) {
          self = .name(name)
        } else {
          self = .place(try container.decode([Int].self))
        }
      }
    }
  }

  /// What a pronoun or noun phrase means: a name, by its place, or nobody who has one.
  private struct GoldReference: Decodable {
    let span: [Int]
    let means: [Int]?
  }

  func articles(in corpus: String) throws -> [SpeakerArticle] {
    try GoldCorpus.articles(in: corpus, key: "quotations", of: Gold.self).map(article)
  }

  /// Adds what the narration means in the same articles or in others.
  func add(references corpus: String, to articles: inout [SpeakerArticle]) throws {
    for (id, utf8, gold) in try GoldCorpus.articles(in: corpus, key: "references", of: GoldReference.self) {
      let index = articles.firstIndex { $0.document.id == id } ?? articles.endIndex
      if index == articles.endIndex { articles.append(SpeakerArticle(document: try document(id, utf8))) }
      let document = articles[index].document
      let span = spans(of: document, utf8)
      for reference in gold {
        let entity = reference.means.flatMap { means in
          document.entities!.mentions.first { $0.span.overlaps(span(means)) }?.entity
        }
        // A name that is not found teaches nothing.
        if reference.means != nil, entity == nil { continue }
        articles[index].references[span(reference.span).start] = .some(entity)
      }
    }
  }

  private func document(_ id: String, _ utf8: [UInt8]) throws -> Document {
    var document = annotator.normalize(Article(id: id, utf8: utf8))
    for stage in annotator.stages.prefix(while: { $0.writes != .attributions }) { try stage.annotate(&document) }
    return document
  }

  /// Turns places of the gold into spans.
  private func spans(of document: Document, _ utf8: [UInt8]) -> ([Int]) -> Span {
    let offsets = GoldCorpus.scalarOffsets(utf8)
    return { document.alignment.span(for: SourceSpan(offsets[$0[0]], offsets[$0[1]])) }
  }

  private func article(_ id: String, _ utf8: [UInt8], _ gold: [Gold]) throws -> SpeakerArticle {
    let document = try document(id, utf8)
    let span = spans(of: document, utf8)
    let quotations = gold.map { quotation in
      let speaker: String? =
        switch quotation.speaker {
        case .name(let name): name
        case .place(let place): document.string(span(place))
        case nil: nil
        }
      return SpeakerArticle.GoldQuotation(
        tokens: Set(quotation.content.flatMap { document.tokens(in: span($0)) }), speaker: speaker,
        isPerson: quotation.kind == "person", isOptional: quotation.status == "optional")
    }
    return SpeakerArticle(document: document, gold: quotations)
  }

  // MARK: Choices

  /// The choices that an article with gold asks for.
  ///
  /// - Parameters:
  ///   - weights: what decides who spoke before.
  ///   - isTaught: whether the gold decides it, where it can.
  func examples(_ article: SpeakerArticle, _ weights: ReferenceWeights, isTaught: Bool) throws -> [SpeakerExample] {
    var examples: [SpeakerExample] = []
    var document = article.document
    try attributor.with(weights).annotate(&document) { choice in
      guard let (isRight, gold) = answers(choice, article) else { return nil }
      examples.append(SpeakerExample(choice: choice, isRight: isRight, place: article.place(of: choice, gold)))
      return isTaught ? isRight.firstIndex(of: true) : nil
    }
    return examples
  }

  /// Which candidates are right, and what the gold says; nil where it says nothing.
  private func answers(_ choice: ReferenceChoice, _ article: SpeakerArticle) -> (isRight: [Bool], gold: String?)? {
    if let quotation = choice.quotation {
      return article.gold(for: quotation).map { (answers(choice, $0, article.document), $0.speaker) }
    }
    guard let entity = article.references[choice.span.start] else { return nil }
    // Who has no name is nobody, also where he spoke.
    let named = article.document.entities!.entities.indices
    return (
      choice.candidates.map { $0.entity == entity || entity == nil && !named.contains($0.entity!) },
      entity.map { choice.entities[$0].name }
    )
  }

  private func answers(_ choice: ReferenceChoice, _ gold: SpeakerArticle.GoldQuotation, _ document: Document) -> [Bool]
  {
    zip(choice.candidates, choice.phrases).map { candidate, phrase in
      if let speaker = candidate.entity {
        return same.isSame(gold.speaker, choice.entities[speaker].name, isPerson: gold.isPerson)
      }
      if let phrase { return same.isSame(gold.speaker, document.string(phrase), isPerson: gold.isPerson) }
      // Nobody who was mentioned: whom the source itself describes.
      let description = [.noun, .thing].contains(choice.kind) ? choice.quotation?.source.map(document.string) : nil
      return same.isSame(gold.speaker, description, isPerson: gold.isPerson)
    }
  }
}

/// Whether two names or descriptions mean the same speaker, as scorers of quotations decide it: equal words, one inside the
/// other, a person's last name, or half of the words of two descriptions.
struct SameSpeaker {
  private let vocabulary: Vocabulary

  init(vocabulary: Vocabulary) { self.vocabulary = vocabulary }

  func isSame(_ gold: String?, _ other: String?, isPerson: Bool) -> Bool {
    guard let gold, let other else { return gold == nil && other == nil }
    let (g, o) = (words(gold), words(other))
    guard let last = g.last, let otherLast = o.last else { return g.isEmpty && o.isEmpty }
    let (wanted, given) = (Set(g), Set(o))
    if isPerson {
      return last == otherLast || given.count == 1 && given.isSubset(of: wanted) || wanted.isSubset(of: given)
    }
    return wanted.isSubset(of: given) || given.isSubset(of: wanted)
      || wanted.intersection(given).count * 2 >= wanted.union(given).count
  }

  private func words(_ name: String) -> [UInt64] {
    name.split { !$0.isLetter && !$0.isNumber }.filter {
      !vocabulary.traits(of: Folding.wordKey($0)).has([.determiner, .title]) && $0.count > 1
    }.map { Folding.nameKey($0) }
  }
}
