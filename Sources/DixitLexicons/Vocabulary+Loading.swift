import DixitDocument

extension Vocabulary {
  /// Loads the word tables of a language, such as `fr`.
  public init(language: String, library: LexiconLibrary) throws {
    self.init(minimumCapacity: 1 << 18)
    try addSpelling(language, library)
    // The words that are most usual come first and stand where they are looked for.
    try addReadings(language, library)
    try addAuxiliaries(library.table("\(language)/conjugations.tsv", columns: 3))
    try addEnclitics(library.table("\(language)/enclitics.tsv", columns: 4))
    try addHumanNouns(library.table("\(language)/nouns-human.tsv", columns: 4))
    for row in try library.table("\(language)/person-titles.tsv", columns: 3) {
      add([.title, agreement(gender: row[1], number: "s")], to: row.key(0))
    }
    try addGivenNames(library.table("\(language)/given-names.tsv", columns: 3))
    try add(library.table("\(language)/not-names.tsv", columns: 2), column: 1) { _ in .notName }
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
    "elision": .elision, "prefix": .hyphenPrefix, "divider": .divider,
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
      var traits = word.union(agreement(gender: row[2], number: row[3]))
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

  private func agreement(gender: String, number: String) -> Traits {
    var traits: Traits = []
    if gender == "m" || gender.isEmpty { traits.insert(.masculine) }
    if gender == "f" || gender.isEmpty { traits.insert(.feminine) }
    if number == "s" || number.isEmpty { traits.insert(.singular) }
    if number == "p" || number.isEmpty { traits.insert(.plural) }
    return traits
  }

  /// The forms of *être* and *avoir*, which the conjugation table has whole.
  private mutating func addAuxiliaries(_ rows: [LexiconRow]) throws {
    for row in rows {
      let kind: Traits
      switch row[0] {
      case "être": kind = .be
      case "avoir": kind = .have
      default: continue
      }
      add(kind.union(Traits(conjugationTag: row[1])), to: row.key(2))
    }
  }

  private mutating func addEnclitics(_ rows: [LexiconRow]) throws {
    for row in rows {
      let subject: Traits = row[1] == "subject" ? .subjectEnclitic : []
      add([.enclitic, subject, agreement(gender: row[2], number: row[3])], to: row.key(0))
    }
  }

  private mutating func addHumanNouns(_ rows: [LexiconRow]) throws {
    let kinds: [String: Traits] = [
      "role": .role, "person": .personNoun, "group": .groupNoun, "org": .organisationNoun, "doc": .documentNoun,
    ]
    for row in rows {
      guard let kind = kinds[row[3]] else { throw row.unexpected(3, expected: "role, person, group, org or doc") }
      add([.noun, kind, agreement(gender: row[1], number: row[2])], to: row.key(0))
    }
  }

  private mutating func addGivenNames(_ rows: [LexiconRow]) throws {
    for row in rows {
      var traits: Traits = row[2] == "1" ? [.givenName, .ambiguousGivenName] : .givenName
      if row[1] == "f" { traits.insert(.femaleName) }
      if row[1] == "m" { traits.insert(.maleName) }
      add(traits, to: row.key(0))
    }
  }

  // MARK: Word forms

  private mutating func addWordForms(_ language: String, _ library: LexiconLibrary) throws {
    try library.forEachPiece(of: "\(language)/words.tsv") { path, utf8 in
      // *la* is a note of music and *un* a figure as well: the grammar's reading wins.
      try addForms(utf8, path, except: Self.grammatical, Self.traits(ofClasses:))
    }
  }

  private mutating func addReadings(_ language: String, _ library: LexiconLibrary) throws {
    try library.forEachPiece(of: "\(language)/readings.tsv") { path, utf8 in
      try addForms(utf8, path, except: []) { cell in
        cell.split(separator: "|").reduce(into: Traits()) { $0.formUnion(Self.readings[$1] ?? []) }
      }
    }
  }

  private static let readings: [Substring: Traits] = [
    "N": .usuallyNoun, "A": .usuallyAdjective, "V": .usuallyVerb, "O": .usuallyOther,
    "-N": .seldomNoun, "-A": .seldomAdjective, "-V": .seldomVerb,
  ]

  /// Tables of forms have hundreds of thousands of rows: they are read as bytes, without a row value each.
  private mutating func addForms(
    _ utf8: UnsafeBufferPointer<UInt8>, _ path: String, except excluded: Traits, _ traitsOfCell: (String) -> Traits
  ) throws {
    // A few hundred sets of classes serve all words.
    var entries = KeyTable(minimumCapacity: 1024)
    var rows = FormRows(utf8, path)
    try withUnsafeTemporaryAllocation(of: FormEntry.self, capacity: Self.formsTogether) { batch in
      var count = 0
      try rows.read { form, classes in
        let entry: UInt32
        if let known = entries.value(of: classes.key) {
          entry = known
        } else {
          entry = self.entry(of: traitsOfCell(String(decoding: utf8[classes.start..<classes.end], as: UTF8.self)))
          entries[classes.key] = entry
        }
        prefetch(form)
        batch.initializeElement(at: count, to: FormEntry(key: form, entry: entry))
        count += 1
        if count == Self.formsTogether {
          add(batch[..<count], except: excluded)
          count = 0
        }
      }
      add(batch[..<count], except: excluded)
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
