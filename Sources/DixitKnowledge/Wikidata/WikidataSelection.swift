import DixitDocument

/// An item of a dump as a table would speak of it, with what no table has.
struct WikidataRow {
  var row: SourceRow
  /// What joins it to other items and still holds: occupation, employer, party, founder and so on.
  var facts: [FactTable.Fact]
}

/// Makes rows of harvested items, now that all classes and roles are known. Reads them three times and keeps in memory
/// only classes, countries, and the labels of what serves as a role.
struct WikidataSelection {
  private let state: WikidataState
  private let count: Int
  private let fewestSitelinks: Int
  private var tree: ClassTree
  /// What matters: a fact about anything else joins nothing.
  private var taken: Set<UInt32> = []
  /// ISO codes of countries.
  private var countries: [UInt32: String] = [:]
  /// English labels of the occupations, offices and classes of what matters.
  private var roles: [UInt32: String] = [:]

  init(_ state: WikidataState, _ checkpoint: WikidataCheckpoint, _ reader: WikidataReader) throws(KnowledgeBuildError) {
    self.state = state
    count = checkpoint.harvested
    fewestSitelinks = reader.fewestSitelinks
    tree = ClassTree(reader.classes)
    try findRoles()
    tree.sort()
    try nameRoles()
  }

  private func matters(_ item: WikidataItem) -> Bool { item.sitelinks >= fewestSitelinks || item.holdsOffice }

  private mutating func findRoles() throws(KnowledgeBuildError) {
    var items = try HarvestedItems(state, count: count)
    while let item = try items.next() {
      tree.add(item)
      let code = String(decoding: item.countryCode, as: UTF8.self)
      if CountryCodes.isCode(code) { countries[item.number] = code }
      guard matters(item) else { continue }
      taken.insert(item.number)
      for role in [.occupation, .position, .instanceOf].flatMap(item.objects) { roles[role] = "" }
    }
  }

  private mutating func nameRoles() throws(KnowledgeBuildError) {
    var items = try HarvestedItems(state, count: count)
    while let item = try items.next() {
      guard roles[item.number] != nil else { continue }
      let label = item.english.isEmpty ? item.label : item.english
      roles[item.number] = String(decoding: label, as: UTF8.self)
    }
  }

  /// Calls back with each item that matters or serves as a role, in the order of the dump.
  mutating func select(_ take: (WikidataRow) -> Void) throws(KnowledgeBuildError) {
    var items = try HarvestedItems(state, count: count)
    while let item = try items.next() {
      guard matters(item) || roles[item.number] != nil else { continue }
      if let row = row(item) { take(row) }
    }
  }

  /// nil for what has no name or is of a class to be left out.
  private mutating func row(_ item: WikidataItem) -> WikidataRow? {
    if item.label.isEmpty { return nil }
    let meaning = tree.meaning(of: item.best(.instanceOf))
    if meaning == .leftOut { return nil }
    var type: EntityType?
    if case .type(let told) = meaning { type = told }
    // What serves as a role is known by its English name, as in the tables: their words are looked up by it.
    let label = type == nil && !item.english.isEmpty ? item.english : item.label
    var row = SourceRow(
      table: .wikidata, number: item.number, type: type, label: String(decoding: label, as: UTF8.self),
      isFrench: !item.french.isEmpty && label == item.french)
    let labels = [item.french, item.general, item.english].filter { !$0.isEmpty && $0 != label }
    row.aliases = (labels + item.aliases).map { String(decoding: $0, as: UTF8.self) }
    row.evidence.sitelinks = Int(item.sitelinks)
    row.evidence.sources = ["wikidata"]
    row.gender = gender(item)
    row.country = country(item, type)
    row.ownCode = countries[item.number]
    row.description = description(item, type)
    // A role is nobody's fact but others'.
    return WikidataRow(row: row, facts: type == nil ? [] : facts(item))
  }

  private func gender(_ item: WikidataItem) -> Gender? {
    for object in item.best(.gender) {
      if case .gender(let gender) = tree.classes.meanings[object] { return gender }
    }
    return nil
  }

  /// The first country that has a code, of the properties that tell it best for the type.
  private func country(_ item: WikidataItem, _ type: EntityType?) -> String {
    if let own = countries[item.number] { return own }
    let properties: [WikidataProperty] =
      switch type {
      case .person: [.citizenship]
      case .work, .product: [.countryOfOrigin, .country]
      default: [.country, .countryOfOrigin]
      }
    let known = properties.flatMap { property in
      let current = item.claims.filter { $0.property == property && $0.isCurrent }.map(\.object)
      // Of what has ended, as of all else, the best rank: a state that is no more may have a successor with a code.
      return item.best(property).filter(current.contains) + current + item.objects(property)
    }
    return known.lazy.compactMap { countries[$0] }.first ?? ""
  }

  /// What somebody does, offices held now first; else Wikidata's own words, or the class.
  private func description(_ item: WikidataItem, _ type: EntityType?) -> String {
    let own = String(decoding: item.description, as: UTF8.self)
    if type == .person {
      let offices = item.claims.filter { $0.property == .position }
      let current = item.isDead ? [] : offices.filter(\.isCurrent).map(\.object)
      let told = joined(current + item.objects(.occupation) + offices.map(\.object))
      return told.isEmpty ? own : told
    }
    let isShort = !own.isEmpty && own.utf8.count <= DraftItem.longestDescription
    return isShort ? own : joined(item.best(.instanceOf))
  }

  /// Labels of roles, each once, as many as a description holds.
  private func joined(_ numbers: [UInt32]) -> String {
    var seen: Set<UInt32> = []
    var text = ""
    for number in numbers where seen.insert(number).inserted {
      guard let label = roles[number], !label.isEmpty else { continue }
      let longer = text.isEmpty ? label : "\(text), \(label)"
      if longer.utf8.count <= DraftItem.longestDescription { text = longer }
    }
    return text
  }

  /// Countries are no facts here: their code is in the record, and everything of a country would be joined to it.
  private func facts(_ item: WikidataItem) -> [FactTable.Fact] {
    item.claims.compactMap { claim in
      let isFact =
        switch claim.property {
        case .gender, .instanceOf, .subclassOf, .country, .citizenship, .countryOfOrigin: false
        case .position: claim.isCurrent && !item.isDead
        default: claim.isCurrent
        }
      let property = claim.property.rawValue
      let isKnown = roles[claim.object] != nil || taken.contains(claim.object)
      return isFact && isKnown ? FactTable.Fact(subject: item.number, property: property, object: claim.object) : nil
    }
  }
}
