import DixitDocument
import DixitGrammar
import Foundation

/// How well a tagger does on a treebank's own tokens and sentences, and how fast.
struct TaggerScore {
  private let path: String
  private let text: GoldText
  private let tags: [Tag]
  private let lemmas: [String?]
  private let rate: Double

  init(_ tagger: Tagger, _ lemmatizer: Lemmatizer, _ text: GoldText, _ path: String) {
    self.path = path
    self.text = text
    tags = tagger.tags(text.tokens, in: text.utf8, sentences: text.sentences)
    lemmas = lemmatizer.lemmas(text.tokens, tags, in: text.utf8)
    let time = CPUTime.least { _ = tagger.tags(text.tokens, in: text.utf8, sentences: text.sentences) }
    rate = Double(text.tokens.count) / time
  }

  /// Tags that were made elsewhere; speed is not measured.
  init(_ tags: [Tag], _ text: GoldText, _ path: String) {
    self.path = path
    self.text = text
    self.tags = tags
    lemmas = []
    rate = 0
  }

  func report() {
    let file = URL(fileURLWithPath: path).lastPathComponent
    let single = text.gold.indices.filter { !text.gold[$0].isContraction }
    print("\(file): UPOS \(share(single.filter(isRight).count, single.count)) on single words,", terminator: " ")
    print("\(share(text.gold.indices.filter(isRight).count, text.gold.count)) on all tokens;", terminator: " ")
    print(rate > 0 ? "\(Int(rate / 1000)) thousand tokens a second" : "")
    for (name, mask) in Self.groups { report(name, mask) }
    if !lemmas.isEmpty { reportLemmas() }
    if ProcessInfo.processInfo.environment["CONFUSION"] != nil { reportConfusion() }
  }

  private static let groups: [(String, Tag.Features)] = [
    ("gender", [.masculine, .feminine]), ("number", [.singular, .plural]),
    ("person", [.firstPerson, .secondPerson, .thirdPerson]),
    (
      "verb form",
      [
        .finite, .infinitive, .participle, .indicative, .conditional, .subjunctive, .imperative, .present, .imperfect,
        .past, .future,
      ]
    ),
    (
      "pronoun",
      [
        .article, .demonstrative, .indefinite, .interrogative, .negative, .personal, .relative, .exclamative,
      ]
    ),
  ]

  private func isRight(_ index: Int) -> Bool { tags[index].partOfSpeech.universalName == text.gold[index].upos }

  /// The share of tokens whose features of a group are the treebank's, among those where either has some.
  private func report(_ name: String, _ mask: Tag.Features) {
    var same = 0
    var all = 0
    for index in text.gold.indices {
      let truth = Tag.Features(universal: text.gold[index].features).intersection(mask)
      let guess = tags[index].features.intersection(mask)
      if truth.isEmpty && guess.isEmpty { continue }
      all += 1
      same += truth == guess ? 1 : 0
    }
    print("  \(name): \(share(same, all)) of \(all)")
  }

  /// The share of the treebank's verbs and nouns whose lemma is the treebank's, whatever they were tagged.
  private func reportLemmas() {
    for (name, parts) in [("verbs", ["VERB", "AUX"]), ("nouns", ["NOUN"])] {
      let asked = text.gold.indices.filter { parts.contains(text.gold[$0].upos) }
      let wrong = asked.filter { lemmas[$0] != text.gold[$0].lemma }
      let noSuchTag = wrong.count { lemmas[$0] == nil && !isRight($0) }
      print("  lemmas of \(name): \(share(asked.count - wrong.count, asked.count)) of \(asked.count)", terminator: "")
      print("; without those tagged otherwise \(share(asked.count - wrong.count, asked.count - noSuchTag))")
      if ProcessInfo.processInfo.environment["CONFUSION"] != nil {
        print(
          wrong.prefix(120).map { "\(text.gold[$0].form):\(lemmas[$0] ?? "-"):\(text.gold[$0].lemma)" }.joined(
            separator: " "))
      }
    }
  }

  private func reportConfusion() {
    var pairs: [String: (count: Int, words: [String])] = [:]
    for index in text.gold.indices where !isRight(index) {
      let pair = "\(text.gold[index].upos) as \(tags[index].partOfSpeech.universalName)"
      pairs[pair, default: (0, [])].count += 1
      pairs[pair]!.words.append(text.gold[index].form)
    }
    for (pair, found) in pairs.sorted(by: { ($0.value.count, $1.key) > ($1.value.count, $0.key) }).prefix(24) {
      print("  \(pair): \(found.count)  \(found.words.prefix(12).joined(separator: " "))")
    }
  }

  private func share(_ part: Int, _ whole: Int) -> String {
    String(format: "%.2f", 100 * Double(part) / Double(max(1, whole)))
  }
}
