import Dispatch

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// All documents of some files and folders, read, annotated and written below one output folder.
///
/// It keeps paths, never documents, so its memory does not grow with the size of the corpus.
public struct Batch: Sendable {
  /// What the user asked for.
  public struct Options: Sendable {
    public var inputs: [BytePath]
    public var output: BytePath
    public var filter = InputScan.Filter()
    /// Lanes a step.
    public var jobs: Int
    /// Do documents again that are done.
    public var force: Bool
    /// Read files again that look unchanged.
    public var readsAll = false
    /// The largest file that is read, in bytes.
    public var maximumSize: Int
    public var duplicates = Duplicates.process
    /// Stop at the first document that fails.
    public var failFast = false
    /// Delete outputs whose inputs are gone.
    public var deletesRemoved = false
    public var keepsLedger = true
    /// Make outputs again that somebody took away.
    public var missesOutputs = true
    /// Seconds that a document may take.
    public var timeLimit: Int?
    /// Annotate in processes of their own.
    public var isolation: Isolation?

    public init(inputs: [BytePath], output: BytePath, jobs: Int = 1, force: Bool = false, maximumSize: Int = 64 << 20) {
      self.inputs = inputs
      self.output = output
      self.jobs = jobs
      self.force = force
      self.maximumSize = maximumSize
    }
  }

  let options: Options
  package let workshop: Workshop
  let interruption: Interruption
  let progress: @Sendable (BatchProgress) -> Void

  /// - Parameters:
  ///   - interruption: asked before each document; what is in flight then still finishes.
  ///   - progress: called after each document, by one thread at a time.
  public init(
    _ options: Options, _ workshop: Workshop, interruption: Interruption = Interruption(),
    progress: @escaping @Sendable (BatchProgress) -> Void = { _ in }
  ) {
    self.options = options
    self.workshop = workshop
    self.interruption = interruption
    self.progress = progress
  }

  /// Does all documents; returns when the last is written and recorded.
  ///
  /// A document that fails is counted and listed in `OUTPUT/.dixit/failures.tsv`; the others go on.
  /// - Throws: `BatchError` where nothing can begin.
  public func run() throws(BatchError) -> BatchSummary {
    let start = DispatchTime.now().uptimeNanoseconds
    try Self.check(options)
    let scan = InputScan(options.inputs, filter: options.filter)
    try OutputRules.check(scan, inputs: options.inputs)
    return try work(scan, since: start)
  }

  /// Tries the documents again that failed, wherever their files are now.
  ///
  /// The inputs of the options are not asked. What has no file any more is left as it is.
  public func retry() throws(BatchError) -> BatchSummary {
    let start = DispatchTime.now().uptimeNanoseconds
    var scan = InputScan(filter: options.filter) { _, _ in }
    do {
      let ledger = try Ledger(reading: options.output.appending(OutputFolder.stateName))
      scan.files = try ledger?.failedFiles().map(\.file).filter { $0.currentSignature() != nil } ?? []
    } catch {
      throw .ledger(options.output, reason: "\(error)")
    }
    return try work(scan, since: start)
  }

  /// How many documents a file is.
  static func documentCount(_ row: Ledger.Row, _ ledger: Ledger?) -> Int {
    row.outcome == .collection ? (try? ledger?.partCount(of: row.name)) ?? 0 : 1
  }

  func plan(_ hasOutputs: @escaping (Ledger.Row) -> Bool) -> Plan {
    Plan(
      configuration: workshop.configuration, endings: workshop.endings, force: options.force,
      readsAll: options.readsAll, duplicates: options.duplicates, hasOutputs: hasOutputs)
  }

  private func work(_ scan: InputScan, since start: UInt64) throws(BatchError) -> BatchSummary {
    let scanned = DispatchTime.now().uptimeNanoseconds
    let folder = try OutputFolder(options.output, purpose: "run", keepsLedger: options.keepsLedger)
    let book = BatchBook(
      total: scan.files.count + scan.failures.count, ignored: scan.ignored, folder: folder, interruption: interruption,
      failFast: options.failFast, progress: progress)
    book.enter(scan.failures)
    let desk = try makeDesk(folder, book)
    let lost = submit(scan, to: desk, book)
    desk.finish()
    let removed = lost + goneArticles(scan, desk, book)
    let deleted = deleteOutputs(of: removed, folder, book)
    return book.close { summary in
      summary.removed = removed.filter { !$0.outcome.isCollection }.map(\.name).sorted()
      summary.deletedRemoved = deleted
      summary.timings = desk.timings
      summary.scanSeconds = Double(scanned - start) / 1e9
      summary.seconds = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
    }
  }

