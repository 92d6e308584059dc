import DixitDocument
import DixitGrammar
import DixitLexicons

/// What the model of sentence ends knows of a gap; written once, for the trainer and the product.
///
/// Classes 0 and 1 answer for a gap behind a final sign, 2 and 3 for one without.
package enum BoundaryFeatures {
  package static let section = "WEIGHTS"
  package static let width = 16
  package static let kind = "sentences"
  /// Keys of the model's header: how far a score must lie on its side of zero to overrule typography.
  package static let finalMargin = "final-margin"
  package static let bareMargin = "bare-margin"

  package static func collect(
    _ gap: BoundaryReading.Gap, from start: Int, rule: Bool, _ reading: BoundaryReading, _ flow: Flow?,
    into features: inout FeatureList
  ) {
    let tokens = reading.tokens
    let before = gap.final == .none || gap.final.rawValue >= 4 ? gap.last : max(start, gap.last - 1)
    let p = sort(before, reading)
    let p2 = before > start ? sort(before - 1, reading) : 1
    let n = sort(gap.next, reading)
    let n2 = gap.next + 1 < tokens.count ? sort(gap.next + 1, reading) : 1
    let keyP = tokens[before].key
    let keyN = tokens[gap.next].key
    let sign = UInt64(gap.final.rawValue) << 8 | closing(gap, reading)
    let depth = UInt64(reading.quotationDepth(gap.last) * 4 + reading.quotationDepth(gap.next))
    let isGlued: UInt64 = tokens[gap.next].shape.contains(.spaceBefore) ? 0 : 1
    let typography: UInt64 = rule ? 1 : 0
    let isFlat: UInt64 = flow == nil ? 0 : 1
    let back = bucket(gap.last + 1 - start)

    features.add(1, sign, typography)
    features.add(2, sign, typography, isFlat)
    features.add(3, sign, n)
    features.add(4, sign, keyN, n & 3)
    features.add(5, sign, keyP)
    features.add(6, p, n)
    features.add(7, keyP, n)
    features.add(8, p, keyN)
    features.add(9, sign, n, n2)
    features.add(10, p2, p, n)
    features.add(11, p, n, n2)
    features.add(12, sign, back, n & 3)
    features.add(13, depth, sign, n)
    features.add(14, keyP, keyN)
    features.add(15, keyN, n2)
    features.add(16, sort(start, reading), n, sign)
    features.add(17, sign, UInt64(min(tokens[before].span.count, 6)) << 1 | isGlued, p & 3)
    features.add(18, sign, isFlat, n)
    guard let flow else { return }
    let end = min(flow.end(from: gap.next), gap.next + 80)
    let ahead = bucket(end - gap.next)
    let verbsBack = UInt64(min(2, flow.counts(in: start..<gap.next).verbs))
    let verbsAhead = UInt64(min(2, flow.counts(in: gap.next..<max(gap.next, end)).verbs))
    let capitals = capitals(flow.counts(in: start..<min(gap.next, start + 24)))
    features.add(20, sign, ahead, n)
    features.add(21, sign, verbsBack << 8 | back, n)
    features.add(22, sign, verbsAhead << 8 | ahead, n)
    features.add(23, sign, verbsBack << 4 | verbsAhead, back)
    features.add(24, capitals, n, sign)
    features.add(25, verbsBack << 4 | verbsAhead, p, n)
    features.add(26, keyN, verbsAhead, back)
  }

  /// What kind of token it is: its word class as far as its form tells, and its capitals in the two lowest bits.
  private static func sort(_ index: Int, _ reading: BoundaryReading) -> UInt64 {
    let token = reading.tokens[index]
    switch token.kind {
    case .number: return 400 + UInt64(min(token.span.count, 5)) << 2
    case .symbol: return 440
    case .address: return 444
    case .quotationMark: return reading.opensQuotation(index) ? 448 : 452
    case .punctuation: return 1024 + UInt64(reading.sign(index)) << 2
    case .word:
      let shape = token.shape
      let capitals: UInt64 =
        shape.contains(.allCapitals) ? 2 : shape.contains(.capitalized) ? 1 : shape.contains(.innerCapital) ? 3 : 0
      return wordClass(token.traits) << 2 | capitals
    }
  }

  /// The first of the closed classes that the form may have, or all open ones.
  private static func wordClass(_ traits: Traits) -> UInt64 {
    if traits.isEmpty { return 0 }
    if traits.has(.determiner) { return 1 }
    if traits.has(.subjectPronoun) { return 2 }
    if traits.has(.preposition) { return 3 }
    if traits.has(.coordinator) { return 4 }
    if traits.has(.subordinator) { return 5 }
    if traits.has(.relativePronoun) { return 6 }
    if traits.has(.objectPronoun) { return 7 }
    if traits.has(.negation) { return 8 }
    if traits.has([.be, .have]) { return 9 }
    if traits.has(.interrogative) { return 10 }
    if traits.has([.strongPronoun, .indefinitePronoun]) { return 11 }
    if traits.has(.numeral) { return 12 }
    if traits.has(.title) { return 13 }
    let isVerbForm = traits.has([.infinitive, .presentParticiple, .pastParticiple])
    return 16 + (traits.has(.noun) ? 1 : 0) + (traits.has(.adjective) ? 2 : 0) + (traits.has(.finiteVerb) ? 4 : 0)
      + (isVerbForm ? 8 : 0) + (traits.has(.adverb) ? 16 : 0) + (traits.has(.givenName) ? 32 : 0)
  }

  /// Which closing marks stand between the final sign and the next sentence.
  private static func closing(_ gap: BoundaryReading.Gap, _ reading: BoundaryReading) -> UInt64 {
    guard gap.next > gap.last + 1 else { return 0 }
    return (gap.last + 1..<gap.next).reduce(0) { $0 | (reading.tokens[$1].kind == .quotationMark ? 1 : 2) }
  }

  /// How many of the sentence's words are capitalized: none but the first, few, most, all of them wholly.
  private static func capitals(_ counts: Flow.Counts) -> UInt64 {
    let (words, capitalized) = (counts.words, counts.capitalized)
    if words > 1, words == counts.allCapitals { return 4 }
    return capitalized <= 1 ? 0 : capitalized * 3 < words ? 1 : capitalized < words ? 2 : 3
  }

  private static func bucket(_ count: Int) -> UInt64 {
    switch count {
    case ..<6: UInt64(max(0, count))
    case ..<9: 6
    case ..<13: 7
    case ..<20: 8
    case ..<35: 9
    default: 10
    }
  }
}
