import DixitDocument
import Foundation
import Testing

@testable import DixitRuntime

@Suite struct BatchTests {
  let play = Playground()

  @Test func mirrorsTheFoldersOfAnInput() throws {
    play.write("un", to: "corpus/a.txt")
    play.write("deux", to: "corpus/articles/2024/b.html")
    let summary = try play.batch(["corpus"]).run()
    #expect(summary.done == 2)
    #expect(play.files(in: "out") == ["a.txt.shout", "articles/2024/b.html.shout"])
    #expect(play.text("out/articles/2024/b.html.shout") == "DEUX")
    #expect(summary.exitStatus == .done)
  }

  @Test func takesAFileGivenByNameWhateverItsEnding() throws {
    play.write("un", to: "notes.md")
    play.write("deux", to: "corpus/more.md")
    #expect(try play.batch(["notes.md"]).run().done == 1)
    #expect(play.files(in: "out") == ["notes.md.shout"])
  }

  @Test func skipsWhatIsDoneUntilSomethingChanges() throws {
    play.write("un", to: "in/a.txt")
    play.write("deux", to: "in/b.txt")
    #expect(try play.batch(["in"]).run().done == 2)
    #expect(try play.batch(["in"]).run().skipped == 2)
    #expect(try play.batch(["in"], force: true).run().done == 2)
    play.write("trois", to: "in/b.txt")
    let changed = try play.batch(["in"]).run()
    #expect((changed.done, changed.skipped) == (1, 1))
    #expect(play.text("out/b.txt.shout") == "TROIS")
    #expect(try play.batch(["in"], configuration: "2").run().done == 2)
    unlink(play["out/a.txt.shout"].description)
    #expect(try play.batch(["in"], configuration: "2").run().done == 1)
  }

  @Test func keepsOutputsOfOtherFormatsOnlyWhileTheyAreCurrent() throws {
    play.write("un", to: "in/a.txt")
    let loud = Shouting(fileExtension: ".loud")
    #expect(try play.batch(["in"]).run().done == 1)
    #expect(try play.batch(["in"], writer: loud).run().done == 1)
    #expect(try play.batch(["in"]).run().skipped == 1)
    #expect(try play.batch(["in"], writer: loud, configuration: "2").run().done == 1)
    #expect(try play.batch(["in"], configuration: "2").run().done == 1)
  }

  @Test func badFilesDoNotStopTheOthers() throws {
    play.write("bad un", to: "in/a.txt")
    play.write("deux", to: "in/b.txt")
    play.write(String(repeating: "x", count: 300), to: "in/c.txt")
    let summary = try play.batch(["in"], maximumSize: 200).run()
    #expect((summary.done, summary.failed) == (1, 2))
    #expect(summary.exitStatus == .someFailed)
    #expect(summary.firstFailures.map(\.document) == ["a.txt", "c.txt"])
    #expect(summary.firstFailures[1].cause is FileError)
    #expect(play.files(in: "out") == ["b.txt.shout"])
    let table = try #require(play.text("out/.dixit/failures.tsv"))
    #expect(table.hasPrefix("a.txt\treading\tExpected peace, found trouble. Try again.\nc.txt\treading\t"))
    #expect(table.contains("--max-size"))
  }

  @Test func triesFailedDocumentsAgain() throws {
    play.write("bad", to: "in/a.txt")
    #expect(try play.batch(["in"]).run().failed == 1)
    #expect(try play.batch(["in"]).run().failed == 1)
    play.write("good", to: "in/a.txt")
    #expect(try play.batch(["in"]).run().done == 1)
    #expect(play.text("out/.dixit/failures.tsv") == "")
  }

