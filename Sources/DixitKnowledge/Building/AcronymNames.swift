import DixitDocument
import DixitLexicons

/// Finds organisations by the initials of a long French name: *OIT* for *Organisation internationale du travail*, where
/// nothing else is called so.
enum AcronymNames {
  /// From this score on people know an organisation well enough to use its initials.
  static let knownScore = 3.3
  static let lengths = 3...6

  static func add(to items: inout [SelectedItem], _ rules: BuildRules) {
    var taken: Set<UInt64> = []
    for item in items { taken.formUnion(item.names.map(\.key)) }
    var owners: [UInt64: [Int]] = [:]
    for (index, item) in items.enumerated() where item.type == .organisation && item.isFrench {
      guard item.score >= knownScore, let acronym = acronym(item.label, rules) else { continue }
      owners[Folding.nameKey(acronym), default: []].append(index)
    }
    for (key, indices) in owners where indices.count == 1 && !taken.contains(key) && !rules.isReserved(key) {
      items[indices[0]].names.append((key, .derived))
    }
  }

  /// The initials of the words that mean something; nil where they are too few or too many, or where they are a word.
  static func acronym(_ name: String, _ rules: BuildRules) -> String? {
    let words = name.split { " -’'".contains($0) }.filter { $0.count > 3 || $0.count > 1 && !rules.isCommonWord($0) }
    guard lengths.contains(words.count), name.allSatisfy({ $0.isLetter || " -’'".contains($0) }) else { return nil }
    let acronym = words.map { String($0.first!).uppercased() }.joined()
    return rules.isCommonWord(acronym) ? nil : acronym
  }
}
