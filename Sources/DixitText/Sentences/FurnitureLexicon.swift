import DixitDocument
import DixitLexicons

/// How a page's furniture begins: *Lire aussi*, *Abonnez-vous*, captions.
public struct FurnitureLexicon: Sendable {
  private struct Opening {
    let kind: Paragraph.Kind
    let place: Place
  }

  private enum Place: String { case line, colon, stub }

  private let openings: [UInt64: Opening]
  private let longest: Int

  /// - Throws: `LexiconError` where the table has a bad row.
  public init(language: String, library: LexiconLibrary) throws {
    var openings: [UInt64: Opening] = [:]
    var longest = 0
    for row in try library.table("\(language)/furniture.tsv", columns: 3) {
      guard let kind = Paragraph.Kind(rawValue: row[1]) else {
        throw row.unexpected(1, expected: "a kind of paragraph")
      }
      guard let place = Place(rawValue: row[2]) else { throw row.unexpected(2, expected: "line, colon or stub") }
      openings[Folding.nameKey(row[0])] = Opening(kind: kind, place: place)
      longest = max(longest, row[0].split(separator: " ").count)
    }
    self.openings = openings
    self.longest = longest
  }

  /// The kind of a paragraph that begins as furniture does; nil for all others.
  ///
  /// What only announces a link (*A lire*, *Regarder*) needs its colon, or a paragraph of its own; what may open a
  /// sentence (*Publié le*) has no period at its end.
  func kind(of paragraph: Span, in utf8: [UInt8]) -> Paragraph.Kind? {
    if paragraph.count > Self.longestParagraph { return nil }
    if utf8[paragraph.start] == 0xC2, utf8[paragraph.start + 1] == 0xA9 { return .furniture }
    var hasher = NameHasher()
    var at = paragraph.start
    for _ in 0..<longest {
      let end = wordEnd(at, paragraph.end, utf8)
      hasher.add(utf8, Span(at, end))
      if let opening = openings[hasher.key], stands(opening, at: end, in: paragraph, utf8) { return opening.kind }
      guard end < paragraph.end, utf8[end] == 0x20 else { return nil }
      hasher.add(utf8, Span(end, end + 1))
      at = end + 1
    }
    return nil
  }

  private func stands(_ opening: Opening, at end: Int, in paragraph: Span, _ utf8: [UInt8]) -> Bool {
    switch opening.place {
    case .line: true
    case .colon: endsOpening(end, paragraph.end, utf8)
    case .stub: utf8[paragraph.end - 1] != UInt8(ascii: ".")
    }
  }

  /// Whether a short paragraph ends with the owner of a picture: *Les grues du port. © Jean Dupont / AFP*.
  static func endsInCredit(_ paragraph: Span, in utf8: [UInt8]) -> Bool {
    guard paragraph.count <= longestParagraph else { return false }
    let tail = max(paragraph.start, paragraph.end - longestCredit)..<paragraph.end - 1
    return tail.contains { utf8[$0] == 0xC2 && utf8[$0 + 1] == 0xA9 }
  }

  /// Where furniture begins that ends with the colon at an offset: *… les écoles. Lire aussi sur BBC Afrique :*; nil
  /// where the colon belongs to the text.
  func start(before colon: Int, from floor: Int, in utf8: [UInt8]) -> Int? {
    var end = colon
    while end > floor, isSpace(end - 1, utf8) { end -= spaceLength(before: end, utf8) }
    var start = end
    for _ in 0..<longest + Self.longestSiteName {
      start = wordStart(before: start, floor, utf8)
      if isCapital(start, utf8), isAnnouncement(Span(start, end), in: utf8) { return start }
      guard start > floor + 1, utf8[start - 1] == 0x20, !".!?:;,»”\"".utf8.contains(utf8[start - 2]) else { return nil }
      start -= 1
    }
    return nil
  }

  /// Whether a stretch is an opening, with no more behind it than the name of a site.
  private func isAnnouncement(_ span: Span, in utf8: [UInt8]) -> Bool {
    var hasher = NameHasher()
    var at = span.start
    while at < span.end {
      let end = wordEnd(at, span.end, utf8)
      hasher.add(utf8, Span(at, end))
      if let opening = openings[hasher.key], opening.place == .colon, isSiteName(end, span.end, utf8) { return true }
      guard end < span.end else { return false }
      hasher.add(utf8, Span(end, end + 1))
      at = end + 1
    }
    return false
  }

  /// Nothing, or at most three words with capitals.
  private func isSiteName(_ start: Int, _ stop: Int, _ utf8: [UInt8]) -> Bool {
    var at = start
    var words = 0
    while at < stop {
      guard utf8[at] == 0x20, at + 1 < stop, isCapital(at + 1, utf8), words < Self.longestSiteName else { return false }
      at = wordEnd(at + 1, stop, utf8)
      words += 1
    }
    return true
  }

  private static let longestSiteName = 3
  /// In bytes: two names and an agency.
  private static let longestCredit = 60
  /// In bytes. Longer ones are articles that begin with such a word.
  private static let longestParagraph = 240

  private func endsOpening(_ at: Int, _ end: Int, _ utf8: [UInt8]) -> Bool {
    var at = at
    while at < end, utf8[at] == 0x20 || utf8[at] == 0xC2 || utf8[at] == 0xA0 { at += 1 }
    return at == end || utf8[at] == UInt8(ascii: ":") || isCapital(at, utf8)
  }

  private func wordEnd(_ start: Int, _ end: Int, _ utf8: [UInt8]) -> Int {
    var at = start
    while at < end, utf8[at] != 0x20, utf8[at] != UInt8(ascii: ":"), utf8[at] != 0xC2 { at += 1 }
    return at
  }

  private func wordStart(before end: Int, _ floor: Int, _ utf8: [UInt8]) -> Int {
    var at = end
    while at > floor, utf8[at - 1] != 0x20 { at -= 1 }
    return at
  }

  private func isCapital(_ at: Int, _ utf8: [UInt8]) -> Bool {
    ScalarClass.of(Folding.decode(utf8, at).scalar) == .upper
  }

  private func isSpace(_ at: Int, _ utf8: [UInt8]) -> Bool {
    utf8[at] == 0x20 || utf8[at] == 0xA0 && at > 0 && utf8[at - 1] == 0xC2
      || utf8[at] == 0xAF && at > 1 && utf8[at - 1] == 0x80 && utf8[at - 2] == 0xE2
  }

  private func spaceLength(before end: Int, _ utf8: [UInt8]) -> Int {
    utf8[end - 1] == 0x20 ? 1 : utf8[end - 1] == 0xA0 ? 2 : 3
  }
}
