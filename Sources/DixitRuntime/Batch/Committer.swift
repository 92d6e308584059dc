import Dispatch
import Synchronization

/// Gives staged outputs their names and writes the ledger, a group at a time, so that a kill or a power cut at any
/// moment leaves each document done or not done: outputs first, all of them on the disk, then one commit.
///
/// The price of a disk's flush is shared by the group: 64 rows cost what one costs (117 commits a second of one row,
/// 8,878 rows a second in groups of 64), and so do 64 outputs whose writing has begun before. While one group is being
/// saved the next one gathers, and a slow disk makes it larger.
///
/// `@unchecked Sendable` because `flush`, `group` and `timed` change: only on `queue`, which is serial.
final class Committer: @unchecked Sendable {
  /// What a kill costs at most.
  static let largestGroup = 256
  private static let smallestGroup = 32
  /// How long a document waits for others to fill its group.
  static let patience = DispatchTimeInterval.milliseconds(100)

  private let folder: OutputFolder
  private let workshop: Workshop
  private let doneWork: DoneWork
  private let duplicates: Duplicates
  private let report: @Sendable (Finished) -> Void
  private let sharedNames: [SharedName]
  private let queue = DispatchQueue(label: "dixit.ledger")
  private let waiting = Locked<[Finished]>([])
  private var flush = DiskFlush()
  /// Groups begun, so that a timer knows whether its group is still the one.
  private var group = 0
  /// The last group that has a timer.
  private var timed = -1
  /// Documents that are handed in and have not come back.
  private let expected = Atomic<Int>(0)

  init(
    folder: OutputFolder, workshop: Workshop, doneWork: DoneWork, duplicates: Duplicates,
    report: @escaping @Sendable (Finished) -> Void
  ) {
    self.folder = folder
    self.workshop = workshop
    self.doneWork = doneWork
    self.duplicates = duplicates
    self.report = report
    sharedNames = SharedName.all(of: workshop.knownEndings)
  }

  func expectOne() { expected.add(1, ordering: .relaxed) }

  func add(_ finished: Finished) {
    waiting.withLock { $0.append(finished) }
    queue.async { [self] in
      let count = waiting.withLock(\.count)
      if count == 0 { return }
      let isLast = expected.load(ordering: .relaxed) == count
      if count >= Self.smallestGroup || isLast { return commit() }
      if timed != group { commitSoon() }
    }
  }

  func finish() { queue.sync { commit() } }

  private func commitSoon() {
    timed = group
    queue.asyncAfter(deadline: .now() + Self.patience) { [weak self, group] in
      if let self, group == self.group { commit() }
    }
  }

  private func commit() {
    group += 1
    var documents = waiting.withLock { waiting in
      defer { waiting = [] }
      return waiting
    }
    if documents.isEmpty { return }
    do {
      try publish(&documents)
      for index in documents.indices { documents[index].collection?.note(&documents[index]) }
      try folder.ledger?.save(documents.filter(\.isRecorded).map(\.row))
      doneWork.note(documents)
    } catch {
      // Outputs may have their names already, which is no harm: without their rows they are made again.
      let stop = Self.stop(error, folder.path)
      for index in documents.indices { documents[index].outcome = .stopped(stop) }
    }
    expected.subtract(documents.count, ordering: .relaxed)
    for document in documents { report(document) }
  }

  private static func stop(_ error: any Error, _ folder: BytePath) -> BatchSummary.Stop {
    if let error = error as? FileError { return .file(error) }
    return Ledger.isDiskFull(error) ? .ledgerFull(folder) : .ledgerBroken(folder, "\(error)")
  }

  private func publish(_ documents: inout [Finished]) throws {
    var publication = Publication(folder)
    for index in documents.indices {
      do {
        try follow(&documents, index)
      } catch {
        fail(&documents[index], error)
      }
      try drop(&documents[index])
    }
    try settlePlaces(&documents)
    if folder.ledger != nil { try flush.save(documents.flatMap(\.staged), in: folder.staging) }
    for index in documents.indices {
      do {
        try publication.name(documents[index].staged)
      } catch {
        fail(&documents[index], error)
        try drop(&documents[index])
      }
    }
    if folder.ledger != nil { try publication.saveNames() }
  }

  /// Refuses outputs that would take the place of another document's, as those of `a` and `a.spacy` may.
  private func settlePlaces(_ documents: inout [Finished]) throws {
    for index in documents.indices where !documents[index].staged.isEmpty {
      let row = documents[index].row
      let owner = try sharedNames.lazy.flatMap { $0.rivals(of: row) }.first { rival in
        try documents[..<index].contains { !$0.staged.isEmpty && $0.row.name == rival.name && $0.row.has(rival.ending) }
          || folder.ledger?.row(of: rival.name)?.has(rival.ending) ?? false
      }
      guard let owner else { continue }
      fail(&documents[index], FileError.taken(owner.name.output(owner.ending), by: owner.name))
      try drop(&documents[index])
    }
  }

