/// How documents are annotated in processes of their own: one that crashes or hangs costs that document only.
public struct Isolation: Sendable {
  /// The program with its arguments; it must answer as `WorkerService` does.
  public var command: [BytePath]

  public init(command: [BytePath]) { self.command = command }
}

/// How a worker process failed a document.
public enum WorkerError: Error, Sendable, Hashable {
  case cannotStart(code: Int32)
  /// It ended by this signal while it worked, and wrote this line; empty: none.
  case crashed(signal: Int32, said: String)
  /// It ended with this status while it worked.
  case exited(status: Int32, said: String)
  /// It was killed because it took too long.
  case timeLimit(seconds: UInt64)
  /// It sent what is no answer.
  case garbled
}

/// What a worker says of a document that it could not annotate.
struct WorkerRefusal: Error, CustomStringConvertible {
  let description: String
}
