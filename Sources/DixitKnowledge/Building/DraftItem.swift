import DixitDocument
import DixitLexicons

/// An item while its rows come together.
struct DraftItem {
  let number: UInt32
  private(set) var rows: [SourceRow] = []
  /// What is known by hand to be wrong in the rows.
  var repair = Repair()

  struct Repair {
    /// In place of what the rows say it is; nil where they are right.
    var description: String?
    /// Keys of names that it does not bear.
    var unaliases: Set<UInt64> = []
  }

  init(number: UInt32) { self.number = number }

  mutating func add(_ row: SourceRow) { rows.append(row) }

  var correction: SourceRow? { rows.first { $0.table == .corrections } }
  var isDropped: Bool { rows.contains { $0.isDropped } }
  var isConcept: Bool { rows.contains { $0.isConcept } }

  /// The label, French where any table knows it: by hand, then places, then a dump, then the others.
  var label: (text: String, isFrench: Bool) {
    if let correction { return (correction.label, true) }
    if let concept = rows.first(where: { $0.isConcept && $0.isFrench }) { return (concept.label, true) }
    let order: [SourceRow.Table] = [.places, .wikidata, .entities, .more]
    for table in order {
      if let row = rows.first(where: { $0.table == table && $0.isFrench }) { return (row.label, true) }
    }
    let row = rows.first { $0.table == .entities } ?? rows[0]
    return (row.label, false)
  }

  /// Every other name that a table gives, in their order.
  var otherNames: [String] {
    let label = label.text
    let curated = correction?.aliases ?? []
    return rows.filter { $0.table != .corrections }.flatMap { [$0.label] + $0.aliases }
      .filter { $0 != label && !curated.contains($0) && !isUnalias($0) }
  }

  private func isUnalias(_ name: String) -> Bool {
    !repair.unaliases.isEmpty && repair.unaliases.contains(Folding.nameKey(name))
  }

  /// What the rows say it is, or what is known by hand in their place.
  var descriptions: [String] { descriptions(of: rows) }

  private func descriptions(of rows: [SourceRow]) -> [String] {
    repair.description.map { [$0] } ?? rows.map(\.description)
  }

  /// The name in another language, English where tables have it; empty where there is none.
  ///
  /// Where no row has another label than the French one, the first alias of a thing is the English one, since the table
  /// puts it there; of people it may be anything.
  var otherLabel: String {
    let others = rows.filter { $0.table != .corrections && !$0.isFrench }.map(\.label)
    let things = rows.filter { $0.table == .entities && $0.isFrench && $0.type != .person }
    let names = others.isEmpty ? things.compactMap(\.aliases.first) : others
    return names.first { $0 != label.text && $0.utf8.count > 3 && $0.isLatin } ?? ""
  }

  var evidence: Evidence {
    var all = Evidence()
    for row in rows { all.formUnion(row.evidence) }
    return all
  }

  var gender: Gender? { correction?.gender ?? rows.lazy.compactMap(\.gender).first }

  /// The fullest description that is still short and tells a kind of this type; else one that tells no other.
  func description(_ type: EntityType, _ rules: BuildRules) -> String {
    var best = (isKnown: false, text: "")
    for text in descriptions where text.utf8.count <= Self.longestDescription && !text.contains("/") {
      let kind = rules.kind(of: text) ?? nil
      if let kind, kind != type { continue }
      let isKnown = kind != nil
      if isKnown == best.isKnown ? text.utf8.count > best.text.utf8.count : isKnown { best = (isKnown, text) }
    }
    return best.text
  }

  /// What kind of thing of its type it is: what most rows say, but for what says little; else what its name tells.
  func subtype(_ type: EntityType, _ rules: BuildRules, _ kinds: KindTable) -> String? {
    if let concept = rows.first(where: \.isConcept) { return concept.description }
    var votes: [String: Int] = [:]
    for told in descriptions.compactMap({ rules.subtype(of: $0, as: type) }) {
      votes[told, default: 0] += rules.vagueSubtypes.contains(told) ? 1 : 10
    }
    return votes.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
      ?? rules.subtype(ofName: label.text, as: type, kinds)
  }

  /// What its descriptions call it, in the order of the rows; `roles` are the occupations and offices of other facts.
  func callings(_ type: EntityType, _ roles: [String], _ rules: BuildRules, _ kinds: KindTable) -> [String] {
    var found: [String] = []
    for text in descriptions + roles {
      let told = type == .person ? kinds.people(in: text) : kinds.things(in: text, rules)
      for kind in told where !found.contains(kind) { found.append(kind) }
    }
    return found
  }

  /// Bytes: enough for what stands in apposition to a name.
  static let longestDescription = 80

  /// How much an office, such as a minister's, adds to what figures say.
  func prominence(_ rules: BuildRules) -> Double {
    let words = rows.flatMap { $0.description.lowercased().split { !$0.isLetter } }
    return words.compactMap { rules.offices[String($0)] }.max() ?? 0
  }

  /// Whether it is a team that is called by the last word of its name: *Chiefs* for *Kansas City Chiefs*.
  func isTeam(_ rules: BuildRules) -> Bool { descriptions.contains(where: rules.isTeam) }

  var countryCells: [String] { ((correction.map { [$0] } ?? []) + rows).map(\.country).filter { !$0.isEmpty } }

  /// The type on which the tables agree best; nil where none knows, or where the kind is one to leave out.
  ///
  /// A head noun in a description outweighs a table's vote, since the votes of tables are often wrong for
  /// institutions; a name's first or last word outweighs one table. People who come from registers of people stay, and
  /// the classes of a dump are believed before its words.
  func type(_ rules: BuildRules) -> EntityType? {
    if let correction { return correction.type }
    if isConcept { return .other }
    var votes: [EntityType: Double] = [:]
    for row in rows {
      if let type = row.type { votes[type, default: 0] += weight(row, rules) }
    }
    for description in descriptions(of: rows.filter { $0.table != .wikidata }) {
      switch rules.kind(of: description) {
      case .some(.some(let kind)): votes[kind, default: 0] += 1.5
      case .some(.none): return nil
      case .none: break
      }
    }
    if votes[.person, default: 0] < 2, let told = rules.type(ofName: label.text) { votes[told, default: 0] += 1.2 }
    return EntityType.allCases.filter { votes[$0] != nil }.max { votes[$0]! < votes[$1]! }
  }

  private func weight(_ row: SourceRow, _ rules: BuildRules) -> Double {
    if row.table == .places { return 2 }
    if row.table == .wikidata { return 3 }
    if row.type == .person, !row.evidence.sources.isDisjoint(with: rules.peopleSources) { return 3 }
    return row.evidence.sources.count > 1 ? 1.4 : 1
  }
}
