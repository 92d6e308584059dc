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

  @Option(help: "How strongly weights are drawn to zero.")
  var decay = 1.0

  func run() throws {
    let library = LexiconLibrary()
    let vocabulary = try Vocabulary(language: "fr", library: library)
    let corpus = try SpeakerCorpus(annotator: Annotator(), vocabulary: vocabulary)
    let articles = try gold.corpora.flatMap(corpus.articles)
    if gold.folds > 1 {
      var score = SpeakerScore()
      for part in 0..<gold.folds {
        let weights = learned(
          from: articles.enumerated().filter { $0.offset % gold.folds != part }.map(\.element), corpus)
        for (index, article) in articles.enumerated() where index % gold.folds == part {
          score.add(corpus.examples(article, weights, isTaught: false), prints: gold.errors)
        }
      }
      print("left out in turn:\n\(score)")
    }
    let weights = learned(from: articles, corpus)
    if let judge = gold.judge {
      var score = SpeakerScore()
      for article in try corpus.articles(in: judge) {
        score.add(corpus.examples(article, weights, isTaught: false), prints: gold.errors)
      }
      print("judge:\n\(score)")
    }
    if let output = gold.output { try table(weights).write(toFile: output, atomically: true, encoding: .utf8) }
  }

  /// First the gold decides who spoke before, then what was learned so.
  private func learned(from articles: [SpeakerArticle], _ corpus: SpeakerCorpus) -> SpeakerWeights {
    var trainer = SpeakerTrainer()
    trainer.learning.decay = decay
    var weights = trainer.weights(
      from: articles.flatMap { corpus.examples($0, SpeakerWeights(), isTaught: true) })
    for _ in 0..<2 {
      weights = trainer.weights(from: articles.flatMap { corpus.examples($0, weights, isTaught: false) })
    }
    return weights
  }

  private func table(_ weights: SpeakerWeights) -> String {
    let head = """
      # What speaks for and against a candidate for the speaker, for each kind of source.
      # source: articles with gold named in NOTICE
      # licence: CC0-1.0
      # date: 2026-11-28
      # made: by dixit-train speakers
      # columns: feature\tpronoun\tinverted\tplural\tnoun\tthing\tnothing

      """
    return head
      + SpeakerFeature.allCases.sorted { "\($0)" < "\($1)" }.map { feature in
        let values = SpeakerSource.allCases.map {
          String(format: "%.2f", weights.values[$0.rawValue][Int(feature.rawValue)])
        }
        return "\(feature)\t\(values.joined(separator: "\t"))\n"
      }.joined()
  }
}

/// How often the right candidate is chosen, of each kind of source.
struct SpeakerScore: CustomStringConvertible {
  private var counts: [SpeakerSource: (right: Int, all: Int, outOfReach: Int)] = [:]

  mutating func add(_ examples: [SpeakerExample], prints: Bool) {
    for example in examples {
      let choice = example.choice
      let isRight = example.isRight[choice.best]
      counts[choice.source, default: (0, 0, 0)].all += 1
      counts[choice.source]!.right += isRight ? 1 : 0
      counts[choice.source]!.outOfReach += example.isRight.contains(true) ? 0 : 1
      if prints, !isRight { Self.show(example) }
    }
  }

  private static func show(_ example: SpeakerExample) {
    let choice = example.choice
    print("WRONG", choice.source, choice.quotation.rule, example.place)
    for (candidate, isRight) in zip(choice.candidates, example.isRight)
    where isRight || candidate.score > choice.candidates[choice.best].score - 1 {
      let name = candidate.speaker.map { choice.entities[$0].name } ?? "nobody"
      let score = String(format: "%.2f", candidate.score)
      print(
        "  \(isRight ? "+" : "-") \(score) \(name): \(candidate.features.all.map { "\($0)" }.joined(separator: " "))")
    }
  }

  var description: String {
    SpeakerSource.allCases.compactMap { source in
      counts[source].map { "  \(source): \($0.right) of \($0.all), \($0.outOfReach) without a right candidate" }
    }.joined(separator: "\n")
  }
}
