import DixitDocument
import DixitLexicons

/// Numbers: `3,4`, `3 000`, `2004-2005`, `1/10`, `2e`; a unit stands apart (`46|%`, `15|h`, `160|km`).
extension TokenScanner {
  mutating func scanNumber(_ start: Int) -> Int {
    var at = digitsEnd(start)
    if at == start + 1, let keycap = keycapEnd(at) { return emit(start, keycap, .symbol) }
    var isGrouped = at - start <= 3
    while at < end {
      let (scalar, length) = bytes.decode(at)
      let next = at + length
      let digits = digitsEnd(next) - next
      switch scalar {
      case 0x2C, 0x2E, 0x3A, 0x2F, 0x2D:
        guard digits > 0 else { return finishNumber(start, at) }
        isGrouped = isGrouped && digits == 3
      case 0x20, 0xA0, 0x2009, 0x202F, 0x27, 0x2019:
        guard isGrouped, digits == 3, !letterFollows(next + 3) else { return finishNumber(start, at) }
      default: return finishNumber(start, at)
      }
      at = next + digits
    }
    return finishNumber(start, at)
  }

  /// Takes what belongs to a number behind its digits: letters (`2e`, `4x4`, `4-temps`), or the period of an ordinal.
  private mutating func finishNumber(_ start: Int, _ stop: Int) -> Int {
    guard stop < end else { return emit(start, stop, .number) }
    if bytes[stop] == UInt8(ascii: ".") {
      if let address = addressEnd(start, stop) { return emit(start, address, .address) }
      return emit(start, isOrdinal(start, stop) ? stop + 1 : stop, .number)
    }
    if letterFollows(stop) {
      let word = wordEnd(stop)
      guard let unit = unitEnd(stop, word) else { return emit(start, word, .number) }
      _ = emit(start, stop, .number)
      return emit(stop, unit, .word)
    }
    let isCompound = bytes[stop] == UInt8(ascii: "-") && letterFollows(stop + 1)
    return emit(start, isCompound ? wordEnd(stop + 1) : stop, .number)
  }

  /// The end of the unit that stands behind a number: `15|h`, `20|h|30`, `160|km`.
  private func unitEnd(_ start: Int, _ stop: Int) -> Int? {
    var letters = start
    while letters < stop, !bytes[letters].isDigit { letters += 1 }
    let known = traits(start, letters)
    let isWhole = letters == stop || known.contains(.hourSign) && digitsEnd(letters) == stop
    return isWhole && known.contains(.unit) ? letters : nil
  }

  /// German `3. Oktober`: the period makes an ordinal where what follows cannot open a sentence.
  private func isOrdinal(_ start: Int, _ stop: Int) -> Bool {
    guard vocabulary.hasOrdinalPeriods, stop - start <= 2 else { return false }
    let next = skipSpaces(stop + 1)
    guard next < end, next > stop + 1 else { return false }
    if bytes.scalarClass(next) == .lower { return true }
    guard upperFollows(next) else { return false }
    let follower = traits(next, wordEnd(next))
    if follower.contains(.month) { return true }
    guard let last = tokens.last else { return false }
    return vocabulary.traits(of: last.key).has([.determiner, .preposition]) && !follower.has(.functionWord)
  }

  func digitsEnd(_ start: Int) -> Int {
    var at = start
    while at < end, bytes[at].isDigit { at += 1 }
    if at == start, at < end, bytes[at] >= 0x80, bytes.scalarClass(at) == .digit { at += bytes.decode(at).length }
    return at
  }
}
