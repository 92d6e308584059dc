import CICU
import DixitDocument
import DixitLexicons

/// One pass over the text of an article, from clean stretch to clean stretch.
struct TextCleaning {
  private let source: [UInt8]
  var aligned: AlignedText
  /// Whether a hyphen stands at the end of a line.
  private(set) var breaksWords = false
  /// How many characters had to be replaced.
  private var replaced = 0
  /// How many control characters became what windows-1252 means by them.
  private var restored = 0
  /// Whether U+0085 is windows-1252's `…`, which it is where there are others of its kind; known once it is asked.
  private var isEllipsis: Bool?
  /// Where the stretch begins that has not been taken over.
  private var kept = 0

  init(_ source: [UInt8]) {
    self.source = source
    aligned = AlignedText(of: source)
  }

  var warnings: [String] {
    (replaced == 0 ? [] : ["\(replaced) characters that XML cannot hold became U+FFFD."])
      + (restored == 0 ? [] : ["\(restored) control characters had been windows-1252 (’ “ … €) and became that again."])
  }

  mutating func run() {
    var at = 0
    while true {
      at = Self.endOfPlain(source, from: at)
      if at == source.count { break }
      at = treat(at)
    }
    aligned.keep(to: source.count)
  }

  /// The first byte from `start` on that is no printable ASCII.
  @inline(__always)
  private static func endOfPlain(_ source: [UInt8], from start: Int) -> Int {
    source.withUnsafeBytes { bytes in
      var at = start
      while at + 8 <= bytes.count {
        let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
        // The lowest marked byte is below 0x20, 0x7F or above; those over it may be marked by a borrow.
        let isDelete = (word ^ 0x7F7F_7F7F_7F7F_7F7F) &- 0x0101_0101_0101_0101
        let marked = (word | (word &- 0x2020_2020_2020_2020) | isDelete) & 0x8080_8080_8080_8080
        if marked != 0 { return at + marked.trailingZeroBitCount / 8 }
        at += 8
      }
      while at < bytes.count, bytes[at] >= 0x20, bytes[at] < 0x7F { at += 1 }
      return at
    }
  }

  /// Deals with the character at `at`; returns where to go on.
  private mutating func treat(_ at: Int) -> Int {
    switch source[at] {
    case 0x0A:
      noteLineEnd(at)
      return at + 1
    case 0x09: return at + 1
    // The letters of Latin-1: none can compose with what follows unless that is a combining mark, which looks back.
    case 0xC3: return at + 2
    default: return treatScalar(at)
    }
  }

  private mutating func treatScalar(_ at: Int) -> Int {
    let (scalar, length) = Folding.decode(source, at)
    if Self.isRareHyphen(scalar), breaksWord(at, length) { return replace(at, at + length, with: [UInt8(ascii: "-")]) }
    switch Self.action(for: scalar) {
    case .keep: return at + length
    case .drop:
      // What goes may have kept a letter and its accent apart.
      return continuesSegment(endOfDropped(from: at)) ? compose(around: at) : replace(at, at + length, with: [])
    case .restore: return restore(scalar, at, length)
    case .lineEnd:
      if scalar == MisreadControls.nextLine, isNextLineEllipsis() { return restore(scalar, at, length) }
      noteLineEnd(at)
      let isPair = scalar == 0x0D && at + 1 < source.count && source[at + 1] == 0x0A
      return replace(at, at + (isPair ? 2 : length), with: [0x0A])
    case .replace:
      replaced += 1
      return replace(at, at + length, with: [0xEF, 0xBF, 0xBD])
    case .compose: return compose(around: at)
    }
  }

  private mutating func replace(_ start: Int, _ end: Int, with bytes: [UInt8]) -> Int {
    aligned.replace(start, end, with: bytes)
    kept = end
    return end
  }

  private mutating func restore(_ scalar: UInt32, _ at: Int, _ length: Int) -> Int {
    restored += 1
    // An accent may follow a letter.
    if continuesSegment(endOfDropped(from: at + length)) { return compose(around: at) }
    return replace(at, at + length, with: Self.restoredBytes(of: scalar) ?? [])
  }

  private static func restoredBytes(of scalar: UInt32) -> [UInt8]? {
    MisreadControls.meaning(of: scalar).flatMap(Unicode.Scalar.init).map { Array(UTF8.encode($0)!) }
  }

  private mutating func isNextLineEllipsis() -> Bool {
    let answer = isEllipsis ?? MisreadControls.areIn(source)
    isEllipsis = answer
    return answer
  }

  private mutating func noteLineEnd(_ at: Int) {
    var before = at - 1
    while before >= 0, source[before] == 0x20 || source[before] == 0x09 { before -= 1 }
    // Behind an edit a hyphen may stand before what was dropped: the joiner looks at the text itself.
    if before >= 0, source[before] == UInt8(ascii: "-") || kept == before + 1 { breaksWords = true }
  }

  private enum Action { case keep, drop, lineEnd, replace, restore, compose }

