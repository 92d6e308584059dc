import Testing

@testable import DixitKnowledge

/// One entity of a dump, with all that is odd in them.
@Suite struct WikidataReaderTests {
  let reader: WikidataReader

  init() throws { reader = try KnowledgeFixture().reader() }

  private func read(_ json: String) -> WikidataReader.Entity {
    Array(json.utf8).withUnsafeBytes { reader.read($0) }
  }

  private func item(_ json: String) throws -> WikidataItem {
    let entity = read(json)
    guard case .item(let item) = entity else {
      Issue.record("Expected an item, found \(entity)")
      return WikidataItem()
    }
    return item
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test func readsNamesSitelinksAndStatements() throws {
    var line = WikidataLine.human(42, "Anne \\u00c9l\\u00e9", WikidataLine.statement("P27", 142))
    line.english = "Anne Elé"
    line.general = "A. Élé"
    line.aliases = ["Annie", "A. \\\"Nan\\\" Élé"]
    let item = try item(line.json)
    #expect(item.number == 42)
    #expect(item.sitelinks == 9)
    #expect([item.french, item.english, item.general].map(text) == ["Anne Élé", "Anne Elé", "A. Élé"])
    #expect(item.aliases.map(text) == ["Annie", #"A. "Nan" Élé"#])
    #expect(item.best(.instanceOf) == [5])
    #expect(item.best(.citizenship) == [142])
  }

  @Test func isTheSameAfterAWhileAsBytes() throws {
    let line = WikidataLine.human(42, "Anne", WikidataLine.statement("P39", 7, rank: "preferred"))
    let item = try item(line.json)
    var bytes: [UInt8] = []
    item.append(to: &bytes)
    #expect(WikidataItem(bytes[4...]) == item)
    for count in 4..<bytes.count { #expect(WikidataItem(bytes[4..<count]) == nil) }
  }

  /// A line that was cut anywhere is damaged, never another item.
  @Test func refusesEveryBeginningOfALine() {
    let json = WikidataLine.human(42, "Anne", WikidataLine.statement("P39", 7, qualifiers: WikidataLine.end("value")))
      .json
    for count in 0..<json.utf8.count {
      guard case .damaged = read(String(decoding: Array(json.utf8.prefix(count)), as: UTF8.self)) else {
        Issue.record("The first \(count) bytes are taken for an entity")
        return
      }
    }
  }

  /// Whatever one byte becomes, a line is read or refused, and what is kept can be read back.
  @Test func survivesAnyByte() throws {
    let line = WikidataLine.human(
      42, "Anne \\u00c9", WikidataLine.statement("P39", 7, qualifiers: WikidataLine.end("value")))
    let json = Array(line.json.utf8)
    for offset in json.indices {
      for byte in [0x22, 0x5C, 0x7D, 0xFF] as [UInt8] {
        var other = json
        other[offset] = byte
        guard case .item(let item) = other.withUnsafeBytes({ reader.read($0) }) else { continue }
        var bytes: [UInt8] = []
        item.append(to: &bytes)
        #expect(WikidataItem(bytes[4...]) == item)
      }
    }
  }

  @Test(arguments: ["labels", "descriptions", "aliases", "claims"])
  func takesAnEmptyArrayForAnEmptyObject(part: String) throws {
    let office = WikidataLine.statement("P39", 7)
    let parts = [
      "labels": #"{"fr":{"language":"fr","value":"Anne"},"mul":{"language":"mul","value":"Anne"}}"#,
      "descriptions": "{}", "aliases": "{}", "claims": "{\(office)}",
      "sitelinks": #"{"frwiki":{},"a":{},"b":{},"c":{},"d":{}}"#,
    ]
    let fields = parts.map { name, value in #""\#(name)":\#(name == part ? "[]" : value)"# }.sorted()
    let entity = read(#"{"type":"item","id":"Q1",\#(fields.joined(separator: ","))}"#)
    switch entity {
    case .item(let item): #expect(part != "labels" && item.holdsOffice == (part != "claims"))
    case .unwanted: #expect(part == "labels", "nobody can find what has no name")
    default: Issue.record("Found \(entity)")
    }
  }

  @Test func ignoresDeprecatedStatementsAndPrefersThePreferred() throws {
    let snak = { (number: Int, rank: String) in
      String(WikidataLine.statement("P27", number, rank: rank).dropFirst(#""P27":["#.count).dropLast())
    }
    let claims = #""P27":[\#(snak(1, "deprecated")),\#(snak(2, "normal")),\#(snak(3, "preferred"))]"#
    let item = try item(WikidataLine.human(42, "Anne", claims).json)
    #expect(item.objects(.citizenship) == [2, 3])
    #expect(item.best(.citizenship) == [3])
  }

  @Test(arguments: ["novalue", "somevalue"]) func takesNoObjectWhereThereIsNoValue(kind: String) throws {
    let item = try item(WikidataLine.human(42, "Anne", WikidataLine.statement("P27", nil, kind: kind)).json)
    #expect(item.objects(.citizenship).isEmpty)
  }

  @Test(arguments: [(nil, true), ("value", false), ("somevalue", false), ("novalue", true)] as [(String?, Bool)])
  func knowsWhetherAnOfficeIsHeldNow(end: String?, isHeld: Bool) {
    let office = WikidataLine.statement("P39", 7, qualifiers: end.map(WikidataLine.end))
    // Hardly known, so that the office alone makes them matter.
    let entity = read(WikidataLine.human(42, "Anne", office, sitelinks: 0).json)
    if case .item = entity { #expect(isHeld) } else { #expect(!isHeld) }
  }

  @Test func takesNoOfficeForHeldByTheDead() throws {
    let death = WikidataLine.statement("P570", nil, kind: "somevalue")
    let item = try item(WikidataLine.human(42, "Anne", WikidataLine.statement("P39", 7), death).json)
    #expect(!item.holdsOffice)
    #expect(item.objects(.position) == [7])
  }

  @Test func readsOldDumpsThatHaveNumbersAlone() throws {
    let claim = WikidataLine.statement("P27", 142).replacing(#","id":"Q142""#, with: "")
    #expect(try item(WikidataLine.human(42, "Anne", claim).json).objects(.citizenship) == [142])
  }

  @Test(arguments: [
    #"{"type":"property","datatype":"string","id":"P31","labels":[],"claims":[]}"#,
    #"{"type":"lexeme","id":"L99","lemmas":{"fr":{"language":"fr","value":"dire"}},"claims":[],"forms":[],"senses":[]}"#,
    #"{"id":"Q98","missing":""}"#, #"{"entity":"Q97","redirect":"Q96"}"#, #"{"id":"M7","type":"mediainfo"}"#,
  ])
  func passesOverWhatIsNoItem(json: String) {
    guard case .noItem = read(json) else {
      Issue.record("Found \(read(json))")
      return
    }
  }

  @Test(arguments: [
    "{}", "[]", "7", #"{"type":"item"}"#, #"{"type":"item","id":"X1"}"#, #"{"type":"item","id":"Q1"}}"#,
  ])
  func saysWhatIsNoEntity(json: String) {
    guard case .damaged(let finding) = read(json) else {
      Issue.record("\(json) is taken for an entity")
      return
    }
    #expect(finding.hasPrefix("expected") && finding.contains("found"))
  }

  @Test func keepsClassesWhateverTheyAre() throws {
    let below = WikidataLine.statement("P279", 43229)
    let nameless = try item(WikidataLine(number: 7, claims: [below], sitelinks: 0).json)
    #expect(nameless.objects(.subclassOf) == [43229])
    guard case .unwanted = read(WikidataLine(number: 8, french: "Rien", sitelinks: 0).json),
      case .unwanted = read(
        WikidataLine(number: 9, french: "Sirius", claims: [WikidataLine.statement("P31", 11)]).json)
    else {
      Issue.record("What hardly anybody knows, or what is left out, was kept")
      return
    }
  }
}
