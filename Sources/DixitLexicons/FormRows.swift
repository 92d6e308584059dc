import DixitDocument

/// Reads a table whose first column is a form as bytes: hundreds of thousands of rows, with nothing allocated for any.
struct FormRows {
  fileprivate struct Table {
    let utf8: UnsafeBufferPointer<UInt8>
    let file: String
    /// How many columns a row must have; nil where only the first tab counts.
    let columns: Int?

    func wrong(_ line: Int, found: Int) -> LexiconError {
      LexiconError(file: file, line: line, expected: "\(columns ?? 2) columns divided by tabs", found: "\(found)")
    }
  }

  private let table: Table
  private var utf8: UnsafeBufferPointer<UInt8> { table.utf8 }

  /// The hash of the form before, behind each of its bytes: tables are in order, and of ten bytes eight are those of
  /// the form before.
  private var hashes = [Hash](repeating: Hash(), count: longestForm + 2)
  private var before = 0..<0

  init(_ utf8: UnsafeBufferPointer<UInt8>, file: String, columns: Int?) {
    table = Table(utf8: utf8, file: file, columns: columns)
  }

  struct Row {
    let form: WordKey
    /// The same for rows that are the same behind their forms.
    let endKey: UInt64
    fileprivate let table: Table
    fileprivate let span: Span
    fileprivate let line: Int

    /// The row as other tables have it.
    /// - Throws: `LexiconError` where it has not the columns that it must have.
    func columns() throws -> LexiconRow {
      let bytes = Array(table.utf8[span.start..<span.end])
      let row = LexiconRow(table: bytes, span: Span(0, bytes.count), file: table.file, line: line)
      if let columns = table.columns, row.count != columns { throw table.wrong(line, found: row.count) }
      return row
    }
  }

  /// Calls `body` with each row.
  /// - Throws: `LexiconError` for a row without a tab.
  @inline(__always)
  mutating func read(_ body: (Row) throws -> Void) throws {
    var start = 0
    var line = 0
    while start < utf8.count {
      line += 1
      switch utf8[start] {
      case Self.newline: start += 1
      case UInt8(ascii: "#"): start = end(of: start) + 1
      default:
        guard let (form, tab) = plainForm(start) ?? form(start) else { throw table.wrong(line, found: 1) }
        let (end, key) = rowEnd(tab + 1)
        try body(Row(form: form, endKey: key, table: table, span: Span(start, end), line: line))
        start = end + 1
      }
    }
  }

  private static let tab: UInt8 = 0x09
  private static let newline: UInt8 = 0x0A
  private static let longestForm = 63

  /// A short form of ASCII and the small letters of Latin-1, and where its tab is; nil for all others.
  @inline(__always)
  private mutating func plainForm(_ start: Int) -> (key: WordKey, tab: Int)? {
    // No read behind a letter or of eight bytes leaves the table.
    guard start + Self.longestForm + 9 < utf8.count else { return nil }
    var at = start + sharedCount(start)
    // Never from inside a letter.
    if at > start, utf8[at] & 0xC0 == 0x80 { at -= 1 }
    let (hash, end) = hashes.withUnsafeMutableBufferPointer { [utf8] hashes in
      var hash = hashes[at - start]
      while at < start + Self.longestForm {
        let byte = utf8[at]
        if byte &- 0x20 < 0x60 {
          hash.mix(byte &- 0x41 < 26 ? byte | 0x20 : byte)
          at += 1
        } else if byte == 0xC3, utf8[at + 1] &- 0xA0 < 0x20 {
          hash.mix(scalar: UInt32(utf8[at + 1]) + 0x40)
          at += 2
        } else {
          break
        }
        hashes[at - start] = hash
      }
      return (hash, at)
    }
    guard utf8[end] == Self.tab else {
      before = 0..<0
      return nil
    }
    before = start..<end
    return (hash.value, end)
  }

  /// How many bytes a form has in common with the one before.
  @inline(__always)
  private func sharedCount(_ start: Int) -> Int {
    let bytes = UnsafeRawPointer(utf8.baseAddress!)
    var count = 0
    while count < before.count {
      let old = bytes.loadUnaligned(fromByteOffset: before.lowerBound + count, as: UInt64.self)
      let new = bytes.loadUnaligned(fromByteOffset: start + count, as: UInt64.self)
      if old != new { return min(before.count, count + UInt64(littleEndian: old ^ new).trailingZeroBitCount / 8) }
      count += 8
    }
    return before.count
  }

  /// Any form, and where its tab is; nil where there is no tab.
  private func form(_ start: Int) -> (key: WordKey, tab: Int)? {
    guard let tab = utf8[start..<end(of: start)].firstIndex(of: Self.tab) else { return nil }
    return (Folding.wordKey(utf8, Span(start, tab)), tab)
  }

  /// The line's end, and the key of what stands before it from here on: nearly always less than eight bytes.
  @inline(__always)
  private func rowEnd(_ start: Int) -> (end: Int, key: UInt64) {
    if start + 8 <= utf8.count {
      let bytes = UnsafeRawPointer(utf8.baseAddress!).loadUnaligned(fromByteOffset: start, as: UInt64.self).littleEndian
      let marked = bytes ^ 0x0A0A_0A0A_0A0A_0A0A
      // The lowest marked byte is the line's end; those over it may be marked by a borrow.
      let ends = (marked &- 0x0101_0101_0101_0101) & ~marked & 0x8080_8080_8080_8080
      if ends != 0 {
        let count = ends.trailingZeroBitCount / 8
        let key = bytes & (1 << UInt64(8 * count) - 1) | UInt64(count) << 56
        return (start + count, Hash.mixed(key))
      }
    }
    let end = end(of: start)
    var hash = Hash()
    for byte in utf8[start..<end] { hash.mix(byte) }
    return (end, hash.value)
  }

  private func end(of start: Int) -> Int { utf8[start...].firstIndex(of: Self.newline) ?? utf8.count }
}
