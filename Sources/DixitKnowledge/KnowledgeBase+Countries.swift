extension KnowledgeBase {
  /// Number of a country, from 1; 0 is none. Good for one file: another may number them otherwise.
  public typealias CountryCode = UInt8

  public var countryCount: Int { min(countries.count / KnowledgeFormat.countrySize, Int(CountryCode.max)) }

  /// The country of an item, to be compared with others of this file.
  ///
  /// - Complexity: O(1), the page of the item's record.
  public func countryCode(_ index: Int) -> CountryCode {
    items.uint8(offset(of: index) + KnowledgeFormat.Record.country)
  }

  /// ISO 3166 code, such as `FR`.
  public func country(_ index: Int) -> String? { countryName(countryCode(index)) }

  /// ISO 3166 code, such as `FR`, of a country by its number.
  public func countryName(_ code: CountryCode) -> String? {
    guard code > 0, code <= countryCount else { return nil }
    return countries.string((Int(code) - 1) * KnowledgeFormat.countrySize, 2)
  }

  /// The number of an ISO 3166 code; 0 where it has none. Looks at every country: ask once, not for each name.
  public func countryCode(named iso: String) -> CountryCode {
    (0...CountryCode(countryCount)).first { countryName($0) == iso } ?? 0
  }

  /// The item that is a country itself; nil where there is none.
  public func countryItem(_ code: CountryCode) -> Int? {
    guard code > 0, code <= countryCount else { return nil }
    let item = countries.uint32((Int(code) - 1) * KnowledgeFormat.countrySize + 2)
    return item < itemCount ? Int(item) : nil
  }

  /// The country that a word means: an adjective or a noun of people (*russe*, *Américaine*), or a country's name.
  ///
  /// - Parameter key: `Folding.nameKey` of the word.
  /// - Returns: 0 where it means none.
  /// - Complexity: O(1), about four pages.
  public func country(ofWord key: UInt64) -> CountryCode {
    if let found = words.find(key), words.uint8(found + 4) > 0 { return words.uint8(found + 4) }
    guard let item = candidates(for: key).first?.item else { return 0 }
    let code = countryCode(item)
    return countryItem(code) == item ? code : 0
  }
}
