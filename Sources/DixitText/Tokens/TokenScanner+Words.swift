import DixitDocument
import DixitLexicons

/// A stretch of letters and what was seen in it on the way: what decides which doubts arise.
private struct Stretch {
  let start: Int
  var stop: Int
  private(set) var hasApostrophe = false
  private(set) var hasHyphen = false
  /// How many apostrophes and hyphens stand in it. A longer chain is cut: each elision in front of it reads it again.
  private(set) var joints = 0
  static let mostJoints = 32
  var letters = 0
  var upper = 0
  var shape: Token.Shape = []

  mutating func noteJoint(isApostrophe: Bool) {
    joints += 1
    if isApostrophe { hasApostrophe = true } else { hasHyphen = true }
  }

  mutating func count(_ kind: ScalarClass, _ at: Int) {
    guard kind.isLetter else { return }
    letters += 1
    guard kind == .upper else { return }
    upper += 1
    shape.insert(at == start ? .capitalized : .innerCapital)
  }

  var capitals: Token.Shape { upper > 1 && upper == letters ? shape.union(.allCapitals) : shape }
}

extension TokenScanner {
  mutating func scanWord(_ start: Int) -> Int {
    let word = stretch(start)
    let stop = word.stop
    if stop == start { return emit(start, start + bytes.decode(start).length, .symbol) }
    if stop < end, let address = addressEnd(start, stop) { return emit(start, address, .address) }
    if word.hasApostrophe || isApostrophe(stop), let elision = elisionEnd(start, stop) {
      return emit(start, elision, .word, .elided)
    }
    if stop < end, let longer = longerEnd(start, stop) { return emit(start, longer.end, .word, longer.shape) }
    if word.hasHyphen, let enclitic = encliticStart(start, stop) {
      _ = emit(start, enclitic, .word)
      return emitEnclitics(enclitic, stop)
    }
    if word.hasApostrophe, let clitic = cliticStart(start, stop) {
      _ = emit(start, clitic, .word)
      return emit(clitic, stop, .word)
    }
    return append(start, stop, .word, word.capitals)
  }

  func wordEnd(_ start: Int) -> Int { stretch(start).stop }

  /// Letters and digits, with hyphens, apostrophes and `&` where letters stand on both sides, and `+` at the end of a
  /// name (`C++`).
  private func stretch(_ start: Int) -> Stretch {
    var word = Stretch(start: start, stop: start)
    var at = start
    while at < end {
      let byte = bytes[at]
      if byte.isASCIILower {
        word.letters += 1
        at += 1
      } else if byte < 0x80 {
        guard let next = stretch(over: byte, at, &word) else { break }
        at = next
      } else {
        let (scalar, length) = bytes.decode(at)
        let kind = ScalarClass.of(scalar)
        if kind.continuesWord || scalar == 0xB0 && at > start {
          word.count(kind, at)
        } else if Self.isJoiner(scalar), at > start, word.joints < Stretch.mostJoints, wordGoesOn(at + length),
          !divides(scalar, at, word)
        {
          word.noteJoint(isApostrophe: scalar == 0x2019)
        } else {
          break
        }
        at += length
      }
    }
    word.stop = at
    return word
  }

  @inline(__always)
  private func stretch(over byte: UInt8, _ at: Int, _ word: inout Stretch) -> Int? {
    switch byte {
    case 0x41...0x5A: word.count(.upper, at)
    case 0x30...0x39: break
    case 0x27, 0x2D, 0x26, 0x5F:
      guard at > word.start, word.joints < Stretch.mostJoints, wordGoesOn(at + 1), !divides(UInt32(byte), at, word)
      else { return nil }
      if byte == 0x27 || byte == 0x2D { word.noteJoint(isApostrophe: byte == 0x27) }
    case UInt8(ascii: "+"):
      guard at > word.start, !wordGoesOn(at + 1) else { return nil }
    default: return nil
    }
    return at + 1
  }

  /// Whether a hyphen stands between two words: *student|-|based*, but *re-emerged*, *e-mail*.
  private func divides(_ scalar: UInt32, _ at: Int, _ word: Stretch) -> Bool {
    guard vocabulary.hasHyphenDividers, scalar == 0x2D || scalar == 0x2010 || scalar == 0x2011 else { return false }
    return !traits(word.start, at).contains(.hyphenPrefix)
  }

