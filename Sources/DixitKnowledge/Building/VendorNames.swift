import DixitDocument
import DixitLexicons

/// Finds products by their name without the vendor's: *Excel* for *Microsoft Excel*, where nothing else is called so.
enum VendorNames {
  /// From this score on an organisation counts as a vendor that people know.
  static let vendorScore = 3.0

  static func add(to items: inout [SelectedItem], _ rules: BuildRules) {
    var vendors: Set<UInt64> = []
    var taken: Set<UInt64> = []
    for item in items {
      taken.formUnion(item.names.map(\.key))
      if item.type == .organisation, item.score >= vendorScore { vendors.formUnion(item.names.map(\.key)) }
    }
    var short: [UInt64: [Int]] = [:]
    for (index, item) in items.enumerated() where item.type == .product {
      let words = item.label.split(separator: " ")
      guard words.count > 1, vendors.contains(Folding.nameKey(words[0])) else { continue }
      let rest = words.dropFirst().joined(separator: " ")
      let key = Folding.nameKey(rest)
      guard rest.utf8.count > 3, rest.first!.isUppercase, !taken.contains(key), !rules.commonWords.contains(key) else {
        continue
      }
      short[key, default: []].append(index)
    }
    for (key, indices) in short where indices.count == 1 { items[indices[0]].names.append((key, .derived)) }
  }
}
