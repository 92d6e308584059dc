import DixitDocument
import DixitLexicons

/// The words that begin, end or announce a name and tell its type.
public struct NameLexicon: Sendable {
  enum Position: String { case first, capital, last, any }

  /// For each word, the tags of the types that it opens, closes and announces: four bits each, one look-up.
  private var codes = KeyTable(minimumCapacity: 2048)

  /// Whether offices stand before names with a capital.
  let hasCapitalOffices: Bool

  public init(language: String, library: LexiconLibrary) throws {
    hasCapitalOffices = try Syntax(language: language, library: library).has(.capitalOffices)
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

  /// What the lexicon says of a word; nothing for most.
  func head(_ key: WordKey) -> NameHead { NameHead(code: UInt16(codes[key] ?? 0)) }
}

/// What a word tells of the names beside it.
struct NameHead {
  /// The tags of the types that it opens, closes and announces, four bits each, and whether it opens a name only with a
  /// capital.
  let code: UInt16

  /// The type of a name that opens with this word.
  var opening: EntityType? { NameTag.type(Int(code >> 8 & 15)) }

  /// Whether the word in small letters may be the first of a name: *musée du Louvre*, but *la ville de Paris*.
  var opensSmall: Bool { opens && code >> 12 == 0 }

  /// Whether a name may open with this word.
  var opens: Bool { code >> 8 & 15 != 0 }

  /// The type of a name that ends with this word.
  var closing: EntityType? { NameTag.type(Int(code >> 4 & 15)) }

  /// The type of a name that this common word announces.
  var announced: EntityType? { NameTag.type(Int(code & 15)) }
}
