/// What the lexicons know of a word form, whatever its place in the sentence.
///
/// Constants that are computed where they are used: stored ones would be reached through a lock in every other module.
public struct Traits: OptionSet, Sendable, Hashable {
  public let rawValue: UInt64
  @inlinable public init(rawValue: UInt64) { self.rawValue = rawValue }
  @inlinable init(bit: Int) { rawValue = 1 << UInt64(bit) }

  // Open classes.
  @inlinable public static var noun: Traits { Traits(bit: 0) }
  @inlinable public static var adjective: Traits { Traits(bit: 1) }
  @inlinable public static var adverb: Traits { Traits(bit: 2) }
  @inlinable public static var finiteVerb: Traits { Traits(bit: 3) }
  @inlinable public static var infinitive: Traits { Traits(bit: 4) }
  @inlinable public static var presentParticiple: Traits { Traits(bit: 5) }
  @inlinable public static var pastParticiple: Traits { Traits(bit: 6) }

  // Closed classes.
  @inlinable public static var determiner: Traits { Traits(bit: 8) }
  @inlinable public static var preposition: Traits { Traits(bit: 9) }
  @inlinable public static var coordinator: Traits { Traits(bit: 10) }
  @inlinable public static var subordinator: Traits { Traits(bit: 11) }
  @inlinable public static var subjectPronoun: Traits { Traits(bit: 12) }
  @inlinable public static var objectPronoun: Traits { Traits(bit: 13) }
  @inlinable public static var relativePronoun: Traits { Traits(bit: 14) }
  @inlinable public static var indefinitePronoun: Traits { Traits(bit: 15) }
  @inlinable public static var negation: Traits { Traits(bit: 16) }
  @inlinable public static var numeral: Traits { Traits(bit: 17) }
  /// A form of *être* or *avoir*.
  @inlinable public static var be: Traits { Traits(bit: 18) }
  @inlinable public static var have: Traits { Traits(bit: 19) }
  @inlinable public static var elision: Traits { Traits(bit: 20) }
  @inlinable public static var enclitic: Traits { Traits(bit: 21) }
  @inlinable public static var subjectEnclitic: Traits { Traits(bit: 22) }
  @inlinable public static var strongPronoun: Traits { Traits(bit: 23) }
  @inlinable public static var interrogative: Traits { Traits(bit: 31) }

  // Agreement. A form may have several.
  @inlinable public static var masculine: Traits { Traits(bit: 24) }
  @inlinable public static var feminine: Traits { Traits(bit: 25) }
  @inlinable public static var singular: Traits { Traits(bit: 26) }
  @inlinable public static var plural: Traits { Traits(bit: 27) }
  @inlinable public static var firstPerson: Traits { Traits(bit: 28) }
  @inlinable public static var secondPerson: Traits { Traits(bit: 29) }
  @inlinable public static var thirdPerson: Traits { Traits(bit: 30) }

  // Heads of noun phrases that can speak.
  @inlinable public static var role: Traits { Traits(bit: 32) }
  @inlinable public static var personNoun: Traits { Traits(bit: 33) }
  @inlinable public static var groupNoun: Traits { Traits(bit: 34) }
  @inlinable public static var organisationNoun: Traits { Traits(bit: 35) }
  @inlinable public static var documentNoun: Traits { Traits(bit: 36) }

  // Names.
  @inlinable public static var title: Traits { Traits(bit: 40) }
  @inlinable public static var givenName: Traits { Traits(bit: 41) }
  /// A given name that is a common word too: *Pierre*, *Rose*.
  @inlinable public static var ambiguousGivenName: Traits { Traits(bit: 42) }
  @inlinable public static var notName: Traits { Traits(bit: 43) }
  @inlinable public static var personParticle: Traits { Traits(bit: 44) }
  @inlinable public static var organisationParticle: Traits { Traits(bit: 45) }
  @inlinable public static var placeParticle: Traits { Traits(bit: 46) }

