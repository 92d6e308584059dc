import DixitDocument
import DixitLexicons

/// The function words that the constructions of reported speech are made of, by what they do there.
struct Particles: Sendable {
  /// *que* and *si* before a clause, *de* before an infinitive or complement, *du* and *des*.
  let que: Set<WordKey>
  let si: Set<WordKey>
  let de: Set<WordKey>
  let contractions: Set<WordKey>
  /// What stands before an infinitive that is reported: *promet **de** partir*.
  let infinitive: Set<WordKey>
  /// What stands before a bare infinitive, and with it makes a finite verb: ***will** say*, ***did** not say*.
  let auxiliary: Set<WordKey>
  /// What stands behind an owner: *Smith**'s** lawyer*.
  let genitive: Set<WordKey>
  /// *de* alone or with an article.
  let anyDe: Set<WordKey>
  /// What else may lead on from a noun to its complement: *professeur à*, *analyste chez*.
  let complement: Set<WordKey>
  let ce: Set<WordKey>
  let en: Set<WordKey>
  let qui: Set<WordKey>
  let et: Set<WordKey>
  /// *comme* before who says it; the noun of *le fait que*.
  let comme: Set<WordKey>
  /// *mais*, behind which a clause says something of its own.
  let contrast: Set<WordKey>
  let fact: Set<WordKey>
  /// What an *il* that means nobody stands before: *faut*, *semble*, the *y* of *il y a*.
  let impersonal: Set<WordKey>
  /// *plus*, *moins*, *alors*: a *que* right behind it is theirs and no verb's.
  let comparative: Set<WordKey>
  /// *par*, which names who does what a passive tells.
  let agent: Set<WordKey>
  /// *à* before whom one speaks to, or before an infinitive.
  let to: Set<WordKey>
  /// The same, with an article in it or without: *à*, *aux*.
  let dative: Set<WordKey>
  /// *mois*, *semaine*: with an article a time, *la semaine dernière*.
  let period: Set<WordKey>
  /// What leads on from the sentence before and is no part of what is said: *mais*, *en effet*; longest first.
  let connectives: [[WordKey]]
  /// *été*, by which a passive is told.
  let been: Set<WordKey>
  let reflexive: Set<WordKey>
  let thirdReflexive: Set<WordKey>
  /// Determiners that point to something known.
  let definite: Set<WordKey>
  /// Determiners that name an owner: the one spoken of, or (`mine`) the one who speaks.
  let possessive: Set<WordKey>
  let mine: Set<WordKey>
  /// Those of several owners: *leur*.
  let several: Set<WordKey>
  /// Adjectives and nouns behind an *il est* that means nobody: *il est nécessaire de*, *il est temps que*.
  let impersonalPredicate: Set<WordKey>
  /// Pronouns that point: *celui-ci*. Pronouns that mean nobody who has a name: *on*, *cela*, *soi*.
  let pointed: Set<WordKey>
  /// *dernier*, which with a determiner points too; *même*, which means whoever spoke.
  let latter: Set<WordKey>
  let same: Set<WordKey>
  /// *vient* before *de* and an infinitive: what has just been done.
  let recent: Set<WordKey>
  let unbound: Set<WordKey>

  init(language: String, library: LexiconLibrary) throws {
    var byRole: [String: Set<WordKey>] = [:]
    var connectives: [[WordKey]] = []
    for row in try library.table("\(language)/particles.tsv", columns: 2) {
      if row[1] == "connective" {
        connectives.append(row[0].split(separator: " ").map { Folding.wordKey($0) })
      } else {
        byRole[row[1], default: []].insert(row.key(0))
      }
    }
    self.connectives = connectives.sorted { $0.count > $1.count }
    func role(_ name: String) -> Set<WordKey> { byRole[name] ?? [] }
    que = role("que")
    si = role("si")
    de = role("de")
    contractions = role("contraction")
    infinitive = role("infinitive")
    auxiliary = role("auxiliary")
    genitive = role("genitive")
    anyDe = de.union(contractions)
    complement = role("complement")
    ce = role("ce")
    en = role("en")
    qui = role("qui")
    et = role("et")
    impersonal = role("impersonal")
    comme = role("comme")
    contrast = role("contrast")
    fact = role("fact")
    comparative = role("comparative")
    agent = role("agent")
    period = role("period")
    to = role("à")
    dative = to.union(role("à-article"))
    been = role("été")
    reflexive = role("reflexive")
    thirdReflexive = role("third-reflexive")
    definite = role("definite")
    possessive = role("possessive")
    mine = role("possessive-first")
    several = role("possessive-several")
    impersonalPredicate = role("impersonal-predicate")
    pointed = role("pointed")
    latter = role("latter")
    same = role("same")
    recent = role("recent")
    unbound = role("unbound")
  }
}
