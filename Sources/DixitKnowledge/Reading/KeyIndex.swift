/// A map from 64-bit hashes to a few bytes, as it lies in the file.
///
///     0  UInt32 number of entries, UInt32 number of directory bits
///     8  directory: where the entries of each bucket begin, UInt32 each, and where the last ends
///        entries: the rest of the key in whole bytes, then the payload; sorted by key
///
/// A bucket is a key's upper bits. Nothing of a key is cut, so there are no false finds, and a look-up touches two
/// pages: one of the small directory, which stays in memory, and one of the entries.
struct KeyIndex: Sendable {
  static let headerSize = 8

  private let bytes: Bytes
  private let shape: Shape
  private let width: Int
  let count: Int

  /// How keys are divided between directory and entries.
  struct Shape: Sendable {
    let bits: Int

    init(bits: Int) { self.bits = bits }

    /// About eight entries a bucket: a scan within one or two cache lines.
    init(keyCount: Int) { bits = max(4, min(20, UInt64.bitWidth - keyCount.leadingZeroBitCount - 4)) }

    var bucketCount: Int { 1 << bits }
    /// Bytes of a key that an entry holds.
    var keySize: Int { (UInt64.bitWidth - bits + 7) / 8 }
    var directorySize: Int { (bucketCount + 1) * 4 }
    var lowMask: UInt64 { UInt64.max >> UInt64(bits) }

    func bucket(_ key: UInt64) -> Int { Int(key >> UInt64(UInt64.bitWidth - bits)) }
  }

  /// - Returns: nil where the bytes can't be an index with such a payload.
  init?(_ bytes: Bytes, payload: Int) {
    let bits = Int(bytes.uint32(4))
    guard bytes.count >= Self.headerSize, (1...24).contains(bits) else { return nil }
    shape = Shape(bits: bits)
    width = shape.keySize + payload
    count = Int(bytes.uint32(0))
    let entries = bytes.count - Self.headerSize - shape.directorySize
    guard entries >= 0, count * width <= entries else { return nil }
    self.bytes = bytes
  }

  /// Where the payload of a key lies in `bytes`.
  func find(_ key: UInt64) -> Int? {
    let directory = Self.headerSize + shape.bucket(key) * 4
    let low = key & shape.lowMask
    var entry = Int(bytes.uint32(directory))
    let end = min(Int(bytes.uint32(directory + 4)), count)
    let start = Self.headerSize + shape.directorySize
    while entry < end {
      let offset = start + entry * width
      let found = bytes.uint64(offset) & shape.lowMask
      if found == low { return offset + shape.keySize }
      if found > low { return nil }
      entry += 1
    }
    return nil
  }

  /// Every key, in their order. Reads the whole index.
  var keys: [UInt64] {
    var keys: [UInt64] = []
    for bucket in 0..<shape.bucketCount {
      let directory = Self.headerSize + bucket * 4
      let start = Int(bytes.uint32(directory))
      for entry in start..<max(start, min(Int(bytes.uint32(directory + 4)), count)) {
        let low = bytes.uint64(Self.headerSize + shape.directorySize + entry * width) & shape.lowMask
        keys.append(UInt64(bucket) << UInt64(UInt64.bitWidth - shape.bits) | low)
      }
    }
    return keys
  }

  func uint8(_ offset: Int) -> UInt8 { bytes.uint8(offset) }
  func uint16(_ offset: Int) -> UInt16 { bytes.uint16(offset) }
  func uint32(_ offset: Int) -> UInt32 { bytes.uint32(offset) }
}
