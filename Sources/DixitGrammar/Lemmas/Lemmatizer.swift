import DixitDocument
import DixitLexicons

/// Says which dictionary entry a verb or noun belongs to: *a déclaré* to *avoir* and *déclarer*, *journaux* to *journal*.
///
/// No model: the tagger has decided the class and the form, and the tables undo the ending.
public struct Lemmatizer: Stage {
  public let name = "lemmas"
  public let reads: Set<Layer> = [.tokens, .tags]
  public let writes = Layer.lemmas
  private let verbs: VerbLemmas
  private let nouns: NounLemmas

  public init(vocabulary: Vocabulary, language: String, library: LexiconLibrary) throws {
    verbs = try VerbLemmas(vocabulary: vocabulary, language: language, library: library)
    nouns = try NounLemmas(vocabulary: vocabulary, language: language, library: library)
  }

  public func annotate(_ document: inout Document) {
    document.lemmas = lemmas(document.tokens ?? [], document.tags ?? [], in: document.text.utf8)
  }

  private struct Question: Hashable {
    let key: WordKey
    let tag: Tag
    let isAcronym: Bool
  }

  package func lemmas(_ tokens: [Token], _ tags: [Tag], in utf8: [UInt8]) -> [String?] {
    // Words come again and again: each question is answered once a document.
    var known: [Question: String?] = [:]
    return zip(tokens, tags).map { token, tag in
      switch tag.partOfSpeech {
      case .verb, .auxiliary, .noun: break
      default: return nil
      }
      let form = utf8[token.span.start..<token.span.end]
      let question = Question(key: token.key, tag: tag, isAcronym: Self.isAcronym(form))
      if let answer = known[question] { return answer }
      let answer = lemma(form, tag, isAcronym: question.isAcronym)
      known[question] = answer
      return answer
    }
  }

  private func lemma(_ form: ArraySlice<UInt8>, _ tag: Tag, isAcronym: Bool) -> String? {
    let word = Array(String(decoding: form, as: UTF8.self).lowercased().utf8)
    if tag.partOfSpeech != .noun { return verbs.lemma(of: word, tag.features) }
    // *MISE EN GARDE* is no acronym, and *A* is a letter.
    return isAcronym && (word.count < 4 || !nouns.knows(word))
      ? String(decoding: form, as: UTF8.self) : nouns.lemma(of: word, tag.features)
  }

  /// *ONG*, *D4*, *°C*: capitals and no small letter.
  private static func isAcronym(_ form: ArraySlice<UInt8>) -> Bool {
    form.contains { $0 &- 0x41 < 26 } && !form.contains { $0 &- 0x61 < 26 || $0 >= 0xC3 }
  }
}
