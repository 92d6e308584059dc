import Dispatch
import DixitDocument
import Synchronization

/// A step of the line: its lanes and its clock.
final class Step: Sendable {
  let name: String
  private let lanes: [DispatchQueue]
  private let count = Atomic<Int>(0)
  private let nanoseconds = Atomic<UInt64>(0)

  init(name: String, width: Int, root: DispatchQueue) {
    self.name = name
    lanes = (0..<width).map { DispatchQueue(label: "dixit.\(name).\($0)", target: root) }
  }

  func lane(_ sequence: Int) -> DispatchQueue { lanes[sequence % lanes.count] }

  /// Runs the step's work and adds its time: a failure takes time too.
  func measure<T>(_ work: () throws -> T) -> Result<T, any Error> {
    let start = DispatchTime.now().uptimeNanoseconds
    let result = Result(catching: work)
    count.add(1, ordering: .relaxed)
    nanoseconds.add(DispatchTime.now().uptimeNanoseconds - start, ordering: .relaxed)
    return result
  }

  var timing: StageTiming {
    StageTiming(
      stage: name, count: count.load(ordering: .relaxed), nanoseconds: nanoseconds.load(ordering: .relaxed))
  }
}

/// How often a stage ran, and how long in all, over all its lanes.
public struct StageTiming: Sendable, Hashable {
  public let stage: String
  public let count: Int
  public let nanoseconds: UInt64

  public var nanosecondsEach: Double { count == 0 ? 0 : Double(nanoseconds) / Double(count) }
}

/// A job on its way.
///
/// `@unchecked Sendable` because its two variables change while it goes from queue to queue. They are touched only
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
