import DixitDocument
import DixitLexicons

/// Divides paragraphs into tokens by Universal Dependencies' conventions for French.
public struct Tokenizer: Stage {
  public let name = "tokens"
  public let reads: Set<Layer> = [.paragraphs]
  public let writes = Layer.tokens
  private let vocabulary: Vocabulary

  public init(vocabulary: Vocabulary) { self.vocabulary = vocabulary }

  public func annotate(_ document: inout Document) {
    var scanner = TokenScanner(utf8: document.text.utf8, vocabulary: vocabulary)
    for paragraph in document.paragraphs ?? [] { scanner.scan(paragraph.span) }
    document.tokens = scanner.tokens
  }
}

/// Walks once over the bytes of each paragraph.
struct TokenScanner {
  let utf8: [UInt8]
  let vocabulary: Vocabulary
  private(set) var tokens: [Token] = []
  private var end = 0
  private var isAfterSpace = true
  private var opensParagraph = true

  init(utf8: [UInt8], vocabulary: Vocabulary) {
    self.utf8 = utf8
    self.vocabulary = vocabulary
    tokens.reserveCapacity(utf8.count / 5 + 8)
  }

  mutating func scan(_ paragraph: Span) {
    var at = paragraph.start
    end = paragraph.end
    isAfterSpace = true
    opensParagraph = true
    while at < end {
      let (scalar, length) = Folding.decode(utf8, at)
      switch ScalarClass.of(scalar) {
      case .space, .control:
        isAfterSpace = true
        at += length
      case .lower, .upper, .mark: at = scanWord(at)
      case .digit: at = scanNumber(at)
      case .punctuation, .symbol: at = scanSign(at, scalar, length)
      }
    }
  }

  // MARK: Words

  private mutating func scanWord(_ start: Int) -> Int {
    if let address = addressEnd(start) { return emit(start, address, .address) }
    let stop = wordEnd(start)
    if stop == start { return emit(start, start + Folding.decode(utf8, start).length, .symbol) }
    if let apostrophe = elisionEnd(start, stop) {
      _ = emit(start, apostrophe, .word, [.elided])
      return apostrophe
    }
    if let abbreviation = abbreviationEnd(start, stop) { return emit(start, abbreviation, .word, [.abbreviation]) }
    if let enclitic = encliticStart(start, stop) {
      _ = emit(start, enclitic, .word)
      return emitEnclitics(enclitic, stop)
    }
    return emit(start, stop, .word)
  }

  /// Letters and digits, with hyphens, apostrophes, `&`, `+` and `#` where letters stand on both sides or they end a
  /// short name (`C++`, `R&D`).
  private func wordEnd(_ start: Int) -> Int {
    var at = start
    while at < end {
      let (scalar, length) = Folding.decode(utf8, at)
      if ScalarClass.of(scalar).continuesWord || scalar == 0xB0 && at > start {
        at += length
      } else if Self.isJoiner(scalar), at > start, letterFollows(at + length) {
        at += length
      } else if scalar == UInt32(UInt8(ascii: "+")), at > start, utf8[at - 1] != UInt8(ascii: " ") {
        at += length
      } else {
        break
      }
    }
    return at
  }

