import Dispatch
import DixitRuntime
import DixitTables

/// Makes the tables while a watch goes on: at a sign of life, when nothing is at hand and something was done since.
final class WatchedTables: Sendable {
  private struct State {
    var isBusy = false
    var seen: WatchCounts?
  }

  private let tables: CorpusTables?
  private let log: Log
  private let queue = DispatchQueue(label: "dixit.tables")
  private let state = Locked(State())

  init(of output: BytePath, formats: [TableFormat], log: Log) {
    tables = formats.isEmpty ? nil : CorpusTables(of: output, formats: formats)
    self.log = log
  }

  func refresh(_ counts: WatchCounts) {
    guard tables != nil, counts.inFlight == 0 else { return }
    let isDue = state.withLock { state in
      let isNew = state.seen.map {
        ($0.done, $0.duplicates, $0.failed) != (counts.done, counts.duplicates, counts.failed)
      }
      if state.isBusy || !(isNew ?? true) { return false }
      state = State(isBusy: true, seen: counts)
      return true
    }
    if isDue { queue.async { [self] in make() } }
  }

  /// Makes them of all that was done; false where they could not be made.
  func finish() -> Bool { queue.sync { make() } }

  /// A watch goes on whatever becomes of its tables: the next ones are made anew.
  @discardableResult
  private func make() -> Bool {
    guard let tables else { return true }
    defer { state.withLock { $0.isBusy = false } }
    do {
      let summary = try tables.make(onlyIfChanged: true)
      if !summary.isUnchanged { log.report(summary) }
      return true
    } catch {
      log.event("tablesFailed", [], isWarning: true, text: "The tables were not made. \(error)")
      return false
    }
  }
}
