extension UnsafeBufferPointer<UInt8> {
  /// Where a byte stands next within a range, looking at eight bytes at a time; nil where it does not.
  ///
  /// The standard library's search looks at one byte at a time, which shows in stages that run at 500 MB/s.
  package func next(_ byte: UInt8, in range: Range<Int>) -> Int? {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "The range lies within the bytes")
    let bytes = UnsafeRawBufferPointer(self)
    let pattern = UInt64(byte) &* 0x0101_0101_0101_0101
    var at = range.lowerBound
    while at + 8 <= range.upperBound {
      let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)) ^ pattern
      // The lowest marked byte is zero; those over it may be marked by a borrow.
      let marked = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
      if marked != 0 { return at + marked.trailingZeroBitCount / 8 }
      at += 8
    }
    while at < range.upperBound {
      if bytes[at] == byte { return at }
      at += 1
    }
    return nil
  }

  /// Where the next byte below a space stands.
  package func nextControl(from start: Int) -> Int? {
    let bytes = UnsafeRawBufferPointer(self)
    var at = start
    while at + 8 <= count {
      let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      let marked = (word &- 0x2020_2020_2020_2020) & ~word & 0x8080_8080_8080_8080
      if marked != 0 { return at + marked.trailingZeroBitCount / 8 }
      at += 8
    }
    return (at..<count).first { bytes[$0] < 0x20 }
  }
}

extension [UInt8] {
  /// The same of an array's bytes.
  package func next(_ byte: UInt8, in range: Range<Int>) -> Int? {
    withUnsafeBufferPointer { $0.next(byte, in: range) }
  }
}

extension [UInt8] {
  /// Where some bytes stand next within a range; nil where they do not.
  package func next(_ word: [UInt8], in range: Range<Int>) -> Int? {
    guard let first = word.first else { return range.lowerBound }
    return withUnsafeBufferPointer { bytes in
      var at = range.lowerBound
      while let found = bytes.next(first, in: at..<range.upperBound), found + word.count <= range.upperBound {
        if UnsafeBufferPointer(rebasing: bytes[found..<found + word.count]).elementsEqual(word) { return found }
        at = found + 1
      }
      return nil
    }
  }
}
