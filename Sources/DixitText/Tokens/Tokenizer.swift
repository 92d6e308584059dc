import DixitDocument
import DixitLexicons

/// Divides paragraphs into tokens by Universal Dependencies' conventions.
public struct Tokenizer: Stage {
  public let name = "tokens"
  public let reads: Set<Layer> = [.paragraphs]
  public let writes = Layer.tokens
  private let vocabularies: TextVocabularies

  public init(vocabularies: TextVocabularies) { self.vocabularies = vocabularies }

  public init(vocabulary: Vocabulary) { self.init(vocabularies: TextVocabularies(vocabulary)) }

  public func annotate(_ document: inout Document) throws {
    let vocabulary = vocabularies.vocabulary(for: document)
    let whole = try vocabularies.whole.value(for: document)
    let paragraphs = document.paragraphs ?? []
    document.tokens = document.text.utf8.withUnsafeBufferPointer { bytes in
      var scanner = TokenScanner(bytes: bytes, vocabulary: vocabulary)
      for paragraph in paragraphs { scanner.scan(paragraph.span) }
      return whole.knowing(scanner.finish())
    }
  }
}
