import DixitDocument
import DixitLexicons

/// Mends text that was decoded by the wrong encoding and saved: `Ã©` for *é*, `â€™` for *’*.
///
/// Each stretch of characters that, encoded again, makes the UTF-8 of a common character becomes that character. Nothing
/// is touched unless at least one such stretch stands inside or beside a word, where no writer puts it.
struct TextMojibake {
  private(set) var utf8: [UInt8]
  /// The mended text ↔ the text as it was.
  private(set) var repairs = Alignment()
  /// How many characters were mended.
  private(set) var count = 0

  /// - Complexity: O(*n*): clean text is looked through once.
  init(_ utf8: [UInt8]) {
    self.utf8 = utf8
    // Twice wrong is as common as thrice is rare.
    for _ in 0..<3 {
      if !Self.suspects(self.utf8).contains(where: { mend($0) }) { break }
    }
  }

  var warning: String? {
    count == 0
      ? nil
      : "\(count) \(count == 1 ? "character" : "characters") had been decoded by the wrong encoding (such as Ã© for é) "
        + "and \(count == 1 ? "was" : "were") mended."
  }

  /// The encodings by which UTF-8 may have been read, by what the first bytes of letters and apostrophes then look like.
  private static func suspects(_ utf8: [UInt8]) -> [Encoder] {
    var isSuspect = (windows1252: false, macintosh: false, ibm850: false)
    utf8.withUnsafeBufferPointer { bytes in
      var at = UTF8Scanning.endOfASCII(bytes, from: 0)
      while at + 3 < bytes.count {
        let second = bytes[at + 1]
        switch bytes[at] {
        case 0xC3:
          // Â to Å and â; or ÔÇ, which is how the two first bytes of ’ look to IBM850.
          if 0x82...0x85 ~= second || second == 0xA2, bytes[at + 2] >= 0x80 { isSuspect.windows1252 = true }
          if second == 0x94, bytes[at + 2] == 0xC3, bytes[at + 3] == 0x87 { isSuspect.ibm850 = true }
        case 0xE2:
          // √ and ├; or ‚Ä, which is how the two first bytes of ’ look to MacRoman.
          switch (second, bytes[at + 2], bytes[at + 3]) {
          case (0x88, 0x9A, _), (0x80, 0x9A, 0xC3): isSuspect.macintosh = true
          case (0x94, 0x9C, _): isSuspect.ibm850 = true
          default: break
          }
        default: break
        }
        // Behind a lead its second byte stands.
        at = UTF8Scanning.endOfASCII(bytes, from: at + (bytes[at] < 0xC0 ? 1 : 2))
      }
    }
    return (isSuspect.windows1252 ? [.windows1252] : []) + (isSuspect.macintosh ? [.macintosh] : [])
      + (isSuspect.ibm850 ? [.ibm850] : [])
  }

  /// Replaces what the encoding explains; false where it explains nothing.
  private mutating func mend(_ encoder: Encoder) -> Bool {
    var mended = AlignedText(of: utf8)
    var at = 0
    var found = 0
    var besideWords = 0
    while at < utf8.count {
      guard utf8[at] >= 0xC2, let stretch = encoder.stretch(utf8, at) else {
        at += 1
        continue
      }
      mended.replace(at, stretch.end, with: Array(UTF8.encode(stretch.scalar)!))
      found += 1
      if stretch.isCertain, isLetter(at - 1) || isLetter(stretch.end) { besideWords += 1 }
      at = stretch.end
    }
    if besideWords == 0 { return false }
    mended.keep(to: utf8.count)
    let (text, alignment) = mended.finish()
    repairs = alignment.following(repairs, through: utf8)
    utf8 = text.utf8
    count += found
    return true
  }

  private func isLetter(_ at: Int) -> Bool { utf8.indices.contains(at) && 0x61...0x7A ~= utf8[at] | 0x20 }

  /// Turns characters back into the bytes that they were read from.
  private struct Encoder: Sendable {
    private let bytes: [UInt32: UInt8]

    init(_ encoding: TextEncoding) {
      var bytes: [UInt32: UInt8] = [:]
      for (index, scalar) in encoding.upper.enumerated() where scalar != 0xFFFD { bytes[scalar] = UInt8(128 + index) }
      // Where an encoding has nothing, programs let the byte through as a control character.
      for byte in 0x80..<0xA0 as Range<UInt32> where bytes[byte] == nil { bytes[byte] = UInt8(byte) }
      self.bytes = bytes
    }

    static let windows1252 = Encoder(.windows1252)
    static let macintosh = Encoder(.macintosh)
    static let ibm850 = Encoder(.ibm850)

    /// Characters that stand for one.
    struct Stretch {
      let scalar: Unicode.Scalar
      let end: Int
      /// No such stretch is good text: the `Ã` that a word in capitals ends with, before a space, may be.
      var isCertain = true
    }

    /// The common character that the characters from `start` on stand for, and where they end.
    func stretch(_ utf8: [UInt8], _ start: Int) -> Stretch? {
      guard let (lead, second) = byte(utf8, start), 0xC2...0xC5 ~= lead || lead == 0xE2 || lead == 0xEF else {
        return nil
      }
      guard let (middle, third) = byte(utf8, second), 0x80..<0xC0 ~= middle else { return spaced(utf8, lead, second) }
      if lead < 0xE0 { return common(UInt32(lead & 0x1F) << 6 | UInt32(middle & 0x3F), third) }
      guard let (last, end) = byte(utf8, third), 0x80..<0xC0 ~= last else { return nil }
      return common(UInt32(lead & 0xF) << 12 | UInt32(middle & 0x3F) << 6 | UInt32(last & 0x3F), end)
    }

    /// A no-break space, alone or as the second half of *à*, may turn into a plain one on the way; behind *à*, of two
    /// spaces one goes.
    private func spaced(_ utf8: [UInt8], _ lead: UInt8, _ at: Int) -> Stretch? {
      guard lead <= 0xC3, at < utf8.count, utf8[at] == 0x20 else { return nil }
      if lead == 0xC2 { return Stretch(scalar: "\u{A0}", end: at + 1, isCertain: false) }
      return Stretch(scalar: "à", end: at + 1 < utf8.count && utf8[at + 1] == 0x20 ? at + 1 : at, isCertain: false)
    }

    private func common(_ value: UInt32, _ end: Int) -> Stretch? {
      guard let scalar = Unicode.Scalar(value), value >= 0x80 else { return nil }
      if CharacterRates.shared.knows(value) { return Stretch(scalar: scalar, end: end) }
      // What no one sees: spaces of no width, marks of direction.
      if 0x200B...0x200F ~= value || 0x2060...0x2064 ~= value || value == 0xFEFF {
        return Stretch(scalar: scalar, end: end, isCertain: false)
      }
      // What has to be mended twice may be any character of the encoding in between.
      return bytes[value] == nil ? nil : Stretch(scalar: scalar, end: end, isCertain: false)
    }

    private func byte(_ utf8: [UInt8], _ at: Int) -> (UInt8, end: Int)? {
      guard at < utf8.count, utf8[at] >= 0x80 else { return nil }
      let (scalar, length) = Folding.decode(utf8, at)
      return bytes[scalar].map { ($0, at + length) }
    }
  }
}
