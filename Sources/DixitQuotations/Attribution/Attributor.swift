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
    let reading = Reading(document: document, vocabulary: vocabulary, lexicon: lexicon)
    var resolution = SpeakerResolution(reading: reading)
    document.attributions = resolution.layer(for: document.quotations ?? [])
  }
}
