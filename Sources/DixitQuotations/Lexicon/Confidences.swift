import DixitLexicons

/// How often each rule is right: counted on articles with gold, by `scripts/confidences.py`.
struct Confidences: Sendable {
  private var finding: [String: Double] = [:]
  private var speaking: [String: Double] = [:]

  init(language: String, library: LexiconLibrary) throws {
    for row in try library.table(
      "\(LexiconLibrary.folder(of: "confidences.tsv", for: language))/confidences.tsv", columns: 4)
    {
      guard let right = Double(row[2]), let all = Double(row[3]), right <= all else {
        throw row.unexpected(2, expected: "how many were right, and of how many")
      }
      let share = Self.share(right, of: all)
      switch row[0] {
      case "finding": finding[row[1]] = share
      case "speaking": speaking[row[1]] = share
      default: throw row.unexpected(0, expected: "finding or speaking")
      }
    }
  }

  /// How often what a rule finds is a quotation.
  func finding(_ rule: String) -> Double { finding[rule] ?? Self.share(0, of: 0) }

  /// How often the speaker that a rule names is right.
  func speaking(_ rule: String) -> Double { speaking[rule] ?? Self.share(0, of: 0) }

  /// A rule that fired seldom is drawn towards what all rules reach together, as if it had fired four times more.
  private static func share(_ right: Double, of all: Double) -> Double {
    let usual = 0.75
    return (((right + 4 * usual) / (all + 4)) * 100).rounded() / 100
  }
}
