import DixitDocument
import DixitKit
import DixitLexicons
import DixitQuotations
import Foundation

/// A choice among candidates, and which of them are right.
struct SpeakerExample {
  let choice: SpeakerChoice
  let isRight: [Bool]
  /// For whoever reads what went wrong: the article, the source or the beginning of what is said, and the gold's answer.
  let place: String
}

/// An article with the quotations that our own stages find, and who says them by the gold.
struct SpeakerArticle {
  /// All layers before the attributions.
  let document: Document
  let gold: [GoldQuotation]

  /// A quotation of the gold, by the tokens of what is said; the speaker as the gold names them.
  struct GoldQuotation {
    let tokens: Set<Int>
    let speaker: String?
    let isPerson: Bool
    /// Where careful readers differ: neither a miss nor an error.
    let isOptional: Bool
  }

  func place(of choice: SpeakerChoice, _ gold: GoldQuotation) -> String {
    let span = choice.quotation.source ?? choice.quotation.content[0]
    return "\(document.id) \(span.start) “\(document.string(span).prefix(60))” by \(gold.speaker ?? "nobody")"
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

  func articles(in corpus: String) throws -> [SpeakerArticle] {
    try GoldCorpus.articles(in: corpus, key: "quotations", of: Gold.self).map(article)
  }

  private func article(_ id: String, _ utf8: [UInt8], _ gold: [Gold]) throws -> SpeakerArticle {
    var document = annotator.normalize(Article(id: id, utf8: utf8))
    for stage in annotator.stages.prefix(while: { $0.writes != .attributions }) { try stage.annotate(&document) }
    let offsets = GoldCorpus.scalarOffsets(utf8)
    func span(_ place: [Int]) -> Span {
      document.alignment.span(for: SourceSpan(offsets[place[0]], offsets[place[1]]))
    }
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
  func examples(_ article: SpeakerArticle, _ weights: SpeakerWeights, isTaught: Bool) -> [SpeakerExample] {
    var examples: [SpeakerExample] = []
    var document = article.document
    attributor.with(weights).annotate(&document) { choice in
      guard let gold = article.gold(for: choice.quotation) else { return nil }
      let example = SpeakerExample(
        choice: choice, isRight: answers(choice, gold, article.document), place: article.place(of: choice, gold))
      examples.append(example)
      return isTaught ? example.isRight.firstIndex(of: true) : nil
    }
    return examples
  }

  private func answers(_ choice: SpeakerChoice, _ gold: SpeakerArticle.GoldQuotation, _ document: Document) -> [Bool] {
    choice.candidates.map { candidate in
      if let speaker = candidate.speaker {
        return same.isSame(gold.speaker, choice.entities[speaker].name, isPerson: gold.isPerson)
      }
      // Nobody who was mentioned: whom the source itself describes.
      let description = [.noun, .thing].contains(choice.source) ? choice.quotation.source.map(document.string) : nil
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
