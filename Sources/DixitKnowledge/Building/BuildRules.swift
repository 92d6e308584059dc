import DixitDocument
import DixitLexicons

/// What the builder knows about words, all of it read from tables: `rules.tsv` beside the corrections, and the French
/// lexicons beside their folder.
struct BuildRules {
  /// Head nouns of a description, to a type; `nil` inside: nothing of that kind is taken.
  private(set) var kinds: [String: EntityType?] = [:]
  /// First and last words of a label that tell a type.
  private(set) var firstWords: [String: EntityType] = [:]
  private(set) var lastWords: [String: EntityType] = [:]
  private(set) var legalForms: Set<String> = []
  /// What a source's choice of an item says about how well known it is.
  private(set) var sources: [String: Double] = [:]
  /// Registers of people, whose rows are nothing else.
  private(set) var peopleSources: Set<String> = []
  /// Registers of countries and their parts.
  private(set) var territorySources: Set<String> = []
  /// Offices in a description, to what they add to a person's score.
  private(set) var offices: [String: Double] = [:]
  /// Kinds of teams that are called by the last word of their name.
  private(set) var teams: Set<String> = []
  /// Words that stand before or behind a club's town: *FC*, *Football Club*.
  private(set) var clubWords: Set<String> = []
  /// Words that belong to the family name behind them: *Le* in *Marine Le Pen*.
  private(set) var particles: Set<String> = []
  /// How much nearer a country's things are to the French press.
  private(set) var countries: [String: Double] = [:]
  /// Head nouns of a description, to what kind of thing it is.
  private(set) var subtypes: [String: String] = [:]
  /// Subtypes that say little: any other is better.
  private(set) var vagueSubtypes: Set<String> = []
  /// Subtypes of what may be a country of ISO 3166 itself.
  private(set) var countrySubtypes: Set<String> = []
  /// Nationalities and names of countries in English descriptions, to codes; empty for what only sounds like one.
  private(set) var nationalities: [String: String] = [:]
  /// Keys of the countries' codes of three letters (*CAN*, *GER*, *ENG*), which mean nothing else unless by hand.
  private var reserved: Set<UInt64> = []
  /// Name keys of French words, inhabitants' names among them, that no lesser-known thing should be found by.
  private(set) var commonWords: Set<UInt64> = []

  init() {}

  /// Takes a row of `rules.tsv`; false where it says nothing known.
  mutating func add(form: String, place: String, value: String) -> Bool {
    let type = EntityType(rawValue: value)
    switch place {
    case "kind" where value == "-": kinds[form] = .some(nil)
    case "kind" where type != nil: kinds[form] = type
    case "first" where type != nil: firstWords[form] = type
    case "last" where type != nil: lastWords[form] = type
    case "subtype" where !value.isEmpty: subtypes[form] = value
    case "nation" where CountryCodes.isCode(value) || value == "-": nationalities[form] = value == "-" ? "" : value
    case "countries": countrySubtypes.insert(form)
    case "code": reserve(code: form)
    case "vague": vagueSubtypes.insert(form)
    case "legal": legalForms.insert(form)
    case "source" where Double(value) != nil: sources[form] = Double(value)
    case "people": peopleSources.insert(form)
    case "territory": territorySources.insert(form)
    case "office" where Double(value) != nil: offices[form] = Double(value)
    case "team": teams.insert(form)
    case "club": clubWords.insert(form)
    case "particle": particles.insert(form)
    case "country" where Double(value) != nil: countries[form] = Double(value)
    case "word": commonWords.insert(Folding.nameKey(form))
    default: return false
    }
    return true
  }

  mutating func addCommonWord(_ word: String) { commonWords.insert(Folding.nameKey(word)) }

  mutating func reserve(code: String) { reserved.insert(Folding.nameKey(code)) }

  func isReserved(_ key: UInt64) -> Bool { reserved.contains(key) }

  func isCommonWord(_ name: some StringProtocol) -> Bool { commonWords.contains(Folding.nameKey(name)) }

  /// The type that a description's head noun tells: *1995 American film* is a film, *town in Czechia* a town.
  ///
  /// The head ends before the first preposition, comma or semicolon; its longest known end of three words counts.
  func kind(of description: String) -> EntityType?? {
    let lower = description.lowercased()
    if let kind = kind(ofPath: lower) { return kind }
    return heads(of: lower).lazy.compactMap { kinds[$0] }.first
  }

  /// The type that the longest known start of a path tells: of `operators/amenity/police` perhaps `operators/`.
  private func kind(ofPath path: String) -> EntityType?? { starts(ofPath: path).lazy.compactMap { kinds[$0] }.first }

  /// What kind of thing of a type a description tells: *town in Czechia* is a town.
  func subtype(of description: String, as type: EntityType) -> String? {
    let lower = description.lowercased()
    return (starts(ofPath: lower) + heads(of: lower)).lazy
      .filter { self.kinds[$0] == nil || self.kinds[$0] == type }.compactMap { self.subtypes[$0] }.first
  }

  /// A path and what it begins with up to a slash, longest first; nothing for what is no path.
  private func starts(ofPath path: String) -> [String] {
    let slashes = path.indices.filter { path[$0] == "/" }
    return slashes.isEmpty ? [] : [path] + slashes.reversed().map { String(path[...$0]) }
  }

  /// Whether a description speaks of a team that is called by the last word of its name.
  func isTeam(_ description: String) -> Bool { heads(of: description.lowercased()).contains(where: teams.contains) }

  /// The last three words of a description's head, then two, then one.
  private func heads(of lower: String) -> [String] {
    let words = lower.prefix { $0 != "," && $0 != ";" && $0 != "(" }.split(separator: " ")
    let end = endOfHead(words[...])
    return stride(from: min(3, end), to: 0, by: -1).map { words[(end - $0)..<end].joined(separator: " ") }
  }

  /// Where the head of an English noun phrase ends: before its first preposition or conjunction.
  func endOfHead(_ words: ArraySlice<Substring>) -> Int {
    words.firstIndex { kinds[String($0) + " …"] != nil } ?? words.endIndex
  }

  /// The type that the first or the last word of a name of several words tells.
  func type(ofName name: String) -> EntityType? {
    outerWords(name).flatMap { firstWords[$0.first] ?? lastWords[$0.last] }
  }

  /// The kind of thing that the first or the last word of a name tells: *ministère de l’Intérieur* is a ministry.
  func subtype(ofName name: String, as type: EntityType, _ kinds: KindTable) -> String? {
    guard let (first, last) = outerWords(name) else { return nil }
    if firstWords[first] == type {
      let called = kinds.kinds(ofWord: first)
      return called.count == 1 ? called.first : subtypes[first]
    }
    return lastWords[last] == type ? subtypes[last] : nil
  }

  /// The first and the last word of a name of several words.
  private func outerWords(_ name: String) -> (first: String, last: String)? {
    let words = name.lowercased().split { $0 == " " || $0 == "’" || $0 == "'" }
    return words.count > 1 ? (String(words[0]), String(words[words.count - 1])) : nil
  }
}
