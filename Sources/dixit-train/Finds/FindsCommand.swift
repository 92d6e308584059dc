import ArgumentParser
import DixitDocument
import DixitKit
import DixitLexicons
import DixitQuotations
import Foundation

/// Makes `find-weights.tsv`.
struct FindsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "finds",
    abstract: "Learns which finds of the rules are quotations, from articles with gold.")

  @OptionGroup var gold: GoldOptions

  @Option(help: "How strongly weights are drawn to zero.")
  var decay = 0.5

  func run() throws {
    let (corpus, finder) = try SpeakerCorpus.withFinder()
    let articles = try gold.corpora.flatMap(corpus.articles).map { try examples($0, finder) }
    if gold.folds > 1 {
      var score = FindScore()
      for (own, others) in gold.parts(of: articles) {
        let weights = learned(from: others)
        for example in own { score.add(example, weights.likelihood(of: example.features) ?? 1, prints: gold.errors) }
      }
      print("left out in turn:\n\(score)")
    }
    let weights = learned(from: articles.flatMap { $0 })
    if let judge = gold.judge {
      var score = FindScore()
      for example in try corpus.articles(in: judge).flatMap({ try examples($0, finder) }) {
        score.add(example, weights.likelihood(of: example.features) ?? 1, prints: false)
      }
      print("judge:\n\(score)")
    }
    if let output = gold.output { try table(weights).write(toFile: output, atomically: true, encoding: .utf8) }
  }

  /// What is optional in the gold teaches nothing.
  private func examples(_ article: SpeakerArticle, _ finder: QuotationFinder) throws -> [FindExample] {
    try finder.finds(in: article.document).compactMap { quotation, features in
      let gold = article.gold(for: quotation)
      guard !(gold?.isOptional ?? false) else { return nil }
      return FindExample(
        features: features, isRight: gold != nil,
        place: "\(article.document.id) \(quotation.rule): \(article.document.string(quotation.content[0]).prefix(80))")
    }
  }

  private func learned(from examples: [FindExample]) -> FindWeights {
    let places = FindPlaces(examples)
    var learning = LogLinear()
    learning.decay = decay
    let weights = learning.weights(
      from: examples.map {
        LogLinear.Example(features: [places.all(of: $0.features), []], isRight: [$0.isRight, !$0.isRight])
      }, features: places.count)
    return places.weights(weights)
  }

  private func table(_ weights: FindWeights) -> String {
    let head = """
      # What speaks for and against a find of the rules being a quotation: for finds of any rule, what one rule adds, and verbs.
      # source: articles with gold named in NOTICE
      # licence: CC0-1.0
      # date: 2026-11-28
      # made: by dixit-train finds
      # columns: rule\tfeature\tweight

      """
    func rows(_ rule: String, _ values: [Double]) -> [(String, Double)] {
      FindFeature.allCases.map { ("\(rule)\t\($0)", values[Int($0.rawValue)]) }
    }
    let all =
      rows("any", weights.any) + weights.rules.flatMap { rows($0.key, $0.value) }
      + weights.verbs.map { ("verb\t\($0.key)", $0.value) }
    return head
      + all.filter { abs($0.1) >= 0.005 }.map { "\($0.0)\t\(String(format: "%.2f", $0.1))\n" }.sorted {
        Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8))
      }.joined()
  }
}

/// Where each feature, each rule's and each verb's weight stands among all that are learned.
private struct FindPlaces {
  private let rules: [String]
  private let verbs: [String]
  private let width = FindFeature.allCases.count

  /// A verb that was seen less tells nothing of its own.
  private static let leastVerbs = 3

  init(_ examples: [FindExample]) {
    rules = Set(examples.map(\.features.rule)).sorted()
    let seen = Dictionary(grouping: examples.compactMap(\.features.verb)) { $0 }
    verbs = seen.filter { $0.value.count >= Self.leastVerbs }.keys.sorted()
  }

  var count: Int { width * (rules.count + 1) + verbs.count }

  func all(of find: FindFeatures) -> [Int] {
    let any = find.all.map { Int($0.rawValue) }
    let rule = rules.firstIndex(of: find.rule)!
    let verb = find.verb.flatMap { verbs.firstIndex(of: $0) }.map { width * (rules.count + 1) + $0 }
    return any + any.map { $0 + width * (rule + 1) } + (verb.map { [$0] } ?? [])
  }

  func weights(_ values: [Double]) -> FindWeights {
    var weights = FindWeights()
    weights.any = Array(values.prefix(width))
    for (index, rule) in rules.enumerated() {
      weights.rules[rule] = Array(values[width * (index + 1)..<width * (index + 2)])
    }
    for (index, verb) in verbs.enumerated() { weights.verbs[verb] = values[width * (rules.count + 1) + index] }
    return weights
  }
}

/// A find, and whether the gold has it.
struct FindExample {
  let features: FindFeatures
  let isRight: Bool
  /// For whoever reads what went wrong.
  let place: String
}

/// How many finds are kept and right at each threshold, and how well likelihoods tell how often they are.
struct FindScore: CustomStringConvertible {
  private var finds: [(likelihood: Double, isRight: Bool)] = []

  mutating func add(_ example: FindExample, _ likelihood: Double, prints: Bool) {
    finds.append((likelihood, example.isRight))
    if prints, example.isRight == (likelihood < 0.5) {
      print(
        example.isRight ? "LOST" : "KEPT", String(format: "%.2f", likelihood), example.place,
        example.features.all.map { "\($0)" }.joined(separator: " "))
    }
  }

  var description: String {
    let thresholds = [0, 0.2, 0.3, 0.4, 0.5, 0.6].map { least in
      let kept = finds.filter { $0.likelihood >= least }
      return "  from \(least): \(kept.count { $0.isRight }) right, \(kept.count { !$0.isRight }) wrong"
    }
    let bins = (0..<5).map { bin in
      let own = finds.filter { min(4, Int($0.likelihood * 5)) == bin }
      let mean = own.map(\.likelihood).reduce(0, +) / Double(max(1, own.count))
      let right = Double(own.count { $0.isRight }) / Double(max(1, own.count))
      return String(format: "  bin %d: %d finds, said %.2f, right %.2f", bin, own.count, mean, right)
    }
    return (thresholds + bins).joined(separator: "\n")
  }
}
