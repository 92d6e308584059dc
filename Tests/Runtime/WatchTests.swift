import DixitDocument
import Foundation
import Testing

@testable import DixitRuntime

/// A watch at work on real folders, with waits of hundredths of a second.
@Suite struct WatchTests {
  private typealias MakeSource = @Sendable (Changes) -> (any ChangeSource)?
  private static let none: MakeSource = { _ in nil }
  private static let mute: MakeSource = { _ in MuteSource(answer: .watched) }
  private static let limited: MakeSource = { _ in MuteSource(answer: .limit) }

  let play = Playground()

  private func options(_ inboxes: String...) -> WatchOptions {
    var options = WatchOptions(inboxes: inboxes.map { play[$0] }, output: play["out"])
    options.settle = 0.04
    options.backOff = 0.02
    options.rescanInterval = 30
    options.lookInterval = 0.05
    options.batch.jobs = 2
    return options
  }

  private func inbox() -> WatchOptions {
    mkdir(play["in"].description, 0o755)
    return options("in")
  }

  /// Does all that there is to do, and ends.
  @discardableResult private func once(
    _ options: WatchOptions, stages: [any Stage] = [Delay(.tokens, microseconds: 0...1)],
    source: MakeSource? = nil, notices: Notices = Notices()
  ) throws -> BatchSummary {
    var options = options
    options.once = true
    var watch = Watch(options, play.workshop(stages)) { notices.add($0) }
    if let source { watch.makeSource = source }
    return try watch.run()
  }

  /// The status of a watch that does not begin.
  private func refusal(_ options: WatchOptions) -> DixitRuntime.ExitStatus? {
    do { try once(options) } catch { return (error as? BatchError)?.exitStatus }
    return nil
  }

  /// Watches while the body runs.
  @discardableResult private func watching(
    _ options: WatchOptions, stages: [any Stage] = [Delay(.tokens, microseconds: 0...1)],
    source: MakeSource? = nil, _ body: (Notices) throws -> Void
  ) throws -> BatchSummary {
    let interruption = Interruption()
    let notices = Notices()
    var watch = Watch(options, play.workshop(stages), interruption: interruption) { notices.add($0) }
    if let source { watch.makeSource = source }
    let running = watch
    let result = Locked<Result<BatchSummary, BatchError>?>(nil)
    let group = DispatchGroup()
    DispatchQueue(label: "watch").async(group: group) {
      let outcome = Result { () throws(BatchError) in try running.run() }
      result.withLock { $0 = outcome }
    }
    defer { group.wait() }
    defer { interruption.request() }
    #expect(notices.wait(for: "ready"))
    try body(notices)
    interruption.request()
    group.wait()
    return try result.withLock { $0! }.get()
  }

  private func eventually(_ condition: () -> Bool) -> Bool {
    for _ in 0..<500 {
      if condition() { return true }
      usleep(10_000)
    }
    return false
  }

  private func isDone(_ name: String, _ text: String) -> Bool {
    eventually { play.text("out/\(name).shout") == text }
  }

  @Test func takesWhatIsThereAndWhatComes() throws {
    let options = inbox()
    play.write("un", to: "in/a.txt")
    let summary = try watching(options) { _ in
      #expect(isDone("a.txt", "UN"))
      play.write("deux", to: "in/b.txt")
      #expect(isDone("b.txt", "DEUX"))
      play.write("trois", to: "in/a.txt")
      #expect(isDone("a.txt", "TROIS"))
    }
    #expect(summary.done == 3)
    #expect(play.text("in/a.txt") == "trois")
  }

  /// A writer that pauses for longer than anyone waits: two versions, and the last one stays.
  @Test func aWriterThatPausesMakesTwoVersions() throws {
    try watching(inbox()) { _ in
      let file = open(play["in/a.txt"].description, O_WRONLY | O_CREAT, 0o644)
      write(file, "un", 2)
      #expect(isDone("a.txt", "UN"))
      usleep(100_000)
      write(file, " deux", 5)
      close(file)
      #expect(isDone("a.txt", "UN DEUX"))
    }
  }

