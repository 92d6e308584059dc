import DixitDocument
import DixitLexicons

/// Tells which tokens are two words: *du*, *au*, *desquels*. They stay one token, because a span can't be halved.
public struct ContractionFinder: Stage {
  public let name = "contractions"
  public let reads: Set<Layer>
  public let writes = Layer.contractions
  private let lexicons: [String: ContractionLexicon]

  /// - Parameter tagged: whether the tokens have parts of speech, which tell *la fin **du** film* from *boire **du** lait*.
  public init(library: LexiconLibrary, tagged: Bool) throws {
    reads = tagged ? [.tokens, .tags] : [.tokens]
    var lexicons: [String: ContractionLexicon] = [:]
    for language in ["fr"] + TextVocabularies.languages {
      lexicons[language] = try ContractionLexicon(language: language, library: library)
    }
    self.lexicons = lexicons
  }

  public func annotate(_ document: inout Document) {
    let lexicon = lexicons[TextVocabularies.language(of: document)] ?? lexicons["fr"]!
    let tags = reads.contains(.tags) ? document.tags : nil
    document.contractions = (document.tokens ?? []).enumerated().compactMap { index, token in
      guard token.kind == .word, let entry = lexicon.entry(of: token.key) else { return nil }
      if let only = entry.only, let tags, tags[index].partOfSpeech != only { return nil }
      return Contraction(token: index, words: entry.words)
    }
  }
}

/// The contractions of a language.
struct ContractionLexicon: Sendable {
  struct Entry: Sendable {
    let words: [String]
    /// The part of speech without which the form is one word.
    let only: Tag.PartOfSpeech?
  }

  private var index = KeyTable()
  private var entries: [Entry] = []

  /// - Throws: `LexiconError` where the table has a bad row; a language without a table has none.
  init(language: String, library: LexiconLibrary) throws {
    guard LexiconLibrary.embedded("\(language)/contractions.tsv") != nil else { return }
    for row in try library.table("\(language)/contractions.tsv", columns: 3) {
      let words = row[1].split(separator: "|").map(String.init)
      guard words.count > 1 else { throw row.unexpected(1, expected: "words with | between them") }
      guard row[2].isEmpty || row[2] == "adposition" else { throw row.unexpected(2, expected: "adposition or nothing") }
      index[row.key(0)] = UInt32(entries.count)
      entries.append(Entry(words: words, only: row[2].isEmpty ? nil : .adposition))
    }
  }

  func entry(of key: WordKey) -> Entry? { index[key].map { entries[Int($0)] } }
}
