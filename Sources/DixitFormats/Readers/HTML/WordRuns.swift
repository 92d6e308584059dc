/// Runs of four words as hashes: what two texts have in common, whatever their spaces, marks and apostrophes.
enum WordRuns {
  static let length = 4

  /// One hash for each word that three others follow.
  static func hashes(_ utf8: some Collection<UInt8>) -> [UInt64] {
    let words = words(utf8)
    guard words.count >= length else { return [] }
    return (0...(words.count - length)).map { combined(words[$0..<$0 + length]) }
  }

  /// A hash of each word: a run of letters and digits, ASCII in lower case.
  static func words(_ utf8: some Collection<UInt8>) -> [UInt64] {
    var words: [UInt64] = []
    var hash: UInt64 = 0
    // Bytes left of a character that parts words.
    var parting = 0
    for byte in utf8 {
      if parting > 0 {
        parting -= 1
        continue
      }
      // U+0080–U+00BF and the block of general punctuation: no letters worth the name.
      if byte == 0xC2 || byte == 0xE2 { parting = byte == 0xC2 ? 1 : 2 }
      let isLetter =
        byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || 0x30...0x39 ~= byte || byte >= 0xC3 && byte != 0xE2
        || 0x80..<0xC0 ~= byte
      if parting == 0 && isLetter {
        hash = (hash ^ UInt64(0x41...0x5A ~= byte ? byte | 0x20 : byte) ^ 0x9E37) &* 0x100_0000_01B3
      } else if hash != 0 {
        words.append(hash)
        hash = 0
      }
    }
    if hash != 0 { words.append(hash) }
    return words
  }

  private static func combined(_ words: ArraySlice<UInt64>) -> UInt64 {
    words.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ $1 ^ ($1 >> 29)) &* 0x9E37_79B9_7F4A_7C15 }
  }

  /// The share of some runs that are among others; zero where there are none.
  static func share(of runs: [UInt64], in others: Set<UInt64>) -> Double {
    runs.isEmpty ? 0 : Double(runs.count(where: others.contains)) / Double(runs.count)
  }
}
