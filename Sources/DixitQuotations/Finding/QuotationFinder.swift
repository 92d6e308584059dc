import DixitDocument
import DixitLexicons

/// Finds what is quoted or reported, the cue that says so and the mention beside it that speaks.
///
/// Three passes, each an ordered array of small rules: clauses that hang on a cue (*a dit que …*), quotation marks with
/// what stands around them, and reports without marks (*La grève durera, prévient la CGT*). Then each find is weighed: what
/// is likelier no quotation is left out.
public struct QuotationFinder: Stage {
  public let name = "quotations"
  public let reads: Set<Layer> = [.paragraphs, .tokens, .marks, .sentences, .names, .roles]
  public let writes = Layer.quotations
  private let vocabularies: ByLanguage<Vocabulary>
  private let lexicons: ByLanguage<ReportingLexicon>

  public init(vocabularies: ByLanguage<Vocabulary>, lexicons: ByLanguage<ReportingLexicon>) {
    self.vocabularies = vocabularies
    self.lexicons = lexicons
  }

  public func annotate(_ document: inout Document) throws {
    let reading = try reading(of: document)
    document.workings = reading
    document.quotations = Assembly(reading: reading).quotations(of: drafts(in: reading))
  }

  /// All that the rules find, also what is likelier no quotation, with what speaks for each.
  package func finds(in document: Document) throws -> [(quotation: Quotation, features: FindFeatures)] {
    let reading = try reading(of: document)
    return Assembly(reading: reading).finds(of: drafts(in: reading))
  }

  /// The same, with what each feature weighs.
  package func reasons(in document: Document) throws -> [(Quotation, [(name: String, weight: Double)])] {
    let weights = try lexicons.value(for: document).findWeights
    return try finds(in: document).map { ($0.quotation, weights.parts(of: $0.features)) }
  }

  /// The clauses that cues and markers report, with all the signs at which they might end.
  package func clauses(in document: Document) throws -> [ReportedClause] {
    let reading = try reading(of: document)
    return drafts(in: reading).compactMap { draft in
      guard let kind = ClauseKind(rule: draft.rule), let clause = draft.content.last,
        clause.lowerBound >= draft.cue?.range.upperBound ?? draft.cueTokens?.upperBound ?? 0
      else { return nil }
      let stops = ClauseEnd(reading: reading, kind: kind).possibleEnds(of: clause.lowerBound, cue: draft.cue)
      return ReportedClause(kind: kind, start: clause.lowerBound, stops: stops)
    }
  }

  private func reading(of document: Document) throws -> Reading {
    try Reading.whole(document, vocabularies.value(for: document), lexicons.value(for: document))
  }

  private func drafts(in reading: Reading) -> [Draft] {
    var drafts = ClauseRules(reading: reading).drafts()
    drafts += MarkRules(reading: reading, clauses: drafts).drafts()
    drafts += BareRules(reading: reading, others: drafts).drafts()
    return drafts.filter { isWanted($0, reading.document) }
  }

  private func isWanted(_ draft: Draft, _ document: Document) -> Bool {
    draft.content.allSatisfy { $0.isEmpty || document.coverage(at: document.span(of: $0)) == .all }
  }
}

/// Sorts drafts, drops what says the same twice, finds parents, and turns tokens into spans.
private struct Assembly {
  let reading: Reading

  func quotations(of drafts: [Draft]) -> [Quotation] {
    let weights = reading.lexicon.findWeights
    let evidence = FindEvidence(reading: reading)
    let kept = cleaned(drafts).compactMap { draft -> (draft: Draft, likelihood: Double)? in
      let likelihood = weights.likelihood(of: evidence.features(of: draft))
      guard likelihood ?? 1 >= Self.least else { return nil }
      return (draft, likelihood ?? reading.lexicon.confidences.finding(draft.rule))
    }
    let all = kept.map(\.draft)
    return kept.indices.map { quotation(all[$0], parent: parent(of: $0, among: all), kept[$0].likelihood) }
  }

  func finds(of drafts: [Draft]) -> [(quotation: Quotation, features: FindFeatures)] {
    let evidence = FindEvidence(reading: reading)
    return cleaned(drafts).map { (quotation($0, parent: nil, 1), evidence.features(of: $0)) }
  }

  /// Less likely finds are dropped. On articles left out in turn F1 is the same from here to 0.4, and this finds more.
  private static let least = 0.3

  private func cleaned(_ drafts: [Draft]) -> [Draft] {
    distinct(
      drafts.map { draft in
        var draft = draft
        if draft.source?.range.isEmpty ?? false { draft.source = nil }
        return draft
      })
  }

  /// In text order; of two that share most of their words the surer one.
  private func distinct(_ drafts: [Draft]) -> [Draft] {
    var kept: [Draft] = []
    for draft in drafts.sorted(by: { ($0.start, -$0.count) < ($1.start, -$1.count) }) where draft.count > 0 {
      // Sorted by start: a twin is near.
      if let twin = kept.indices.suffix(Self.window).last(where: { same(kept[$0], draft) }) {
        if draft.trust > kept[twin].trust { kept[twin] = draft }
      } else {
        kept.append(draft)
      }
    }
    return kept.sorted { ($0.start, -$0.count) < ($1.start, -$1.count) }
  }

  private func same(_ a: Draft, _ b: Draft) -> Bool {
    let shared = a.overlap(b)
    guard shared * 10 > max(a.count, b.count) * 7 else { return false }
    // *« On disait que les filles refuseraient »*: what is reported inside the marks is another's.
    if holdsCue(of: a, inside: b) || holdsCue(of: b, inside: a) { return false }
    // A quotation that fills its parent but for the reporting words is still another's.
    return !(a.cue != nil && b.cue != nil && (a.contains(b) || b.contains(a)) && a.cue!.range != b.cue!.range)
  }

  private func holdsCue(of inner: Draft, inside outer: Draft) -> Bool {
    guard let cue = inner.cue, outer.kind == .direct else { return false }
    return outer.content.contains { $0.contains(cue.range.lowerBound) }
  }

  private func parent(of index: Int, among all: [Draft]) -> Int? {
    let draft = all[index]
    let near = max(0, index - Self.window)..<min(all.count, index + Self.window)
    return near.filter { all[$0].count > draft.count && all[$0].contains(draft) }.min { all[$0].count < all[$1].count }
  }

  /// How many quotations around one can be its twin or parent.
  private static let window = 40

  private func quotation(_ draft: Draft, parent: Int?, _ likelihood: Double) -> Quotation {
    // *dit-elle*: the cue is the verb, the source the pronoun without its hyphens.
    let cue =
      draft.cue.map { $0.enclitic == $0.range.upperBound - 1 ? $0.range.dropLast() : $0.range } ?? draft.cueTokens
    let document = reading.document
    return Quotation(
      kind: draft.kind, content: draft.content.map(document.span(of:)),
      marks: draft.pairs.map { pair in
        let marks = reading.pairs[pair]
        return document.span(of: marks.open..<(marks.close.map { $0 + 1 } ?? marks.end))
      },
      cue: cue.map { Quotation.Cue(span: document.span(of: $0), lemma: draft.cue?.verb.lemma ?? draft.lemma ?? "") },
      source: draft.source.map { reading.span(of: $0) }, parent: parent, rule: draft.rule,
      confidence: (likelihood * 100).rounded() / 100)
  }
}
