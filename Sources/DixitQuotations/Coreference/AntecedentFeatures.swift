import DixitDocument
import DixitLexicons

/// What refers: for each kind the evidence weighs differently.
package enum ReferenceKind: Int, CaseIterable, Sendable {
  /// *il a dit*
  case pronoun
  /// *dit-elle*
  case inverted
  /// *ils*, *elles*
  case plural
  /// *le ministre*
  case noun
  /// *l'entreprise*, *le rapport*
  case thing
  /// Nothing: a quotation that goes on.
  case nothing
  /// *son*, *sa*, *leurs*: the owner
  case possessive
  /// *lui*, *avec elle*, *celui-ci*: no subject
  case oblique
}

/// What speaks for or against a candidate. Their names are those of the rows of `speaker-weights.tsv`.
package enum AntecedentFeature: UInt8, CaseIterable, Sendable {
  // What the candidate is.
  case person, organisation, place, thing, described, group
  // How it agrees with the source.
  case sameGender, unknownGender, otherGender, sameGrammar, otherGrammar, sameNumber, otherNumber
  // How many sentences back it was mentioned last.
  case here, oneBack, twoBack, threeBack, someBack, farBack, ahead
  // How many others that agree were mentioned since.
  case newest, second, older
  // In which place.
  case subject, subjectHere, leading, leadingHere, behindPreposition, quoted, byPronoun
  // How often so far.
  case once, sometimes, often, mostOften, inHeadline
  // Whether it spoke before, and how many sentences back.
  case spokeLast, spokeBefore, spokeEarlier, spokeHere, spokeOneBack, spokeTwoBack, spokeFarBack, onlySpeaker
  case spokeByPronoun, spokeByName
  // Who is named in what is said seldom says it.
  case inContent
  // What the noun tells.
  case sameRole, sameRoleOfSame, sameRoleOfOther, otherRole, sameNoun, nounInName
  case humanNoun, organisationNoun, documentNoun, samePhrase, betterHolder, personLong, organisationLong,
    anyOrganisation
  // What the knowledge base says of it.
  case calledSo, calledOther, ofCountry, ofOtherCountry, roleNoun
  // Where nothing stands.
  case sameParagraph, inSentenceBefore, inSentenceBehind
  // The answer that it is none of them.
  case nobody, nobodyUngendered, nobodyPlural, nobodyGroup, nobodyOrganisation, nobodyPerson, nobodyOther, nobodyLong,
    nobodyLongOrganisation,
    nobodyAnyOrganisation, nobodyFirst, nobodyRole, nobodyUntold
  // Noun phrases that were never anybody.
  case phrase, phrasePerson, definitePhrase, nobodyRivalled, nobodySubject
  // What stands in the narration.
  case lastSubject, subjectOneBack, close, placeNoun, nobodyNarrated, nobodyNarratedNoun
}

/// A set of them.
package struct AntecedentFeatures: Sendable, Hashable {
  private var bits = FeatureBits()

  mutating func insert(_ feature: AntecedentFeature) { bits.insert(feature.rawValue) }

  mutating func insert(_ feature: AntecedentFeature, if condition: Bool) { if condition { insert(feature) } }

  package func contains(_ feature: AntecedentFeature) -> Bool { bits.contains(feature.rawValue) }

  /// Whether any of some features is among them.
  func has(_ others: AntecedentFeatures) -> Bool { bits.intersects(others.bits) }

  /// What says by its words alone that a noun phrase means it.
  static let telling: AntecedentFeatures = {
    var features = AntecedentFeatures()
    for feature in [AntecedentFeature.sameRole, .samePhrase, .sameNoun, .nounInName, .calledSo] {
      features.insert(feature)
    }
    return features
  }()

  package var all: [AntecedentFeature] { AntecedentFeature.allCases.filter(contains) }

  func sum(_ weights: [Double]) -> Double { bits.sum(weights) }
}

/// What a reference may mean: an entity; a noun phrase that is none yet; or, with neither, nothing that was mentioned before.
package struct Antecedent: Sendable {
  package let entity: Int?
  let phrase: Int?
  package let features: AntecedentFeatures
  /// What its weights come to.
  package var score = 0.0
}

/// A reference and all that it may mean; the last candidate is nobody.
package struct ReferenceChoice: Sendable {
  /// The quotation whose source it is; nil in the narration.
  package let quotation: Quotation?
  package let kind: ReferenceKind
  package let span: Span
  package let candidates: [Antecedent]
  /// What the candidates are indexes into.
  package let entities: [Entity]
  /// The words of each candidate that is a noun phrase, else nil.
  package let phrases: [Span?]

  /// The candidate with the highest score; of equals the one mentioned last.
  package var best: Int { candidates.best }

  /// How likely a candidate is.
  package func likelihood(_ candidate: Int) -> Double { candidates.likelihood(of: candidate) }
}

extension [Antecedent] {
  /// The one with the highest score; of equals the first.
  var best: Int { indices.reduce(0) { self[$1].score > self[$0].score ? $1 : $0 } }

  /// The share of one among all.
  func likelihood(of candidate: Int) -> Double { Softmax.share(of: self[candidate].score, among: self) { $0.score } }
}

/// What the features weigh, for each kind of source; learned by `dixit-train speakers`.
package struct ReferenceWeights: Sendable {
  /// By kind of reference, then by feature.
  package var values: [[Double]]
  /// How likely an antecedent must be for a mention in the narration, by kind.
  package var thresholds: [Double]

  package init() {
    values = Array(
      repeating: Array(repeating: 0, count: AntecedentFeature.allCases.count), count: ReferenceKind.allCases.count)
    thresholds = Array(repeating: 0, count: ReferenceKind.allCases.count)
  }

  init(language: String, library: LexiconLibrary) throws {
    self.init()
    let features = Dictionary(uniqueKeysWithValues: AntecedentFeature.allCases.map { ("\($0)", Int($0.rawValue)) })
    let kinds = ReferenceKind.allCases
    let folder = LexiconLibrary.folder(of: "speaker-weights.tsv", for: language)
    for row in try library.table("\(folder)/speaker-weights.tsv", columns: 1 + kinds.count) {
      for kind in kinds {
        guard let value = Double(row[1 + kind.rawValue]) else {
          throw row.unexpected(1 + kind.rawValue, expected: "a number")
        }
        if let feature = features[row[0]] {
          values[kind.rawValue][feature] = value
        } else if row[0] == Self.threshold {
          thresholds[kind.rawValue] = value
        } else {
          throw row.unexpected(0, expected: "a feature of antecedents, or \(Self.threshold)")
        }
      }
    }
  }

  /// The row that is no feature.
  package static let threshold = "threshold"

  /// What each feature of a candidate adds to its score.
  func parts(of candidate: Antecedent, _ kind: ReferenceKind) -> [(name: String, weight: Double)] {
    candidate.features.all.map { ("\($0)", values[kind.rawValue][Int($0.rawValue)]) }
  }

  func threshold(_ kind: ReferenceKind) -> Double { thresholds[kind.rawValue] }

  /// The candidates with their scores.
  func weigh(_ candidates: inout [Antecedent], _ kind: ReferenceKind) {
    for index in candidates.indices { candidates[index].score = candidates[index].features.sum(values[kind.rawValue]) }
  }
}
