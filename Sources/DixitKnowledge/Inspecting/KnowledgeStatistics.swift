import DixitDocument

/// What a knowledge base holds, counted.
package struct KnowledgeStatistics {
  package struct TypeCounts {
    package var items = 0
    package var known = 0
  }

  /// Items by type, and how many of them have a subtype, or an occupation where they are people.
  package private(set) var types: [EntityType: TypeCounts] = [:]
  /// Items by subtype, by occupation and by country.
  package private(set) var subtypes: [String: Int] = [:]
  package private(set) var occupations: [String: Int] = [:]
  package private(set) var countries: [String: Int] = [:]
  package private(set) var frenchLabels = 0
  package private(set) var otherLabels = 0
  package private(set) var genders = 0
  package private(set) var curated = 0
  package private(set) var withoutQid = 0
  package private(set) var linked = 0
  /// Names that lead to one item, and to several.
  package private(set) var clearNames = 0
  package private(set) var sharedNames = 0

  /// Reads the whole of it: about a second.
  package init(_ knowledge: KnowledgeBase) {
    var kinds = [Int](repeating: 0, count: knowledge.kindCount + 1)
    for index in 0..<knowledge.itemCount { count(index, knowledge, &kinds) }
    for (code, count) in kinds.enumerated() where count > 0 {
      if let name = knowledge.kindName(KnowledgeBase.KindCode(code)) { occupations[name] = count }
    }
    for key in knowledge.names.keys {
      if knowledge.candidates(for: key).count > 1 { sharedNames += 1 } else { clearNames += 1 }
    }
  }

  private mutating func count(_ index: Int, _ knowledge: KnowledgeBase, _ kinds: inout [Int]) {
    let item = knowledge.item(index)
    let occupations = knowledge.occupations(index)
    let subtype = knowledge.subtype(index)
    types[item.type, default: TypeCounts()].items += 1
    if item.type == .person ? !occupations.isEmpty : subtype != nil { types[item.type]!.known += 1 }
    if let subtype { subtypes[subtype, default: 0] += 1 }
    for code in occupations where item.type == .person && code < kinds.count { kinds[Int(code)] += 1 }
    if let country = knowledge.country(index) { countries[country, default: 0] += 1 }
    frenchLabels += item.isFrenchLabel ? 1 : 0
    otherLabels += knowledge.otherLabel(index) == nil ? 0 : 1
    genders += item.gender == nil ? 0 : 1
    curated += item.isCurated ? 1 : 0
    withoutQid += item.qid == nil ? 1 : 0
    linked += knowledge.edges(index).isEmpty ? 0 : 1
  }
}
