import Dispatch
import DixitDocument

/// What a document pays for going from one stage to the next when the stages do nothing.
public enum HopBenchmark {
  private struct Idle: Stage {
    let name: String
    let writes: Layer
    let reads: Set<Layer> = []
    func annotate(_ document: inout Document) {}
  }

  /// Sends empty documents through one idle stage a layer.
  ///
  /// - Returns: nanoseconds a hop, all overhead included: the time in all, divided by documents and steps.
  public static func nanosecondsPerHop(documents: Int, width: Int = 1, limit: Int = 32) throws(PipelineError) -> Double
  {
    let stages = Layer.allCases.map { Idle(name: "idle-\($0)", writes: $0) }
    let pipeline = try Pipeline(stages: stages, width: width, limit: limit)
    let document = Document(article: Article(id: "empty", utf8: []), text: Text(utf8: []), alignment: Alignment())
    let start = DispatchTime.now().uptimeNanoseconds
    for _ in 0..<documents {
      pipeline.submit(id: "empty", read: { document }, write: { _ in }, completion: { _ in })
    }
    pipeline.finish()
    let elapsed = DispatchTime.now().uptimeNanoseconds - start
    return Double(elapsed) / Double(documents * (stages.count + 2))
  }
}
