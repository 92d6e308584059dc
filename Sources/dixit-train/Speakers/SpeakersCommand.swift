import ArgumentParser
import DixitKit
import DixitLexicons
import DixitQuotations
import Foundation

/// Makes `speaker-weights.tsv`.
struct SpeakersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "speakers",
    abstract: "Learns whom pronouns and noun phrases that speak mean, from articles with gold.")

  @OptionGroup var gold: GoldOptions

  @Option(
    name: .customLong("references"),
    help: "TEXTS:GOLD of what pronouns and noun phrases of the narration mean, any number of times.")
  var references: [String] = []

  @Option(help: "Of the narration's mentions at least so many shall be right.")
  var precision = 0.85

  @Option(help: "How strongly weights are drawn to zero.")
  var decay = 2.0

  func run() throws {
    let library = LexiconLibrary()
    let vocabulary = try Vocabulary(language: "fr", library: library)
    let corpus = try SpeakerCorpus(annotator: Annotator(), vocabulary: vocabulary)
    var articles = try gold.corpora.flatMap(corpus.articles)
    for one in references { try corpus.add(references: one, to: &articles) }
    var weights = try learned(from: articles, corpus)
    if gold.folds > 1 {
      let leftOut = try leftOut(articles, corpus)
      print("left out in turn:\n\(SpeakerScore(leftOut, prints: gold.errors))")
      weights.thresholds = SpeakerTrainer.thresholds(from: leftOut, precision: precision)
    }
    if let judge = gold.judge {
      let examples = try corpus.articles(in: judge).flatMap { try corpus.examples($0, weights, isTaught: false) }
      print("judge:\n\(SpeakerScore(examples, prints: gold.errors))")
    }
    if let output = gold.output { try table(weights).write(toFile: output, atomically: true, encoding: .utf8) }
  }

  /// What weights that were learned from the others make of each part of the articles.
  private func leftOut(_ articles: [SpeakerArticle], _ corpus: SpeakerCorpus) throws -> [SpeakerExample] {
    try (0..<gold.folds).flatMap { part in
      let (own, others) = (0..<articles.count).reduce(into: ([SpeakerArticle](), [SpeakerArticle]())) {
        if $1 % gold.folds == part { $0.0.append(articles[$1]) } else { $0.1.append(articles[$1]) }
      }
      let weights = try learned(from: others, corpus)
      return try own.flatMap { try corpus.examples($0, weights, isTaught: false) }
    }
  }

  /// First the gold decides who spoke before, then what was learned so.
  private func learned(from articles: [SpeakerArticle], _ corpus: SpeakerCorpus) throws -> ReferenceWeights {
    var trainer = SpeakerTrainer()
    trainer.learning.decay = decay
    var weights = trainer.weights(
      from: try articles.flatMap { try corpus.examples($0, ReferenceWeights(), isTaught: true) })
    for _ in 0..<2 {
      weights = trainer.weights(from: try articles.flatMap { try corpus.examples($0, weights, isTaught: false) })
    }
    return weights
  }

  private func table(_ weights: ReferenceWeights) -> String {
    let head = """
      # What speaks for and against what a pronoun, a noun phrase or a quotation without a source may mean, for each kind of
      # reference; how likely an antecedent must be for a mention in the narration (threshold).
      # source: articles with gold named in NOTICE
      # licence: CC0-1.0
      # date: 2026-11-28
      # made: by dixit-train speakers
      # columns: feature\(ReferenceKind.allCases.map { "\t\($0)" }.joined())

      """
    var rows = AntecedentFeature.allCases.map { feature in
      row("\(feature)", weights.values.map { $0[Int(feature.rawValue)] })
    }
    rows.append(row(ReferenceWeights.threshold, weights.thresholds))
    return head + rows.sorted().joined()
  }

  private func row(_ name: String, _ values: [Double]) -> String {
    "\(name)\t\(values.map { String(format: "%.2f", $0) }.joined(separator: "\t"))\n"
  }
}

/// How often the right candidate is chosen, of each kind of reference.
struct SpeakerScore: CustomStringConvertible {
  private var counts: [String: (right: Int, all: Int, outOfReach: Int)] = [:]

  init(_ examples: [SpeakerExample], prints: Bool) {
    for example in examples {
      let choice = example.choice
      let isRight = example.isRight[choice.best]
      let name = "\(choice.quotation == nil ? "narrated " : "")\(choice.kind)"
      counts[name, default: (0, 0, 0)].all += 1
      counts[name]!.right += isRight ? 1 : 0
      counts[name]!.outOfReach += example.isRight.contains(true) ? 0 : 1
      if prints, !isRight { Self.show(example) }
    }
  }

  private static func show(_ example: SpeakerExample) {
    let choice = example.choice
    print("WRONG", choice.kind, choice.quotation?.rule ?? "narrated", example.place)
    for (candidate, isRight) in zip(choice.candidates, example.isRight)
    where isRight || candidate.score > choice.candidates[choice.best].score - 1 {
      let name = candidate.entity.map { choice.entities[$0].name } ?? "nobody"
      let score = String(format: "%.2f", candidate.score)
      print(
        "  \(isRight ? "+" : "-") \(score) \(name): \(candidate.features.all.map { "\($0)" }.joined(separator: " "))")
    }
  }

  var description: String {
    counts.sorted { $0.key < $1.key }.map {
      "  \($0): \($1.right) of \($1.all), \($1.outOfReach) without a right candidate"
    }.joined(separator: "\n")
  }
}
