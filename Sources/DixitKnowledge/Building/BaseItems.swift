import DixitDocument

/// The items of a knowledge base that is there already: what a builder starts from where it has no tables.
///
/// The file holds no names but labels, only their keys; they are kept as they are. Rows by hand replace what stood by
/// hand before.
struct BaseItems {
  private(set) var items: [SelectedItem]
  private(set) var people: [UInt64: PeopleNames.Counts] = [:]
  private(set) var facts = FactTable()
  /// The items that are countries, by code.
  private(set) var countries: [String: UInt32] = [:]
  /// Places in the list, by id.
  private var positions: [String: Int] = [:]
  /// Places of those that rows drop.
  private var dropped: Set<Int> = []

  init(_ knowledge: KnowledgeBase) {
    items = (0..<knowledge.itemCount).map { Self.item($0, knowledge) }
    for key in knowledge.names.keys {
      for candidate in knowledge.candidates(for: key) { items[candidate.item].names.append((key, candidate.kind)) }
    }
    for key in knowledge.people.keys {
      let given = knowledge.givenName(key) ?? (0, 0)
      people[key] = PeopleNames.Counts(
        feminine: given.feminine, masculine: given.masculine, family: knowledge.familyName(key))
    }
    for index in items.indices {
      positions[knowledge.id(index)] = index
      for edge in knowledge.edges(index) where !edge.isReversed {
        facts.add(
          FactTable.Fact(
            subject: items[index].number, property: UInt16(edge.property), object: items[edge.other].number))
      }
    }
    for code in 1...KnowledgeBase.CountryCode(max(1, knowledge.countryCount)) {
      guard let name = knowledge.countryName(code), let item = knowledge.countryItem(code) else { continue }
      countries[name] = items[item].number
    }
  }

  private static func item(_ index: Int, _ knowledge: KnowledgeBase) -> SelectedItem {
    let item = knowledge.item(index)
    return SelectedItem(
      number: item.qid.flatMap { UInt32($0.dropFirst()) } ?? 0, type: item.type, label: knowledge.label(index),
      otherLabel: knowledge.otherLabel(index) ?? "", isFrench: item.isFrenchLabel, isCurated: item.isCurated,
      gender: item.gender, description: knowledge.description(index), subtype: knowledge.subtype(index),
      callings: knowledge.occupations(index).compactMap { knowledge.kindName($0) }, country: knowledge.country(index),
      // Less than a step of what a record holds: the order of equals is kept.
      score: item.popularity * Popularity.top - Double(index) * 1e-9, names: [])
  }

  /// Takes rows by hand: what they make of an item alone, or nil where they drop it.
  mutating func apply(_ draft: DraftItem, _ made: SelectedItem?) {
    let label = draft.label.text
    let id = draft.number != 0 ? "Q\(draft.number)" : OwnID(type: draft.correction?.type ?? .other, label: label).text
    guard let position = positions[id] else {
      if let made {
        positions[id] = items.count
        items.append(made)
      }
      return
    }
    if let made {
      items[position] = made.completed(by: items[position])
    } else {
      dropped.insert(position)
    }
  }

  /// Takes what is known by hand to be wrong about an item.
  mutating func apply(_ repair: DraftItem.Repair, to number: UInt32, _ rules: BuildRules, _ kinds: KindTable) {
    guard let position = positions["Q\(number)"] else { return }
    items[position].names.removeAll { repair.unaliases.contains($0.key) && $0.kind != .label }
    guard let description = repair.description else { return }
    let type = items[position].type
    items[position].description = description
    items[position].callings = type == .person ? kinds.people(in: description) : kinds.things(in: description, rules)
    if type != .person { items[position].subtype = rules.subtype(of: description, as: type) }
  }

  /// Those that no row drops; an item that shares all its names with too many others has none, and stays.
  var kept: [SelectedItem] { items.indices.filter { !dropped.contains($0) }.map { items[$0] } }
}

extension SelectedItem {
  /// What is written by hand, and of what was known before all that it does not speak of.
  fileprivate func completed(by old: SelectedItem) -> SelectedItem {
    var item = self
    item.otherLabel = old.label == label ? old.otherLabel : old.otherLabel.isEmpty ? old.label : old.otherLabel
    item.score = max(score, old.score)
    item.country = country ?? old.country
    item.description = old.description
    if type == old.type { (item.subtype, item.callings) = (old.subtype ?? subtype, old.callings) }
    if type == .person { item.gender = gender ?? old.gender }
    let keys = Set(names.map(\.key))
    item.names += old.names.filter { $0.kind != .curated && !keys.contains($0.key) }
    return item
  }
}
