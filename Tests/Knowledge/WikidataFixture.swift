import Foundation

@testable import DixitKnowledge

/// An entity as a line of Wikidata's dumps has it.
struct WikidataLine {
  var number: Int
  var french: String?
  var english: String?
  var general: String?
  var aliases: [String] = []
  var claims: [String] = []
  var sitelinks = 9

  /// A statement with all that a real one has.
  static func statement(
    _ property: String, _ object: Int?, rank: String = "normal", kind: String = "value", qualifiers: String? = nil
  ) -> String {
    let value = object.map {
      #","datavalue":{"value":{"entity-type":"item","numeric-id":\#($0),"id":"Q\#($0)"},"type":"wikibase-entityid"}"#
    }
    let snak =
      #"{"snaktype":"\#(kind)","property":"\#(property)","hash":"00ff"\#(value ?? ""),"datatype":"wikibase-item"}"#
    let qualified = qualifiers.map { #","qualifiers":\#($0),"qualifiers-order":["P582"]"# } ?? ""
    return #""\#(property)":[{"mainsnak":\#(snak),"type":"statement"\#(qualified),"id":"Q1$A-1","rank":"\#(rank)","#
      + #""references":[{"hash":"a","snaks":{"P248":[{"snaktype":"value","property":"P248"}]},"snaks-order":["P248"]}]}]"#
  }

  static func text(_ property: String, _ value: String) -> String {
    #""\#(property)":[{"mainsnak":{"snaktype":"value","property":"\#(property)","datavalue":{"value":"\#(value)","#
      + #""type":"string"},"datatype":"external-id"},"type":"statement","rank":"normal"}]"#
  }

  /// A qualifier that tells when a statement ended.
  static func end(_ kind: String) -> String { #"{"P582":[{"snaktype":"\#(kind)","property":"P582","hash":"b"}]}"# }

  var json: String {
    let labels = [("fr", french), ("en", english), ("mul", general), ("ja", "名前")].compactMap { language, text in
      text.map { #""\#(language)":{"language":"\#(language)","value":"\#($0)"}"# }
    }
    let names = aliases.map { #"{"language":"fr","value":"\#($0)"}"# }.joined(separator: ",")
    let sites = (0..<sitelinks).map { #""s\#($0)wiki":{"site":"s\#($0)wiki","title":"T, {\#(number)]","badges":[]}"# }
    return #"{"type":"item","id":"Q\#(number)","labels":{\#(labels.joined(separator: ","))},"descriptions":[],"#
      + #""aliases":\#(names.isEmpty ? "[]" : #"{"fr":[\#(names)]}"#),"#
      + #""claims":{\#(claims.joined(separator: ","))},"sitelinks":{\#(sites.joined(separator: ","))},"#
      + #""pageid":7,"ns":0,"title":"Q\#(number)","lastrevid":1,"modified":"2026-11-01T00:00:00Z"}"#
  }

  static func human(_ number: Int, _ name: String, _ claims: String..., sitelinks: Int = 9) -> WikidataLine {
    WikidataLine(number: number, french: name, claims: [statement("P31", 5)] + claims, sitelinks: sitelinks)
  }
}

extension KnowledgeFixture {
  static let classes = [
    "# columns: qid<TAB>label<TAB>means", "Q11\tstar\t-", "Q28640\tprofession\tROLE", "Q43229\torganization\tORG",
    "Q5\thuman\tPER", "Q6256\tcountry\tLOC", "Q6581072\tfemale\tf",
  ]

  /// The lines as a dump: an array with an entity a line.
  func dump(_ lines: [WikidataLine], name: String = "dump.json") throws -> String {
    try write(name, ["[", lines.map(\.json).joined(separator: ",\n"), "]"])
    return path(name)
  }

  func reader() throws -> WikidataReader {
    try write("wikidata-classes.tsv", Self.classes)
    var builder = try KnowledgeBuilder(date: "2026-11-24")
    return WikidataReader(classes: try builder.readClasses(path("wikidata-classes.tsv")), fewestSitelinks: 5)
  }

  /// Reads a dump to its end, or until `progress` says no.
  func harvest(
    _ dump: String, state: String = "state", checkpointBytes: Int = 1 << 30, progressLines: Int = 1,
    progress: @escaping (WikidataProgress) -> Bool = { _ in true }
  ) throws -> WikidataCheckpoint {
    let state = try WikidataState(folder: path(state))
    return try WikidataHarvest(
      reader: try reader(), state: state, checkpointBytes: checkpointBytes, progressLines: progressLines,
      progress: progress
    ).run(dump)
  }

  /// What was harvested, before anything is selected.
  func items(_ done: WikidataCheckpoint, state: String = "state") throws -> [WikidataItem] {
    var items = try HarvestedItems(try WikidataState(folder: path(state)), count: done.harvested)
    var all: [WikidataItem] = []
    while let item = try items.next() { all.append(item) }
    return all
  }

  /// Builds from a dump, with the corrections and rules of the fixture.
  func knowledge(ofDump dump: String, deltas: [String] = []) throws -> KnowledgeBase {
    _ = try reader()
    var builder = try KnowledgeBuilder(date: "2026-11-24")
    try builder.addRules(contentsOf: path("rules.tsv"))
    try builder.addWords(in: folder)
    let options = WikidataOptions(
      dump: dump, state: path("state"), classes: path("wikidata-classes.tsv"), fewestSitelinks: 5)
    _ = try builder.addWikidata(options) { _ in true }
    for table in deltas + [path("corrections.tsv")] { try builder.addCorrections(contentsOf: table) }
    try KnowledgeBuilder.write(try builder.build(), to: path("dump.dixit"))
    return try KnowledgeBase(contentsOf: path("dump.dixit"))
  }
}
