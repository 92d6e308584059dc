import DixitDocument
import DixitFormats
import DixitKit
import DixitRuntime
import Foundation
import GRDB
import Testing

@testable import DixitTables

/// The tables hold what the documents hold, after whatever happened to them.
@Suite struct TablesTests {
  let play = Playground()

  private func annotate(configuration: String = "1", jobs: Int = 2) throws {
    let workshop = Workshop(
      stages: Annotator.shared.stages, writers: [JSONWriter(generator: FormatExamples.generator)],
      configuration: configuration, digest: Fingerprint.sha256
    ) { bytes, id, _ in
      if bytes.starts(with: Array("bad".utf8)) { throw Trouble() }
      return Annotator.shared.normalize(try TextReader().read(bytes, id: id)[0])
    }
    _ = try Batch(Batch.Options(inputs: [play["in"]], output: play["out"], jobs: jobs), workshop).run()
  }

  private func make(_ formats: [TableFormat] = TableFormat.allCases, onlyIfChanged: Bool = false) throws
    -> CorpusTables.Summary
  {
    try CorpusTables(of: play["out"], formats: formats).make(onlyIfChanged: onlyIfChanged)
  }

  /// Rows of a table with one column's name each.
  private func column(_ name: String, of table: String) throws -> [String] {
    let lines = try #require(play.text("out/" + table)).components(separatedBy: "\r\n")
    let index = try #require(lines[0].components(separatedBy: ",").firstIndex(of: name))
    return lines.dropFirst().dropLast().map { $0.components(separatedBy: ",")[index] }
  }

  private func select(_ sql: String) throws -> [String] {
    var configuration = Configuration()
    configuration.readonly = true
    let database = try DatabaseQueue(path: play["out/corpus.sqlite"].description, configuration: configuration)
    return try database.read { try String.fetchAll($0, sql: sql) }
  }

  @Test func holdWhatTheDocumentsHold() throws {
    play.write("« Je pars demain », a dit Claire Martin.", to: "in/a.txt")
    play.write("« Moi aussi », a répondu Claire Martin. « Non », dit Paul Morel.", to: "in/sub/b.txt")
    try annotate()
    let summary = try make()
    #expect((summary.documents, summary.quotations, summary.missing) == (2, 3, 0))
    #expect(try column("document", of: "quotations.csv") == ["a.txt", "sub/b.txt", "sub/b.txt"])
    #expect(try column("text", of: "quotations.csv") == ["Je pars demain", "Moi aussi", "Non"])
    #expect(try column("words", of: "quotations.csv") == ["3", "2", "1"])
    #expect(try column("cue", of: "quotations.csv") == ["a dit", "a répondu", "dit"])
    #expect(try column("name", of: "speakers.csv") == ["Claire Martin", "Paul Morel"])
    #expect(try column("documents", of: "speakers.csv") == ["2", "1"])
    #expect(try select("SELECT speaker FROM search WHERE search MATCH 'demain'") == ["Claire Martin"])
    #expect(try select("SELECT name FROM speakers ORDER BY name") == ["Claire Martin", "Paul Morel"])
    #expect(play.files(in: "out/.dixit/tables") == ["lock", "made"], "nothing is left where they were made")
  }

  @Test func followChangedFailedAndRemovedDocuments() throws {
    play.write("« Un », a dit Claire Martin.", to: "in/a.txt")
    play.write("« Deux », a dit Claire Martin.", to: "in/b.txt")
    try annotate()
    _ = try make()
    play.write("« Trois », a dit Claire Martin.", to: "in/a.txt")
    play.write("bad", to: "in/b.txt")
    try annotate()
    #expect(try make().documents == 1)
    #expect(try column("text", of: "quotations.csv") == ["Trois"])
    #expect(try select("SELECT text FROM quotations") == ["Trois"])
  }

  @Test func areTheSameBytesEachTime() throws {
    for number in 0..<40 { play.write("« Non \(number) », a dit Claire Martin.", to: "in/\(number).txt") }
    try annotate()
    _ = try make()
    let first = try ["quotations.csv", "speakers.csv", "corpus.sqlite"].map { try Data(contentsOf: file($0)) }
    _ = try make()
    #expect(try ["quotations.csv", "speakers.csv", "corpus.sqlite"].map { try Data(contentsOf: file($0)) } == first)
  }

