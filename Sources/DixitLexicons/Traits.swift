/// What the lexicons know of a word form, whatever its place in the sentence.
public struct Traits: OptionSet, Sendable, Hashable {
  public let rawValue: UInt64
  public init(rawValue: UInt64) { self.rawValue = rawValue }
  private init(bit: Int) { rawValue = 1 << UInt64(bit) }

  // Open classes.
  public static let noun = Traits(bit: 0)
  public static let adjective = Traits(bit: 1)
  public static let adverb = Traits(bit: 2)
  public static let finiteVerb = Traits(bit: 3)
  public static let infinitive = Traits(bit: 4)
  public static let presentParticiple = Traits(bit: 5)
  public static let pastParticiple = Traits(bit: 6)

  // Closed classes.
  public static let determiner = Traits(bit: 8)
  public static let preposition = Traits(bit: 9)
  public static let coordinator = Traits(bit: 10)
  public static let subordinator = Traits(bit: 11)
  public static let subjectPronoun = Traits(bit: 12)
  public static let objectPronoun = Traits(bit: 13)
  public static let relativePronoun = Traits(bit: 14)
  public static let indefinitePronoun = Traits(bit: 15)
  public static let negation = Traits(bit: 16)
  public static let numeral = Traits(bit: 17)
  /// A form of *être* or *avoir*.
  public static let be = Traits(bit: 18)
  public static let have = Traits(bit: 19)
  public static let elision = Traits(bit: 20)
  public static let enclitic = Traits(bit: 21)
  public static let subjectEnclitic = Traits(bit: 22)
  public static let strongPronoun = Traits(bit: 23)
  public static let interrogative = Traits(bit: 31)

  // Agreement. A form may have several.
  public static let masculine = Traits(bit: 24)
  public static let feminine = Traits(bit: 25)
  public static let singular = Traits(bit: 26)
  public static let plural = Traits(bit: 27)
  public static let firstPerson = Traits(bit: 28)
  public static let secondPerson = Traits(bit: 29)
  public static let thirdPerson = Traits(bit: 30)

  // Heads of noun phrases that can speak.
  public static let role = Traits(bit: 32)
  public static let personNoun = Traits(bit: 33)
  public static let groupNoun = Traits(bit: 34)
  public static let organisationNoun = Traits(bit: 35)
  public static let documentNoun = Traits(bit: 36)

  // Names.
  public static let title = Traits(bit: 40)
  public static let givenName = Traits(bit: 41)
  /// A given name that is a common word too: *Pierre*, *Rose*.
  public static let ambiguousGivenName = Traits(bit: 42)
  public static let notName = Traits(bit: 43)
  public static let personParticle = Traits(bit: 44)
  public static let organisationParticle = Traits(bit: 45)
  public static let placeParticle = Traits(bit: 46)

  /// Whose bearers nearly all are women, or men: apart from the grammar of the common word that it may be too.
  public static let femaleName = Traits(bit: 51)
  public static let maleName = Traits(bit: 52)

  // Abbreviations, by their form with the period.
  public static let titleAbbreviation = Traits(bit: 48)
  public static let innerAbbreviation = Traits(bit: 49)
  public static let finalAbbreviation = Traits(bit: 50)
  /// One only beside a number: *3 sept. 1950*.
  public static let dateAbbreviation = Traits(bit: 53)

  /// A final one that belongs to a name or a time: *Inc.*, *p.m.*.
  public static let nameAbbreviation = Traits(bit: 60)

  // Spelling, by the forms of spelling.tsv and address-endings.tsv.
  /// One token in spite of its apostrophe: *l'on*.
  public static let wholeWord = Traits(bit: 54)
  /// Stands apart from the number before it: *15 h*.
  public static let unit = Traits(bit: 55)
  /// A unit that minutes may follow: *15 h 30*.
  public static let hourSign = Traits(bit: 56)
  public static let month = Traits(bit: 57)
  /// The last part of a web address or a file name: *.fr*.
  public static let addressEnding = Traits(bit: 58)
  /// What ordinals end with; the form *.* of a language that writes *3. Oktober*.
  public static let ordinalEnding = Traits(bit: 59)

  // What the form is most often, and what it is seldom although it can be.
  public static let usuallyNoun = Traits(bit: 60)
  public static let usuallyAdjective = Traits(bit: 61)
  public static let usuallyVerb = Traits(bit: 62)
  /// Most often of a closed class, or an adverb.
  public static let usuallyOther = Traits(bit: 63)
  public static let seldomNoun = Traits(bit: 37)
  public static let seldomAdjective = Traits(bit: 38)
  public static let seldomVerb = Traits(bit: 39)

  // Groups to ask for.
  public static let usual: Traits = [.usuallyNoun, .usuallyAdjective, .usuallyVerb, .usuallyOther]
  public static let seldom: Traits = [.seldomNoun, .seldomAdjective, .seldomVerb]
  public static let functionWord: Traits = [
    .determiner, .preposition, .coordinator, .subordinator, .subjectPronoun, .objectPronoun, .relativePronoun,
    .indefinitePronoun, .negation, .strongPronoun, .interrogative,
  ]
  public static let abbreviation: Traits = [
    .titleAbbreviation, .innerAbbreviation, .finalAbbreviation, .dateAbbreviation,
  ]
  public static let humanNoun: Traits = [.role, .personNoun, .groupNoun, .organisationNoun, .documentNoun]
  public static let openClass: Traits = [
    .noun, .adjective, .adverb, .finiteVerb, .infinitive, .presentParticiple, .pastParticiple,
  ]

  /// Whether the form has any of these.
  public func has(_ any: Traits) -> Bool { !isDisjoint(with: any) }
}
