import DixitDocument
import Foundation
import Testing

@testable import DixitFormats

/// The same articles, each in a file of its own or together in one of any format, are read alike.
@Suite struct CollectionPropertyTests {
  private struct Record: Codable {
    var id: String
    var title: String
    var date: String
    var text: String
  }

  private static func records(_ random: inout some RandomNumberGenerator) -> [Record] {
    let pieces = [
      "« Je pars »", "a dit", "l’été", "😀", "e\u{301}", "\u{A0}", "\"", "a,b;c", "\n", "1 < 2 & 3", "\\", "…",
      "\u{202F}!",
    ]
    return (0..<Int.random(in: 1...6, using: &random)).map { index in
      let words = (0..<8).map { _ in pieces.randomElement(using: &random)! }
      return Record(
        id: "n\(index)", title: "Titre \(words[0])", date: "2024-03-1\(index)",
        text: "Mot " + words.joined(separator: " ") + " fin.")
    }
  }

  @Test(arguments: 0..<200 as Range<UInt64>) func readsTogetherWhatItReadsAlone(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let records = Self.records(&random)
    let encoder = JSONEncoder()
    let alone = try records.map { try article(Array(encoder.encode($0)), "a.json") }
    let lines = Array(try records.map { try Array(encoder.encode($0)) }.joined(separator: Array("\n".utf8)))
    let list = Array(try encoder.encode(records))
    let header = "id,title,date,text"
    let rows = records.map { [$0.id, $0.title, $0.date, $0.text].map(Self.quoted).joined(separator: ",") }
    let table = Array(([header] + rows).joined(separator: "\r\n").utf8)
    for (bytes, name) in [(lines, "a.jsonl"), (list, "a.json"), (table, "a.csv")] {
      let together = try SampleTests.articles(in: bytes, name)
      #expect(together.map(\.utf8) == alone.map(\.utf8), "seed \(seed), \(name)")
      #expect(together.map(\.metadata) == alone.map(\.metadata), "seed \(seed), \(name)")
      #expect(together.map(\.id) == records.map { "\(name)/\($0.id)" }, "seed \(seed), \(name)")
    }
  }

  private func article(_ bytes: [UInt8], _ name: String) throws -> Article {
    try Readers.standard.article(bytes, id: name, fileName: name)
  }

  private static func quoted(_ cell: String) -> String { "\"" + cell.replacing("\"", with: "\"\"") + "\"" }
}
