import DixitDocument
import DixitGrammar

/// Learns a tagger as the product uses it: left to right, on its own guesses, so that it meets its own mistakes.
struct TaggerTrainer {
  private let parts: Learner
  private let forms: Learner
  private var numbers: SeededNumbers

  /// How much is hidden from it while it learns, and by how much the truth must lead before it stops learning.
  ///
  /// Tried on Sequoia's dev set with GSD's as a text of another kind: hiding nothing costs 0.2 to 0.5 points on either,
  /// no margin costs 0.2, a margin of 100 as much as it gained.
  private enum Setting {
    static let hiddenWords = 20
    static let hiddenFeatures = 10
    static let partMargin: Int32 = 20
    static let formMargin: Int32 = 50
  }

  init(partBits: Int, formBits: Int, seed: UInt64 = 1) {
    numbers = SeededNumbers(seed: seed)
    parts = Learner(width: TaggerFeatures.partWidth, bits: partBits)
    forms = Learner(width: TaggerFeatures.formWidth, bits: formBits)
  }

  /// - Parameter isUsed: which sentences of each text it may see.
  mutating func learn(from texts: [GoldText], epochs: Int, isUsed: (_ sentence: Int) -> Bool = { _ in true }) {
    let examples = texts.indices.flatMap { text in
      texts[text].sentences.enumerated().filter { isUsed($0.offset) }.map { (text, $0.element) }
    }
    let tables = texts.map { Box(FactTable($0.tokens, in: $0.utf8)) }
    let gold = texts.map(TaggerGold.init)
    var guesses = gold.map(\.parts)
    for _ in 0..<epochs {
      for index in numbers.order(examples.count) {
        let (text, sentence) = examples[index]
        learn(tables[text].value, gold[text], sentence, &guesses[text])
      }
    }
  }

  func write(to writer: inout ModelWriter) {
    writer.add("PARTS", weights: Learner.quantized([parts]), width: parts.width)
    writer.add("FORMS", weights: Learner.quantized([forms]), width: forms.width)
  }

  /// One model of several that learned in other orders: their averages, averaged.
  static func write(_ trainers: [TaggerTrainer], to writer: inout ModelWriter) {
    writer.add("PARTS", weights: Learner.quantized(trainers.map(\.parts)), width: TaggerFeatures.partWidth)
    writer.add("FORMS", weights: Learner.quantized(trainers.map(\.forms)), width: TaggerFeatures.formWidth)
  }

  /// Learns from a sentence; writes what it guessed.
  private mutating func learn(
    _ facts: borrowing FactTable, _ gold: TaggerGold, _ sentence: Range<Int>, _ guesses: inout [UInt8]
  ) {
    var features = FeatureList()
    var previous = TaggerFeatures.outside
    var beforeThat = TaggerFeatures.outside
    for index in sentence {
      features.removeAll()
      TaggerFeatures.collectWord(facts[index], into: &features)
      TaggerFeatures.collectContext(
        facts, index, in: sentence, previous: previous, beforeThat: beforeThat, into: &features)
      hideSome(&features)
      parts.score(features)
      let guess = parts.best(of: 0..<TaggerFeatures.partWidth)
      let truth = Int(gold.parts[index])
      let rival = parts.rival(of: truth, in: 0..<TaggerFeatures.partWidth, margin: Setting.partMargin)
      parts.update(features, gold: truth, guess: rival)
      parts.tick()
      guesses[index] = UInt8(guess)
      (previous, beforeThat) = (UInt8(guess), previous)
    }
    learnForms(facts, gold, sentence, guesses, &features)
  }

  /// Hides the word itself, or any of the features, now and then: new words should be judged by the rest.
  private mutating func hideSome(_ features: inout FeatureList) {
    if numbers.chance(percent: Setting.hiddenWords) { features.removeAll(where: TaggerFeatures.isLexical) }
    features.removeAll { _ in numbers.chance(percent: Setting.hiddenFeatures) }
  }

  private func learnForms(
    _ facts: borrowing FactTable, _ gold: TaggerGold, _ sentence: Range<Int>, _ guesses: [UInt8],
    _ features: inout FeatureList
  ) {
    var context = FormContext()
    for index in sentence {
      let part = Tag.PartOfSpeech(rawValue: guesses[index])!
      var form: Tag.Features = []
      if FormContext.hasForm(part) {
        features.removeAll()
        TaggerFeatures.collectFormWord(facts[index], part: guesses[index], into: &features)
        guesses.withUnsafeBufferPointer {
          TaggerFeatures.collectFormContext(
            facts, index, in: sentence, parts: $0.baseAddress!, left: context.left, noun: context.noun,
            into: &features)
        }
        forms.score(features)
        for (question, classes) in TaggerFeatures.Form.all.enumerated() {
          let guess = forms.best(of: classes)
          form.formUnion(FormClasses.values[question][guess - classes.lowerBound])
          guard let truth = gold.forms[index][question] else { continue }
          let rival = forms.rival(of: truth, in: classes, margin: Setting.formMargin)
          forms.update(features, gold: truth, guess: rival)
        }
        forms.tick()
      }
      context.pass(part, form)
    }
  }
}

/// The gold of a text as classes.
struct TaggerGold {
  let parts: [UInt8]
  let forms: [[Int?]]

  init(_ text: GoldText) {
    parts = text.gold.map { (Tag.PartOfSpeech(universalName: $0.upos) ?? .other).rawValue }
    forms = text.gold.map { FormClasses.classes(of: Tag.Features(universal: $0.features)) }
  }
}

/// Something that can't be copied, in an array.
final class Box<Value: ~Copyable> {
  let value: Value
  init(_ value: consuming Value) { self.value = value }
}
