import DixitDocument

/// Reads who wrote an article and when from the lines above its text, for pages that say it nowhere else.
enum HTMLByline {
  /// The date in a line, wherever it stands: *le 3 mai 2026 à 8h*, *Publié le 03/05/2026*.
  static func date(in line: String) -> String? {
    if let date = PressDate.date(line) { return date }
    for word in line.split(whereSeparator: \.isWhitespace) where word.contains("/") || word.contains(".") {
      if let date = PressDate.date(String(word)) { return date }
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
      guard let first = word.first, first.isLetter, !PressDate.beginsWithMonth(String(word)) else { break }
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
}
