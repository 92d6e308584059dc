import DixitRuntime
import Foundation
import Synchronization
import Testing

@Suite struct InputTests {
  let play = Playground()

  @Test func readsFolderNamesInTheOrderOfTheirBytes() {
    for name in ["b.txt", "a/z.txt", "B.TXT", "é.txt", "a.htm"] { play.write("x", to: "in/" + name) }
    let names = InputScan([play["in"]]).files.map(\.name.description)
    #expect(names == ["B.TXT", "a.htm", "a/z.txt", "b.txt", "é.txt"])
  }

  @Test func takesWhatIsNamedTwiceOnce() throws {
    play.write("un", to: "in/a.txt")
    let summary = try play.batch(["in/a.txt", "in", "in/../in/a.txt", "in"]).run()
    #expect((summary.done, summary.failed) == (1, 0))
    play.write("deux", to: "other/a.txt")
    #expect(throws: BatchError.self) { try play.batch(["in", "other"]).run() }
  }

  @Test func ignoresLinksPipesHiddenFilesAndOtherTypes() {
    play.write("secret", to: "secret.txt")
    play.write("x", to: "in/.hidden.txt")
    play.write("x", to: "in/image.png")
    play.write("x", to: "in/a.txt")
    symlink(play["secret.txt"].description, play["in/link.txt"].description)
    symlink(play["in"].description, play["in/loop"].description)
    mkfifo(play["in/pipe.txt"].description, 0o600)
    let scan = InputScan([play["in"]])
    #expect(scan.files.map(\.name.description) == ["a.txt"])
    #expect(scan.ignored == [.link: 2, .special: 1, .hidden: 1, .otherType: 1])
    #expect(scan.ignored.sentence == "2 symbolic links, 1 pipe or device, 1 hidden, 1 of another type")
  }

  @Test func refusesAPipeGivenByNameWithoutWaiting() throws {
    mkfifo(play["pipe"].description, 0o600)
    play.write("un", to: "a.txt")
    let summary = try play.batch(["pipe", "a.txt"]).run()
    #expect((summary.done, summary.failed) == (1, 1))
    #expect("\(summary.firstFailures[0].cause)".hasPrefix("Expected a regular file"))
  }

  @Test func followsALinkGivenByName() throws {
    play.write("un", to: "a.txt")
    symlink(play["a.txt"].description, play["link.txt"].description)
    #expect(try play.batch(["link.txt"]).run().done == 1)
    #expect(play.text("out/link.txt.shout") == "UN")
  }

  @Test func givesEveryStrangeNameItsOwnOutput() throws {
    let names: [[UInt8]] = [
      Array("line\nbreak.txt".utf8), Array("quote\"'.txt".utf8), [0xE9] + Array("t\u{E9}.txt".utf8),
      Array("caf\u{E9}.txt".utf8), Array("cafe\u{301}.txt".utf8), [0xE9, 0x2E, 0x74, 0x78, 0x74],
      Array(repeating: UInt8(ascii: "n"), count: 240) + Array(".txt".utf8),
    ]
    for (index, name) in names.enumerated() { play.write("texte \(index)", to: BytePath(Array("in/".utf8) + name)) }
    let summary = try play.batch(["in"]).run()
    #expect(summary.done == names.count)
    for (index, name) in names.enumerated() {
      let output = BytePath(Array("out/".utf8) + name + Array(".shout".utf8))
      #expect(play.text(output) == "TEXTE \(index)")
    }
    #expect(try play.batch(["in"]).run().skipped == names.count)
  }

  @Test func writesBelowAFolderThatIsNotUTF8() throws {
    play.write("un", to: "a.txt")
    let output = play.root.appending(BytePath([0x6F, 0xE9, 0x20, 0x25, 0x3F, 0x23]))
    let batch = play.batch(["a.txt"])
    let options = Batch.Options(inputs: [play["a.txt"]], output: output)
    #expect(try Batch(options, batch.workshop).run().done == 1)
    #expect(try Batch(options, batch.workshop).run().skipped == 1)
  }

  @Test func namesThatAreTooLongFailAlone() throws {
    play.write("un", to: "in/" + String(repeating: "n", count: 251) + ".txt")
    play.write("deux", to: "in/b.txt")
    let summary = try play.batch(["in"]).run()
    #expect((summary.done, summary.failed) == (1, 1))
    #expect(play.files(in: "out") == ["b.txt.shout"])
  }

  /// Files and folders take turns with links to what lies outside, while the batch looks for a moment to be fooled.
  @Test func neverReadsOutsideTheInputWhoeverSwapsNames() throws {
    play.write("secret", to: "outside/a.txt")
    play.write("harmless", to: "in/dir/a.txt")
    play.write("harmless", to: "in/file.txt")
    symlink(play["outside"].description, play["in/.dir"].description)
    symlink(play["outside/a.txt"].description, play["in/.file"].description)
    let isOver = Atomic<Bool>(false)
    let group = DispatchGroup()
    let (directory, file) = (play["in/dir"].description, play["in/file.txt"].description)
    let (link, fileLink) = (play["in/.dir"].description, play["in/.file"].description)
    DispatchQueue(label: "swapper").async(group: group) {
      while !isOver.load(ordering: .relaxed) {
        for (name, hidden) in [(directory, link), (file, fileLink)] {
          rename(name, hidden + "2")
          rename(hidden, name)
          rename(name, hidden)
          rename(hidden + "2", name)
        }
      }
    }
    for _ in 0..<15 {
      _ = try? play.batch(["in"], stages: [], force: true).run()
      for name in play.files(in: "out") { #expect(play.text("out/" + name) == "HARMLESS") }
    }
    isOver.store(true, ordering: .relaxed)
    group.wait()
    #expect(try play.batch(["in"], force: true).run().done == 2)
  }

  @Test(.enabled(if: getuid() != 0, "root may read everything")) func recordsWhatMayNotBeRead() throws {
    play.write("un", to: "in/a.txt")
    play.write("deux", to: "in/b.txt")
    play.write("trois", to: "in/closed/c.txt")
    chmod(play["in/a.txt"].description, 0)
    chmod(play["in/closed"].description, 0)
    defer { chmod(play["in/closed"].description, 0o755) }
    let summary = try play.batch(["in"]).run()
    #expect((summary.done, summary.failed) == (1, 2))
    #expect(summary.exitStatus == .someFailed)
  }

  @Test func describesPathsWithoutLoss() {
    #expect(BytePath("articles/é.txt").description == "articles/é.txt")
    #expect(BytePath([0x61, 0xE9, 0x0A, 0x5C]).description == "a\\xE9\\x0A\\x5C")
    #expect(BytePath("/a/b//").name == BytePath("b"))
    #expect(BytePath("/a/b//").parent == BytePath("/a"))
    #expect(BytePath("a").parent == BytePath("."))
    #expect(BytePath("/ab").isWithin(BytePath("/a")) == false)
    #expect(BytePath("/a/b").isWithin(BytePath("/a")))
  }
}
