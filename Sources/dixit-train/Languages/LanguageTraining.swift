import DixitDocument
import DixitGrammar
import DixitText
import Foundation

/// Trains the language model: multinomial logistic regression over hashed letter grams, by stochastic gradient, the
/// weights averaged over all steps and rounded to one byte.
///
/// It learns from the sentences of `lexicons/make-language-texts.py`, whole and cut into pieces, and, for the languages that have few
/// or none, from words thrown together as often as they are used: what tells languages apart mostly lies inside words.
/// The same folder gives the same model, byte by byte.
struct LanguageTraining {
  let folder: String
  let bits: UInt32
  private var random = SeededNumbers(seed: 20)

  init(folder: String, bits: UInt32 = 15) {
    self.folder = folder
    self.bits = bits
  }

  /// What one step sees.
  private struct Example {
    let rows: [Int32]
    let label: Int
  }

  /// - Returns: the model's file.
  mutating func run() throws -> [UInt8] {
    let examples = try makeExamples()
    let weights = train(examples)
    var writer = ModelWriter(kind: "languages", name: "languages", learnedFrom: Self.learnedFrom)
    writer.add("classes", Language.allCases.map(\.rawValue).joined(separator: " "))
    writer.add("WEIGHTS", weights: Self.rounded(weights), width: LetterGrams.width)
    return writer.encoded()
  }

  private static let learnedFrom = [
    "UD_French-Sequoia (LGPL-LR), UD_French-GSD, UD_French-ALTS (CC BY-SA 4.0), the first half of each file",
    "UD_English-EWT, UD_German-GSD, UD_Spanish-GSD (CC BY-SA 4.0), the first half of each dev file",
    "wordfreq 3.1, word frequencies of 42 languages (CC BY-SA 4.0)",
  ]

  // MARK: Examples

  private static let perLanguage = 30_000
  /// *Other* is 36 languages, some of them near ours (Catalan, Romanian, Dutch).
  private static let perOtherLanguage = 3_000

  private mutating func makeExamples() throws -> [Example] {
    var examples: [Example] = []
    let ours = Language.allCases.filter { $0 != .other }
    for language in ours {
      let sentences = try lines("\(language.rawValue).train.txt")
      let fromSentences = sentences.isEmpty ? 0 : min(Self.perLanguage / 2, sentences.count * 8)
      for index in 0..<fromSentences {
        examples.append(example(piece(of: sentences[index % sentences.count]), language))
      }
      let words = try WordSampler(lines("\(language.rawValue).words.tsv"))
      for _ in fromSentences..<Self.perLanguage { examples.append(example(words.phrase(&random), language)) }
    }
    for name in try otherLanguages(ours.map(\.rawValue)) {
      let words = try WordSampler(lines("\(name).words.tsv"))
      for _ in 0..<Self.perOtherLanguage { examples.append(example(words.phrase(&random), .other)) }
    }
    return random.order(examples.count).map { examples[$0] }
  }

  private func otherLanguages(_ ours: [String]) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".words.tsv") }
      .map { String($0.prefix { $0 != "." }) }.filter { !ours.contains($0) }.sorted()
  }

  private func lines(_ name: String) throws -> [String] {
    let path = folder + "/" + name
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  private func example(_ text: String, _ language: Language) -> Example {
    Example(
      rows: LetterGrams.rows(of: Array(text.utf8), bits: bits), label: Language.allCases.firstIndex(of: language)!)
  }

  /// Some neighbouring words of a sentence: short texts are what is hard.
  private mutating func piece(of sentence: String) -> String {
    let words = sentence.split(separator: " ")
    let count = min(words.count, Int.random(in: 3...24, using: &random))
    let start = Int.random(in: 0...(words.count - count), using: &random)
    return words[start..<start + count].joined(separator: " ")
  }

  // MARK: Learning

  private static let epochs = 4

  private func train(_ examples: [Example]) -> [Float] {
    var weights = [Float](repeating: 0, count: LetterGrams.width << bits)
    // Average of all steps = weights − Σ step · change / steps.
    var lag = weights
    let steps = Float(examples.count * Self.epochs)
    var step: Float = 0
    for _ in 0..<Self.epochs {
      for example in examples {
        let rate = 0.02 * (1 - 0.9 * step / steps)
        let change = gradient(example, weights) * rate
        for row in example.rows { Self.add(change, to: row, step, &weights, &lag) }
        step += 1
      }
    }
    return zip(weights, lag).map { $0 - $1 / steps }
  }

  private static func add(
    _ change: SIMD8<Float>, to row: Int32, _ step: Float, _ weights: inout [Float], _ lag: inout [Float]
  ) {
    let start = Int(row) * LetterGrams.width
    for index in 0..<Language.allCases.count {
      weights[start + index] += change[index]
      lag[start + index] += change[index] * step
    }
  }

  /// Where the weights of an example's rows should go, divided by its length so that long texts do not rule.
  private func gradient(_ example: Example, _ weights: [Float]) -> SIMD8<Float> {
    var sum = SIMD8<Float>.zero
    for row in example.rows {
      let start = Int(row) * LetterGrams.width
      for index in 0..<LetterGrams.width { sum[index] += weights[start + index] }
    }
    var odds = SIMD8<Float>.zero
    let most = sum.max()
    for index in 0..<Language.allCases.count { odds[index] = exp(sum[index] - most) }
    var change = odds / -odds.sum()
    change[example.label] += 1
    return change
  }

  /// One byte a weight; the few largest are cut.
  private static func rounded(_ weights: [Float]) -> [Int8] {
    let sizes = weights.map(abs).sorted()
    let largest = max(sizes[sizes.count * 9_995 / 10_000], .leastNormalMagnitude)
    return weights.map { Int8(max(-127, min(127, ($0 * 127 / largest).rounded()))) }
  }
}

/// Throws words together as often as they are used.
private struct WordSampler {
  private var words: [Substring] = []
  private var sums: [Double] = []

  /// - Parameter lines: a word, a tab, how often it stands in a million.
  init(_ lines: [String]) {
    var sum = 0.0
    for line in lines {
      let cells = line.split(separator: "\t")
      guard cells.count == 2, let rate = Double(cells[1]) else { continue }
      sum += rate
      words.append(cells[0])
      sums.append(sum)
    }
  }

  func phrase(_ random: inout SeededNumbers) -> String {
    (0..<Int.random(in: 3...20, using: &random)).map { _ in word(&random) }.joined(separator: " ")
  }

  private func word(_ random: inout SeededNumbers) -> Substring {
    let target = Double.random(in: 0..<sums.last!, using: &random)
    return words[sums.partitioningIndex { $0 > target }]
  }
}
