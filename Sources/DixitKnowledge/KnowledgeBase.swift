import DixitDocument
import DixitLexicons

/// Things that the press writes about, the names that they go by, and how well known they are.
///
/// Made by `KnowledgeBuilder` from tables of Wikidata facts; read where it lies, inside the program or in a mapped
/// file. A value of it is a few pointers, good on every thread at once.
public struct KnowledgeBase: Sendable {
  private let storage: KnowledgeStorage
  private let items: Bytes
  private let texts: Bytes
  private let countries: Bytes
  private let postings: Bytes
  private let names: KeyIndex
  private let people: KeyIndex

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
    let title = try sections.bytes("TITL")
    self.title = title.string(0, title.count)
    countries = try sections.bytes("CTRY")
    items = try sections.bytes("ITEM", multipleOf: KnowledgeFormat.itemSize)
    texts = try sections.bytes("TEXT")
    postings = try sections.bytes("POST", multipleOf: 4)
    names = try sections.index("NAME", payload: KnowledgeFormat.namePayload)
    people = try sections.index("PERS", payload: KnowledgeFormat.personPayload)
    itemCount = items.count / KnowledgeFormat.itemSize
  }

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

extension KnowledgeBase {
  /// What is known about a thing, but for its words.
  public struct Item: Sendable, Hashable {
    /// Wikidata item, such as `Q90`; nil where none is certain.
    public let qid: String?
    public let type: EntityType
    public let gender: Gender?
    /// How well known it is, from 0 (hardly) to 1: a logarithmic scale.
    public let popularity: Double
    /// Whether the label is known to be its French name.
    public let isFrenchLabel: Bool
    /// Whether a row written by hand speaks of it.
    public let isCurated: Bool
  }

  /// - Precondition: `0 ≤ index < itemCount`.
  public func item(_ index: Int) -> Item {
    let at = offset(of: index)
    let number = items.uint32(at)
    let flags = items.uint8(at + 15)
    return Item(
      qid: number == 0 ? nil : "Q\(number)", type: type(at), gender: gender(flags),
      popularity: Double(items.uint8(at + 16)) / 255,
      isFrenchLabel: flags & KnowledgeFormat.frenchLabelFlag != 0, isCurated: flags & KnowledgeFormat.curatedFlag != 0)
  }

  /// The French name where one is known, else the commonest.
  public func label(_ index: Int) -> String {
    let at = offset(of: index)
    return texts.string(Int(items.uint32(at + 4)), Int(items.uint8(at + 12)))
  }

  /// Occupations, offices or the kind of thing, in English; may be empty.
  public func description(_ index: Int) -> String {
    let at = offset(of: index)
    return texts.string(Int(items.uint32(at + 8)), Int(items.uint8(at + 13)))
  }

  /// ISO 3166 code, such as `FR`.
  public func country(_ index: Int) -> String? {
    let code = Int(items.uint8(offset(of: index) + 17))
    return code == 0 ? nil : countries.string((code - 1) * 2, 2)
  }

  /// The country as a number that only this knowledge base understands; 0 for none.
  public func countryCode(_ index: Int) -> UInt8 { items.uint8(offset(of: index) + 17) }

  /// Whether a country's number is that of an ISO 3166 code.
  public func isCountry(_ code: UInt8, _ iso: StaticString) -> Bool {
    let at = (Int(code) - 1) * 2
    return code != 0 && iso.utf8CodeUnitCount == 2 && countries.uint8(at) == iso.utf8Start[0]
      && countries.uint8(at + 1) == iso.utf8Start[1]
  }

  /// Whether an item's label is these very bytes.
  public func hasLabel(_ index: Int, _ utf8: ArraySlice<UInt8>) -> Bool {
    let at = offset(of: index)
    guard Int(items.uint8(at + 12)) == utf8.count,
      let label = texts.part(Int(items.uint32(at + 4)), utf8.count)
    else { return false }
    return label.buffer.elementsEqual(utf8)
  }

  /// The item with a number, such as `Q90`. Looks at every record: for people, not for stages.
  public func item(withID qid: String) -> Int? {
    guard qid.first == "Q", let number = UInt32(qid.dropFirst()), number > 0 else { return nil }
    return (0..<itemCount).first { items.uint32(offset(of: $0)) == number }
  }

  private func offset(of index: Int) -> Int {
    precondition(index >= 0 && index < itemCount, "There are \(itemCount) items, not \(index + 1)")
    return index * KnowledgeFormat.itemSize
  }

  private func type(_ at: Int) -> EntityType {
    let code = Int(items.uint8(at + 14))
    return code < KnowledgeFormat.types.count ? KnowledgeFormat.types[code] : .other
  }

  private func gender(_ flags: UInt8) -> Gender? {
    if flags & KnowledgeFormat.feminineFlag != 0 { return .feminine }
    return flags & KnowledgeFormat.masculineFlag != 0 ? .masculine : nil
  }
}