  /// Refuses what no run should begin with: cheap, so worth asking before lexicons and models are loaded.
  public static func check(_ options: Options) throws(BatchError) {
    try OutputRules.check(inputs: options.inputs, output: options.output)
  }

  private func makeDesk(_ folder: OutputFolder, _ book: BatchBook) throws(BatchError) -> DocumentDesk {
    try DocumentDesk.make(workshop, options, folder: folder) { book.enter($0) }
  }

  /// Hands in what there is to do.
  ///
  /// - Returns: the rows of files that are gone.
  private func submit(_ scan: InputScan, to desk: DocumentDesk, _ book: BatchBook) -> [Ledger.Row] {
    let plan = plan(desk.hasOutputs)
    let roots = Set(scan.roots.map(desk.resolved))
    var removed: [Ledger.Row] = []
    let rows = desk.folder.ledger?.allRows()
    Plan.pair(scan.files, rows.map(AnySequence.init) ?? AnySequence([])) { row in
      if row.outcome != .gone, roots.contains(row.root), row.file.isGone { removed.append(row) }
    } each: { file, row in
      if interruption.isRequested { return false }
      switch plan.decide(file, row) {
      case .skip: book.skip(Self.documentCount(row!, desk.folder.ledger))
      case .work(let reason):
        let tasks = desk.open(file, row: row)
        while !interruption.isRequested, let task = tasks.next() {
          book.begin(task, reason)
          desk.submit(task)
        }
        if tasks.isUnfinished { book.leave(file.name) }
      }
      return true
    }
    return removed
  }

  /// The rows of articles that their files hold no more, of the inputs alone.
  private func goneArticles(_ scan: InputScan, _ desk: DocumentDesk, _ book: BatchBook) -> [Ledger.Row] {
    do {
      guard let gone = try desk.folder.ledger?.goneRows(), !gone.isEmpty else { return [] }
      let (roots, files) = (Set(scan.roots.map(desk.resolved)), Set(scan.files.map(\.name)))
      return gone.filter { roots.contains($0.root) || files.contains($0.file.name) }
    } catch {
      book.end(.ledgerBroken(desk.folder.path, "\(error)"))
      return []
    }
  }

  /// - Returns: whether they are deleted.
  private func deleteOutputs(of rows: [Ledger.Row], _ folder: OutputFolder, _ book: BatchBook) -> Bool {
    guard options.deletesRemoved, !rows.isEmpty, !interruption.isRequested else { return false }
    do {
      for row in rows where !row.outcome.isCollection {
        for ending in row.outputs { try delete(row.name.output(ending), in: folder.root) }
      }
      try folder.ledger?.remove(rows.map(\.name))
      return true
    } catch {
      book.end((error as? FileError).map { .file($0) } ?? .ledgerBroken(folder.path, "\(error)"))
      return false
    }
  }

  /// Deletes an output, and the folders around it that are empty then.
  private func delete(_ output: BytePath, in root: Folder) throws(FileError) {
    guard let parent = try? root.folder(output.parent) else { return }
    try parent.remove(output.name)
    var path = output.parent
    while !path.components.isEmpty, let above = try? root.folder(path.parent), above.removeIfEmpty(path.name) {
      path = path.parent
    }
  }
}

extension DocumentDesk {
  static func make(
    _ workshop: Workshop, _ options: Batch.Options, folder: OutputFolder,
    report: @escaping @Sendable (Finished) -> Void
  ) throws(BatchError) -> DocumentDesk {
    let line = try makeLine(workshop, options)
    do {
      return try DocumentDesk(workshop, Options(options), folder: folder, line: line, report: report)
    } catch {
      throw .ledger(folder.path.appending(OutputFolder.stateName).appending(Ledger.fileName), reason: "\(error)")
    }
  }

  private static func makeLine(_ workshop: Workshop, _ options: Batch.Options) throws(BatchError) -> any Line {
    let limit = max(8, options.jobs * 8)
    let timeLimit = options.timeLimit.map { UInt64($0) * 1_000_000_000 }
    if let isolation = options.isolation {
      return WorkerLine(isolation, jobs: options.jobs, limit: limit, timeLimit: timeLimit)
    }
    do {
      let pipeline = try Pipeline(stages: workshop.stages, width: options.jobs, limit: limit, timeLimit: timeLimit)
      return PipelineLine(pipeline: pipeline, workshop: workshop)
    } catch {
      throw .pipeline(error)
    }
  }
}

extension InputFile {
  /// Whether the file surely is not there any more; what cannot be looked at is not gone.
  var isGone: Bool {
    do throws(FileError) {
      let folder = try openFolder()
      return folder.status(of: entry.name) == nil && errno == ENOENT
    } catch {
      return error.code == ENOENT || error.code == ENOTDIR
    }
  }
}
