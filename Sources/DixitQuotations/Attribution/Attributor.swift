import DixitDocument
import DixitKnowledge
import DixitLexicons

/// Finds who speaks: resolves each quotation's source to an entity, or carries the speaker on where there is none.
public struct Attributor: Stage {
  public let name = "attributions"
  public let reads: Set<Layer> = [
    .paragraphs, .tokens, .marks, .sentences, .contractions, .names, .roles, .entities, .quotations,
  ]
  public let writes = Layer.attributions
  private let vocabularies: ByLanguage<Vocabulary>
  private let lexicons: ByLanguage<ReportingLexicon>
  private let knowledge: KnowledgeBase

  /// - Parameter knowledge: the one that the entities were linked with.
  public init(
    vocabularies: ByLanguage<Vocabulary>, lexicons: ByLanguage<ReportingLexicon>, knowledge: KnowledgeBase
  ) {
    self.vocabularies = vocabularies
    self.lexicons = lexicons
    self.knowledge = knowledge
  }

  public func annotate(_ document: inout Document) throws {
    try attribute(&document, teacher: nil)
  }

  private func attribute(_ document: inout Document, teacher: ((ReferenceChoice) -> Int?)?) throws {
    let quotations = document.quotations ?? []
    let reading = try Reading.whole(document, vocabularies.value(for: document), lexicons.value(for: document))
    document.workings = nil
    var resolution = SpeakerResolution(
      reading: reading, quotations: quotations, knowledge: knowledge, teacher: teacher)
    document.attributions = resolution.layer(for: quotations)
  }

  /// Attributes while a teacher sees each choice among candidates; what he answers, unless nil, is taken.
  package func annotate(_ document: inout Document, teacher: @escaping (ReferenceChoice) -> Int?) throws {
    try attribute(&document, teacher: teacher)
  }

  /// Each choice among candidates, and what the features of each candidate weigh.
  package func reasons(in document: Document) throws -> [(ReferenceChoice, [[(name: String, weight: Double)]])] {
    let weights = try lexicons.value(for: document).referenceWeights
    var choices: [ReferenceChoice] = []
    var copy = document
    try annotate(&copy) { choice in
      choices.append(choice)
      return nil
    }
    return choices.map { choice in (choice, choice.candidates.map { weights.parts(of: $0, choice.kind) }) }
  }

  /// The same stage for French alone, with other weights.
  package func with(_ weights: ReferenceWeights) -> Attributor {
    var lexicon = lexicons.french
    lexicon.referenceWeights = weights
    return Attributor(vocabularies: vocabularies, lexicons: ByLanguage(french: lexicon), knowledge: knowledge)
  }
}