  /// Whose bearers nearly all are women, or men: apart from the grammar of the common word that it may be too.
  @inlinable public static var femaleName: Traits { Traits(bit: 51) }
  @inlinable public static var maleName: Traits { Traits(bit: 52) }

  // Abbreviations, by their form with the period.
  @inlinable public static var titleAbbreviation: Traits { Traits(bit: 48) }
  @inlinable public static var innerAbbreviation: Traits { Traits(bit: 49) }
  @inlinable public static var finalAbbreviation: Traits { Traits(bit: 50) }
  /// One only beside a number: *3 sept. 1950*.
  @inlinable public static var dateAbbreviation: Traits { Traits(bit: 53) }

  /// Belongs to a name or a time, inside a sentence or at its end: *Inc.*, *p.m.*. No bit is left, and none is needed.
  @inlinable public static var nameAbbreviation: Traits { [.innerAbbreviation, .finalAbbreviation] }

  // Spelling, by the forms of spelling.tsv and address-endings.tsv.
  /// One token in spite of its apostrophe: *l'on*.
  @inlinable public static var wholeWord: Traits { Traits(bit: 54) }
  /// Stands apart from the number before it: *15 h*.
  @inlinable public static var unit: Traits { Traits(bit: 55) }
  /// A unit that minutes may follow: *15 h 30*.
  @inlinable public static var hourSign: Traits { Traits(bit: 56) }
  @inlinable public static var month: Traits { Traits(bit: 57) }
  /// The last part of a web address or a file name: *.fr*.
  @inlinable public static var addressEnding: Traits { Traits(bit: 58) }
  /// What ordinals end with; the form *.* of a language that writes *3. Oktober*.
  @inlinable public static var ordinalEnding: Traits { Traits(bit: 59) }

  /// Keeps its hyphen where hyphens divide words: *re-emerged*.
  @inlinable public static var hyphenPrefix: Traits { Traits(bit: 7) }
  /// A sign that divides words.
  @inlinable public static var divider: Traits { Traits(bit: 47) }

  // What the form is most often, and what it is seldom although it can be.
  @inlinable public static var usuallyNoun: Traits { Traits(bit: 60) }
  @inlinable public static var usuallyAdjective: Traits { Traits(bit: 61) }
  @inlinable public static var usuallyVerb: Traits { Traits(bit: 62) }
  /// Most often of a closed class, or an adverb.
  @inlinable public static var usuallyOther: Traits { Traits(bit: 63) }
  @inlinable public static var seldomNoun: Traits { Traits(bit: 37) }
  @inlinable public static var seldomAdjective: Traits { Traits(bit: 38) }
  @inlinable public static var seldomVerb: Traits { Traits(bit: 39) }

  // Groups to ask for.
  @inlinable public static var usual: Traits { [.usuallyNoun, .usuallyAdjective, .usuallyVerb, .usuallyOther] }
  @inlinable public static var seldom: Traits { [.seldomNoun, .seldomAdjective, .seldomVerb] }
  @inlinable public static var functionWord: Traits {
    [
      .determiner, .preposition, .coordinator, .subordinator, .subjectPronoun, .objectPronoun, .relativePronoun,
      .indefinitePronoun, .negation, .strongPronoun, .interrogative,
    ]
  }
  @inlinable public static var abbreviation: Traits {
    [
      .titleAbbreviation, .innerAbbreviation, .finalAbbreviation, .dateAbbreviation,
    ]
  }
  @inlinable public static var humanNoun: Traits { [.role, .personNoun, .groupNoun, .organisationNoun, .documentNoun] }
  @inlinable public static var openClass: Traits {
    [
      .noun, .adjective, .adverb, .finiteVerb, .infinitive, .presentParticiple, .pastParticiple,
    ]
  }

  /// Whether the form has any of these.
  @inlinable public func has(_ any: Traits) -> Bool { !isDisjoint(with: any) }
}
