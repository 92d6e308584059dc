import DixitDocument
import DixitLexicons

/// What a quotation has in the place of its speaker: for each kind the evidence weighs differently.
package enum SpeakerSource: Int, CaseIterable, Sendable {
  /// *il a dit*
  case pronoun
  /// *dit-elle*
  case inverted
  /// *ils*, *elles*
  case pluralPronoun
  /// *le ministre*
  case noun
  /// *l'entreprise*, *le rapport*
  case thing
  /// Nothing: a quotation that goes on.
  case nothing
}

/// What speaks for or against a candidate. Their names are those of the rows of `speaker-weights.tsv`.
package enum SpeakerFeature: UInt8, CaseIterable, Sendable {
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
  // Where nothing stands.
  case sameParagraph, inSentenceBefore, inSentenceBehind
  // The answer that it is none of them.
  case nobody, nobodyUngendered, nobodyPlural, nobodyGroup, nobodyOrganisation, nobodyPerson, nobodyOther, nobodyLong,
    nobodyLongOrganisation,
    nobodyAnyOrganisation, nobodyFirst
}

/// A set of them.
package struct SpeakerFeatures: Sendable, Hashable {
  private var bits: SIMD2<UInt64> = [0, 0]

  mutating func insert(_ feature: SpeakerFeature) {
    bits[Int(feature.rawValue >> 6)] |= 1 << UInt64(feature.rawValue & 63)
  }

  mutating func insert(_ feature: SpeakerFeature, if condition: Bool) { if condition { insert(feature) } }

  package func contains(_ feature: SpeakerFeature) -> Bool {
    bits[Int(feature.rawValue >> 6)] >> UInt64(feature.rawValue & 63) & 1 == 1
  }

  package var all: [SpeakerFeature] { SpeakerFeature.allCases.filter(contains) }

  func sum(_ weights: [Double]) -> Double {
    var sum = 0.0
    for word in 0..<2 {
      var left = bits[word]
      while left != 0 {
        sum += weights[word * 64 + left.trailingZeroBitCount]
        left &= left - 1
      }
    }
    return sum
  }
}

/// One who may have spoken, or nobody that was mentioned before (nil).
package struct SpeakerCandidate: Sendable {
  package let speaker: Int?
  package let features: SpeakerFeatures
  /// What its weights come to.
  package var score = 0.0
}

/// A source and all whom it may mean; the last candidate is nobody.
package struct SpeakerChoice: Sendable {
  package let quotation: Quotation
  package let source: SpeakerSource
  package let candidates: [SpeakerCandidate]
  /// What the candidates are indexes into.
  package let entities: [Entity]

  /// The candidate with the highest score; of equals the one mentioned last.
  package var best: Int {
    candidates.indices.reduce(0) { candidates[$1].score > candidates[$0].score ? $1 : $0 }
  }
}

/// What the features weigh, for each kind of source; learned by `dixit-train speakers`.
package struct SpeakerWeights: Sendable {
  /// By source, then by feature.
  package var values: [[Double]]

  package init() {
    values = Array(
      repeating: Array(repeating: 0, count: SpeakerFeature.allCases.count), count: SpeakerSource.allCases.count)
  }

  init(language: String, library: LexiconLibrary) throws {
    self.init()
    let features = Dictionary(uniqueKeysWithValues: SpeakerFeature.allCases.map { ("\($0)", Int($0.rawValue)) })
    let sources = SpeakerSource.allCases
    for row in try library.table("\(language)/speaker-weights.tsv", columns: 1 + sources.count) {
      guard let feature = features[String(row[0])] else { throw row.unexpected(0, expected: "a feature of speakers") }
      for source in sources {
        guard let value = Double(row[1 + source.rawValue]) else {
          throw row.unexpected(1 + source.rawValue, expected: "a number")
        }
        values[source.rawValue][feature] = value
      }
    }
  }

  /// The candidates with their scores.
  func weighed(_ candidates: [SpeakerCandidate], _ source: SpeakerSource) -> [SpeakerCandidate] {
    candidates.map { candidate in
      var candidate = candidate
      candidate.score = candidate.features.sum(values[source.rawValue])
      return candidate
    }
  }
}
