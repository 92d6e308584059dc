import DixitDocument
import Synchronization

/// One document's way through the batch: reads it unless it is done already, writes its outputs.
final class DocumentTask: Sendable {
  /// What was written.
  struct Written: Sendable {
    var outputs: [BytePath] = []
    var words = 0
    var quotations = 0
  }

  /// What the ledger and the bytes said, known once the document was read.
  private struct Findings {
    var sha256: String?
    var earlier: Ledger.Row?
  }

  let file: InputFile
  private let batch: Batch
  private let folder: OutputFolder
  private let findings = Mutex(Findings())

  init(file: InputFile, batch: Batch, folder: OutputFolder) {
    self.file = file
    self.batch = batch
    self.folder = folder
  }

  /// The document, or nil where its outputs are there and nothing that they depend on has changed.
  func read() throws -> Document? {
    let bytes = try Files.read(file, limit: batch.options.maximumSize)
    let sha256 = batch.workshop.digest(bytes)
    let earlier = try folder.ledger.row(of: file.name)
    findings.withLock { $0 = Findings(sha256: sha256, earlier: earlier) }
    if !batch.options.force, let earlier, isDone(earlier, sha256) { return nil }
    return try batch.workshop.read(bytes, file.name.description)
  }

  /// Writes the document in every format. All are rendered before the first is written.
  func write(_ document: Document) throws -> Written {
    let rendered = batch.workshop.writers.map { writer in
      var bytes: [UInt8] = []
      writer.write(document, to: &bytes)
      return (name: file.name.appending(suffix: writer.fileExtension), bytes: bytes)
    }
    for output in rendered {
      let path = folder.path.appending(output.name)
      try Files.makeFolder(path.parent)
      try Files.write(output.bytes, to: path)
    }
    return Written(
      outputs: rendered.map(\.name), words: document.tokens?.count { $0.kind == .word || $0.kind == .number } ?? 0,
      quotations: document.quotations?.count ?? 0)
  }

  private func isDone(_ row: Ledger.Row, _ sha256: String) -> Bool {
    isCurrent(row, sha256) && row.outcome == .done
      && batch.workshop.writers.allSatisfy { writer in
        let output = file.name.appending(suffix: writer.fileExtension)
        return row.outputs.contains(output) && Files.exists(folder.path.appending(output))
      }
  }

  private func isCurrent(_ row: Ledger.Row, _ sha256: String?) -> Bool {
    row.sha256 == sha256 && row.configuration == batch.workshop.configuration
  }

  /// The ledger's row for what was written, or for what went wrong.
  func row(_ written: Written?, error: String?) -> Ledger.Row {
    let known = findings.withLock { $0 }
    var outputs = written?.outputs ?? []
    // Outputs of other formats stay good while bytes and configuration stay the same.
    if let earlier = known.earlier, isCurrent(earlier, known.sha256) {
      outputs += earlier.outputs.filter { !outputs.contains($0) }
    }
    return Ledger.Row(
      path: file.name, sha256: known.sha256, configuration: batch.workshop.configuration,
      outcome: error == nil ? .done : .failed, error: error, outputs: outputs, words: written?.words ?? 0,
      quotations: written?.quotations ?? 0)
  }
}
