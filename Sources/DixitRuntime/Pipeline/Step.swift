import Dispatch
import DixitDocument
import Synchronization

/// A step of the line: its lanes, its clock and its queue.
final class Step: Sendable {
  let name: String
  private let lanes: [DispatchQueue]
  private let count = Atomic<Int>(0)
  private let nanoseconds = Atomic<UInt64>(0)
  private let waiting = Atomic<Int>(0)
  private let mostWaiting = Atomic<Int>(0)
  /// What each lane is doing, and since when.
  private let hands: Locked<[(document: String, since: UInt64)?]>

  init(name: String, width: Int, root: DispatchQueue) {
    self.name = name
    lanes = (0..<width).map { DispatchQueue(label: "dixit.\(name).\($0)", target: root) }
    hands = Locked(Array(repeating: nil, count: width))
  }

  /// Puts work on the job's lane.
  func enqueue(_ job: Passage, _ work: @escaping @Sendable () -> Void) {
    let depth = waiting.add(1, ordering: .relaxed).newValue
    mostWaiting.max(depth, ordering: .relaxed)
    lanes[job.sequence % lanes.count].async(execute: work)
  }

  /// Runs the step's work and adds its time: a failure takes time too.
  func measure<T>(_ job: Passage, _ work: () throws -> T) -> Result<T, any Error> {
    waiting.subtract(1, ordering: .relaxed)
    let lane = job.sequence % lanes.count
    let start = DispatchTime.now().uptimeNanoseconds
    hands.withLock { $0[lane] = (job.id, start) }
    let result = Result(catching: work)
    hands.withLock { $0[lane] = nil }
    count.add(1, ordering: .relaxed)
    let spent = DispatchTime.now().uptimeNanoseconds - start
    nanoseconds.add(spent, ordering: .relaxed)
    job.spent += spent
    return result
  }

  var timing: StageTiming {
    StageTiming(
      stage: name, count: count.load(ordering: .relaxed), nanoseconds: nanoseconds.load(ordering: .relaxed),
      mostWaiting: mostWaiting.load(ordering: .relaxed))
  }

  /// What has been in hand for longest.
  func slowest(at now: UInt64) -> WorkInHand? {
    hands.withLock { $0.compactMap { $0 } }.min { $0.since < $1.since }.map {
      WorkInHand(document: $0.document, stage: name, nanoseconds: now > $0.since ? now - $0.since : 0)
    }
  }
}

/// How often a stage ran, and how long in all, over all its lanes.
public struct StageTiming: Sendable, Hashable {
  public let stage: String
  public let count: Int
  public let nanoseconds: UInt64
  /// The most documents that ever waited before it.
  public var mostWaiting = 0

  public var nanosecondsEach: Double { count == 0 ? 0 : Double(nanoseconds) / Double(count) }
}

/// A job on its way.
///
/// `@unchecked Sendable` because its variables change while it goes from queue to queue. They are touched only
/// by the lane that holds the job; that lane hands it over by `async`, which orders its writes before the next
/// lane's reads. Nobody else keeps a reference to the variables.
final class Passage: @unchecked Sendable {
  let id: String
  let sequence: Int
  let read: @Sendable () throws -> Document?
  /// Writes the document and returns the call that hands over the result.
  let write: @Sendable (Document) throws -> @Sendable () -> Void
  /// Hands over a failure, or, with nil, that there was nothing to do.
  let leave: @Sendable (StageFailure?) -> Void
  /// Nanoseconds of work, waiting left out.
  var spent: UInt64 = 0
  var document: Document?
  var result: (@Sendable () -> Void)?

  init(
    id: String, sequence: Int, read: @escaping @Sendable () throws -> Document?,
    write: @escaping @Sendable (Document) throws -> @Sendable () -> Void,
    leave: @escaping @Sendable (StageFailure?) -> Void
  ) {
    self.id = id
    self.sequence = sequence
    self.read = read
    self.write = write
    self.leave = leave
  }
}
