import CZlib
import DixitDocument
import DixitLexicons

/// Builds a knowledge base from tables of facts, from a dump of Wikidata, and from rows written by hand.
///
/// The result depends on nothing but the tables and the date it is given: built twice, it is the same byte for byte.
package struct KnowledgeBuilder {
  /// What building met with.
  package struct Report: Sendable {
    package var rowCount = 0
    package var itemCount = 0
    package var nameCount = 0
    package var byteCount = 0
    package var badRowCount = 0
    /// The first bad rows, as `file:line: expected …, found …`.
    package var badRows: [String] = []
    /// Whether a dump ended before its closing bracket.
    package var isCutShort = false
  }

  private let date: String
  private var rules: BuildRules
  private var items: [DraftItem] = []
  private var positions: [UInt32: Int] = [:]
  private var repairs: [UInt32: DraftItem.Repair] = [:]
  private var ownIDs: Set<OwnID> = []
  private var people = PeopleNames()
  private var kinds = KindTable()
  var facts = FactTable()
  private var base: BaseItems?
  package internal(set) var report = Report()

  /// - Parameter date: such as `2026-11-24`; it becomes part of the title.
  package init(date: String) throws(KnowledgeBuildError) {
    guard CalendarDate(date) != nil else { throw .wrongDate(date) }
    self.date = date
    rules = BuildRules()
  }

  /// Reads `rules.tsv`: columns `form`, `place`, `value`.
  package mutating func addRules(contentsOf path: String) throws(KnowledgeBuildError) {
    var rules = self.rules
    try read(path, ["form", "place", "value"]) { cells in
      rules.add(form: cells[0], place: cells[1], value: cells[2]) ? nil : "expected a rule, found “\(cells[1])”"
    }
    self.rules = rules
  }

  /// Reads `repairs.tsv`: columns `qid`, `description`, `unaliases`.
  package mutating func addRepairs(contentsOf path: String) throws(KnowledgeBuildError) {
    var repairs = self.repairs
    try read(path, ["qid", "description", "unaliases"]) { cells in
      guard cells[0].first == "Q", let number = UInt32(cells[0].dropFirst()) else {
        return "expected an item such as Q90, found “\(cells[0])”"
      }
      repairs[number] = DraftItem.Repair(
        description: cells[1].isEmpty ? nil : cells[1],
        unaliases: Set(cells[2].split(separator: "|").map { Folding.nameKey($0) }))
      return nil
    }
    self.repairs = repairs
  }

  /// Reads a French lexicon whose forms no lesser-known thing should be found by.
  package mutating func addCommonWords(contentsOf path: String) throws(KnowledgeBuildError) {
    var rules = self.rules
    try read(path, ["form"]) { cells in
      rules.addCommonWord(cells[0])
      return nil
    }
    self.rules = rules
  }

  /// Reads `kinds.tsv`, `occupations.tsv` and `demonyms.tsv` of a folder.
  package mutating func addWords(in folder: String) throws(KnowledgeBuildError) {
    var kinds = self.kinds
    try read("\(folder)/kinds.tsv", ["form", "kinds"]) { cells in
      kinds.add(form: cells[0], kinds: cells[1].split(separator: "|"))
      return nil
    }
    try read("\(folder)/occupations.tsv", ["term", "forms", "kind"]) { cells in
      let isKnown = kinds.add(term: cells[0], forms: cells[1].split(separator: "|"), kind: cells[2])
      return isKnown ? nil : "expected occupation, office or subtype, found “\(cells[2])”"
    }
    try read("\(folder)/demonyms.tsv", ["form", "country", "class"]) { cells in
      let isKnown = kinds.add(demonym: cells[0], country: cells[1], class: cells[2])
      return isKnown ? nil : "expected a country such as FR and its class, found “\(cells[1])” and “\(cells[2])”"
    }
    self.kinds = kinds
  }

  /// Reads `entities.tsv.gz`, `places.tsv.gz`, `more.tsv.gz` and `edges.tsv.gz` of a folder.
  package mutating func addTables(in folder: String) throws(KnowledgeBuildError) {
    try add(.entities, "\(folder)/entities.tsv.gz")
    try add(.places, "\(folder)/places.tsv.gz")
    try add(.more, "\(folder)/more.tsv.gz")
    var facts = self.facts
    try read("\(folder)/edges.tsv.gz", ["subject", "property", "object"]) { cells in
      let isFact = facts.add(subject: cells[0], property: cells[1], object: cells[2])
      return isFact ? nil : "expected a fact such as Q90, P17, Q142, found “\(cells.joined(separator: ", "))”"
    }
    self.facts = facts
  }

  /// Starts from a knowledge base that is there already, in place of tables: what rows by hand say is added to it.
  package mutating func start(from knowledge: KnowledgeBase) {
    let base = BaseItems(knowledge)
    report.rowCount += base.items.count
    facts = base.facts
    self.base = base
  }

  /// Says at once where a table is missing that is read last.
  package static func checkTable(_ path: String) throws(KnowledgeBuildError) {
    dixit_gzip_close(try TableReader.open(path))
  }

  /// Reads rows written by hand, which outweigh every table; of several files the first outweighs the others.
  package mutating func addCorrections(contentsOf path: String) throws(KnowledgeBuildError) {
    try add(.corrections, path)
  }

  /// The knowledge base as a file's bytes.
  package mutating func build() throws(KnowledgeBuildError) -> [UInt8] {
    for (number, repair) in repairs {
      if let position = positions[number] { items[position].repair = repair }
    }
    let frequent = base?.people ?? people.frequent()
    let countries = addCountries()
    let selection = Selection(
      rules: rules, kinds: kinds, people: frequent, countries: countries, facts: facts, roles: roles())
    var selected = select(selection)
    guard !selected.isEmpty else { throw .nothingToBuild }
    VendorNames.add(to: &selected, rules)
    AcronymNames.add(to: &selected, rules)
    selected.sort { ($0.score, $1.number, $1.label) > ($1.score, $0.number, $0.label) }
    let names = NameTable(selected)
    let writer = KnowledgeWriter(
      title: "Dixit knowledge \(date)", items: selected, names: names, people: frequent, kinds: kinds, rules: rules,
      countries: countries, facts: facts)
    let bytes = writer.bytes()
    report.itemCount = selected.count
    report.nameCount = names.candidates.count
    report.byteCount = bytes.count
    return bytes
  }

  private func select(_ selection: Selection) -> [SelectedItem] {
    guard var base else { return items.compactMap(selection.select) }
    for (number, repair) in repairs { base.apply(repair, to: number, rules, kinds) }
    for item in items { base.apply(item, selection.select(item)) }
    return base.kept
  }

  /// Finds the items that are countries, and gives them their French and English names.
  private mutating func addCountries() -> CountryCodes {
    let countries = CountryNames.all()
    if let base {
      for country in countries { rules.reserve(code: country.iso3) }
      return CountryCodes(base, countries, rules)
    }
    let positions = CountryItems(countries, among: items, rules).positions
    for country in countries {
      rules.reserve(code: country.iso3)
      guard let position = positions[country.iso2] else { continue }
      for row in SourceRow.rows(of: country, number: items[position].number) { items[position].add(row) }
    }
    return CountryCodes(positions, items, countries, rules)
  }

  /// Gives the languages and currencies among the items their French and English names; what no table has becomes an item
  /// of our own. Comes behind all tables.
  package mutating func addConcepts() {
    let found = ConceptItems(ConceptNames.all(), among: items)
    for (number, concept) in found.concepts.enumerated() {
      let position = found.positions[number]
      let rows = SourceRow.rows(of: concept, number: position.map { items[$0].number } ?? 0)
      if let position {
        for row in rows { items[position].add(row) }
      } else if ownIDs.insert(OwnID(type: .other, label: concept.french)).inserted {
        var item = DraftItem(number: 0)
        for row in rows { item.add(row) }
        items.append(item)
      }
    }
  }

  /// The names of the occupations and offices that facts speak of.
  private func roles() -> [UInt32: String] {
    let objects = facts.facts.filter { [FactTable.occupation, FactTable.office].contains($0.property) }.map(\.object)
    return Dictionary(
      Set(objects).compactMap { number in positions[number].map { (number, items[$0].rows[0].label) } },
      uniquingKeysWith: { first, _ in first })
  }

  private mutating func add(_ table: SourceRow.Table, _ path: String) throws(KnowledgeBuildError) {
    // Moved out and back: a closure may not change `self` while `read` does.
    var items = self.items
    var positions = self.positions
    var people = self.people
    var ownIDs = self.ownIDs
    // Rows of one table by hand that speak of the same item would contradict each other.
    var seen: Set<UInt32> = []
    self.items = []
    try read(path, table.columns, optional: table.optionalColumns) { cells in
      switch table.row(cells) {
      case .failure(let bad): return bad.finding
      case .success(let row):
        if table == .corrections, row.number != 0, !seen.insert(row.number).inserted {
          return "expected one row for each item, found Q\(row.number) again"
        }
        if row.number == 0, !ownIDs.insert(OwnID(type: row.type ?? .other, label: row.label)).inserted {
          return "expected a name that no other row without an item has, found “\(row.label)” again"
        }
        Self.add(row, &items, &positions, &people)
        return nil
      }
    }
    (self.items, self.positions, self.people, self.ownIDs) = (items, positions, people, ownIDs)
  }

  /// Takes one row.
  mutating func add(_ row: SourceRow) { Self.add(row, &items, &positions, &people) }

  private static func add(
    _ row: SourceRow, _ items: inout [DraftItem], _ positions: inout [UInt32: Int], _ people: inout PeopleNames
  ) {
    if row.type == .person { people.add(row.label, row.gender) }
    if row.number != 0, let position = positions[row.number] {
      items[position].add(row)
      return
    }
    var item = DraftItem(number: row.number)
    item.add(row)
    if row.number != 0 { positions[row.number] = items.count }
    items.append(item)
  }

  /// Reads a table whose `optional` columns may be missing; `take` returns what is wrong with a row, which is then counted and left out.
  mutating func read(
    _ path: String, _ columns: [String], optional: Set<String> = [], take: ([String]) -> String?
  ) throws(KnowledgeBuildError) {
    var report = self.report
    var reader = TableReader(path: path, columns: columns, optional: optional)
    func reject(_ line: Int, _ finding: String) {
      report.badRowCount += 1
      if report.badRows.count < 20 { report.badRows.append("\(path):\(line): \(finding)") }
    }
    try reader.read(
      row: { cells, line in
        report.rowCount += 1
        if let finding = take(cells) { reject(line, finding) }
      }, bad: reject)
    self.report = report
  }
}
