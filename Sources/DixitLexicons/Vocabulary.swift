import DixitDocument

/// Everything that the lexicons of one language know about single word forms: one look-up a token.
public struct Vocabulary: Sendable {
  /// For each form the place of its traits among the entries, less one: none is the first entry.
  private var index: KeyTable
  /// The few forms that are abbreviations or whole words, once more: nearly every form that a tokenizer asks about (any
  /// word before a period or behind an apostrophe) is neither, and each miss in the large table waits for memory.
  private var exceptions = KeyTable(minimumCapacity: 512)
  /// Word forms that share their traits share the entry: some thousand entries serve all forms.
  private var entries: [Traits] = [[]]
  private var entryOf = KeyTable(minimumCapacity: 4096)

  /// What any form has.
  private var all: Traits = []

  init(minimumCapacity: Int) { index = KeyTable(minimumCapacity: minimumCapacity) }

  public func traits(of key: WordKey) -> Traits { entries[Int(index.number(of: key))] }

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
  public func exceptionTraits(of key: WordKey) -> Traits { entries[Int(exceptions.number(of: key))] }

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
    if traits.isEmpty { return }
    all.formUnion(traits)
    if traits.contains(.ordinalEnding) && key == Self.period { hasOrdinalPeriods = true }
    if traits.contains(.divider) && key == Self.hyphen { hasHyphenDividers = true }
    let entry = entry(of: traits)
    if let old = index.insert(entry - 1, for: key) {
      add(entry, to: key, known: entries[Int(old) + 1])
    } else if traits.has(Self.exceptional) {
      exceptions[key] = entry - 1
    }
  }

  private mutating func add(_ entry: UInt32, to key: WordKey, known: Traits) {
    let sum = known.union(entries[Int(entry)])
    if sum == known { return }
    let place = self.entry(of: sum) - 1
    index[key] = place
    if sum.has(Self.exceptional) { exceptions[key] = place }
  }

  /// A form, and the place of its traits among the entries: of open classes, which no exception is for alone.
  struct FormEntry {
    let key: WordKey
    let entry: UInt32
  }

  /// Asks for the memory of a form that is added soon.
  @inline(__always)
  func prefetch(_ key: WordKey) { index.prefetch(key) }

  /// Adds forms, but for those that have any of the excluded traits.
  mutating func add(_ forms: Slice<UnsafeMutableBufferPointer<FormEntry>>, except excluded: Traits) {
    for form in forms where form.entry > 0 {
      guard let old = index.insert(form.entry - 1, for: form.key) else { continue }
      let known = entries[Int(old) + 1]
      if !known.has(excluded) { add(form.entry, to: form.key, known: known) }
    }
  }

  /// The place of some traits among the entries.
  mutating func entry(of traits: Traits) -> UInt32 {
    if traits.isEmpty { return 0 }
    let key = Hash.mixed(traits.rawValue)
    if let known = entryOf[key], entries[Int(known)] == traits { return known }
    let entry = UInt32(entries.count)
    entries.append(traits)
    entryOf[key] = entry
    return entry
  }
}
