import DixitDocument

/// What to do where two files hold the same bytes.
public enum Duplicates: String, Sendable, CaseIterable {
  /// Give the second the outputs of the first, under its own name; they tell the first's name inside.
  case link
  /// Write nothing for the second.
  case skip
  /// Annotate both.
  case process
}

/// One document's way to its outputs: looks whether it is done already, and stages what was rendered.
final class DocumentTask: Sendable {
  enum Content: Sendable {
    case bytes([UInt8])
    /// There is nothing to annotate.
    case failure(any Error)
    /// A file all of whose articles were handed in, or as many as could be read.
    case collection((any Error)?)
    /// The same, and nothing has changed.
    case unchanged
  }

  /// What reading found.
  private struct Findings {
    /// Until it is taken.
    var content: Content?
    var sha256: String?
    var earlier: Ledger.Row?
    var original: BytePath?
  }

  /// The file that holds it.
  let file: InputFile
  /// What its outputs are called.
  let name: BytePath
  /// The collection that it is part of, or is.
  let collection: Collection?
  /// What its bytes do not tell.
  let origin: PartOrigin
  /// What the file was when it was read; nil where it was not.
  private let signature: FileSignature?
  private let isUnchanged: Bool
  private let desk: DocumentDesk
  private let findings: Locked<Findings>
  private let staged = Locked<[Staged]>([])

  /// - Parameters:
  ///   - sha256: of the content, where somebody knows it already.
  ///   - part: the article's name, in a file that holds several.
  init(
    file: InputFile, content: Content, signature: FileSignature?, sha256: String? = nil, row: Ledger.Row? = nil,
    collection: Collection? = nil, part: BytePath? = nil, origin: PartOrigin = PartOrigin(), desk: DocumentDesk
  ) {
    self.file = file
    self.origin = origin
    self.collection = collection
    self.signature = signature
    self.desk = desk
    name = part ?? file.name
    if case .unchanged = content { isUnchanged = true } else { isUnchanged = false }
    findings = Locked(Findings(content: content, sha256: sha256, earlier: row))
  }

  var isPart: Bool { collection != nil && !isCollection }
  var isCollection: Bool { collection != nil && name == file.name }

  /// The bytes of the article, or nil where nothing is to be done with them.
  func read() throws -> [UInt8]? {
    let content = findings.withLock { findings in
      defer { findings.content = nil }
      return findings.content
    }
    if isPart, let earlier = try desk.folder.ledger?.row(of: name) { findings.withLock { $0.earlier = earlier } }
    switch content {
    case .bytes(let bytes): return try isWanted(bytes) ? bytes : nil
    case .failure(let error), .collection(let error?): throw error
    case .collection(nil), .unchanged, nil: return nil
    }
  }

  private func isWanted(_ bytes: [UInt8]) throws -> Bool {
    let sha256 = desk.workshop.digest(bytes)
    let earlier = findings.withLock { findings in
      findings.sha256 = sha256
      return findings.earlier
    }
    if let earlier, desk.isDone(earlier, sha256: sha256) { return false }
    guard let original = try desk.original(of: name, sha256: sha256) else { return true }
    findings.withLock { $0.original = original.name }
    return false
  }

  /// Puts the outputs where nobody looks for them yet.
  func stage(_ rendered: Rendered) throws {
    for output in rendered.outputs {
      let own = desk.folder.nextStagedName()
      try Files.write(output.bytes, to: own, in: desk.folder.staging)
      staged.withLock { $0.append(Staged(name: own, output: name.output(output.ending))) }
    }
  }

  /// What the desk reports, from what the line said.
  func finished(_ result: Result<Rendered?, StageFailure>) -> Finished {
    let known = findings.withLock { $0 }
    var finished = Finished(
      file: file, row: row(known), collection: collection, staged: staged.withLock { $0 }, outcome: .unchanged)
    finished.signature = signature
    switch result {
    case .success(let rendered?):
      finished.outcome = .done
      finished.row.words = rendered.words
      finished.row.quotations = rendered.quotations
      finished.row.outputs = rendered.outputs.map(\.ending)
      addEarlierOutputs(to: &finished.row, known)
    case .success(nil):
      if let original = known.original {
        finished.outcome = .duplicate(of: original)
      } else if isCollection, !isUnchanged {
        finished.outcome = .collected
        finished.row.outputs = desk.workshop.endings
        finished.row.attempts = attempts(known)
        addEarlierOutputs(to: &finished.row, known)
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
    if earlier.outcome == .gone { finished.row.outcome = .done }
    finished.isRecorded = finished.row != earlier
  }

  private func row(_ known: Findings) -> Ledger.Row {
    let isTelling = signature?.isTelling(at: FileSignature.now) ?? false
    var row = Ledger.Row(
      name: name, root: desk.resolved(file.root), entry: file.entry,
      // Of what could not be read, what the listing said is all that is known: a change of it means another try.
      signature: isTelling ? signature : signature == nil ? file.signature : nil, sha256: known.sha256,
      configuration: desk.workshop.configuration, knowledge: desk.workshop.knowledge, outcome: .done,
      finished: FileSignature.now / 1_000_000_000)
    if isPart {
      row.collection = file.name
      // The file's row has it, and a part is never looked for in a listing.
      row.signature = nil
    }
    return row
  }

  private func isCurrent(_ row: Ledger.Row, _ known: Findings) -> Bool {
    row.configuration == desk.workshop.configuration
      && (known.sha256 == nil
        ? row.sha256 == nil && (isPart || row.signature == file.signature) : row.sha256 == known.sha256)
  }

  /// Outputs of other formats stay good while bytes and configuration stay the same.
  private func addEarlierOutputs(to row: inout Ledger.Row, _ known: Findings) {
    guard let earlier = known.earlier, isCurrent(earlier, known) else { return }
    row.outputs += earlier.outputs.filter { !row.outputs.contains($0) }
  }

  private func attempts(_ known: Findings) -> Int {
    guard let earlier = known.earlier, earlier.outcome == .failed || earlier.outcome == .incomplete,
      isCurrent(earlier, known)
    else { return 1 }
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
    /// A file all of whose articles have come back, before it.
    case collected
    /// Nothing can be written any more; the document is as it was.
    case stopped(BatchSummary.Stop)
  }

  let file: InputFile
  var row: Ledger.Row
  /// The collection that it is part of, or is.
  var collection: Collection?
  var isRecorded = true
  var staged: [Staged]
  var outcome: Outcome
  /// What the file was when it was read; nil where it was not.
  var signature: FileSignature?

  var isPart: Bool { row.collection != nil }

  var failure: StageFailure? {
    if case .failed(let failure) = outcome { return failure }
    return nil
  }

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
    if !isPart { row.signature = row.signature ?? file.signature }
  }
}
