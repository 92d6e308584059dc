/// Decides when a file that was seen in an inbox is taken: it must look the same for a while, it is taken once, and
/// whatever happens to it later queues it again.
///
/// It touches neither files nor clocks: what was seen and what time it is comes in, so that each rule can be tried in
/// no time. Times are nanoseconds of a clock that only goes forward.
struct WatchPlanner {
  struct Settings: Sendable {
    /// How long a file must look the same.
    var settle: UInt64 = 2_000_000_000
    /// The same where changes are not reported but looked for.
    var polledSettle: UInt64 = 5_000_000_000
    /// How often a document is tried.
    var tries = 3
    /// How long a failed document waits for its second try; each later one waits three times as long.
    var backOff: UInt64 = 10_000_000_000
    var longestBackOff: UInt64 = 600_000_000_000
  }

  /// What a finished document needs.
  enum FollowUp: Sendable, Hashable {
    /// It is done: the file may go where done files go.
    case settled
    /// It changed meanwhile: look at it again.
    case again
    /// It will be tried again after so many nanoseconds.
    case retry(after: UInt64)
    case givenUp
  }

  enum Result: Sendable, Hashable {
    case done
    case failed(attempts: Int)
    /// It was written to while it was read.
    case changed
  }

  private struct Waiting {
    var signature: FileSignature
    var deadline: UInt64
    var settle: UInt64
  }

  private struct Running {
    var signature: FileSignature
    var isTouched = false
  }

  let settings: Settings
  private var waiting: [BytePath: Waiting] = [:]
  private var ready: [(name: BytePath, signature: FileSignature)] = []
  private var nextReady = 0
  private var isReady: Set<BytePath> = []
  private var running: [BytePath: Running] = [:]
  private var agenda = Agenda()

  init(_ settings: Settings) { self.settings = settings }

  var waitingCount: Int { waiting.count + ready.count - nextReady }
  var isIdle: Bool { waitingCount == 0 && running.isEmpty }
  /// When the next file must be looked at.
  var nextDeadline: UInt64? { nextReady < ready.count ? 0 : agenda.first }

  /// A file was seen.
  ///
  /// - Parameter isEvent: whether because something happened to it, and not only in a listing.
  mutating func see(_ name: BytePath, _ signature: FileSignature, isEvent: Bool, isPolled: Bool = false, at now: UInt64)
  {
    if let current = running[name] {
      if isEvent || current.signature != signature { running[name]!.isTouched = true }
      return
    }
    if !isEvent, waiting[name]?.signature == signature || isReady.contains(name) { return }
    wait(name, signature, settle: isPolled ? settings.polledSettle : settings.settle, at: now)
  }

  private mutating func wait(_ name: BytePath, _ signature: FileSignature, settle: UInt64, at now: UInt64) {
    let isNew = waiting[name] == nil
    waiting[name] = Waiting(signature: signature, deadline: now + settle, settle: settle)
    // One appointment a file: where its deadline moved, the appointment moves when it comes.
    if isNew || settle == 0 { agenda.add(now + settle, name) }
  }

  /// The files to look at now.
  mutating func due(at now: UInt64) -> [BytePath] {
    var names: [BytePath] = []
    while let name = agenda.takeFirst(before: now) {
      guard let entry = waiting[name] else { continue }
      if entry.deadline > now { agenda.add(entry.deadline, name) } else { names.append(name) }
    }
    return names
  }

  /// What a file that was due looks like; nil where it is gone.
  mutating func look(at name: BytePath, _ signature: FileSignature?, at now: UInt64) {
    guard let entry = waiting.removeValue(forKey: name), let signature else { return }
    if signature == entry.signature {
      if isReady.insert(name).inserted { ready.append((name, signature)) }
    } else {
      wait(name, signature, settle: entry.settle, at: now)
    }
  }

  /// The next file to process. It counts as running until it is reported as finished.
  mutating func takeReady() -> BytePath? {
    guard nextReady < ready.count else { return nil }
    let (name, signature) = ready[nextReady]
    nextReady += 1
    if nextReady == ready.count || nextReady > 4096 {
      ready.removeFirst(nextReady)
      nextReady = 0
    }
    isReady.remove(name)
    running[name] = Running(signature: signature)
    return name
  }

  /// What a file looked like when it was taken.
  func signature(ofRunning name: BytePath) -> FileSignature? { running[name]?.signature }

  /// A file that was taken is finished.
  mutating func finish(_ name: BytePath, _ result: Result, at now: UInt64) -> FollowUp {
    guard let entry = running.removeValue(forKey: name) else { return .settled }
    if entry.isTouched { return .again }
    switch result {
    case .done: return .settled
    case .changed: return .again
    case .failed(let attempts) where attempts >= settings.tries: return .givenUp
    case .failed(let attempts):
      let pause = backOff(after: attempts)
      wait(name, entry.signature, settle: pause, at: now)
      waiting[name]!.settle = settings.settle
      return .retry(after: pause)
    }
  }

  private func backOff(after attempts: Int) -> UInt64 {
    var pause = settings.backOff
    for _ in 1..<max(1, attempts) { pause = min(pause * 3, settings.longestBackOff) }
    return min(pause, settings.longestBackOff)
  }
}

/// Appointments in the order of their times: a binary heap.
private struct Agenda {
  private var items: [(time: UInt64, name: BytePath)] = []

  var first: UInt64? { items.first?.time }

  mutating func add(_ time: UInt64, _ name: BytePath) {
    items.append((time, name))
    var child = items.count - 1
    while child > 0, items[child].time < items[(child - 1) / 2].time {
      items.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func takeFirst(before now: UInt64) -> BytePath? {
    guard let first = items.first, first.time <= now else { return nil }
    items[0] = items[items.count - 1]
    items.removeLast()
    sink()
    return first.name
  }

  private mutating func sink() {
    var parent = 0
    while true {
      let children = [2 * parent + 1, 2 * parent + 2].filter { $0 < items.count }
      guard let least = children.min(by: { items[$0].time < items[$1].time }),
        items[least].time < items[parent].time
      else { return }
      items.swapAt(parent, least)
      parent = least
    }
  }
}
