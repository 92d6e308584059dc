import DixitLexicons

/// What the fields of records are called: keys of JSON, columns of CSV.
public struct FieldNames: Sendable {
  public enum Field: String, Sendable, CaseIterable {
    case text, id, title, date, author, outlet, section, url, language
    /// The list of records in an object around it.
    case records
    /// What an object holds that stands where a text is expected: the `name` of an author.
    case value

    /// Whether people are meant to read it, who may have written HTML.
    var isProse: Bool { self == .title || isName }
    /// Whether it is what somebody or something is called; a number there is a key of another table.
    var isName: Bool { self == .author || self == .outlet || self == .section }
  }

  /// Names that somebody gave: nothing else will do.
  private let own: [Field: String]
  /// Ranks of folded names.
  private let ranks: [Field: [String: Int]]

  /// - Parameters:
  ///   - own: the names of some fields. Points lead into objects: `content.rendered`.
  ///   - library: holds `fields.tsv`, which knows the others.
  public init(own: [Field: String] = [:], library: LexiconLibrary = LexiconLibrary()) throws {
    self.own = own
    var ranks: [Field: [String: Int]] = [:]
    for row in try library.table("fields.tsv", columns: 3) {
      guard let field = Field(rawValue: row[1]) else { throw row.unexpected(1, expected: "a field") }
      guard let rank = Int(row[2]) else { throw row.unexpected(2, expected: "a number") }
      ranks[field, default: [:]][row[0]] = rank
    }
    self.ranks = ranks
  }

  /// The names that ship with the program.
  public static let standard: FieldNames = {
    do { return try FieldNames(library: LexiconLibrary()) } catch { preconditionFailure("\(error)") }
  }()

  /// What says which fields these are, for whoever must know whether they are the same: empty for the standard ones.
  public var identity: String {
    own.map { "\($0.key.rawValue)=\($0.value)" }.sorted().joined(separator: " ")
  }

  func own(_ field: Field) -> String? { own[field] }

  /// How likely a name means a field: the lowest counts; nil where it does not.
  func rank(of name: String, as field: Field) -> Int? {
    if let own = own[field] { return own == name ? 0 : nil }
    return ranks[field]?[Self.folded(name)]
  }

  /// Case, spaces, dashes and underscores make no difference: `Published_At` is `publishedat`.
  private static func folded(_ name: String) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }
}
