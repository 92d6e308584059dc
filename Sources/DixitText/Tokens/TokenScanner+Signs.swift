import DixitDocument
import DixitLexicons

/// Punctuation, symbols, and what they can be the first character of.
extension TokenScanner {
  mutating func scanSign(_ start: Int, _ scalar: UInt32, _ length: Int) -> Int {
    let next = start + length
    switch scalar {
    case 0x27 where isDetached && isDecade(next), 0x2019 where isDetached && isDecade(next):
      return emit(start, next + 2, .number)
    case 0x22, 0x27, 0x2018, 0x2019, 0xAB, 0xBB, 0x201C, 0x201D, 0x201E, 0x201F, 0x2039, 0x203A, 0x201A:
      // Two single marks stand for a double one.
      let isSingle = scalar == 0x27 || scalar == 0x2019 || scalar == 0x2018
      let doubles = isSingle && next < end && bytes.decode(next).scalar == scalar
      return emit(start, doubles ? next + length : next, .quotationMark)
    case 0x3C where next < end && bytes[next] == 0x3C, 0x3E where next < end && bytes[next] == 0x3E:
      return emit(start, next + 1, .quotationMark)
    case 0x28, 0x29, 0x2C: return emit(start, ruleEnd(start) ?? next, .punctuation)
    case 0x2E: return emit(start, run(of: 0x2E, from: next), .punctuation)
    case 0x21, 0x3F: return emit(start, exclamationEnd(next), .punctuation)
    case 0x60 where next < end && bytes[next] == 0x60: return emit(start, next + 1, .quotationMark)
    case 0x3A, 0x3B:
      if let face = faceEnd(next) { return emit(start, face, .symbol) }
      return emit(start, next, .punctuation)
    case 0x2D, 0x2B, 0x2212: return scanDash(start, scalar, next)
    case 0xB0 where upperFollows(next) && wordEnd(next) == next + 1: return emit(start, next + 1, .symbol)
    case 0x23, 0x40, 0x2A:
      if let keycap = keycapEnd(next) { return emit(start, keycap, .symbol) }
      if scalar == 0x2A { return emit(start, ruleEnd(start) ?? next, .punctuation) }
      let stop = wordEnd(next)
      return emit(start, stop, stop > next ? .address : .symbol)
    default:
      if ScalarClass.of(scalar) == .punctuation { return emit(start, ruleEnd(start) ?? next, .punctuation) }
      if let rule = ruleEnd(start) { return emit(start, rule, .symbol) }
      return emit(start, flagEnd(scalar, next) ?? symbolEnd(next), .symbol)
    }
  }

  /// `--` is one dash; a sign that stands free before digits belongs to them (`-0,8`).
  private mutating func scanDash(_ start: Int, _ scalar: UInt32, _ next: Int) -> Int {
    if isDetached, next < end, bytes[next].isDigit, tokens.last?.kind != .number {
      let stop = numberEnd(next)
      return emit(start, stop, .number)
    }
    if scalar == 0x2B, next + 1 < end, bytes[next] == UInt8(ascii: "/"), bytes[next + 1] == UInt8(ascii: "-") {
      return emit(start, next + 2, .symbol)
    }
    if scalar == 0x2D { return emit(start, run(of: 0x2D, from: next), .punctuation) }
    return emit(start, next, scalar == 0x2B ? .symbol : .punctuation)
  }

  /// `*****`, `====`, `$$$`: three or more of one sign are one.
  private func ruleEnd(_ start: Int) -> Int? {
    let byte = bytes[start]
    guard byte < 0x80, !"()[]{}".utf8.contains(byte) else { return nil }
    let stop = run(of: byte, from: start)
    return stop - start > 2 ? stop : nil
  }

  /// `?!`, `!!!`.
  private func exclamationEnd(_ start: Int) -> Int {
    var at = start
    while at < end, bytes[at] == 0x21 || bytes[at] == 0x3F { at += 1 }
    return at
  }

  /// `:-)`, `;-)`, and where they stand free `:)`, `:(`.
  private func faceEnd(_ start: Int) -> Int? {
    if isAfterSpace, start < end, bytes[start] == 0x28 || bytes[start] == 0x29 {
      return start + 1 == end || bytes.scalarClass(start + 1) == .space ? start + 1 : nil
    }
    guard start + 1 < end, bytes[start] == UInt8(ascii: "-") else { return nil }
    return "()DPp|/".utf8.contains(bytes[start + 1]) && !wordGoesOn(start + 2) ? start + 2 : nil
  }

  /// `'90`.
  private func isDecade(_ start: Int) -> Bool {
    digitsEnd(start) == start + 2 && !wordGoesOn(start + 2) && !isApostrophe(start + 2)
  }

  /// The end of plain digits with a decimal part.
  private func numberEnd(_ start: Int) -> Int {
    let whole = digitsEnd(start)
    guard whole + 1 < end, bytes[whole] == 0x2C || bytes[whole] == 0x2E else { return whole }
    return max(whole, digitsEnd(whole + 1) > whole + 1 ? digitsEnd(whole + 1) : whole)
  }

  private func run(of byte: UInt8, from start: Int) -> Int {
    var at = start
    while at < end, bytes[at] == byte { at += 1 }
    return at
  }

  /// The end of the frame that makes a key of a digit or sign: `1️⃣`.
  func keycapEnd(_ start: Int) -> Int? {
    guard start < end, bytes[start] >= 0x80 else { return nil }
    let (scalar, length) = bytes.decode(start)
    if scalar == 0x20E3 { return start + length }
    return scalar == 0xFE0F ? keycapEnd(start + length) : nil
  }

