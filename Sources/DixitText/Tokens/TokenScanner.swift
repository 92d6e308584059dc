import DixitDocument
import DixitLexicons

/// Walks once over the bytes of each paragraph.
///
/// A plain word costs one pass and one hash. The lexicon is asked only where an apostrophe, a hyphen, a period or a
/// digit leaves a doubt, and the word is read again only where it does not know the answer at once.
struct TokenScanner: ~Copyable {
  let bytes: Bytes
  let vocabulary: Vocabulary
  private(set) var tokens: [Token] = []
  var end = 0
  private(set) var isAfterSpace = true
  private var opensParagraph = true

  init(bytes: Bytes, vocabulary: Vocabulary) {
    self.bytes = bytes
    self.vocabulary = vocabulary
    tokens.reserveCapacity(bytes.count / 5 + 8)
  }

  mutating func scan(_ paragraph: Span) {
    var at = paragraph.start
    end = paragraph.end
    isAfterSpace = true
    opensParagraph = true
    while at < end {
      let byte = bytes[at]
      if byte == 0x20 {
        isAfterSpace = true
        at += 1
      } else if byte.isASCIILower || byte.isASCIIUpper {
        at = scanPlainWord(at)
      } else {
        at = scanOther(at)
      }
    }
  }

  private mutating func scanOther(_ at: Int) -> Int {
    let (scalar, length) = bytes.decode(at)
    if scalar > 0x20 && scalar < 0x7F && !bytes[at].isDigit { return scanSign(at, scalar, length) }
    switch ScalarClass.of(scalar) {
    case .space, .control:
      isAfterSpace = true
      return at + length
    case .lower: return scanPlainWord(at)
    case .upper, .mark: return scanWord(at)
    case .digit: return scanNumber(at)
    case .punctuation, .symbol: return scanSign(at, scalar, length)
    }
  }

  // MARK: Plain words

  /// Nineteen words of twenty end here, by what stands behind their letters; the others go to `scanWord`.
  private mutating func scanPlainWord(_ start: Int) -> Int {
    let word = Folding.plainWord(bytes, start, end)
    if isPlainEnd(word.end) { return append(word, start) }
    switch bytes[word.end] {
    case UInt8(ascii: "."): return isWord(word, start) ? append(word, start) : scanWord(start)
    case UInt8(ascii: "'"), 0xE2: return scanElision(word, start) ?? scanWord(start)
    default: return scanWord(start)
    }
  }

  /// Whether nothing behind a letter can belong to its word.
  @inline(__always)
  private func isPlainEnd(_ at: Int) -> Bool {
    if at == end { return true }
    let byte = bytes[at]
    return byte == 0x20 || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: ")")
  }

  /// Whether a word is one without the period behind it: no abbreviation, no letters with periods, no address.
  @inline(__always)
  private func isWord(_ word: Folding.PlainWord, _ start: Int) -> Bool {
    word.end - start > 2 && !wordGoesOn(word.end + 1)
      && !vocabulary.exceptionTraits(of: word.key(with: UInt8(ascii: "."))).has(.abbreviation)
  }

  /// `l'homme`, `qu'elle`: an elided word and a plain one; nil for all else that has an apostrophe.
  private mutating func scanElision(_ word: Folding.PlainWord, _ start: Int) -> Int? {
    guard isApostrophe(word.end) else { return nil }
    let next = word.end + bytes.decode(word.end).length
    let follower = Folding.plainWord(bytes, next, end)
    guard follower.end > next, isPlainEnd(follower.end), !(bytes[start].isASCIIUpper && bytes[next].isASCIIUpper) else {
      return nil
    }
    let key = word.key(with: UInt8(ascii: "'"))
    guard vocabulary.traits(of: key).contains(.elision),
      !exceptionTraits(start, follower.end).contains(.wholeWord)
    else { return nil }
    _ = append(start, next, .word, bytes[start].isASCIIUpper ? [.capitalized, .elided] : .elided, key: key)
    return append(follower, next)
  }

  @inline(__always)
  private mutating func append(_ word: Folding.PlainWord, _ start: Int) -> Int {
    append(start, word.end, .word, bytes[start].isASCIIUpper ? .capitalized : [], key: word.key)
  }

  // MARK: Looking around
  //
  // What is asked of every word is always inlined: a call would copy the scanner first.

  /// Whether a letter, a digit or a mark stands at an offset within the paragraph.
  @inline(__always)
  func wordGoesOn(_ at: Int) -> Bool { at < end && bytes.scalarClass(at).continuesWord }

  @inline(__always)
  func letterFollows(_ at: Int) -> Bool { at < end && bytes.scalarClass(at).isLetter }

  @inline(__always)
  func upperFollows(_ at: Int) -> Bool { at < end && bytes.scalarClass(at) == .upper }

  @inline(__always)
  func traits(_ start: Int, _ stop: Int) -> Traits {
    vocabulary.traits(of: Folding.wordKey(bytes, Span(start, stop)))
  }

  @inline(__always)
  func exceptionTraits(_ start: Int, _ stop: Int) -> Traits {
    vocabulary.exceptionTraits(of: Folding.wordKey(bytes, Span(start, stop)))
  }

  /// Whether white space, an opening sign or nothing stands before the token to come.
  var isDetached: Bool {
    guard !isAfterSpace, let last = tokens.last else { return true }
    return last.kind == .quotationMark || last.kind == .punctuation && bytes[last.span.start] == UInt8(ascii: "(")
  }

  /// Where the next character that is no space stands.
  func skipSpaces(_ start: Int) -> Int {
    var at = start
    while at < end, bytes.scalarClass(at) == .space { at += bytes.decode(at).length }
    return at
  }

  // MARK: Emitting

  consuming func finish() -> [Token] { tokens }

  mutating func emit(_ start: Int, _ stop: Int, _ kind: Token.Kind, _ extra: Token.Shape = []) -> Int {
    let shape = kind == .word ? extra.union(capitals(start, stop)) : extra
    return append(start, stop, kind, shape)
  }

  /// Emits a token whose capitals are known.
  mutating func append(_ start: Int, _ stop: Int, _ kind: Token.Kind, _ known: Token.Shape) -> Int {
    append(start, stop, kind, known, key: Folding.wordKey(bytes, Span(start, stop)))
  }

  @inline(__always)
  private mutating func append(
    _ start: Int, _ stop: Int, _ kind: Token.Kind, _ known: Token.Shape, key: WordKey
  ) -> Int {
    var shape = known
    if isAfterSpace { shape.insert(.spaceBefore) }
    if opensParagraph { shape.insert(.opensParagraph) }
    tokens.append(Token(span: Span(start, stop), key: key, kind: kind, shape: shape))
    isAfterSpace = false
    opensParagraph = false
    return stop
  }

  private func capitals(_ start: Int, _ stop: Int) -> Token.Shape {
    var shape: Token.Shape = []
    var letters = 0
    var upper = 0
    var at = start
    while at < stop {
      let (scalar, length) = bytes.decode(at)
      let kind = ScalarClass.of(scalar)
      if kind.isLetter { letters += 1 }
      if kind == .upper {
        upper += 1
        shape.insert(at == start ? .capitalized : .innerCapital)
      }
      at += length
    }
    if upper > 1 && upper == letters { shape.insert(.allCapitals) }
    return shape
  }
}