  private static func isJoiner(_ scalar: UInt32) -> Bool { scalar == 0x2019 || scalar == 0x2010 || scalar == 0x2011 }

  @inline(__always)
  func isApostrophe(_ at: Int) -> Bool {
    guard at < end else { return false }
    return bytes[at] == 0x27 || bytes[at] == 0xE2 && bytes.decode(at).scalar == 0x2019
  }

  // MARK: Elision and clitics

  /// The end of an elided word that opens the stretch: `l'`, `qu'`, `jusqu'`, or of one that nothing follows (`l' `).
  private func elisionEnd(_ start: Int, _ stop: Int) -> Int? {
    var at = start
    while at <= stop, !isApostrophe(at) { at += 1 }
    if at > stop { return nil }
    at += bytes.decode(at).length
    guard traits(start, at).contains(.elision), !exceptionTraits(start, stop).contains(.wholeWord) else { return nil }
    // *n'* and *m'* never stand before a capital: N'Djamena is one word.
    let isName = bytes[start] == UInt8(ascii: "N") || bytes[start] == UInt8(ascii: "M")
    return isName && bytes.decode(start + 1).scalar != 0x75 && isApostrophe(start + 1) && upperFollows(at) ? nil : at
  }

  /// Where the clitics of an inverted verb or a deictic begin: `dit|-il`, `a|-t-elle`, `jour|-là`.
  private func encliticStart(_ start: Int, _ stop: Int) -> Int? {
    guard vocabulary.hasEnclitics else { return nil }
    var at = start + 1
    while at < stop {
      if bytes[at] == UInt8(ascii: "-"), isEncliticChain(at, stop) {
        if traits(start, stop).has([.openClass, .functionWord, .wholeWord]) { return nil }
        let carriesNoSubject = !traits(at, stop).contains(.subjectEnclitic)
        return traits(start, at).has(carriesNoSubject ? [.finiteVerb, .be, .have, .noun] : [.finiteVerb, .be, .have])
          ? at : nil
      }
      at += 1
    }
    return nil
  }

  /// Where the clitic begins that ends a word: `Smith|'s`, `they|'re`, `do|n't`.
  private func cliticStart(_ start: Int, _ stop: Int) -> Int? {
    guard vocabulary.hasEnclitics else { return nil }
    var at = stop - 1
    while at > start, !isApostrophe(at) { at -= 1 }
    guard at > start, !exceptionTraits(start, stop).contains(.wholeWord) else { return nil }
    if traits(at, stop).contains(.enclitic) { return at }
    return at > start + 1 && traits(at - 1, stop).contains(.enclitic) ? at - 1 : nil
  }

  private func isEncliticChain(_ start: Int, _ stop: Int) -> Bool {
    if start == stop { return true }
    guard let next = encliticEnd(start, stop) else { return false }
    return isEncliticChain(next, stop)
  }

  /// The end of one clitic with its hyphen, the euphonic `-t` included.
  private func encliticEnd(_ start: Int, _ stop: Int) -> Int? {
    var at = start + 1
    while at <= stop {
      if at == stop || bytes[at] == UInt8(ascii: "-"), traits(start, at).contains(.enclitic) { return at }
      at += 1
    }
    return nil
  }

  private mutating func emitEnclitics(_ start: Int, _ stop: Int) -> Int {
    var at = start
    while at < stop, let next = encliticEnd(at, stop) { at = emit(at, next, .word, .enclitic) }
    return at
  }

  // MARK: Longer than a stretch

  /// A token that goes on behind the letters: abbreviations, codes (`AC/DC`), endings in brackets (`traité(e)`).
  private func longerEnd(_ start: Int, _ stop: Int) -> (end: Int, shape: Token.Shape)? {
    switch bytes[stop] {
    case UInt8(ascii: "."):
      acronymEnd(start, stop).map { ($0, []) } ?? abbreviationEnd(start, stop).map { ($0, .abbreviation) }
    case UInt8(ascii: "/"): codeEnd(start, stop).map { ($0, []) }
    // The names of two programming languages.
    case UInt8(ascii: "#"):
      stop == start + 1 && bytes[start].isASCIIUpper && !wordGoesOn(stop + 1) ? (stop + 1, []) : nil
    case UInt8(ascii: "$"): isCurrency(start, stop) ? (stop + 1, []) : nil
    case UInt8(ascii: "("): bracketedEnd(stop).map { ($0, []) }
    default: nil
    }
  }

