/// Walks over a text's letters and names the rows of a language model that they call up: each run of two, three and
/// four letters, and each word.
///
/// Case counts for nothing; what is no letter is one space between words; an apostrophe is a letter of its own, because
/// French, Italian and English put it in different places. A letter is one byte: ASCII as it is, Latin-1's letters by
/// their second byte, Latin Extended-A in what remains, all other scripts as one letter.
package enum LetterGrams {
  /// A row's weights: `Language.allCases` in order, and one that stays zero.
  package static let width = 8

  /// The rows that a text calls up: for training.
  package static func rows(of utf8: [UInt8], bits: UInt32) -> [Int32] {
    var rows: [Int32] = []
    rows.reserveCapacity(utf8.count * 4)
    utf8.withUnsafeBufferPointer { bytes in forEachRow(bytes, bits: bits) { rows.append(Int32($0)) } }
    return rows
  }

  /// Calls `body` with each row; the same bytes give the same rows in training and in use.
  @inline(__always)
  static func forEachRow(_ utf8: UnsafeBufferPointer<UInt8>, bits: UInt32, _ body: (Int) -> Void) {
    let shift = 32 - bits
    var recent = UInt32(space)
    var word = wordSeed
    var at = 0
    // One space more than the text has ends its last word.
    while at <= utf8.count {
      let letter = at < utf8.count ? next(utf8, &at) : endOfText(&at)
      if letter == space {
        if recent & 0xFF == UInt32(space) { continue }
        body(Int((word &* multiplier) &>> shift))
        word = wordSeed
      } else {
        word = (word ^ UInt32(letter)) &* wordMultiplier
      }
      recent = recent << 8 | UInt32(letter)
      body(Int(((recent & 0xFFFF) &* multiplier) &>> shift))
      body(Int(((recent & 0xFF_FFFF) &* multiplier) &>> shift))
      body(Int((recent &* multiplier) &>> shift))
    }
  }

  private static let space = UInt8(ascii: " ")
  private static let apostrophe = UInt8(ascii: "'")
  private static let foreign = UInt8(ascii: "~")
  private static let wordSeed: UInt32 = 0x811C_9DC5
  private static let wordMultiplier: UInt32 = 0x0100_0193
  private static let multiplier: UInt32 = 0x9E37_79B1

  @inline(__always)
  private static func endOfText(_ at: inout Int) -> UInt8 {
    at += 1
    return space
  }

  /// The letter at `at`, which moves behind it.
  @inline(__always)
  private static func next(_ utf8: UnsafeBufferPointer<UInt8>, _ at: inout Int) -> UInt8 {
    let lead = utf8[at]
    at += 1
    if lead < 0x80 {
      let lower = lead | 0x20
      return lower &- 0x61 < 26 ? lower : lead == apostrophe ? apostrophe : space
    }
    return nextWide(lead, utf8, &at)
  }

  @inline(__always)
  private static func nextWide(_ lead: UInt8, _ utf8: UnsafeBufferPointer<UInt8>, _ at: inout Int) -> UInt8 {
    let length = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3
    guard at + length <= utf8.count else {
      at = utf8.count
      return space
    }
    let second = utf8[at]
    let third = length > 1 ? utf8[at + 1] : 0
    at += length
    switch lead {
    case 0xC2: return space
    case 0xC3: return second < 0x9F ? second | 0x20 : second
    // In Latin Extended-A the capital comes before its small letter: one of the two stands for both.
    case 0xC4: return 0xC0 | second & 0x3E
    case 0xC5: return second & 0x20 == 0 ? 0x80 | second & 0x1E : 0x40 | second & 0x1E
    case 0xCC, 0xCD: return space
    // General punctuation, signs and pictures; of these only the apostrophe tells something.
    case 0xE2: return second == 0x80 && third == 0x99 ? apostrophe : space
    case 0xE3: return second == 0x80 ? space : foreign
    case 0xEF: return second == 0xBB || second == 0xBC || second == 0xBF ? space : foreign
    case 0xF0: return second == 0x9F ? space : foreign
    default: return foreign
    }
  }
}
