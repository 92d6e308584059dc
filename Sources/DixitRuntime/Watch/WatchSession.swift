import Dispatch

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// One watch at work: it moves what the planner decides, between folders, ledger and desk.
///
/// All of it runs on the thread that called `run`; changes and finished documents come in through boxes that ring.
final class WatchSession {
  private let watch: Watch
  private let inboxes: Inboxes
  private let folder: OutputFolder
  private let book: BatchBook
  private let desk: DocumentDesk
  private let disposal: Disposal
  private let bell = Bell()
  private let changes: Changes
  private let source: any ChangeSource
  private let watcher: FolderWatcher
  private let finished = FinishedBox()
  private let supervisor = Supervisor()
  private let plan: Plan
  private let start: UInt64
  private var planner: WatchPlanner
  private var presence: [BytePath: FolderIdentity?] = [:]
  /// What could not be listed, so that it is told once.
  private var unreadable: Set<BytePath> = []
  /// Documents at hand that had failed before.
  private var failedBefore: Set<BytePath> = []
  /// The file whose documents are being handed in.
  private var current: FileTasks?
  /// Articles that failed of the files at hand.
  private var failedParts: [BytePath: [Finished]] = [:]
  private var inFlight = 0
  private var (nextPoll, nextRescan, nextLook, nextBeat, nextSign) = (
    UInt64(0), UInt64(0), UInt64(0), UInt64(0), UInt64(0)
  )

  init(_ watch: Watch) throws(BatchError) {
    self.watch = watch
    let options = watch.options
    start = watch.clock()
    inboxes = try Inboxes(options)
    let folder = try OutputFolder(options.batch.output, purpose: "watch")
    self.folder = folder
    book = BatchBook(total: 0, ignored: [:], folder: folder, interruption: watch.interruption)
    changes = Changes(bell: bell)
    source = (options.polls ? nil : watch.makeSource(changes)) ?? NoChangeSource()
    watcher = FolderWatcher(source, roots: inboxes.all.map(\.path), pollsAll: options.polls)
    disposal = Disposal(options)
    desk = try DocumentDesk.make(watch.workshop, options.batch, folder: folder) { [finished, bell] in
      finished.add($0)
      bell.ring()
    }
    plan = Plan(
      configuration: watch.workshop.configuration, endings: watch.workshop.endings,
      duplicates: options.batch.duplicates, hasOutputs: { [desk] in $0.outcome != .duplicate || desk.hasOutputs($0) })
    var settings = WatchPlanner.Settings()
    if let settle = options.settle {
      settings.settle = Self.nanoseconds(settle)
      settings.polledSettle = settings.settle
    }
    settings.tries = options.tries
    settings.backOff = Self.nanoseconds(options.backOff)
    planner = WatchPlanner(settings)
    watch.interruption.onRequest { [bell] in bell.ring() }
  }

  private static func nanoseconds(_ seconds: Double) -> UInt64 { UInt64(max(0, seconds) * 1e9) }

  private var now: UInt64 { watch.clock() }

  func run() {
    lookAtInboxes(isFirst: true)
    rescan()
    watch.notice(.ready(inboxes: inboxes.all.count, waiting: planner.waitingCount))
    supervisor.tell("READY=1", "STATUS=Watching")
    (nextBeat, nextSign) = (now + Self.nanoseconds(watch.options.heartbeat), now)
    while !watch.interruption.isRequested {
      takeChanges()
      takeFinished()
      keepAppointments()
      lookAtDueFiles()
      submitReadyFiles()
      giveSigns()
      if watch.options.once, planner.isIdle, inFlight == 0, changes.isEmpty { break }
      bell.wait(until: nextTime)
    }
    supervisor.tell("STOPPING=1")
    desk.finish()
    takeFinished()
    source.stop()
  }

  func close() -> BatchSummary {
    book.close { summary in
      summary.remaining = planner.waitingCount
      summary.timings = desk.timings
      summary.seconds = Double(now - start) / 1e9
    }
  }

