import DixitDocument

/// Tells which quotations are in another language than their document.
public struct LanguageMarker: Stage {
  public let name = "languages"
  public let reads: Set<Layer> = [.quotations]
  public let writes = Layer.languages
  private let identifier: LanguageIdentifier

  public init(identifier: LanguageIdentifier) { self.identifier = identifier }

  public func annotate(_ document: inout Document) {
    let expected = document.language.flatMap { Language(rawValue: Language.primary($0)) }
    document.languages = document.quotations?.map { quotation in
      let language = identifier.certain(document.text.utf8, quotation.content, unless: expected ?? .french)
      return language == expected ? nil : language
    }
  }
}
