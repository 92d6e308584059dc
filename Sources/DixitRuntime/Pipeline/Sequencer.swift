import Dispatch
import Synchronization

/// Gives out tickets, and calls back in the order of the tickets whatever order they come back in.
///
/// What waits for an earlier ticket is bounded by the pipeline's limit: a ticket costs a credit until its call ends.
///
/// `@unchecked Sendable` because `next` and `waiting` change: only on `queue`, which is serial.
final class Sequencer: @unchecked Sendable {
  private let issued = Atomic<Int>(0)
  private let queue: DispatchQueue
  private var next = 0
  private var waiting: [Int: @Sendable () -> Void] = [:]

  init(root: DispatchQueue) {
    queue = DispatchQueue(label: "dixit.results", target: root)
  }

  func nextTicket() -> Int { issued.add(1, ordering: .relaxed).oldValue }

  /// Runs `call` on the results' queue, behind the calls of all earlier tickets.
  func deliver(_ ticket: Int, _ call: @escaping @Sendable () -> Void) {
    queue.async { [self] in
      precondition(ticket >= next && waiting[ticket] == nil, "Ticket \(ticket) came back twice")
      waiting[ticket] = call
      while let ready = waiting.removeValue(forKey: next) {
        next += 1
        ready()
      }
    }
  }
}
