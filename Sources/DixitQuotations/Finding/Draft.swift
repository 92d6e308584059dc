import DixitDocument

/// A quotation in the making, in tokens.
struct Draft {
  var kind: Quotation.Kind
  var content: [Range<Int>]
  /// The pairs of marks that hold it; indices into the document's marks.
  var pairs: [Int] = []
  var cue: VerbGroup?
  /// A cue that is no verb: a preposition, a noun.
  var cueTokens: Range<Int>?
  var lemma: String?
  var source: NounPhrase?
  var rule: String
  /// Which of two rules is believed where both find the same; by hand, and no probability.
  var trust: Double

  var start: Int { content[0].lowerBound }
  var end: Int { content[content.count - 1].upperBound }

  /// How many tokens two drafts share.
  func overlap(_ other: Draft) -> Int {
    content.reduce(0) { sum, mine in
      sum + other.content.reduce(0) { $0 + mine.clamped(to: $1).count }
    }
  }

  var count: Int { content.reduce(0) { $0 + $1.count } }

  func contains(_ other: Draft) -> Bool {
    other.content.allSatisfy { inner in
      content.contains { $0.lowerBound <= inner.lowerBound && inner.upperBound <= $0.upperBound }
    }
  }
}
