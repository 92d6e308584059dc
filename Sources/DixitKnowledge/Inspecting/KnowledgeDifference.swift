import DixitLexicons

/// What became of the items and names of one knowledge base in another.
package struct KnowledgeDifference {
  /// An item that is in both, and what differs.
  package struct Change {
    package let id: String
    package let label: String
    /// Such as `country - → FR`.
    package let facts: [String]
  }

  /// A name that leads elsewhere: to which items, likeliest first. The file holds no names, only their keys: where no
  /// label is spelt so, `text` says whose alias it is.
  package struct NameChange {
    package let text: String
    package let before: [String]
    package let after: [String]
  }

  /// Ids with labels; best known first.
  package private(set) var added: [(id: String, label: String)] = []
  package private(set) var removed: [(id: String, label: String)] = []
  package private(set) var changed: [Change] = []
  package private(set) var addedNames: [NameChange] = []
  package private(set) var removedNames: [NameChange] = []
  package private(set) var changedNames: [NameChange] = []

  /// Reads both from end to end: some seconds.
  package init(from old: KnowledgeBase, to new: KnowledgeBase) {
    let positions = Dictionary((0..<old.itemCount).map { (old.id($0), $0) }, uniquingKeysWith: { first, _ in first })
    var kept = Set<Int>()
    for index in 0..<new.itemCount {
      let id = new.id(index)
      guard let before = positions[id] else {
        added.append((id, new.label(index)))
        continue
      }
      kept.insert(before)
      let facts = Self.facts(before, old, index, new)
      if !facts.isEmpty { changed.append(Change(id: id, label: new.label(index), facts: facts)) }
    }
    removed = (0..<old.itemCount).filter { !kept.contains($0) }.map { (old.id($0), old.label($0)) }
    compareNames(old, new)
  }

  private static func facts(_ before: Int, _ old: KnowledgeBase, _ after: Int, _ new: KnowledgeBase) -> [String] {
    zip(description(before, old), description(after, new)).compactMap { old, new in
      old.value == new.value ? nil : "\(new.name) \(old.value ?? "-") → \(new.value ?? "-")"
    } + edges(Set(edges(before, old)), Set(edges(after, new)))
  }

  /// What became of the facts: a country has hundreds, of which one may have changed.
  private static func edges(_ before: Set<String>, _ after: Set<String>) -> [String] {
    [("new", after.subtracting(before)), ("gone", before.subtracting(after))].compactMap { name, edges in
      let rest = edges.count > mostEdges ? " … and \(edges.count - mostEdges) more" : ""
      return edges.isEmpty ? nil : "\(name) facts \(edges.sorted().prefix(mostEdges).joined(separator: " "))\(rest)"
    }
  }

  private static let mostEdges = 5

  private static func edges(_ index: Int, _ knowledge: KnowledgeBase) -> [String] {
    knowledge.edges(index).map { "P\($0.property)\($0.isReversed ? "←" : "→")\(knowledge.id($0.other))" }
  }

  private static func description(_ index: Int, _ knowledge: KnowledgeBase) -> [(name: String, value: String?)] {
    let item = knowledge.item(index)
    let occupations = knowledge.occupations(index).compactMap { knowledge.kindName($0) }.joined(separator: ", ")
    return [
      ("label", knowledge.label(index)), ("other label", knowledge.otherLabel(index)), ("type", item.type.rawValue),
      ("subtype", knowledge.subtype(index)), ("gender", item.gender?.rawValue), ("country", knowledge.country(index)),
      ("occupations", occupations.isEmpty ? nil : occupations),
      ("description", knowledge.description(index).isEmpty ? nil : knowledge.description(index)),
      ("popularity", "\((item.popularity * 100).rounded() / 100)"), ("French label", "\(item.isFrenchLabel)"),
      ("by hand", "\(item.isCurated)"),
    ]
  }

  private mutating func compareNames(_ old: KnowledgeBase, _ new: KnowledgeBase) {
    let labels = Self.labels(of: old).merging(Self.labels(of: new)) { $1 }
    var added: [(rank: Int, change: NameChange)] = []
    var changed = added
    var removed = added
    for key in new.names.keys {
      let after = new.candidates(for: key)
      let before = Self.ids(key, old)
      let text = labels[key] ?? "alias of \(new.label(after[0].item))"
      let change = NameChange(text: text, before: before, after: after.map { new.id($0.item) })
      if before.isEmpty {
        added.append((after[0].item, change))
      } else if change.before != change.after {
        changed.append((after[0].item, change))
      }
    }
    for key in old.names.keys {
      guard new.candidates(for: key).isEmpty else { continue }
      let before = old.candidates(for: key)
      let text = labels[key] ?? "alias of \(old.label(before[0].item))"
      removed.append((before[0].item, NameChange(text: text, before: before.map { old.id($0.item) }, after: [])))
    }
    // The best known first; names of one item as the index has them.
    (addedNames, changedNames, removedNames) = (Self.sorted(added), Self.sorted(changed), Self.sorted(removed))
  }

  private static func sorted(_ changes: [(rank: Int, change: NameChange)]) -> [NameChange] {
    changes.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }.map(\.element.change)
  }

  private static func ids(_ key: UInt64, _ knowledge: KnowledgeBase) -> [String] {
    knowledge.candidates(for: key).map { knowledge.id($0.item) }
  }

  /// The spelling of each name that is a label.
  private static func labels(of knowledge: KnowledgeBase) -> [UInt64: String] {
    var labels: [UInt64: String] = [:]
    for index in 0..<knowledge.itemCount {
      for label in [knowledge.label(index), knowledge.otherLabel(index)].compactMap(\.self) {
        labels[Folding.nameKey(label)] = label
      }
    }
    return labels
  }
}