  @Test func aFileInManyPiecesIsOneJob() throws {
    var options = inbox()
    options.settle = 0.15
    let summary = try watching(options) { _ in
      for index in 0..<100 {
        play.write(String(repeating: "x", count: index + 1), to: "in/a.txt")
        usleep(1000)
      }
      #expect(isDone("a.txt", String(repeating: "X", count: 100)))
    }
    #expect(summary.done == 1)
  }

  @Test func takesATemporaryFileOnceItHasItsName() throws {
    try watching(inbox()) { _ in
      for name in ["x.txt.part", "x.txt~", "~$x.txt", ".x.txt", "@eaDir/x.txt", "x.crdownload"] {
        play.write("un", to: "in/" + name)
      }
      usleep(150_000)
      #expect(play.files(in: "out") == [])
      rename(play["in/x.txt.part"].description, play["in/x.txt"].description)
      #expect(isDone("x.txt", "UN"))
      #expect(play.files(in: "out") == ["x.txt.shout"])
    }
  }

  @Test func waitsForAMarkerWhereOneIsAskedFor() throws {
    var options = inbox()
    options.doneSuffix = ".ok"
    options.onSuccess = .move
    play.write("un", to: "in/a.txt")
    try watching(options) { _ in
      usleep(150_000)
      #expect(play.files(in: "out") == [])
      play.write("", to: "in/a.txt.ok")
      #expect(isDone("a.txt", "UN"))
      #expect(eventually { play.files(in: "in") == [] })
      #expect(play.text("out/done/a.txt") == "un")
    }
  }

  @Test func looksByItselfWhereNothingTellsOfChanges() throws {
    var options = inbox()
    options.pollInterval = 0.05
    try watching(options, source: Self.none) { _ in
      play.write("un", to: "in/sub/a.txt")
      #expect(isDone("sub/a.txt", "UN"))
      play.write("deux", to: "in/sub/a.txt")
      #expect(isDone("sub/a.txt", "DEUX"))
    }
  }

  @Test func listsEverythingFromTimeToTimeBesidesEvents() throws {
    var options = inbox()
    options.rescanInterval = 0.1
    try watching(options, source: Self.mute) { _ in
      play.write("un", to: "in/a.txt")
      #expect(isDone("a.txt", "UN"))
    }
  }

  @Test func looksByItselfBeyondTheWatchLimit() throws {
    var options = inbox()
    options.pollInterval = 0.05
    mkdir(play["in/sub"].description, 0o755)
    try watching(options, source: Self.limited) { notices in
      play.write("un", to: "in/sub/a.txt")
      #expect(isDone("sub/a.txt", "UN"))
      #expect(notices.count(of: "watchLimit") == 1)
    }
  }

  @Test func judgesEachFolderByItsOwnMount() throws {
    mkdir(play["in"].description, 0o755)
    mkdir(play["in/near"].description, 0o755)
    mkdir(play["in/far"].description, 0o755)
    let folders = try ["in", "in/near", "in/far"].map { try Folder(play[$0]) }
    let watcher = FolderWatcher(MuteSource(answer: .watched), roots: [play["in"]], pollsAll: false) {
      MountTable(types: [1: "ext4", 2: "nfs4"])
    }
    watcher.refresh()
    for (folder, device) in zip(folders, [1, 1, 2] as [dev_t]) {
      var status = stat()
      status.st_dev = device
      watcher.enter(folder, status)
    }
    #expect(watcher.polled == [play["in/far"]])
    #expect(watcher.isPolled(play["in/far/deep/a.txt"]))
    #expect(!watcher.isPolled(play["in/near/a.txt"]))
  }

  @Test func listsEverythingWhenEventsWereLost() throws {
    let box = ChangesBox()
    let source: MakeSource = { changes in
      box.changes.withLock { $0 = changes }
      return MuteSource(answer: .watched)
    }
    try watching(inbox(), source: source) { notices in
      for index in 0..<50 { play.write("texte \(index)", to: "in/\(index % 5)/\(index).txt") }
      box.changes.withLock { $0 }!.add(isLost: true)
      #expect(eventually { play.files(in: "out").count == 50 })
      #expect(notices.count(of: "lostEvents") == 1)
    }
  }

