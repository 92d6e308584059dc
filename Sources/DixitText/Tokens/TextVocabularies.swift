import DixitDocument
import DixitLexicons

/// The words that tokens and sentence ends depend on, by language; French where a document's language is not known.
public struct TextVocabularies: Sendable {
  let french: Vocabulary
  private let others: [String: Vocabulary]
  /// All that is known of the words of a document: of its language, where documents are analysed in it.
  let whole: ByLanguage<Vocabulary>

  /// French alone, for whatever language.
  public init(_ french: Vocabulary) {
    self.french = french
    others = [:]
    whole = ByLanguage(french: french)
  }

  /// French alone, and the spelling of the five others.
  public init(french: Vocabulary, library: LexiconLibrary) throws {
    try self.init(ByLanguage(french: french), library: library)
  }

  /// The languages that are analysed, and the spelling of all but French.
  public init(_ whole: ByLanguage<Vocabulary>, library: LexiconLibrary) throws {
    self.whole = whole
    french = whole.french
    var others: [String: Vocabulary] = [:]
    for language in Self.languages { others[language] = try Vocabulary(spellingOf: language, library: library) }
    self.others = others
  }

  /// The languages besides French that have a folder of tables.
  public static let languages = ["de", "en", "es", "it", "pt"]

  package func vocabulary(for document: Document) -> Vocabulary {
    others[Self.language(of: document)] ?? french
  }

  /// The document's tokens with what the vocabulary of its language knows of each.
  func tokens(of document: Document) -> [Token] {
    let tokens = document.tokens ?? []
    return others[Self.language(of: document)].map { $0.knowing(tokens) } ?? tokens
  }

  static func isFrench(_ document: Document) -> Bool { language(of: document) == "fr" }

  /// The first part of a language tag such as `pt-BR`.
  static func language(of document: Document) -> String { Language.primary(document.language ?? "fr") }
}
