import Dispatch
import Foundation
import GRDB
import Synchronization

/// What became of each document, in `OUTPUT/.dixit/ledger.sqlite`: resuming asks it what is done.
///
/// A document is known by its name below the output folder, and is the same as last time when the SHA-256 of its
/// bytes and the configuration are: never by its position or its date. Rows are written in groups; a killed run
/// loses at most one group, whose documents are then done again.
final class Ledger: Sendable {
  /// One document's row.
  struct Row: Sendable, Hashable {
    enum Outcome: String, Sendable { case done, failed }

    var path: BytePath
    var sha256: String?
    var configuration: String
    var outcome: Outcome
    var error: String?
    /// Names of the outputs that were written with this configuration.
    var outputs: [BytePath] = []
    var attempts = 1
    var words = 0
    var quotations = 0
  }

  /// Rows in a transaction, and the longest time that a row waits for it: 64 rows cost 10 ms of one fsync, so a
  /// row alone would cost as much (8,878 rows a second in groups of 64, 117 one by one).
  static let groupSize = 64
  static let groupNanoseconds: UInt64 = 1_000_000_000

  private struct Pending {
    var rows: [Row] = []
    var since: UInt64 = 0

    mutating func take() -> [Row] {
      defer { rows = [] }
      return rows
    }
  }

  /// A pool, not a queue: the lanes that ask must not wait while a group is written.
  private let database: DatabasePool
  private let pending = Mutex(Pending())

  /// Opens the ledger of a folder, or makes it.
  init(folder: BytePath) throws {
    var configuration = Configuration()
    configuration.label = "dixit.ledger"
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = NORMAL") }
    database = try DatabasePool(path: Self.address(of: folder), configuration: configuration)
    try database.write { try $0.execute(sql: Self.schema) }
  }

  /// The database's address: SQLite's own percent-encoding carries folder names that are not UTF-8.
  private static func address(of folder: BytePath) throws -> String {
    guard let absolute = folder.resolved else { throw FileError.system(.open, path: folder, code: errno) }
    let path = absolute.appending(BytePath("ledger.sqlite"))
    return "file://" + path.bytes.map(Self.encoded).joined()
  }

  private static func encoded(_ byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "a")...UInt8(ascii: "z"): String(UnicodeScalar(byte))
    default: "%" + String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }
  }

  /// Whether SQLite found no room.
  static func isDiskFull(_ error: any Error) -> Bool {
    (error as? DatabaseError)?.resultCode == .SQLITE_FULL
  }

  private static let schema = """
    CREATE TABLE IF NOT EXISTS documents (
      path BLOB PRIMARY KEY, sha256 TEXT, configuration TEXT NOT NULL, outcome TEXT NOT NULL, error TEXT,
      outputs BLOB NOT NULL, attempts INTEGER NOT NULL, words INTEGER NOT NULL, quotations INTEGER NOT NULL
    ) WITHOUT ROWID
    """

  /// The document's row, as far as it is written; a pending row is of this run, which asks only once.
  func row(of path: BytePath) throws -> Row? {
    try database.unsafeRead { database in
      let statement = try database.cachedStatement(sql: "SELECT * FROM documents WHERE path = ?")
      return try GRDB.Row.fetchOne(statement, arguments: [Data(path.bytes)]).map { Row($0, path: path) }
    }
  }

  /// Remembers a row; it replaces the document's last one, whose attempts it adds to.
  func record(_ row: Row) throws {
    let group = pending.withLock { pending -> [Row] in
      let now = DispatchTime.now().uptimeNanoseconds
      if pending.rows.isEmpty { pending.since = now }
      pending.rows.append(row)
      let isDue = pending.rows.count >= Self.groupSize || now - pending.since >= Self.groupNanoseconds
      return isDue ? pending.take() : []
    }
    try write(group)
  }

  /// Writes what is still waiting, and closes the database.
  func close() throws {
    try write(pending.withLock { $0.take() })
    _ = try database.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    try database.close()
  }

  private func write(_ rows: [Row]) throws {
    if rows.isEmpty { return }
    try database.write { database in
      for row in rows { try Self.save(row, in: database) }
    }
  }

  private static func save(_ row: Row, in database: Database) throws {
    let statement = try database.cachedStatement(
      sql: """
        INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (path) DO UPDATE SET sha256 = excluded.sha256, configuration = excluded.configuration,
          outcome = excluded.outcome, error = excluded.error, outputs = excluded.outputs,
          attempts = attempts + excluded.attempts, words = excluded.words, quotations = excluded.quotations
        """)
    try statement.execute(arguments: [
      Data(row.path.bytes), row.sha256, row.configuration, row.outcome.rawValue, row.error,
      Data(row.outputs.map(\.bytes).joined(separator: [0])), row.attempts, row.words, row.quotations,
    ])
  }
}

extension Ledger.Row {
  fileprivate init(_ row: GRDB.Row, path: BytePath) {
    let outputs: Data = row["outputs"]
    self.init(
      path: path, sha256: row["sha256"], configuration: row["configuration"],
      outcome: Outcome(rawValue: row["outcome"]) ?? .failed, error: row["error"],
      outputs: outputs.split(separator: 0).map { BytePath($0) }, attempts: row["attempts"], words: row["words"],
      quotations: row["quotations"])
  }
}
