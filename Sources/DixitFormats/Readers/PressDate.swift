import DixitLexicons

/// Dates as people and programs write them.
enum PressDate {
  /// The calendar date that a text tells, as ISO 8601 has it; nil where it tells none.
  ///
  ///     PressDate.date("Monde, mardi 12 mars 2024, p. 4")   // "2024-03-12"
  ///     PressDate.date("March 12, 2024")                     // "2024-03-12"
  ///     PressDate.date("12/03/2024")                         // "2024-03-12": the day comes first, as in Europe
  static func date(_ text: String) -> String? {
    let text = text.prefix(200).trimmingSpaces
    if let date = MetadataSyntax.date(text) { return date }
    return compact(text) ?? named(text) ?? numbered(text)
  }

  /// `20240312T083000Z`, and seconds or milliseconds since 1970: from 1973 on, as fewer digits may be anything.
  private static func compact(_ text: String) -> String? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let rest = text[digits.endIndex...]
    switch digits.utf8.count {
    case 8 where rest.isEmpty || rest.hasPrefix("T"):
      return MetadataSyntax.date("\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))")
    case 9...10 where rest.isEmpty || rest.hasPrefix("."): return Int(digits).map(civil)
    case 12...13 where rest.isEmpty || rest.hasPrefix("."): return Int(digits).map { civil($0 / 1000) }
    case 1 where rest.contains("e") || rest.contains("E"): return scientific(text)
    default: return nil
    }
  }

  /// `1.7102322e12`, as some programs write large numbers.
  private static func scientific(_ text: String) -> String? {
    guard let number = Double(text), 1e8..<1e14 ~= number else { return nil }
    return civil(Int(number < 1e11 ? number : number / 1000))
  }

  /// With the month in words: the day stands beside it, the year behind.
  private static func named(_ text: String) -> String? {
    let words = text.split { !$0.isLetter && !$0.isNumber }.map { $0.lowercased() }
    for (index, word) in words.enumerated() {
      guard let month = months[word] else { continue }
      let behind = words[(index + 1)...]
      guard let yearIndex = behind.prefix(2).firstIndex(where: { $0.count == 4 && Int($0) != nil }) else { continue }
      let before = index > 0 ? day(words[index - 1]) : nil
      guard let day = before ?? (yearIndex > index + 1 ? self.day(words[index + 1]) : nil) else { continue }
      if let date = date(words[yearIndex], month, day) { return date }
    }
    return nil
  }

  /// Whether the first word is the name of a month.
  static func beginsWithMonth(_ text: String) -> Bool {
    months[text.prefix { $0.isLetter }.lowercased()] != nil
  }

  /// `1er` and `2nd` are days too.
  private static func day(_ word: String) -> Int? {
    Int(word.prefix { $0.isNumber }).flatMap { 1...31 ~= $0 ? $0 : nil }
  }

  /// `12/03/2024`, `12.3.2024`, `2024/03/12`.
  private static func numbered(_ text: String) -> String? {
    let parts = text.prefix { $0.isNumber || "/.-".contains($0) }.split { "/.-".contains($0) }
    guard parts.count >= 3, let middle = Int(parts[1]) else { return nil }
    if parts[0].count == 4 { return Int(parts[2]).flatMap { date(String(parts[0]), middle, $0) } }
    return parts[2].count == 4 ? Int(parts[0]).flatMap { date(String(parts[2]), middle, $0) } : nil
  }

  private static func date(_ year: String, _ month: Int, _ day: Int) -> String? {
    let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    return MetadataSyntax.date("\(year)-\(two(month))-\(two(day))")
  }

  /// The day of some seconds since 1970 (Howard Hinnant's `civil_from_days`).
  private static func civil(_ seconds: Int) -> String {
    let days = seconds / 86_400 + 719_468
    let era = days / 146_097
    let dayOfEra = days - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return date("\(year)", month, dayOfYear - (153 * shifted + 2) / 5 + 1) ?? ""
  }

  private static let months: [String: Int] = {
    let rows = (try? LexiconLibrary().table("months.tsv", columns: 2)) ?? []
    return Dictionary(rows.compactMap { row in Int(row[1]).map { (row[0], $0) } }) { first, _ in first }
  }()
}

extension StringProtocol {
  /// Without white space at its ends.
  var trimmingSpaces: String {
    var rest = self[...]
    while rest.first?.isWhitespace ?? false { rest = rest.dropFirst() }
    while rest.last?.isWhitespace ?? false { rest = rest.dropLast() }
    return String(rest)
  }
}
