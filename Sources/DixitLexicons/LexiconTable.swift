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
    guard let embedded = Self.embedded(path) else {
      throw LexiconError(file: path, line: 0, expected: "a table that ships with the program", found: "none")
    }
    try Self.parse(embedded, file: path, columns: columns, into: &rows)
    if let own = try userFile(path) {
      try own.withUnsafeBufferPointer { try Self.parse($0, file: "your \(path)", columns: columns, into: &rows) }
    }
    return rows
  }

  /// A user's own file, such as a model that takes the place of ours; nil where there is none.
  public func own(_ path: String) throws -> [UInt8]? { try userFile(path) }

  /// A file that ships inside the program. The pointer is good for ever: it leads into the executable.
  public static func embedded(_ path: String) -> UnsafeBufferPointer<UInt8>? {
    guard let file = dixit_embedded_find(path) else { return nil }
    return UnsafeBufferPointer(start: file.pointee.bytes, count: file.pointee.length)
  }

  /// Every table with the user's rows behind it, by path: what outputs depend on.
  public func contents() throws -> [(path: String, bytes: [UInt8])] {
    try (0..<dixit_embedded_count()).compactMap { index in
      let file = dixit_embedded_at(index)!.pointee
      let path = String(cString: file.path)
      guard path.hasSuffix(".tsv") else { return nil }
      let bytes = Array(UnsafeBufferPointer(start: file.bytes, count: file.length))
      return (path, bytes + (try userFile(path) ?? []))
    }
  }

  /// A table as bytes, ours and then the user's: for one too large to make rows of.
  func pieces(_ path: String) throws -> [(name: String, bytes: [UInt8])] {
    guard let embedded = Self.embedded(path) else {
      throw LexiconError(file: path, line: 0, expected: "a table that ships with the program", found: "none")
    }
    let own = try userFile(path)
    return [(path, Array(embedded))] + (own.map { [("your \(path)", $0)] } ?? [])
  }

  static func parse(
    _ bytes: UnsafeBufferPointer<UInt8>, file: String, columns: Int, into rows: inout [LexiconRow]
  ) throws {
    var number = 0
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      defer { start = end + 1 }
      number += 1
      if end == start || bytes[start] == UInt8(ascii: "#") { continue }
      let row = LexiconRow(bytes: Array(bytes[start..<end]), file: file, line: number)
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
  let bytes: [UInt8]
  private let tabs: [Int]
  public let file: String
  public let line: Int

  init(bytes: [UInt8], file: String, line: Int) {
    self.bytes = bytes
    self.file = file
    self.line = line
    tabs = bytes.indices.filter { bytes[$0] == UInt8(ascii: "\t") } + [bytes.count]
  }

  public var count: Int { tabs.count }

  public subscript(column: Int) -> String { String(decoding: bytes[range(column)], as: UTF8.self) }

  /// The parts of a cell that holds a list.
  public func list(_ column: Int) -> [Substring] { self[column].split(separator: "|") }

  /// The word key of a cell.
  public func key(_ column: Int) -> WordKey {
    let range = range(column)
    return Folding.wordKey(bytes, Span(range.lowerBound, range.upperBound))
  }

  /// An error that points here.
  public func unexpected(_ column: Int, expected: String) -> LexiconError {
    LexiconError(file: file, line: line, expected: expected, found: "“\(self[column])”")
  }

  private func range(_ column: Int) -> Range<Int> {
    (column == 0 ? 0 : tabs[column - 1] + 1)..<tabs[column]
  }
}
