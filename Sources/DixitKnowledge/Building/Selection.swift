import DixitDocument
import DixitLexicons

/// An item that goes into the knowledge base.
struct SelectedItem {
  var number: UInt32
  var type: EntityType
  var label: String
  var isFrench: Bool
  var isCurated: Bool
  var gender: Gender?
  var description: String
  var country: String?
  var score: Double
  var names: [(key: UInt64, kind: Candidate.Kind)]
}

/// Decides which items are known well enough, and by which of their names they are found.
///
/// A wrong link is worse than none: what hardly anybody knows must not be found by a word that means something else.
struct Selection {
  let rules: BuildRules
  let people: [UInt64: PeopleNames.Counts]
  let countries: CountryCodes

  /// Least known item of each type that is taken. People are many and share their names; places are told apart by theirs.
  static func leastScore(_ type: EntityType) -> Double {
    switch type {
    case .person: 1.75
    case .place: 1.0
    case .organisation: 1.3
    default: 1.6
    }
  }
  /// From these scores on an item keeps a name that is also a French word, or also a person's name.
  static let commonWordScore = 3.3
  static let personNameScore = 2.6
  static let singleWordPersonScore = 3.0
  /// What a village loses that is called like a word or a person, and how well known a village is at most.
  static let villageLoss = 1.0
  static let villageScore = 3.3

  func select(_ item: DraftItem) -> SelectedItem? {
    guard !item.isDropped, let type = item.type(rules) else { return nil }
    let (label, isFrench) = item.label
    let isCurated = item.correction != nil
    let country = countries.code(item.countryCells)
    let nearness = country.flatMap { rules.countries[$0] } ?? 0
    var score = Popularity.score(item.evidence, isFrench: isFrench, nearness: nearness, rules: rules)
    if isCurated { score = max(score, Popularity.curatedFloor) }
    if !isCurated, type == .place, score < Self.villageScore, isAmbiguous(label) { score -= Self.villageLoss }
    guard isCurated || score >= Self.leastScore(type) else { return nil }
    let names = keys(NameForms(rules: rules).names(of: item, type: type, score: score), type, score)
    guard !names.isEmpty else { return nil }
    return SelectedItem(
      number: item.number, type: type, label: label, isFrench: isFrench, isCurated: isCurated,
      gender: type == .person ? item.gender : nil, description: item.description, country: country, score: score,
      names: names)
  }

  /// The keys of the names that may be used, each once with its most trusted kind, in a fixed order.
  private func keys(
    _ names: [(name: String, kind: Candidate.Kind)], _ type: EntityType, _ score: Double
  ) -> [(key: UInt64, kind: Candidate.Kind)] {
    var kinds: [UInt64: Candidate.Kind] = [:]
    let empty = Folding.nameKey("")
    for (name, kind) in names {
      let key = Folding.nameKey(name)
      guard key != empty, kind == .curated || isSafe(name, key, type, score) else { continue }
      if let known = kinds[key], known.rawValue <= kind.rawValue { continue }
      kinds[key] = kind
    }
    return kinds.sorted { ($0.value.rawValue, $0.key) < ($1.value.rawValue, $1.key) }.map { ($0.key, $0.value) }
  }

  /// Whether an item so little known may be found by a name of one word.
  private func isSafe(_ name: String, _ key: UInt64, _ type: EntityType, _ score: Double) -> Bool {
    if score < Self.commonWordScore, type != .place, rules.commonWords.contains(key) { return false }
    guard !name.contains(where: { $0 == " " || $0 == "-" }) else { return true }
    if type == .person { return score >= Self.singleWordPersonScore }
    return type == .place || score >= Self.personNameScore || people[key] == nil
  }

  private func isAmbiguous(_ label: String) -> Bool {
    let key = Folding.nameKey(label)
    return rules.commonWords.contains(key) || people[key] != nil
  }
}

/// Which items each name leads to.
struct NameTable {
  /// More homonyms than these nobody can tell apart.
  static let mostCandidates = 12

  /// By key, the items' places in the list and how they came by the name, likeliest first.
  private(set) var candidates: [UInt64: [(item: Int, kind: Candidate.Kind)]] = [:]

  init(_ items: [SelectedItem]) {
    candidates.reserveCapacity(items.count * 2)
    for (index, item) in items.enumerated() {
      for name in item.names { candidates[name.key, default: []].append((index, name.kind)) }
    }
    for (key, list) in candidates where list.count > 1 {
      let sorted = list.sorted { Self.rank(items, $0) > Self.rank(items, $1) }
      candidates[key] = Array(sorted.prefix(Self.mostCandidates))
    }
  }

  /// How likely a candidate is; the best known item comes first in the list of items, which breaks ties.
  private static func rank(_ items: [SelectedItem], _ candidate: (item: Int, kind: Candidate.Kind)) -> (Double, Int) {
    let trust: Double =
      switch candidate.kind {
      case .curated: 2
      case .label: 0
      case .alias: -0.5
      case .derived: -0.8
      case .surname: -0.8
      }
    return (items[candidate.item].score + trust, -candidate.item)
  }
}
