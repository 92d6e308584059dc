import DixitDocument
import DixitLexicons

/// Turns what tables call a country (`US`, `south-africa`, `United Kingdom`) into its ISO code.
///
/// The names come from the items of a register of territories, which carry their code in small letters as an alias.
struct CountryCodes {
  private var codes: [UInt64: String] = [:]
  private var codesOfItems: [UInt32: String] = [:]
  /// The item that is the country, by code: of several the one that more sources know.
  private(set) var items: [String: UInt32] = [:]

  init(_ items: [DraftItem], _ rules: BuildRules) {
    var sources: [String: Int] = [:]
    for item in items {
      guard let register = item.rows.first(where: { !$0.evidence.sources.isDisjoint(with: rules.territorySources) }),
        let code = register.aliases.first(where: { $0.lowercased() == $0 && Self.isCode($0.uppercased()) })?
          .uppercased()
      else { continue }
      for name in item.rows.flatMap({ [$0.label] + $0.aliases }) where name.utf8.count > 2 {
        codes[Folding.nameKey(name)] = codes[Folding.nameKey(name)] ?? code
      }
      codesOfItems[item.number] = code
      let count = item.evidence.sources.count
      if count > sources[code, default: 0] { (sources[code], self.items[code]) = (count, item.number) }
    }
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
