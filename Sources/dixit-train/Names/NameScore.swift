import DixitDocument

/// Names found against names in the gold: exact spans, with and without their types.
struct NameScore: CustomStringConvertible {
  private var found = 0
  private var wanted = 0
  private var spans = 0
  private var names = 0

  /// Names that careful readers take or leave count neither way.
  mutating func add(_ names: [Name], gold: [NameDocument.GoldSpan]) {
    let free = gold.filter(\.isFree)
    let required = Dictionary(gold.filter { !$0.isFree }.map { ($0.tokens, $0.type) }, uniquingKeysWith: { $1 })
    wanted += required.count
    for name in names where !free.contains(where: { $0.tokens.overlaps(name.tokens) }) {
      found += 1
      guard let type = required[name.tokens] else { continue }
      spans += 1
      self.names += type == name.type ? 1 : 0
    }
  }

  static func += (left: inout NameScore, right: NameScore) {
    left.found += right.found
    left.wanted += right.wanted
    left.spans += right.spans
    left.names += right.names
  }

  private func f1(_ right: Int) -> String {
    let tenths = found + wanted == 0 ? 0 : 2000 * right / (found + wanted)
    return "\(tenths / 10).\(tenths % 10)"
  }

  var description: String { "spans F1 \(f1(spans)), names F1 \(f1(names)) (\(found) found, \(wanted) wanted)" }
}
