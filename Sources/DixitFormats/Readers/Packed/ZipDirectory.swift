import DixitDocument

/// The list of files at the end of an archive, as strictly read as it can be: what it says must hold of the archive.
struct ZipDirectory {
  struct Member {
    let name: String
    let method: Int
    /// Where the packed bytes lie.
    let data: Range<Int>
    /// Bytes once unpacked.
    let size: Int
    let checksum: UInt32
    let isEncrypted: Bool
  }

  private(set) var members: [Member] = []
  /// Whether it is the file of a word processor or an e-book, which are archives inside.
  private(set) var isDocument = false

  init(_ bytes: [UInt8], limits: UnpackingLimits) throws {
    let (count, range, start) = try Self.directory(bytes)
    if count > limits.members { throw ReadingError.tooMany("files in a ZIP archive", limit: limits.members) }
    var entries = ByteCursor(bytes, range)
    var total = 0
    var ends: [Range<Int>] = []
    for _ in 0..<count {
      guard let entry = Entry(&entries) else { throw Self.damaged("its list of files breaks off") }
      let member = try entry.member(bytes, from: start, before: range.lowerBound)
      if entry.isFolder || entry.isLink { continue }
      isDocument = isDocument || ["[Content_Types].xml", "mimetype"].contains(member.name)
      total += member.size
      if total > limits.total { throw ReadingError.unpackedTooLarge("ZIP archive", limit: limits.total) }
      ends.append((start + entry.offset)..<member.data.upperBound)
      members.append(member)
    }
    // Files that share their bytes make a small archive endless.
    ends.sort { $0.lowerBound < $1.lowerBound }
    for (one, next) in zip(ends, ends.dropFirst()) where one.upperBound > next.lowerBound {
      throw Self.damaged("its files overlap")
    }
  }

  fileprivate static func damaged(_ reason: String) -> ReadingError { .damaged("ZIP archive", reason: reason) }

  /// Where the last record of an archive lies, behind which only a comment stands; nil in what is no archive.
  static func end(of bytes: [UInt8]) -> Int? {
    guard bytes.count >= 22 else { return nil }
    let earliest = max(0, bytes.count - 22 - 0xFFFF)
    return (earliest...(bytes.count - 22)).last { bytes[$0...].starts(with: [0x50, 0x4B, 5, 6]) }
  }

  /// How many files the list has, where it lies, and where the archive begins, whose offsets count from there.
  private static func directory(_ bytes: [UInt8]) throws -> (count: Int, range: Range<Int>, start: Int) {
    guard let at = end(of: bytes) else { throw damaged("its end is missing") }
    var record = ByteCursor(bytes, (at + 4)..<bytes.count)
    guard let disk = record.number(2), record.number(2) == disk, record.number(2) != nil, var count = record.number(2),
      var size = record.number(4), var offset = record.number(4)
    else { throw damaged("its end is cut") }
    if disk != 0, disk != 0xFFFF { throw damaged("it is one of several volumes") }
    let large = largeDirectory(bytes, before: at)
    if count == 0xFFFF || size == 0xFFFF_FFFF || offset == 0xFFFF_FFFF {
      guard let large else { throw damaged("its end is cut") }
      (count, size, offset) = (large.count, large.size, large.offset)
    }
    let end = large?.end ?? at
    guard count >= 0, offset >= 0, size >= 0, offset <= end, size <= end - offset else {
      throw damaged("its list of files lies outside of it")
    }
    // The list ends where the last record begins. Offsets that say otherwise leave out what stands before the archive,
    // unless the list is where they say: then something stands between the two.
    let start = bytes[offset...].starts(with: [0x50, 0x4B, 1, 2]) ? 0 : end - size - offset
    return (count, (start + offset)..<(start + offset + size), start)
  }

  /// The same of an archive with more files or bytes than 16 and 32 bits can count.
  private static func largeDirectory(_ bytes: [UInt8], before end: Int) -> (
    count: Int, size: Int, offset: Int, end: Int
  )? {
    guard end >= 20, bytes[(end - 20)...].starts(with: [0x50, 0x4B, 6, 7]) else { return nil }
    var locator = ByteCursor(bytes, (end - 12)..<end)
    let mark: [UInt8] = [0x50, 0x4B, 6, 6]
    guard var at = locator.number(8), at >= 0, at <= end - 56 else { return nil }
    // Where something stands before the archive, the record is right before its locator.
    if !bytes[at...].starts(with: mark), end >= 76 { at = end - 76 }
    guard at <= end - 56, bytes[at...].starts(with: mark) else { return nil }
    var record = ByteCursor(bytes, (at + 32)..<end)
    guard let count = record.number(8), let size = record.number(8), let offset = record.number(8) else { return nil }
    return (count, size, offset, at)
  }