  /// When to wake at the latest.
  private var nextTime: UInt64 {
    let isFull = inFlight >= desk.capacity
    let ready = planner.nextDeadline.map { isFull ? max($0, now + 1_000_000_000) : $0 }
    return [ready, nextPoll, nextRescan, nextLook, nextBeat, nextSign].compactMap { $0 }.min()!
  }
}

// What was told and what is looked for.
extension WatchSession {
  private func takeChanges() {
    let news = changes.take()
    if news.isLost {
      watch.notice(.lostEvents)
      return rescan()
    }
    var listed: BytePath?
    for path in news.folders.sorted() {
      // Listing a folder lists what is below it, which mostly follows.
      if let listed, path.isWithin(listed) { continue }
      listed = path
      guard let inbox = inboxes.inbox(of: path), let entry = path.dropping(inbox.path) else { continue }
      if entry.bytes.isEmpty { nextLook = 0 } else { list(inbox, below: entry, isSubfolder: true) }
    }
    for path in news.entries {
      guard let file = inboxes.file(at: path), let signature = file.currentSignature() else { continue }
      planner.see(file.name, signature, isEvent: true, isPolled: watcher.isPolled(path), at: now)
    }
  }

  private func keepAppointments() {
    let now = now
    if now >= nextLook {
      lookAtInboxes(isFirst: false)
      takeRetryRequest()
      nextLook = now + Self.nanoseconds(watch.options.lookInterval)
    }
    if now >= nextRescan {
      rescan()
    } else if now >= nextPoll {
      nextPoll = now + Self.nanoseconds(watch.options.pollInterval)
      for path in watcher.polled {
        if let inbox = inboxes.inbox(of: path), let entry = path.dropping(inbox.path) { list(inbox, below: entry) }
      }
    }
  }

  /// Lists everything. What is gone is no news: outputs stay.
  private func rescan() {
    watcher.refresh()
    for inbox in inboxes.all { list(inbox, below: BytePath([])) }
    nextRescan = now + Self.nanoseconds(watch.options.rescanInterval)
    nextPoll = now + Self.nanoseconds(watch.options.pollInterval)
  }

  private func list(_ inbox: Inboxes.Inbox, below entry: BytePath, isSubfolder: Bool = false) {
    if isSubfolder, !inboxes.filter.enters(entry) { return }
    var scan = InputScan(filter: inboxes.filter) { [watcher] in watcher.enter($0, $1) }
    scan.walk(inbox.path, below: entry, prefix: inbox.prefix)
    report(scan.failures)
    for notice in watcher.takeNews() { watch.notice(notice) }
    let rows = folder.ledger!.allRows(below: inbox.prefix.appending(entry))
    Plan.pair(scan.files, rows) { file, row in
      consider(file, row)
      return !watch.interruption.isRequested
    }
  }

  private func report(_ failures: [(path: BytePath, error: FileError)]) {
    for failure in failures {
      // An inbox that is gone is told as such, and a folder that went while it was listed is no failure.
      if failure.error.code == ENOENT { continue }
      if unreadable.insert(failure.path).inserted { watch.notice(.unreadable(failure.error)) }
    }
  }

  private func consider(_ file: InputFile, _ row: Ledger.Row?) {
    let isPolled = watcher.isPolled(file.path)
    switch plan.decide(file, row) {
    case .skip where watch.options.onSuccess == .keep: return
    // It was given up, and looks as it did then.
    case .work(.failed) where row!.attempts >= planner.settings.tries && row!.signature == file.signature: return
    default: break
    }
    guard inboxes.isReleased(file) else { return }
    planner.see(file.name, file.signature!, isEvent: false, isPolled: isPolled, at: now)
  }

