import Foundation
import GRDB

/// What became of each document, in `OUTPUT/.dixit/ledger.sqlite`: resuming asks it what is done.
///
/// A document is known by its name below the output folder, and is the same as last time when the SHA-256 of its
/// bytes and the configuration are: never by its position or its date. What is written here is on the disk when
/// the call returns.
final class Ledger: Sendable {
  /// One document's row.
  struct Row: Sendable, Hashable {
    enum Outcome: String, Sendable {
      case done, failed
      /// The same bytes are done under another name, and nobody wanted them twice.
      case duplicate
      /// An article that is not in its file any more; its outputs are there until somebody wants them deleted.
      case gone
      /// A file that holds several articles, all of which are done; they have their own rows.
      case collection
      /// The same where some of them failed.
      case incomplete

      var isCollection: Bool { self == .collection || self == .incomplete }
    }

    var name: BytePath
    /// The folder that the file was in, as the user named it: `root` + `entry` is the file.
    var root: BytePath
    var entry: BytePath
    /// The name of the file that holds the article, where that holds several.
    var collection: BytePath?
    /// What the file was when it was read; nil where a later change might not show.
    var signature: FileSignature?
    /// Nil where it could not be read.
    var sha256: String?
    var configuration: String
    var knowledge: String
    var outcome: Outcome
    /// Stage and sentence, with a tab between.
    var error: String?
    /// Endings of the outputs that were written with this configuration.
    var outputs: [String] = []
    /// Tries since the bytes or the configuration last changed.
    var attempts = 1
    var words = 0
    var quotations = 0
    /// Seconds since 1970, for people.
    var finished: Int64 = 0
  }

  /// A pool, not a queue: whoever asks must not wait while a group is written.
  private let database: DatabasePool

  /// Opens the ledger of a folder, or makes it.
  init(folder: BytePath) throws {
    var configuration = Configuration()
    configuration.label = "dixit.ledger"
    // Full: a row that is committed tells the truth after a power cut too.
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
    database = try DatabasePool(path: Self.address(of: folder), configuration: configuration)
    isFirstVersion = false
    try database.write(Self.prepare)
  }

  /// Opens a ledger for questions alone; another process may be writing it. Nil where there is none.
  init?(reading folder: BytePath) throws {
    guard Files.exists(folder.appending(Self.fileName)) else { return nil }
    var configuration = Configuration()
    configuration.readonly = true
    database = try DatabasePool(path: Self.address(of: folder), configuration: configuration)
    isFirstVersion = try database.read { database in
      let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
      guard 1...Self.version ~= version else { throw LedgerError.version(found: version, expected: Self.version) }
      return version == 1
    }
  }

  static let fileName = BytePath("ledger.sqlite")

  private static func address(of folder: BytePath) throws -> String {
    try DatabaseFile.address(of: fileName, in: folder)
  }

  /// Whether SQLite found no room.
  static func isDiskFull(_ error: any Error) -> Bool { DatabaseFile.isDiskFull(error) }

  private static let version = 2
  /// Older: no file held several articles.
  private let isFirstVersion: Bool

  private static func prepare(_ database: Database) throws {
    let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    guard version <= Self.version else { throw LedgerError.version(found: version, expected: Self.version) }
    if version == Self.version { return }
    if version == 1 {
      try database.execute(sql: "ALTER TABLE documents ADD COLUMN collection INTEGER")
    } else {
      // Before the first version: its rows do not tell enough, so all is done again.
      try database.execute(sql: "DROP TABLE IF EXISTS documents")
      try database.execute(sql: schema)
    }
    try database.execute(sql: "PRAGMA user_version = \(Self.version)")
  }

  /// Configurations and roots are few and long: rows hold their numbers. The name of the file that holds an article is
  /// the beginning of the article's: rows hold its length.
  private static let schema = """
    CREATE TABLE configurations (
      id INTEGER PRIMARY KEY, configuration TEXT NOT NULL, knowledge TEXT NOT NULL, UNIQUE (configuration, knowledge));
    CREATE TABLE roots (id INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE);
    CREATE TABLE documents (
      name BLOB PRIMARY KEY, root INTEGER NOT NULL, entry BLOB, signature BLOB, sha256 TEXT,
      configuration INTEGER NOT NULL, outcome TEXT NOT NULL, error TEXT, outputs TEXT NOT NULL,
      attempts INTEGER NOT NULL, words INTEGER NOT NULL, quotations INTEGER NOT NULL, finished INTEGER NOT NULL,
      collection INTEGER
    ) WITHOUT ROWID;
    """

  func close() throws {
    _ = try database.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    try database.close()
  }
}

