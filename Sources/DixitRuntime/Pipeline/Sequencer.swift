import Dispatch
import Synchronization

/// Gives out tickets, and calls back in the order of the tickets whatever order they come back in.
///
/// What waits for an earlier ticket is bounded by the pipeline's limit: a ticket costs a credit until its call ends.
final class Sequencer: Sendable {
  private struct State {
    var issued = 0
    var next = 0
    var waiting: [Int: @Sendable () -> Void] = [:]
  }

  private let state = Mutex(State())
  private let queue: DispatchQueue

  init(root: DispatchQueue) {
    queue = DispatchQueue(label: "dixit.results", target: root)
  }

  func nextTicket() -> Int {
    state.withLock { state in
      defer { state.issued += 1 }
      return state.issued
    }
  }

  /// Runs `call` on the results' queue, behind the calls of all earlier tickets.
  func deliver(_ ticket: Int, _ call: @escaping @Sendable () -> Void) {
    state.withLock { state in
      precondition(ticket >= state.next && state.waiting[ticket] == nil, "Ticket \(ticket) came back twice")
      state.waiting[ticket] = call
      // Enqueued under the lock: two lanes that come back at once must not swap their calls.
      while let ready = state.waiting.removeValue(forKey: state.next) {
        state.next += 1
        queue.async(execute: ready)
      }
    }
  }
}
