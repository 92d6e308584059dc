import DixitDocument
import DixitQuotations

/// Why a quotation was found, and whom its speaker was chosen among: for people who ask about one.
public struct QuotationReasons: Sendable {
  /// Something that speaks for or against a choice, by its name in the table of weights.
  public struct Reason: Sendable {
    public let name: String
    /// What it adds to the logarithm of the odds.
    public let weight: Double
  }

  /// Whom or what the source may mean.
  public struct Candidate: Sendable {
    /// An entity's name, the words of a noun phrase, or nil for nobody who was mentioned before.
    public let name: String?
    /// Of all candidates together one.
    public let share: Double
    public let reasons: [Reason]
  }

  /// Empty where nothing was learned about the rule's language.
  public fileprivate(set) var find: [Reason] = []
  /// Likeliest first; empty where grammar alone told the speaker.
  public fileprivate(set) var candidates: [Candidate] = []
}

extension Annotator {
  /// The reasons for each quotation of a document that this annotator annotated.
  public func reasons(for document: Document) throws -> [QuotationReasons] {
    let quotations = document.quotations ?? []
    var reasons = Array(repeating: QuotationReasons(), count: quotations.count)
    for case let finder as QuotationFinder in stages {
      for (found, parts) in try finder.reasons(in: document) {
        guard let index = quotations.firstIndex(where: { $0.rule == found.rule && $0.content == found.content }) else {
          continue
        }
        reasons[index].find = parts.map { QuotationReasons.Reason(name: $0.name, weight: $0.weight) }
      }
    }
    for case let attributor as Attributor in stages {
      for (choice, parts) in try attributor.reasons(in: document) {
        guard let quotation = choice.quotation, let index = quotations.firstIndex(of: quotation) else { continue }
        reasons[index].candidates = Self.candidates(of: choice, parts, in: document)
      }
    }
    return reasons
  }

  private static func candidates(
    of choice: ReferenceChoice, _ parts: [[(name: String, weight: Double)]], in document: Document
  ) -> [QuotationReasons.Candidate] {
    choice.candidates.indices.map { index in
      QuotationReasons.Candidate(
        name: choice.candidates[index].entity.map { choice.entities[$0].name }
          ?? choice.phrases[index].map(document.string),
        share: choice.likelihood(index),
        reasons: parts[index].map { QuotationReasons.Reason(name: $0.name, weight: $0.weight) })
    }.sorted { $0.share > $1.share }
  }
}