  /// Whether the inboxes are there, and are the folders that they were: one may be moved, unmounted, come back.
  private func lookAtInboxes(isFirst: Bool) {
    for inbox in inboxes.all {
      let identity = FolderIdentity(inbox.path)
      guard let known = presence.updateValue(identity, forKey: inbox.path), !isFirst else { continue }
      if identity == nil, known != nil { watch.notice(.inboxGone(inbox.path)) }
      if let identity, identity != known {
        watch.notice(.inboxBack(inbox.path))
        watcher.refresh()
        list(inbox, below: BytePath([]))
      }
    }
  }

  /// Another process may ask that failed documents be tried again: it cannot do so itself, the folder is held.
  private func takeRetryRequest() {
    guard folder.state.contains(RetryRequest.name) else { return }
    do {
      try folder.state.remove(RetryRequest.name)
      let rows = try folder.ledger!.failedFiles()
      for row in rows { try retry(row) }
      watch.notice(.retryRequested(rows.count))
    } catch let error as FileError {
      watch.notice(.keptBack(error))
    } catch {
      book.end(.ledgerBroken(folder.path, "\(error)"))
    }
  }

  private func retry(_ row: Ledger.Row) throws(FileError) {
    guard let file = inboxes.file(row.file.name) else { return }
    if let signature = file.currentSignature() {
      planner.see(file.name, signature, isEvent: true, at: now)
    } else if row.root == disposal.failed.resolved {
      try disposal.restore(row.file, to: file)
    }
  }
}

// What is done.
extension WatchSession {
  private func lookAtDueFiles() {
    for name in planner.due(at: now) {
      let file = inboxes.file(name).flatMap { inboxes.isReleased($0) ? $0 : nil }
      planner.look(at: name, file?.currentSignature(), at: now)
    }
  }

  private func submitReadyFiles() {
    while inFlight < desk.capacity, !watch.interruption.isRequested {
      if let task = current?.next() {
        inFlight += 1
        desk.submit(task)
      } else if let name = planner.takeReady() {
        current = open(name)
      } else {
        current = nil
        return
      }
    }
  }

  private func open(_ name: BytePath) -> FileTasks? {
    guard var file = inboxes.file(name) else { return nil }
    do {
      let row = try folder.ledger!.row(of: name)
      if row?.outcome == .failed || row?.outcome == .incomplete { failedBefore.insert(name) }
      file.signature = planner.signature(ofRunning: name)
      return desk.open(file, row: row)
    } catch {
      book.end(.ledgerBroken(folder.path, "\(error)"))
      return nil
    }
  }

  private func takeFinished() {
    var moved: [Ledger.Row] = []
    for document in finished.take() {
      inFlight -= 1
      if let row = follow(document) { moved.append(row) }
    }
    do {
      try folder.ledger!.save(moved)
      for row in moved where row.outcome.isCollection { try folder.ledger!.relocateParts(of: row) }
    } catch {
      book.end(Ledger.isDiskFull(error) ? .ledgerFull(folder.path) : .ledgerBroken(folder.path, "\(error)"))
    }
  }

  /// Does what a finished document needs; returns its row where the file has a new place.
  private func follow(_ document: Finished) -> Ledger.Row? {
    let name = document.file.name
    switch document.outcome {
    case .stopped:
      book.enter(document)
      return nil
    case .failed where document.isPart:
      // The file tells of it when all its articles are through: it is the file that is tried again.
      failedParts[name, default: []].append(document)
      return nil
    case .failed(let failure): return follow(document, failure)
    case .collected where document.row.outcome == .incomplete: return follow(document, incompletion(of: document))
    case .done:
      watch.notice(.done(document.row.name, words: document.row.words, quotations: document.row.quotations))
    case .duplicate(let original): watch.notice(.duplicate(document.row.name, of: original))
    case .unchanged, .collected: break
    }
    if document.isPart {
      book.enter(document)
      return nil
    }
    let next = planner.finish(name, .done, at: now)
    book.enter(document)
    if next == .again { lookAgain(document.file) }
    return attempt { () throws(FileError) in
      if failedBefore.remove(name) != nil { try disposal.forget(name) }
      guard next == .settled, let signature = document.signature else { return nil }
      return place(document, try disposal.settle(document.file, signature))
    }
  }

