import DixitDocument
import DixitLexicons

/// On what a reported clause hangs: for each the evidence weighs differently.
package enum ClauseKind: Int, CaseIterable, Sendable {
  /// *que* clauses and indirect questions
  case clause
  case infinitive
  /// *selon X, …*
  case marker

  init?(rule: String) {
    switch rule {
    case "que-clause", "indirect-question": self = .clause
    case "infinitive": self = .infinitive
    case "marker": self = .marker
    default: return nil
    }
  }
}

/// What speaks for a comma or dash being the end of what is reported: behind it the writer goes on. Their names are those of
/// the rows of `stop-weights.tsv`.
package enum StopFeature: UInt8, CaseIterable, Sendable {
  case sign, dash, another, notFirst
  // What comes next.
  case coordinator, relative, subject, subordinator, preposition, infinitiveBehind, gerund, presentParticiple,
    participle, definite, indefinite, number, name, pronoun, adverb, time, infinitive, mark, demonstrative
  case apposition, apposedRelative, clause, reports, quotes, adjunctBehindMark
  // What the rest has.
  case verb, noVerb, marks, short, long
  // What came before.
  case noVerbBefore, marksBefore, behindMark, shortBefore, longBefore
  // The verb that reports.
  case compoundCue, pluralCue, inRelative
}

/// A sign at which a reported clause may end, by its token.
package struct ClauseStop: Sendable {
  package let token: Int
  package let features: FeatureBits
}

/// A clause that something reports, and the signs at which it may end.
package struct ReportedClause: Sendable {
  package let kind: ClauseKind
  /// Its first token.
  package let start: Int
  package let stops: [ClauseStop]
}

/// What the features weigh; learned by `dixit-train stops`.
package enum StopWeights {
  /// A language without the table has no such ends.
  static func load(language: String, library: LexiconLibrary) throws -> FeatureWeights? {
    let table = "\(language)/stop-weights.tsv"
    guard LexiconLibrary.has(table) else { return nil }
    return try FeatureWeights(
      table: table, features: StopFeature.allCases.map { "\($0)" }, situations: ClauseKind.allCases.count,
      library: library)
  }

  /// Whether the writer goes on behind a sign.
  static func stops(_ features: FeatureBits, _ weights: [Double]) -> Bool { features.sum(weights) > 0 }
}

/// Gathers what speaks for a sign being the end of a clause.
struct StopEvidence {
  let reading: Reading
  let clause: Range<Int>
  let cue: VerbGroup?

  /// How many tokens behind a sign are looked at.
  private static let reach = 40

  func features(at sign: Int, isFirst: Bool) -> FeatureBits {
    var bits = FeatureBits()
    func insert(_ feature: StopFeature, if condition: Bool = true) { if condition { bits.insert(feature.rawValue) } }
    let rest = sign + 1..<min(clause.upperBound, sign + 1 + Self.reach)
    let before = clause.lowerBound..<sign
    insert(.sign)
    insert(.dash, if: !reading.isSign(sign, ","))
    insert(.notFirst, if: !isFirst)
    insert(.another, if: rest.contains { reading.isSign($0, ",") })
    addNext(rest, insert)
    let verbs = rest.contains { reading.isFiniteVerb($0) }
    insert(verbs ? .verb : .noVerb)
    insert(.marks, if: rest.contains { reading.pairOpenedBy[$0] >= 0 })
    insert(.short, if: clause.upperBound - sign <= 6)
    insert(.long, if: clause.upperBound - sign > 16)
    insert(
      .reports,
      if: reading.groups(in: rest).contains { $0.form == .finite && !$0.isNegated && $0.takes([.que, .quote]) })
    insert(.noVerbBefore, if: !reading.hasFiniteVerb(in: before))
    insert(.marksBefore, if: before.contains { reading.pairClosedBy[$0] >= 0 })
    insert(.behindMark, if: reading.pairClosedBy[sign - 1] >= 0)
    insert(.shortBefore, if: before.count <= 4)
    insert(.longBefore, if: before.count > 14)
    guard let cue else { return bits }
    insert(.compoundCue, if: reading.has(cue.range.lowerBound, .have))
    insert(.pluralCue, if: cue.isPlural)
    insert(.inRelative, if: reading.isOne(cue.start - 1, of: .qui))
    return bits
  }

  private func addNext(_ rest: Range<Int>, _ insert: (StopFeature, Bool) -> Void) {
    guard var next = rest.first else { return }
    insert(.coordinator, reading.has(next, .coordinator))
    if reading.has(next, .coordinator), next + 1 < rest.upperBound { next += 1 }
    let own = next..<rest.upperBound
    let isDeterminer = reading.has(next, .determiner) && !reading.isName(next)
    let isDefinite = reading.isOne(next, of: .definite)
    insert(.relative, reading.has(next, .relativePronoun) && !isDeterminer)
    insert(.subject, reading.isOne(next, of: .qui))
    let isSubordinate = reading.has(next, .subordinator) && !reading.has(next, [.preposition, .determiner])
    let isPreposition = reading.isPreposition(next) || reading.isOne(next, of: .anyDe)
    insert(.subordinator, isSubordinate)
    insert(.preposition, isPreposition)
    insert(
      .adjunctBehindMark, (isSubordinate || isPreposition) && reading.pairClosedBy[rest.lowerBound - 2] >= 0)
    insert(.infinitiveBehind, isPreposition && (next + 1...next + 2).contains { reading.has($0, .infinitive) })
    insert(.gerund, isPreposition && reading.has(next + 1, .presentParticiple) && !reading.has(next + 1, .noun))
    let participle = reading.has(next, .objectPronoun) && reading.has(next + 1, .presentParticiple) ? next + 1 : next
    insert(.presentParticiple, reading.has(participle, .presentParticiple) && !reading.has(participle, .noun))
    insert(
      .participle, reading.has(next, [.pastParticiple, .adjective]) && !reading.has(next, [.noun, .functionWord]))
    insert(.definite, isDeterminer && isDefinite)
    insert(.indefinite, isDeterminer && !isDefinite)
    insert(.number, reading.tokens[next].kind == .number)
    insert(.name, reading.isName(next))
    insert(.pronoun, reading.has(next, .subjectPronoun) && !isDeterminer)
    insert(.adverb, reading.has(next, .adverb) && !reading.has(next, [.noun, .preposition, .determiner]))
    insert(.time, reading.isOne(next, of: .time))
    insert(.infinitive, reading.has(next, .infinitive) && !reading.has(next, .noun))
    insert(.mark, reading.pairOpenedBy[next] >= 0)
    insert(.demonstrative, (next...next + 1).contains { reading.isOne($0, of: .ce) })
    insert(.clause, reading.isClause(own))
    insert(.quotes, reading.groups(in: next..<min(next + 4, own.upperBound)).contains { $0.takes([.que, .quote]) })
    guard isDeterminer, !isDefinite, let phrase = reading.nounPhrase(at: next, before: own.upperBound) else { return }
    let end = phrase.range.upperBound
    insert(.apposedRelative, reading.has(end, .relativePronoun))
    insert(.apposition, !(next..<own.upperBound).contains { reading.isFiniteVerb($0) })
  }
}
