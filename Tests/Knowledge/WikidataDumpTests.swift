import DixitLexicons
import Foundation
import Testing

@testable import DixitKnowledge

/// Dumps as files: packed in parts, cut, damaged, read again after a kill.
@Suite struct WikidataDumpTests {
  let tables: KnowledgeFixture

  init() throws { tables = try KnowledgeFixture() }

  private let people = (1...40).map { WikidataLine.human($0 * 100, "Personne \($0)") }

  /// All of a dump's JSON, through buffers of some size.
  private func unpacked(_ path: String, step: Int = 1000) throws -> [UInt8] {
    let stream = try DumpStream(path)
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: step)
    while true {
      let count = try buffer.withUnsafeMutableBytes { try stream.read(into: $0) }
      if count == 0 { return all }
      all += buffer[..<count]
    }
  }

  private func lines(_ path: String, longest: Int = DumpLines.longest, capacity: Int) throws -> [String] {
    let lines = DumpLines(try DumpStream(path), longest: longest, capacity: capacity)
    var all: [String] = []
    while let line = try lines.next() {
      switch line {
      case .text(let bytes): all.append(String(decoding: bytes, as: UTF8.self))
      case .tooLong(let count): all.append("too long: \(count)")
      }
      #expect(lines.capacity <= max(capacity, 4 * longest))
    }
    return all
  }

  // MARK: Streams and lines

  static let packed = ["members.json.gz", "streams.json.bz2"]
    .map { Project.tests.appending(path: "Knowledge/Dumps/\($0)").path }

  @Test(arguments: packed, [1, 1000, 1 << 20]) func unpacksManyPartsAsOne(path: String, step: Int) throws {
    let json = try unpacked(path, step: step)
    #expect(json.starts(with: Array("[\n{".utf8)) && json.suffix(3).elementsEqual("\n]\n".utf8))
    #expect(try json == unpacked(Self.packed[0]))
    #expect(json.split(separator: 0x0A).count > 30)
  }

  @Test(arguments: packed) func startsAgainInAnyPart(path: String) throws {
    let json = try unpacked(path)
    let stream = try DumpStream(path)
    var buffer = [UInt8](repeating: 0, count: 7000)
    var starts: Set<Int> = []
    while try buffer.withUnsafeMutableBytes({ try stream.read(into: $0) }) > 0 {
      let target = stream.position - 1
      let start = stream.start(before: target)
      starts.insert(start.packed)
      let again = try DumpStream(path)
      try again.advance(to: target, from: start)
      let count = try buffer.withUnsafeMutableBytes { try again.read(into: $0) }
      #expect(buffer[..<count].elementsEqual(json[target..<target + count]))
    }
    #expect(starts.count > 5)
  }

  @Test(arguments: packed) func saysThatAPackedFileBreaksOff(path: String) throws {
    let whole = [UInt8](try Data(contentsOf: URL(filePath: path)))
    for count in [whole.count - 1, whole.count / 2] {
      try tables.write("cut", Array(whole.prefix(count)))
      let error = #expect(throws: KnowledgeBuildError.self) { try unpacked(tables.path("cut")) }
      #expect(error?.description.contains("it breaks off") == true)
    }
    try tables.write("padded", whole + [UInt8](repeating: 0, count: 500))
    #expect(try unpacked(tables.path("padded")) == unpacked(path))
    try tables.write("damaged", whole + [7])
    #expect(throws: KnowledgeBuildError.self) { try unpacked(tables.path("damaged")) }
  }

  @Test func givesTheSameLinesThroughAnyBuffer() throws {
    let texts = (0..<200).map { String(repeating: "é", count: $0 * 7 % 90) }
    try tables.write("lines", Array(texts.joined(separator: "\n").utf8))
    for capacity in [1, 2, 16, 179, 1 << 20] {
      #expect(try lines(tables.path("lines"), capacity: capacity) == texts)
    }
  }

  @Test func passesOverALineThatNoEntityCanBe() throws {
    try tables.write("lines", ["a", String(repeating: "x", count: 5000), "b", String(repeating: "y", count: 999)])
    #expect(
      try lines(tables.path("lines"), longest: 100, capacity: 16) == ["a", "too long: 5001", "b", "too long: 1000"])
  }

  // MARK: Harvest

  @Test func readsEveryKindOfFileAlike() throws {
    try tables.write("plain.json", try unpacked(Self.packed[0]))
    let kept = try ([tables.path("plain.json")] + Self.packed).enumerated().map { index, path in
      try tables.items(try tables.harvest(path, state: "state\(index)"), state: "state\(index)")
    }
    #expect(kept[0].count > 15)
    #expect(kept[1] == kept[0] && kept[2] == kept[0])
  }

  @Test func keepsNoLineForAnEntityThatIsNone() throws {
    let one = people[0].json
    // Joints of parts, line ends of other systems, brackets on an entity's own line, blank lines, no array at all.
    for text in ["[\n\(one)\n]\n", "[\(one)]", "[\n\(one)\n,\n\n]", "\(one),\r\n", "[\r\n\(one)\r\n]\r\n", "\n\(one)"] {
      try tables.write("odd.json", Array(text.utf8))
      let done = try tables.harvest(tables.path("odd.json"), state: UUID().uuidString)
      #expect((done.entities, done.kept, done.damaged) == (1, 1, 0), "\(text)")
    }
  }

  @Test func reportsADamagedLineAndGoesOn() throws {
    let first = people[0].json
    try tables.write(
      "dump.json", ["[", first + ",", String(first.dropLast(40)) + ",", people[1].json + ",", "{\"type"])
    let done = try tables.harvest(tables.path("dump.json"))
    #expect(try tables.items(done).map(\.number) == [100, 200])
    #expect(done.damaged == 2)
    #expect(done.findings.count == 2 && done.isCutShort)
    #expect(done.findings[0].hasPrefix("\(tables.path("dump.json")):3: expected a whole entity, found damaged JSON"))
  }

  @Test(arguments: ["", "[\n]\n", String(repeating: "[", count: 10_000)])
  func refusesADumpWithoutEntities(_ text: String) throws {
    try tables.write("empty.json", Array(text.utf8))
    let path = tables.path("empty.json")
    #expect(throws: KnowledgeBuildError.noEntities(path: path)) { try tables.harvest(path, state: UUID().uuidString) }
  }

  /// The file of items as it counts for a checkpoint.
  private func bytes(_ done: WikidataCheckpoint, _ state: String) throws -> Data {
    try Data(contentsOf: URL(filePath: tables.path("\(state)/items"))).prefix(done.harvested)
  }

  @Test func goesOnWhereItWasStopped() throws {
    let dump = try tables.dump(people)
    let whole = try tables.harvest(dump, state: "whole")
    var done = WikidataCheckpoint(dump: "", options: "")
    var runs = 0
    while !done.isComplete {
      // Each run stops at its seventh line.
      var lines = 0
      done = try tables.harvest(dump) { _ in
        lines += 1
        return lines < 7
      }
      runs += 1
    }
    #expect(runs == 7)
    #expect(done == whole)
    #expect(try bytes(done, "state") == bytes(whole, "whole"))
  }

  /// After a kill the checkpoint is an old one, and more was written than it knows of.
  @Test(arguments: [nil] + packed.map(Optional.some)) func givesTheSameBytesAfterAKill(packed: String?) throws {
    let dump = try packed ?? tables.dump(people)
    let whole = try tables.harvest(dump, state: "whole")
    var old: Data?
    let checkpoint = URL(filePath: tables.path("state/checkpoint"))
    let stopped = try tables.harvest(dump, checkpointBytes: 2000) { progress in
      if progress.kept == 3, old == nil { old = try? Data(contentsOf: checkpoint) }
      return progress.kept < 12
    }
    #expect(!stopped.isComplete)
    try #require(old).write(to: checkpoint)
    let resumed = try tables.harvest(dump, checkpointBytes: 2000) { progress in
      #expect(progress.firstByte > 0 && progress.firstByte < progress.bytes)
      return true
    }
    #expect(resumed.kept == whole.kept && resumed.findings == whole.findings)
    #expect(try bytes(resumed, "state") == bytes(whole, "whole"))
  }

  @Test func refusesTheStateOfAnotherDump() throws {
    _ = try tables.harvest(try tables.dump(people))
    let other = try tables.dump(Array(people.dropLast()), name: "other.json")
    let error = #expect(throws: KnowledgeBuildError.self) { try tables.harvest(other) }
    #expect(error?.description.contains("was begun with another dump: found") == true)
  }

  @Test func refusesADamagedState() throws {
    let dump = try tables.dump(people)
    let done = try tables.harvest(dump)
    try tables.write("state/items", Array(repeating: 0xFF, count: done.harvested))
    #expect(throws: KnowledgeBuildError.self) { try tables.items(done) }
    try tables.write("state/items", Array(repeating: 0, count: done.harvested - 1))
    #expect(throws: KnowledgeBuildError.self) { try tables.harvest(dump) }
    try tables.write("state/checkpoint", ["dixit wikidata state 1", "position\t-7", "end"])
    let error = #expect(throws: KnowledgeBuildError.self) { try tables.harvest(dump) }
    #expect(error?.description.contains("Delete the folder") == true)
  }

  @Test func leavesAStateToWhoeverReadsIntoIt() throws {
    let dump = try tables.dump(people)
    let state = try WikidataState(folder: tables.path("state"))
    let other = try state.itemsToWrite()
    #expect(throws: KnowledgeBuildError.stateInUse(folder: state.folder)) { try tables.harvest(dump) }
    withExtendedLifetime(other) {}
  }

  // MARK: Knowledge

  private func candidates(_ name: String, _ knowledge: KnowledgeBase) -> [String] {
    knowledge.candidates(for: Folding.nameKey(name)).map { knowledge.item($0.item).qid ?? "none" }
  }

  @Test func buildsFromWhatMatters() throws {
    let class7 = WikidataLine(number: 7, english: "mill", claims: [WikidataLine.statement("P279", 8)], sitelinks: 0)
    let class8 = WikidataLine(
      number: 8, claims: [WikidataLine.statement("P279", 43229), WikidataLine.text("P297", "")], sitelinks: 0)
    let mill = WikidataLine(
      number: 70, french: "Moulins Réunis", aliases: ["Moulinex"],
      claims: [WikidataLine.statement("P31", 7), WikidataLine.statement("P17", 142)])
    let country = WikidataLine(
      number: 142, french: "France", claims: [WikidataLine.statement("P31", 6256), WikidataLine.text("P297", "FR")])
    let office = WikidataLine(
      number: 30, english: "mayor of Nowhere", claims: [WikidataLine.statement("P31", 28640)], sitelinks: 0)
    let mayor = WikidataLine.human(
      42, "Anne Bellecour", WikidataLine.statement("P21", 6_581_072), WikidataLine.statement("P39", 30),
      WikidataLine.statement("P27", 142), WikidataLine.statement("P108", 70), sitelinks: 1)
    try tables.write("occupations.tsv", ["# columns: term<TAB>forms<TAB>kind", "mayor\tmaire\toffice"])
    let star = WikidataLine(number: 11000, french: "Étoile du Matin", claims: [WikidataLine.statement("P31", 11)])
    let unknown = WikidataLine.human(43, "Lise Personne", sitelinks: 1)
    let all = [mill, mayor, star, unknown, class7, class8, country, office, mayor]
    let knowledge = try tables.knowledge(ofDump: try tables.dump(all))
    let found = try #require(knowledge.item(withID: "Q70"))
    #expect(knowledge.item(found).type == .organisation, "by the class above its class, which has no name")
    #expect(knowledge.country(found) == "FR")
    #expect(knowledge.description(found) == "mill")
    #expect(candidates("Moulinex", knowledge) == ["Q70"])
    let person = try #require(knowledge.item(withID: "Q42"))
    #expect(knowledge.item(person).gender == .feminine)
    #expect(knowledge.description(person) == "mayor of Nowhere")
    #expect(candidates("Anne Bellecour", knowledge) == ["Q42"], "once, though it comes twice")
    #expect(knowledge.occupations(person).compactMap { knowledge.kindName($0) } == ["mayor"])
    #expect(knowledge.edges(person).map { [$0.property, $0.other] } == [[108, found]])
    let france = try #require(knowledge.item(withID: "Q142"))
    #expect(knowledge.country(france) == "FR")
    #expect(knowledge.itemCount == 3)
  }

  @Test func addsTheUsersOwnEntities() throws {
    let header = KnowledgeFixture.corrections
    try tables.write("corrections.tsv", [header, "Moulins\tQ70\tORG\tLes Moulins\t\t\t"])
    try tables.write("delta.tsv", [header, "Ma Fabrique\tQ70\tLOC\t\t\t\t", "Notre Journal\t\tORG\tNJ\t\tFR\t"])
    let dump = try tables.dump([WikidataLine(number: 70, french: "Moulins Réunis")] + people)
    let knowledge = try tables.knowledge(ofDump: dump, deltas: [tables.path("delta.tsv")])
    let item = try #require(knowledge.item(withID: "Q70"))
    #expect(knowledge.label(item) == "Ma Fabrique")
    #expect(knowledge.item(item).type == .place)
    #expect(candidates("NJ", knowledge) == ["none"])
    #expect(candidates("Moulins Réunis", knowledge) == ["Q70"])
  }

  /// The nearest known class counts, however tangled the upper ones are.
  @Test func findsItsWayThroughTangledClasses() throws {
    var tree = ClassTree(try tables.reader().classes)
    for (below, above) in [(1, 2), (2, 3), (3, 1), (3, 43229), (43229, 11), (20, 21), (21, 20)] as [(UInt32, UInt32)] {
      var item = WikidataItem()
      item.number = below
      item.claims = [WikidataClaim(property: .subclassOf, object: above)]
      tree.add(item)
    }
    tree.sort()
    #expect(tree.meaning(of: [1]) == .type(.organisation))
    #expect(tree.meaning(of: [1, 5]) == .type(.person))
    #expect(tree.meaning(of: [20]) == nil)
    #expect(tree.meaning(of: [11]) == .leftOut)
    #expect(tree.meaning(of: []) == nil)
  }
}
