import CBench
import DixitDocument
import DixitFormats
import DixitKit
import DixitRuntime
import Foundation

/// How fast text becomes sentences and tokens, on one thread, beside ICU's word iteration over the same bytes in turn.
///
/// Processor time, medians of five rounds: what else the machine does weighs on all alike.
struct TextBenchmark {
  private let paths: [BytePath]
  private let annotator: Annotator
  private let stages: [any Stage]

  init(folder: String) throws {
    let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    paths = files.filter { $0.hasSuffix(".txt") }.sorted().map { BytePath("\(folder)/\($0)") }
    annotator = try Annotator()
    stages = annotator.stages.filter { [.paragraphs, .tokens, .marks, .sentences].contains($0.writes) }
  }

  func report(_ print: (String, Double, String) -> Void) throws {
    let small = try paths.map { try Files.read($0, limit: 1 << 30) }
    // One document as long as a novel of novels: nothing may grow faster than the text.
    let large = [Array(small.joined(separator: [0x0A, 0x0A]).prefix(20_000_000))]
    for (name, files) in [("\(small.count) documents", small), ("one document", large)] {
      try reportWhole(name, files, print)
    }
    try reportStages(small, print)
    reportNormalizer(small, print)
  }

  /// Reading (from memory), normalization, paragraphs, tokens, marks and sentences.
  private func reportWhole(_ name: String, _ files: [[UInt8]], _ print: (String, Double, String) -> Void) throws {
    let megabytes = Double(files.reduce(0) { $0 + $1.count }) / 1e6
    var (ours, icu): ([Double], [Double]) = ([], [])
    var (tokens, blocks) = (0, UInt64(0))
    for _ in 0..<5 {
      tokens = 0
      let before = dixit_bench_allocations()
      ours.append(try seconds { for file in files { tokens += try segment(file) } })
      blocks = dixit_bench_allocations() - before
      icu.append(seconds { for file in files { precondition(dixit_bench_icu_words(file, file.count) > 0) } })
    }
    print("\(name): reading to sentences", megabytes / median(ours), "MB/s (target 40)")
    print("\(name): ICU's word iteration alone", megabytes / median(icu), "MB/s")
    guard blocks > 0 else { return }
    print("\(name): allocations a document", Double(blocks) / Double(files.count), "")
    print("\(name): allocations a token", Double(blocks) / Double(tokens), "")
  }

  private func segment(_ file: [UInt8]) throws -> Int {
    var document = annotator.normalize(try TextReader().read(file, id: "bench")[0])
    for stage in stages { try stage.annotate(&document) }
    return document.tokens?.count ?? 0
  }

  private func reportStages(_ files: [[UInt8]], _ print: (String, Double, String) -> Void) throws {
    let megabytes = Double(files.reduce(0) { $0 + $1.count }) / 1e6
    var articles: [Article] = []
    print(
      "reading", megabytes / (try seconds { articles = try files.map { try TextReader().read($0, id: "bench")[0] } }),
      "MB/s")
    var documents = articles.map(annotator.normalize)
    for stage in stages {
      let time = try seconds { for index in documents.indices { try stage.annotate(&documents[index]) } }
      print(stage.name, megabytes / time, "MB/s")
    }
  }

  /// The door alone: on text that is clean, and on the same text with all that it has to clean.
  private func reportNormalizer(_ files: [[UInt8]], _ print: (String, Double, String) -> Void) {
    for (name, texts) in [("clean", files), ("dirty", files.map(Self.dirty))] {
      let articles = texts.map { Article(id: "bench", utf8: Array(String(decoding: $0, as: UTF8.self).utf8)) }
      let megabytes = Double(articles.reduce(0) { $0 + $1.utf8.count }) / 1e6
      let times = (0..<5).map { _ in seconds { for article in articles { _ = annotator.normalize(article) } } }
      print("normalization of \(name) text", megabytes / median(times), "MB/s")
    }
  }

  /// Accents apart from their letters, lines with two ends, a soft hyphen in every fourth long word.
  private static func dirty(_ utf8: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var letters = 0
    for scalar in String(decoding: utf8, as: UTF8.self).decomposedStringWithCanonicalMapping.unicodeScalars {
      if scalar == "\n" { result.append(0x0D) }
      result += UTF8.encode(scalar)!
      letters += scalar.properties.isAlphabetic ? 1 : 0
      if letters == 40, scalar.isASCII { result += [0xC2, 0xAD] }
      if letters == 40 { letters = 0 }
    }
    return result
  }

  /// Processor time.
  private func seconds(_ work: () throws -> Void) rethrows -> Double {
    let start = clock()
    try work()
    return Double(clock() - start) / Double(CLOCKS_PER_SEC)
  }

  private func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
}