  /// A line of the list.
  private struct Entry {
    let flags, method, checksum, packed, size, attributes, offset: Int
    let name: String

    var isFolder: Bool { name.hasSuffix("/") }
    /// What Unix calls a symbolic link.
    var isLink: Bool { attributes >> 28 & 0xF == 0xA }

    init?(_ bytes: inout ByteCursor) {
      guard bytes.number(4) == 0x0201_4B50, bytes.skip(4), let flags = bytes.number(2), let method = bytes.number(2),
        bytes.skip(4), let checksum = bytes.number(4), var packed = bytes.number(4), var size = bytes.number(4),
        let nameLength = bytes.number(2), let extraLength = bytes.number(2), let commentLength = bytes.number(2),
        bytes.skip(4), let attributes = bytes.number(4), var offset = bytes.number(4),
        let name = bytes.take(nameLength), let extra = bytes.take(extraLength), bytes.skip(commentLength)
      else { return nil }
      var fields = extra
      // Numbers of 64 bits stand behind the rest, in this order, only where the short ones are full.
      while let kind = fields.number(2), let length = fields.number(2), var field = fields.take(length) {
        guard kind == 1 else { continue }
        if size == 0xFFFF_FFFF { size = field.number(8) ?? -1 }
        if packed == 0xFFFF_FFFF { packed = field.number(8) ?? -1 }
        if offset == 0xFFFF_FFFF { offset = field.number(8) ?? -1 }
      }
      (self.flags, self.method, self.checksum, self.packed) = (flags, method, checksum, packed)
      (self.size, self.attributes, self.offset) = (size, attributes, offset)
      self.name = Self.text(name.rest)
    }

    /// Names are UTF-8, or in whatever encoding the system had that made the archive.
    private static func text(_ bytes: [UInt8]) -> String {
      String(validating: bytes, as: UTF8.self) ?? String(decoding: TextDecoding(bytes).utf8, as: UTF8.self)
    }

    /// The file, once what stands before its bytes has been passed over.
    ///
    /// - Parameters:
    ///   - start: where the archive begins in the bytes.
    ///   - end: where its list begins.
    func member(_ bytes: [UInt8], from start: Int, before end: Int) throws -> Member {
      guard offset >= 0, packed >= 0, size >= 0, offset <= end - start - 30 else {
        throw ZipDirectory.damaged("it is cut")
      }
      var header = ByteCursor(bytes, (start + offset)..<end)
      guard header.number(4) == 0x0403_4B50, header.skip(22), let nameLength = header.number(2),
        let extraLength = header.number(2), header.skip(nameLength + extraLength), let data = header.range(packed)
      else { throw ZipDirectory.damaged("“\(name)” lies outside of it") }
      return Member(
        name: name, method: method, data: data, size: size, checksum: UInt32(truncatingIfNeeded: checksum),
        isEncrypted: flags & 1 == 1)
    }
  }
}

/// Reads little-endian numbers, one behind another, and never behind the end.
private struct ByteCursor {
  private let bytes: [UInt8]
  private var at: Int
  private let end: Int

  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    (at, end) = (range.lowerBound, range.upperBound)
  }

  var rest: [UInt8] { Array(bytes[at..<end]) }

  /// Nil at the end, and for what is larger than any offset.
  mutating func number(_ width: Int) -> Int? {
    guard let range = range(width) else { return nil }
    let value = bytes[range].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return Int(exactly: value) ?? -1
  }

  mutating func skip(_ count: Int) -> Bool { range(count) != nil }

  mutating func take(_ count: Int) -> ByteCursor? { range(count).map { ByteCursor(bytes, $0) } }

  mutating func range(_ count: Int) -> Range<Int>? {
    guard count >= 0, count <= end - at else { return nil }
    defer { at += count }
    return at..<at + count
  }
}
