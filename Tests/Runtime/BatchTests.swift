import DixitDocument
import DixitRuntime
import Foundation
import Testing

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
    for index in 0..<40 { play.write("texte", to: "in/\(index).txt") }
    let interruption = Interruption()
    let options = Batch.Options(inputs: [play["in"]], output: play["out"], jobs: 1)
    let batch = play.batch(["in"], interruption: interruption, jobs: 1)
    let stopping = Batch(options, batch.workshop, interruption: interruption) {
      if $0.finished == 5 { interruption.request() }
    }
    let first = try stopping.run()
    #expect(first.done >= 5 && first.done < 40)
    #expect(first.remaining == 40 - first.done)
    #expect(play.files(in: "out").count == first.done)
    let second = try play.batch(["in"]).run()
    #expect((second.done, second.skipped) == (first.remaining, first.done))
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
