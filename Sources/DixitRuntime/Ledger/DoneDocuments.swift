#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The documents of an output folder that are done, in the order of their names: for whoever makes something of their
/// outputs. Another process may be at work in the folder.
package struct DoneDocuments {
  package struct Document: Sendable {
    /// Below the output folder, without an ending.
    package let name: BytePath
    package let outputs: [String]
    package let words: Int
  }

  private let ledger: Ledger
  private let path: BytePath

  /// - Throws: `BatchError` where the folder has no ledger, or one that cannot be read.
  package init(of output: BytePath) throws(BatchError) {
    path = output.appending(OutputFolder.stateName)
    do {
      guard let ledger = try Ledger(reading: path) else {
        throw FileError.system(.open, path: path.appending(Ledger.fileName), code: ENOENT)
      }
      self.ledger = ledger
    } catch let error as FileError {
      throw .unreadable(error)
    } catch {
      throw .ledger(path.appending(Ledger.fileName), reason: "\(error)")
    }
  }

  package func visit(_ body: (Document) throws -> Void) throws {
    try visitRows { row in
      // What is gone stays, as its outputs do, until it is deleted.
      if row.outcome == .done || row.outcome == .gone {
        try body(Document(name: row.name, outputs: row.outputs, words: row.words))
      }
    }
  }

  /// Tells whether anything has changed: a number over all that the ledger says of documents and their outputs.
  package func fingerprint() throws -> UInt64 {
    // FNV-1a: nobody gains by making two ledgers look alike.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    try visitRows { row in
      let facts = [row.sha256 ?? "", row.configuration, row.outcome.rawValue, "\(row.outputs)", "\(row.finished)"]
      for byte in row.name.bytes + facts.joined(separator: "\0").utf8 + [0] {
        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
      }
    }
    return hash
  }

  private func visitRows(_ body: (Ledger.Row) throws -> Void) throws {
    var rows = ledger.allRows()
    while let row = rows.next() { try body(row) }
    if let error = rows.error { throw BatchError.ledger(path.appending(Ledger.fileName), reason: "\(error)") }
  }
}
