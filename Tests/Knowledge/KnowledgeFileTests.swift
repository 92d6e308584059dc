import DixitLexicons
import Testing

@testable import DixitKnowledge

/// A file that is not what it should be is refused with a sentence, whatever is wrong with it.
@Suite struct KnowledgeFileTests {
  let tables: KnowledgeFixture
  let bytes: [UInt8]

  init() throws {
    tables = try KnowledgeFixture()
    try tables.entities(
      "Q90\tLOC\tParis\t1\tLutèce\tpopulation=2100000\t\tcity\tFR\ta,b",
      "Q1\tLOC\tParis\t0\t\tpopulation=20000\t\tcity in Texas\tUS\ta")
    var builder = try tables.builder()
    bytes = try builder.build()
  }

  private func open(_ bytes: [UInt8]) throws -> KnowledgeBase {
    try tables.write("damaged.dixit", bytes)
    return try KnowledgeBase(contentsOf: tables.path("damaged.dixit"))
  }

  @Test func opensWhatWasBuilt() throws {
    let knowledge = try open(bytes)
    try knowledge.verify()
    #expect(knowledge.itemCount == 2)
    #expect(knowledge.candidates(for: Folding.nameKey("Paris")).count == 2)
    #expect(knowledge.candidates(for: Folding.nameKey("Lutece")).count == 1)
  }

  @Test func saysWhatItFoundInPlaceOfAKnowledgeBase() throws {
    var other = bytes
    other[0] = UInt8(ascii: "X")
    let error = #expect(throws: KnowledgeError.self) { try open(other) }
    #expect(error?.description.contains("opens with “XIXITKB?”, expected “DIXITKB”") == true)
    #expect(error?.description.contains("dixit knowledge build") == true)
  }

  @Test func refusesAnotherVersion() throws {
    var other = bytes
    other[8] = 99
    let path = tables.path("damaged.dixit")
    #expect(throws: KnowledgeError.wrongVersion(path: path, found: 99, expected: 1)) { try open(other) }
  }

  @Test(arguments: [0, 7, 31, 32, 100, 1000])
  func refusesAFileThatWasCut(count: Int) throws {
    #expect(throws: KnowledgeError.self) { try open(Array(bytes.prefix(count))) }
  }

  @Test func refusesAFileThatIsNotThere() throws {
    let error = #expect(throws: KnowledgeError.self) { try KnowledgeBase(contentsOf: tables.path("missing")) }
    #expect(error?.description.contains("can't be opened: No such file") == true)
  }

  /// Opening does not read everything; verifying does, and reading stays inside the file all the same.
  @Test func findsEveryFlippedByte() throws {
    for offset in stride(from: 0, to: bytes.count, by: 4099) {
      var other = bytes
      other[offset] ^= 0x80
      let damaged = Result { () throws -> KnowledgeBase in try open(other) }
      guard case .success(let knowledge) = damaged else { continue }
      #expect(throws: KnowledgeError.self) { try knowledge.verify() }
      for candidate in knowledge.candidates(for: Folding.nameKey("Paris")) { _ = knowledge.label(candidate.item) }
    }
  }

  @Test func survivesDamageInEverySmallSection() throws {
    let items = try #require(bytes.firstRange(of: Array("ITEM".utf8)))
    let start = Int(bytes[items.lowerBound + 8]) | Int(bytes[items.lowerBound + 9]) << 8
    for offset in start..<start + 40 {
      var other = bytes
      other[offset] = 0xFF
      let knowledge = try open(other)
      for item in 0..<knowledge.itemCount {
        _ = (knowledge.item(item), knowledge.label(item), knowledge.description(item), knowledge.country(item))
      }
      #expect(throws: KnowledgeError.self) { try knowledge.verify() }
    }
  }
}
