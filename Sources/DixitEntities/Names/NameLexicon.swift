import DixitDocument
import DixitLexicons

/// The words that begin, end or announce a name and tell its type.
public struct NameLexicon: Sendable {
  enum Position: String { case first, capital, last, any }

  /// For each word, the tags of the types that it opens, closes and announces: four bits each, one look-up.
  private var codes = KeyTable(minimumCapacity: 2048)

  public init(language: String, library: LexiconLibrary) throws {
    for row in try library.table("\(language)/name-heads.tsv", columns: 3) {
      guard let position = Position(rawValue: row[2]) else {
        throw row.unexpected(2, expected: "first, capital, last or any")
      }
      let tag = UInt32(NameTag.first(try Self.type(row)))
      if position != .last { add(tag, shift: 8, to: row.key(0)) }
      add(position == .capital ? 1 : 0, shift: 12, to: row.key(0))
      if position == .last || position == .any { add(tag, shift: 4, to: row.key(0)) }
    }
    for row in try library.table("\(language)/work-cues.tsv", columns: 2) {
      add(UInt32(NameTag.first(try Self.type(row))), shift: 0, to: row.key(0))
    }
  }

  /// A later row replaces an earlier one: the user's go before ours.
  private mutating func add(_ tag: UInt32, shift: UInt32, to key: WordKey) {
    codes[key] = (codes[key] ?? 0) & ~(15 << shift) | tag << shift
  }

  private static func type(_ row: LexiconRow) throws -> EntityType {
    guard let type = EntityType(rawValue: row[1]) else {
      throw row.unexpected(1, expected: "PER, ORG, LOC, PROD, WORK or EVENT")
    }
    return type
  }

  /// The tags of the types that a word opens, closes and announces, four bits each, and whether it opens a name only
  /// with a capital; 0 for most words.
  func code(_ key: WordKey) -> UInt16 { UInt16(codes[key] ?? 0) }

  /// The type of a name that opens with this word.
  func opening(_ key: WordKey) -> EntityType? { NameTag.type(Int(code(key) >> 8 & 15)) }

  /// Whether a word in small letters may be the first of a name: *musée du Louvre*, but *la ville de Paris*.
  func opensSmall(_ key: WordKey) -> Bool { code(key) >> 8 & 15 != 0 && code(key) >> 12 == 0 }

  /// The type of a name that ends with this word.
  func closing(_ key: WordKey) -> EntityType? { NameTag.type(Int(code(key) >> 4 & 15)) }

  /// The type of a name that this common word announces.
  func announced(by key: WordKey) -> EntityType? { NameTag.type(Int(code(key) & 15)) }
}
