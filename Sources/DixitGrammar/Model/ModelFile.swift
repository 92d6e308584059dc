import DixitLexicons

/// A model in memory: what it is, what it learned from, and its sections by name.
///
/// `@unchecked Sendable`: the bytes never change; they are part of the program, or belong to this object.
public final class ModelFile: @unchecked Sendable {
  /// What errors call it.
  public let path: String
  /// The lines of its header, in their order: `kind`, `name`, `learned-from`, settings.
  public let about: [(key: String, value: String)]
  private let bytes: UnsafeRawBufferPointer
  private let owned: UnsafeMutableRawBufferPointer?
  private let sections: [String: Range<Int>]

  /// A model that ships inside the program, such as `models/tagger-fr.dixit`. Nothing is copied.
  public convenience init(embedded path: String, kind: String) throws {
    guard let file = LexiconLibrary.embedded(path) else { throw ModelError.missing(path: path) }
    try self.init(UnsafeRawBufferPointer(file), owned: nil, path: path, kind: kind)
  }

  /// A model from a file's bytes, which are copied.
  public convenience init(_ content: [UInt8], path: String, kind: String) throws {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: content.count, alignment: ModelFormat.alignment)
    copy.copyBytes(from: content)
    try self.init(UnsafeRawBufferPointer(copy), owned: copy, path: path, kind: kind)
  }

  private init(_ bytes: UnsafeRawBufferPointer, owned: UnsafeMutableRawBufferPointer?, path: String, kind: String)
    throws
  {
    self.path = path
    self.bytes = bytes
    self.owned = owned
    do {
      sections = try Self.checked(bytes, path)
      about = Self.lines(of: sections[ModelFormat.about].map { bytes[$0] }).map(Self.field)
    } catch {
      owned?.deallocate()
      throw error
    }
    guard self.kind == kind else { throw ModelError.wrongKind(path: path, found: self.kind, expected: kind) }
  }

  deinit { owned?.deallocate() }

  public var kind: String { value(of: "kind") ?? "" }
  public var name: String { value(of: "name") ?? "" }
  /// The treebanks and texts that it learned from, with their licences.
  public var learnedFrom: [String] { about.filter { $0.key == "learned-from" }.map(\.value) }

  /// Its name and checksum: what outputs depend on.
  public var identity: String {
    let sum = bytes.loadUnaligned(fromByteOffset: ModelFormat.checksumOffset, as: UInt64.self).littleEndian
    return "\(name) \(String(sum, radix: 16))"
  }

  public func value(of key: String) -> String? { about.first { $0.key == key }?.value }

  public func has(_ section: String) -> Bool { sections[section] != nil }

  /// A section of weights.
  public func weights(_ name: String, width: Int) throws -> WeightTable {
    let part = try section(name)
    let head = ModelFormat.alignment
    guard part.count >= head else { throw wrong(name, "\(part.count) bytes", "at least \(head)") }
    let found = Int(part.loadUnaligned(fromByteOffset: 0, as: UInt32.self).littleEndian)
    let bits = Int(part.loadUnaligned(fromByteOffset: 4, as: UInt32.self).littleEndian)
    guard found == width else { throw wrong(name, "rows of \(found) weights", "\(width)") }
    guard (1...28).contains(bits), part.count == head + width << bits else {
      throw wrong(name, "\(part.count) bytes", "2^\(bits) rows of \(width) weights behind a header of \(head) bytes")
    }
    return WeightTable(base: part.baseAddress! + head, width: width, bits: bits, owner: self)
  }

  /// A section of UTF-8 lines, such as the names of the classes.
  public func lines(_ name: String) throws -> [String] { Self.lines(of: try section(name)[...]) }

  private func section(_ name: String) throws -> UnsafeRawBufferPointer {
    guard let range = sections[name] else { throw wrong(name, "nothing", "a section of that name") }
    return UnsafeRawBufferPointer(rebasing: bytes[range])
  }

  private func wrong(_ section: String, _ found: String, _ expected: String) -> ModelError {
    .wrongSection(path: path, name: section, found: found, expected: expected)
  }

  // MARK: Opening

  private static func checked(_ bytes: UnsafeRawBufferPointer, _ path: String) throws -> [String: Range<Int>] {
    guard bytes.count >= ModelFormat.headerSize else {
      throw ModelError.tooShort(path: path, found: bytes.count, expected: ModelFormat.headerSize)
    }
    guard bytes[0..<8].elementsEqual(ModelFormat.magic) else {
      throw ModelError.wrongMagic(path: path, found: String(decoding: bytes[0..<8], as: UTF8.self))
    }
    let version = Int(bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self).littleEndian)
    guard version == ModelFormat.version else {
      throw ModelError.wrongVersion(path: path, found: version, expected: ModelFormat.version)
    }
    let length = bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self).littleEndian
    guard length == bytes.count else {
      throw ModelError.wrongLength(path: path, found: bytes.count, expected: Int(clamping: length))
    }
    let expected = bytes.loadUnaligned(fromByteOffset: ModelFormat.checksumOffset, as: UInt64.self).littleEndian
    let found = ModelFormat.checksum(of: bytes)
    guard found == expected else { throw ModelError.wrongChecksum(path: path, found: found, expected: expected) }
    return try directory(of: bytes, path)
  }

  private static func directory(of bytes: UnsafeRawBufferPointer, _ path: String) throws -> [String: Range<Int>] {
    let count = Int(bytes.loadUnaligned(fromByteOffset: 12, as: UInt32.self).littleEndian)
    var sections: [String: Range<Int>] = [:]
    for index in 0..<count {
      let entry = ModelFormat.headerSize + index * ModelFormat.sectionEntrySize
      guard entry + ModelFormat.sectionEntrySize <= bytes.count else {
        throw ModelError.tooShort(path: path, found: bytes.count, expected: entry + ModelFormat.sectionEntrySize)
      }
      let name = String(decoding: bytes[entry..<entry + 8].prefix { $0 != 0 }, as: UTF8.self)
      let offset = Int(clamping: bytes.loadUnaligned(fromByteOffset: entry + 8, as: UInt64.self).littleEndian)
      let length = Int(clamping: bytes.loadUnaligned(fromByteOffset: entry + 16, as: UInt64.self).littleEndian)
      guard offset <= bytes.count, length <= bytes.count - offset else {
        throw ModelError.wrongSection(
          path: path, name: name, found: "\(length) bytes at \(offset)", expected: "an end within the file")
      }
      sections[name] = offset..<offset + length
    }
    return sections
  }

  private static func lines(of part: Slice<UnsafeRawBufferPointer>?) -> [String] {
    String(decoding: part ?? UnsafeRawBufferPointer(start: nil, count: 0)[...], as: UTF8.self)
      .split(separator: "\n").map(String.init)
  }

  private static func field(_ line: String) -> (key: String, value: String) {
    guard let colon = line.firstRange(of: ": ") else { return (line, "") }
    return (String(line[..<colon.lowerBound]), String(line[colon.upperBound...]))
  }
}
