import DixitDocument
import DixitLexicons

/// Things that the press writes about, the names that they go by, and how well known they are.
///
/// Made by `KnowledgeBuilder` from tables of Wikidata facts; read where it lies, inside the program or in a mapped
/// file. A value of it is a few pointers, good on every thread at once.
public struct KnowledgeBase: Sendable {
  let storage: KnowledgeStorage
  let items: Bytes
  let texts: Bytes
  let countries: Bytes
  let kinds: Bytes
  let lists: Bytes
  let facts: Bytes
  let words: KeyIndex
  let names: KeyIndex
  let people: KeyIndex
  private let postings: Bytes
  /// The parts of the file, with their sizes.
  package let sections: [(name: String, byteCount: Int)]

  /// Name and date, such as `Dixit knowledge 2026-11-24`.
  public let title: String
  public let itemCount: Int
  /// How many different names are known.
  public var nameCount: Int { names.count }

  /// The knowledge base inside the program.
  public static func embedded() throws(KnowledgeError) -> KnowledgeBase {
    let path = "knowledge/knowledge.dixit"
    guard let bytes = LexiconLibrary.embedded(path) else {
      throw .cannotOpen(path: path, reason: "the program was built without it")
    }
    return try KnowledgeBase(KnowledgeStorage(embedded: bytes, path: path))
  }

  /// Maps the knowledge base in a file, which must not change meanwhile.
  ///
  /// Checks the header and the sizes, not the checksum, which would read the whole file: `verify()` does.
  public init(contentsOf path: String) throws(KnowledgeError) {
    try self.init(KnowledgeStorage(path: path))
  }

  init(_ storage: KnowledgeStorage) throws(KnowledgeError) {
    self.storage = storage
    let sections = try SectionTable(storage)
    self.sections = sections.all
    let title = try sections.bytes("TITL")
    self.title = title.string(0, title.count)
    countries = try sections.bytes("CTRY", multipleOf: KnowledgeFormat.countrySize)
    items = try sections.bytes("ITEM", multipleOf: KnowledgeFormat.itemSize)
    texts = try sections.bytes("TEXT")
    kinds = try sections.bytes("KIND")
    lists = try sections.bytes("LIST", multipleOf: 2)
    facts = try sections.bytes("EDGE", multipleOf: KnowledgeFormat.edgeSize)
    words = try sections.index("WORD", payload: KnowledgeFormat.wordPayload)
    postings = try sections.bytes("POST", multipleOf: 4)
    names = try sections.index("NAME", payload: KnowledgeFormat.namePayload)
    people = try sections.index("PERS", payload: KnowledgeFormat.personPayload)
    itemCount = items.count / KnowledgeFormat.itemSize
  }

  /// Tells it from any other, also of the same date: title and checksum.
  public var identity: String { "\(title), \(String(storage.bytes.uint64(KnowledgeFormat.checksumOffset), radix: 16))" }

  /// Reads the whole file and compares its checksum.
  public func verify() throws(KnowledgeError) {
    let expected = storage.bytes.uint64(KnowledgeFormat.checksumOffset)
    let found = KnowledgeChecksum.of(storage.bytes.buffer)
    if found != expected { throw .wrongChecksum(path: storage.path, found: found, expected: expected) }
  }

  /// What a name may mean, likeliest first; empty where nothing bears it.
  ///
  ///     knowledge.candidates(for: Folding.nameKey("Paris")).first   // the capital of France
  ///
  /// - Complexity: O(1), about two pages of the file.
  public func candidates(for nameKey: UInt64) -> Candidates {
    guard itemCount > 0, let found = names.find(nameKey) else { return .none(storage, postings) }
    return .at(names.uint32(found), storage, postings, itemCount: itemCount)
  }

  /// How many people of each gender bear a given name; nil where nobody is known to.
  public func givenName(_ nameKey: UInt64) -> (feminine: Int, masculine: Int)? {
    guard let found = people.find(nameKey) else { return nil }
    let counts = (Int(people.uint16(found)), Int(people.uint16(found + 2)))
    return counts == (0, 0) ? nil : counts
  }

  /// How many people bear a family name; zero for fewer than five.
  public func familyName(_ nameKey: UInt64) -> Int {
    people.find(nameKey).map { Int(people.uint16($0 + 4)) } ?? 0
  }
}
