import DixitDocument
import DixitLexicons

/// The singular of nouns, where a lexicon has it.
struct NounLemmas {
  private let vocabulary: Vocabulary
  private var endings = Endings<Void>()

  init(vocabulary: Vocabulary, language: String, library: LexiconLibrary) throws {
    self.vocabulary = vocabulary
    for row in try library.table("\(language)/noun-endings.tsv", columns: 2) {
      endings.add(row[0], becomes: row[1], meaning: ())
    }
  }

  /// The singular of a form in lower case; the form itself where it is one, or where nothing better is known.
  func lemma(of form: [UInt8], _ features: Tag.Features) -> String {
    let traits = vocabulary.traits(of: Folding.wordKey(form, Span(0, form.count)))
    let isPlural = features.contains(.plural)
    let origin = Self.isSingular(traits) ? nil : singular(of: form, features, traits)
    return String(decoding: origin ?? (isPlural && traits.isEmpty ? regular(form) : form), as: UTF8.self)
  }

  /// *temps* is singular too; *affaires* is so only as a verb (*tu affaires*) and *pères* only as a title, which the union
  /// of traits does not tell.
  private static func isSingular(_ traits: Traits) -> Bool {
    traits.isSuperset(of: [.noun, .singular]) && !traits.has([.secondPerson, .title])
  }

  /// Where the form may be a singular itself (*le cours*, *le sens*), only a usual word of the same gender is better.
  private func singular(of form: [UInt8], _ features: Tag.Features, _ own: Traits) -> [UInt8]? {
    let gender: Traits = features.contains(.feminine) ? .feminine : features.contains(.masculine) ? .masculine : []
    let mayBeSingular = own.contains(.singular)
    let isUsual = mayBeSingular && own.has(.usual)
    let wanted = mayBeSingular ? gender.union(.singular) : .singular
    return endings.origins(of: form).lazy.map(\.word).first { word in
      let traits = vocabulary.traits(of: Folding.wordKey(word, Span(0, word.count)))
      return traits.isSuperset(of: wanted) && traits.has([.noun, .adjective]) && (!isUsual || traits.has(.usual))
    }
  }

  func knows(_ form: [UInt8]) -> Bool {
    vocabulary.traits(of: Folding.wordKey(form, Span(0, form.count))).has([.noun, .adjective])
  }

  /// A plural that no lexicon has loses the shortest ending.
  private func regular(_ form: [UInt8]) -> [UInt8] { endings.origins(of: form).last?.word ?? form }
}