  /// The end of an abbreviation with its period: from the lexicon, initials (`J.`, `J.-P.`), letters (`U.S.A.`).
  private func abbreviationEnd(_ start: Int, _ stop: Int) -> Int? {
    let known = exceptionTraits(start, stop + 1)
    let best =
      known.has(.abbreviation) && (!known.contains(.dateAbbreviation) || isBesideNumber(stop + 1)) ? stop + 1 : nil
    let (at, letters) = lettersEnd(start)
    if letters > 1, !wordGoesOn(at) || upperFollows(at) { return max(best ?? 0, at) }
    if letters == 1, upperFollows(start), initialFollows(at) { return at }
    return best
  }

  /// J.-C., a.s.b.l., U.S.A.: single letters and periods, hyphens between them.
  private func lettersEnd(_ start: Int) -> (end: Int, letters: Int) {
    var at = start
    var letters = 0
    while letterFollows(at) {
      let after = at + bytes.decode(at).length
      guard after < end, bytes[after] == UInt8(ascii: ".") else { break }
      letters += 1
      at = after + 1
      if at + 1 < end, bytes[at] == UInt8(ascii: "-"), letterFollows(at + 1) { at += 1 }
    }
    if at > start, bytes[at - 1] == UInt8(ascii: "-") { at -= 1 }
    return (at, letters)
  }

  /// G.P.S, R.I.Ma: letters with periods whose last has none.
  private func acronymEnd(_ start: Int, _ stop: Int) -> Int? {
    let (at, letters) = lettersEnd(start)
    guard letters > 0, upperFollows(at) else { return nil }
    let last = wordEnd(at)
    let longest = letters > 1 ? 3 : 1
    return last - at <= longest && !exceptionTraits(start, stop + 1).has(.abbreviation) ? last : nil
  }

  /// *sept.* is a month beside a number (`3 sept. 1950`), else the end of a sentence.
  private func isBesideNumber(_ at: Int) -> Bool {
    if let last = tokens.last, last.kind == .number { return true }
    let next = skipSpaces(at)
    return next < end && bytes[next].isDigit
  }

  /// Whether what stands behind a capital and its period makes it an initial: another name.
  private func initialFollows(_ at: Int) -> Bool {
    if upperFollows(at) { return true }
    guard at < end, bytes.scalarClass(at) == .space else { return false }
    let next = at + bytes.decode(at).length
    // *vitamine C. Les …*: a common word behind the capital's period opens a sentence.
    return upperFollows(next) && !traits(next, wordEnd(next)).has(.functionWord)
  }

  /// Capitals and digits on both sides of a slash: `AC/DC`, `IIb/IIIa`; *et/ou* is three tokens.
  private func codeEnd(_ start: Int, _ stop: Int) -> Int? {
    guard isCode(start, stop) else { return nil }
    var at = stop
    while at < end, bytes[at] == UInt8(ascii: "/") {
      let next = wordEnd(at + 1)
      guard isCode(at + 1, next) else { break }
      at = next
    }
    return at > stop ? at : nil
  }

  private func isCode(_ start: Int, _ stop: Int) -> Bool {
    guard start < stop, stop - start <= 5 else { return false }
    let body = bytes[stop - 1].isASCIILower && stop - start > 2 ? start..<stop - 1 : start..<stop
    return body.allSatisfy { bytes[$0].isASCIIUpper || bytes[$0].isDigit }
  }

  /// `US$`, `R$`.
  private func isCurrency(_ start: Int, _ stop: Int) -> Bool {
    stop - start <= 3 && (start..<stop).allSatisfy { bytes[$0].isASCIIUpper }
  }

  /// `traité(e)`, `collègue(s)`, `MISE(S)`.
  private func bracketedEnd(_ stop: Int) -> Int? {
    var at = stop + 1
    while at < min(end, stop + 5), (bytes[at] | 0x20).isASCIILower { at += 1 }
    return at > stop + 1 && at < end && bytes[at] == UInt8(ascii: ")") && !wordGoesOn(at + 1) ? at + 1 : nil
  }
}
