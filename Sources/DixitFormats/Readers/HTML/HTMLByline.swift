import DixitDocument

/// Reads who wrote an article and when from the lines above its text, for pages that say it nowhere else.
enum HTMLByline {
  /// A date in words or numbers: *le 3 mai 2026 à 8h*, *03/05/2026*, *May 3, 2026*; ISO 8601.
  static func date(in words: [Substring], _ hints: HTMLHints) -> String? {
    for (index, word) in words.enumerated() {
      if let date = numeric(word) { return date }
      guard let month = hints.month(word.trimmedEnds) else { continue }
      let around = [
        index > 0 ? number(words[index - 1]) : nil, index + 1 < words.count ? number(words[index + 1]) : nil,
      ]
      let behind = index + 2 < words.count ? number(words[index + 2]) : nil
      // French and British order, then American.
      let year = around[1].flatMap { $0 > 31 ? $0 : nil } ?? behind
      let day = around[1].flatMap { $0 <= 31 ? $0 : nil } ?? around[0]
      if let year, let day, let date = iso(year, month, day) { return date }
    }
    return nil
  }

  /// The names behind *Par*, *By*, *Propos recueillis par*, or alone in a line that is known to be a byline.
  static func author(in text: String, isByline: Bool, _ hints: HTMLHints) -> String? {
    let words = text.split(whereSeparator: \.isWhitespace)
    let opening = hints.opening(words)
    guard opening.meaning.contains(.byline) || isByline else { return nil }
    var names: [Substring] = []
    for word in words.dropFirst(opening.count) {
      guard let first = word.first, first.isLetter, hints.month(word) == nil else { break }
      let isSmall = first.isLowercase && word.count <= 3
      guard first.isUppercase || isSmall && !names.isEmpty,
        names.isEmpty || hints.opening([word]).meaning.isEmpty || isSmall
      else { break }
      names.append(word)
      if names.count > longest { return nil }
      if word.hasSuffix(",") || word.hasSuffix(".") && word.count > 2 { break }
    }
    // *Jean Dupont Le 3 mai*, *Jean Dupont Il y a 3 heures*
    while let last = names.last, last.first?.isLowercase == true || last.count <= 2 { names.removeLast() }
    return names.count >= 2 ? names.joined(separator: " ").trimmed : nil
  }

  /// In words.
  private static let longest = 8

  private static func number(_ word: Substring) -> Int? {
    let digits = word.prefix { $0.isASCII && $0.isNumber }
    return digits.isEmpty || digits.count > 4 ? nil : Int(digits)
  }

  private static func numeric(_ word: Substring) -> String? {
    let plain = word.trimmed
    if let date = MetadataSyntax.date(plain) { return date }
    let parts = plain.split { $0 == "/" || $0 == "." }
    guard parts.count == 3, let day = Int(parts[0]), let month = Int(parts[1]), let year = Int(parts[2]) else {
      return nil
    }
    return iso(year, month, day)
  }

  private static func iso(_ year: Int, _ month: Int, _ day: Int) -> String? {
    guard 1800...2999 ~= year, 1...12 ~= month, 1...31 ~= day else { return nil }
    let pad: (Int) -> String = { $0 < 10 ? "0\($0)" : "\($0)" }
    return MetadataSyntax.date("\(year)-\(pad(month))-\(pad(day))")
  }
}

extension Substring {
  fileprivate var trimmedEnds: Substring { Substring(trimmed) }
}
