import DixitDocument
import DixitLexicons

/// Says what each token is: part of speech, then gender, number, person, verb form and kind of pronoun.
///
/// Greedy from left to right, with the words to the right in view: two decisions a token, each one sum of rows.
public struct Tagger: Stage {
  public let name = "tags"
  public let reads: Set<Layer> = [.tokens, .sentences]
  public let writes = Layer.tags
  private let vocabulary: Vocabulary
  private let parts: WeightTable
  private let forms: WeightTable

  public static let kind = "tagger"

  /// - Throws: `ModelError` where the model is damaged or of another kind.
  public init(vocabulary: Vocabulary, model: ModelFile) throws {
    self.vocabulary = vocabulary
    parts = try model.weights("PARTS", width: TaggerFeatures.partWidth)
    forms = try model.weights("FORMS", width: TaggerFeatures.formWidth)
  }

  public func annotate(_ document: inout Document) {
    let tokens = document.tokens ?? []
    document.tags = tags(tokens, in: document.text.utf8, sentences: (document.sentences ?? []).map(\.tokens))
  }

  package func tags(_ tokens: [Token], in utf8: [UInt8], sentences: [Range<Int>]) -> [Tag] {
    let facts = FactTable(tokens, in: utf8, vocabulary)
    var features = FeatureList()
    var parts = [UInt8](repeating: Tag.PartOfSpeech.other.rawValue, count: tokens.count)
    return [Tag](unsafeUninitializedCapacity: tokens.count) { tags, count in
      tags.initialize(repeating: Tag(.other))
      parts.withUnsafeMutableBufferPointer { parts in
        for sentence in sentences {
          decideParts(facts, sentence, parts, &features)
          decideForms(facts, sentence, parts, tags, &features)
        }
      }
      count = tokens.count
    }
  }

  private func decideParts(
    _ facts: borrowing FactTable, _ sentence: Range<Int>, _ parts: UnsafeMutableBufferPointer<UInt8>,
    _ features: inout FeatureList
  ) {
    var previous = TaggerFeatures.outside
    var beforeThat = TaggerFeatures.outside
    for index in sentence {
      TaggerFeatures.collectPart(
        facts, index, in: sentence, previous: previous, beforeThat: beforeThat, into: &features)
      let part = UInt8(self.parts.scores16(features).best(in: 0..<TaggerFeatures.partWidth))
      parts[index] = part
      (previous, beforeThat) = (part, previous)
    }
  }

  private func decideForms(
    _ facts: borrowing FactTable, _ sentence: Range<Int>, _ parts: UnsafeMutableBufferPointer<UInt8>,
    _ tags: UnsafeMutableBufferPointer<Tag>, _ features: inout FeatureList
  ) {
    guard let known = UnsafePointer(parts.baseAddress) else { return }
    var context = FormContext()
    for index in sentence {
      let part = Tag.PartOfSpeech(rawValue: parts[index])!
      var form: Tag.Features = []
      if FormContext.hasForm(part) {
        TaggerFeatures.collectForm(
          facts, index, in: sentence, parts: known, left: context.left, noun: context.noun, into: &features)
        form = Self.form(forms.scores32(features))
      }
      context.pass(part, form)
      tags[index] = Tag(part, form)
    }
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
