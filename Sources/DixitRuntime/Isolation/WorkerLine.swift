import Dispatch

/// Documents go to worker processes, one a lane; reading and writing files stay here.
final class WorkerLine: Line {
  /// The name of the step in failures and timings.
  static let stage = "worker"

  let limit: Int
  private let timeLimit: UInt64?
  private let workers: [WorkerProcess]
  private let step: Step
  private let root = DispatchQueue(label: "dixit.workers", attributes: .concurrent)
  private let credits: DispatchSemaphore
  private let inFlight = DispatchGroup()
  private let order: Sequencer

  init(_ isolation: Isolation, jobs: Int, limit: Int, timeLimit: UInt64?) {
    self.limit = limit
    self.timeLimit = timeLimit
    workers = (0..<jobs).map { _ in WorkerProcess(isolation.command) }
    step = Step(name: Self.stage, width: jobs, root: root)
    credits = DispatchSemaphore(value: limit)
    order = Sequencer(root: root)
  }

  func submit(_ task: DocumentTask, completion: @escaping @Sendable (Result<Rendered?, StageFailure>) -> Void) {
    credits.wait()
    inFlight.enter()
    let id = task.name.description
    let job = Passage(id: id, sequence: order.nextTicket(), read: { nil }, write: { _ in {} }, leave: { _ in })
    step.enqueue(job) { [self] in
      let result = step.measure(job) { try work(task, id, workers[job.sequence % workers.count]) }
        .mapError { $0 as? StageFailure ?? StageFailure(document: id, stage: Self.stage, cause: $0) }
      order.deliver(job.sequence) { [self] in
        completion(result)
        credits.signal()
        inFlight.leave()
      }
    }
  }

  private func work(_ task: DocumentTask, _ id: String, _ worker: WorkerProcess) throws -> Rendered? {
    let bytes: [UInt8]?
    do { bytes = try task.read() } catch {
      throw StageFailure(document: id, stage: Pipeline.reading, cause: error)
    }
    guard let bytes else { return nil }
    let rendered = try worker.annotate(id: id, bytes, task.origin, timeLimit: timeLimit).get()
    do { try task.stage(rendered) } catch {
      throw StageFailure(document: id, stage: Pipeline.writing, cause: error)
    }
    return rendered.withoutBytes
  }

  func finish() { inFlight.wait() }
  var timings: [StageTiming] { [step.timing] }
  var slowest: WorkInHand? { step.slowest(at: DispatchTime.now().uptimeNanoseconds) }
}
