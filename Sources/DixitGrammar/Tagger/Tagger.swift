import DixitDocument
import DixitLexicons

/// Says what each token is: part of speech, then gender, number, person, verb form and kind of pronoun.
///
/// Greedy from left to right, with the words to the right in view: two decisions a token, each one sum of rows.
public struct Tagger: Stage {
  public let name = "tags"
  public let reads: Set<Layer> = [.tokens, .sentences]
  public let writes = Layer.tags
  private let parts: WeightTable
  private let forms: WeightTable

  public static let kind = "tagger"

  /// - Throws: `ModelError` where the model is damaged or of another kind.
  public init(model: ModelFile) throws {
    parts = try model.weights("PARTS", width: TaggerFeatures.partWidth)
    forms = try model.weights("FORMS", width: TaggerFeatures.formWidth)
  }

  public func annotate(_ document: inout Document) {
    let tokens = document.tokens ?? []
    document.tags = tags(tokens, in: document.text.utf8, sentences: (document.sentences ?? []).map(\.tokens))
  }

  package func tags(_ tokens: [Token], in utf8: [UInt8], sentences: [Range<Int>]) -> [Tag] {
    let facts = FactTable(tokens, in: utf8)
    var features = FeatureList()
    let scores = WordScores(count: facts.wordCount)
    for word in 0..<facts.wordCount {
      features.removeAll()
      TaggerFeatures.collectWord(facts[word: word], into: &features)
      scores.parts[word] = self.parts.scores16(features)
    }
    var parts = [UInt8](repeating: Tag.PartOfSpeech.other.rawValue, count: tokens.count)
    return [Tag](unsafeUninitializedCapacity: tokens.count) { tags, count in
      tags.initialize(repeating: Tag(.other))
      parts.withUnsafeMutableBufferPointer { parts in
        for sentence in sentences {
          decideParts(facts, scores, sentence, parts, &features)
          decideForms(facts, scores, sentence, parts, tags, &features)
        }
      }
      count = tokens.count
    }
  }

  private func decideParts(
    _ facts: borrowing FactTable, _ scores: borrowing WordScores, _ sentence: Range<Int>,
    _ parts: UnsafeMutableBufferPointer<UInt8>,
    _ features: inout FeatureList
  ) {
    var previous = TaggerFeatures.outside
    var beforeThat = TaggerFeatures.outside
    for index in sentence {
      features.removeAll()
      TaggerFeatures.collectContext(
        facts, index, in: sentence, previous: previous, beforeThat: beforeThat, into: &features)
      let known = scores.parts[facts.word(index)]
      let part = UInt8(self.parts.scores16(features, known: known).best(in: 0..<TaggerFeatures.partWidth))
      parts[index] = part
      (previous, beforeThat) = (part, previous)
    }
  }

  private func decideForms(
    _ facts: borrowing FactTable, _ scores: borrowing WordScores, _ sentence: Range<Int>,
    _ parts: UnsafeMutableBufferPointer<UInt8>,
    _ tags: UnsafeMutableBufferPointer<Tag>, _ features: inout FeatureList
  ) {
    guard let known = UnsafePointer(parts.baseAddress) else { return }
    var context = FormContext()
    for index in sentence {
      let part = Tag.PartOfSpeech(rawValue: parts[index])!
      var form: Tag.Features = []
      if FormContext.hasForm(part) {
        let word = formScores(of: facts.word(index), facts, scores, parts[index], &features)
        features.removeAll()
        TaggerFeatures.collectFormContext(
          facts, index, in: sentence, parts: known, left: context.left, noun: context.noun, into: &features)
        form = Self.form(forms.scores32(features, known: word))
      }
      context.pass(part, form)
      tags[index] = Tag(part, form)
    }
  }

  /// What a word alone says about its form; it is remembered with the part of speech that it had last.
  private func formScores(
    of word: Int, _ facts: borrowing FactTable, _ scores: borrowing WordScores, _ part: UInt8,
    _ features: inout FeatureList
  ) -> SIMD32<Int16> {
    if scores.formParts[word] != part {
      features.removeAll()
      TaggerFeatures.collectFormWord(facts[word: word], part: part, into: &features)
      scores.forms[word] = forms.scores32(features)
      scores.formParts[word] = part
    }
    return scores.forms[word]
  }

  private static func form(_ scores: SIMD32<Int16>) -> Tag.Features {
    var form = FormClasses.table[scores.best(in: TaggerFeatures.Form.verb)]
    form.formUnion(FormClasses.table[scores.best(in: TaggerFeatures.Form.gender)])
    form.formUnion(FormClasses.table[scores.best(in: TaggerFeatures.Form.number)])
    form.formUnion(FormClasses.table[scores.best(in: TaggerFeatures.Form.person)])
    form.formUnion(FormClasses.table[scores.best(in: TaggerFeatures.Form.pronoun)])
    return form
  }
}

/// What each word of a document gives by itself: half of the features of a decision.
private struct WordScores: ~Copyable {
  let parts: UnsafeMutablePointer<SIMD16<Int16>>
  let forms: UnsafeMutablePointer<SIMD32<Int16>>
  let formParts: UnsafeMutablePointer<UInt8>

  init(count: Int) {
    parts = .allocate(capacity: count)
    forms = .allocate(capacity: count)
    formParts = .allocate(capacity: count)
    formParts.initialize(repeating: .max, count: count)
  }

  deinit {
    parts.deallocate()
    forms.deallocate()
    formParts.deallocate()
  }
}

/// The forms to the left that a form must agree with.
package struct FormContext {
  package private(set) var left: Tag.Features = []
  package private(set) var noun: Tag.Features = []

  package init() {}

  package mutating func pass(_ part: Tag.PartOfSpeech, _ form: Tag.Features) {
    left = form
    switch part {
    case .noun, .properNoun, .pronoun: noun = form
    default: break
    }
  }

  /// Whether words of this class have features at all.
  @inline(__always)
  package static func hasForm(_ part: Tag.PartOfSpeech) -> Bool {
    switch part {
    case .punctuation, .symbol, .coordinator, .interjection: false
    default: true
    }
  }
}
