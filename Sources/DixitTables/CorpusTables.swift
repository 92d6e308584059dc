import DixitRuntime
import GRDB

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Makes the tables of an output folder, from the JSON of all documents that its ledger says are done.
///
/// They are made anew each time, beside the last ones, and then take their place: so they are right after whatever
/// happened to documents, and a kill leaves the last ones. All rows go through the database, also where only CSV is
/// wanted: memory does not grow with the corpus.
public struct CorpusTables: Sendable {
  /// What was made.
  public struct Summary: Sendable {
    public internal(set) var documents = 0
    public internal(set) var quotations = 0
    public internal(set) var speakers = 0
    /// Documents that are done, but have no JSON that can be read: they are in no table.
    public internal(set) var missing = 0
    public internal(set) var firstMissing: [BytePath] = []
    /// Nothing has changed since the tables were made, and they are as they were.
    public internal(set) var isUnchanged = false
  }

  private let output: BytePath
  private let formats: [TableFormat]
  private let forSpreadsheets: Bool

  public init(of output: BytePath, formats: [TableFormat], forSpreadsheets: Bool = false) {
    self.output = output
    self.formats = formats
    self.forSpreadsheets = forSpreadsheets
  }

  /// What the tables were made of.
  private static let stamp = BytePath("made")

  /// - Parameter onlyIfChanged: do nothing where the ledger says what it said when the tables were made.
  /// - Throws: `BatchError` where there is no ledger or another process makes tables here; `FileError` where they cannot
  ///   be written.
  public func make(onlyIfChanged: Bool = false) throws -> Summary {
    let documents = try DoneDocuments(of: output)
    let bench = try Workbench(BytePath("tables"), in: output, keeping: [Self.stamp])
    // Read first: what changes while the tables are made is new for the next time.
    let state = try stamp(documents)
    if onlyIfChanged, bench.read(Self.stamp) == state, names.allSatisfy(bench.isPublished) {
      var summary = Summary()
      summary.isUnchanged = true
      return summary
    }
    do {
      try bench.remove(Self.stamp)
      let summary = try build(documents, bench)
      try bench.publish(names)
      if summary.missing == 0 { try bench.write(state, to: Self.stamp) }
      return summary
    } catch {
      throw DatabaseFile.isDiskFull(error)
        ? FileError.system(.write, path: bench.path.appending(BytePath.corpusDatabase), code: ENOSPC) : error
    }
  }

  private var names: [BytePath] {
    formats.flatMap { format -> [BytePath] in
      switch format {
      case .csv: [.quotationTable, .speakerTable]
      case .sqlite: [.corpusDatabase]
      }
    }
  }

  private func stamp(_ documents: DoneDocuments) throws -> [UInt8] {
    let kinds = formats.map(\.rawValue).joined(separator: ",")
    return Array("1 \(kinds) \(forSpreadsheets) \(try documents.fingerprint())\n".utf8)
  }

  private func build(_ documents: DoneDocuments, _ bench: Workbench) throws -> Summary {
    var summary = Summary()
    let database = try CorpusDatabase(in: bench.path)
    try database.fill { add in
      try documents.visit { done in
        guard let document = try read(done) else {
          summary.missing += 1
          if summary.firstMissing.count < 3 { summary.firstMissing.append(done.name) }
          return
        }
        summary.documents += 1
        try add(document, done.name.description, done.words)
      }
    }
    summary.quotations = try database.count(of: "quotations")
    summary.speakers = try database.count(of: "speakers")
    if formats.contains(.csv) {
      try export(CorpusDatabase.quotations, of: database, to: .quotationTable, bench)
      try export(CorpusDatabase.speakers, of: database, to: .speakerTable, bench)
    }
    try database.close()
    if !formats.contains(.sqlite) { try bench.remove(BytePath.corpusDatabase) }
    return summary
  }

  /// The first of a document's outputs that is JSON; nil where none can be read.
  private func read(_ done: DoneDocuments.Document) throws -> TableDocument? {
    for ending in [".json", ".ndjson"] where done.outputs.contains(ending) {
      let path = output.appending(done.name.output(ending))
      if let bytes = try? Files.read(path, limit: 1 << 32), let document = TableDocument(bytes) { return document }
    }
    return nil
  }

  private func export(_ sql: String, of database: CorpusDatabase, to name: BytePath, _ bench: Workbench) throws {
    let descriptor = try bench.create(name)
    defer { close(descriptor) }
    var file = CSVFile(descriptor, bench.path.appending(name), forSpreadsheets: forSpreadsheets)
    try database.export(sql, to: &file)
    try file.finish()
  }
}
