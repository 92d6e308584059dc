import DixitDocument

/// How the sentences of a language differ from French ones where the rules ask: rows of `syntax.tsv`.
public struct Syntax: OptionSet, Sendable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// A reported clause needs no conjunction: *She said it was late*.
  public static let bareClause = Syntax(rawValue: 1)
  /// The subject may stand before its verb behind what it says: *“It is late,” she said*.
  public static let subjectFirstIncise = Syntax(rawValue: 2)
  /// The last noun of a phrase is its head: *the police spokesman*.
  public static let headLast = Syntax(rawValue: 4)
  /// *He* and *she* are people, and *it* is none.
  public static let naturalGender = Syntax(rawValue: 8)
  /// A verb's infinitive is finite, and often a noun too: *to report*, *they report*, *the report*.
  public static let baseForms = Syntax(rawValue: 16)
  /// Offices before a name have capitals: *Foreign Secretary Jane Doe*.
  public static let capitalOffices = Syntax(rawValue: 32)

  private static let byName: [String: Syntax] = [
    "bare-clause": .bareClause, "subject-first-incise": .subjectFirstIncise, "head-last": .headLast,
    "natural-gender": .naturalGender, "base-forms": .baseForms, "capital-offices": .capitalOffices,
  ]

  public init(language: String, library: LexiconLibrary) throws {
    self = []
    for row in try library.table("\(language)/syntax.tsv", columns: 2) where !Ownership.properties.contains(row[0]) {
      guard let property = Self.byName[row[0]] else { throw row.unexpected(0, expected: "a property") }
      insert(property)
    }
  }

  public func has(_ property: Syntax) -> Bool { contains(property) }
}

/// How a language says whose a thing is: *famille de Claire Martin*, *famille d’Anna Morel*.
public struct Ownership: Sendable {
  fileprivate static let properties = ["of", "of-vowel"]
  private var of = ""
  private var ofVowel: String?

  public init(language: String, library: LexiconLibrary) throws {
    for row in try library.table("\(language)/syntax.tsv", columns: 2) {
      if row[0] == Self.properties[0] { of = row[1] }
      if row[0] == Self.properties[1] { ofVowel = row[1] }
    }
  }

  public func thing(_ thing: String, of owner: String) -> String {
    let first = owner.unicodeScalars.first.map { UInt8(truncatingIfNeeded: Folding.foldedLetter($0.value)) }
    if let ofVowel, [0x61, 0x65, 0x69, 0x6F, 0x75].contains(first) { return "\(thing) \(ofVowel)\(owner)" }
    return "\(thing) \(of) \(owner)"
  }
}
