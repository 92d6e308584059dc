import DixitLexicons

/// Finds the items that are the countries and territories of ISO 3166 themselves.
struct CountryItems {
  /// Places in the list of items, by code of two letters.
  private(set) var positions: [String: Int] = [:]

  private let countries: [CountryNames]
  /// Countries by the keys of their names.
  private var named: [UInt64: [Int]] = [:]

  init(_ countries: [CountryNames], among items: [DraftItem], _ rules: BuildRules) {
    self.countries = countries
    for (number, country) in countries.enumerated() {
      for name in country.french + country.english { named[Folding.nameKey(name), default: []].append(number) }
    }
    var best: [String: (points: Int, sources: Int)] = [:]
    for (position, item) in items.enumerated() where item.rows.contains(where: { $0.type == .place }) {
      for country in self.named(by: item).sorted() {
        let rank = (points(item, countries[country], rules), item.evidence.sources.count)
        let code = countries[country].iso2
        guard rank.0 >= Self.fewestPoints, rank > best[code] ?? (0, 0) else { continue }
        best[code] = rank
        positions[code] = position
      }
    }
  }

  /// The country's name as a label, and one more sign of its being that country.
  private static let fewestPoints = 4

  private func named(by item: DraftItem) -> Set<Int> {
    Set(item.rows.flatMap { [$0.label] + $0.aliases }.flatMap { named[Folding.nameKey($0)] ?? [] })
  }

  private func points(_ item: DraftItem, _ country: CountryNames, _ rules: BuildRules) -> Int {
    let codes = Set(item.rows.flatMap(\.aliases).filter { $0.utf8.count < 4 })
    let keys = Set((country.french + country.english).map { Folding.nameKey($0) })
    let isRegistered = item.rows.contains {
      !$0.evidence.sources.isDisjoint(with: rules.territorySources) && $0.aliases.contains(country.iso2.lowercased())
    }
    let isLabel = item.rows.contains { keys.contains(Folding.nameKey($0.label)) }
    let isCountry = item.rows.contains {
      rules.subtype(of: $0.description, as: .place).map(rules.countrySubtypes.contains) ?? false
    }
    // A dump tells the code itself.
    let hasCode = item.rows.contains { $0.ownCode == country.iso2 }
    return (isRegistered || hasCode ? 4 : 0) + (isLabel ? 3 : 0) + (isCountry ? 2 : 0)
      + (codes.contains(country.iso2) || codes.contains(country.iso3) ? 1 : 0)
  }
}
