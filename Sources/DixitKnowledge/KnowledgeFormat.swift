import DixitDocument

/// The layout of a knowledge base, shared by the reader and the writer. Every number is little-endian.
///
///     0   magic "DIXITKB\0"
///     8   UInt32 format version, UInt32 number of sections
///     16  UInt64 length of the file in bytes, a multiple of 8
///     24  UInt64 checksum: FNV-1a over the file's 64-bit words, this one left out
///     32  sections, 24 bytes each: four letters and four zero bytes, UInt64 offset, UInt64 length
///
/// | section | holds |
/// |---|---|
/// | TITL | name and date, UTF-8 |
/// | CTRY | ISO codes of countries, two letters each; an item's code 0 is no country |
/// | ITEM | records of `itemSize` bytes, best known first: what is asked for most shares few pages |
/// | TEXT | labels and descriptions, UTF-8, equal ones once |
/// | NAME | key index: names to postings |
/// | POST | postings of names that several items share |
/// | PERS | key index: given and family names to how many people bear them |
///
/// A record: UInt32 item number (0: none), UInt32 offset of the label, UInt32 offset of the description, then a byte
/// each: length of the label, length of the description, type, flags, popularity, country, and two zero bytes.
///
/// A posting is a UInt32: 28 bits of item, 3 of kind, and the top bit on a list's last. In the index itself the top bit
/// says that the other 31 are a position in POST; without it the word is the only posting.
enum KnowledgeFormat {
  static let magic: [UInt8] = Array("DIXITKB".utf8) + [0]
  static let version = 1
  static let headerSize = 32
  static let sectionEntrySize = 24
  static let checksumOffset = 24
  static let itemSize = 20
  /// Payload bytes of the two indexes: a posting; three UInt16 (feminine, masculine, family name).
  static let namePayload = 4
  static let personPayload = 6

  static let types: [EntityType] = [.person, .organisation, .place, .product, .work, .event, .other]

  static let frenchLabelFlag: UInt8 = 1
  static let curatedFlag: UInt8 = 2
  static let feminineFlag: UInt8 = 4
  static let masculineFlag: UInt8 = 8

  static let itemBits: UInt32 = 0x0FFF_FFFF
  static let kindShift: UInt32 = 28
  static let topBit: UInt32 = 0x8000_0000
}

/// FNV-1a over 64-bit words with a final mix; a flipped bit anywhere changes it.
struct KnowledgeChecksum {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func mix(_ word: UInt64) {
    state = (state ^ word) &* 0x100_0000_01B3
    state ^= state >> 32
  }

  var value: UInt64 { state }

  /// The checksum of a whole file, whose own word counts for nothing.
  static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var sum = KnowledgeChecksum()
    for offset in stride(from: 0, to: bytes.count & ~7, by: 8) where offset != KnowledgeFormat.checksumOffset {
      sum.mix(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
    }
    return sum.value
  }
}
