import DixitDocument
import DixitLexicons

/// Infinitives of verb forms: what the conjugation classes make of a form backwards, where a lexicon has the infinitive.
struct VerbLemmas {
  private let vocabulary: Vocabulary
  private var endings = Endings<Meaning>()

  /// A form of a class: its features, and the verb that the class is named after.
  private struct Meaning: Sendable {
    let features: Tag.Features
    let model: [UInt8]
  }

  init(vocabulary: Vocabulary, language: String, library: LexiconLibrary) throws {
    self.vocabulary = vocabulary
    let rows = try library.table("\(language)/conjugations.tsv", columns: 3)
    let infinitives = Dictionary(grouping: rows.filter { $0[1] == "inf" }, by: { $0[0] })
    for row in rows {
      guard let features = Self.features(of: row[1]) else { throw row.unexpected(1, expected: "a form such as ind.3s") }
      let meaning = Meaning(features: features, model: Array(row[0].utf8))
      for infinitive in infinitives[row[0]] ?? [] { endings.add(row[2], becomes: infinitive[2], meaning: meaning) }
    }
  }

  /// The infinitive of a form in lower case; nil where no class explains it.
  ///
  /// Of several (*suis* of *être* and *suivre*) the one that the form's features fit best, then an
  /// auxiliary, then the model of the class (*pu* of *pouvoir*, not *paître*), then the more usual, then the one that looks
  /// more like it (*croit* of *croire*, not *croître*).
  func lemma(of form: [UInt8], _ features: Tag.Features) -> String? {
    var best: (rank: (Int, Int), word: [UInt8])?
    for (word, meaning) in endings.origins(of: form) {
      let traits = vocabulary.traits(of: Folding.wordKey(word, Span(0, word.count)))
      guard traits.contains(.infinitive) else { continue }
      let rank =
        Self.fit(meaning.features, features) * 8 + (traits.has([.be, .have]) ? 4 : 0) + (word == meaning.model ? 2 : 0)
        + (traits.contains(.usuallyVerb) ? 1 : 0)
      let alike = zip(form, word).prefix { $0 == $1 }.count
      if (rank, alike) > best?.rank ?? (-1, 0) { best = ((rank, alike), word) }
    }
    return best.map { String(decoding: $0.word, as: UTF8.self) }
  }

  /// How many of the groups of features agree: mood and tense count more than person and number.
  private static func fit(_ meaning: Tag.Features, _ features: Tag.Features) -> Int {
    let (mine, theirs) = (meaning.intersection(.verbal), features.intersection(.verbal))
    let agreement = meaning.intersection(.agreement)
    return (mine == theirs ? 2 : 0) + (features.isSuperset(of: agreement) ? 1 : 0)
  }

  private static let forms: [Substring: Tag.Features] = [
    "inf": .infinitive, "ger": [.participle, .present], "pp": [.participle, .past],
    "ind": [.finite, .indicative, .present], "imp": [.finite, .indicative, .imperfect],
    "fut": [.finite, .indicative, .future], "cond": [.finite, .conditional, .present],
    "past": [.finite, .indicative, .past], "sub": [.finite, .subjunctive, .present],
    "subimp": [.finite, .subjunctive, .past], "imper": [.finite, .imperative, .present],
  ]

  private static let agreements: [Character: Tag.Features] = [
    "1": .firstPerson, "2": .secondPerson, "3": .thirdPerson, "s": .singular, "p": .plural, "m": .masculine,
    "f": .feminine,
  ]

  /// Reads a tag of the conjugation table: `ind.3s`, `pp.fp`, `inf`.
  private static func features(of tag: String) -> Tag.Features? {
    let parts = tag.split(separator: ".")
    guard let name = parts.first, let form = forms[name] else { return nil }
    return (parts.dropFirst().first ?? "").reduce(form) { $0.union(agreements[$1] ?? []) }
  }
}

extension Tag.Features {
  static let verbal: Self = [
    .finite, .infinitive, .participle, .indicative, .conditional, .subjunctive, .imperative, .present, .imperfect,
    .past, .future,
  ]
  static let agreement: Self = [
    .masculine, .feminine, .singular, .plural, .firstPerson, .secondPerson, .thirdPerson,
  ]
}