  private func incompletion(of document: Finished) -> StageFailure {
    let failed = failedParts[document.file.name] ?? []
    let cause = IncompleteCollection(failed: failed.count, count: document.collection?.count ?? 0)
    return StageFailure(document: "\(document.file.name)", stage: "collection", cause: cause)
  }

  private func follow(_ document: Finished, _ failure: StageFailure) -> Ledger.Row? {
    let file = document.file
    failedBefore.remove(file.name)
    let parts = failedParts.removeValue(forKey: file.name) ?? []
    let isUnsettled = !document.isRecorded
    let next = planner.finish(
      file.name, isUnsettled ? .changed : .failed(attempts: document.row.attempts), at: now)
    switch next {
    case .settled: break
    case .again: lookAgain(file)
    case .retry(let pause):
      watch.notice(.failed(failure, attempts: document.row.attempts, retryAfter: Double(pause) / 1e9))
    case .givenUp:
      watch.notice(.failed(failure, attempts: document.row.attempts, retryAfter: nil))
      for part in parts { book.enter(part) }
      book.enter(document)
      let reason = document.row.reason(of: file, failure, articles: parts.compactMap(\.failure))
      return attempt { () throws(FileError) in
        place(document, try disposal.reject(file, document.signature ?? file.signature, reason: reason))
      }
    }
    return nil
  }

  private func lookAgain(_ file: InputFile) {
    guard let signature = file.currentSignature() else { return }
    planner.see(file.name, signature, isEvent: true, isPolled: watcher.isPolled(file.path), at: now)
  }

  private func attempt(_ work: () throws(FileError) -> Ledger.Row?) -> Ledger.Row? {
    do throws(FileError) {
      return try work()
    } catch {
      watch.notice(.keptBack(error))
      if error.isDiskFull { book.end(.file(error)) }
      return nil
    }
  }

  private func place(_ document: Finished, _ outcome: Disposal.Outcome) -> Ledger.Row? {
    var row = document.row
    switch outcome {
    case .kept: return nil
    case .changed:
      lookAgain(document.file)
      return nil
    case .moved(let base, let below):
      watch.notice(.moved(document.file.path, to: base.appending(below)))
      row.root = base.resolved ?? base
      row.entry = below
    case .deleted: row.root = BytePath([])
    }
    return row
  }
}

// Signs of life.
extension WatchSession {
  private func giveSigns() {
    let now = now
    let stuck = desk.slowest.flatMap { work in isStuck(work) ? work : nil }
    if now >= nextSign {
      // Without signs a service manager starts the program again, which is what a hang in this process needs.
      if stuck == nil { supervisor.tell("WATCHDOG=1", "STATUS=\(counts.sentence)") }
      nextSign = now + (supervisor.watchdog.map { max($0 / 3, 1_000_000) } ?? 3_600_000_000_000)
    }
    if now >= nextBeat {
      watch.notice(.heartbeat(counts))
      if let stuck { watch.notice(.stuck(stuck)) }
      nextBeat = now + Self.nanoseconds(watch.options.heartbeat)
    }
  }

  private func isStuck(_ work: WorkInHand) -> Bool {
    watch.options.batch.timeLimit.map { work.nanoseconds > UInt64($0) * 2_000_000_000 } ?? false
  }

  private var counts: WatchCounts {
    let summary = book.current
    return WatchCounts(
      done: summary.done, duplicates: summary.duplicates, failed: summary.failed, waiting: planner.waitingCount,
      inFlight: inFlight)
  }
}

/// Documents that have come back and nobody has looked at.
private final class FinishedBox: Sendable {
  private let documents = Locked<[Finished]>([])

  func add(_ document: Finished) { documents.withLock { $0.append(document) } }

  func take() -> [Finished] {
    documents.withLock { documents in
      defer { documents = [] }
      return documents
    }
  }
}