  private static func action(for scalar: UInt32) -> Action {
    switch scalar {
    case 0x0D, 0x85, 0x2028, 0x2029, 0x0C, 0x0B: .lineEnd
    case 0xAD, 0x200B, 0x200C, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x206F, 0xFEFF: .drop
    case 0x09, 0x0A: .keep
    case 0..<0x20, 0x7F: .drop
    case MisreadControls.range: MisreadControls.meaning(of: scalar) == nil ? .drop : .restore
    case 0xA0..<0x300, 0x2002...0x2120, 0x20A0...0x20CF: .keep
    case let scalar where scalar & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(scalar): .replace
    default: dixit_icu_nfc_is_inert(scalar) ? .keep : .compose
    }
  }

  // MARK: Hyphens

  private static func isRareHyphen(_ scalar: UInt32) -> Bool { scalar == 0xAD || scalar == 0x2010 }

  /// Whether a soft hyphen or U+2010 stands between a letter and a line end behind which a letter follows: as a plain
  /// hyphen it is the joiner's matter.
  private mutating func breaksWord(_ at: Int, _ length: Int) -> Bool {
    guard followsLetter(at) else { return false }
    var next = endOfBlank(from: at + length)
    guard next < source.count, isLineEnd(next) else { return false }
    let isPair = source[next] == 0x0D && next + 1 < source.count && source[next + 1] == 0x0A
    next = endOfBlank(from: isPair ? next + 2 : next + self.length(at: next))
    return next < source.count && ScalarClass.of(scalar(at: next)).isLetter
  }

  private mutating func isLineEnd(_ at: Int) -> Bool {
    let scalar = Folding.decode(source, at).scalar
    if scalar == MisreadControls.nextLine { return !isNextLineEllipsis() }
    return scalar == 0x0A || Self.action(for: scalar) == .lineEnd
  }

  /// Looks through what is dropped, but for another soft hyphen: of several one is enough.
  private func followsLetter(_ at: Int) -> Bool {
    var before = at
    while before > 0 {
      before -= 1
      while before > 0, source[before] & 0xC0 == 0x80 { before -= 1 }
      if !isDropped(before) { break }
      if Self.isRareHyphen(scalar(at: before)) { return false }
    }
    let kind = ScalarClass.of(scalar(at: before))
    return kind.isLetter || kind == .mark
  }

  /// Where spaces, and what is dropped, end.
  private func endOfBlank(from start: Int) -> Int {
    var at = start
    while at < source.count, source[at] == 0x20 || source[at] == 0x09 || isDropped(at) { at += length(at: at) }
    return at
  }

  /// The scalar here, or the one that a misread control character stands for.
  private func scalar(at position: Int) -> UInt32 {
    let scalar = Folding.decode(source, position).scalar
    return MisreadControls.meaning(of: scalar) ?? scalar
  }

  // MARK: Composition

  private mutating func compose(around position: Int) -> Int {
    let range = segment(around: position)
    let bytes = keptBytes(of: range)
    // NFC of UTF-8 grows by a factor of three at most.
    let composed = [UInt8](unsafeUninitializedCapacity: bytes.count * 3 + 8) { buffer, count in
      count = max(0, dixit_icu_nfc(bytes, bytes.count, buffer.baseAddress!, buffer.count))
    }
    if source[range].elementsEqual(composed) {
      if range.count >= Self.longestSegment { kept = range.upperBound }
      return range.upperBound
    }
    return replace(range.lowerBound, range.upperBound, with: composed)
  }

  /// The most bytes that are composed at once. Marks are put in order in quadratic time: a megabyte of them on one
  /// letter would take an hour. Unicode's stream-safe text has 30 marks at most.
  private static let longestSegment = 1024

  /// The stretch around a character that NFC may change: from the boundary before it to the next one, looking through
  /// what is dropped.
  private func segment(around position: Int) -> Range<Int> {
    var start = position
    while start > kept, isDropped(start) || !hasBoundary(before: start) {
      start -= 1
      while start > kept, source[start] & 0xC0 == 0x80 { start -= 1 }
    }
    var end = position + length(at: position)
    while true {
      let next = endOfDropped(from: end)
      guard continuesSegment(next), end - start < Self.longestSegment else { return start..<end }
      end = next + length(at: next)
    }
  }

  private func keptBytes(of range: Range<Int>) -> [UInt8] {
    var bytes: [UInt8] = []
    var at = range.lowerBound
    while at < range.upperBound {
      let next = at + length(at: at)
      if !isDropped(at) {
        bytes += Self.restoredBytes(of: Folding.decode(source, at).scalar) ?? Array(source[at..<next])
      }
      at = next
    }
    return bytes
  }

  private func length(at position: Int) -> Int { Folding.decode(source, position).length }

  private func isDropped(_ at: Int) -> Bool { Self.action(for: Folding.decode(source, at).scalar) == .drop }

  /// The first character from here on that is not dropped.
  private func endOfDropped(from start: Int) -> Int {
    var at = start
    while at < source.count, isDropped(at) { at += length(at: at) }
    return at
  }

  private func hasBoundary(before at: Int) -> Bool {
    dixit_icu_nfc_has_boundary_before(Folding.decode(source, at).scalar)
  }

  private func continuesSegment(_ at: Int) -> Bool { at < source.count && !hasBoundary(before: at) }
}
