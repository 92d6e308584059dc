import DixitDocument
import DixitLexicons

/// Pairs quotation marks of every kind; never fails.
///
/// « », “ ”, „ “, ‹ ›, `<< >>` and straight marks, nested, reopened by each paragraph, or never closed. Straight marks
/// open or close by the spaces around them, and in doubt by what is open.
public struct QuotationMarkPairer: Stage {
  public let name = "marks"
  public let reads: Set<Layer> = [.paragraphs, .tokens]
  public let writes = Layer.marks

  public init() {}

  public func annotate(_ document: inout Document) {
    var pairing = Pairing(utf8: document.text.utf8, tokens: document.tokens ?? [])
    for paragraph in document.paragraphs ?? [] where paragraph.coverage == .all {
      pairing.pair(document.tokens(in: paragraph.span))
    }
    document.marks = pairing.pairs.sorted { $0.open < $1.open }
  }
}

private struct Pairing {
  let utf8: [UInt8]
  let tokens: [Token]
  private(set) var pairs: [QuotationMarks] = []
  private var open: [(token: Int, sign: UInt32, isReopened: Bool)] = []
  /// Signs that the last paragraph left open: the next one may open them again.
  private var carried: [UInt32] = []

  init(utf8: [UInt8], tokens: [Token]) {
    self.utf8 = utf8
    self.tokens = tokens
  }

  mutating func pair(_ paragraph: Range<Int>) {
    for index in paragraph where tokens[index].kind == .quotationMark { read(index, in: paragraph) }
    let left = open.map(\.sign)
    while let last = open.last { leaveOpen(last, end: end(ofUnclosed: last.token, in: paragraph)) }
    carried = left
  }

  private mutating func read(_ index: Int, in paragraph: Range<Int>) {
    let sign = sign(at: index)
    switch role(of: sign, at: index, in: paragraph) {
    // Nobody quotes so deep: marks that nobody closes would each reach to the paragraph's end.
    case .open where open.count >= Self.deepest: break
    case .open:
      if isStraight(sign), let last = open.last, last.sign == sign {
        openAgain(index, sign, in: paragraph)
      } else {
        let isReopened = index == paragraph.lowerBound && carried.contains(sign)
        open.append((index, sign, isReopened))
      }
    // French typography of old opens each paragraph of a long quotation with the closing mark.
    case .close where index == paragraph.lowerBound && carried.contains(where: { closes(sign, $0) }):
      open.append((index, carried.last { closes(sign, $0) }!, true))
    case .close: close(sign, at: index)
    case .neither: break
    }
  }

  /// A straight mark opens while one like it is open.
  private mutating func openAgain(_ index: Int, _ sign: UInt32, in paragraph: Range<Int>) {
    // "Je prie et je dis : "Aide-nous"." Both are closed.
    if rolesBehind(index, sign, in: paragraph) == [.close, .close] {
      open.append((index, sign, false))
      return
    }
    let last = open[open.count - 1]
    let end = unclosedEnd(from: last.token, to: index)
    leaveOpen(last, end: end ?? index)
    open.append((index, sign, end == nil))
  }

  /// Where a quotation ended that the writer forgot to close, in text that lost its lines; nil where a paragraph that is
  /// lost opens the marks again. Behind its first sentence, names and nobody who says *I* or *you* tell that the writer
  /// speaks.
  private func unclosedEnd(from mark: Int, to index: Int) -> Int? {
    let ends = (mark + 1..<index).filter { at in
      tokens[at].kind == .punctuation && ".!?".utf8.contains(utf8[tokens[at].span.start])
        && (at + 1 == index || tokens[at + 1].shape.isSuperset(of: [.spaceBefore, .capitalized]))
    }
    guard let first = ends.first, first + 1 < index else { return nil }
    let tail = first + 1..<index
    let speaks = tail.contains {
      tokens[$0].traits.has([.firstPerson, .secondPerson]) && tokens[$0].traits.has(.functionWord)
        && !tokens[$0].traits.has(.thirdPerson)
    }
    if speaks { return nil }
    let names = tail.contains { at in
      tokens[at].kind == .word && tokens[at].shape.contains(.capitalized) && !ends.contains(at - 1)
        && tokens[at - 1].kind == .word
    }
    return names || ends.count >= Self.longestReopened || ends.last != index - 1 ? first + 1 : nil
  }

  /// What the next two marks of a kind do, as far as the spaces around them tell.
  private func rolesBehind(_ index: Int, _ sign: UInt32, in paragraph: Range<Int>) -> [Role] {
    var roles: [Role] = []
    for next in index + 1..<min(index + Self.outlook, paragraph.upperBound) where roles.count < 2 {
      guard tokens[next].kind == .quotationMark, self.sign(at: next) == sign else { continue }
      let (opensHere, closesHere) = (gapBefore(next, in: paragraph), gapAfter(next, in: paragraph))
      roles.append(opensHere == closesHere ? .neither : opensHere ? .open : .close)
    }
    return roles
  }

  /// The mark's scalar; two single marks are the double one that they stand for.
  private func sign(at index: Int) -> UInt32 {
    let scalar = Folding.decode(utf8, tokens[index].span.start).scalar
    return isDoubled(index) ? 0x22 : scalar
  }

  private func isDoubled(_ index: Int) -> Bool {
    tokens[index].span.count > 1 && utf8[tokens[index].span.start] == 0x27 || tokens[index].span.count > 3
  }

  private enum Role { case open, close, neither }

