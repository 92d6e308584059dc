import DixitDocument

extension Vocabulary {
  /// Loads the word tables of a language, such as `fr`.
  public init(language: String, library: LexiconLibrary) throws {
    self.init(minimumCapacity: 1 << 18)
    try addSpelling(language, library)
    // The words that are most usual come first and stand where they are looked for.
    try addReadings(language, library)
    try addAuxiliaries(language, library)
    if LexiconLibrary.has("\(language)/enclitics.tsv") {
      try addEnclitics(library.table("\(language)/enclitics.tsv", columns: 4))
    }
    try addHumanNouns("\(language)/nouns-human.tsv", library)
    for row in try library.table("\(language)/person-titles.tsv", columns: 3) {
      add([.title, Self.agreement(gender: row[1], number: "s")], to: row.key(0))
    }
    // People of all countries are written of in every language: a language's own table only says what French's does not.
    if language != "fr", LexiconLibrary.has("\(language)/given-names.tsv") {
      try addGivenNames("\(language)/given-names.tsv", library)
      try addGivenNames("fr/given-names.tsv", library, except: .givenName)
    } else {
      try addGivenNames("fr/given-names.tsv", library)
    }
    try addForms("\(language)/not-names.tsv", library, columns: 2) { _ in .notName }
    try add(library.table("\(language)/name-particles.tsv", columns: 2), column: 1) { Self.particles[$0] }
    try addWordForms(language, library)
  }

  /// Loads only what tokens and sentence ends depend on: for languages that are read but not analysed.
  public init(spellingOf language: String, library: LexiconLibrary) throws {
    self.init(minimumCapacity: 1 << 10)
    try addSpelling(language, library)
  }

  private mutating func addSpelling(_ language: String, _ library: LexiconLibrary) throws {
    try addFunctionWords(library.table("\(language)/function-words.tsv", columns: 5))
    try add(library.table("\(language)/abbreviations.tsv", columns: 2), column: 1) { Self.abbreviations[$0] }
    try add(library.table("\(language)/spelling.tsv", columns: 2), column: 1) { Self.spellings[$0] }
    for row in try library.table("address-endings.tsv", columns: 1) { add(.addressEnding, to: row.key(0)) }
  }

  private static let abbreviations: [String: Traits] = [
    "title": .titleAbbreviation, "inner": .innerAbbreviation, "final": .finalAbbreviation, "name": .nameAbbreviation,
    "date": .dateAbbreviation,
  ]

  private static let spellings: [String: Traits] = [
    "whole": .wholeWord, "unit": .unit, "hour": [.unit, .hourSign], "month": .month, "ordinal": .ordinalEnding,
    "elision": .elision, "prefix": .hyphenPrefix, "divider": .divider, "clitic": .enclitic,
  ]

  private static let particles: [String: Traits] = [
    "person": .personParticle, "org": .organisationParticle, "place": .placeParticle,
  ]

  private mutating func add(
    _ rows: [LexiconRow], column: Int, _ traits: (String) -> Traits?
  ) throws {
    for row in rows {
      guard let traits = traits(row[column]) else { throw row.unexpected(column, expected: "a known kind") }
      add(traits, to: row.key(0))
    }
  }

  private mutating func addFunctionWords(_ rows: [LexiconRow]) throws {
    for row in rows {
      guard let word = Self.functionClasses[row[1]] else { throw row.unexpected(1, expected: "a closed word class") }
      var traits = word.union(Self.agreement(gender: row[2], number: row[3]))
      switch row[4] {
      case "1": traits.insert(.firstPerson)
      case "2": traits.insert(.secondPerson)
      case "3": traits.insert(.thirdPerson)
      default: break
      }
      if row[0].hasSuffix("'") { traits.insert(.elision) }
      add(traits, to: row.key(0))
    }
  }

