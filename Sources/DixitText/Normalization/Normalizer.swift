import DixitDocument
import DixitLexicons

/// The door that makes documents: cleans an article's text, composes it to NFC, and records each edit.
///
/// Line ends become `\n`; soft hyphens, zero-width and control characters go, but for those that are windows-1252 read
/// as ISO-8859-1, which become what they were; what XML can't hold becomes U+FFFD; words that a line end broke are joined
/// where the lexicon knows the whole or both halves have a capital. No-break spaces, ligatures and the writer's quotation
/// marks stay: what matching needs beyond this is the folded view's matter (`Folding`).
public struct Normalizer: Sendable {
  private let languages: LanguageIdentifier?
  private let joiner: LineEndJoiner?

  /// - Parameters:
  ///   - languages: tells the document's language; without it only the declared one is known.
  ///   - vocabulary: knows which broken words to join; without it none is.
  public init(languages: LanguageIdentifier? = nil, vocabulary: Vocabulary? = nil) {
    self.languages = languages
    joiner = vocabulary.map(LineEndJoiner.init)
  }

  /// - Complexity: O(*n*); clean text is looked through eight bytes at a time and not copied.
  public func document(from article: Article) -> Document {
    var cleaning = TextCleaning(article.utf8)
    cleaning.run()
    if cleaning.breaksWords { joiner?.join(&cleaning.aligned) }
    let (text, alignment) = cleaning.aligned.finish()
    var document = Document(
      article: article, text: text, alignment: alignment.following(article.repairs, through: article.utf8),
      language: languages?.identify(text.utf8), warnings: cleaning.warnings)
    if let declared = article.metadata.language, let language = document.language, language != declared {
      document.warnings.append("The article is declared to be in “\(declared)”, but its text is in “\(language)”.")
    }
    return document
  }
}
