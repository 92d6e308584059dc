import DixitDocument
import DixitLexicons

/// Turns what tables call a country (`US`, `south-africa`, `United Kingdom`, *American*) into its ISO code.
struct CountryCodes {
  /// By key of a name.
  private var names: [UInt64: String] = [:]
  private var codesOfItems: [UInt32: String] = [:]
  /// The item that is the country, by code.
  private(set) var items: [String: UInt32] = [:]
  /// What English descriptions say about a country; an empty code is none, for what only sounds like one.
  private var english: [UInt64: String] = [:]
  /// Words of the longest name in a description.
  private static let longestName = 5

  init(_ positions: [String: Int], _ items: [DraftItem], _ countries: [CountryNames], _ rules: BuildRules) {
    for (code, position) in positions {
      self.items[code] = items[position].number
      codesOfItems[items[position].number] = code
    }
    for (code, position) in positions.sorted(by: { $0.key < $1.key }) {
      for name in items[position].rows.flatMap({ [$0.label] + $0.aliases }) where name.utf8.count > 2 {
        names[Folding.nameKey(name)] = names[Folding.nameKey(name)] ?? code
      }
    }
    addEnglish(countries, rules)
  }

  /// The countries of a knowledge base that is there already.
  init(_ base: BaseItems, _ countries: [CountryNames], _ rules: BuildRules) {
    items = base.countries
    codesOfItems = Dictionary(base.countries.map { ($1, $0) }, uniquingKeysWith: min)
    addEnglish(countries, rules)
  }

  private mutating func addEnglish(_ countries: [CountryNames], _ rules: BuildRules) {
    for country in countries {
      for name in country.english { english[Folding.nameKey(name)] = country.iso2 }
    }
    for (form, code) in rules.nationalities { english[Folding.nameKey(form)] = code }
  }

  private static func code(of item: DraftItem, _ rules: BuildRules) -> String? {
    if let own = item.rows.lazy.compactMap(\.ownCode).first { return own }
    let register = item.rows.first { !$0.evidence.sources.isDisjoint(with: rules.territorySources) }
    return register?.aliases.first { $0.lowercased() == $0 && isCode($0.uppercased()) }?.uppercased()
  }

  /// The code that the first understandable cell means.
  func code(_ cells: [String]) -> String? {
    for cell in cells {
      if Self.isCode(cell.uppercased()) { return cell.uppercased() }
      if let code = names[Folding.nameKey(cell)] ?? english[Folding.nameKey(cell)], !code.isEmpty { return code }
    }
    return nil
  }

  /// The code of the first item that is a country.
  func code(_ numbers: [UInt32]) -> String? { numbers.lazy.compactMap { codesOfItems[$0] }.first }

  /// The country of which a description speaks: of people the first it names, of other things the one before the noun
  /// (*French company based in Germany*), else the last (*town in Georgia, United States*).
  func code(inDescription description: String, of type: EntityType, _ rules: BuildRules) -> String? {
    let words = description.split { " ,;()".contains($0) }
    let named = countries(words[...])
    if type == .person { return named.first }
    return countries(words[..<rules.endOfHead(words[...])]).first ?? named.last
  }

  private func countries(_ words: ArraySlice<Substring>) -> [String] {
    var found: [String] = []
    var at = words.startIndex
    while at < words.endIndex {
      let ends = stride(from: min(words.endIndex, at + Self.longestName), to: at, by: -1)
      let name = ends.lazy.compactMap { end in
        english[Folding.nameKey(words[at..<end].joined(separator: " "))].map { (end, $0) }
      }.first
      if let code = name?.1, !code.isEmpty { found.append(code) }
      at = name?.0 ?? at + 1
    }
    return found
  }

  static func isCode(_ cell: String) -> Bool {
    cell.utf8.count == 2 && cell.utf8.allSatisfy { (0x41...0x5A).contains($0) }
  }
}