  private static let functionClasses: [String: Traits] = [
    "DET": .determiner, "PRON": .indefinitePronoun, "PRON.rel": .relativePronoun, "PRON.subj": .subjectPronoun,
    "PRON.clit": .objectPronoun, "PRON.ind": .indefinitePronoun, "ADP": .preposition, "CCONJ": .coordinator,
    "SCONJ": .subordinator, "ADV": .adverb, "ADV.neg": [.adverb, .negation], "NUM": .numeral, "NUM.noun": .noun,
    "PRON.ton": .strongPronoun, "PRON.int": .interrogative, "ADP.det": .preposition,
    "ADV.int": [.adverb, .interrogative], "INTJ": [],
  ]

  private static let grammatical: Traits = [
    .determiner, .subjectPronoun, .objectPronoun, .preposition, .coordinator, .subordinator, .relativePronoun,
  ]

  private static func agreement(gender: String, number: String) -> Traits {
    var traits: Traits = []
    if gender == "m" || gender.isEmpty { traits.insert(.masculine) }
    if gender == "f" || gender.isEmpty { traits.insert(.feminine) }
    if number == "s" || number.isEmpty { traits.insert(.singular) }
    if number == "p" || number.isEmpty { traits.insert(.plural) }
    return traits
  }

  /// The forms of *être* and *avoir*, which the conjugation table has whole.
  private mutating func addAuxiliaries(_ language: String, _ library: LexiconLibrary) throws {
    var kinds: [String: Traits] = [:]
    for row in try library.table("\(language)/auxiliaries.tsv", columns: 2) {
      guard let kind = Self.auxiliaries[row[1]] else { throw row.unexpected(1, expected: "be or have") }
      kinds[row[0]] = kind
    }
    for row in try library.table("\(language)/conjugations.tsv", columns: 3) {
      if let kind = kinds[row[0]] { add(kind.union(Traits(conjugationTag: row[1])), to: row.key(2)) }
    }
  }

  private static let auxiliaries: [String: Traits] = ["be": .be, "have": .have]

  private mutating func addEnclitics(_ rows: [LexiconRow]) throws {
    for row in rows {
      let subject: Traits = row[1] == "subject" ? .subjectEnclitic : []
      add([.enclitic, subject, Self.agreement(gender: row[2], number: row[3])], to: row.key(0))
    }
  }

  private mutating func addHumanNouns(_ path: String, _ library: LexiconLibrary) throws {
    let kinds: [String: Traits] = [
      "role": .role, "person": .personNoun, "group": .groupNoun, "org": .organisationNoun, "doc": .documentNoun,
    ]
    try addForms(path, library, columns: 4) { row in
      guard let kind = kinds[row[3]] else { throw row.unexpected(3, expected: "role, person, group, org or doc") }
      return [.noun, kind, Self.agreement(gender: row[1], number: row[2])]
    }
  }

  private mutating func addGivenNames(_ path: String, _ library: LexiconLibrary, except excluded: Traits = []) throws {
    try addForms(path, library, columns: 3, except: excluded) { row in
      var traits: Traits = row[2] == "1" ? [.givenName, .ambiguousGivenName] : .givenName
      if row[1] == "f" { traits.insert(.femaleName) }
      if row[1] == "m" { traits.insert(.maleName) }
      return traits
    }
  }

  // MARK: Word forms

  private mutating func addWordForms(_ language: String, _ library: LexiconLibrary) throws {
    // *la* is a note of music and *un* a figure as well: the grammar's reading wins.
    try addForms("\(language)/words.tsv", library, except: Self.grammatical) { Self.traits(ofClasses: $0[1]) }
  }

  private mutating func addReadings(_ language: String, _ library: LexiconLibrary) throws {
    try addForms("\(language)/readings.tsv", library) { row in
      row.list(1).reduce(into: Traits()) { $0.formUnion(Self.readings[$1] ?? []) }
    }
  }

