import Dispatch

/// What documents go through from bytes to outputs: in this process, or in others.
protocol Line: Sendable {
  /// Waits while it is full; calls back one at a time, in the order of submission. Nil: there was nothing to do.
  func submit(_ task: DocumentTask, completion: @escaping @Sendable (Result<Rendered?, StageFailure>) -> Void)
  /// Waits until all have come back.
  func finish()
  /// Documents on their way before `submit` waits.
  var limit: Int { get }
  var timings: [StageTiming] { get }
  var slowest: WorkInHand? { get }
}

/// A document that is being worked at.
public struct WorkInHand: Sendable {
  public let document: String
  public let stage: String
  public let nanoseconds: UInt64
}

/// The pipeline of this process.
struct PipelineLine: Line {
  let pipeline: Pipeline
  let workshop: Workshop

  func submit(_ task: DocumentTask, completion: @escaping @Sendable (Result<Rendered?, StageFailure>) -> Void) {
    pipeline.submit(id: task.name.description) {
      try task.read().map { try workshop.read($0, task.name.description, task.origin) }
    } write: { document in
      let rendered = workshop.render(document)
      try task.stage(rendered)
      return rendered.withoutBytes
    } completion: {
      completion($0)
    }
  }

  func finish() { pipeline.finish() }
  var limit: Int { pipeline.limit }
  var timings: [StageTiming] { pipeline.timings }
  var slowest: WorkInHand? { pipeline.slowest }
}

extension Rendered {
  /// What is worth keeping once the bytes are written.
  var withoutBytes: Rendered {
    var rendered = self
    for index in rendered.outputs.indices { rendered.outputs[index].bytes = [] }
    return rendered
  }
}
