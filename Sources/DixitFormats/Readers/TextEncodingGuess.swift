import DixitLexicons

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Tells by the characters that come out in which of the Western encodings some bytes were written.
///
/// Each byte of the upper half counts: how common its character is, and whether it suits its neighbours. A capital behind
/// a small letter (`ŽcolŽ`, which is MacRoman's *écolé* read as windows-1252) or a sign within a word (`caf‚`) hardly
/// occurs.
struct TextEncodingGuess {
  let encoding: TextEncoding
  /// Mean over the bytes of the upper half, as a logarithm of probability; text read rightly has about −7.
  let score: Double

  /// Where the characters tell little, the commoner encoding wins.
  ///
  /// - Parameter declared: an encoding that the format names; it wins where it is nearly as good as the best.
  /// - Returns: nil where no byte of the upper half stands in the first 64 kB.
  init?(_ bytes: UnsafeBufferPointer<UInt8>, declared: TextEncoding? = nil) {
    let sample = UnsafeBufferPointer(rebasing: bytes.prefix(1 << 16))
    let count = sample.count { $0 >= 0x80 }
    if count == 0 { return nil }
    var best: (encoding: TextEncoding, score: Double)?
    for (encoding, odds) in zip(TextEncoding.western, [1, 0, 0, -0.5]) {
      // As much as one likely character against an unlikely one.
      let bonus = encoding.name == declared?.name ? 2.5 : 0
      let score = (Self.score(sample, encoding) + bonus + odds) / Double(count)
      if score > best?.score ?? -.infinity { best = (encoding, score) }
    }
    (encoding, score) = best!
  }

  /// Whether the bytes read like Western text; others are Cyrillic, Greek, or no text at all. On press articles of 80 to
  /// 200 characters no right reading was below −11.
  var isPlausible: Bool { score > -11 }

  private static func score(_ bytes: UnsafeBufferPointer<UInt8>, _ encoding: TextEncoding) -> Double {
    let rates = CharacterRates.shared
    let logarithms = encoding.upper.map(rates.logarithm)
    let kinds = encoding.upper.map(Kind.of)
    var sum = 0.0
    let kind = { (at: Int) -> Kind in
      guard bytes.indices.contains(at) else { return .other }
      return bytes[at] < 0x80 ? Kind.of(UInt32(bytes[at])) : kinds[Int(bytes[at] & 0x7F)]
    }
    for at in bytes.indices where bytes[at] >= 0x80 {
      let index = Int(bytes[at] & 0x7F)
      sum += logarithms[index] - kinds[index].oddity(after: kind(at - 1), before: kind(at + 1))
    }
    return sum
  }

  /// What a character is to its neighbours.
  private enum Kind {
    case lower, upper, digit, space, apostrophe, other

    static func of(_ scalar: UInt32) -> Kind {
      if scalar == 0x27 || scalar == 0x2019 { return .apostrophe }
      return switch ScalarClass.of(scalar) {
      case .lower: .lower
      case .upper: .upper
      case .digit: .digit
      case .space: .space
      default: .other
      }
    }

    private var isLetter: Bool { self == .lower || self == .upper }

    /// How much less likely the character is here than it is elsewhere, as a logarithm.
    func oddity(after: Kind, before: Kind) -> Double {
      switch self {
      // *1½*, not *1œ*.
      case .lower: after == .upper && before == .upper || after == .digit && before == .space ? 4 : 0
      case .upper: after == .lower ? 6 : 0
      case .apostrophe: after == .space && before == .space ? 3 : 0
      // Fractions and raised figures.
      case .digit: after.isLetter && before.isLetter ? 6 : 0
      case .space: 0
      case .other: after.isLetter && before.isLetter ? 6 : 0
      }
    }
  }
}

/// How often characters beyond ASCII stand in Western text, from `lexicons/encodings/characters.tsv`.
struct CharacterRates: Sendable {
  private let rates: [UInt32: Double]

  /// Empty where the program was built without the table.
  static let shared = CharacterRates()

  private init() {
    let rows = (try? LexiconLibrary().table("encodings/characters.tsv", columns: 2)) ?? []
    var rates: [UInt32: Double] = [:]
    for row in rows { rates[UInt32(row[0], radix: 16) ?? 0] = Double(row[1]) }
    self.rates = rates
  }

  /// Whether a character is in the table.
  func knows(_ scalar: UInt32) -> Bool { rates[scalar] != nil || Self.isTypographic(scalar) }

  func logarithm(_ scalar: UInt32) -> Double {
    let rate = rates[scalar] ?? 0
    return log(max(rate, floor(of: scalar)) / 1e6)
  }

  /// Characters that the counted texts do not have: what press typography uses, other letters, signs, controls.
  private func floor(of scalar: UInt32) -> Double {
    if scalar == 0xFFFD || 0x80..<0xA0 ~= scalar { return 0.0001 }
    if Self.isTypographic(scalar) { return 20 }
    return ScalarClass.of(scalar).isLetter ? 0.5 : 0.05
  }

  /// Spaces, dashes, quotation marks, ellipsis, euro.
  private static func isTypographic(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xA0, 0xAB, 0xBB, 0x2013, 0x2014, 0x2018...0x201E, 0x2026, 0x202F, 0x20AC: true
    default: false
    }
  }
}
