import DixitDocument

/// Tells files that are no text at all.
enum BinarySniffing {
  /// Why the bytes can't be an article's text; nil where they can.
  static func refusal(of bytes: UnsafeBufferPointer<UInt8>) -> ReadingError? {
    if let known = formats.first(where: { bytes.starts(with: $0.magic) }) { return .binary(kind: known.name) }
    if bytes.starts(with: Array("{\\rtf".utf8)) { return .unsupported(format: "RTF") }
    if WideDecoding.betrayed(by: bytes) != nil || hasMark(bytes) { return nil }
    return hasTooManyControls(bytes) ? .binary(kind: nil) : nil
  }

  private static let formats: [(magic: [UInt8], name: String)] = [
    (Array("%PDF-".utf8), "PDF"),
    ([0x50, 0x4B, 3, 4], "a ZIP archive (or a word processor's or e-book's file)"),
    ([0x89, 0x50, 0x4E, 0x47], "a PNG image"),
    ([0xFF, 0xD8, 0xFF], "a JPEG image"),
    (Array("GIF87a".utf8), "a GIF image"),
    (Array("GIF89a".utf8), "a GIF image"),
    ([0x1F, 0x8B, 8], "gzip data"),
    ([0x28, 0xB5, 0x2F, 0xFD], "Zstandard data"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "XZ data"),
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7-Zip archive"),
    ([0x7F, 0x45, 0x4C, 0x46], "a program (ELF)"),
    ([0xD0, 0xCF, 0x11, 0xE0], "an old word processor's file (OLE)"),
    (Array("SQLite format 3\0".utf8), "an SQLite database"),
  ]

  private static func hasMark(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0, 0, 0xFE, 0xFF])
  }

  /// A stray NUL in a long article is a blemish, to be replaced; one in twenty bytes is no text. Other controls
  /// (form feeds, escapes of terminals) are forgiven up to one in twenty: random bytes have one in ten.
  private static func hasTooManyControls(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let sample = UnsafeBufferPointer(rebasing: bytes.prefix(1 << 16))
    var zeros = 0
    var controls = 0
    var next = 0
    while let at = sample.nextControl(from: next) {
      if sample[at] == 0 { zeros += 1 } else if !(9...13 ~= sample[at]) { controls += 1 }
      next = at + 1
    }
    return zeros * 20 > sample.count || controls * 20 > sample.count
  }
}
