import DixitDocument
import DixitLexicons

/// Names of one document in which one letter of one long word differs: *Zelenski* and *Zelensky*.
///
/// Only names whose other words are the same, and whose long word begins with the same letter, are compared, and no more
/// than a few of them.
struct Misspellings {
  private struct Word {
    let token: Int
    let index: Int
  }

  private let words: NameWords
  private var alike: [UInt64: [Word]] = [:]

  init(words: NameWords) { self.words = words }

  /// Two words below this length may differ in one letter by chance.
  private static let shortest = 6
  /// How many names are kept that may be alike.
  private static let most = 24

  /// Keeps a name's word under an index.
  mutating func add(_ word: Int, of name: Range<Int>, index: Int) {
    guard canBeMisspelled(word) else { return }
    let key = key(word, name)
    if alike[key]?.count ?? 0 < Self.most { alike[key, default: []].append(Word(token: word, index: index)) }
  }

  /// The indexes of names that a name may be a misspelling of, or they of it.
  func like(_ word: Int, of name: Range<Int>) -> [Int] {
    guard canBeMisspelled(word), let alike = alike[key(word, name)], let letters = letters(word) else { return [] }
    let length = words.tokens[word].span.count
    return alike.filter { other in
      // A letter with an accent takes two bytes.
      abs(words.tokens[other.token].span.count - length) < 4
        && self.letters(other.token).map { Self.isOneEdit(letters, $0) } ?? false
    }.map(\.index)
  }

  /// A common word's neighbours are other words, and those of an acronym other acronyms.
  private func canBeMisspelled(_ word: Int) -> Bool {
    words.tokens[word].span.count >= Self.shortest && !words.isCommon(word)
      && words.tokens[word].shape.isDisjoint(with: [.allCapitals, .innerCapital])
  }

  /// What names that are alike have in common: the first letter of the word, and the other words.
  private func key(_ word: Int, _ name: Range<Int>) -> UInt64 {
    name.reduce(UInt64(name.count) << 8 | UInt64(words.initial(word))) {
      $0 &* 31 &+ ($1 == word ? 0 : words.nameKey($1..<$1 + 1))
    }
  }

  /// The letters of a long word without accents; nil where one is of another script, or a digit or hyphen.
  private func letters(_ word: Int) -> [UInt8]? {
    let span = words.tokens[word].span
    var letters: [UInt8] = []
    var at = span.start
    while at < span.end {
      let (scalar, length) = Folding.decode(words.utf8, at)
      let letter = Folding.foldedLetter(scalar)
      guard (0x61...0x7A).contains(letter) else { return nil }
      letters.append(UInt8(letter))
      at += length
    }
    return letters.count >= Self.shortest ? letters : nil
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