  @Test func moreNewsThanItKeepsIsAListing() {
    let changes = Changes(bell: Bell())
    changes.add(entries: (0...Changes.most).map { BytePath("\($0)") })
    let news = changes.take()
    #expect(news.isLost && news.entries.isEmpty)
  }

  @Test func doesWhatCameWhileItWasDown() throws {
    let options = inbox()
    play.write("un", to: "in/a.txt")
    #expect(try once(options).done == 1)
    for index in 0..<50 { play.write("texte \(index)", to: "in/\(index).txt") }
    let summary = try once(options)
    #expect((summary.done, summary.failed) == (50, 0))
    #expect(play.files(in: "out").count == 51)
  }

  /// Files with dates of 1990 and of 2036, as copies and wrong clocks make them.
  @Test(arguments: [631_152_000, 2_100_000_000]) func takesFilesWhateverTheirDates(date: Int) throws {
    let options = inbox()
    try watching(options) { _ in
      play.write("un", to: "old.txt")
      var times = [timeval(tv_sec: date, tv_usec: 0), timeval(tv_sec: date, tv_usec: 0)]
      utimes(play["old.txt"].description, &times)
      rename(play["old.txt"].description, play["in/a.txt"].description)
      #expect(isDone("a.txt", "UN"))
    }
    // A date that went back is a change like any other.
    play.write("deux", to: "in/a.txt")
    var times = [timeval(tv_sec: 1, tv_usec: 0), timeval(tv_sec: 1, tv_usec: 0)]
    utimes(play["in/a.txt"].description, &times)
    #expect(try once(options).done == 1)
    #expect(play.text("out/a.txt.shout") == "DEUX")
  }

  /// The same inode, size and date, and 64 KB that are the same: only the whole bytes tell.
  @Test func knowsFilesByTheirBytesAlone() throws {
    let options = inbox()
    let start = String(repeating: "x", count: 1 << 16)
    let path = play.write(start + "un", to: "in/a.txt")
    play.write(start + "deux", to: "in/b.txt")
    var times = [timeval(tv_sec: 631_152_000, tv_usec: 0), timeval(tv_sec: 631_152_000, tv_usec: 0)]
    utimes(path.description, &times)
    #expect(try once(options).done == 2)
    play.write(start + "UN", to: "in/a.txt")
    utimes(path.description, &times)
    #expect(try once(options).done == 1)
    #expect(try once(options).done == 0)
  }

  @Test func aNewFileWithTheInodeOfAnOldOneIsNew() throws {
    let options = inbox()
    play.write("un", to: "in/a.txt")
    #expect(try once(options).done == 1)
    unlink(play["in/a.txt"].description)
    play.write("deux", to: "in/a.txt")
    #expect(try once(options).done == 1)
    #expect(play.text("out/a.txt.shout") == "DEUX")
  }

  @Test func sameBytesUnderTwoNamesAreAnnotatedOnce() throws {
    let visits = Locked<[String]>([])
    let spy = Spy("spy", .tokens) { _, name in visits.withLock { $0.append(name) } }
    let options = inbox()
    play.write("un", to: "in/a.txt")
    try once(options, stages: [spy])
    play.write("un", to: "in/b.txt")
    let summary = try once(options, stages: [spy])
    #expect((summary.done, summary.duplicates) == (0, 1))
    #expect(play.text("out/b.txt.shout") == "UN")
    #expect(visits.withLock { $0 } == ["a.txt"])
    #expect(try once(options, stages: [spy]).duplicates == 0)
  }

  @Test(arguments: [(Duplicates.skip, ["a.txt.shout"], 1), (.process, ["a.txt.shout", "b.txt.shout"], 0)])
  func duplicatesAreTreatedAsAsked(_ duplicates: Duplicates, files: [String], count: Int) throws {
    var options = inbox()
    options.batch.duplicates = duplicates
    play.write("un", to: "in/a.txt")
    try once(options)
    play.write("un", to: "in/b.txt")
    #expect(try once(options).duplicates == count)
    #expect(play.files(in: "out") == files)
    #expect(try once(options).done == 0)
  }

