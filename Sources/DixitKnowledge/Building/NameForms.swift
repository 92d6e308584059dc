import DixitDocument
import DixitLexicons

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The names by which an item may be found, with how it came by them.
struct NameForms {
  let rules: BuildRules
  let people: [UInt64: PeopleNames.Counts]

  /// From this score on somebody is called by the family name alone; the more people bear the name, the better known one
  /// must be: ten times as many ask for as much again as `surnameSlope`. Written down by hand is as good as much fame.
  static let surnameScore = 4.4
  static let surnameSlope = 0.6
  static let byHandBonus = 1.2
  /// From this score on a club is called by its town alone, a team by its last word.
  static let teamScore = 3.0

  func names(of item: DraftItem, type: EntityType, score: Double) -> [(name: String, kind: Candidate.Kind)] {
    let label = item.label.text
    var names: [(name: String, kind: Candidate.Kind)] = []
    if item.correction != nil {
      names.append((label, .curated))
      names += (item.correction?.aliases ?? []).map { ($0, .curated) }
      // *Rennes (football)* is what a club is called beside its town.
      names += ([label] + (item.correction?.aliases ?? [])).compactMap(withoutParentheses).map { ($0, .derived) }
    } else {
      names += forms(of: label, as: .label, type: type)
    }
    for alias in item.otherNames where isUsable(alias, of: type) { names += forms(of: alias, as: .alias, type: type) }
    let fame = score + (item.correction == nil ? 0 : Self.byHandBonus)
    if type == .person, let surname = surname(label), fame >= leastScore(surname) {
      names.append((surname, .surname))
    }
    if type == .organisation, score >= Self.teamScore { names += teamNames(item).map { ($0, .derived) } }
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
      if scalar.isForeignLetter { return false }
      if scalar.properties.isAlphabetic || scalar.properties.numericType != nil { letters += 1 }
      if scalar.properties.isUppercase || scalar.properties.numericType != nil { capitals += 1 }
    }
    guard letters >= 2, capitals > 0, alias.utf8.count <= 80 else { return false }
    if alias.first == "@" || alias.first == "#" { return false }
    if letters <= 3, capitals < letters { return false }
    return letters > 3 && alias.contains(" ") || !rules.isCommonWord(alias)
  }

  /// `Microsoft (United States)` → `Microsoft`.
  private func withoutParentheses(_ name: String) -> String? {
    guard name.last == ")", let open = name.lastIndex(of: "("), open > name.startIndex else { return nil }
    let bare = String(name[..<open].trimmingSuffix { $0 == " " })
    return bare.isEmpty ? nil : bare
  }

  /// `Apple, Inc.` → `Apple`; `Haier Group Co., Ltd.` → `Haier Group`.
  private func withoutLegalForm(_ name: String) -> String? {
    var bare = name[...]
    while let space = bare.lastIndex(of: " "),
      rules.legalForms.contains(bare[space...].filter(\.isLetter).lowercased())
    {
      bare = bare[..<space].trimmingSuffix { $0 == "," || $0 == " " || $0 == "&" }
    }
    return bare.count < name.count && bare.utf8.count > 2 && !rules.isCommonWord(bare) ? String(bare) : nil
  }

  private func leastScore(_ surname: String) -> Double {
    let bearers = people[Folding.nameKey(surname)]?.family ?? 0
    return Self.surnameScore + Self.surnameSlope * log10(Double(max(1, bearers)))
  }

  private func surname(_ label: String) -> String? {
    let words = label.split(separator: " ")
    guard words.count > 1, words.count < 5, let last = words.last, last.utf8.count > 2 else { return nil }
    guard last.contains(where: \.isLowercase) else { return nil }
    if let hyphen = last.firstIndex(of: "-"), rules.particles.contains(String(last[..<hyphen])) {
      return String(last[hyphen...].dropFirst())  // Bachar el-Assad
    }
    guard last.first!.isUppercase else { return nil }
    let start = words.dropFirst().firstIndex { rules.particles.contains($0.lowercased()) }
    return words[(start ?? words.count - 1)...].joined(separator: " ")
  }

  /// `Kansas City Chiefs` → `Chiefs`, `Chiefs de Kansas City`; `Lakers de Los Angeles` → `Lakers`; `Liverpool F.C.` →
  /// `Liverpool`.
  private func teamNames(_ item: DraftItem) -> [String] {
    let words = item.label.text.split(separator: " ")
    guard words.count > 1 else { return [] }
    if item.isTeam(rules) {
      if let of = words.dropFirst().firstIndex(where: { rules.particles.contains($0.lowercased()) }) {
        let team = words[..<of].joined(separator: " ")
        return rules.isCommonWord(team) ? [] : [team]
      }
      let last = String(words[words.count - 1])
      return rules.isCommonWord(last) ? [] : [last, "\(last) de \(words.dropLast().joined(separator: " "))"]
    }
    let isClubWord = { (word: Substring) in rules.clubWords.contains(word.filter(\.isLetter).lowercased()) }
    var town = words[...]
    while let first = town.first, isClubWord(first) { town.removeFirst() }
    while let last = town.last, isClubWord(last) { town.removeLast() }
    return town.isEmpty || town.count == words.count ? [] : [town.joined(separator: " ")]
  }
}

extension Unicode.Scalar {
  /// A letter of another script than Latin.
  fileprivate var isForeignLetter: Bool {
    value >= 0x250 && properties.isAlphabetic && !(0x1E00...0x1EFF).contains(value)
  }
}

extension StringProtocol {
  /// Whether no letter is of another script.
  var isLatin: Bool { !unicodeScalars.contains(where: \.isForeignLetter) }

  /// The text without the characters at its end that fulfil a predicate.
  func trimmingSuffix(_ belongs: (Character) -> Bool) -> SubSequence {
    var end = endIndex
    while end > startIndex, belongs(self[index(before: end)]) { end = index(before: end) }
    return self[..<end]
  }
}
