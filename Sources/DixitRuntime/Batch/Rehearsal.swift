// What a run would do.
extension Batch {
  /// Tells what a run would do, and does nothing.
  ///
  /// Files that a run would read are read here too, because only their bytes tell how many articles they hold.
  /// - Parameter tell: called with each document that would be annotated, and why its file is read.
  /// - Returns: `remaining` are those documents, and `reasons` count them.
  public func rehearse(_ tell: (BytePath, String) -> Void) throws(BatchError) -> BatchSummary {
    try Self.check(options)
    let scan = InputScan(options.inputs, filter: options.filter)
    try OutputRules.check(scan, inputs: options.inputs)
    let ledger: Ledger?
    do { ledger = try Ledger(reading: options.output.appending(OutputFolder.stateName)) } catch {
      throw .ledger(options.output, reason: "\(error)")
    }
    var rehearsal = Rehearsal(options: options, workshop: workshop, ledger: ledger)
    rehearsal.summary = BatchSummary(ignored: scan.ignored)
    rehearsal.summary.failed = scan.failures.count
    let roots = Set(scan.roots.map { $0.resolved ?? $0 })
    let plan = plan(rehearsal.doneWork.hasOutputs)
    Plan.pair(scan.files, ledger.map { AnySequence($0.allRows()) } ?? AnySequence([])) { row in
      if roots.contains(row.root), row.outcome == .gone ? !rehearsal.isBack(row) : row.file.isGone {
        rehearsal.miss(row)
      }
    } each: { file, row in
      switch plan.decide(file, row) {
      case .skip: rehearsal.summary.skipped += Self.documentCount(row!, ledger)
      case .work(let reason): rehearsal.read(file, row, reason, tell)
      }
      return true
    }
    return rehearsal.summary
  }
}

/// Counts what files make.
private struct Rehearsal {
  let options: Batch.Options
  let workshop: Workshop
  let ledger: Ledger?
  let doneWork: DoneWork
  var summary = BatchSummary(ignored: [:])
  /// Articles that their files hold again.
  private var back: Set<BytePath> = []

  init(options: Batch.Options, workshop: Workshop, ledger: Ledger?) {
    self.options = options
    self.workshop = workshop
    self.ledger = ledger
    doneWork = DoneWork(workshop, DocumentDesk.Options(options), in: options.output, ledger)
  }

  func isBack(_ row: Ledger.Row) -> Bool { back.contains(row.name) }

  /// Counts what a file makes: one document, or one for each article in it.
  mutating func read(_ file: InputFile, _ row: Ledger.Row?, _ reason: Plan.Reason, _ tell: (BytePath, String) -> Void) {
    guard let bytes = try? Files.read(file, limit: options.maximumSize).0 else { return count(file.name, reason, tell) }
    if let row, isDone(row, bytes) {
      summary.skipped += Batch.documentCount(row, ledger)
      return
    }
    var names: Set<BytePath> = []
    do {
      var parts = try workshop.open(bytes, file.name.description, options.maximumSize)
      if parts == nil { count(file.name, reason, tell) }
      while let part = try parts?.next() {
        let name = file.name.appending(BytePath(part.name))
        names.insert(name)
        let known = try ledger?.row(of: name)
        if known?.outcome == .gone { back.insert(name) }
        if let known, let bytes = try? part.bytes.get(), isDone(known, bytes) {
          summary.skipped += 1
        } else {
          count(name, reason, tell)
        }
      }
      guard row != nil, let ledger else { return }
      for gone in ledger.allRows(below: file.name) where gone.collection == file.name && !names.contains(gone.name) {
        if gone.outcome == .done { miss(gone) }
      }
    } catch {
      // The file itself fails, behind the articles that were read.
      count(file.name, reason, tell)
    }
  }

  private func isDone(_ row: Ledger.Row, _ bytes: [UInt8]) -> Bool {
    doneWork.isDone(row, sha256: workshop.digest(bytes))
  }

  private mutating func count(_ name: BytePath, _ reason: Plan.Reason, _ tell: (BytePath, String) -> Void) {
    summary.remaining += 1
    summary.reasons[reason.rawValue, default: 0] += 1
    tell(name, reason.rawValue)
  }

  /// Counts a document that is not there any more; one that failed leaves nothing behind.
  mutating func miss(_ row: Ledger.Row) {
    if !row.outcome.isCollection, row.collection == nil || row.outcome != .failed { summary.removed.append(row.name) }
  }
}