  @Test func aSkippedDuplicateIsDoneWhenTheFirstChanges() throws {
    var options = inbox()
    (options.batch.duplicates, options.onSuccess) = (.skip, .keep)
    for name in ["a.txt", "b.txt"] { play.write("un", to: "in/\(name)") }
    #expect(try once(options).duplicates == 1)
    play.write("deux", to: "in/a.txt")
    #expect(try once(options).done == 2)
    #expect(isDone("b.txt", "UN"))
    // Outputs outlive their files here.
    play.write("un", to: "in/c.txt")
    unlink(play["in/b.txt"].description)
    #expect(try once(options).duplicates == 1)
  }

  @Test func duplicatesLeaveTheInboxToo() throws {
    var options = inbox()
    options.onSuccess = .move
    for name in ["a", "b", "sub/a"] { play.write("un", to: "in/\(name).txt") }
    try once(options)
    #expect(play.files(in: "in") == [])
    #expect(play.files(in: "out/done") == ["a.txt", "b.txt", "sub/a.txt"])
    // The same again, and another article by the same name: nothing is replaced.
    play.write("un", to: "in/a.txt")
    #expect(try once(options).skipped == 1)
    play.write("deux", to: "in/a.txt")
    try once(options)
    #expect(play.files(in: "in") == [])
    #expect(play.text("out/done/a.txt") == "un")
    #expect(play.text("out/done/a.txt.3") == "deux")
    #expect(play.text("out/a.txt.shout") == "DEUX")
  }

  @Test func deletesWhereItIsAskedTo() throws {
    var options = inbox()
    options.onSuccess = .delete
    play.write("un", to: "in/a.txt")
    play.write("bad", to: "in/b.txt")
    try once(options)
    #expect(play.files(in: "in") == [])
    #expect(play.files(in: "out") == ["a.txt.shout", "failed/b.txt", "failed/b.txt.error.json"])
  }

  @Test func refusesToWatchWhatItWrites() throws {
    var options = inbox()
    options.batch.output = play["in/out"]
    #expect(refusal(options) == .configuration)
    options = inbox()
    options.doneFolder = play["in/done"]
    #expect(refusal(options) == .configuration)
    options = self.options("in", "in/sub")
    mkdir(play["in/sub"].description, 0o755)
    #expect(refusal(options) == .configuration)
  }

