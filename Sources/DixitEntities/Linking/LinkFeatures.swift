import DixitLexicons

/// What a name looks like before anyone knows what it means: for each kind the evidence weighs differently.
package enum LinkSituation: Int, CaseIterable, Sendable {
  /// A person's given and family name.
  case person
  /// A person's name of one word.
  case surname
  case place
  case organisation
  /// One word of capitals that is no person.
  case acronym
  /// A product, a work, an event.
  case thing
}

/// What speaks for an item that a name may mean, or for none of them. Their names are those of the rows of
/// `link-weights.tsv`.
package enum LinkFeature: UInt8, CaseIterable, Sendable {
  // How the item came by the name.
  case byHand, byLabel, byAlias, byDerivation, bySurname
  /// Found by a shorter form than the fullest that the document has.
  case byShortForm
  /// By a longer name of the document that begins or ends with it: *Fukushima* for *Fukushima Daiichi*.
  case byLongerName
  /// Letter for letter, accents and capitals too.
  case exactly
  // What it is.
  case isPerson, isOrganisation, isPlace, isProduct, isWork, isEvent, isOther, sameType
  case isCurated, hasFrenchLabel, hasNoItem
  // How well known it is, a step each.
  case known1, known2, known3, known4, known5, known6, known7, known8
  /// Better known than all others, by much, by little; or not.
  case best, bestByFar, notBest
  // What titles, functions and given names say.
  case sameGender, otherGender, otherGivenGender
  // What the words beside the name say.
  case saidKind, otherKind, saidCountry, otherCountry
  /// An edge leads to what is named in the apposition, or in brackets behind the name.
  case saidThing
  // What the document speaks of.
  case mainCountry, someCountry, strangeCountry, noCountry, isFrench
  case linkedOnce, linkedOften
  /// A name of common words (*la Cour suprême*) is many countries': whether it is that of the document's country.
  case commonOfMain, commonOfOther, commonOfNone
  /// A common noun of the document tells what it is.
  case kindInDocument

  // The answer that it is none of them.
  case unknown, unknownOneWord, unknownCommonWord, unknownShortOnly, unknownSeveral, unknownOnce, unknownTitled,
    unknownWithRole

  /// Popularities from which on something is `known1` to `known8`.
  static let steps: [Double] = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
}

/// An item that a name may mean, or none (nil), with what speaks for it.
package struct LinkCandidate: Sendable {
  package let item: Int?
  package var features = FeatureBits()
  /// What its weights come to.
  package var score = 0.0

  init(item: Int?) { self.item = item }

  mutating func insert(_ feature: LinkFeature) { features.insert(feature.rawValue) }

  mutating func insert(_ feature: LinkFeature, if condition: Bool) { if condition { insert(feature) } }
}

/// Names of one thing and all that they may mean; the last candidate is none.
package struct LinkChoice: Sendable {
  package let situation: LinkSituation
  /// The names, as indexes into `Document.names`.
  package let names: [Int]
  package let candidates: [LinkCandidate]
}

/// What the features weigh; learned by `dixit-train links`.
package enum LinkWeights {
  package static let none = FeatureWeights(
    features: LinkFeature.allCases.count, situations: LinkSituation.allCases.count)

  static func load(language: String, library: LexiconLibrary) throws -> FeatureWeights {
    try FeatureWeights(
      table: "\(language)/link-weights.tsv", features: LinkFeature.allCases.map { "\($0)" },
      situations: LinkSituation.allCases.count, library: library)
  }
}