  private static func isJoiner(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x27, 0x2019, 0x2D, 0x2010, 0x2011, 0x26, 0x5F: true
    default: false
    }
  }

  private func letterFollows(_ at: Int) -> Bool {
    at < end && ScalarClass.of(Folding.decode(utf8, at).scalar).continuesWord
  }

  /// The end of an elided word that opens the stretch: `l'`, `qu'`, `jusqu'`, or of one that nothing follows (`l' `).
  private func elisionEnd(_ start: Int, _ stop: Int) -> Int? {
    var at = start
    while at < min(stop + 3, end) {
      let (scalar, length) = Folding.decode(utf8, at)
      if scalar == 0x27 || scalar == 0x2019 {
        let prefix = Span(start, at + length)
        guard vocabulary.traits(of: prefix, in: utf8).contains(.elision) else { return nil }
        // *n'* and *m'* never stand before a capital: N'Djamena is one word. Whole words such as *d'accord* stay apart.
        if at == start + 1, [0x4E, 0x4D].contains(utf8[start]), startsUpper(at + length) { return nil }
        return at + length
      }
      if !ScalarClass.of(scalar).continuesWord { return nil }
      at += length
    }
    return nil
  }

  private func startsUpper(_ at: Int) -> Bool {
    at < end && ScalarClass.of(Folding.decode(utf8, at).scalar) == .upper
  }

  /// The end of an abbreviation with its period: from the lexicon, initials (`J.`, `J.-P.`), letters (`U.S.A.`).
  private func abbreviationEnd(_ start: Int, _ stop: Int) -> Int? {
    guard stop < end, utf8[stop] == UInt8(ascii: ".") else { return nil }
    var best: Int?
    if vocabulary.isAbbreviation(Span(start, stop + 1), in: utf8) { best = stop + 1 }
    // J.-C., a.s.b.l., U.S.A.: single letters and periods, hyphens between them.
    var at = start
    var letters = 0
    while at < end, ScalarClass.of(Folding.decode(utf8, at).scalar).isLetter {
      let after = at + Folding.decode(utf8, at).length
      guard after < end, utf8[after] == UInt8(ascii: ".") else { break }
      letters += 1
      at = after + 1
      if at + 1 < end, utf8[at] == UInt8(ascii: "-"), letterFollows(at + 1) { at += 1 }
    }
    if at > start, utf8[at - 1] == UInt8(ascii: "-") { at -= 1 }
    if letters > 1 { return max(best ?? 0, at) }
    if letters == 1, startsUpper(start), initialFollows(at) { return at }
    return best
  }

  /// Whether what stands behind a capital and its period makes it an initial: another name.
  private func initialFollows(_ at: Int) -> Bool {
    guard at < end else { return false }
    let (scalar, length) = Folding.decode(utf8, at)
    if ScalarClass.of(scalar) == .upper { return true }
    return ScalarClass.of(scalar) == .space && startsUpper(at + length) && !opensSentenceAfterInitial(at + length)
  }

  /// *vitamine C. Les …*: a common word behind the capital's period opens a sentence.
  private func opensSentenceAfterInitial(_ at: Int) -> Bool {
    let stop = wordEnd(at)
    return vocabulary.traits(of: Span(at, stop), in: utf8).has(.functionWord)
  }

  /// Where the clitics of an inverted verb or a deictic begin: `dit|-il`, `a|-t-elle`, `jour|-là`.
  private func encliticStart(_ start: Int, _ stop: Int) -> Int? {
    guard utf8[start..<stop].contains(UInt8(ascii: "-")) else { return nil }
    if vocabulary.isWord(Span(start, stop), in: utf8) { return nil }
    var at = start + 1
    while at < stop {
      if utf8[at] == UInt8(ascii: "-"), isEncliticChain(at, stop) {
        let stem = Span(start, at)
        return vocabulary.traits(of: stem, in: utf8).has([.finiteVerb, .be, .have]) ? at : nil
      }
      at += 1
    }
    return nil
  }

  private func isEncliticChain(_ start: Int, _ stop: Int) -> Bool {
    start == stop || encliticEnd(start, stop).map { isEncliticChain($0, stop) } ?? false
  }

  /// The end of one clitic with its hyphen, the euphonic `-t` included.
  private func encliticEnd(_ start: Int, _ stop: Int) -> Int? {
    var at = start + 1
    while at <= stop {
      if at == stop || utf8[at] == UInt8(ascii: "-"),
        vocabulary.traits(of: Span(start, at), in: utf8).contains(.enclitic)
      {
        return at
      }
      at += 1
    }
    return nil
  }

  private mutating func emitEnclitics(_ start: Int, _ stop: Int) -> Int {
    var at = start
    while at < stop, let next = encliticEnd(at, stop) {
      _ = emit(at, next, .word, [.enclitic])
      at = next
    }
    return at
  }

  // MARK: Numbers, addresses, signs

  /// `3,4`, `3.4`, `3 000`, `12h30`, `2e`, `46%` (the sign apart).
  private mutating func scanNumber(_ start: Int) -> Int {
    var at = digitsEnd(start)
    var isGrouped = at - start <= 3
    while at < end {
      let (scalar, length) = Folding.decode(utf8, at)
      let next = at + length
      let follows = digitsEnd(next)
      if scalar == 0x2C || scalar == 0x2E || scalar == 0x3A || scalar == 0x2F {
        guard follows > next else { break }
        at = follows
        isGrouped = isGrouped && follows - next == 3
      } else if isGrouped, scalar == 0x20 || scalar == 0xA0 || scalar == 0x202F {
        guard follows - next == 3, !letterFollows(follows) else { break }
        at = follows
      } else if ScalarClass.of(scalar).isLetter || scalar == 0x2D && letterFollows(next) {
        return emit(start, wordEnd(at), .number)
      } else {
        break
      }
    }
    return emit(start, at, .number)
  }

  private func digitsEnd(_ start: Int) -> Int {
    var at = start
    while at < end, utf8[at] &- 0x30 < 10 { at += 1 }
    if at == start, at < end, ScalarClass.of(Folding.decode(utf8, at).scalar) == .digit {
      at += Folding.decode(utf8, at).length
    }
    return at
  }

  /// The end of a web or mail address; nil where none begins.
  private func addressEnd(_ start: Int) -> Int? {
    func begins(_ prefix: StaticString) -> Bool {
      start + prefix.utf8CodeUnitCount <= end
        && (0..<prefix.utf8CodeUnitCount).allSatisfy { utf8[start + $0] | 0x20 == prefix.utf8Start[$0] | 0x20 }
    }
    var at = start
    var hasAt = false
    if !begins("http://") && !begins("https://") && !begins("www.") {
      // A mail address has its @ before the first space; look no further than a name can reach.
      while at < min(end, start + 64), utf8[at] > 0x20, utf8[at] < 0x80, !hasAt {
        hasAt = utf8[at] == UInt8(ascii: "@") && at > start && letterFollows(at + 1)
        if !Self.isAddressByte(utf8[at]) { break }
        at += 1
      }
      if !hasAt { return nil }
    }
    while at < end, utf8[at] > 0x20, utf8[at] != UInt8(ascii: "<"), utf8[at] != UInt8(ascii: ">"), utf8[at] != 0x22 {
      if utf8[at] >= 0x80, !letterFollows(at) { break }
      at += Folding.decode(utf8, at).length
    }
    while at > start, [0x2E, 0x2C, 0x29, 0x3B, 0x3A, 0x21, 0x3F].contains(utf8[at - 1]) { at -= 1 }
    return at
  }

  private static func isAddressByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x40...0x5A, 0x61...0x7A, 0x2B, 0x2D, 0x2E, 0x5F: true
    default: false
    }
  }

  private mutating func scanSign(_ start: Int, _ scalar: UInt32, _ length: Int) -> Int {
    let next = start + length
    switch scalar {
    case 0x22, 0x27, 0x2018, 0x2019, 0xAB, 0xBB, 0x201C, 0x201D, 0x201E, 0x201F, 0x2039, 0x203A, 0x201A:
      // Two single marks stand for a double one.
      let doubles =
        (scalar == 0x27 || scalar == 0x2019 || scalar == 0x2018) && next < end
        && Folding.decode(utf8, next).scalar == scalar
      return emit(start, doubles ? next + length : next, .quotationMark)
    case 0x3C where next < end && utf8[next] == 0x3C, 0x3E where next < end && utf8[next] == 0x3E:
      return emit(start, next + 1, .quotationMark)
    case 0x2E:
      var at = next
      while at < end, utf8[at] == 0x2E { at += 1 }
      return emit(start, at, .punctuation)
    case 0x23, 0x40:
      let stop = wordEnd(next)
      return emit(start, stop, stop > next ? .address : .symbol)
    default:
      if ScalarClass.of(scalar) == .punctuation { return emit(start, next, .punctuation) }
      return emit(start, symbolEnd(next), .symbol)
    }
  }

  /// An emoji takes the joiners, variation selectors and further emoji that follow.
  private func symbolEnd(_ start: Int) -> Int {
    var at = start
    while at < end {
      let (scalar, length) = Folding.decode(utf8, at)
      let joins = scalar == 0x200D || (0xFE00...0xFE0F).contains(scalar) || (0x1F3FB...0x1F3FF).contains(scalar)
      let isJoined = at >= 3 && utf8[at - 3] == 0xE2 && utf8[at - 2] == 0x80 && utf8[at - 1] == 0x8D
      guard joins || isJoined else { break }
      at += length
    }
    return at
  }

  // MARK: Emitting

  private mutating func emit(_ start: Int, _ stop: Int, _ kind: Token.Kind, _ extra: Token.Shape = []) -> Int {
    let span = Span(start, stop)
    var shape = extra
    if isAfterSpace { shape.insert(.spaceBefore) }
    if opensParagraph { shape.insert(.opensParagraph) }
    if kind == .word { shape.formUnion(capitals(span)) }
    tokens.append(Token(span: span, key: Folding.wordKey(utf8, span), kind: kind, shape: shape))
    isAfterSpace = false
    opensParagraph = false
    return stop
  }

  private func capitals(_ span: Span) -> Token.Shape {
    var shape: Token.Shape = []
    var letters = 0
    var upper = 0
    var at = span.start
    while at < span.end {
      let (scalar, length) = Folding.decode(utf8, at)
      let kind = ScalarClass.of(scalar)
      if kind.isLetter {
        letters += 1
        if kind == .upper {
          upper += 1
          if at == span.start { shape.insert(.capitalized) } else { shape.insert(.innerCapital) }
        }
      }
      at += length
    }
    if upper > 1 && upper == letters { shape.insert(.allCapitals) }
    return shape
  }
}
