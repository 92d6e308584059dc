/// Decodes windows-1252, which is also what ISO-8859-1 means in practice: read as Latin-1, `œ`, `’` and `…` vanish.
enum Windows1252 {
  static let name = "windows-1252"

  /// Five bytes mean nothing; each becomes U+FFFD and is counted.
  static func decode(_ bytes: UnsafeBufferPointer<UInt8>) -> (utf8: [UInt8], replaced: Int) {
    let encoded = high
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 8 + 16)
    var replaced = 0
    for byte in bytes {
      if byte < 0x80 {
        result.append(byte)
      } else if byte >= 0xA0 {
        result.append(0xC0 | byte >> 6)
        result.append(0x80 | byte & 0x3F)
      } else {
        let scalar = encoded[Int(byte - 0x80)]
        if scalar == 0xFFFD { replaced += 1 }
        result.append(contentsOf: UTF8.encode(Unicode.Scalar(scalar)!)!)
      }
    }
    return (result, replaced)
  }

  /// 0x80 to 0x9F (WHATWG's index, with U+FFFD where it has C1 controls).
  private static let high: [UInt16] = [
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD,
    0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
    0x0153, 0xFFFD, 0x017E, 0x0178,
  ]
}
