import ArgumentParser
import DixitDocument
import DixitKit
import DixitLexicons
import DixitQuotations
import Foundation

/// Makes `stop-weights.tsv`.
struct StopsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stops",
    abstract: "Learns at which commas and dashes reported clauses end, from articles with gold.")

  @OptionGroup var gold: GoldOptions

  @Option(help: "How strongly weights are drawn to zero.")
  var decay = 1.0

  func run() throws {
    let (corpus, finder) = try SpeakerCorpus.withFinder()
    let articles = try gold.corpora.flatMap(corpus.articles).map { try clauses($0, finder) }
    if gold.folds > 1 {
      var score = StopScore()
      for (own, others) in gold.parts(of: articles) {
        let weights = learned(from: others)
        for clause in own { score.add(clause, weights, prints: gold.errors) }
      }
      print("left out in turn:\n\(score)")
    }
    let weights = learned(from: articles.flatMap { $0 })
    if let judge = gold.judge {
      var score = StopScore()
      for clause in try corpus.articles(in: judge).flatMap({ try clauses($0, finder) }) {
        score.add(clause, weights, prints: gold.errors)
      }
      print("judge:\n\(score)")
    }
    if let output = gold.output { try table(weights).write(toFile: output, atomically: true, encoding: .utf8) }
  }

  /// The clauses that begin where what is said begins in the gold as well.
  private func clauses(_ article: SpeakerArticle, _ finder: QuotationFinder) throws -> [GoldClause] {
    try finder.clauses(in: article.document).compactMap { clause in
      let gold = article.gold.first { $0.tokens.contains(clause.start) && !$0.tokens.contains(clause.start - 1) }
      return gold.map { GoldClause(clause, gold: $0.tokens, article.document) }
    }
  }

  private func learned(from clauses: [GoldClause]) -> FeatureWeights {
    let count = StopFeature.allCases.count
    var weights = FeatureWeights(features: count, situations: ClauseKind.allCases.count)
    var learning = LogLinear()
    learning.decay = decay
    // Each feature once for all kinds and once more for each.
    let learned = learning.weights(
      from: clauses.flatMap { clause in
        clause.stops.map { stop in
          let own = count * (1 + clause.kind.rawValue)
          let features = stop.features.all.flatMap { [$0, own + $0] }
          return LogLinear.Example(features: [features, []], isRight: [stop.isEnd, !stop.isEnd])
        }
      }, features: count * (1 + ClauseKind.allCases.count))
    for kind in ClauseKind.allCases.map(\.rawValue) {
      weights.values[kind] = (0..<count).map { learned[$0] + learned[count * (1 + kind) + $0] }
    }
    return weights
  }

  private func table(_ weights: FeatureWeights) -> String {
    let head = """
      # What speaks for a comma or dash being the end of what is reported, behind which the writer goes on.
      # source: articles with gold named in NOTICE
      # licence: CC0-1.0
      # date: 2026-11-28
      # made: by dixit-train stops
      # columns: feature\(ClauseKind.allCases.map { "\t\($0)" }.joined())

      """
    let rows = StopFeature.allCases.map { feature in
      let values = weights.values.map { String(format: "%.2f", $0[Int(feature.rawValue)]) }
      return "\(feature)\t\(values.joined(separator: "\t"))\n"
    }
    return head + rows.sorted().joined()
  }
}

/// A clause with the signs up to the one at which it ends by the gold.
struct GoldClause {
  let kind: ClauseKind
  let stops: [(features: FeatureBits, isEnd: Bool)]
  /// For whoever reads what went wrong: the words before and behind each sign.
  let places: [String]

  init(_ clause: ReportedClause, gold: Set<Int>, _ document: Document) {
    kind = clause.kind
    let tokens = document.tokens ?? []
    let end = (clause.start..<tokens.count).first { !gold.contains($0) } ?? tokens.count
    var stops: [(FeatureBits, Bool)] = []
    var places: [String] = []
    for stop in clause.stops {
      let isEnd = stop.token >= end && (end..<max(end, stop.token)).allSatisfy { tokens[$0].kind != .word }
      if stop.token >= end, !isEnd { break }
      stops.append((stop.features, isEnd))
      let first = document.span(of: max(clause.start, stop.token - 8)..<stop.token)
      let rest = document.span(of: stop.token..<min(tokens.count, stop.token + 10))
      places.append("\(document.id) \(document.string(first)) ‖ \(document.string(rest))")
      if isEnd { break }
    }
    self.stops = stops
    self.places = places
  }
}

/// How many clauses end where the gold says, and how many ended so before.
struct StopScore: CustomStringConvertible {
  private var counts: [String: (all: Int, right: Int, whole: Int)] = [:]

  mutating func add(_ clause: GoldClause, _ weights: FeatureWeights, prints: Bool) {
    let values = weights.values[clause.kind.rawValue]
    let stop = clause.stops.firstIndex { $0.features.sum(values) > 0 }
    let end = clause.stops.firstIndex(where: \.isEnd)
    var count = counts["\(clause.kind)"] ?? (0, 0, 0)
    count.all += 1
    count.right += stop == end ? 1 : 0
    count.whole += end == nil ? 1 : 0
    counts["\(clause.kind)"] = count
    if prints, stop != end, let place = stop ?? end {
      print(end == nil ? "CUT" : "LEFT", clause.kind, clause.places[place])
    }
  }

  var description: String {
    counts.sorted { $0.key < $1.key }.map {
      "  \($0): \($1.right) of \($1.all) end where the gold says, \($1.whole) of them with their sentence"
    }.joined(separator: "\n")
  }
}
