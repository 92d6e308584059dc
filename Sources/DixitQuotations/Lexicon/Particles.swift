import DixitDocument
import DixitLexicons

/// What a word does in the constructions of reported speech; a word may do several things.
struct WordRoles: OptionSet, Sendable {
  let rawValue: UInt64

  private init(bit: Int) { self.init(rawValue: 1 << bit) }

  init(rawValue: UInt64) { self.rawValue = rawValue }

  /// *que* and *si* before a clause, *de* before an infinitive or complement, *du* and *des*.
  static let que = WordRoles(bit: 0)
  static let si = WordRoles(bit: 1)
  static let de = WordRoles(bit: 2)
  static let contraction = WordRoles(bit: 3)
  /// What stands before an infinitive that is reported: *promet **de** partir*.
  static let infinitive = WordRoles(bit: 4)
  /// What stands before a bare infinitive, and with it makes a finite verb: ***will** say*, ***did** not say*.
  static let auxiliary = WordRoles(bit: 5)
  /// What stands behind an owner: *Smith**'s** lawyer*.
  static let genitive = WordRoles(bit: 6)
  /// *de* alone or with an article.
  static let anyDe: WordRoles = [.de, .contraction]
  /// What else may lead on from a noun to its complement: *professeur à*, *analyste chez*.
  static let complement = WordRoles(bit: 7)
  static let ce = WordRoles(bit: 8)
  static let en = WordRoles(bit: 9)
  static let qui = WordRoles(bit: 10)
  static let et = WordRoles(bit: 11)
  /// *comme* before who says it; the noun of *le fait que*.
  static let comme = WordRoles(bit: 12)
  /// *mais*, behind which a clause says something of its own.
  static let contrast = WordRoles(bit: 13)
  static let fact = WordRoles(bit: 14)
  /// What an *il* that means nobody stands before: *faut*, *semble*, the *y* of *il y a*.
  static let impersonal = WordRoles(bit: 15)
  /// *plus*, *moins*, *alors*: a *que* right behind it is theirs and no verb's.
  static let comparative = WordRoles(bit: 16)
  /// *par*, which names who does what a passive tells.
  static let agent = WordRoles(bit: 17)
  /// *à* before whom one speaks to, or before an infinitive.
  static let to = WordRoles(bit: 18)
  /// The same, with an article in it or without: *à*, *aux*.
  static let dative: WordRoles = [.to, .toWithArticle]
  /// *mois*, *semaine*: with an article a time, *la semaine dernière*.
  static let period = WordRoles(bit: 19)
  /// *été*, by which a passive is told.
  static let been = WordRoles(bit: 20)
  static let reflexive = WordRoles(bit: 21)
  static let thirdReflexive = WordRoles(bit: 22)
  /// Determiners that point to something known.
  static let definite = WordRoles(bit: 23)
  /// Determiners that name an owner: the one spoken of, or (`mine`) the one who speaks.
  static let possessive = WordRoles(bit: 24)
  static let mine = WordRoles(bit: 25)
  /// Those of several owners: *leur*.
  static let several = WordRoles(bit: 26)
  /// Adjectives and nouns behind an *il est* that means nobody: *il est nécessaire de*, *il est temps que*.
  static let impersonalPredicate = WordRoles(bit: 27)
  /// Pronouns that point: *celui-ci*. Pronouns that mean nobody who has a name: *on*, *cela*, *soi*.
  static let pointed = WordRoles(bit: 28)
  /// *dernier*, which with a determiner points too; *même*, which means whoever spoke.
  static let latter = WordRoles(bit: 29)
  static let same = WordRoles(bit: 30)
  /// *vient* before *de* and an infinitive: what has just been done.
  static let recent = WordRoles(bit: 31)
  static let unbound = WordRoles(bit: 32)
  /// *à* with an article in it: *au*, *aux*.
  static let toWithArticle = WordRoles(bit: 33)
  /// *lundi*, *janvier*; a noun that reports; the first word of what names a source.
  static let time = WordRoles(bit: 34)
  static let reportingNoun = WordRoles(bit: 35)
  static let marker = WordRoles(bit: 36)

  /// By the names of `particles.tsv`.
  static let byName: [String: WordRoles] = [
    "que": .que,
    "si": .si,
    "de": .de,
    "contraction": .contraction,
    "infinitive": .infinitive,
    "auxiliary": .auxiliary,
    "genitive": .genitive,
    "complement": .complement,
    "ce": .ce,
    "en": .en,
    "qui": .qui,
    "et": .et,
    "comme": .comme,
    "contrast": .contrast,
    "fact": .fact,
    "impersonal": .impersonal,
    "comparative": .comparative,
    "agent": .agent,
    "à": .to,
    "period": .period,
    "été": .been,
    "reflexive": .reflexive,
    "third-reflexive": .thirdReflexive,
    "definite": .definite,
    "possessive": .possessive,
    "possessive-first": .mine,
    "possessive-several": .several,
    "impersonal-predicate": .impersonalPredicate,
    "pointed": .pointed,
    "latter": .latter,
    "same": .same,
    "recent": .recent,
    "unbound": .unbound,
    "à-article": .toWithArticle,
  ]
}

/// The function words that the constructions of reported speech are made of, and whatever else is asked of each word: looked
/// up once for each token.
struct Particles: Sendable {
  /// What leads on from the sentence before and is no part of what is said: *mais*, *en effet*; longest first.
  let connectives: [[WordKey]]
  private var places = KeyTable()
  private var roles: [WordRoles] = []

  init(language: String, library: LexiconLibrary) throws {
    var connectives: [[WordKey]] = []
    var rows: [(WordKey, WordRoles)] = []
    for row in try library.table("\(language)/particles.tsv", columns: 2) {
      if row[1] == "connective" {
        connectives.append(row[0].split(separator: " ").map { Folding.wordKey($0) })
      } else {
        guard let role = WordRoles.byName[row[1]] else { throw row.unexpected(1, expected: "what a particle does") }
        rows.append((row.key(0), role))
      }
    }
    self.connectives = connectives.sorted { $0.count > $1.count }
    for (key, role) in rows { add(role, to: key) }
  }

  mutating func add(_ role: WordRoles, to key: WordKey) {
    if let place = places[key] {
      roles[Int(place)].insert(role)
    } else {
      places[key] = UInt32(roles.count)
      roles.append(role)
    }
  }

  /// What a word does.
  func roles(of key: WordKey) -> WordRoles { places[key].map { roles[Int($0)] } ?? [] }
}
