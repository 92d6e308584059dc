import DixitDocument
import DixitLexicons

/// Finds what is quoted or reported, the cue that says so and the mention beside it that speaks.
///
/// Three passes, each an ordered array of small rules: clauses that hang on a cue (*a dit que …*), quotation marks with
/// what stands around them, and reports without marks (*La grève durera, prévient la CGT*).
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
    let reading = try Reading(
      document: document, vocabulary: vocabularies.value(for: document), lexicon: lexicons.value(for: document))
    var drafts = ClauseRules(reading: reading).drafts()
    drafts += MarkRules(reading: reading, clauses: drafts).drafts()
    drafts += BareRules(reading: reading, others: drafts).drafts()
    document.quotations = Assembly(reading: reading).quotations(of: drafts.filter { isWanted($0, document) })
  }

  private func isWanted(_ draft: Draft, _ document: Document) -> Bool {
    draft.content.allSatisfy { $0.isEmpty || document.coverage(at: document.span(of: $0)) == .all }
  }
}

/// Sorts drafts, drops what says the same twice, finds parents, and turns tokens into spans.
private struct Assembly {
  let reading: Reading

  func quotations(of drafts: [Draft]) -> [Quotation] {
    let kept = distinct(
      drafts.map { draft in
        var draft = draft
        if draft.source?.range.isEmpty ?? false { draft.source = nil }
        return draft
      })
    return kept.indices.map { quotation(kept[$0], parent: parent(of: $0, among: kept)) }
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
    // A quotation that fills its parent but for the reporting words is still another's.
    return !(a.cue != nil && b.cue != nil && (a.contains(b) || b.contains(a)) && a.cue!.range != b.cue!.range)
  }

  private func parent(of index: Int, among all: [Draft]) -> Int? {
    let draft = all[index]
    let near = max(0, index - Self.window)..<min(all.count, index + Self.window)
    return near.filter { all[$0].count > draft.count && all[$0].contains(draft) }.min { all[$0].count < all[$1].count }
  }

  /// How many quotations around one can be its twin or parent.
  private static let window = 40

  private func quotation(_ draft: Draft, parent: Int?) -> Quotation {
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
      confidence: reading.lexicon.confidences.finding(draft.rule))
  }
}
