import DixitDocument
import Foundation
import GRDB
import Testing

@testable import DixitRuntime

/// Files that hold several articles, in batches and watches. Here such a file is one of lines `name: text`.
@Suite struct CollectionBatchTests {
  let play = Playground()

  private struct Lines: ArticleParts {
    var lines: ArraySlice<String>

    mutating func next() throws -> ArticlePart? {
      guard let line = lines.popFirst() else { return nil }
      if line == "cut" { throw Trouble() }
      let parts = line.components(separatedBy: ": ")
      return ArticlePart(
        name: parts[0], bytes: parts[1] == "lost" ? .failure(Trouble()) : .success(Array(parts[1].utf8)))
    }
  }

  private func workshop(_ stages: [any Stage] = [Delay(.tokens, microseconds: 0...1)]) -> Workshop {
    var workshop = play.workshop(stages)
    workshop.open = { bytes, name, _ in
      guard name.hasSuffix(".txt"), bytes.starts(with: Array("many\n".utf8)) else { return nil }
      return Lines(lines: String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)[1...])
    }
    return workshop
  }

  private func batch(_ change: (inout Batch.Options) -> Void = { _ in }) throws -> BatchSummary {
    var options = Batch.Options(inputs: [play["in"]], output: play["out"], jobs: 2)
    change(&options)
    return try Batch(options, workshop()).run()
  }

  private func write(_ lines: String...) { play.write((["many"] + lines).joined(separator: "\n"), to: "in/a.txt") }

  @Test func eachArticleIsADocument() throws {
    write("un: Un.", "x/deux: Deux.")
    play.write("Trois.", to: "in/b.txt")
    let first = try batch()
    #expect((first.done, first.collections, first.remaining) == (3, 1, 0))
    #expect(play.files(in: "out") == ["a.txt/un.shout", "a.txt/x/deux.shout", "b.txt.shout"])
    let second = try batch()
    #expect((second.done, second.skipped, second.remaining) == (0, 3, 0))
    let status = try OutputStatus(of: play["out"])
    #expect((status.done, status.failed) == (3, 0))
    let rehearsal = try Batch(Batch.Options(inputs: [play["in"]], output: play["out"]), workshop()).rehearse { _, _ in }
    #expect(rehearsal.skipped + 2 * rehearsal.remaining >= 3)
    #expect(try batch { $0.force = true }.done == 3)
  }

  @Test func ofAChangedFileOnlyChangedArticlesAreDone() throws {
    write("un: Un.", "deux: Deux.", "trois: Trois.")
    #expect(try batch().done == 3)
    write("zéro: Zéro.", "deux: Deux !", "trois: Trois.")
    let changed = try batch()
    #expect((changed.done, changed.skipped, changed.removed) == (2, 1, [BytePath("a.txt/un")]))
    #expect(play.text("out/a.txt/deux.shout") == "DEUX !")
    write("deux: Deux !")
    #expect(
      try batch { $0.deletesRemoved = true }.removed.map(\.description) == ["a.txt/trois", "a.txt/un", "a.txt/zéro"])
    #expect(play.files(in: "out") == ["a.txt/deux.shout"])
    unlink(play["out/a.txt/deux.shout"].description)
    #expect(try batch().done == 1)
    unlink(play["in/a.txt"].description)
    play.write("Quatre.", to: "in/b.txt")
    #expect(try batch().removed == [BytePath("a.txt/deux")])
  }

  @Test func anArticleFailsAloneAndIsTriedAgain() throws {
    write("un: Un.", "deux: bad", "trois: lost", "quatre: Quatre.")
    let first = try batch()
    #expect((first.done, first.failed) == (2, 2))
    #expect(first.firstFailures.map(\.document) == ["a.txt/deux", "a.txt/trois"])
    #expect(try OutputStatus(of: play["out"]).failures.count == 2)
    let second = try batch()
    #expect((second.done, second.skipped, second.failed) == (0, 2, 2))
    let retried = try Batch(Batch.Options(inputs: [], output: play["out"]), workshop()).retry()
    #expect((retried.skipped, retried.failed) == (2, 2))
    #expect(try Ledger(reading: play["out/.dixit"])?.row(of: BytePath("a.txt/deux"))?.attempts == 3)
    write("un: Un.", "deux: Deux.", "quatre: Quatre.")
    let mended = try batch()
    #expect((mended.done, mended.skipped, mended.failed) == (1, 2, 0))
    #expect(try batch().skipped == 3)
  }

  @Test func whatIsGoneIsRememberedUntilItIsDeletedOrBack() throws {
    write("un: Un.", "deux: Deux.", "trois: Trois.")
    #expect(try batch().done == 3)
    write("un: Un.")
    let gone = [BytePath("a.txt/deux"), BytePath("a.txt/trois")]
    for _ in 0..<2 { #expect(try batch().removed == gone) }
    let rehearsal = try Batch(Batch.Options(inputs: [play["in"]], output: play["out"]), workshop()).rehearse { _, _ in }
    #expect((rehearsal.removed, rehearsal.skipped) == (gone, 1))
    write("un: Un.", "trois: Trois.")
    let back = try batch()
    #expect((back.done, back.skipped, back.removed) == (0, 2, [BytePath("a.txt/deux")]))
    // By the file's name too.
    let deleted = try batch { ($0.inputs, $0.deletesRemoved) = ([play["in/a.txt"]], true) }
    #expect(deleted.removed == [BytePath("a.txt/deux")] && deleted.deletedRemoved)
    #expect(play.files(in: "out") == ["a.txt/trois.shout", "a.txt/un.shout"])
    #expect(try batch().removed == [])
  }

  @Test func whatFailedAndIsGoneIsForgotten() throws {
    write("un: Un.", "deux: bad", "trois: lost")
    #expect(try batch().failed == 2)
    write("un: Un.")
    let mended = try batch()
    #expect((mended.skipped, mended.failed, mended.removed) == (1, 0, []))
    let status = try OutputStatus(of: play["out"])
    #expect((status.done, status.failed, status.failures) == (1, 0, []))
  }

  @Test func aRehearsalCountsArticles() throws {
    write("un: Un.", "deux: Deux.", "trois: bad")
    play.write("Quatre.", to: "in/b.txt")
    let rehearse = { () throws -> (Int, Int, Int, [String]) in
      var told: [String] = []
      let options = Batch.Options(inputs: [play["in"]], output: play["out"])
      let summary = try Batch(options, workshop()).rehearse { name, reason in told.append("\(reason) \(name)") }
      return (summary.remaining, summary.skipped, summary.removed.count, told)
    }
    #expect(try rehearse() == (4, 0, 0, ["new a.txt/un", "new a.txt/deux", "new a.txt/trois", "new b.txt"]))
    let first = try batch()
    #expect((first.done, first.failed) == (3, 1))
    #expect(try rehearse() == (1, 3, 0, ["failed a.txt/trois"]))
    write("deux: Deux !", "quatre: Quatre.")
    let (remaining, skipped, removed, told) = try rehearse()
    #expect((remaining, skipped, removed, told.count) == (2, 1, 1, 2))
    let second = try batch()
    #expect((second.done, second.skipped, second.removed.count) == (2, 1, 1))
  }

  /// `a.txt`, whose output is `a.txt.shout`, beside a file of articles `a.txt.shout` that says it is one.
  @Test func outputsDoNotTakeEachOthersPlace() throws {
    play.write("Un.", to: "in/a.txt")
    play.write("many\nx: Deux.", to: "in/a.txt.shout")
    var both = workshop()
    let open = both.open
    both.open = { bytes, _, limit in try open(bytes, "a.txt", limit) }
    var options = Batch.Options(inputs: [play["in"]], output: play["out"])
    options.filter.include = [NamePattern(BytePath("*"))]
    let summary = try Batch(options, both).run()
    #expect((summary.done, summary.failed) == (1, 1))
    #expect("\(summary.firstFailures[0].cause)".hasPrefix("Expected room for the output a.txt.shout, found outputs of"))
    #expect(play.text("out/a.txt.shout") == "UN.")
    // The other way round nothing is lost either.
    options.output = play["other"]
    options.inputs = [play["in/a.txt.shout"]]
    #expect(try Batch(options, both).run().done == 1)
    options.inputs = [play["in/a.txt"]]
    #expect(try Batch(options, both).run().failed == 1)
    #expect(play.files(in: "other") == ["a.txt.shout/x.shout"])
  }

  @Test func oneOutputHasOneDocument() throws {
    var workshop = play.workshop()
    workshop.knownEndings = [".loud.shout", ".shout"]
    workshop.writers = [Shouting(fileExtension: ".loud.shout"), Shouting()]
    for name in ["a", "a.loud", "b.loud"] { play.write(name, to: "in/" + name) }
    var options = Batch.Options(inputs: [play["in"]], output: play["out"])
    options.filter.include = [NamePattern(BytePath("*"))]
    let summary = try Batch(options, workshop).run()
    #expect((summary.done, summary.failed) == (2, 1))
    #expect(
      "\(summary.firstFailures[0].cause)".hasPrefix("Expected room for the output a.loud.shout, found outputs of a "))
    #expect(play.text("out/a.loud.shout") == "A")
  }

  @Test func aFileThatBreaksOffKeepsWhatCameBefore() throws {
    write("un: Un.", "cut")
    let first = try batch()
    #expect((first.done, first.failed) == (1, 1))
    #expect(first.firstFailures.map(\.document) == ["a.txt"])
    #expect(play.files(in: "out") == ["a.txt/un.shout"])
    write("un: Un.", "deux: Deux.")
    let second = try batch()
    #expect((second.done, second.skipped, second.failed) == (1, 1, 0))
  }

  @Test func stopsAtAnyArticleAndGoesOnThere() throws {
    play.write((["many"] + (0..<300).map { "n\($0): Texte \($0)." }).joined(separator: "\n"), to: "in/a.txt")
    let interruption = Interruption()
    let options = Batch.Options(inputs: [play["in"]], output: play["out"], jobs: 2)
    let first = try Batch(options, workshop(), interruption: interruption) {
      if $0.finished >= 5 { interruption.request() }
    }.run()
    #expect(first.done >= 5 && first.done < 300 && first.remaining > 0)
    #expect(first.unfinished == BytePath("a.txt"))
    let second = try batch()
    #expect((second.done, second.skipped, second.remaining) == (300 - first.done, first.done, 0))
    #expect(play.files(in: "out").count == 300)
    let third = try batch { $0.failFast = true }
    #expect(third.skipped == 300)
  }

  @Test func linksArticlesOfTheSameBytes() throws {
    write("un: Un.", "deux: Un.")
    let summary = try batch { $0.duplicates = .link }
    #expect((summary.done, summary.duplicates) == (1, 1))
    #expect(play.text("out/a.txt/deux.shout") == "UN.")
    #expect(try batch { $0.duplicates = .link }.skipped == 2)
  }

  @Test func aFileThatHoldsOneArticleNowHasLostTheOthers() throws {
    write("un: Un.", "deux: Deux.")
    #expect(try batch().done == 2)
    play.write("Seul.", to: "in/a.txt")
    let summary = try batch()
    #expect((summary.done, summary.removed.count) == (1, 2))
  }

  /// A ledger from before files could hold several articles is read, and goes on.
  @Test func takesOverAnOlderLedger() throws {
    play.write("Un.", to: "in/b.txt")
    #expect(try batch().done == 1)
    let file = play["out/.dixit/ledger.sqlite"].description
    let database = try DatabaseQueue(path: file)
    try database.write {
      try $0.execute(sql: "ALTER TABLE documents DROP COLUMN collection; PRAGMA user_version = 1")
    }
    try database.close()
    #expect(try OutputStatus(of: play["out"]).done == 1)
    write("un: Un.")
    let summary = try batch()
    #expect((summary.done, summary.skipped) == (1, 1))
  }

  // MARK: Watches

  private func watch(_ change: (inout WatchOptions) -> Void = { _ in }) throws -> BatchSummary {
    var options = WatchOptions(inboxes: [play["in"]], output: play["out"])
    (options.settle, options.backOff, options.once, options.tries) = (0.04, 0.02, true, 2)
    options.onSuccess = .move
    change(&options)
    return try Watch(options, workshop()).run()
  }

  @Test func aFileIsMovedWhenAllItsArticlesAreDone() throws {
    play.write((["many"] + (0..<200).map { "n\($0): Texte \($0)." }).joined(separator: "\n"), to: "in/a.txt")
    #expect(try watch().done == 200)
    let outputs = play.files(in: "out")
    #expect(outputs.count == 201 && outputs.contains("done/a.txt") && outputs.contains("a.txt/n7.shout"))
    #expect(play.files(in: "in") == [])
    let row = try Ledger(reading: play["out/.dixit"])?.row(of: BytePath("a.txt/n7"))
    #expect(row?.file.path == play["out/done/a.txt"])
  }

  @Test func aFileWithAFailedArticleIsPutAwayWithTheReason() throws {
    write("un: Un.", "deux: bad")
    let summary = try watch()
    #expect((summary.done, summary.failed) == (1, 1))
    #expect(play.files(in: "out") == ["a.txt/un.shout", "failed/a.txt", "failed/a.txt.error.json"])
    let reason = try #require(play.text("out/failed/a.txt.error.json"))
    #expect(reason.contains("1 of 2 articles failed") && reason.contains("a.txt/deux"))
    // It is tried from where it is.
    let retried = try Batch(Batch.Options(inputs: [], output: play["out"]), workshop()).retry()
    #expect((retried.skipped, retried.failed) == (1, 1))
  }
}
