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
/// | CTRY | countries in the order of their codes, from 1: two letters (ISO 3166) and a UInt32, the country's own item |
/// | ITEM | records of `itemSize` bytes, best known first: what is asked for most shares few pages |
/// | TEXT | labels and descriptions, UTF-8, equal ones once |
/// | KIND | names of kinds (subtypes and occupations) in the order of their codes, from 1: UInt32 count, count + 1 UInt32 offsets into what follows, UTF-8 |
/// | LIST | lists of kinds, equal ones once: UInt16 count, as many UInt16; the first list is empty |
/// | EDGE | facts between items, by item and other item: UInt32 item, UInt32 other item, UInt16 property, UInt8 1 where the item is the object, zero byte |
/// | WORD | key index: French common nouns and adjectives to a UInt32, the position of a list in LIST, and a UInt8, a country |
/// | NAME | key index: names to postings |
/// | POST | postings of names that several items share |
/// | PERS | key index: given and family names to how many people bear them, three UInt16: feminine, masculine, family name |
///
/// A record: UInt32 item number (0: none), UInt32 offset of the label, behind which the other label stands, UInt32 offset
/// of the description, UInt32 position of the occupations in LIST, UInt16 subtype, then a byte each: lengths of label,
/// other label and description, type (lower three bits) with flags, popularity, country.
///
/// A posting is a UInt32: 28 bits of item, 3 of kind, and the top bit on a list's last. In the index itself the top bit
/// says that the other 31 are a position in POST; without it the word is the only posting.
enum KnowledgeFormat {
  static let magic: [UInt8] = Array("DIXITKB".utf8) + [0]
  static let version = 2
  static let headerSize = 32
  static let sectionEntrySize = 24
  static let checksumOffset = 24
  static let itemSize = 24
  static let countrySize = 6
  static let edgeSize = 12
  /// Payload bytes of the indexes.
  static let namePayload = 4
  static let personPayload = 6
  static let wordPayload = 5

  static let types: [EntityType] = [.person, .organisation, .place, .product, .work, .event, .other]
  static let typeMask: UInt8 = 7

  static let frenchLabelFlag: UInt8 = 0x08
  static let curatedFlag: UInt8 = 0x10
  static let feminineFlag: UInt8 = 0x20
  static let masculineFlag: UInt8 = 0x40
  static let linkedFlag: UInt8 = 0x80

  static let itemBits: UInt32 = 0x0FFF_FFFF
  static let kindShift: UInt32 = 28
  static let topBit: UInt32 = 0x8000_0000
  /// In place of an item's position: none.
  static let noItem: UInt32 = .max

  /// Where the fields of a record lie.
  enum Record {
    static let number = 0
    static let label = 4
    static let description = 8
    static let occupations = 12
    static let subtype = 16
    static let labelLength = 18
    static let otherLength = 19
    static let descriptionLength = 20
    static let flags = 21
    static let popularity = 22
    static let country = 23
  }
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
