import DixitDocument
import DixitLexicons

/// Turns what tables call a country (`US`, `south-africa`, `United Kingdom`) into its ISO code.
///
/// The names come from the items of a register of territories, which carry their code in small letters as an alias, and
/// from a dump's items that have a code.
struct CountryCodes {
  private var codes: [UInt64: String] = [:]
  private var codesOfItems: [UInt32: String] = [:]
  /// The item that is the country, by code: of several the one that more sources know, or that more pages are about.
  private(set) var items: [String: UInt32] = [:]

  init(_ items: [DraftItem], _ rules: BuildRules) {
    var ranks: [String: (Int, Int)] = [:]
    for item in items {
      guard let code = Self.code(of: item, rules) else { continue }
      for name in item.rows.flatMap({ [$0.label] + $0.aliases }) where name.utf8.count > 2 {
        codes[Folding.nameKey(name)] = codes[Folding.nameKey(name)] ?? code
      }
      codesOfItems[item.number] = code
      let rank = (item.evidence.sources.count, item.evidence.sitelinks)
      if rank > ranks[code, default: (0, 0)] { (ranks[code], self.items[code]) = (rank, item.number) }
    }
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
      if let code = codes[Folding.nameKey(cell)] { return code }
    }
    return nil
  }

  /// The code of the first item that is a country.
  func code(_ numbers: [UInt32]) -> String? { numbers.lazy.compactMap { codesOfItems[$0] }.first }

  static func isCode(_ cell: String) -> Bool {
    cell.utf8.count == 2 && cell.utf8.allSatisfy { (0x41...0x5A).contains($0) }
  }
}
