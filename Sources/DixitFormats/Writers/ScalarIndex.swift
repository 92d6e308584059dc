/// Turns UTF-8 offsets into code points: one count kept for every 64 bytes.
struct ScalarIndex {
  private let utf8: [UInt8]
  private let counts: [Int]

  /// - Complexity: O(*n*).
  init(_ utf8: [UInt8]) {
    self.utf8 = utf8
    var counts: [Int] = []
    counts.reserveCapacity(utf8.count / 64 + 1)
    var count = 0
    utf8.withUnsafeBufferPointer { bytes in
      for start in stride(from: 0, to: bytes.count + 1, by: 64) {
        counts.append(count)
        count += Self.leads(bytes, start, min(start + 64, bytes.count))
      }
    }
    self.counts = counts
  }

  /// How many code points start before a UTF-8 offset.
  ///
  /// - Precondition: `utf8Offset` lies in the text or at its end.
  /// - Complexity: O(1).
  func scalars(before utf8Offset: Int) -> Int {
    utf8.withUnsafeBufferPointer { counts[utf8Offset >> 6] + Self.leads($0, utf8Offset & ~63, utf8Offset) }
  }

  @inline(__always)
  private static func leads(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    var count = 0
    for index in start..<end where bytes[index] & 0xC0 != 0x80 { count += 1 }
    return count
  }
}
