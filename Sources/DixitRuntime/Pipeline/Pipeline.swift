import Dispatch
import DixitDocument

/// Stages linked by Dispatch queues: documents go in at `submit`, results come out in the same order.
///
/// A job reads a document, the stages annotate it one after another, and the job writes it. Each step has `width`
/// serial queues, its lanes; document *n* stays in lane *n* mod `width` from the first step to the last. Lanes are
/// lines of their own: a long document holds up the lane behind it, never the other lanes. One place restores the
/// order, behind the last step. (Restoring it behind every step was dropped: it made all lanes wait for the slowest.)
///
///     let pipeline = try Pipeline(stages: annotator.stages, width: 2)
///     pipeline.submit(id: "a.txt") { try read("a.txt") } write: { render($0) } completion: { print($0) }
///     pipeline.finish()
///
/// Nothing waits inside a step. One semaphore bounds the documents in flight, and only `submit` waits for it.
public final class Pipeline: Sendable {
  /// The names of the first and the last step: what a job brings along.
  public static let reading = "reading"
  public static let writing = "writing"

  public let width: Int
  public let limit: Int

  private let timeLimit: UInt64?
  private let stages: [any Stage]
  private let steps: [Step]
  /// What all lanes run on: Dispatch gives it as many threads as there are processors.
  private let root: DispatchQueue
  private let credits: DispatchSemaphore
  private let inFlight = DispatchGroup()
  private let order: Sequencer

  /// Links the stages.
  ///
  /// - Parameters:
  ///   - width: lanes a step; two processors are busy with two.
  ///   - limit: documents in flight, counted from `submit` to the end of the result's handler.
  ///   - timeLimit: nanoseconds after which no further stage begins with a document, which then fails. A stage that
  ///     has begun cannot be stopped from inside the process.
  /// - Throws: `PipelineError` for a width or a limit below 1, a layer with two writers, or a stage whose
  ///   input no earlier stage writes.
  public init(
    stages: [any Stage], width: Int = 1, limit: Int = 32, timeLimit: UInt64? = nil
  ) throws(PipelineError) {
    guard width >= 1 else { throw .width(width) }
    guard limit >= 1 else { throw .limit(limit) }
    try Self.check(stages)
    let root = DispatchQueue(label: "dixit", attributes: .concurrent)
    self.width = width
    self.limit = limit
    self.timeLimit = timeLimit
    self.root = root
    self.stages = stages
    let names = [Self.reading] + stages.map(\.name) + [Self.writing]
    steps = names.map { Step(name: $0, width: width, root: root) }
    credits = DispatchSemaphore(value: limit)
    order = Sequencer(root: root)
  }

  /// Puts a job on the line; waits while `limit` documents are in flight.
  ///
  /// - Parameters:
  ///   - id: the document's name in failures, known before anything is read.
  ///   - read: runs in the first step. Returns nil where there is nothing to do: the job then skips all other steps.
  ///   - write: runs in the last step; what it returns is the result.
  ///   - completion: called for every job, one at a time, in the order of submission.
  /// - Precondition: never called from inside a step or a completion, which would wait for itself; by one thread
  ///   at a time where the order matters.
  public func submit<Output: Sendable>(
    id: String,
    read: @escaping @Sendable () throws -> Document?,
    write: @escaping @Sendable (Document) throws -> Output,
    completion: @escaping @Sendable (Result<Output?, StageFailure>) -> Void
  ) {
    dispatchPrecondition(condition: .notOnQueue(root))
    credits.wait()
    inFlight.enter()
    let job = Passage(id: id, sequence: order.nextTicket(), read: read) { document in
      let output = try write(document)
      return { completion(.success(output)) }
    } leave: { failure in
      completion(failure.map { .failure($0) } ?? .success(nil))
    }
    enter(job, step: 0)
  }

  /// Waits until every result has been handled.
  public func finish() {
    dispatchPrecondition(condition: .notOnQueue(root))
    inFlight.wait()
  }

  /// How often each step ran and how long it took in all, measured from outside.
  public var timings: [StageTiming] { steps.map(\.timing) }

  /// The document that a stage has been at for longest.
  public var slowest: WorkInHand? {
    let now = DispatchTime.now().uptimeNanoseconds
    return steps.compactMap { $0.slowest(at: now) }.max { $0.nanoseconds < $1.nanoseconds }
  }
}

extension Pipeline {
  private static func check(_ stages: [any Stage]) throws(PipelineError) {
    var writers: [Layer: String] = [:]
    for stage in stages {
      for layer in Layer.allCases where stage.reads.contains(layer) && writers[layer] == nil {
        throw .unwritten(layer, reader: stage.name)
      }
      if let first = writers.updateValue(stage.name, forKey: stage.writes) {
        throw .twoWriters(stage.writes, first: first, second: stage.name)
      }
    }
  }

  private func enter(_ job: Passage, step index: Int) {
    steps[index].enqueue(job) { [self] in
      switch steps[index].measure(job, { try perform(index, on: job) }) {
      case .success(true): enter(job, step: index + 1)
      case .success(false): leave(job.sequence, job.result ?? { job.leave(nil) })
      case .failure(let cause):
        // That a document took too long is seen before the next stage.
        let stage = steps[cause is TimeLimitError ? index - 1 : index].name
        let failure = StageFailure(document: job.id, stage: stage, cause: cause)
        leave(job.sequence) { job.leave(failure) }
      }
    }
  }

  /// Runs one step; returns whether the job goes on to the next.
  private func perform(_ index: Int, on job: Passage) throws -> Bool {
    if index == 0 {
      job.document = try job.read()
      return job.document != nil
    }
    if index > stages.count {
      job.result = try job.write(job.document!)
      job.document = nil
      return false
    }
    if let timeLimit, job.spent > timeLimit { throw TimeLimitError(nanoseconds: job.spent, limit: timeLimit) }
    let stage = stages[index - 1]
    try stage.annotate(&job.document!)
    #if DEBUG
      if let wrong = job.document!.violation(in: stage.writes) {
        assertionFailure("\(stage.name) broke \(stage.writes) of \(job.id): \(wrong)")
      }
    #endif
    return true
  }

  private func leave(_ sequence: Int, _ handle: @escaping @Sendable () -> Void) {
    order.deliver(sequence) { [self] in
      handle()
      credits.signal()
      inFlight.leave()
    }
  }
}
