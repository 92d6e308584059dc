import DixitDocument
import DixitLexicons

/// What a word does in the constructions of reported speech, by the names of `particles.tsv`.
enum WordRole: UInt8, CaseIterable, Sendable {
  /// *que* before a clause; *si* before an indirect question.
  case que, si
  /// *de* before an infinitive or complement; *du*, *des*.
  case de, contraction
  /// What stands before an infinitive that is reported: *promet **de** partir*.
  case infinitive
  /// What stands before a bare infinitive, and with it makes a finite verb: ***will** say*, ***did** not say*.
  case auxiliary
  /// What stands behind an owner: *Smith**'s** lawyer*.
  case genitive
  /// What else may lead on from a noun to its complement: *professeur à*, *analyste chez*.
  case complement
  case ce, en, qui, et
  /// *comme* before who says it.
  case comme
  /// The noun of *le fait que*.
  case fact
  /// *mais*, behind which a clause says something of its own.
  case contrast
  /// What an *il* that means nobody stands before: *faut*, *semble*, the *y* of *il y a*.
  case impersonal
  /// *plus*, *moins*, *alors*: a *que* right behind it is theirs and no verb's.
  case comparative
  /// *auprès* before *de* and who told it.
  case informant
  /// *par*, which names who does what a passive tells.
  case agent
  /// *à* before whom one speaks to, or before an infinitive; with an article in it, *au*, *aux*.
  case to, toWithArticle
  /// *mois*, *semaine*: with an article a time, *la semaine dernière*.
  case period
  /// *été*, by which a passive is told.
  case been
  case reflexive, thirdReflexive
  /// Determiners that point to something known.
  case definite
  /// Determiners that name an owner: the one spoken of; the one who speaks; several (*leur*).
  case possessive, mine, several
  /// Adjectives and nouns behind an *il est* that means nobody: *il est nécessaire de*, *il est temps que*.
  case impersonalPredicate
  /// Pronouns that point: *celui-ci*; *dernier*, which with a determiner points too.
  case pointed, latter
  /// *même*, which means whoever spoke.
  case same
  /// *vient* before *de* and an infinitive: what has just been done.
  case recent
  /// Pronouns that mean nobody who has a name: *on*, *cela*, *soi*.
  case unbound
  /// *lundi*, *janvier*
  case time
  /// *réponse*
  case reportingNoun
  /// The first word of what names a source: *selon*.
  case marker
}

/// Some of them; a word may do several things.
struct WordRoles: ExpressibleByArrayLiteral, Sendable {
  private var bits: UInt64 = 0

  /// *de* alone or with an article.
  static let anyDe: WordRoles = [.de, .contraction]
  /// *à* alone or with an article.
  static let dative: WordRoles = [.to, .toWithArticle]

  init(arrayLiteral roles: WordRole...) { for role in roles { insert(role) } }

  mutating func insert(_ role: WordRole) { bits |= 1 << UInt64(role.rawValue) }

  @inline(__always)
  func contains(_ role: WordRole) -> Bool { bits >> UInt64(role.rawValue) & 1 == 1 }

  func containsAny(of others: WordRoles) -> Bool { bits & others.bits != 0 }
}

/// The function words that the constructions of reported speech are made of, and whatever else is asked of each word: looked
/// up once for each token.
struct Particles: Sendable {
  /// What leads on from the sentence before and is no part of what is said: *mais*, *en effet*; longest first.
  private(set) var connectives: [[WordKey]] = []
  private var places = KeyTable()
  private var roles: [WordRoles] = []

  init(language: String, library: LexiconLibrary) throws {
    let byName = Dictionary(uniqueKeysWithValues: WordRole.allCases.map { ("\($0)", $0) })
    for row in try library.table("\(language)/particles.tsv", columns: 2) {
      if row[1] == "connective" {
        connectives.append(row[0].split(separator: " ").map { Folding.wordKey($0) })
      } else if let role = byName[row[1]] {
        add(role, to: row.key(0))
      } else {
        throw row.unexpected(1, expected: "connective, \(byName.keys.sorted().joined(separator: ", "))")
      }
    }
    connectives.sort { $0.count > $1.count }
  }

  mutating func add(_ role: WordRole, to key: WordKey) {
    if let place = places[key] {
      roles[Int(place)].insert(role)
    } else {
      places[key] = UInt32(roles.count)
      roles.append([role])
    }
  }

  /// What a word does.
  func roles(of key: WordKey) -> WordRoles { places[key].map { roles[Int($0)] } ?? [] }
}