  private func file(_ name: String) -> URL { URL(filePath: play["out/" + name].description) }

  @Test func areMadeOnlyWhereSomethingChanged() throws {
    play.write("« Un », a dit Claire Martin.", to: "in/a.txt")
    try annotate()
    #expect(try !make(onlyIfChanged: true).isUnchanged)
    #expect(try make(onlyIfChanged: true).isUnchanged)
    #expect(try !make([.csv], onlyIfChanged: true).isUnchanged, "other tables are wanted")
    #expect(try make([.csv], onlyIfChanged: true).isUnchanged)
    try FileManager.default.removeItem(at: file("speakers.csv"))
    #expect(try !make([.csv], onlyIfChanged: true).isUnchanged, "one is gone")
    play.write("« Deux », a dit Claire Martin.", to: "in/b.txt")
    try annotate()
    #expect(try make([.csv], onlyIfChanged: true).quotations == 2)
  }

  /// An input may be called like a table: its articles make room.
  @Test func standBesideArticlesOfTheirName() throws {
    play.write("« Un », a dit Claire Martin.", to: "in/quotations.csv/a.txt")
    play.write("« Deux », a dit Claire Martin.", to: "in/Corpus.SQLite/b.txt")
    for _ in 0..<2 {
      try annotate()
      #expect(try make().quotations == 2)
    }
    #expect(try column("document", of: "quotations.csv") == ["Corpus.SQLite/b.txt", "quotations.csv/a.txt"])
    #expect(play.text("out/quotations.csv.articles/a.txt.json") != nil)
    try annotate()
    try FileManager.default.removeItem(at: file("quotations.csv.articles"))
    try annotate()
    #expect(try make().missing == 0, "outputs that are gone are made again")
  }

  /// A kill left files half written where tables are made: the next time goes over them.
  @Test func goOnBehindAKill() throws {
    play.write("« Un », a dit Claire Martin.", to: "in/a.txt")
    try annotate()
    _ = try make()
    play.write("half", to: "out/.dixit/tables/corpus.sqlite")
    play.write("half", to: "out/.dixit/tables/quotations.csv")
    try FileManager.default.removeItem(at: file(".dixit/tables/made"))
    #expect(try make(onlyIfChanged: true).quotations == 1)
    #expect(try column("text", of: "quotations.csv") == ["Un"])
  }

  @Test func tellOfDocumentsWithoutJSON() throws {
    play.write("« Un », a dit Claire Martin.", to: "in/a.txt")
    play.write("« Deux », a dit Claire Martin.", to: "in/b.txt")
    try annotate()
    play.write("{\"schema\": \"dixit-document/1\", \"text\": \"", to: "out/a.txt.json")
    let summary = try make()
    #expect((summary.documents, summary.missing) == (1, 1))
    #expect(summary.firstMissing == [BytePath("a.txt")])
  }

  @Test func needAnOutputFolder() {
    play.write("x", to: "out/x.json")
    #expect(throws: BatchError.self) { try make() }
    #expect(play.files(in: "out") == ["x.json"])
  }

  @Test func keepValuesAsTheyAre() throws {
    let path = play.write("", to: "table.csv")
    var files = [false, true].map { forSpreadsheets in
      CSVFile(path.withBytes { open($0, O_WRONLY | O_APPEND) }, path, forSpreadsheets: forSpreadsheets)
    }
    try files[0].add(["a", nil, "", "b,c", "d\"e", "f\ng", "=1+1", "-3"])
    try files[0].finish()
    #expect(play.text("table.csv") == "a,,,\"b,c\",\"d\"\"e\",\"f\ng\",=1+1,-3\r\n")
    try files[0].add(["\u{7}a\u{B}b\u{9D}c\td\0"])
    try files[0].finish()
    #expect(play.text("table.csv")?.hasSuffix("\r\n a b c\td \r\n") == true)
    try files[1].add(["=1+1", "-3", "@x", "a=b"])
    try files[1].finish()
    #expect(play.text("table.csv")?.hasSuffix("\r\n\u{FEFF}'=1+1,-3,'@x,a=b\r\n") == true)
  }
}
