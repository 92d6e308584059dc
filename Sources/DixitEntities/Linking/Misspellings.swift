import DixitDocument
import DixitLexicons

/// Names of one document in which one letter of one long word differs: *Zelenski* and *Zelensky*.
///
/// Each long word is kept once for each of its letters, without that letter: words that are one edit apart share such a
/// remainder, so that no name is compared with all others.
struct Misspellings {
  private struct Word {
    let letters: [UInt8]
    let index: Int
  }

  private let words: NameWords
  private var byRemainder: [UInt64: [Word]] = [:]

  init(words: NameWords) { self.words = words }

  /// Two words below this length may differ in one letter by chance.
  private static let shortest = 6
  /// How many words are kept for one remainder.
  private static let most = 4

  /// Keeps a name's word under an index.
  mutating func add(_ word: Int, of name: Range<Int>, index: Int) {
    guard let letters = letters(word) else { return }
    for remainder in remainders(letters, word, name) {
      let others = byRemainder[remainder] ?? []
      // Twice the same letter leaves the same remainder.
      if others.count < Self.most, others.last?.index != index {
        byRemainder[remainder, default: []].append(Word(letters: letters, index: index))
      }
    }
  }

  /// The indexes of names that a name may be a misspelling of, or they of it.
  func like(_ word: Int, of name: Range<Int>) -> [Int] {
    guard let letters = letters(word) else { return [] }
    return remainders(letters, word, name).flatMap { byRemainder[$0] ?? [] }.filter {
      Self.isOneEdit(letters, $0.letters)
    }.map(\.index)
  }

  /// The letters of a long word, folded; nil of a short one, and of a common word, whose neighbours are other words.
  private func letters(_ word: Int) -> [UInt8]? {
    guard words.tokens[word].span.count >= Self.shortest, !words.isCommon(word),
      words.tokens[word].shape.isDisjoint(with: [.allCapitals, .innerCapital])
    else { return nil }
    let span = words.tokens[word].span
    var letters: [UInt8] = []
    var at = span.start
    while at < span.end {
      let (scalar, length) = Folding.decode(words.utf8, at)
      let letter = Folding.foldedLetter(scalar)
      // Other scripts, digits and hyphens are not compared.
      guard letter < 0x80, Unicode.Scalar(UInt8(letter)).properties.isAlphabetic else { return nil }
      letters.append(UInt8(letter))
      at += length
    }
    return letters.count >= Self.shortest ? letters : nil
  }

  /// One hash a letter that is left out, over what is left and the other words of the name.
  private func remainders(_ letters: [UInt8], _ word: Int, _ name: Range<Int>) -> [UInt64] {
    let others = name.reduce(UInt64(name.count)) { $0 &* 31 &+ ($1 == word ? 0 : words.nameKey($1..<$1 + 1)) }
    return letters.indices.map { left in
      var hash = others
      for index in letters.indices where index != left { hash = (hash ^ UInt64(letters[index])) &* 0x100_0000_01B3 }
      return hash
    }
  }

  /// One letter more, less or another; not the first, nor an *e* or *s* more at the end, by which words are inflected.
  private static func isOneEdit(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    guard one != other, one.first == other.first, abs(one.count - other.count) <= 1 else { return false }
    let (short, long) = one.count <= other.count ? (one, other) : (other, one)
    guard let first = short.indices.first(where: { short[$0] != long[$0] }) else {
      return !"es".utf8.contains(long.last!)
    }
    let skip = long.count > short.count ? 0 : 1
    return short[(first + skip)...].elementsEqual(long[(first + 1)...])
  }
}
