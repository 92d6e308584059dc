import DixitRuntime
import Foundation
import Testing

/// What a batch refuses to begin, and the status that it tells the caller.
@Suite struct RefusalTests {
  let play = Playground()

  private func refusal(_ inputs: [String], to output: String = "out") throws -> BatchError {
    try #require(throws: BatchError.self) { try play.batch(inputs, to: output).run() }
  }

  @Test func anOutputFolderInsideAnInput() throws {
    play.write("un", to: "in/a.txt")
    for output in ["in", "in/out", "in/./out/deep"] {
      let error = try refusal(["in"], to: output)
      #expect(error.exitStatus == .configuration)
      #expect(error.description.contains("lies in the input"))
    }
    #expect(play.files(in: "in") == ["a.txt"])
  }

  @Test func anOutputFolderInsideAnInputBehindALink() throws {
    play.write("un", to: "in/a.txt")
    symlink(play["in"].description, play["door"].description)
    #expect(try refusal(["in"], to: "door/out").exitStatus == .configuration)
  }

  @Test func anInputInsideTheOutputFolder() throws {
    play.write("un", to: "out/in/a.txt")
    let error = try refusal(["out/in"])
    #expect(error.exitStatus == .configuration)
    #expect(error.description.contains("lies in the output folder"))
  }

  @Test func inputsWithTheSameOutput() throws {
    play.write("un", to: "x/a.txt")
    play.write("deux", to: "y/a.txt")
    let error = try refusal(["x", "y"])
    #expect(error.exitStatus == .usage)
    #expect(error.description.contains("would both be written as a.txt"))
  }

  @Test func nothingToRead() throws {
    play.write("un", to: "in/a.png")
    let error = try refusal(["in"])
    #expect(error.exitStatus == .noInput)
    #expect(error.description.contains("1 of another type"))
    #expect(try refusal(["missing"]).exitStatus == .noInput)
  }

  @Test func anOutputFolderThatCannotBeMade() throws {
    play.write("un", to: "in/a.txt")
    play.write("a file", to: "file")
    #expect(try refusal(["in"], to: "file/out").exitStatus == .cannotCreate)
    #expect(try refusal(["in"], to: "file").exitStatus == .cannotCreate)
  }

  @Test(.enabled(if: getuid() != 0, "root may write everywhere")) func aFolderThatMayNotBeWritten() throws {
    play.write("un", to: "in/a.txt")
    mkdir(play["out"].description, 0o555)
    #expect(try refusal(["in"]).exitStatus == .cannotCreate)
  }

  @Test func aFolderThatAnotherRunHolds() throws {
    play.write("un", to: "in/a.txt")
    _ = try play.batch(["in"]).run()
    let lock = open(play["out/.dixit/lock"].description, O_RDWR)
    defer { close(lock) }
    #expect(flock(lock, LOCK_EX | LOCK_NB) == 0)
    #expect(try refusal(["in"]).exitStatus == .tryLater)
  }

  @Test func aLedgerThatIsNone() throws {
    play.write("un", to: "in/a.txt")
    play.write(
      "not a database, and long enough to look at: \(String(repeating: "x", count: 200))",
      to: "out/.dixit/ledger.sqlite")
    let error = try refusal(["in"])
    #expect(error.exitStatus == .inputOutput)
    #expect(error.description.contains("Move it away"))
  }
}
