import DixitDocument
import DixitLexicons

/// How many people bear each given and each family name, over all tables.
struct PeopleNames {
  struct Counts {
    var feminine = 0
    var masculine = 0
    var family = 0

    var isGiven: Bool { feminine + masculine > 0 }
  }

  private(set) var counts: [UInt64: Counts] = [:]

  /// A family name that fewer people share says nothing.
  static let fewestFamily = 5

  mutating func add(_ label: String, _ gender: Gender?) {
    let words = label.split(separator: " ")
    guard words.count > 1, words.count < 6, words.allSatisfy({ $0.utf8.count < 40 }) else { return }
    let given = Folding.nameKey(words[0])
    switch gender {
    case .feminine: counts[given, default: Counts()].feminine += 1
    case .masculine: counts[given, default: Counts()].masculine += 1
    case nil: break
    }
    counts[Folding.nameKey(words[words.count - 1]), default: Counts()].family += 1
  }

  /// Only what enough people bear; the rest counts as zero.
  func frequent() -> [UInt64: Counts] {
    counts.compactMapValues { counts in
      var kept = counts
      if kept.family < Self.fewestFamily { kept.family = 0 }
      return kept.feminine + kept.masculine + kept.family > 0 ? kept : nil
    }
  }
}
