import DixitDocument
import DixitLexicons

/// The names by which an item may be found, with how it came by them.
struct NameForms {
  let rules: BuildRules

  /// From this score on somebody is called by the family name alone, even where the press has not named them yet.
  static let surnameScore = 4.3

  func names(of item: DraftItem, type: EntityType, score: Double) -> [(name: String, kind: Candidate.Kind)] {
    let label = item.label.text
    var names: [(name: String, kind: Candidate.Kind)] = []
    if item.correction != nil {
      names.append((label, .curated))
      names += (item.correction?.aliases ?? []).map { ($0, .curated) }
    } else {
      names += forms(of: label, as: .label, type: type)
    }
    for alias in item.otherNames where isUsable(alias, of: type) { names += forms(of: alias, as: .alias, type: type) }
    if type == .person, score >= Self.surnameScore, let surname = surname(label) { names.append((surname, .surname)) }
    return names
  }

  /// A name, and what remains of it without its legal form or what only tells it from its homonyms.
  private func forms(of name: String, as kind: Candidate.Kind, type: EntityType) -> [(String, Candidate.Kind)] {
    if let bare = withoutParentheses(name) { return [(bare, .derived)] }
    if let comma = name.firstIndex(of: ",") {
      // "Paris, Texas" is never written so in French; "Smith, John" is a catalogue's form.
      if type == .place { return [(String(name[..<comma]), kind == .label ? .alias : .derived)] }
      if type == .person { return kind == .label ? [(name, kind)] : [] }
    }
    guard type == .organisation, let short = withoutLegalForm(name) else { return [(name, kind)] }
    return [(name, kind), (short, .derived)]
  }

  /// Whether an alias may stand in a French text: Latin letters with a capital or a digit, long enough to mean
  /// something; of two or three letters only where all are capitals, and never a common French word.
  func isUsable(_ alias: String, of type: EntityType) -> Bool {
    var letters = 0
    var capitals = 0
    for scalar in alias.unicodeScalars {
      if Self.isForeign(scalar) { return false }
      if scalar.properties.isAlphabetic || scalar.properties.numericType != nil { letters += 1 }
      if scalar.properties.isUppercase || scalar.properties.numericType != nil { capitals += 1 }
    }
    guard letters >= 2, capitals > 0, alias.first != "@", alias.first != "#", alias.utf8.count <= 80 else { return false }
    if letters <= 3, capitals < letters { return false }
    return letters > 3 && alias.contains(" ") || !rules.isCommonWord(alias)
  }

  /// Letters of other scripts.
  private static func isForeign(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x250 && scalar.properties.isAlphabetic && !(0x1E00...0x1EFF).contains(scalar.value)
  }

  /// `Microsoft (United States)` → `Microsoft`.
  private func withoutParentheses(_ name: String) -> String? {
    guard name.last == ")", let open = name.lastIndex(of: "("), open > name.startIndex else { return nil }
    let bare = String(name[..<open].trimmingSuffix { $0 == " " })
    return bare.isEmpty ? nil : bare
  }

  /// `Apple, Inc.` → `Apple`.
  private func withoutLegalForm(_ name: String) -> String? {
    let words = name.split(separator: " ")
    guard words.count > 1, rules.legalForms.contains(words[words.count - 1].filter(\.isLetter).lowercased()) else {
      return nil
    }
    let bare = words.dropLast().joined(separator: " ").trimmingSuffix { $0 == "," || $0 == " " || $0 == "&" }
    return bare.utf8.count > 2 && !rules.isCommonWord(bare) ? String(bare) : nil
  }

  private func surname(_ label: String) -> String? {
    let words = label.split(separator: " ")
    guard words.count > 1, words.count < 4, let last = words.last, last.utf8.count > 2 else { return nil }
    return last.first!.isUppercase && last.contains(where: \.isLowercase) ? String(last) : nil
  }
}

extension StringProtocol {
  /// The text without the characters at its end that fulfil a predicate.
  func trimmingSuffix(_ belongs: (Character) -> Bool) -> SubSequence {
    var end = endIndex
    while end > startIndex, belongs(self[index(before: end)]) { end = index(before: end) }
    return self[..<end]
  }
}
