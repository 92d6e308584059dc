import DixitRuntime
import Foundation
import GRDB

/// `corpus.sqlite` while it is made: documents go in one by one, and what is counted over all of them comes at the end.
///
/// It is made in one go and then moved into place, so it needs no journal.
struct CorpusDatabase {
  private let queue: DatabaseQueue

  init(in folder: BytePath) throws {
    var configuration = Configuration()
    configuration.label = "dixit.tables"
    configuration.prepareDatabase { database in
      try database.execute(sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
    }
    queue = try DatabaseQueue(
      path: DatabaseFile.address(of: .corpusDatabase, in: folder), configuration: configuration)
    try queue.write { try $0.execute(sql: Self.schema) }
  }

  private static let schema = """
    PRAGMA user_version = 1;
    CREATE TABLE documents (
      id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, title TEXT, date TEXT, author TEXT, outlet TEXT, section TEXT,
      url TEXT, language TEXT, sha256 TEXT, words INTEGER NOT NULL);
    CREATE TABLE quotations (
      id INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents, number TEXT NOT NULL, parent TEXT,
      type TEXT NOT NULL, speaker TEXT, speaker_key TEXT, qid TEXT, gender TEXT, kind TEXT, addressee TEXT,
      addressee_key TEXT, cue TEXT, cue_lemma TEXT, source TEXT, words INTEGER, text TEXT NOT NULL,
      start INTEGER NOT NULL, "end" INTEGER NOT NULL, language TEXT, rule TEXT, confidence REAL, speaker_rule TEXT,
      speaker_confidence REAL);
    CREATE TABLE about (
      quotation INTEGER NOT NULL REFERENCES quotations, name TEXT NOT NULL, key TEXT, qid TEXT, kind TEXT NOT NULL);
    CREATE VIRTUAL TABLE search USING fts5(
      text, speaker, content = 'quotations', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2");
    """

  /// Hands over documents until `body` returns; all of it is one transaction.
  func fill(_ body: ((TableDocument, _ name: String, _ words: Int) throws -> Void) throws -> Void) throws {
    try queue.write { database in
      try body { document, name, words in try Self.add(document, name, words, to: database) }
      try database.execute(sql: Self.conclusion)
    }
  }

  private static func add(_ document: TableDocument, _ name: String, _ words: Int, to database: Database) throws {
    try database.cachedStatement(sql: "INSERT INTO documents VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)").execute(
      arguments: [
        name, document.title, document.date, document.author, document.outlet, document.section, document.url,
        document.language, document.sha256, words,
      ])
    let id = database.lastInsertedRowID
    for quotation in document.quotations { try add(quotation, of: document, id, to: database) }
  }

  private static func add(
    _ quotation: TableDocument.Quotation, of document: TableDocument, _ id: Int64, to database: Database
  ) throws {
    let speaker = document.entity(quotation.speaker)
    let addressee = document.entity(quotation.addressee)
    let values: [(any DatabaseValueConvertible)?] = [
      id, quotation.id, quotation.parent, quotation.type, speaker?.name, speaker?.key, speaker?.qid, speaker?.gender,
      speaker?.type, addressee?.name, addressee?.key, quotation.cue.map(document.words), quotation.cue?.lemma,
      quotation.source.map(document.words), quotation.words,
      // An incise stood between two pieces, or a line break.
      quotation.content.map(document.words).joined(separator: " "),
      quotation.content.map(\.start).min() ?? 0, quotation.content.map(\.end).max() ?? 0, quotation.language,
      quotation.rule, quotation.confidence, quotation.speakerRule, quotation.speakerConfidence,
    ]
    let marks = String(repeating: ", ?", count: values.count)
    try database.cachedStatement(sql: "INSERT INTO quotations VALUES (NULL\(marks))").execute(
      arguments: StatementArguments(values))
    let number = database.lastInsertedRowID
    for entity in quotation.about.compactMap(document.entity) {
      try database.cachedStatement(sql: "INSERT INTO about VALUES (?, ?, ?, ?, ?)").execute(
        arguments: [number, entity.name, entity.key, entity.qid, entity.type])
    }
  }

  /// A speaker is who has a key: whoever is only described in one document is nobody in another. Of several names the
  /// most frequent counts.
  private static let conclusion = """
    CREATE TABLE speakers (
      key TEXT PRIMARY KEY, name TEXT NOT NULL, qid TEXT, gender TEXT, kind TEXT, quotations INTEGER NOT NULL,
      words INTEGER NOT NULL, documents INTEGER NOT NULL, first_date TEXT, last_date TEXT);
    INSERT INTO speakers
      SELECT key, name, qid, gender, kind, quotations, words, documents, first_date, last_date FROM (
        SELECT speaker_key AS key, max(qid) AS qid, max(gender) AS gender, count(*) AS quotations,
          ifnull(sum(quotations.words), 0) AS words, count(DISTINCT document) AS documents, min(day) AS first_date,
          max(day) AS last_date
        FROM quotations JOIN (
          SELECT id, CASE WHEN date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' THEN substr(date, 1, 10) END AS day
          FROM documents) AS days ON days.id = document
        WHERE speaker_key IS NOT NULL GROUP BY speaker_key)
      JOIN (
        SELECT speaker_key AS key, speaker AS name, kind,
          row_number() OVER (PARTITION BY speaker_key ORDER BY count(*) DESC, speaker, kind) AS rank
        FROM quotations WHERE speaker_key IS NOT NULL GROUP BY speaker_key, speaker, kind) USING (key)
      WHERE rank = 1 ORDER BY quotations DESC, key;
    CREATE INDEX quotations_document ON quotations (document);
    CREATE INDEX quotations_speaker ON quotations (speaker_key);
    CREATE INDEX about_quotation ON about (quotation);
    CREATE INDEX about_key ON about (key);
    INSERT INTO search (search) VALUES ('rebuild');
    """

  func count(of table: String) throws -> Int {
    try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") ?? 0 }
  }

  func close() throws { try queue.close() }

  // MARK: The other tables

  /// Writes the rows of a query, with the names of its columns in front.
  func export(_ sql: String, to file: inout CSVFile) throws {
    try queue.read { database in
      let rows = try Row.fetchCursor(database, sql: sql)
      try file.add(rows.columnNames)
      while let row = try rows.next() {
        try file.add(row.databaseValues.map { String.fromDatabaseValue($0) ?? Self.number($0) })
      }
    }
  }

  private static func number(_ value: DatabaseValue) -> String? {
    switch value.storage {
    case .int64(let number): "\(number)"
    case .double(let number): "\(number)"
    case .null, .string, .blob: nil
    }
  }

  static let quotations = """
    SELECT documents.name AS document, title, date, outlet, author, section, url, documents.language AS language,
      number AS quotation, parent, type, speaker, speaker_key, qid, gender, kind, addressee, addressee_key, cue,
      cue_lemma, source, quotations.words AS words, text, start, "end", quotations.language AS quotation_language,
      (SELECT group_concat(ifnull(key, ''), '|') FROM (
        SELECT key FROM about WHERE quotation = quotations.id ORDER BY rowid)) AS about,
      (SELECT group_concat(replace(name, '|', '/'), '|') FROM (
        SELECT name FROM about WHERE quotation = quotations.id ORDER BY rowid)) AS about_names,
      rule, confidence, speaker_rule, speaker_confidence
    FROM quotations JOIN documents ON documents.id = quotations.document ORDER BY quotations.id
    """
  static let speakers = "SELECT * FROM speakers ORDER BY quotations DESC, key"
}
