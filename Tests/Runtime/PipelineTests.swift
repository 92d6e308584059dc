import DixitDocument
import DixitRuntime
import Foundation
import Testing

@Suite struct PipelineTests {
  @Test(arguments: 1...4) func returnsResultsInTheOrderOfSubmission(width: Int) throws {
    let stages = [Delay(.paragraphs), Delay(.tokens, reads: [.paragraphs]), Delay(.marks)]
    let pipeline = try Pipeline(stages: stages, width: width, limit: 8)
    let seen = Locked<[String]>([])
    let ids = (0..<60).map { "document \($0)" }
    for id in ids {
      pipeline.submit(id: id) {
        Document(id)
      } write: {
        $0.id
      } completion: { result in
        seen.withLock { $0.append((try? result.get()).flatMap { $0 } ?? "?") }
      }
    }
    pipeline.finish()
    #expect(seen.withLock { $0 } == ids)
  }

  @Test func givesEachStageWhatTheOnesBeforeItWrote() throws {
    let stages: [any Stage] = [Delay(.paragraphs), Delay(.tokens, reads: [.paragraphs])]
    let pipeline = try Pipeline(stages: stages, width: 2)
    pipeline.submit(id: "a") {
      Document("a")
    } write: {
      $0.has(.paragraphs) && $0.has(.tokens)
    } completion: { result in
      #expect((try? result.get()) == true)
    }
    pipeline.finish()
  }

  @Test func refusesAStageBeforeItsInput() {
    let stages: [any Stage] = [Delay(.tokens, reads: [.paragraphs]), Delay(.paragraphs)]
    #expect(throws: PipelineError.unwritten(.paragraphs, reader: "delay-tokens")) { try Pipeline(stages: stages) }
  }

  @Test func refusesAStageThatReadsItsOwnLayer() {
    #expect(throws: PipelineError.unwritten(.tokens, reader: "delay-tokens")) {
      try Pipeline(stages: [Delay(.tokens, reads: [.tokens])])
    }
  }

  @Test func refusesTwoWritersOfOneLayer() {
    let error = PipelineError.twoWriters(.tokens, first: "delay-tokens", second: "delay-tokens")
    #expect(throws: error) { try Pipeline(stages: [Delay(.tokens), Delay(.tokens)]) }
  }

  @Test func refusesWidthAndLimitBelowOne() {
    #expect(throws: PipelineError.width(0)) { try Pipeline(stages: [], width: 0) }
    #expect(throws: PipelineError.limit(0)) { try Pipeline(stages: [], limit: 0) }
  }

  @Test(arguments: ["reading", "fail-tokens", "writing"]) func aFailureLeavesTheLine(where: String) throws {
    let visits = Locked<[String: [String]]>([:])
    let note = { @Sendable (step: String, id: String) in visits.withLock { $0[id, default: []].append(step) } }
    let stages: [any Stage] = [
      Spy("spy-paragraphs", .paragraphs, note), Failing(id: `where` == "fail-tokens" ? "b" : "none"),
      Spy("spy-marks", .marks, note),
    ]
    let pipeline = try Pipeline(stages: stages, width: 2)
    let failures = Locked<[StageFailure]>([])
    let order = Locked<[String]>([])
    for id in ["a", "b", "c"] {
      pipeline.submit(id: id) {
        if id == "b", `where` == "reading" { throw Trouble() }
        return Document(id)
      } write: { document in
        if document.id == "b", `where` == "writing" { throw Trouble() }
        note("writing", document.id)
      } completion: { result in
        order.withLock { $0.append(id) }
        if case .failure(let failure) = result { failures.withLock { $0.append(failure) } }
      }
    }
    pipeline.finish()
    let failure = try #require(failures.withLock { $0 }.first)
    #expect((failure.document, failure.stage) == ("b", `where`))
    #expect(failure.cause is Trouble)
    #expect(order.withLock { $0 } == ["a", "b", "c"])
    let expected: [String: [String]] = [
      "reading": [], "fail-tokens": ["spy-paragraphs"], "writing": ["spy-paragraphs", "spy-marks"],
    ]
    #expect(visits.withLock { $0["b"] ?? [] } == expected[`where`])
    #expect(visits.withLock { $0["c"] } == ["spy-paragraphs", "spy-marks", "writing"])
  }

  @Test func passesByWhatNeedsNothing() throws {
    let visits = Locked(0)
    let pipeline = try Pipeline(stages: [Spy("spy", .tokens) { _, _ in visits.withLock { $0 += 1 } }])
    let results = Locked<[Bool]>([])
    pipeline.submit(id: "done") {
      nil
    } write: { _ in
      true
    } completion: { result in
      if case .success(nil) = result { results.withLock { $0.append(true) } }
    }
    pipeline.finish()
    #expect(results.withLock { $0 } == [true])
    #expect(visits.withLock { $0 } == 0)
  }

  @Test func neverHasMoreDocumentsInFlightThanItsLimit() throws {
    let load = Locked((now: 0, most: 0))
    let pipeline = try Pipeline(stages: [Delay(.tokens), Delay(.marks)], width: 4, limit: 3)
    for _ in 0..<40 {
      pipeline.submit(id: "a") {
        load.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
        return Document("a")
      } write: { _ in
      } completion: { _ in
        load.withLock { $0.now -= 1 }
      }
    }
    pipeline.finish()
    #expect(load.withLock { $0.most } <= 3)
    #expect(load.withLock { $0.now } == 0)
  }

  @Test func timesEachStepFromOutside() throws {
    let pipeline = try Pipeline(
      stages: [Delay(.tokens, microseconds: 2000...2000), Failing(.marks, id: "b")], width: 2)
    for id in ["a", "b"] {
      pipeline.submit(id: id, read: { Document(id) }, write: { _ in }, completion: { _ in })
    }
    pipeline.finish()
    let timings = pipeline.timings
    #expect(timings.map(\.stage) == ["reading", "delay-tokens", "fail-marks", "writing"])
    #expect(timings.map(\.count) == [2, 2, 2, 1])
    #expect(timings[1].nanoseconds >= 4_000_000)
    #expect(timings[1].nanosecondsEach >= 2_000_000)
  }

  @Test func measuresAHop() throws {
    #expect(try HopBenchmark.nanosecondsPerHop(documents: 50, width: 2) > 0)
  }
}
