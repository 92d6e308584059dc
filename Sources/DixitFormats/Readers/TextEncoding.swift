import CICU

/// An encoding of one byte a character, of which the lower half is ASCII.
struct TextEncoding: Sendable {
  /// IANA name.
  let name: String
  /// The scalars of bytes 0x80 to 0xFF; U+FFFD for a byte that means nothing.
  let upper: [UInt32]

  /// - Parameter icuName: what ICU calls it.
  init(name: String, icuName: String) {
    self.name = name
    upper = (0..<128).map { index in
      var byte = UInt8(128 + index)
      var utf8 = [UInt8](repeating: 0, count: 8)
      var replaced = 0
      let length = dixit_icu_decode(icuName, &byte, 1, &utf8, utf8.count, &replaced)
      return String(decoding: utf8.prefix(max(0, length)), as: UTF8.self).unicodeScalars.first?.value ?? 0xFFFD
    }
  }

  /// The encodings that French text comes in, the commonest first.
  ///
  /// ISO-8859-1 is not among them: its upper half is windows-1252's, and nobody writes what differs.
  static let western = [windows1252, iso8859Part15, macintosh, ibm850]
  static let windows1252 = TextEncoding(name: "windows-1252", icuName: "windows-1252")
  static let iso8859Part15 = TextEncoding(name: "ISO-8859-15", icuName: "ISO-8859-15")
  static let macintosh = TextEncoding(name: "macintosh", icuName: "macintosh")
  static let ibm850 = TextEncoding(name: "IBM850", icuName: "IBM850")

  /// A byte's scalar.
  @inline(__always)
  func scalar(_ byte: UInt8) -> UInt32 { byte < 0x80 ? UInt32(byte) : upper[Int(byte & 0x7F)] }

  /// The bytes as UTF-8; what means nothing becomes U+FFFD and is counted.
  func decode(_ bytes: UnsafeBufferPointer<UInt8>) -> (utf8: [UInt8], replaced: Int) {
    let encoded = upper.map { Array(UTF8.encode(Unicode.Scalar(isControl($0) ? 0xFFFD : $0)!)!) }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 8 + 16)
    var replaced = 0
    for byte in bytes {
      if byte < 0x80 {
        result.append(byte)
      } else {
        let scalar = upper[Int(byte & 0x7F)]
        if scalar == 0xFFFD || isControl(scalar) { replaced += 1 }
        result += encoded[Int(byte & 0x7F)]
      }
    }
    return (result, replaced)
  }

  /// U+0080 to U+009F stand in no text, but for the next line sign of mainframes.
  private func isControl(_ scalar: UInt32) -> Bool { 0x80..<0xA0 ~= scalar && scalar != 0x85 }
}
