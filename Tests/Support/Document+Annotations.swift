import DixitDocument

extension Document {
  /// What a layer holds, to compare two documents by; nil until its stage has run.
  func annotations(of layer: Layer) -> AnyHashable? {
    switch layer {
    case .paragraphs: paragraphs.map(AnyHashable.init)
    case .tokens: tokens.map(AnyHashable.init)
    case .marks: marks.map(AnyHashable.init)
    case .sentences: sentences.map(AnyHashable.init)
    case .tags: tags.map(AnyHashable.init)
    case .lemmas: lemmas.map(AnyHashable.init)
    case .contractions: contractions.map(AnyHashable.init)
    case .names: names.map(AnyHashable.init)
    case .roles: roles.map(AnyHashable.init)
    case .entities: entities.map(AnyHashable.init)
    case .quotations: quotations.map(AnyHashable.init)
    case .languages: languages.map(AnyHashable.init)
    case .attributions: attributions.map(AnyHashable.init)
    }
  }
}
