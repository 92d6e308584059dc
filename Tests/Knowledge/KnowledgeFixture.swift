import Foundation

@testable import DixitKnowledge

/// A folder with small tables, gone when the test is over.
final class KnowledgeFixture {
  let folder: String

  static let header =
    "qid\ttype\tlabel\tlabel_is_fr\taliases\tpopularity\tgender\tdescription\tcountry\tsources"
  static let places = "qid\ttype\tlabel\tlabel_is_fr\taliases\tpopulation\tcountry\tplacetype\tsource"
  static let corrections = "# columns: name<TAB>qid<TAB>type<TAB>aliases<TAB>gender<TAB>country<TAB>action"
  static let rules = [
    "# columns: form<TAB>place<TAB>value", "city\tkind\tLOC", "company\tkind\tORG", "film\tkind\tWORK",
    "city\tsubtype\tcity", "film\tsubtype\tfilm", "ministry\tsubtype\tministry", "inc\tlegal\t", "in …\tkind\t-",
    "ministry\tfirst\tORG", "of …\tkind\t-", "register\tterritory\t",
    "FR\tcountry\t0.6",
  ]

  init() throws {
    folder = NSTemporaryDirectory() + "dixit-knowledge-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try write("rules.tsv", Self.rules)
    try write("corrections.tsv", [Self.corrections])
    try write("repairs.tsv", ["# columns: qid<TAB>description<TAB>unaliases"])
    try write(
      "kinds.tsv",
      ["# columns: form<TAB>kinds", "film\tfilm", "langue\tlanguage", "ministère\tministry", "ville\tcity"])
    try write("occupations.tsv", ["# columns: term<TAB>forms<TAB>kind"])
    try write("demonyms.tsv", ["# columns: form<TAB>country<TAB>class"])
    try write("edges.tsv.gz", ["subject\tproperty\tobject"])
    try write("entities.tsv.gz", [Self.header])
    try write("places.tsv.gz", [Self.places])
    try write("more.tsv.gz", [Self.header.replacing("sources", with: "source")])
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func path(_ name: String) -> String { "\(folder)/\(name)" }

  /// A table without compression, which the reader takes as well.
  func write(_ name: String, _ lines: [String]) throws {
    try write(name, Array(lines.map { $0 + "\n" }.joined().utf8))
  }

  func write(_ name: String, _ bytes: [UInt8]) throws { try Data(bytes).write(to: URL(fileURLWithPath: path(name))) }

  func entities(_ rows: String...) throws { try write("entities.tsv.gz", [Self.header] + rows) }

  func builder(date: String = "2026-11-24") throws -> KnowledgeBuilder {
    var builder = try KnowledgeBuilder(date: date)
    try builder.addRules(contentsOf: path("rules.tsv"))
    try builder.addWords(in: folder)
    try builder.addRepairs(contentsOf: path("repairs.tsv"))
    try builder.addTables(in: folder)
    try builder.addCorrections(contentsOf: path("corrections.tsv"))
    return builder
  }

  /// Builds, writes and opens.
  func knowledge() throws -> KnowledgeBase {
    var builder = try builder()
    try KnowledgeBuilder.write(try builder.build(), to: path("small.dixit"))
    return try KnowledgeBase(contentsOf: path("small.dixit"))
  }
}

/// The bytes of a gzip file whose only block is stored, not compressed.
func gzipped(_ text: String) -> [UInt8] {
  let bytes = Array(text.utf8)
  precondition(bytes.count < 65536, "One stored block holds no more")
  var crc: UInt32 = 0xFFFF_FFFF
  for byte in bytes {
    crc ^= UInt32(byte)
    for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
  }
  let length = UInt16(bytes.count)
  var file: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF, 1]
  file.append(number: length)
  file.append(number: ~length)
  file += bytes
  file.append(number: ~crc)
  file.append(number: UInt32(bytes.count))
  return file
}
