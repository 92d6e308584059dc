import CLexicons
import DixitDocument

/// What is wrong with a table: file and line, what was expected, what was found.
public struct LexiconError: Error, Sendable, CustomStringConvertible {
  public let file: String
  public let line: Int
  public let expected: String
  public let found: String

  public init(file: String, line: Int, expected: String, found: String) {
    self.file = file
    self.line = line
    self.expected = expected
    self.found = found
  }

  public var description: String { "\(file):\(line): expected \(expected), found \(found)." }
}

/// The tables that ship with the program, and above them a user's own folder of the same shape.
public struct LexiconLibrary: Sendable {
  /// Reads a user's file by its path below the folder; nil where it is not there.
  private let userFile: @Sendable (String) throws -> [UInt8]?

  /// The embedded tables alone.
  public init() { userFile = { _ in nil } }

  /// The embedded tables, and a user's rows behind them: where both speak of one word, the user's row counts.
  public init(userFile: @escaping @Sendable (_ path: String) throws -> [UInt8]?) { self.userFile = userFile }

  /// The rows of a table such as `fr/abbreviations.tsv`, the user's last.
  public func table(_ path: String, columns: Int) throws -> [LexiconRow] {
    var rows: [LexiconRow] = []
    try forEachPiece(of: path) { try Self.parse($1, file: $0, columns: columns, into: &rows) }
    return rows
  }

  /// A user's own file, such as a model that takes the place of ours; nil where there is none.
  public func own(_ path: String) throws -> [UInt8]? { try userFile(path) }

  /// Whether a user has words of a language that is loaded only when a document comes in it.
  public var hasOwnWords: Bool {
    get throws {
      try Self.tables.contains { path in
        try Self.analysedLanguages.contains { $0 != "fr" && path.hasPrefix($0 + "/") } && userFile(path) != nil
      }
    }
  }

  /// A file that ships inside the program. The pointer is good for ever: it leads into the executable.
  public static func embedded(_ path: String) -> UnsafeBufferPointer<UInt8>? {
    guard let file = dixit_embedded_find(path) else { return nil }
    return UnsafeBufferPointer(start: file.pointee.bytes, count: file.pointee.length)
  }

  /// The paths of all tables.
  public static let tables: [String] = (0..<dixit_embedded_count()).compactMap { index in
    let path = String(cString: dixit_embedded_at(index)!.pointee.path)
    return path.hasSuffix(".tsv") ? path : nil
  }

  /// Whether a table ships with the program.
  public static func has(_ path: String) -> Bool { embedded(path) != nil }

  /// The languages that documents are analysed in: those whose reporting verbs are known. Of the others only tokens and
  /// sentence ends are.
  public static let analysedLanguages: [String] = tables.compactMap { path in
    path.hasSuffix("/reporting-verbs.tsv") ? String(path.prefix { $0 != "/" }) : nil
  }

  /// The folder that a language has a table in: its own, else French's.
  public static func folder(of table: String, for language: String) -> String {
    has("\(language)/\(table)") ? language : "fr"
  }

  /// Calls `body` with a table's bytes, ours and then the user's: for one too large to make rows of.
  public func forEachPiece(
    of path: String, _ body: (_ name: String, _ utf8: UnsafeBufferPointer<UInt8>) throws -> Void
  ) throws {
    guard let embedded = Self.embedded(path) else {
      throw LexiconError(file: path, line: 0, expected: "a table that ships with the program", found: "none")
    }
    try body(path, embedded)
    if let own = try userFile(path) { try own.withUnsafeBufferPointer { try body("your \(path)", $0) } }
  }

  private static func parse(
    _ utf8: UnsafeBufferPointer<UInt8>, file: String, columns: Int, into rows: inout [LexiconRow]
  ) throws {
    let bytes = Array(utf8)
    var number = 0
    var start = 0
    while start < bytes.count {
      let end = bytes.next(UInt8(ascii: "\n"), in: start..<bytes.count) ?? bytes.count
      defer { start = end + 1 }
      number += 1
      if end == start || bytes[start] == UInt8(ascii: "#") { continue }
      let row = LexiconRow(table: bytes, span: Span(start, end), file: file, line: number)
      guard row.count == columns else {
        throw LexiconError(
          file: file, line: number, expected: "\(columns) columns divided by tabs", found: "\(row.count)")
      }
      rows.append(row)
    }
  }
}

/// One row of a table.
public struct LexiconRow: Sendable {
  /// The whole table: bytes of its own would cost each row an allocation.
  private let table: [UInt8]
  private let span: Span
  public let file: String
  public let line: Int

  init(table: [UInt8], span: Span, file: String, line: Int) {
    self.table = table
    self.span = span
    self.file = file
    self.line = line
  }

  public var count: Int {
    var count = 1
    var at = span.start
    while let tab = table.next(Self.tab, in: at..<span.end) {
      count += 1
      at = tab + 1
    }
    return count
  }

  public subscript(column: Int) -> String { String(decoding: table[range(column)], as: UTF8.self) }

  /// The parts of a cell that holds a list.
  public func list(_ column: Int) -> [Substring] { self[column].split(separator: "|") }

  /// The word key of a cell.
  public func key(_ column: Int) -> WordKey {
    let range = range(column)
    return Folding.wordKey(table, Span(range.lowerBound, range.upperBound))
  }

  /// An error that points here.
  public func unexpected(_ column: Int, expected: String) -> LexiconError {
    LexiconError(file: file, line: line, expected: expected, found: "“\(self[column])”")
  }

  private static let tab = UInt8(ascii: "\t")

  private func range(_ column: Int) -> Range<Int> {
    var start = span.start
    for _ in 0..<column { start = table.next(Self.tab, in: start..<span.end)! + 1 }
    return start..<(table.next(Self.tab, in: start..<span.end) ?? span.end)
  }
}
