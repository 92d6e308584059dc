import Dispatch

/// Where documents are handed in one by one, by a batch or by a watch, and come back when they are done for good: their
/// outputs under their names, their rows in the ledger, all of it on the disk.
final class DocumentDesk: Sendable {
  struct Options: Sendable {
    /// Lanes a step.
    var jobs = 1
    var force = false
    var maximumSize = 64 << 20
    var duplicates = Duplicates.process
    /// Whether outputs that somebody took away are made again.
    var missesOutputs = true

    init() {}

    init(_ options: Batch.Options) {
      jobs = options.jobs
      force = options.force
      maximumSize = options.maximumSize
      duplicates = options.duplicates
      missesOutputs = options.missesOutputs
    }
  }

  let workshop: Workshop
  let options: Options
  let folder: OutputFolder
  private let line: any Line
  private let committer: Committer
  private let doneWork: DoneWork
  /// One for each document on its way or not yet on the disk: a kill costs no more than a group.
  private let slots: DispatchSemaphore
  private let roots = Locked<[BytePath: BytePath]>([:])

  /// - Parameter report: called once for each document, one at a time, in the order in which they were handed in.
  init(
    _ workshop: Workshop, _ options: Options, folder: OutputFolder, line: any Line,
    report: @escaping @Sendable (Finished) -> Void
  ) throws {
    self.workshop = workshop
    self.options = options
    self.folder = folder
    self.line = line
    if options.duplicates != .process { try folder.ledger?.indexHashes() }
    let slots = DispatchSemaphore(value: Committer.largestGroup + line.limit)
    self.slots = slots
    let doneWork = DoneWork(workshop, options, in: folder.path, folder.ledger)
    self.doneWork = doneWork
    committer = Committer(folder: folder, workshop: workshop, doneWork: doneWork, duplicates: options.duplicates) {
      slots.signal()
      report($0)
    }
  }

  /// Reads a file, and finds what it makes: all of that is to be submitted, in this order.
  func open(_ file: InputFile, row: Ledger.Row?) -> FileTasks { FileTasks(file, row: row, desk: self) }

  /// Hands in a document; waits while many are on their way.
  func submit(_ task: DocumentTask) {
    slots.wait()
    committer.expectOne()
    line.submit(task) { [committer] result in committer.add(task.finished(result)) }
  }

  /// Waits until all documents have come back.
  func finish() {
    line.finish()
    committer.finish()
  }

  /// How many documents may be on their way before `submit` waits.
  var capacity: Int { Committer.largestGroup + line.limit }
  var timings: [StageTiming] { line.timings }
  /// What has been at work for longest.
  var slowest: WorkInHand? { line.slowest }

  /// Whether a row tells of these bytes, done with this configuration in all wanted formats.
  func isDone(_ row: Ledger.Row, sha256: String?) -> Bool { doneWork.isDone(row, sha256: sha256) }

  /// Whether all outputs of a document, of what it repeats, or of all articles of a file, are there.
  func hasOutputs(_ row: Ledger.Row) -> Bool { doneWork.hasOutputs(row) }

  /// A document with the same bytes that is done, where that is enough.
  func original(of name: BytePath, sha256: String) throws -> Ledger.Row? {
    if options.duplicates == .process || options.force { return nil }
    return try doneWork.original(of: name, sha256: sha256)
  }

  /// The absolute path of an input folder, looked up once.
  func resolved(_ root: BytePath) -> BytePath {
    roots.withLock { roots in
      if let known = roots[root] { return known }
      let resolved = root.resolved ?? root
      roots[root] = resolved
      return resolved
    }
  }
}
