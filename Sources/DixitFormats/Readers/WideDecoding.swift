import DixitDocument

/// Decodes UTF-16 and UTF-32 to UTF-8; whatever is no scalar becomes U+FFFD and is counted.
enum WideDecoding: String {
  case utf16LE = "UTF-16LE"
  case utf16BE = "UTF-16BE"
  case utf32LE = "UTF-32LE"
  case utf32BE = "UTF-32BE"

  func decode(_ bytes: UnsafeBufferPointer<UInt8>) -> (utf8: [UInt8], replaced: Int) {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    let width = isUTF16 ? 2 : 4
    var replaced = bytes.count % width == 0 ? 0 : 1
    var at = 0
    while at + width <= bytes.count {
      let (value, length) = scalar(bytes, at: at)
      at += length
      if value == nil { replaced += 1 }
      result.append(contentsOf: UTF8.encode(value ?? "\u{FFFD}")!)
    }
    if bytes.count % width != 0 { result.append(contentsOf: UTF8Scanning.replacement) }
    return (result, replaced)
  }

  /// Which of the four, if any, the pattern of NULs of Latin letters betrays.
  ///
  /// Half of a sample's letters suffice: text in a script without NULs has too few of them either way.
  static func betrayed(by bytes: UnsafeBufferPointer<UInt8>) -> WideDecoding? {
    let sample = UnsafeBufferPointer(rebasing: bytes.prefix(4096))
    guard sample.count >= 4 else { return nil }
    guard sample.next(0, in: sample.indices) != nil else { return nil }
    var zeros = [0, 0, 0, 0]
    for (index, byte) in sample.enumerated() where byte == 0 { zeros[index & 3] += 1 }
    let few = sample.count / 64
    // Of a handful of bytes one NUL betrays nothing.
    let many = max(1, sample.count / 8)
    if zeros[1] > many, zeros[2] > many, zeros[3] > many, zeros[0] <= few { return .utf32LE }
    if zeros[0] > many, zeros[1] > many, zeros[2] > many, zeros[3] <= few { return .utf32BE }
    if zeros[1] + zeros[3] > 2 * many, zeros[0] + zeros[2] <= few { return .utf16LE }
    if zeros[0] + zeros[2] > 2 * many, zeros[1] + zeros[3] <= few { return .utf16BE }
    return nil
  }

  private var isUTF16: Bool { self == .utf16LE || self == .utf16BE }

  private func scalar(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> (Unicode.Scalar?, length: Int) {
    if !isUTF16 { return (Unicode.Scalar(unit(bytes, at: start, width: 4)), 4) }
    let high = unit(bytes, at: start, width: 2)
    if 0xD800..<0xDC00 ~= high, start + 4 <= bytes.count {
      let low = unit(bytes, at: start + 2, width: 2)
      if 0xDC00..<0xE000 ~= low { return (Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + low - 0xDC00), 4) }
    }
    return (Unicode.Scalar(high), 2)
  }

  private func unit(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int, width: Int) -> UInt32 {
    let isLittle = self == .utf16LE || self == .utf32LE
    return (0..<width).reduce(0) { value, index in
      value << 8 | UInt32(bytes[start + (isLittle ? width - 1 - index : index)])
    }
  }
}
