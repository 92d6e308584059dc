import DixitDocument
import DixitLexicons

/// The words that begin, end or announce a name and tell its type.
public struct NameLexicon: Sendable {
  enum Position: String { case first, last, any }

  private var heads: [WordKey: (type: EntityType, position: Position)] = [:]
  private var cues: [WordKey: EntityType] = [:]

  public init(language: String, library: LexiconLibrary) throws {
    for row in try library.table("\(language)/name-heads.tsv", columns: 3) {
      guard let position = Position(rawValue: row[2]) else {
        throw row.unexpected(2, expected: "first, last or any")
      }
      heads[row.key(0)] = (try Self.type(row), position)
    }
    for row in try library.table("\(language)/work-cues.tsv", columns: 2) { cues[row.key(0)] = try Self.type(row) }
  }

  private static func type(_ row: LexiconRow) throws -> EntityType {
    guard let type = EntityType(rawValue: row[1]) else {
      throw row.unexpected(1, expected: "PER, ORG, LOC, PROD, WORK or EVENT")
    }
    return type
  }

  /// The type of a name that opens with this word.
  func opening(_ key: WordKey) -> EntityType? { heads[key].flatMap { $0.position != .last ? $0.type : nil } }

  /// The type of a name that ends with this word.
  func closing(_ key: WordKey) -> EntityType? { heads[key].flatMap { $0.position != .first ? $0.type : nil } }

  /// The type of a name that this common word announces.
  func announced(by key: WordKey) -> EntityType? { cues[key] }
}