  private func fail(_ document: inout Finished, _ error: any Error) {
    let failure = StageFailure(document: "\(document.row.name)", stage: Pipeline.writing, cause: error)
    document.fail(failure, attempts: document.row.attempts)
  }

  /// A full disk is no fault of the document; what else failed leaves nothing to publish.
  private func drop(_ document: inout Finished) throws {
    guard case .failed(let failure) = document.outcome else { return }
    if let error = failure.cause as? FileError, error.isDiskFull { throw error }
    if Ledger.isDiskFull(failure.cause) { throw failure.cause }
    discard(&document)
  }

  private func discard(_ document: inout Finished) {
    for staged in document.staged { try? folder.staging.remove(staged.name) }
    document.staged = []
  }
}

/// An ending that is the end of another, so that two documents may have one output: `.json` of `a.spacy` is `.spacy.json`
/// of `a`.
private struct SharedName {
  /// What the longer one has in front: `.spacy`.
  let part: String
  let short: String
  var long: String { part + short }

  static func all(of endings: [String]) -> [SharedName] {
    endings.flatMap { long in
      endings.compactMap {
        long != $0 && long.hasSuffix($0) ? SharedName(part: String(long.dropLast($0.count)), short: $0) : nil
      }
    }
  }

  /// The documents that would share an output with this one, and by which of their endings.
  func rivals(of row: Ledger.Row) -> [(name: BytePath, ending: String)] {
    var rivals: [(BytePath, String)] = []
    if row.outputs.contains(long) { rivals.append((row.name.appending(suffix: part), short)) }
    if row.outputs.contains(short), row.name.hasEnding([part]) {
      rivals.append((BytePath(row.name.bytes.dropLast(part.utf8.count)), long))
    }
    return rivals
  }
}

extension Ledger.Row {
  fileprivate func has(_ ending: String) -> Bool { (outcome == .done || outcome == .gone) && outputs.contains(ending) }
}

/// Someone took away the outputs that a duplicate was to share.
private struct Vanished: Error, CustomStringConvertible {
  let original: BytePath
  var description: String {
    "Expected the outputs of \(original), whose bytes this file has too, found them gone. Run again."
  }
}

// Duplicates. They are settled here, in the order of the documents, so that it never depends on which of two was
// read first.
extension Committer {
  private func follow(_ documents: inout [Finished], _ index: Int) throws {
    if duplicates == .process { return }
    let document = documents[index]
    switch document.outcome {
    case .done, .duplicate: break
    default: return
    }
    guard let original = try earlier(of: document.row, in: documents[..<index]) else {
      if case .duplicate(let original) = document.outcome { throw Vanished(original: original) }
      return
    }
    discard(&documents[index])
    documents[index].outcome = .duplicate(of: original.row.name)
    documents[index].row.words = original.row.words
    documents[index].row.quotations = original.row.quotations
    if duplicates == .skip {
      documents[index].row.outcome = .duplicate
      documents[index].row.outputs = []
    } else {
      documents[index].row.outputs = workshop.endings
      documents[index].staged = try copies(original, for: document.row.name)
    }
  }

  /// The first document with the same bytes: of the ledger, or of this group and not yet under its name.
  private func earlier(of row: Ledger.Row, in group: ArraySlice<Finished>) throws -> (
    row: Ledger.Row, staged: [Staged]
  )? {
    guard let sha256 = row.sha256 else { return nil }
    if let known = try doneWork.original(of: row.name, sha256: sha256, besides: group) { return (known, []) }
    let twin = group.first { other in
      if case .done = other.outcome { return other.row.sha256 == sha256 && other.row.name != row.name }
      return false
    }
    return twin.map { ($0.row, $0.staged) }
  }

  private func copies(_ original: (row: Ledger.Row, staged: [Staged]), for name: BytePath) throws -> [Staged] {
    try workshop.endings.map { ending in
      let copy = Staged(name: folder.nextStagedName(), output: name.output(ending))
      let source = original.row.name.output(ending)
      if let staged = original.staged.first(where: { $0.output == source }) {
        try Files.link(staged.name, in: folder.staging, to: copy.name, in: folder.staging)
      } else {
        try Files.link(source.name, in: folder.root.folder(source.parent), to: copy.name, in: folder.staging)
      }
      return copy
    }
  }
}
