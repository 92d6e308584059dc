/// One step of the pipeline: reads layers, writes one.
///
/// A stage is a value of `let`s: lexicons and models arrive through `init`. It logs nothing, times nothing and
/// dispatches nothing. One stage value serves several documents at a time.
public protocol Stage: Sendable {
  /// Stable: it names queues, timings and failures.
  var name: String { get }
  var reads: Set<Layer> { get }
  var writes: Layer { get }
  func annotate(_ document: inout Document) throws
}
