/// A map from 64-bit hashes to a few bytes, as it lies in the file.
///
/// The directory is indexed by a key's upper 16 bits and says where the keys of that bucket start; the entries hold the
/// lower 48 and the payload, sorted. Nothing of a key is cut, so there are no false finds, and a look-up touches two
/// pages: one of the small directory, which stays in memory, and one of the entries.
struct KeyIndex: Sendable {
  static let directoryCount = 1 << 16
  static let directorySize = (directoryCount + 2) * 4
  static let lowMask: UInt64 = 0xFFFF_FFFF_FFFF

  private let bytes: Bytes
  private let width: Int
  let count: Int

  /// - Returns: nil where the bytes can't be an index with such a payload.
  init?(_ bytes: Bytes, payload: Int) {
    width = 6 + payload
    let entries = bytes.count - Self.directorySize
    guard entries >= 0 else { return nil }
    count = Int(bytes.uint32(Self.directoryCount * 4))
    guard count * width <= entries else { return nil }
    self.bytes = bytes
  }

  /// Where the payload of a key lies in `bytes`.
  func find(_ key: UInt64) -> Int? {
    let bucket = Int(key >> 48)
    let low = key & Self.lowMask
    var entry = Int(bytes.uint32(bucket * 4))
    let end = min(Int(bytes.uint32(bucket * 4 + 4)), count)
    while entry < end {
      let offset = Self.directorySize + entry * width
      let found = bytes.uint64(offset) & Self.lowMask
      if found == low { return offset + 6 }
      if found > low { return nil }
      entry += 1
    }
    return nil
  }

  func uint16(_ offset: Int) -> UInt16 { bytes.uint16(offset) }
  func uint32(_ offset: Int) -> UInt32 { bytes.uint32(offset) }
}
