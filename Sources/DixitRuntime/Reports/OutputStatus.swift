#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What an output folder remembers, asked without holding it.
package struct OutputStatus: Sendable {
  package struct Configuration: Sendable {
    package let name: String
    package let knowledge: String
    package let count: Int
  }

  /// What holds the folder, such as `watch 1234`.
  package let holder: String?
  package private(set) var done = 0
  package private(set) var duplicates = 0
  package private(set) var failed = 0
  package private(set) var words = 0
  package private(set) var configurations: [Configuration] = []
  private let failedRows: [Ledger.Row]

  /// - Throws: `BatchError` where the folder has no ledger, or one that cannot be read.
  package init(of output: BytePath) throws(BatchError) {
    let path = output.appending(OutputFolder.stateName)
    do {
      let state = try Folder(path)
      guard let ledger = try Ledger(reading: path) else {
        throw FileError.system(.open, path: path.appending(Ledger.fileName), code: ENOENT)
      }
      holder = FolderLock.holder(of: state)
      failedRows = try ledger.failedRows()
      for row in try ledger.counts() { add(row.outcome, row.configuration, row.knowledge, row.count, row.words) }
    } catch let error as FileError {
      throw .unreadable(error)
    } catch {
      throw .ledger(path.appending(Ledger.fileName), reason: "\(error)")
    }
  }

  private mutating func add(_ outcome: String, _ name: String, _ knowledge: String, _ count: Int, _ words: Int) {
    switch Ledger.Row.Outcome(rawValue: outcome) {
    case .done, .gone: done += count
    case .duplicate: duplicates += count
    case .failed, nil: failed += count
    // Their articles are counted.
    case .collection, .incomplete: return
    }
    self.words += words
    let earlier = configurations.last.flatMap { $0.name == name && $0.knowledge == knowledge ? $0.count : nil }
    if earlier != nil { configurations.removeLast() }
    configurations.append(Configuration(name: name, knowledge: knowledge, count: (earlier ?? 0) + count))
  }

  /// A line for each document that failed.
  package var failures: [String] {
    failedRows.map { "\($0.path)\t\($0.error ?? "")\t\($0.attempts)" }
  }

  package func json(withFailures: Bool) -> JSONValue {
    var fields: [(String, JSONValue)] = [
      ("holder", holder.map { .string($0) } ?? .null), ("done", .integer(done)), ("duplicates", .integer(duplicates)),
      ("failed", .integer(failed)), ("words", .integer(words)),
      (
        "configurations",
        .array(
          configurations.map {
            .object([
              ("configuration", .string($0.name)), ("knowledge", .string($0.knowledge)),
              ("documents", .integer($0.count)),
            ])
          })
      ),
    ]
    if withFailures {
      fields.append(
        (
          "failures",
          .array(
            failedRows.map {
              .object([
                ("document", .string("\($0.name)")), ("path", .string("\($0.path)")),
                ("error", .string($0.error ?? "")), ("attempts", .integer($0.attempts)),
              ])
            })
        ))
    }
    return .object(fields)
  }
}

extension Ledger.Row {
  /// Where the article is, for a person: its file, and behind that its name in the file.
  fileprivate var path: BytePath {
    guard let collection, let part = name.dropping(collection) else { return file.path }
    return file.path.appending(part)
  }
}