  /// Where the second of the two letters that make a flag ends.
  private func flagEnd(_ scalar: UInt32, _ next: Int) -> Int? {
    guard Self.flagLetters.contains(scalar), next < end, bytes[next] >= 0x80 else { return nil }
    let (second, length) = bytes.decode(next)
    return Self.flagLetters.contains(second) ? next + length : nil
  }

  private static var flagLetters: ClosedRange<UInt32> { 0x1F1E6...0x1F1FF }

  /// An emoji takes the joiners, variation selectors, tags and further emoji that follow.
  private func symbolEnd(_ start: Int) -> Int {
    var at = start
    while at < end, bytes[at] >= 0x80 {
      let (scalar, length) = bytes.decode(at)
      let joins =
        scalar == 0x200D || (0xFE00...0xFE0F).contains(scalar) || (0x1F3FB...0x1F3FF).contains(scalar)
        || (0xE0020...0xE007F).contains(scalar)
      let isJoined = at >= 3 && bytes[at - 3] == 0xE2 && bytes[at - 2] == 0x80 && bytes[at - 1] == 0x8D
      guard joins || isJoined else { break }
      at += length
    }
    return at
  }

  // MARK: Addresses

  /// The end of a web or mail address or a file name whose first letters are known; nil where none begins.
  func addressEnd(_ start: Int, _ stop: Int) -> Int? {
    switch bytes[stop] {
    case UInt8(ascii: ":"): beginsURL(stop) ? runOfAddress(start, stop) : nil
    case UInt8(ascii: "@"): wordGoesOn(stop + 1) ? runOfAddress(start, stop) : nil
    case UInt8(ascii: "."): wordGoesOn(stop + 1) ? dottedEnd(start, stop) : nil
    case UInt8(ascii: "+"), UInt8(ascii: "%"): mailEnd(start, stop)
    default: nil
    }
  }

  private func beginsURL(_ colon: Int) -> Bool {
    colon + 2 < end && bytes[colon + 1] == UInt8(ascii: "/") && bytes[colon + 2] == UInt8(ascii: "/")
  }

  /// `www.lemonde.fr/a`, `contact.presse@exemple.fr`, `Node.js`, `rec.arts.movies`.
  private func dottedEnd(_ start: Int, _ stop: Int) -> Int? {
    if let mail = mailEnd(start, stop) { return mail }
    var at = stop
    var dots = 0
    var last = start
    while at + 1 < end, bytes[at] == UInt8(ascii: "."), wordGoesOn(at + 1),
      !upperFollows(at + 1) || dots > 0 || isKnownEnding(at + 1)
    {
      last = at + 1
      at = asciiWordEnd(at + 1)
      if at == last { break }
      dots += 1
    }
    guard dots > 0 else { return nil }
    if stop - start == 3, (start..<stop).allSatisfy({ bytes[$0] | 0x20 == UInt8(ascii: "w") }) {
      return runOfAddress(start, stop)
    }
    let isKnown = isKnownEnding(last)
    if isKnown, at < end, bytes[at] == UInt8(ascii: "/") { return runOfAddress(start, at) }
    let isPath =
      dots > 1 && (start..<at).allSatisfy { bytes[$0].isASCIILower || bytes[$0] == UInt8(ascii: ".") }
      && stop - start > 1
    return isKnown || isPath ? at : nil
  }

  /// `.fr`, `.JPG`; not the next sentence of *en ce moment.Il faut*.
  private func isKnownEnding(_ start: Int) -> Bool {
    let stop = asciiWordEnd(start)
    return stop - start > 1 && bytes[start].isASCIIUpper == bytes[start + 1].isASCIIUpper
      && traits(start - 1, stop).contains(.addressEnding)
  }

  private func asciiWordEnd(_ start: Int) -> Int {
    var at = start
    while at < end, bytes[at].isDigit || (bytes[at] | 0x20).isASCIILower || bytes[at] == UInt8(ascii: "-") { at += 1 }
    while at > start, bytes[at - 1] == UInt8(ascii: "-") { at -= 1 }
    return at
  }

  /// A mail address has its @ before the first space, and no further than a name can reach.
  private func mailEnd(_ start: Int, _ stop: Int) -> Int? {
    var at = stop
    while at < min(end, start + 64), Self.isMailByte(bytes[at]) { at += 1 }
    guard at < end, bytes[at] == UInt8(ascii: "@"), wordGoesOn(at + 1) else { return nil }
    return runOfAddress(start, at)
  }

  private static func isMailByte(_ byte: UInt8) -> Bool {
    byte.isDigit || (byte | 0x20).isASCIILower || byte == 0x2B || byte == 0x2D || byte == 0x2E || byte == 0x5F
      || byte == 0x25
  }

  /// All up to white space or a bracket, without the punctuation of the sentence around it.
  private func runOfAddress(_ start: Int, _ from: Int) -> Int {
    var at = from
    while at < end, bytes[at] > 0x20, bytes[at] != 0x3C, bytes[at] != 0x3E, bytes[at] != 0x22 {
      if bytes[at] >= 0x80, !letterFollows(at) { break }
      at += bytes.decode(at).length
    }
    while at > start, ".,);:!?".utf8.contains(bytes[at - 1]) { at -= 1 }
    return at
  }
}
