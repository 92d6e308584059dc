/// The header of a knowledge base, checked, and its sections by name.
struct SectionTable {
  private let storage: KnowledgeStorage
  private let count: Int

  init(_ storage: KnowledgeStorage) throws(KnowledgeError) {
    let bytes = storage.bytes
    let path = storage.path
    guard bytes.count >= KnowledgeFormat.headerSize else {
      throw .tooShort(path: path, found: bytes.count, expected: KnowledgeFormat.headerSize)
    }
    guard (0..<8).allSatisfy({ bytes.uint8($0) == KnowledgeFormat.magic[$0] }) else {
      throw .wrongMagic(path: path, found: Self.printable(bytes))
    }
    let version = Int(bytes.uint32(8))
    guard version == KnowledgeFormat.version else {
      throw .wrongVersion(path: path, found: version, expected: KnowledgeFormat.version)
    }
    guard bytes.uint64(16) == UInt64(bytes.count) else {
      throw .wrongLength(path: path, found: bytes.count, expected: Int(clamping: bytes.uint64(16)))
    }
    self.storage = storage
    count = Int(bytes.uint32(12))
  }

  func bytes(_ name: String) throws(KnowledgeError) -> Bytes {
    for number in 0..<min(count, 64) {
      let entry = KnowledgeFormat.headerSize + number * KnowledgeFormat.sectionEntrySize
      guard storage.bytes.string(entry, 4) == name else { continue }
      let offset = Int(clamping: storage.bytes.uint64(entry + 8))
      let length = Int(clamping: storage.bytes.uint64(entry + 16))
      guard let part = storage.bytes.part(offset, length) else {
        throw .wrongSection(path: storage.path, name: name, found: length, expected: "a stretch inside the file")
      }
      return part
    }
    throw .missingSection(path: storage.path, name: name)
  }

  /// All sections, in the order of the file.
  var all: [(name: String, byteCount: Int)] {
    (0..<min(count, 64)).map { number in
      let entry = KnowledgeFormat.headerSize + number * KnowledgeFormat.sectionEntrySize
      return (storage.bytes.string(entry, 4), Int(clamping: storage.bytes.uint64(entry + 16)))
    }
  }

  func bytes(_ name: String, multipleOf size: Int) throws(KnowledgeError) -> Bytes {
    let part = try bytes(name)
    guard part.count % size == 0 else {
      throw .wrongSection(path: storage.path, name: name, found: part.count, expected: "a multiple of \(size)")
    }
    return part
  }

  func index(_ name: String, payload: Int) throws(KnowledgeError) -> KeyIndex {
    let part = try bytes(name)
    guard let index = KeyIndex(part, payload: payload) else {
      throw .wrongSection(
        path: storage.path, name: name, found: part.count, expected: "a directory and all the entries it counts")
    }
    return index
  }

  /// The first eight bytes for a person to read.
  private static func printable(_ bytes: Bytes) -> String {
    String(decoding: (0..<8).map { bytes.uint8($0) }.map { (0x20..<0x7F).contains($0) ? $0 : 0x3F }, as: UTF8.self)
  }
}
