import DixitDocument

/// Everything that the lexicons of one language know about single word forms: one look-up a token.
public struct Vocabulary: Sendable {
  private var index: KeyTable
  /// The few forms that are abbreviations or whole words, once more: nearly every form that a tokenizer asks about (any
  /// word before a period or behind an apostrophe) is neither, and each miss in the large table waits for memory.
  private var exceptions = KeyTable()
  private var entries: [Traits] = [[]]
  /// Word forms that share their traits share the entry: a few thousand entries serve all forms.
  private var entryOf: [Traits: UInt32] = [[]: 0]

  /// What any form has.
  private var all: Traits = []

  init(minimumCapacity: Int) { index = KeyTable(minimumCapacity: minimumCapacity) }

  public func traits(of key: WordKey) -> Traits { index[key].map { entries[Int($0)] } ?? [] }

  /// Tokens with what the vocabulary knows of each. In a loop of its own, which asks for memory some look-ups ahead:
  /// each would wait for it.
  package func knowing(_ tokens: consuming [Token]) -> [Token] {
    tokens.withUnsafeMutableBufferPointer { tokens in
      for place in tokens.indices {
        index.prefetch(tokens[min(place + Self.lookAhead, tokens.count - 1)].key)
        tokens[place].traits = traits(of: tokens[place].key)
      }
    }
    return tokens
  }

  /// In tokens: far enough ahead for memory to come, near enough for it to be there still.
  private static let lookAhead = 16

  /// The same for the forms that are one token in spite of their apostrophe or period; nothing for all others.
  public func exceptionTraits(of key: WordKey) -> Traits { exceptions[key].map { entries[Int($0)] } ?? [] }

  public func traits(of span: Span, in utf8: [UInt8]) -> Traits { traits(of: Folding.wordKey(utf8, span)) }

  /// Whether a stretch is one word of its own, such as *rendez-vous*.
  public func isWord(_ span: Span, in utf8: [UInt8]) -> Bool {
    traits(of: span, in: utf8).has([.openClass, .functionWord])
  }

  public func isAbbreviation(_ span: Span, in utf8: [UInt8]) -> Bool {
    traits(of: span, in: utf8).has(.abbreviation)
  }

  /// Whether an abbreviation's period can end a sentence: *etc.*, not *M.*; initials never do.
  public func endsSentence(abbreviation key: WordKey) -> Bool { traits(of: key).contains(.finalAbbreviation) }

  /// Whether verbs carry clitics with a hyphen, as in French and Portuguese.
  public var hasEnclitics: Bool { all.contains(.enclitic) }
  /// Whether a period makes an ordinal, as in German.
  public private(set) var hasOrdinalPeriods = false

  /// Whether a hyphen stands between two words, as English and German treebanks see it.
  public private(set) var hasHyphenDividers = false

  private static let hyphen = Folding.wordKey("-")
  private static let exceptional = Traits.abbreviation.union(.wholeWord)
  private static let period = Folding.wordKey(".")

  mutating func add(_ traits: Traits, to key: WordKey) {
    all.formUnion(traits)
    if traits.contains(.ordinalEnding) && key == Self.period { hasOrdinalPeriods = true }
    if traits.contains(.divider) && key == Self.hyphen { hasHyphenDividers = true }
    let old = index[key]
    let all = traits.union(old.map { entries[Int($0)] } ?? [])
    let entry = entryOf[all] ?? UInt32(entries.count)
    if entry == entries.count {
      entries.append(all)
      entryOf[all] = entry
    }
    index[key] = entry
    if all.has(Self.exceptional) { exceptions[key] = entry }
  }
}