  private static let readings: [Substring: Traits] = [
    "N": .usuallyNoun, "A": .usuallyAdjective, "V": .usuallyVerb, "O": .usuallyOther,
    "-N": .seldomNoun, "-A": .seldomAdjective, "-V": .seldomVerb,
  ]

  /// Adds the forms of a table too large for a row value each. What stands behind the form tells its traits: a few
  /// hundred such ends of rows serve all words, and only the first row of each is read column by column.
  private mutating func addForms(
    _ path: String, _ library: LexiconLibrary, columns: Int? = nil, except excluded: Traits = [],
    _ traits: (LexiconRow) throws -> Traits
  ) throws {
    try library.forEachPiece(of: path) { name, utf8 in
      var known = KeyTable(minimumCapacity: 512)
      var rows = FormRows(utf8, file: name, columns: columns)
      try withUnsafeTemporaryAllocation(of: FormEntry.self, capacity: Self.formsTogether) { batch in
        var count = 0
        try rows.read { row in
          let entry: UInt32
          if let old = known.value(of: row.endKey) {
            entry = old
          } else {
            entry = self.entry(of: try traits(row.columns()))
            known[row.endKey] = entry
          }
          prefetch(row.form)
          batch.initializeElement(at: count, to: FormEntry(key: row.form, entry: entry))
          count += 1
          if count == Self.formsTogether {
            add(batch[..<count], except: excluded)
            count = 0
          }
        }
        add(batch[..<count], except: excluded)
      }
    }
  }

  /// Memory is asked for when a form is read, and comes while the next ones are: several times faster than if each form
  /// waited for its own.
  private static let formsTogether = 64

  /// Reads compact tags such as `Nms|Afp|V3s|Vpms|Vi|R`.
  static func traits(ofClasses cell: String) -> Traits {
    cell.split(separator: "|").reduce(into: Traits()) { traits, tag in
      let letters = Array(tag)
      switch letters.first {
      case "N": traits.formUnion([.noun, agreement(letters.dropFirst())])
      case "A": traits.formUnion([.adjective, agreement(letters.dropFirst())])
      case "R": traits.insert(.adverb)
      case "V" where tag == "Vi": traits.insert(.infinitive)
      case "V" where tag == "Vg": traits.insert(.presentParticiple)
      case "V" where tag.hasPrefix("Vp"): traits.formUnion([.pastParticiple, agreement(letters.dropFirst(2))])
      case "V": traits.formUnion([.finiteVerb, agreement(letters.dropFirst())])
      default: break
      }
    }
  }

  private static func agreement(_ letters: ArraySlice<Character>) -> Traits {
    letters.reduce(into: Traits()) { traits, letter in
      switch letter {
      case "m": traits.insert(.masculine)
      case "f": traits.insert(.feminine)
      case "e": traits.formUnion([.masculine, .feminine])
      case "s": traits.insert(.singular)
      case "p": traits.insert(.plural)
      case "i": traits.formUnion([.singular, .plural])
      case "1": traits.insert(.firstPerson)
      case "2": traits.insert(.secondPerson)
      case "3": traits.insert(.thirdPerson)
      default: break
      }
    }
  }
}

extension Traits {
  /// Reads a conjugation tag: `inf`, `ger`, `pp.fs`, `ind.3p`.
  init(conjugationTag tag: String) {
    let parts = tag.split(separator: ".")
    var traits: Traits
    switch parts.first {
    case "inf": traits = .infinitive
    case "ger": traits = .presentParticiple
    case "pp": traits = .pastParticiple
    default: traits = .finiteVerb
    }
    for letter in parts.dropFirst().first ?? "" {
      switch letter {
      case "m": traits.insert(.masculine)
      case "f": traits.insert(.feminine)
      case "s": traits.insert(.singular)
      case "p": traits.insert(.plural)
      case "1": traits.insert(.firstPerson)
      case "2": traits.insert(.secondPerson)
      case "3": traits.insert(.thirdPerson)
      default: break
      }
    }
    self = traits
  }
}
