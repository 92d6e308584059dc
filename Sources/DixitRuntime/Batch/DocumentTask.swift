/// What to do where two files hold the same bytes.
public enum Duplicates: String, Sendable, CaseIterable {
  /// Give the second the outputs of the first, under its own name; they tell the first's name inside.
  case link
  /// Write nothing for the second.
  case skip
  /// Annotate both.
  case process
}

/// One document's way to its outputs: reads it unless it is done already, and stages what was rendered.
final class DocumentTask: Sendable {
  /// What reading found.
  private struct Findings {
    var sha256: String?
    var signature: FileSignature?
    var earlier: Ledger.Row?
    var original: BytePath?
  }

  let file: InputFile
  private let desk: DocumentDesk
  private let findings: Locked<Findings>
  private let staged = Locked<[Staged]>([])

  init(file: InputFile, row: Ledger.Row?, desk: DocumentDesk) {
    self.file = file
    self.desk = desk
    findings = Locked(Findings(earlier: row))
  }

  /// The file's bytes, or nil where nothing is to be done with them.
  func read() throws -> [UInt8]? {
    let (bytes, signature) = try Files.read(file, limit: desk.options.maximumSize)
    let sha256 = desk.workshop.digest(bytes)
    let earlier = findings.withLock { findings in
      findings.sha256 = sha256
      findings.signature = signature
      return findings.earlier
    }
    if let earlier, desk.isDone(earlier, sha256: sha256) { return nil }
    if let original = try desk.original(of: file.name, sha256: sha256) {
      findings.withLock { $0.original = original.name }
      return nil
    }
    return bytes
  }

  /// Puts the outputs where nobody looks for them yet.
  func stage(_ rendered: Rendered) throws {
    for output in rendered.outputs {
      let name = desk.folder.nextStagedName()
      try Files.write(output.bytes, to: name, in: desk.folder.staging)
      staged.withLock { $0.append(Staged(name: name, output: file.name.appending(suffix: output.ending))) }
    }
  }

  /// What the desk reports, from what the line said.
  func finished(_ result: Result<Rendered?, StageFailure>) -> Finished {
    let known = findings.withLock { $0 }
    var finished = Finished(file: file, row: row(known), staged: staged.withLock { $0 }, outcome: .unchanged)
    finished.signature = known.signature
    switch result {
    case .success(let rendered?):
      finished.outcome = .done
      finished.row.words = rendered.words
      finished.row.quotations = rendered.quotations
      finished.row.outputs =
        rendered.outputs.map(\.ending)
        + earlierOutputs(known).filter { ending in
          !rendered.outputs.contains { $0.ending == ending }
        }
    case .success(nil):
      if let original = known.original {
        finished.outcome = .duplicate(of: original)
      } else {
        unchanged(&finished, known)
      }
    case .failure(let failure):
      finished.fail(failure, attempts: attempts(known))
    }
    return finished
  }

  /// The row stays, but for what the file looks like now.
  private func unchanged(_ finished: inout Finished, _ known: Findings) {
    let (earlier, signature) = (known.earlier!, finished.row.signature)
    finished.row = earlier
    finished.row.signature = signature
    finished.isRecorded = earlier.signature != signature
  }

  private func row(_ known: Findings) -> Ledger.Row {
    let isTelling = known.signature?.isTelling(at: FileSignature.now) ?? false
    return Ledger.Row(
      name: file.name, root: desk.resolved(file.root), entry: file.entry,
      // Of what could not be read, what the listing said is all that is known: a change of it means another try.
      signature: isTelling ? known.signature : known.signature == nil ? file.signature : nil, sha256: known.sha256,
      configuration: desk.workshop.configuration, knowledge: desk.workshop.knowledge, outcome: .done,
      finished: FileSignature.now / 1_000_000_000)
  }

  private func isCurrent(_ row: Ledger.Row, _ known: Findings) -> Bool {
    row.configuration == desk.workshop.configuration
      && (known.sha256 == nil ? row.sha256 == nil && row.signature == file.signature : row.sha256 == known.sha256)
  }

  /// Outputs of other formats stay good while bytes and configuration stay the same.
  private func earlierOutputs(_ known: Findings) -> [String] {
    known.earlier.flatMap { isCurrent($0, known) ? $0.outputs : nil } ?? []
  }

  private func attempts(_ known: Findings) -> Int {
    guard let earlier = known.earlier, earlier.outcome == .failed, isCurrent(earlier, known) else { return 1 }
    return earlier.attempts + 1
  }
}

/// An output that lies in the staging folder, and the name that it will get.
struct Staged: Sendable, Hashable {
  let name: BytePath
  /// Below the output folder.
  let output: BytePath
}

/// What became of one document.
struct Finished: Sendable {
  enum Outcome: Sendable {
    case done
    /// Done earlier, and nothing has changed.
    case unchanged
    case duplicate(of: BytePath)
    case failed(StageFailure)
    /// Nothing can be written any more; the document is as it was.
    case stopped(BatchSummary.Stop)
  }

  let file: InputFile
  var row: Ledger.Row
  var isRecorded = true
  var staged: [Staged]
  var outcome: Outcome
  /// What the file was when it was read; nil where it was not.
  var signature: FileSignature?

  mutating func fail(_ failure: StageFailure, attempts: Int) {
    outcome = .failed(failure)
    row.outcome = .failed
    row.error = "\(failure.stage)\t\(failure.cause)"
    row.attempts = attempts
    row.outputs = []
    (row.words, row.quotations) = (0, 0)
    // One that changes while it is read, or goes before, was not tried.
    if let error = failure.cause as? FileError { isRecorded = !error.isOfTheMoment }
    // A file that fails is not read again until it looks otherwise.
    row.signature = row.signature ?? file.signature
  }
}
