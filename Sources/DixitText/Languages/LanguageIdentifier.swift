import DixitDocument
import DixitGrammar

/// Tells in which language a stretch of text is written.
///
///     let identifier = try LanguageIdentifier()
///     identifier.identify(utf8, quotation.content[0])   // .english
public struct LanguageIdentifier: Sendable {
  private let weights: WeightTable

  /// With the model that ships inside the program.
  ///
  /// - Throws: `ModelError`, where the program was built with a model of another format.
  public init() throws { try self.init(model: ModelFile(embedded: "models/languages.dixit", kind: "languages")) }

  package init(model: ModelFile) throws { weights = try model.weights("WEIGHTS", width: LetterGrams.width) }

  /// The likeliest language of a span; `.other` where it has no letters.
  ///
  /// From some fifty characters on it is nearly always right; on a few words it is a guess. Allocates nothing.
  package func identify(_ utf8: [UInt8], _ span: Span) -> Language {
    utf8.withUnsafeBufferPointer { best(of: scores(UnsafeBufferPointer(rebasing: $0[span.start..<span.end]))) }
  }

  /// The language of some spans together, where it surely is another than the expected one; nil where it may be that, or
  /// where the spans are too short to tell.
  ///
  /// Allocates nothing.
  package func certain(_ utf8: [UInt8], _ spans: [Span], unless expected: Language) -> Language? {
    let length = spans.reduce(0) { $0 + $1.count }
    guard length >= Self.shortestQuotation else { return nil }
    let total = utf8.withUnsafeBufferPointer { bytes in
      spans.reduce(into: SIMD8<Int32>.zero) { sum, span in
        sum &+= scores(UnsafeBufferPointer(rebasing: bytes[span.start..<span.end]))
      }
    }
    let language = best(of: total)
    guard let found = Self.index(of: language), let other = Self.index(of: expected) else { return nil }
    return Int(total[found] - total[other]) >= Self.leadOfOtherLanguage * length ? language : nil
  }

  private static func index(of language: Language) -> Int? { Language.allCases.firstIndex(of: language) }

  /// The language of a whole text, from samples of its beginning, middle and end; nil where it is too short to tell.
  package func identify(_ utf8: [UInt8]) -> Language? {
    utf8.withUnsafeBufferPointer { bytes in
      if bytes.count < Self.shortest { return nil }
      if bytes.count <= 3 * Self.sample { return best(of: scores(bytes)) }
      var sum = SIMD8<Int32>.zero
      for start in [0, bytes.count / 2, bytes.count - Self.sample] {
        sum &+= scores(UnsafeBufferPointer(rebasing: bytes[start..<start + Self.sample]))
      }
      return best(of: sum)
    }
  }

  /// Letters on which the model is right 99 times of 100.
  private static let shortest = 50
  /// Three samples of this length took 6 µs and were never wrong on articles.
  private static let sample = 512

  /// In bytes.
  private static let shortestQuotation = 24
  /// How far another language's score must be ahead, a byte.
  private static let leadOfOtherLanguage = 5

  private func best(of scores: SIMD8<Int32>) -> Language {
    let languages = Language.allCases
    if scores == .zero { return .other }
    var best = 0
    for index in 1..<languages.count where scores[index] > scores[best] { best = index }
    return languages[best]
  }

  /// For each language the sum of its weights.
  private func scores(_ utf8: UnsafeBufferPointer<UInt8>) -> SIMD8<Int32> {
    var total = SIMD8<Int32>.zero
    var sum = SIMD8<Int16>.zero
    var count = 0
    let base = weights.base
    LetterGrams.forEachRow(utf8, bits: UInt32(weights.bits)) { row in
      let weights = base.loadUnaligned(fromByteOffset: row &* LetterGrams.width, as: SIMD8<Int8>.self)
      sum &+= SIMD8<Int16>(truncatingIfNeeded: weights)
      count &+= 1
      // 256 weights of one byte can't overflow two.
      if count & 0xFF == 0 {
        total &+= SIMD8<Int32>(truncatingIfNeeded: sum)
        sum = .zero
      }
    }
    return total &+ SIMD8<Int32>(truncatingIfNeeded: sum)
  }
}
