import ArgumentParser
import DixitEntities
import DixitKit
import DixitKnowledge
import DixitLexicons
import Foundation

/// Makes `link-weights.tsv`.
struct LinksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "links", abstract: "Learns which item a name means, from articles with linked names.")

  @OptionGroup var gold: GoldOptions

  @Option(help: "How strongly weights are drawn to zero.")
  var decay = 1.0

  @Option(help: "Below this share an item counts as not likely enough.")
  var least = Linking.least

  @Option(help: "A knowledge base in a file, in place of the one inside the program.")
  var knowledge: String?

  func run() throws {
    let base = try knowledge.map { try KnowledgeBase(contentsOf: $0) } ?? .embedded()
    let corpus = try LinkCorpus(
      annotator: Annotator(lexicons: LexiconLibrary(), knowledge: base), knowledge: base)
    let articles = try gold.corpora.flatMap(corpus.articles)
    if gold.folds > 1 {
      var score = LinkScore(knowledge: base, least: least)
      for part in 0..<gold.folds {
        let weights = learned(
          from: articles.enumerated().filter { $0.offset % gold.folds != part }.map(\.element), corpus)
        for (index, article) in articles.enumerated() where index % gold.folds == part {
          score.add(corpus.examples(article, weights), prints: gold.errors)
        }
      }
      print("left out in turn:\n\(score)")
    }
    let weights = learned(from: articles, corpus)
    if let judge = gold.judge {
      var score = LinkScore(knowledge: base, least: least)
      for article in try corpus.articles(in: judge) {
        score.add(corpus.examples(article, weights), prints: gold.errors)
      }
      print("judge:\n\(score)")
    }
    if let output = gold.output { try table(weights).write(toFile: output, atomically: true, encoding: .utf8) }
  }

  /// First without knowing anything of the document, then beside what was learned so far.
  private func learned(from articles: [LinkArticle], _ corpus: LinkCorpus) -> FeatureWeights {
    var trainer = LogLinear()
    trainer.decay = decay
    var weights = LinkWeights.none
    for _ in 0..<3 {
      let examples = articles.flatMap { corpus.examples($0, weights) }
      for situation in LinkSituation.allCases {
        weights.values[situation.rawValue] = trainer.weights(
          from: examples.filter { $0.choice.situation == situation }.map(\.example),
          features: LinkFeature.allCases.count)
      }
    }
    return weights
  }

  private func table(_ weights: FeatureWeights) -> String {
    let head = """
      # What speaks for and against an item that a name may mean, for each kind of name.
      # source: articles with gold named in NOTICE
      # licence: CC0-1.0
      # date: 2026-11-28
      # made: by dixit-train links
      # columns: feature\tperson\tsurname\tplace\torganisation\tacronym\tthing

      """
    return head
      + LinkFeature.allCases.sorted { "\($0)" < "\($1)" }.map { feature in
        let values = LinkSituation.allCases.map {
          String(format: "%.2f", weights.values[$0.rawValue][Int(feature.rawValue)])
        }
        return "\(feature)\t\(values.joined(separator: "\t"))\n"
      }.joined()
  }
}

/// How often the right item, or none, is chosen, of each kind of name.
struct LinkScore: CustomStringConvertible {
  let knowledge: KnowledgeBase
  let least: Double
  private var counts: [LinkSituation: Count] = [:]

  private struct Count {
    var all = 0
    var right = 0
    /// Linked, and of those rightly.
    var linked = 0
    var rightLinks = 0
    /// What means nothing that the knowledge base has, and how much of it was linked.
    var unknown = 0
    var wrongLinks = 0
  }

  init(knowledge: KnowledgeBase, least: Double) {
    self.knowledge = knowledge
    self.least = least
  }

  mutating func add(_ examples: [LinkExample], prints: Bool) {
    for example in examples {
      let shares = Softmax.shares(example.choice.candidates.map(\.score))
      // As the stage decides.
      let best = shares.indices.dropLast().max { shares[$0] < shares[$1] }
      let winner = best.flatMap { shares[$0] >= least ? $0 : nil } ?? shares.count - 1
      let isLinked = winner < shares.count - 1
      let isKnown = example.isRight.dropLast().contains(true)
      var count = counts[example.choice.situation] ?? Count()
      count.all += 1
      count.right += example.isRight[winner] ? 1 : 0
      count.linked += isLinked ? 1 : 0
      count.rightLinks += isLinked && example.isRight[winner] ? 1 : 0
      count.unknown += isKnown ? 0 : 1
      count.wrongLinks += isLinked && !isKnown ? 1 : 0
      counts[example.choice.situation] = count
      if prints, !example.isRight[winner] { show(example, shares) }
    }
  }

  private func show(_ example: LinkExample, _ shares: [Double]) {
    print("WRONG", example.choice.situation, example.place)
    for (index, candidate) in example.choice.candidates.enumerated()
    where example.isRight[index] || shares[index] > 0.1 {
      let name = candidate.item.map { "\(knowledge.item($0).qid ?? "no id") \(knowledge.label($0))" } ?? "unknown"
      let features = LinkFeature.allCases.filter { candidate.features.contains($0.rawValue) }.map { "\($0)" }
      let share = String(format: "%.2f", shares[index])
      print("  \(example.isRight[index] ? "+" : "-") \(share) \(name): \(features.joined(separator: " "))")
    }
  }

  var description: String {
    LinkSituation.allCases.compactMap { situation in
      counts[situation].map {
        "  \(situation): \($0.right) of \($0.all) right; links \($0.rightLinks) of \($0.linked) right; "
          + "of \($0.unknown) unknown \($0.wrongLinks) linked"
      }
    }.joined(separator: "\n")
  }
}
