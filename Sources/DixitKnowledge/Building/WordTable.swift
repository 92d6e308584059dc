/// What French common nouns and adjectives tell, laid out as the reader wants it.
struct WordTable {
  let kinds: KindTable
  let countries: CountryCodes
  let items: [SelectedItem]
  /// By item number, places in the list of items.
  let positions: [UInt32: UInt32]

  func index(_ codes: KnowledgeWriter.Codes, _ lists: inout ListPool) -> [UInt8] {
    let keys = Set(kinds.words.keys).union(kinds.demonyms.keys).sorted()
    return KeyIndex.bytes(keys) { key, entry in
      let called = (kinds.words[key] ?? []).compactMap { codes.kinds[$0] }.sorted()
      entry.append(number: lists.place(called))
      entry.append(UInt8(country(key).flatMap { codes.countries[$0] } ?? 0))
    }
  }

  /// The country that a word means: in its most telling class, and of several the best known.
  private func country(_ key: UInt64) -> String? {
    guard let rows = kinds.demonyms[key] else { return nil }
    for kind in KindTable.Demonym.allCases {
      let meant = Set(rows.filter { $0.class == kind }.map(\.country)).sorted()
      if let best = meant.min(by: { rank($0) < rank($1) }) { return best }
    }
    return nil
  }

  private func rank(_ country: String) -> UInt32 { countries.items[country].flatMap { positions[$0] } ?? .max }
}
