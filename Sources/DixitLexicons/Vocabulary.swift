import DixitDocument

/// Everything that the lexicons of one language know about single word forms: one look-up a token.
public struct Vocabulary: Sendable {
  private var index: KeyTable
  private var entries: [Traits] = [[]]
  /// Word forms that share their traits share the entry: a few thousand entries serve all forms.
  private var entryOf: [Traits: UInt32] = [[]: 0]

  /// What any form has.
  private var all: Traits = []

  init(minimumCapacity: Int) { index = KeyTable(minimumCapacity: minimumCapacity) }

  public func traits(of key: WordKey) -> Traits { index[key].map { entries[Int($0)] } ?? [] }

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

  private static let period = Folding.wordKey(".")

  mutating func add(_ traits: Traits, to key: WordKey) {
    all.formUnion(traits)
    if traits.contains(.ordinalEnding) && key == Self.period { hasOrdinalPeriods = true }
    let old = index[key]
    let all = traits.union(old.map { entries[Int($0)] } ?? [])
    if let entry = entryOf[all] {
      index[key] = entry
    } else {
      let entry = UInt32(entries.count)
      entries.append(all)
      entryOf[all] = entry
      index[key] = entry
    }
  }
}
