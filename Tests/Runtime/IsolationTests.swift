import DixitDocument
import Foundation
import Testing

@testable import DixitRuntime

/// Workers that crash, hang or talk nonsense. What a good one writes, `CommandTests` compares.
@Suite struct IsolationTests {
  let play = Playground()

  private func failures(_ script: String, limit: UInt64? = nil) throws -> [WorkerError] {
    let worker = WorkerProcess(["/bin/sh", "-c", script].map { BytePath($0) })
    return try (0..<2).map { _ in
      try #require(throws: WorkerError.self) { _ = try worker.annotate(id: "a", [1, 2, 3], timeLimit: limit) }
    }
  }

  @Test func tellsHowAWorkerEnded() throws {
    #expect(try failures("kill -SEGV $$") == Array(repeating: .crashed(signal: SIGSEGV, said: ""), count: 2))
    // What it says stands in the failure, and nowhere else.
    let words = "echo 'Out of memory' >&2; echo 'at 0x0' >&2; exit 3"
    #expect(try failures(words) == Array(repeating: .exited(status: 3, said: "Out of memory"), count: 2))
    #expect("\(WorkerError.exited(status: 3, said: "Out of memory"))".contains("answered (“Out of memory”). Raise"))
    #expect(try failures("printf 'no answer at all' >&0; sleep 5", limit: 2_000_000_000).allSatisfy { $0 == .garbled })
    #expect(try failures("exec sleep 5", limit: 60_000_000) == Array(repeating: .timeLimit(seconds: 0), count: 2))
    let missing = WorkerProcess([play["missing"]])
    #expect(throws: WorkerError.cannotStart(code: ENOENT)) { _ = try missing.annotate(id: "a", [], timeLimit: nil) }
  }

  @Test func aBatchGoesOnOverDeadWorkers() throws {
    for index in 0..<10 { play.write("texte", to: "in/\(index).txt") }
    var options = Batch.Options(inputs: [play["in"]], output: play["out"], jobs: 2)
    options.isolation = Isolation(command: ["/bin/sh", "-c", "exit 1"].map { BytePath($0) })
    let summary = try Batch(options, play.workshop()).run()
    #expect((summary.done, summary.failed) == (0, 10))
    #expect(try play.batch(["in"]).run().done == 10)
  }

  @Test func answersSurviveTheWay() throws {
    let rendered = Rendered(
      outputs: [.init(ending: ".json", bytes: Array("{}".utf8)), .init(ending: ".é", bytes: [])], words: 3,
      quotations: 0)
    let frame = Array(WorkerFrames.answer(.success(rendered)).dropFirst(8))
    #expect(try WorkerFrames.parseAnswer(frame, document: "a")?.get() == rendered)
    for length in 0..<frame.count {
      let isNone = WorkerFrames.parseAnswer(Array(frame[..<length]), document: "a").map { _ in false } ?? true
      #expect(isNone)
    }
    let request = Array(WorkerFrames.request(id: "a\nb", [0, 255]).dropFirst(8))
    #expect(WorkerFrames.parseRequest(request)?.id == "a\nb")
    #expect(WorkerFrames.parseRequest(request)?.bytes == [0, 255])
    var origin = PartOrigin()
    (origin.encoding, origin.warnings) = ("windows-1252", ["a", ""])
    let cut = Array(WorkerFrames.request(id: "a", [1], origin).dropFirst(8))
    #expect(WorkerFrames.parseRequest(cut)?.origin == origin)
  }
}
