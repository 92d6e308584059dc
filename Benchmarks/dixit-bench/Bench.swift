import Dispatch
import DixitDocument
import DixitKit
import DixitKnowledge
import DixitLexicons
import DixitRuntime
import Foundation

/// Measures what no command of `dixit` shows, one figure a line: `name<TAB>value<TAB>unit`, medians of several runs.
@main enum Bench {
  static func main() throws {
    // `--text`: only how fast text becomes sentences.
    let folders = CommandLine.arguments.dropFirst().filter { $0 != "--text" }
    if folders.count + 1 == CommandLine.arguments.count {
      try hops()
      try openings()
      for folder in folders {
        try stages(of: folder)
        floor(of: folder)
      }
    }
    for folder in folders { try TextBenchmark(folder: folder).report(report) }
  }

  /// What a document pays for going from one stage's queue to the next.
  private static func hops() throws {
    for (width, limit) in [(1, 8), (1, 64), (2, 8), (2, 64)] {
      let runs = try (0..<5).map { _ in
        try HopBenchmark.nanosecondsPerHop(documents: 20_000, width: width, limit: limit)
      }
      report("hop, width \(width), \(limit) documents in flight", median(runs) / 1e3, "µs")
    }
  }

  /// What is paid once, before the first article.
  private static func openings() throws {
    let embedded = try (0..<21).map { _ in try milliseconds { _ = try KnowledgeBase.embedded() } }
    report("knowledge base, opened", median(embedded), "ms")
    let knowledge = try KnowledgeBase.embedded()
    report(
      "knowledge base, first name looked up",
      milliseconds { _ = knowledge.candidates(for: Folding.nameKey("Paris")).first }, "ms")
    lookUps(knowledge)
    let annotators = try (0..<5).map { _ in
      try milliseconds { _ = try Annotator(lexicons: LexiconLibrary(), knowledge: knowledge) }
    }
    report("annotator, lexicons loaded", median(annotators), "ms")
  }

  /// What names cost that are known, and others: labels in an order that no cache likes, and their keys spoilt.
  private static func lookUps(_ knowledge: KnowledgeBase) {
    let count = min(knowledge.itemCount, 200_000)
    let keys = (0..<count).map { Folding.nameKey(knowledge.label($0 * 7919 % count)) }
    for (what, flipped) in [("known", 0), ("unknown", 0x5555)] as [(String, UInt64)] {
      var found = 0
      let time = milliseconds { for key in keys { found += knowledge.candidates(for: key ^ flipped).count } }
      report("\(what) name looked up (\(found) items for \(count))", time * 1e6 / Double(count), "ns")
    }
  }

  /// What the stages behind the sentences cost, each and together, in processor time of this thread.
  private static func stages(of folder: String) throws {
    let annotator = try Annotator(grammar: true)
    let articles = paths(in: folder).prefix(200).compactMap { FileManager.default.contents(atPath: $0) }
    var seconds: [String: Double] = [:]
    var words = 0
    for (index, article) in articles.enumerated() {
      var document = annotator.normalize(Article(id: "\(index)", utf8: Array(article)))
      func run(_ stage: any Stage, as name: String) throws {
        let start = processorSeconds()
        try stage.annotate(&document)
        seconds[name, default: 0] += processorSeconds() - start
      }
      for stage in annotator.stages { try run(stage, as: stage.name) }
      // Where nothing is said, attribution is coreference alone: what the narration's pronouns and noun phrases mean.
      document.quotations = []
      try run(annotator.stages.last { $0.writes == .attributions }!, as: "coreference")
      words += (document.tokens ?? []).count { $0.kind == .word }
    }
    for name in ["tags", "lemmas", "names", "roles", "entities", "coreference", "quotations", "attributions"] {
      report("\(name), words a second and core", Double(words) / seconds[name, default: 0], "")
    }
    for (names, target) in [
      (["tags", "names"], 600_000), (["entities", "coreference"], 1_000_000),
      (["quotations", "attributions"], 1_000_000),
    ] {
      let all = names.reduce(0) { $0 + seconds[$1, default: 0] }
      report(
        "\(names.joined(separator: ", ")) together, words a second and core", Double(words) / all, "(target \(target))")
    }
  }

  private static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func paths(in folder: String) -> [String] {
    let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return files.filter { $0.hasSuffix(".txt") }.sorted().map { "\(folder)/\($0)" }
  }

  /// The least that any program does with the files: read, check UTF-8, write the bytes again.
  private static func floor(of folder: String) {
    let paths = paths(in: folder)
    let copy = URL(fileURLWithPath: folder).deletingLastPathComponent().appendingPathComponent("floor")
    defer { try? FileManager.default.removeItem(at: copy) }
    var bytes = 0
    let runs = (0..<3).map { _ in
      bytes = 0
      return milliseconds {
        for path in paths {
          guard let data = FileManager.default.contents(atPath: path) else { continue }
          bytes += data.count
          precondition(String(validating: data, as: UTF8.self) != nil || !data.isEmpty)
          try? data.write(to: copy)
        }
      }
    }
    report("floor: read, check UTF-8, write", Double(bytes) / 1e3 / median(runs), "MB/s")
  }

  private static func milliseconds(_ work: () throws -> Void) rethrows -> Double {
    let start = DispatchTime.now().uptimeNanoseconds
    try work()
    return Double(DispatchTime.now().uptimeNanoseconds - start) / 1e6
  }

  private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

  private static func report(_ name: String, _ value: Double, _ unit: String) {
    print("\(name)\t\(String(format: "%.3f", value))\t\(unit)")
  }
}
