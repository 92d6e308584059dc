import DixitDocument

/// What dates and language tags look like, for readers and writers alike.
enum MetadataSyntax {
  /// The calendar date at the start of an ISO 8601 date or time; nil where there is none.
  ///
  ///     MetadataSyntax.date("2024-03-12T08:30:00+01:00")   // "2024-03-12"
  static func date(_ text: String) -> String? {
    let date = String(decoding: text.utf8.prefix(10), as: UTF8.self)
    guard text.utf8.dropFirst(10).first.map({ !(0x30...0x39 ~= $0) }) ?? true else { return nil }
    return CalendarDate(date).map { _ in date }
  }

  /// The text where it has the shape of a BCP 47 tag; `fr_FR` becomes `fr-FR`.
  static func languageTag(_ text: String) -> String? {
    let parts = text.replacing("_", with: "-").split(separator: "-", omittingEmptySubsequences: false)
    let isShaped = parts.enumerated().allSatisfy { index, part in
      1...8 ~= part.utf8.count
        && part.utf8.allSatisfy { 0x61...0x7A ~= $0 | 0x20 || index > 0 && 0x30...0x39 ~= $0 }
    }
    return isShaped ? parts.joined(separator: "-") : nil
  }
}
