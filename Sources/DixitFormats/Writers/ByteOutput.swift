/// What writers append with: bytes, never interpolated strings.
extension [UInt8] {
  mutating func put(_ text: StaticString) {
    append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  mutating func put(_ text: String) {
    var text = text
    text.withUTF8 { append(contentsOf: $0) }
  }

  mutating func put(_ number: Int) {
    if number < 0 { append(UInt8(ascii: "-")) }
    let first = count
    var rest = number.magnitude
    repeat {
      append(UInt8(rest % 10) + 0x30)
      rest /= 10
    } while rest > 0
    self[first...].reverse()
  }

  /// A confidence: four decimals at most, without zeros behind; outside 0...1 the nearer end.
  mutating func put(confidence: Double) {
    let parts = confidence.isNaN ? 0 : Int((Swift.min(1, Swift.max(0, confidence)) * 10_000).rounded())
    if parts % 10_000 == 0 { return put(parts / 10_000) }
    put("0.")
    var unit = 1000
    var rest = parts
    while rest > 0 {
      append(UInt8(rest / unit) + 0x30)
      rest %= unit
      unit /= 10
    }
  }

  /// Text as XML content or attribute value. What XML can't hold becomes U+FFFD.
  ///
  /// Runs that need nothing are copied whole. `isAttribute` also escapes what attribute normalization would eat.
  mutating func put(xml text: UnsafeBufferPointer<UInt8>, isAttribute: Bool = false) {
    var kept = 0
    var at = 0
    while at < text.count {
      let byte = text[at]
      if byte > 0x3E && byte != 0xEF || byte > 0x26 && byte < 0x3C || byte == 0x20 {
        at += 1
        continue
      }
      guard let (escape, length) = Self.xmlEscape(text, at: at, isAttribute: isAttribute) else {
        at += 1
        continue
      }
      append(contentsOf: UnsafeBufferPointer(rebasing: text[kept..<at]))
      put(escape)
      at += length
      kept = at
    }
    append(contentsOf: UnsafeBufferPointer(rebasing: text[kept...]))
  }

  mutating func put(xml text: String, isAttribute: Bool = false) {
    var text = text
    text.withUTF8 { put(xml: $0, isAttribute: isAttribute) }
  }

  /// What stands in for the character here, and how many bytes it replaces; nil where it may stay.
  private static func xmlEscape(
    _ text: UnsafeBufferPointer<UInt8>, at index: Int, isAttribute: Bool
  ) -> (StaticString, Int)? {
    switch text[index] {
    case UInt8(ascii: "&"): ("&amp;", 1)
    case UInt8(ascii: "<"): ("&lt;", 1)
    case UInt8(ascii: ">"): ("&gt;", 1)
    case UInt8(ascii: "\""): isAttribute ? ("&quot;", 1) : nil
    case 0x0D: ("&#13;", 1)
    case 0x0A: isAttribute ? ("&#10;", 1) : nil
    case 0x09: isAttribute ? ("&#9;", 1) : nil
    case 0..<0x20: ("\u{FFFD}", 1)
    case 0xEF: index + 2 < text.count && text[index + 1] == 0xBF && text[index + 2] >= 0xBE ? ("\u{FFFD}", 3) : nil
    default: nil
    }
  }
}