/// A ledger that this program cannot read.
enum LedgerError: Error, CustomStringConvertible {
  case version(found: Int, expected: Int)

  var description: String {
    switch self {
    case .version(let found, let expected):
      "expected version \(expected) or older, found version \(found), which a newer dixit wrote"
    }
  }
}

// Writing.
extension Ledger {
  /// Writes a group of rows in one transaction; each replaces its document's last one.
  func save(_ rows: [Row]) throws {
    if rows.isEmpty { return }
    try database.write { database in
      for row in rows { try Self.save(row, in: database) }
    }
  }

  private static func save(_ row: Row, in database: Database) throws {
    let statement = try database.cachedStatement(
      sql: "INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    let root = try number(
      in: "roots", of: ["path": Data(row.root.bytes)], database)
    let configuration = try number(
      in: "configurations", of: ["configuration": row.configuration, "knowledge": row.knowledge], database)
    try statement.execute(arguments: [
      Data(row.name.bytes), root, row.entry == row.name ? nil : Data(row.entry.bytes), row.signature?.data,
      row.sha256, configuration, row.outcome.rawValue, row.error, row.outputs.joined(separator: "\t"), row.attempts,
      row.words, row.quotations, row.finished, row.collection?.bytes.count,
    ])
  }

  /// The number of what is kept once.
  private static func number(
    in table: String, of columns: KeyValuePairs<String, any DatabaseValueConvertible>, _ database: Database
  ) throws -> Int64 {
    let names = columns.map(\.key)
    let values = StatementArguments(columns.map { $0.value as (any DatabaseValueConvertible)? })
    let found = try database.cachedStatement(
      sql: "SELECT id FROM \(table) WHERE \(names.map { "\($0) = ?" }.joined(separator: " AND "))")
    if let id = try Int64.fetchOne(found, arguments: values) { return id }
    let marks = names.map { _ in "?" }.joined(separator: ", ")
    try database.execute(
      sql: "INSERT INTO \(table) (\(names.joined(separator: ", "))) VALUES (\(marks))", arguments: values)
    return database.lastInsertedRowID
  }

  func remove(_ names: [BytePath]) throws {
    try database.write { database in
      for name in names {
        try database.cachedStatement(sql: "DELETE FROM documents WHERE name = ?").execute(
          arguments: [Data(name.bytes)])
      }
    }
  }

  /// Makes looking up by hash quick: worth its cost only where duplicates are looked for.
  func indexHashes() throws {
    try database.write { try $0.execute(sql: "CREATE INDEX IF NOT EXISTS hashes ON documents (sha256)") }
  }
}

// Reading.
extension Ledger {
  private var columns: String {
    """
    SELECT documents.name, roots.path, entry, signature, sha256, configurations.configuration, knowledge, outcome,
      error, outputs, attempts, words, quotations, finished, \(isFirstVersion ? "NULL" : "collection")
    FROM documents JOIN roots ON roots.id = documents.root
      JOIN configurations ON configurations.id = documents.configuration
    """
  }

  func row(of name: BytePath) throws -> Row? {
    try rows("WHERE documents.name = ?", [Data(name.bytes)]).first
  }

  /// Those that are done with these bytes and this configuration, in the order of their names.
  func rows(sha256: String, configuration: String) throws -> [Row] {
    try rows(
      "WHERE sha256 = ? AND configurations.configuration = ? AND outcome = 'done' ORDER BY documents.name LIMIT 100",
      [sha256, configuration])
  }

  /// Articles that are not in their files any more.
  func goneRows() throws -> [Row] { try rows("WHERE outcome = 'gone' ORDER BY documents.name", []) }

  func failedRows() throws -> [Row] { try rows("WHERE outcome = 'failed' ORDER BY documents.name", []) }

  /// Files that failed, or articles of theirs, each once and by its name; the row is the file's own where it has one.
  func failedFiles() throws -> [Row] {
    var names: Set<BytePath> = []
    let rows = try rows("WHERE outcome IN ('failed', 'incomplete') ORDER BY documents.name", [])
    return rows.filter { names.insert($0.file.name).inserted }.sorted { $0.file.name < $1.file.name }
  }

  /// How many articles of a file are known, but for those that it holds no more.
  func partCount(of collection: BytePath) throws -> Int {
    try database.unsafeRead { database in
      let statement = try database.cachedStatement(
        sql: "SELECT count(*) FROM documents \(Self.isPart) AND outcome <> 'gone'")
      return try Int.fetchOne(statement, arguments: Self.bounds(of: collection)) ?? 0
    }
  }

