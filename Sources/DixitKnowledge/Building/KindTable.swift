import DixitLexicons

/// Which kinds there are, and which French words call things so: `kinds.tsv`, `occupations.tsv` and `demonyms.tsv`.
struct KindTable {
  /// What a row of `demonyms.tsv` is, most telling first.
  enum Demonym: String, CaseIterable {
    case demonym, region, capital, historical
  }

  /// What descriptions call people, and what they call everything else, in English.
  private(set) var peopleTerms: Set<String> = []
  private(set) var otherTerms: Set<String> = []
  /// Kinds that a French word calls, by the word's key.
  private(set) var words: [UInt64: Set<String>] = [:]
  private(set) var demonyms: [UInt64: [(class: Demonym, country: String)]] = [:]
  /// Words of the longest term.
  private var longest = 1

  mutating func add(form: String, kinds: [Substring]) {
    words[Folding.nameKey(form), default: []].formUnion(kinds.map(String.init))
  }

  /// False where the kind of the term is unknown.
  mutating func add(term: String, forms: [Substring], kind: String) -> Bool {
    switch kind {
    case "occupation", "office": peopleTerms.insert(term)
    case "subtype": otherTerms.insert(term)
    default: return false
    }
    longest = max(longest, term.count { $0 == " " } + 1)
    for form in forms { add(form: String(form), kinds: [term[...]]) }
    return true
  }

  /// False where the country is no ISO code or the class is unknown.
  mutating func add(demonym: String, country: String, class name: String) -> Bool {
    guard let kind = Demonym(rawValue: name), CountryCodes.isCode(country) else { return false }
    demonyms[Folding.nameKey(demonym), default: []].append((kind, country))
    return true
  }

  /// The kinds and nothing but the kinds that a French word calls.
  func kinds(ofWord word: some StringProtocol) -> Set<String> { words[Folding.nameKey(word)] ?? [] }

  /// What a description calls somebody: of *American actor and singer, member of the Senate of Chile* perhaps `actor`,
  /// `singer`, `senate`.
  func people(in description: String) -> [String] {
    parts(of: description).flatMap { terms($0[...], peopleTerms) }
  }

  /// What the head of a description calls a thing: of *comic book series by Hergé* perhaps `comic book`, `series`.
  func things(in description: String, _ rules: BuildRules) -> [String] {
    let parts = parts(of: description)
    // All of a path speaks of the thing; of a phrase only what stands before its first preposition.
    let heads = description.contains("/") ? parts[...] : parts.prefix(1)
    return heads.flatMap { terms($0[..<rules.endOfHead($0[...])], otherTerms) }
  }

  private func parts(of description: String) -> [[Substring]] {
    description.lowercased().split { ",;/()".contains($0) }.map { $0.split(separator: " ") }.filter { !$0.isEmpty }
  }

  /// The terms among some words, the longest from the left.
  private func terms(_ words: ArraySlice<Substring>, _ known: Set<String>) -> [String] {
    var found: [String] = []
    var at = words.startIndex
    while at < words.endIndex {
      let ends = stride(from: min(words.endIndex, at + longest), to: at, by: -1)
      let phrase = ends.lazy.map { (end: $0, text: words[at..<$0].joined(separator: " ")) }
        .first { known.contains($0.text) }
      if let phrase { found.append(phrase.text) }
      at = phrase?.end ?? at + 1
    }
    return found
  }
}
