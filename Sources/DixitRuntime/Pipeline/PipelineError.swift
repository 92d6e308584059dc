import DixitDocument

/// Why stages cannot be linked.
public enum PipelineError: Error, Sendable, Hashable {
  case width(Int)
  case limit(Int)
  /// No stage before `reader` writes the layer that it reads.
  case unwritten(Layer, reader: String)
  case twoWriters(Layer, first: String, second: String)
}

/// One document that left the line, where, and why.
public struct StageFailure: Error, Sendable {
  /// The document's id.
  public let document: String
  public let stage: String
  public let cause: any Error

  public init(document: String, stage: String, cause: any Error) {
    self.document = document
    self.stage = stage
    self.cause = cause
  }
}

/// A document took too long.
public struct TimeLimitError: Error, Sendable, Hashable {
  public let nanoseconds: UInt64
  public let limit: UInt64
}
