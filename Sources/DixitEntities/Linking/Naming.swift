import DixitDocument
import DixitLexicons

/// Finds the common noun of *une centrale nucléaire du nom de Fukushima*, *un village nommé Bure*: who names a thing so
/// says what it is, and it is nothing else of that name.
struct Naming: Sendable {
  /// In tokens: *du nom de*.
  private static let longest = 3
  /// In tokens: how far before the naming its noun is looked for.
  private static let reach = 8

  private let forms: Set<UInt64>

  init(language: String, library: LexiconLibrary) throws {
    forms = Set(
      try library.table("\(language)/naming.tsv", columns: 1).map { row in
        let form = Array(row[0].utf8)
        return NameHasher.key(form, Span(0, form.count))
      })
  }

  /// The noun of what a name is given to, or nil where the name that begins at `start` is not given there.
  func noun(before start: Int, _ words: NameWords) -> Int? {
    var end = start
    if end > 0, words.opens[end - 1] { end -= 1 }
    guard
      let naming = (1...Self.longest).lazy.map({ max(0, end - $0)..<end })
        .first(where: { !$0.isEmpty && forms.contains(words.nameKey($0)) })
    else { return nil }
    let last = words.traits[naming.upperBound - 1]
    let participle = last.contains(.pastParticiple) ? last : []
    return (max(0, naming.lowerBound - Self.reach)..<naming.lowerBound).reversed().first { at in
      let noun = words.traits[at]
      guard words.tokens[at].kind == .word, noun.contains(.noun), !words.isCapital(at) else { return false }
      // *Une société de conseil appelée X*: the noun with a determiner of its own, an adjective between at most.
      let isDetermined = [1, 2].contains { step in
        at >= step && words.traits[at - step].contains(.determiner) && !words.traits[at - step].contains(.preposition)
          && (step == 1 || words.traits[at - 1].contains(.adjective))
      }
      return isDetermined && Self.agree(noun, participle)
    }
  }

  private static func agree(_ noun: Traits, _ participle: Traits) -> Bool {
    [[Traits.masculine, .feminine], [.singular, .plural]].allSatisfy { forms in
      let both = forms.filter(noun.contains)
      return both.isEmpty || !participle.has(Traits(forms)) || participle.has(Traits(both))
    }
  }
}