  @Test func aStageThatFailsIsNamed() throws {
    play.write("un", to: "in/a.txt")
    let summary = try play.batch(["in"], stages: [Failing(id: "a.txt")]).run()
    #expect(
      summary.firstFailures.map(\.description) == [
        "a.txt: fail-tokens: Expected peace, found trouble. Try again."
      ])
  }

  @Test func anInterruptedBatchFinishesWhatIsInFlightAndGoesOnLater() throws {
    for index in 0..<200 { play.write("texte", to: "in/\(index).txt") }
    let interruption = Interruption()
    let options = Batch.Options(inputs: [play["in"]], output: play["out"], jobs: 1)
    let batch = play.batch(["in"], interruption: interruption, jobs: 1)
    let stopping = Batch(options, batch.workshop, interruption: interruption) {
      if $0.finished >= 5 { interruption.request() }
    }
    let first = try stopping.run()
    #expect(first.done >= 5 && first.done < 200)
    #expect(first.remaining == 200 - first.done)
    #expect(play.files(in: "out").count == first.done)
    let second = try play.batch(["in"]).run()
    #expect((second.done, second.skipped) == (first.remaining, first.done))
  }

  @Test func tellsWhatItWouldDoAndDoesNothing() throws {
    play.write("un", to: "in/a.txt")
    _ = try play.batch(["in"]).run()
    play.write("deux", to: "in/b.txt")
    play.write("trois", to: "in/c.txt")
    var told: [String] = []
    let summary = try play.batch(["in"]).rehearse { told.append("\($0) \($1)") }
    // What was written a moment ago might have changed within the same tick of the clock.
    #expect(Set(told).isSuperset(of: ["b.txt new", "c.txt new"]))
    #expect(summary.remaining + summary.skipped == 3)
    #expect(play.files(in: "out") == ["a.txt.shout"])
    #expect(try play.batch(["in"], to: "nowhere").rehearse { _, _ in }.reasons == ["new": 3])
    #expect(!Files.exists(play["nowhere"]))
  }

  @Test func stopsAtTheFirstFailureWhereAsked() throws {
    play.write("bad", to: "in/a.txt")
    for index in 0..<300 { play.write("texte", to: "in/b\(index).txt") }
    var options = Batch.Options(inputs: [play["in"]], output: play["out"])
    options.failFast = true
    let summary = try Batch(options, play.workshop()).run()
    #expect(summary.failed == 1 && summary.remaining > 0)
    #expect(summary.exitStatus == .someFailed)
  }

  @Test func takesOnlyWhatIsWanted() throws {
    for name in ["a.md", "b.txt", "drafts/c.md", "x/d.md", "x/y/e.md"] { play.write("un", to: "in/" + name) }
    var options = Batch.Options(inputs: [play["in"]], output: play["out"])
    options.filter.include = [NamePattern(BytePath("*.md"))]
    options.filter.exclude = [NamePattern(BytePath("drafts")), NamePattern(BytePath("x/*/e.md"))]
    let summary = try Batch(options, play.workshop()).run()
    #expect(play.files(in: "out") == ["a.md.shout", "x/d.md.shout"])
    #expect(summary.ignored[.excluded] == 3)
  }

  @Test func reportsWhatWasRemovedAndDeletesOnlyWhenAsked() throws {
    play.write("un", to: "in/a.txt")
    play.write("deux", to: "in/sub/b.txt")
    play.write("trois", to: "other/c.txt")
    _ = try play.batch(["in"]).run()
    _ = try play.batch(["other"]).run()
    unlink(play["in/sub/b.txt"].description)
    #expect(try play.batch(["in"]).run().removed == [BytePath("sub/b.txt")])
    #expect(play.files(in: "out") == ["a.txt.shout", "c.txt.shout", "sub/b.txt.shout"])
    var options = Batch.Options(inputs: [play["in"]], output: play["out"])
    options.deletesRemoved = true
    #expect(try Batch(options, play.workshop()).run().removed.count == 1)
    #expect(play.files(in: "out") == ["a.txt.shout", "c.txt.shout"])
    #expect(!Files.exists(play["out/sub"]))
    #expect(try play.batch(["in"]).run().removed == [])
  }

  @Test func triesOnlyWhatFailed() throws {
    play.write("bad", to: "in/a.txt")
    play.write("un", to: "in/b.txt")
    _ = try play.batch(["in"]).run()
    #expect(try play.batch(["in"]).retry().failed == 1)
    play.write("bon", to: "in/a.txt")
    let summary = try play.batch(["in"]).retry()
    #expect((summary.done, summary.skipped) == (1, 0))
    #expect(play.text("out/a.txt.shout") == "BON")
    let status = try OutputStatus(of: play["out"])
    #expect((status.done, status.failed) == (2, 0))
    #expect(status.holder == nil)
  }

  /// Outputs are the same whatever the number of jobs, and whatever order the inputs are given in.
  @Test(arguments: Duplicates.allCases) func resultsDependOnNothingButTheFiles(duplicates: Duplicates) throws {
    for index in 0..<60 { play.write("texte \(index % 20)", to: "\(index % 2 == 0 ? "x" : "y")/\(index).txt") }
    let results = try [(["x", "y"], 1), (["y", "x"], 4)].map { inputs, jobs in
      let output = "out\(jobs)"
      var options = Batch.Options(inputs: inputs.map { play[$0] }, output: play[output], jobs: jobs)
      options.duplicates = duplicates
      let summary = try Batch(options, play.workshop()).run()
      #expect(summary.done == (duplicates == .process ? 60 : 20))
      return play.files(in: output).map { "\($0) \(play.text("\(output)/\($0)") ?? "")" }
    }
    #expect(results[0] == results[1])
    #expect(results[0].count == (duplicates == .skip ? 20 : 60))
  }

  /// Who is skipped rests on the first, which must still be there with that content.
  @Test func aSkippedDuplicateIsDoneWhenTheFirstGoesOrChanges() throws {
    var options = Batch.Options(inputs: [play["in"]], output: play["out"], jobs: 1)
    options.duplicates = .skip
    let run = { try Batch(options, play.workshop()).run() }
    play.write("un", to: "in/a.txt")
    play.write("un", to: "in/b.txt")
    #expect(try run().duplicates == 1)
    #expect(try run().skipped == 2)
    play.write("deux", to: "in/a.txt")
    #expect(try run().done == 2)
    #expect(play.text("out/b.txt.shout") == "UN")
    play.write("un", to: "in/c.txt")
    #expect(try run().duplicates == 1)
    unlink(play["in/b.txt"].description)
    options.deletesRemoved = true
    #expect(try Batch(options, play.workshop()).rehearse { _, _ in }.remaining == 1)
    #expect(try run().done == 1)
    #expect(play.files(in: "out") == ["a.txt.shout", "c.txt.shout"])
  }

  @Test func aDocumentThatTakesTooLongFailsAlone() throws {
    for name in ["a", "b", "c"] { play.write(name, to: "in/\(name).txt") }
    let slow = Sleepy(.tokens, id: "b.txt", microseconds: 60_000)
    let workshop = play.workshop([slow, Delay(.marks, microseconds: 0...1)])
    let line = PipelineLine(
      pipeline: try Pipeline(stages: workshop.stages, width: 2, timeLimit: 50_000_000), workshop: workshop)
    let folder = try OutputFolder(play["out"], purpose: "test")
    let failures = Locked<[String]>([])
    let desk = try DocumentDesk(workshop, DocumentDesk.Options(), folder: folder, line: line) { finished in
      if case .failed(let failure) = finished.outcome {
        failures.withLock { $0.append("\(failure.document) \(failure.stage) \(failure.cause is TimeLimitError)") }
      }
    }
    for file in InputScan([play["in"]]).files {
      let tasks = desk.open(file, row: nil)
      while let task = tasks.next() { desk.submit(task) }
    }
    desk.finish()
    try folder.finish()
    #expect(failures.withLock { $0 } == ["b.txt sleepy true"])
    #expect(play.files(in: "out") == ["a.txt.shout", "c.txt.shout"])
  }

  @Test func nothingIsWrittenOutsideTheOutput() throws {
    mkdir(play["out"].description, 0o755)
    mkdir(play["secret"].description, 0o755)
    symlink(play["secret"].description, play["out/sub"].description)
    play.write("un", to: "in/sub/a.txt")
    play.write("deux", to: "in/b.txt")
    let summary = try play.batch(["in"]).run()
    #expect((summary.done, summary.failed) == (1, 1))
    #expect(play.files(in: "secret") == [])
    #expect(summary.firstFailures.first.map { "\($0.cause)".contains("symbolic link") } == true)
  }

  @Test func aFullDiskStopsTheBatchAndLeavesNothingHalfWritten() throws {
    guard getuid() == 0, mountSmallDisk() else { return }
    defer { unmount() }
    for index in 0..<12 { play.write(String(repeating: "x", count: 1000), to: "in/\(index).txt") }
    let big = Shouting(copies: 200)
    let summary = try play.batch(["in"], to: "disk/out", writer: big).run()
    #expect(summary.exitStatus == .inputOutput)
    #expect(summary.failed == 0)
    #expect(summary.remaining == 12 - summary.done)
    #expect(play.files(in: "disk/out").allSatisfy { $0.hasSuffix(".shout") })
    #expect(play.files(in: "disk/out").count == summary.done)
  }

  private func mountSmallDisk() -> Bool {
    mkdir(play["disk"].description, 0o755)
    return run("/bin/mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", play["disk"].description) == 0
  }

  private func unmount() { _ = run("/bin/umount", play["disk"].description) }

  private func run(_ program: String, _ arguments: String...) -> Int32 {
    let task = Process()
    task.executableURL = URL(fileURLWithPath: program)
    task.arguments = arguments
    task.standardError = FileHandle.nullDevice
    do { try task.run() } catch { return -1 }
    task.waitUntilExit()
    return task.terminationStatus
  }
}
