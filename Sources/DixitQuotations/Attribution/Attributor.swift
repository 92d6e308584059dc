import DixitDocument
import DixitLexicons

/// Finds who speaks: resolves each quotation's source to an entity, or carries the speaker on where there is none.
public struct Attributor: Stage {
  public let name = "attributions"
  public let reads: Set<Layer> = [.paragraphs, .tokens, .marks, .sentences, .names, .roles, .entities, .quotations]
  public let writes = Layer.attributions
  private let vocabulary: Vocabulary
  private let lexicon: ReportingLexicon

  public init(vocabulary: Vocabulary, lexicon: ReportingLexicon) {
    self.vocabulary = vocabulary
    self.lexicon = lexicon
  }

  public func annotate(_ document: inout Document) {
    attribute(&document, teacher: nil)
  }

  private func attribute(_ document: inout Document, teacher: ((ReferenceChoice) -> Int?)?) {
    let quotations = document.quotations ?? []
    let reading = Reading(document: document, vocabulary: vocabulary, lexicon: lexicon)
    var resolution = SpeakerResolution(reading: reading, quotations: quotations, teacher: teacher)
    document.attributions = resolution.layer(for: quotations)
  }

  /// Attributes while a teacher sees each choice among candidates; what he answers, unless nil, is taken.
  package func annotate(_ document: inout Document, teacher: @escaping (ReferenceChoice) -> Int?) {
    attribute(&document, teacher: teacher)
  }

  /// The same stage with other weights.
  package func with(_ weights: ReferenceWeights) -> Attributor {
    var lexicon = lexicon
    lexicon.referenceWeights = weights
    return Attributor(vocabulary: vocabulary, lexicon: lexicon)
  }
}
