import DixitDocument
import DixitLexicons

/// A document as sentence ends see it: the gaps that may be ends, and what French typography says of each.
package struct BoundaryReading {
  package enum Final: UInt8 { case none, period, question, ellipsis, finalAbbreviation, innerAbbreviation, initial }

  /// A place between two tokens where a sentence may end.
  package struct Gap {
    /// The token that ends: a final sign, an abbreviation, or (`none`) any token before a possible opening.
    package let last: Int
    /// The first token of the sentence to come; closing marks stand between.
    package let next: Int
    package let final: Final
  }

  package let utf8: [UInt8]
  package let tokens: [Token]
  package let vocabulary: Vocabulary
  private var places: [Place]
  private let longestLine: Range<Int>

  /// What is known of a token's place.
  private struct Place {
    /// What kind of final sign the token is.
    let final: Final
    /// How many pairs of quotation marks stand around it, and whether it opens one.
    var depth: UInt8 = 0
    var opens = false
    /// The second mark of a pair whose first one has a space before it, as French typography writes them; in German
    /// (*»Ja«, sagt er. »Nein«*) marks that pair so open.
    var closes = false
  }

  package init(_ document: Document, _ vocabularies: TextVocabularies) {
    let utf8 = document.text.utf8
    let tokens = vocabularies.tokens(of: document)
    self.utf8 = utf8
    self.tokens = tokens
    vocabulary = vocabularies.vocabulary(for: document)
    longestLine = Self.longestLine(of: utf8)
    places = tokens.map { Place(final: Self.final($0, in: utf8)) }
    for pair in document.marks ?? [] {
      places[pair.open].opens = true
      if let close = pair.close, tokens[pair.open].shape.contains(.spaceBefore) { places[close].closes = true }
      for index in pair.inside where places[index].depth < 3 { places[index].depth += 1 }
    }
  }

  /// Whether a paragraph is part of a line that holds nearly the whole text: a page whose line breaks were lost, so that
  /// headlines and list items stand in the middle of it.
  package func hasLostItsLines(_ paragraph: Range<Int>) -> Bool {
    paragraph.count >= 12 && longestLine.count >= Self.shortestLine && longestLine.count * 5 >= utf8.count * 4
      && longestLine.contains(tokens[paragraph.lowerBound].span.start)
  }

  /// In bytes: some forty words.
  private static let shortestLine = 200

  private static func longestLine(of utf8: [UInt8]) -> Range<Int> {
    var longest = 0..<0
    var start = 0
    while start < utf8.count {
      let end = utf8.next(0x0A, in: start..<utf8.count) ?? utf8.count
      if end - start > longest.count { longest = start..<end }
      start = end + 1
    }
    return longest
  }

  package func quotationDepth(_ index: Int) -> Int { Int(places[index].depth) }

  package func opensQuotation(_ index: Int) -> Bool { places[index].opens }

  // MARK: Gaps

  /// The first gap from a token on that its own sign or the opening behind it suggests.
  ///
  /// - Parameter bare: whether a sentence may end without a final sign.
  package func gap(from start: Int, in paragraph: Range<Int>, bare: Bool) -> Gap? {
    var last = start
    while last < paragraph.upperBound, final(last) == .none {
      if bare, mayOpenBare(last + 1, in: paragraph) { return Gap(last: last, next: last + 1, final: .none) }
      last += 1
    }
    guard last < paragraph.upperBound else { return nil }
    var next = last + 1
    let limit = min(paragraph.upperBound, next + Self.mostClosing)
    while next < limit, let length = closingLength(next, in: paragraph) { next += length }
    return Gap(last: last, next: next, final: final(last))
  }

  /// How many marks close one sentence at most: a page of periods must not be read again from each.
  private static let mostClosing = 32

  @inline(__always)
  private func mayOpenBare(_ index: Int, in paragraph: Range<Int>) -> Bool {
    guard index < paragraph.upperBound else { return false }
    let token = tokens[index]
    guard token.shape.contains(.spaceBefore), !tokens[index - 1].shape.contains(.elided) else { return false }
    return switch token.kind {
    case .word: token.shape.contains(.capitalized)
    case .quotationMark: opensQuotation(index)
    case .number, .symbol: true
    case .address: false
    // A dash before a small letter belongs to the running text.
    case .punctuation:
      Self.openingSigns.contains(sign(index)) && opensAfterMark(index) && !isInsertion(index, in: paragraph)
    }
  }

  /// Whether a dash has a partner behind which the sentence goes on: *le maire - Paul Morel - a dit*, *le maire -, puis*.
  private func isInsertion(_ index: Int, in paragraph: Range<Int>) -> Bool {
    guard Self.dashes.contains(sign(index)) else { return false }
    for partner in index..<min(index + Self.longestInsertion, paragraph.upperBound - 1) {
      if partner > index {
        if final(partner) == .period || final(partner) == .question { return false }
        guard isFreeDash(partner) else { continue }
      }
      let next = tokens[partner + 1]
      if next.kind == .punctuation, sign(partner + 1) == 0x2C { return true }
      if partner > index { return next.kind == .word && !next.shape.contains(.capitalized) }
    }
    return false
  }

  private func isFreeDash(_ index: Int) -> Bool {
    tokens[index].kind == .punctuation && tokens[index].shape.contains(.spaceBefore)
      && Self.dashes.contains(sign(index))
  }

  private static let dashes: [UInt32] = [0x2D, 0x2013, 0x2014]
  /// In tokens: some thirty words.
  private static let longestInsertion = 40

  static let openingSigns: [UInt32] = [0x2D, 0x2013, 0x2014, 0x2022, 0x28, 0x5B, 0xB7, 0x2A]

  func final(_ index: Int) -> Final { places[index].final }

  private static func final(_ token: Token, in utf8: [UInt8]) -> Final {
    if token.shape.contains(.abbreviation) { return abbreviation(token) }
    guard token.kind == .punctuation else { return .none }
    return switch Folding.decode(utf8, token.span.start).scalar {
    case 0x2E: token.span.count == 1 ? .period : .ellipsis
    case 0x21, 0x3F, 0x203D, 0x2048, 0x2049: .question
    case 0x2026: .ellipsis
    default: .none
    }
  }

  private static func abbreviation(_ token: Token) -> Final {
    let traits = token.traits
    if traits.contains(.titleAbbreviation) { return .none }
    if traits.contains(.finalAbbreviation) { return .finalAbbreviation }
    return traits.has(.abbreviation) ? .innerAbbreviation : .initial
  }

  package func sign(_ index: Int) -> UInt32 { Folding.decode(utf8, tokens[index].span.start).scalar }

  /// How many tokens make a mark that belongs to the sentence before it: closing marks and brackets, more final signs,
  /// a smiley, the number of a note, words left out; nil where none does.
  private func closingLength(_ index: Int, in paragraph: Range<Int>) -> Int? {
    let token = tokens[index]
    if token.kind == .quotationMark { return opensQuotation(index) || standsBeforeWord(index, in: paragraph) ? nil : 1 }
    if token.kind == .symbol { return isFace(token) ? 1 : nil }
    guard token.kind == .punctuation else { return nil }
    switch sign(index) {
    case 0x29, 0x5D, 0x7D, 0x21, 0x3F, 0x2E, 0x2026: return 1
    case 0x5B: return isNote(index, in: paragraph) ? 3 : nil
    default: return nil
    }
  }

  private func isFace(_ token: Token) -> Bool {
    2...3 ~= token.span.count
      && (utf8[token.span.start] == UInt8(ascii: ":") || utf8[token.span.start] == UInt8(ascii: ";"))
  }

  /// A mark that opens by the spaces around it, though it has no partner.
  private func standsBeforeWord(_ index: Int, in paragraph: Range<Int>) -> Bool {
    !places[index].closes && index + 1 < paragraph.upperBound && tokens[index].shape.contains(.spaceBefore)
      && !tokens[index + 1].shape.contains(.spaceBefore) && tokens[index + 1].kind != .punctuation
  }

  /// `[25]`, `[…]`.
  private func isNote(_ index: Int, in paragraph: Range<Int>) -> Bool {
    guard index + 2 < paragraph.upperBound else { return false }
    let isNumber = tokens[index + 1].kind == .number && tokens[index + 1].span.count <= 3
    return (isNumber || final(index + 1) == .ellipsis) && utf8[tokens[index + 2].span.start] == UInt8(ascii: "]")
  }
}

