/// The layout of a model file, shared by the reader and the writer. Every number is little-endian.
///
///     0   magic "DIXITML\0"
///     8   UInt32 format version, UInt32 number of sections
///     16  UInt64 length of the file in bytes, a multiple of 64
///     24  UInt64 checksum over the file's 64-bit words, this one left out
///     32  sections, 24 bytes each: a name of up to eight letters filled up with zero bytes, UInt64 offset, UInt64 length
///
/// Sections begin at multiples of 64. Section `ABOUT` is UTF-8, a line `key: value` each: `kind` (what the model does),
/// `name`, `learned-from` (one line a source) and whatever the model's own settings are. A section of weights opens with
/// UInt32 width, UInt32 bits; its rows of Int8 begin 64 bytes behind.
enum ModelFormat {
  static let magic: [UInt8] = Array("DIXITML".utf8) + [0]
  static let version = 1
  static let headerSize = 32
  static let sectionEntrySize = 24
  static let checksumOffset = 24
  static let alignment = 64
  static let about = "ABOUT"

  /// Four lanes of multiply and fold, so that eight megabytes cost a millisecond; a flipped bit anywhere changes it.
  static func checksum(of bytes: UnsafeRawBufferPointer) -> UInt64 {
    var lanes = SIMD4<UInt64>(1, 2, 3, 4) &* 0x9E37_79B9_7F4A_7C15
    for offset in stride(from: 0, to: bytes.count & ~31, by: 32) {
      var words = bytes.loadUnaligned(fromByteOffset: offset, as: SIMD4<UInt64>.self)
      if offset == checksumOffset & ~31 { words[(checksumOffset & 31) / 8] = 0 }
      lanes = (lanes ^ words) &* 0x100_0000_01B3
      lanes ^= lanes &>> 29
    }
    return (0..<4).reduce(UInt64(bytes.count)) { ($0 ^ lanes[$1]) &* 0x9E37_79B9_7F4A_7C15 }
  }

  static func aligned(_ offset: Int) -> Int { (offset + alignment - 1) & ~(alignment - 1) }
}
