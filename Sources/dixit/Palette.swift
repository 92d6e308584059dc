/// How things look: with colours, or without.
struct Palette {
  let isColored: Bool

  /// Bright enough on black, dark enough on white; speakers take turns.
  private static let speakers = [32, 35, 36, 33, 34, 31]

  func bold(_ text: String) -> String { styled(text, "1") }
  func dim(_ text: String) -> String { styled(text, "2") }

  /// The colour of a quotation's speaker; one who is not known has none of his own.
  func speaker(_ id: Int?, _ text: String) -> String {
    guard let id else { return styled(text, "4") }
    return styled(text, String(Self.speakers[id % Self.speakers.count]))
  }

  private func styled(_ text: String, _ code: String) -> String {
    isColored && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
