import DixitDocument
import DixitLexicons

/// What speaks for or against a find. Their names are those of the rows of `find-weights.tsv`.
package enum FindFeature: UInt8, CaseIterable, Sendable {
  // The verb that reports.
  case says, writes, judges, thinks, asks, shows, optional, optionalQuoted, mannerOnly, takesWords
  case compound, gerund, infinitive, participle, enclitic, governed, behindDe
  case cueInMarks, cueBehind, cueNear, cueFar
  // Another cue.
  case marker, weakMarker, optionalMarker, markerOpens, markerBehindComma, markerUndivided, nounAtColon
  // Who reports.
  case noSource, pronoun, firstPerson, thing, person, organisation, otherName, personNoun, organisationNoun,
    documentNoun, otherNoun, indefinite, relative, subordinate, plural
  // What is reported.
  case noVerb, oneWord, threeWords, sixWords, long, capitalized, endsLikeSentence, inTitle, saysI, saysYou, name,
    capitals, fragment, mixed, unclosed, nested
  // What stands around marks without a clause.
  case behindArticle, behindIndefinite, behindOf, behindNoun, behindAdjective, behindCue, behindPreposition,
    behindComma,
    beforeWord, beforeNoun, beforeOf, otherVerb, behindWork
  // Of every find.
  case always
}

/// A find with what speaks for it.
package struct FindFeatures: Sendable {
  package let rule: String
  /// The verb that reports.
  package let verb: String?
  package private(set) var all: [FindFeature] = [.always]

  init(rule: String, verb: String?) {
    self.rule = rule
    self.verb = verb
  }

  mutating func insert(_ feature: FindFeature, if condition: Bool = true) { if condition { all.append(feature) } }
}

/// What the features weigh; learned by `dixit-train finds`.
package struct FindWeights: Sendable {
  /// By feature: for all finds, and what is added for those of one rule.
  package var any: [Double] = []
  package var rules: [String: [Double]] = [:]
  package var verbs: [String: Double] = [:]

  package init() {}

  /// A language without the table believes every find.
  init(language: String, library: LexiconLibrary) throws {
    let none = Array(repeating: 0.0, count: FindFeature.allCases.count)
    let features = Dictionary(uniqueKeysWithValues: FindFeature.allCases.map { ("\($0)", Int($0.rawValue)) })
    guard LexiconLibrary.has("\(language)/find-weights.tsv") else { return }
    for row in try library.table("\(language)/find-weights.tsv", columns: 3) {
      guard let value = Double(row[2]) else { throw row.unexpected(2, expected: "a number") }
      if any.isEmpty { any = none }
      if row[0] == "verb" {
        verbs[row[1]] = value
        continue
      }
      guard let feature = features[row[1]] else { throw row.unexpected(1, expected: "a feature of finds") }
      if row[0] == "any" { any[feature] = value } else { rules[row[0], default: none][feature] = value }
    }
  }

  /// How likely a find is right; nil where nothing was learned.
  package func likelihood(of find: FindFeatures) -> Double? {
    guard !any.isEmpty else { return nil }
    var score = find.verb.flatMap { verbs[$0] } ?? 0
    for feature in find.all { score += weight(of: feature, rule: find.rule) }
    return Softmax.shares([score, 0])[0]
  }

  private func weight(of feature: FindFeature, rule: String) -> Double {
    any[Int(feature.rawValue)] + (rules[rule]?[Int(feature.rawValue)] ?? 0)
  }

  /// What each feature and the verb add to the score.
  func parts(of find: FindFeatures) -> [(name: String, weight: Double)] {
    guard !any.isEmpty else { return [] }
    let verb = find.verb.flatMap { verb in verbs[verb].map { (name: "verb \(verb)", weight: $0) } }
    return find.all.map { ("\($0)", weight(of: $0, rule: find.rule)) } + (verb.map { [$0] } ?? [])
  }
}