/// What only a page that lost its lines needs: where verbs and capitals are, and how far the next final sign is.
package struct Flow {
  /// How many words of each kind stand in a stretch.
  package struct Counts {
    var words: Int32 = 0
    var capitalized: Int32 = 0
    var allCapitals: Int32 = 0
    var verbs: Int32 = 0
  }

  private let first: Int
  /// Of the words before each token.
  private let counts: [Counts]
  private let ends: [Int32]

  package init(_ paragraph: Range<Int>, _ reading: BoundaryReading) {
    first = paragraph.lowerBound
    counts = Array(unsafeUninitializedCapacity: paragraph.count + 1) { counts, count in
      var sum = Counts()
      for (place, token) in reading.tokens[paragraph].enumerated() {
        counts.initializeElement(at: place, to: sum)
        sum.add(token)
      }
      counts.initializeElement(at: paragraph.count, to: sum)
      count = paragraph.count + 1
    }
    ends = Array(unsafeUninitializedCapacity: paragraph.count + 1) { ends, count in
      var end = paragraph.upperBound
      ends.initializeElement(at: paragraph.count, to: Int32(end))
      for index in paragraph.reversed() {
        if reading.final(index) != .none { end = index }
        ends.initializeElement(at: index - paragraph.lowerBound, to: Int32(end))
      }
      count = paragraph.count + 1
    }
  }

  package func counts(in range: Range<Int>) -> Counts {
    counts[range.upperBound - first] - counts[range.lowerBound - first]
  }

  /// The next final sign at or behind a token.
  package func end(from index: Int) -> Int { Int(ends[index - first]) }
}

extension Flow.Counts {
  @inline(__always)
  fileprivate mutating func add(_ token: Token) {
    guard token.kind == .word else { return }
    words &+= 1
    allCapitals &+= token.shape.contains(.allCapitals) ? 1 : 0
    if token.shape.contains(.capitalized) {
      capitalized &+= 1
    } else {
      verbs &+= token.traits.has([.finiteVerb, .be, .have]) ? 1 : 0
    }
  }

  fileprivate static func - (a: Self, b: Self) -> Self {
    Self(
      words: a.words - b.words, capitalized: a.capitalized - b.capitalized,
      allCapitals: a.allCapitals - b.allCapitals, verbs: a.verbs - b.verbs)
  }
}
