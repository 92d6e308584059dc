import DixitDocument
import DixitGrammar
import Foundation

/// How well a parser does on a treebank's own tokens and sentences, with our tags, and how fast.
struct ParserScore {
  private let path: String
  private let text: GoldText
  private let heads: [Dependency]
  private let rate: Double

  init(_ tagger: Tagger, _ parser: Parser, _ text: GoldText, _ path: String) {
    self.path = path
    self.text = text
    let tags = tagger.tags(text.tokens, in: text.utf8, sentences: text.sentences)
    heads = parser.heads(text.tokens, tags, sentences: text.sentences)
    let time = CPUTime.least { _ = parser.heads(text.tokens, tags, sentences: text.sentences) }
    rate = Double(text.tokens.count) / time
  }

  func report() {
    let tokens = Counts()
    let words = Counts()
    var subjects = (right: 0, guessed: 0, gold: 0)
    for sentence in text.sentences {
      for index in sentence {
        let gold = text.gold[index]
        let truth = gold.head < 0 ? nil : sentence.lowerBound + gold.head
        let relation = Dependency.Relation(universalName: gold.relation)
        let isAttached = heads[index].head == truth
        let isRight = isAttached && heads[index].relation == relation
        let isPunctuation = relation == .punctuation
        tokens.add(isAttached, isRight, isPunctuation, 1)
        words.add(isAttached, isRight, isPunctuation, gold.wordCount)
        let isSubject = [.subject, .passiveSubject].contains(relation)
        let isGuessed = [.subject, .passiveSubject].contains(heads[index].relation)
        subjects.gold += isSubject ? 1 : 0
        subjects.guessed += isGuessed ? 1 : 0
        subjects.right += isSubject && isGuessed && isAttached ? 1 : 0
      }
    }
    print("\(URL(fileURLWithPath: path).lastPathComponent): \(tokens) on tokens; \(words) on the treebank's words;")
    print("  subjects F1 \(percent(2 * subjects.right, subjects.guessed + subjects.gold)) of \(subjects.gold);")
    print("  \(Int(rate / 1000)) thousand tokens a second")
  }

  private final class Counts: CustomStringConvertible {
    private var all = (count: 0, attached: 0, right: 0)
    private var words = (count: 0, attached: 0, right: 0)

    func add(_ isAttached: Bool, _ isRight: Bool, _ isPunctuation: Bool, _ weight: Int) {
      all.count += weight
      all.attached += isAttached ? weight : 0
      all.right += isRight ? weight : 0
      if isPunctuation { return }
      words.count += weight
      words.attached += isAttached ? weight : 0
      words.right += isRight ? weight : 0
    }

    var description: String {
      "UAS \(percent(all.attached, all.count)) LAS \(percent(all.right, all.count))"
        + " (without punctuation \(percent(words.attached, words.count)), \(percent(words.right, words.count)))"
    }
  }
}

func percent(_ part: Int, _ whole: Int) -> String {
  String(format: "%.2f", 100 * Double(part) / Double(max(1, whole)))
}