  private func role(of sign: UInt32, at index: Int, in paragraph: Range<Int>) -> Role {
    let opensHere = gapBefore(index, in: paragraph)
    let closesHere = gapAfter(index, in: paragraph)
    let isOpen = open.contains { closes(sign, $0.sign) }
    switch sign {
    case 0xAB, 0x2039, 0x201E, 0x201A, 0x3C, 0x60: return .open
    case 0xBB, 0x203A, 0x3E: return .close
    case 0x201C: return isOpen && !opensHere ? .close : .open
    case 0x201D: return !isOpen && opensHere && !closesHere ? .open : .close
    case 0x22, 0x201F: return straightRole(opensHere, closesHere, isOpen: isOpen)
    default: return singleRole(index, opensHere, closesHere, isOpen: isOpen, in: paragraph)
    }
  }

  private func straightRole(_ opensHere: Bool, _ closesHere: Bool, isOpen: Bool) -> Role {
    if opensHere && !closesHere { return .open }
    if closesHere && !opensHere { return .close }
    return isOpen ? .close : .open
  }

  /// A single mark opens only where one that closes follows in the paragraph: elsewhere it is an apostrophe.
  private func singleRole(
    _ index: Int, _ opensHere: Bool, _ closesHere: Bool, isOpen: Bool, in paragraph: Range<Int>
  ) -> Role {
    if isOpen { return closesHere ? .close : .neither }
    guard opensHere && !closesHere else { return .neither }
    let partner = (index + 1..<min(index + 60, paragraph.upperBound)).first {
      tokens[$0].kind == .quotationMark && tokens[$0].span.count == tokens[index].span.count
        && gapAfter($0, in: paragraph) && !gapBefore($0, in: paragraph)
        && [0x27, 0x2019].contains(Folding.decode(utf8, tokens[$0].span.start).scalar)
    }
    return partner == nil ? .neither : .open
  }

  /// Whether what stands before the mark lets it open: space, an opening bracket, an elision, a dash.
  private func gapBefore(_ index: Int, in paragraph: Range<Int>) -> Bool {
    if index == paragraph.lowerBound || tokens[index].shape.contains(.spaceBefore) { return true }
    let before = tokens[index - 1]
    if before.shape.contains(.elided) { return true }
    if before.kind == .quotationMark { return open.last?.token == index - 1 }
    return before.kind == .punctuation && "([{—–-:".utf8.contains(utf8[before.span.start])
  }

  private func gapAfter(_ index: Int, in paragraph: Range<Int>) -> Bool {
    guard index + 1 < paragraph.upperBound else { return true }
    let after = tokens[index + 1]
    if after.shape.contains(.spaceBefore) { return true }
    if after.kind == .quotationMark { return [0xBB, 0x201D].contains(Folding.decode(utf8, after.span.start).scalar) }
    return after.kind == .punctuation && !"([{".utf8.contains(utf8[after.span.start])
  }

  private func isStraight(_ sign: UInt32) -> Bool { sign == 0x22 || sign == 0x27 || sign == 0x201F }

  private func closes(_ sign: UInt32, _ opening: UInt32) -> Bool {
    switch opening {
    case 0xAB: sign == 0xBB
    case 0x2039: sign == 0x203A
    case 0x3C: sign == 0x3E
    case 0x60: sign == 0x27 || sign == 0x22
    case 0x201E, 0x201A: sign == 0x201C || sign == 0x201D || sign == 0x2018 || sign == 0x22
    case 0x201C, 0x201D: sign == 0x201D || sign == 0x22 || sign == 0x201C
    case 0x22, 0x201F: sign == 0x22 || sign == 0x201D
    default: sign == 0x27 || sign == 0x2019
    }
  }

  private mutating func close(_ sign: UInt32, at index: Int) {
    guard let partner = open.lastIndex(where: { closes(sign, $0.sign) }) else { return }
    while open.count > partner + 1 { leaveOpen(open.last!, end: index) }
    let opening = open.removeLast()
    guard index > opening.token + 1 else { return }
    pairs.append(
      QuotationMarks(
        open: opening.token, close: index, end: index, depth: open.count, isReopened: opening.isReopened))
  }

  private mutating func leaveOpen(_ opening: (token: Int, sign: UInt32, isReopened: Bool), end: Int) {
    open.removeLast()
    guard end > opening.token + 1 else { return }
    pairs.append(
      QuotationMarks(open: opening.token, close: nil, end: end, depth: open.count, isReopened: opening.isReopened))
  }

  /// Where a quotation ends that nobody closes: with its paragraph, or, in a page without line breaks, where its first
  /// sentence ends.
  private func end(ofUnclosed mark: Int, in paragraph: Range<Int>) -> Int {
    guard paragraph.upperBound - mark > Self.longestUnclosed else { return paragraph.upperBound }
    return (mark + 1..<paragraph.upperBound).first { index in
      tokens[index].kind == .punctuation && ".!?".utf8.contains(utf8[tokens[index].span.start])
        && index + 1 < paragraph.upperBound && tokens[index + 1].shape.isSuperset(of: [.spaceBefore, .capitalized])
    }.map { $0 + 1 } ?? paragraph.upperBound
  }

  /// How many sentences a paragraph has at most that opens the marks again.
  private static let longestReopened = 5

  /// How far the next mark is looked for.
  private static let outlook = 200

  /// How many pairs may stand around one.
  private static let deepest = 8

  /// Nine in ten quotations of the press are shorter (in tokens).
  private static let longestUnclosed = 60
}
