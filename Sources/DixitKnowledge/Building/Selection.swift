import DixitDocument
import DixitLexicons

/// An item that goes into the knowledge base.
struct SelectedItem {
  var number: UInt32
  var type: EntityType
  var label: String
  /// Empty where there is none.
  var otherLabel: String
  var isFrench: Bool
  var isCurated: Bool
  var gender: Gender?
  var description: String
  var subtype: String?
  /// What descriptions call it: occupations and offices, or finer kinds of things.
  var callings: [String]
  var country: String?
  var score: Double
  var names: [(key: UInt64, kind: Candidate.Kind)]
}

/// Decides which items are known well enough, and by which of their names they are found.
///
/// A wrong link is worse than none: what hardly anybody knows must not be found by a word that means something else.
struct Selection {
  let rules: BuildRules
  let kinds: KindTable
  let people: [UInt64: PeopleNames.Counts]
  let countries: CountryCodes
  let facts: FactTable
  /// Names of the items that are occupations or offices somebody has.
  let roles: [UInt32: String]

  /// Least known item of each type that is taken: places are told apart by their names, people share theirs.
  static func leastScore(_ type: EntityType) -> Double {
    switch type {
    case .person: 1.45
    case .place: 1.3
    case .organisation: 1.5
    default: 1.6
    }
  }
  /// From these scores on an item keeps a name that is also a French word, or also a person's name.
  static let commonWordScore = 3.3
  static let personNameScore = 2.6
  static let singleWordPersonScore = 3.0
  static let givenNameScore = 4.5
  /// From this score on an item is found by an acronym, for which there are too many of the lesser known.
  static let acronymScore = 2.8
  /// What a village loses that is called like a word or a person, and how well known a village is at most.
  static let villageLoss = 1.0
  static let villageScore = 3.3

  func select(_ item: DraftItem) -> SelectedItem? {
    guard !item.isDropped, let type = item.type(rules) else { return nil }
    let (label, isFrench) = item.label
    let isCurated = item.correction != nil
    let stated = countries.code(item.countryCells)
    let country = stated ?? told(of: item, type)
    // Far countries have no fewer institutions that matter, only more people whom their own press quotes; that a
    // description tells the country says that somebody cared to describe them.
    let weight = country.flatMap { rules.countries[$0] } ?? 0
    let nearness = type == .person && stated != nil ? weight : max(0, weight)
    var score = Popularity.score(item.evidence, isFrench: isFrench, nearness: nearness, rules: rules)
    if type == .person { score += item.prominence(rules) }
    if isCurated { score = max(score, Popularity.curatedFloor) }
    // A name with a capital means something else before it means a language or a currency.
    if item.isConcept, !isCurated { score = Self.leastScore(type) }
    // A far country's people stand behind others of their name, but they are not left out for it.
    let isNamed = item.isConcept || score - min(0, nearness) >= Self.leastScore(type) && isName(label, type)
    guard isCurated || isNamed else { return nil }
    if !isCurated, type == .place, score < Self.villageScore, isAmbiguous(label) { score -= Self.villageLoss }
    let names = keys(
      NameForms(rules: rules, people: people).names(of: item, type: type, score: score), item, type, score)
    guard !names.isEmpty else { return nil }
    return SelectedItem(
      number: item.number, type: type, label: label, otherLabel: item.otherLabel, isFrench: isFrench,
      isCurated: isCurated, gender: type == .person ? item.gender : nil, description: item.description(type, rules),
      subtype: type == .person ? nil : item.subtype(type, rules, kinds),
      callings: item.callings(type, roles(of: item), rules, kinds), country: country, score: score, names: names)
  }

  /// The country that facts tell, else descriptions.
  private func told(of item: DraftItem, _ type: EntityType) -> String? {
    countries.code(facts.objects(of: item.number, FactTable.country, FactTable.citizenship))
      ?? item.descriptions.lazy.compactMap { countries.code(inDescription: $0, of: type, rules) }.first
  }

  private func roles(of item: DraftItem) -> [String] {
    facts.objects(of: item.number, FactTable.occupation, FactTable.office).compactMap { roles[$0] }
  }

