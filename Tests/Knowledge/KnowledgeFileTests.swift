import DixitLexicons
import Testing

@testable import DixitKnowledge

/// A file that is not what it should be is refused with a sentence, whatever is wrong with it.
@Suite struct KnowledgeFileTests {
  let tables: KnowledgeFixture
  let bytes: [UInt8]

  init() throws {
    tables = try KnowledgeFixture()
    try tables.write("demonyms.tsv", ["# columns: form<TAB>country<TAB>class", "français\tFR\tdemonym"])
    try tables.write("edges.tsv.gz", ["subject\tproperty\tobject", "Q1\tP190\tQ90"])
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
    #expect(throws: KnowledgeError.wrongVersion(path: path, found: 99, expected: 2)) { try open(other) }
  }

  /// The header and the small sections of a file of the first format.
  @Test func refusesAFileOfTheFirstVersion() throws {
    let path = Project.tests.appending(path: "Knowledge/Files/version-1.dixit").path
    let error = #expect(throws: KnowledgeError.self) { try KnowledgeBase(contentsOf: path) }
    #expect(error == .wrongVersion(path: path, found: 1, expected: 2))
    #expect(error?.description.contains("dixit knowledge build") == true)
  }

  @Test(arguments: [0, 7, 31, 32, 100, 500])
  func refusesAFileThatWasCut(count: Int) throws {
    #expect(throws: KnowledgeError.self) { try open(Array(bytes.prefix(count))) }
  }

  @Test func refusesAFileThatIsNotThere() throws {
    let error = #expect(throws: KnowledgeError.self) { try KnowledgeBase(contentsOf: tables.path("missing")) }
    #expect(error?.description.contains("can't be opened: No such file") == true)
  }

  /// Opening does not read everything; verifying does, and reading stays inside the file all the same.
  @Test func findsEveryFlippedByte() throws {
    for offset in 0..<bytes.count {
      var other = bytes
      other[offset] ^= 0x80
      read(other) { knowledge in #expect(throws: KnowledgeError.self) { try knowledge.verify() } }
    }
  }

  /// Every byte behind the header set to its worst; everything is read all the same.
  @Test func survivesDamageEverywhere() throws {
    let sound = try open(bytes)
    let keys = ["Paris", "ville", "français"].map { Folding.nameKey($0) }
    #expect((sound.candidates(for: keys[0]).count, sound.kinds(ofWord: keys[1]).count) == (2, 1))
    #expect(sound.country(ofWord: keys[2]) != 0 && !sound.edges(0).isEmpty)
    for offset in KnowledgeFormat.headerSize..<bytes.count {
      var other = bytes
      other[offset] = 0xFF
      read(other) { knowledge in
        for item in 0..<knowledge.itemCount { read(item, of: knowledge) }
        for key in keys {
          _ = (knowledge.candidates(for: key).map(\.item), knowledge.country(ofWord: key), knowledge.givenName(key))
          for code in knowledge.kinds(ofWord: key) { _ = knowledge.kindName(code) }
        }
      }
    }
  }

  /// Reads bytes in memory as a knowledge base, unless they are refused.
  private func read(_ bytes: [UInt8], _ body: (KnowledgeBase) -> Void) {
    bytes.withUnsafeBufferPointer { buffer in
      if let knowledge = try? KnowledgeBase(KnowledgeStorage(embedded: buffer, path: "damaged.dixit")) {
        body(knowledge)
      }
    }
  }

  private func read(_ item: Int, of knowledge: KnowledgeBase) {
    _ = (knowledge.item(item), knowledge.label(item), knowledge.otherLabel(item), knowledge.description(item))
    _ = (knowledge.country(item), knowledge.countryItem(knowledge.countryCode(item)), knowledge.subtype(item))
    for code in knowledge.occupations(item) { _ = knowledge.kindName(code) }
    for edge in knowledge.edges(item) { _ = knowledge.areLinked(item, edge.other) }
  }
}
