import ArgumentParser
import DixitDocument
import Foundation

/// What every command asks for that learns from articles with gold.
struct GoldOptions: ParsableArguments {
  @Option(
    name: .customLong("corpus"),
    help: "TEXTS:GOLD, any number of times: folders in which ID.txt and ID.json belong together, or gold of one file.")
  var corpora: [String]

  @Option(name: .customLong("judge"), help: "TEXTS:GOLD to measure on, never to learn from.")
  var judge: String?

  @Option(help: "Also learn from all parts but one, of so many, and measure on that one, in turn.")
  var folds = 0

  @Option(help: "Where the result goes; nowhere unless told.")
  var output: String?

  @Flag(help: "Print what is wrong in what was measured.")
  var errors = false
}

extension GoldOptions {
  /// Each part of the articles' examples, and those of all other parts.
  func parts<Example>(of articles: [[Example]]) -> [(own: [Example], others: [Example])] {
    (0..<folds).map { part in
      let own = articles.indices.filter { $0 % folds == part }
      let others = articles.indices.filter { $0 % folds != part }
      return (own.flatMap { articles[$0] }, others.flatMap { articles[$0] })
    }
  }
}

/// Articles and the gold of each: a folder of `ID.json`, or a file with one article a line, in which a key names the gold.
enum GoldCorpus {
  static func articles<Item: Decodable>(
    in corpus: String, key: String, of type: Item.Type
  ) throws -> [(id: String, utf8: [UInt8], gold: [Item])] {
    let folders = corpus.split(separator: ":", maxSplits: 1).map(String.init)
    guard folders.count == 2 else { throw TrainingError.notACorpus(corpus) }
    return try gold(folders[1], key: key, of: type).map { id, gold in
      (id, Array(try Data(contentsOf: URL(fileURLWithPath: "\(folders[0])/\(id).txt"))), gold)
    }
  }

  private static func gold<Item: Decodable>(
    _ path: String, key: String, of type: Item.Type
  ) throws -> [(id: String, gold: [Item])] {
    let decoder = JSONDecoder()
    if path.hasSuffix(".jsonl") {
      decoder.userInfo[Line<Item>.key] = key
      return try Data(contentsOf: URL(fileURLWithPath: path)).split(separator: 0x0A).map {
        let line = try decoder.decode(Line<Item>.self, from: $0)
        return (line.id, line.gold)
      }
    }
    return try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(".json") }.sorted().map {
      let gold = try decoder.decode([Item].self, from: Data(contentsOf: URL(fileURLWithPath: "\(path)/\($0)")))
      return (String($0.dropLast(5)), gold)
    }
  }

  private struct Line<Item: Decodable>: Decodable {
    static var key: CodingUserInfoKey { CodingUserInfoKey(rawValue: "gold")! }

    let id: String
    let gold: [Item]

    private struct Name: CodingKey {
      let stringValue: String
      var intValue: Int? { nil }
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
      let line = try decoder.container(keyedBy: Name.self)
      id = try line.decode(String.self, forKey: Name(stringValue: "id"))
      // Only `gold(_:key:of:)` above makes lines, and it says the key.
      guard let key = decoder.userInfo[Self.key] as? String else {
        throw DecodingError.dataCorrupted(
          DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "expected a key that names the gold"))
      }
      gold = try line.decode([Item].self, forKey: Name(stringValue: key))
    }
  }

  /// The byte at which each code point begins, and the length behind the last: gold counts in code points.
  static func scalarOffsets(_ utf8: [UInt8]) -> [Int] {
    utf8.indices.filter { utf8[$0] & 0xC0 != 0x80 } + [utf8.count]
  }
}