  /// Follows a file that was moved: its articles are where it is.
  func relocateParts(of row: Row) throws {
    try database.write { database in
      let root = try Self.number(in: "roots", of: ["path": Data(row.root.bytes)], database)
      try database.execute(
        sql: "UPDATE documents SET root = ?, entry = ? \(Self.isPart)",
        arguments: [root, Data(row.entry.bytes)] + Self.bounds(of: row.name))
    }
  }

  private static let isPart = "WHERE name > ? AND name < ? AND collection = ?"

  private static func bounds(of collection: BytePath) -> StatementArguments {
    let (slash, behind) = (UInt8(ascii: "/"), UInt8(ascii: "/") + 1)
    return [Data(collection.bytes + [slash]), Data(collection.bytes + [behind]), collection.bytes.count]
  }

  private func rows(_ condition: String, _ arguments: StatementArguments) throws -> [Row] {
    try database.unsafeRead { database in
      let statement = try database.cachedStatement(sql: "\(columns) \(condition)")
      let cursor = try GRDB.Row.fetchCursor(statement, arguments: arguments)
      var rows: [Row] = []
      while let row = try cursor.next() { rows.append(Row(row)) }
      return rows
    }
  }

  /// All rows in the order of the bytes of their names, some thousands at a time: no snapshot is held for long.
  ///
  /// - Parameter folder: only those below it; empty: all.
  func allRows(below folder: BytePath = BytePath([])) -> Rows { Rows(ledger: self, folder: folder) }

  struct Rows: Sequence, IteratorProtocol {
    fileprivate let ledger: Ledger
    private var group: ArraySlice<Row> = []
    /// Names come behind the one and before the other.
    private var last: [UInt8]
    private let end: [UInt8]?
    /// Why it ended before the last row.
    private(set) var error: (any Error)?
    static let groupSize = 4096

    fileprivate init(ledger: Ledger, folder: BytePath) {
      self.ledger = ledger
      last = folder.bytes.isEmpty ? [] : folder.bytes + [UInt8(ascii: "/")]
      end = folder.bytes.isEmpty ? nil : folder.bytes + [UInt8(ascii: "/") + 1]
    }

    mutating func next() -> Row? {
      if group.isEmpty { fill() }
      return group.popFirst()
    }

    private mutating func fill() {
      do {
        let condition = "WHERE documents.name > ?" + (end == nil ? "" : " AND documents.name < ?")
        let bounds = StatementArguments([Data(last)] + (end.map { [Data($0)] } ?? []))
        group = try ledger.rows("\(condition) ORDER BY documents.name LIMIT \(Self.groupSize)", bounds)[...]
        last = group.last?.name.bytes ?? last
      } catch {
        self.error = error
      }
    }
  }

  /// What the ledger holds, counted.
  func counts() throws -> [(outcome: String, configuration: String, knowledge: String, count: Int, words: Int)] {
    try database.unsafeRead { database in
      try GRDB.Row.fetchAll(
        database,
        sql: """
          SELECT outcome, configurations.configuration, knowledge, count(*), sum(words) FROM documents
          JOIN configurations ON configurations.id = documents.configuration
          GROUP BY outcome, documents.configuration ORDER BY configurations.id, outcome
          """
      ).map { ($0[0], $0[1], $0[2], $0[3], $0[4]) }
    }
  }
}

extension Ledger.Row {
  fileprivate init(_ row: GRDB.Row) {
    let name = BytePath(row[0] as Data)
    let outputs: String = row[9]
    self.init(
      name: name, root: BytePath(row[1] as Data), entry: (row[2] as Data?).map { BytePath($0) } ?? name,
      signature: (row[3] as Data?).flatMap(FileSignature.init), sha256: row[4], configuration: row[5],
      knowledge: row[6], outcome: Outcome(rawValue: row[7]) ?? .failed, error: row[8],
      outputs: outputs.split(separator: "\t").map(String.init), attempts: row[10], words: row[11],
      quotations: row[12], finished: row[13])
    collection = (row[14] as Int?).map { BytePath(name.bytes.prefix($0)) }
  }

  /// The file that holds the article.
  var file: InputFile {
    InputFile(root: root, entry: entry, name: collection ?? name, signature: collection == nil ? signature : nil)
  }
}

extension FileSignature {
  /// Four numbers of eight bytes.
  fileprivate var data: Data {
    [inode, size, modified, changed].withUnsafeBytes { Data($0) }
  }

  fileprivate init?(_ data: Data) {
    guard data.count == 32 else { return nil }
    let numbers = data.withUnsafeBytes { bytes in
      (0..<4).map { bytes.loadUnaligned(fromByteOffset: 8 * $0, as: Int64.self) }
    }
    self.init(inode: numbers[0], size: numbers[1], modified: numbers[2], changed: numbers[3])
  }
}