  /// The keys of the names that may be used, each once with its most trusted kind, in a fixed order.
  private func keys(
    _ names: [(name: String, kind: Candidate.Kind)], _ item: DraftItem, _ type: EntityType, _ score: Double
  ) -> [(key: UInt64, kind: Candidate.Kind)] {
    var kinds: [UInt64: Candidate.Kind] = [:]
    let empty = Folding.nameKey("")
    for (name, kind) in names {
      let key = Folding.nameKey(name)
      let isSafe = kind == .curated || item.isConcept && kind == .label || isSafe(name, kind, key, type, score)
      guard key != empty, isSafe else { continue }
      if let known = kinds[key], known.rawValue <= kind.rawValue { continue }
      kinds[key] = kind
    }
    return kinds.sorted { ($0.value.rawValue, $0.key) < ($1.value.rawValue, $1.key) }.map { ($0.key, $0.value) }
  }

  /// Whether an item so little known may be found by a name of one word.
  private func isSafe(
    _ name: String, _ kind: Candidate.Kind, _ key: UInt64, _ type: EntityType, _ score: Double
  ) -> Bool {
    if rules.isReserved(key) { return false }
    if score < Self.acronymScore, type != .place, isAcronym(name, atMost: kind == .label ? 4 : 6) { return false }
    if score < Self.commonWordScore, type != .place, rules.commonWords.contains(key) { return false }
    guard !name.contains(where: { $0 == " " || $0 == "-" }) else { return true }
    if type == .person {
      return score >= (people[key]?.isGiven == true ? Self.givenNameScore : Self.singleWordPersonScore)
    }
    return type == .place || score >= Self.personNameScore || people[key] == nil
  }

  /// Whether a label is a name: *pape* and *tribal chief* are not, *guerre de Sécession* is.
  private func isName(_ label: String, _ type: EntityType) -> Bool {
    label.contains { $0.isUppercase || $0.isNumber } || type == .event && label.contains(" ")
  }

  private func isAcronym(_ name: String, atMost count: Int) -> Bool {
    name.utf8.count <= count && name.allSatisfy { $0.isUppercase || $0.isNumber || $0 == "." }
  }

  private func isAmbiguous(_ label: String) -> Bool {
    let key = Folding.nameKey(label)
    return rules.commonWords.contains(key) || people[key] != nil
  }
}

/// Which items each name leads to.
struct NameTable {
  /// More homonyms than these nobody can tell apart, but for those by hand: a country decides between *Cour suprême* of
  /// one and of another.
  static let mostCandidates = 12
  /// From so many people on a name is given up, unless one of them is known as well as this.
  static let fewestHomonyms = 3
  static let knownScore = 2.3

  /// By key, the items' places in the list and how they came by the name, likeliest first.
  private(set) var candidates: [UInt64: [(item: Int, kind: Candidate.Kind)]] = [:]

  init(_ items: [SelectedItem]) {
    candidates.reserveCapacity(items.count * 2)
    for (index, item) in items.enumerated() {
      for name in item.names { candidates[name.key, default: []].append((index, name.kind)) }
    }
    for (key, list) in candidates where list.count > 1 {
      if Self.isHopeless(list, items) {
        candidates[key] = nil
        continue
      }
      let sorted = list.sorted { Self.rank(items, $0) > Self.rank(items, $1) }
      let byHand = sorted.count { $0.kind == .curated }
      candidates[key] = Array(sorted.prefix(max(byHand, Self.mostCandidates)))
    }
  }

  /// Whether a name is shared by several people of whom none is known: *Wang Yi*.
  private static func isHopeless(_ list: [(item: Int, kind: Candidate.Kind)], _ items: [SelectedItem]) -> Bool {
    list.count >= fewestHomonyms
      && list.allSatisfy { items[$0.item].type == .person && items[$0.item].score < knownScore }
  }

  /// How likely a candidate is; the best known item comes first in the list of items, which breaks ties.
  private static func rank(_ items: [SelectedItem], _ candidate: (item: Int, kind: Candidate.Kind)) -> (Double, Int) {
    let trust: Double =
      switch candidate.kind {
      case .curated: 4
      case .label: 0
      case .alias: -0.5
      case .derived: -0.8
      case .surname: -0.8
      }
    return (items[candidate.item].score + trust, -candidate.item)
  }
}