  @Test func aFileThatFailsIsGivenUpWithItsReason() throws {
    let options = inbox()
    play.write("bad", to: "in/sub/a.txt")
    play.write("un", to: "in/b.txt")
    let summary = try watching(options) { notices in
      #expect(eventually { play.files(in: "out").contains("failed/sub/a.txt.error.json") })
      #expect(notices.count(of: "failed") == 3)
      #expect(isDone("b.txt", "UN"))
      let reason = try #require(
        JSONSerialization.jsonObject(with: Data(play.text("out/failed/sub/a.txt.error.json")!.utf8)) as? [String: Any])
      #expect(reason["error"] as? String == "Expected peace, found trouble. Try again.")
      #expect(reason["attempts"] as? Int == 3)
      // Mended, it is done, and the reason goes.
      play.write("bon", to: "in/sub/a.txt")
      #expect(isDone("sub/a.txt", "BON"))
      #expect(eventually { play.files(in: "out") == ["b.txt.shout", "sub/a.txt.shout"] })
    }
    #expect((summary.done, summary.failed) == (2, 1))
  }

  @Test func whatWasGivenUpStaysSoUntilItChangesOrSomeoneAsks() throws {
    var options = inbox()
    options.onSuccess = .move
    play.write("bad", to: "in/a.txt")
    try once(options)
    #expect(play.files(in: "out") == ["failed/a.txt", "failed/a.txt.error.json"])
    #expect(try once(options).failed == 0)
    try watching(options) { notices in
      try RetryRequest.leave(for: play["out"])
      #expect(notices.wait(for: "retryRequested"))
      #expect(notices.wait(for: "failed"))
    }
    // By the retry command, with a mended program.
    play.write("bon", to: "out/failed/a.txt")
    var batch = options.batch
    batch.inputs = []
    #expect(try Batch(batch, play.workshop()).retry().done == 1)
    #expect(play.text("out/a.txt.shout") == "BON")
  }

  @Test func anInboxMayGoAndComeBack() throws {
    try watching(inbox()) { notices in
      play.write("un", to: "in/a.txt")
      #expect(isDone("a.txt", "UN"))
      rename(play["in"].description, play["away"].description)
      #expect(notices.wait(for: "inboxGone"))
      #expect(play.text("out/a.txt.shout") == "UN")
      play.write("deux", to: "away/b.txt")
      rename(play["away"].description, play["in"].description)
      #expect(notices.wait(for: "inboxBack"))
      #expect(isDone("b.txt", "DEUX"))
      play.write("trois", to: "in/c.txt")
      #expect(isDone("c.txt", "TROIS"))
    }
  }

  @Test func followsFoldersThatAreNewNestedMovedAndRenamed() throws {
    try watching(inbox()) { _ in
      play.write("un", to: "in/x/y/z/a.txt")
      #expect(isDone("x/y/z/a.txt", "UN"))
      rename(play["in/x"].description, play["in/w"].description)
      #expect(isDone("w/y/z/a.txt", "UN"))
      play.write("deux", to: "in/w/y/z/b.txt")
      #expect(isDone("w/y/z/b.txt", "DEUX"))
      play.write("trois", to: "elsewhere/deep/c.txt")
      rename(play["elsewhere"].description, play["in/moved"].description)
      #expect(isDone("moved/deep/c.txt", "TROIS"))
      #expect(!play.files(in: "out").contains("x/y/z/b.txt.shout"))
    }
  }

  @Test func severalInboxesKeepTheirNames() throws {
    for name in ["x", "y"] { play.write(name, to: "\(name)/a.txt") }
    try once(options("x", "y"))
    #expect(play.files(in: "out") == ["x/a.txt.shout", "y/a.txt.shout"])
  }

  @Test func goesNoDeeperThanAsked() throws {
    var options = inbox()
    options.batch.filter.maximumDepth = 1
    play.write("un", to: "in/x/a.txt")
    play.write("deux", to: "in/x/y/b.txt")
    try once(options)
    #expect(play.files(in: "out") == ["x/a.txt.shout"])
  }

  @Test func isRefusedAFolderThatIsHeld() throws {
    let options = inbox()
    try watching(options) { _ in
      #expect(refusal(options) == .tryLater)
    }
  }

  @Test func finishesWhatIsAtHandWhenItIsStopped() throws {
    for index in 0..<30 { play.write("texte \(index)", to: "in/\(index).txt") }
    let slow = Delay(.tokens, microseconds: 5000...5000)
    let first = try watching(options("in"), stages: [slow]) { _ in
      #expect(eventually { !play.files(in: "out").isEmpty })
    }
    #expect(play.files(in: "out").count == first.done)
    let second = try once(options("in"))
    #expect(first.done + second.done == 30)
  }
}

/// What a watch told.
final class Notices: Sendable {
  private let events = Locked<[String]>([])

  func add(_ notice: WatchNotice) { events.withLock { $0.append(notice.json.event) } }
  func count(of event: String) -> Int { events.withLock { $0.count { $0 == event } } }

  func wait(for event: String) -> Bool {
    for _ in 0..<500 {
      if count(of: event) > 0 { return true }
      usleep(10_000)
    }
    return false
  }
}

/// Says that it watches, and tells nothing.
struct MuteSource: ChangeSource {
  let answer: Watching
  func watch(_ folder: BytePath) -> Watching { answer }
  func stop() {}
}

final class ChangesBox: Sendable {
  let changes = Locked<Changes?>(nil)
}
