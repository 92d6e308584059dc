import DixitDocument

/// One row of a table, as it speaks of an item; an item of a dump counts as one.
struct SourceRow {
  enum Table: Int { case entities, places, more, wikidata, corrections }

  var table: Table
  /// Number of the Wikidata item, 0 where the row has none.
  var number: UInt32
  /// nil: a role, a concept, or not known.
  var type: EntityType?
  var label: String
  var isFrench: Bool
  var aliases: [String] = []
  var evidence = Evidence()
  var gender: Gender?
  var description = ""
  var country = ""
  /// ISO code, of what is a country itself and where a dump says so.
  var ownCode: String?
  var isDropped = false
  /// A language or a currency by its standard names, which are no proper names in French.
  var isConcept = false
}

extension SourceRow {
  /// The French names of a country, and the English one.
  static func rows(of country: CountryNames, number: UInt32) -> [SourceRow] {
    [(country.french, true), (country.english, false)].compactMap { names, isFrench in
      guard let label = names.last else { return nil }
      var row = SourceRow(table: .more, number: number, type: .place, label: label, isFrench: isFrench)
      row.aliases = names.dropLast()
      row.country = country.iso2
      row.evidence.sources = ["cldr"]
      return row
    }
  }
}

extension SourceRow {
  /// The French and the English name of a language or a currency.
  static func rows(of concept: ConceptNames, number: UInt32) -> [SourceRow] {
    [(concept.french, true), (concept.english, false)].map { label, isFrench in
      var row = SourceRow(table: .more, number: number, type: .other, label: label, isFrench: isFrench)
      row.description = concept.kind.rawValue
      row.isConcept = true
      row.evidence.sources = ["cldr"]
      return row
    }
  }
}

/// What tells how well known an item is; zero where a table does not say.
struct Evidence {
  /// Monthly views, languages with an article, quotations in the press, inhabitants, links in a graph of facts, ids.
  var pageviews = 0
  var sitelinks = 0
  var quotes = 0
  var population = 0
  var degree = 0
  var identifiers = 0
  var sources: Set<String> = []

  mutating func formUnion(_ other: Evidence) {
    pageviews = max(pageviews, other.pageviews)
    sitelinks = max(sitelinks, other.sitelinks)
    quotes = max(quotes, other.quotes)
    population = max(population, other.population)
    degree = max(degree, other.degree)
    identifiers = max(identifiers, other.identifiers)
    sources.formUnion(other.sources)
  }

  /// Whether any table gives a figure.
  var hasFigures: Bool { pageviews + sitelinks + quotes + population + degree > 0 || identifiers > 1 }

  /// Reads `pageviews=5180;sitelinks=25`.
  mutating func read(_ cell: String) {
    for part in cell.split(separator: ";") {
      let pair = part.split(separator: "=")
      guard pair.count == 2, let value = Int(pair[1]) else { continue }
      switch pair[0] {
      case "pageviews": pageviews = value
      case "sitelinks": sitelinks = value
      case "quotes": quotes = value
      case "population": population = value
      case "dbdeg": degree = value
      case "ids": identifiers = value
      default: break
      }
    }
  }
}

/// How the cells of each table become a row.
extension SourceRow.Table {
  var columns: [String] {
    switch self {
    case .entities:
      ["qid", "type", "label", "label_is_fr", "aliases", "popularity", "gender", "description", "country", "sources"]
    case .more:
      ["qid", "type", "label", "label_is_fr", "aliases", "popularity", "gender", "description", "country", "source"]
    case .places: ["qid", "type", "label", "label_is_fr", "aliases", "population", "country", "placetype", "source"]
    case .corrections: ["name", "qid", "type", "aliases", "gender", "country", "action"]
    case .wikidata: []
    }
  }

  /// Those that a table may do without: whoever adds entities of their own often has no more than names and types.
  var optionalColumns: Set<String> { self == .corrections ? ["qid", "aliases", "gender", "country", "action"] : [] }

  /// The row that some cells make, or what is wrong with them.
  func row(_ cells: [String]) -> Result<SourceRow, BadRow> {
    switch self {
    case .entities, .more: factRow(cells)
    case .places: placeRow(cells)
    case .corrections: correction(cells)
    case .wikidata: .failure(BadRow(finding: "expected a table, found a dump"))
    }
  }

  struct BadRow: Error { let finding: String }

  private func factRow(_ cells: [String]) -> Result<SourceRow, BadRow> {
    basicRow(qid: cells[0], type: cells[1], label: cells[2]).map { row in
      var row = row
      row.isFrench = cells[3] == "1"
      row.aliases = cells[4].split(separator: "|").map(String.init)
      row.evidence.read(cells[5])
      row.gender = Gender(rawValue: cells[6].lowercased())
      row.description = cells[7]
      row.country = cells[8]
      row.evidence.sources = Set(cells[9].split(separator: ",").map(String.init))
      return row
    }
  }

  private func placeRow(_ cells: [String]) -> Result<SourceRow, BadRow> {
    basicRow(qid: cells[0], type: cells[1], label: cells[2]).map { row in
      var row = row
      row.isFrench = cells[3] == "1"
      row.aliases = cells[4].split(separator: "|").map(String.init)
      row.evidence.population = Int(cells[5]) ?? 0
      row.country = cells[6]
      row.description = cells[7].replacing("_", with: " ")
      row.evidence.sources = [cells[8]]
      return row
    }
  }

  private func correction(_ cells: [String]) -> Result<SourceRow, BadRow> {
    if let finding = Self.finding(gender: cells[4], country: cells[5], action: cells[6]) {
      return .failure(BadRow(finding: finding))
    }
    let isDropped = cells[6] == "drop"
    // What is left out needs no name.
    let label = isDropped && cells[0].isEmpty ? cells[1] : cells[0]
    return basicRow(qid: cells[1].isEmpty ? "Q0" : cells[1], type: cells[2], label: label).map { row in
      var row = row
      row.isFrench = true
      row.aliases = cells[3].split(separator: "|").map(String.init)
      row.gender = Gender(rawValue: cells[4].lowercased())
      row.country = cells[5]
      row.isDropped = isDropped
      return row
    }
  }

  private static func finding(gender: String, country: String, action: String) -> String? {
    if !gender.isEmpty, Gender(rawValue: gender.lowercased()) == nil {
      return "expected f or m for the gender, or nothing, found “\(gender)”"
    }
    if !country.isEmpty, !CountryCodes.isCode(country.uppercased()) {
      return "expected a country such as FR, or nothing, found “\(country)”"
    }
    if !["", "drop"].contains(action) { return "expected drop for the action, or nothing, found “\(action)”" }
    return nil
  }

  /// A source that divides words at apostrophes leaves them apart: `Armel Le Cléac ' h`.
  private static func clean(_ label: String) -> String { label.replacing(" ' ", with: "'") }

  private func basicRow(qid: String, type: String, label: String) -> Result<SourceRow, BadRow> {
    guard qid.first == "Q", let number = UInt32(qid.dropFirst()) else {
      return .failure(BadRow(finding: "expected an item such as Q90, found “\(qid)”"))
    }
    let known = type == "ROLE" || type == "MISC" ? nil : EntityType(rawValue: type)
    guard known != nil || ["ROLE", "MISC", ""].contains(type) else {
      return .failure(BadRow(finding: "expected a type such as PER, found “\(type)”"))
    }
    guard !label.isEmpty else { return .failure(BadRow(finding: "expected a label, found none")) }
    return .success(SourceRow(table: self, number: number, type: known, label: Self.clean(label), isFrench: false))
  }
}
