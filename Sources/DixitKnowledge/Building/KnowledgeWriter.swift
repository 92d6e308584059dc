import DixitDocument

/// Lays items and names out as `KnowledgeFormat` says. The same input gives the same bytes.
struct KnowledgeWriter {
  let title: String
  /// Best known first.
  let items: [SelectedItem]
  let names: NameTable
  let people: [UInt64: PeopleNames.Counts]
  let kinds: KindTable
  let rules: BuildRules
  let countries: CountryCodes
  let facts: FactTable

  func bytes() -> [UInt8] {
    let positions = Dictionary(
      items.enumerated().filter { $1.number != 0 }.map { ($1.number, UInt32($0)) },
      uniquingKeysWith: { first, _ in first })
    let countryNames = countryNames()
    let kindNames = kindNames()
    var texts = TextPool()
    var lists = ListPool()
    let edges = edges(positions)
    let codes = Codes(countries: Self.codes(countryNames), kinds: Self.codes(kindNames))
    let records = records(codes, linked: Set(edges.map(\.item)), &texts, &lists)
    let words = WordTable(kinds: kinds, countries: countries, items: items, positions: positions)
      .index(codes, &lists)
    let (names, postings) = nameIndex()
    let sections: [(String, [UInt8])] = [
      ("TITL", Array(title.utf8)), ("CTRY", Self.section(of: countryNames, countries.items, positions)),
      ("ITEM", records), ("TEXT", texts.bytes), ("KIND", Self.section(of: kindNames)), ("LIST", lists.bytes),
      ("EDGE", Self.section(of: edges)), ("WORD", words), ("NAME", names), ("POST", postings), ("PERS", peopleIndex()),
    ]
    return Self.file(sections)
  }

  /// The numbers that stand for countries and kinds.
  struct Codes {
    let countries: [String: UInt16]
    let kinds: [String: UInt16]
  }

  private static func codes(_ names: [String]) -> [String: UInt16] {
    Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, UInt16($0 + 1)) })
  }

  /// At most 255 codes in alphabetical order.
  private func countryNames() -> [String] {
    let known = items.compactMap(\.country) + kinds.demonyms.values.flatMap { $0.map(\.country) }
    return Array(Set(known).sorted().prefix(255))
  }

  private func kindNames() -> [String] {
    kinds.peopleTerms.union(kinds.otherTerms).union(rules.subtypes.values).union(kinds.words.values.joined()).sorted()
  }

  private func records(
    _ codes: Codes, linked: Set<UInt32>, _ texts: inout TextPool, _ lists: inout ListPool
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(items.count * KnowledgeFormat.itemSize)
    for (index, item) in items.enumerated() {
      let (label, labelLength, otherLength) = texts.place(item.label, item.otherLabel)
      let (description, descriptionLength, _) = texts.place(item.description)
      bytes.append(number: item.number)
      bytes.append(number: label)
      bytes.append(number: description)
      bytes.append(number: lists.place(item.callings.compactMap { codes.kinds[$0] }))
      bytes.append(number: item.subtype.flatMap { codes.kinds[$0] } ?? 0)
      bytes += [labelLength, otherLength, descriptionLength]
      bytes.append(Self.flags(item) | (linked.contains(UInt32(index)) ? KnowledgeFormat.linkedFlag : 0))
      bytes.append(Popularity.quantized(item.score))
      bytes.append(UInt8(item.country.flatMap { codes.countries[$0] } ?? 0))
    }
    return bytes
  }

  private static func flags(_ item: SelectedItem) -> UInt8 {
    var flags = UInt8(KnowledgeFormat.types.firstIndex(of: item.type)!)
    if item.isFrench { flags |= KnowledgeFormat.frenchLabelFlag }
    if item.isCurated { flags |= KnowledgeFormat.curatedFlag }
    if item.gender == .feminine { flags |= KnowledgeFormat.feminineFlag }
    if item.gender == .masculine { flags |= KnowledgeFormat.masculineFlag }
    return flags
  }

  private func nameIndex() -> (index: [UInt8], postings: [UInt8]) {
    var postings: [UInt8] = []
    let index = KeyIndex.bytes(names.candidates.keys.sorted()) { key, entry in
      let list = names.candidates[key]!
      if list.count == 1 {
        entry.append(number: Self.posting(list[0]))
        return
      }
      entry.append(number: UInt32(postings.count / 4) | KnowledgeFormat.topBit)
      for candidate in list.dropLast() { postings.append(number: Self.posting(candidate)) }
      postings.append(number: Self.posting(list[list.count - 1]) | KnowledgeFormat.topBit)
    }
    return (index, postings)
  }

  private static func posting(_ candidate: (item: Int, kind: Candidate.Kind)) -> UInt32 {
    UInt32(candidate.item) | UInt32(candidate.kind.rawValue) << KnowledgeFormat.kindShift
  }

  private func peopleIndex() -> [UInt8] {
    KeyIndex.bytes(people.keys.sorted()) { key, entry in
      let counts = people[key]!
      for count in [counts.feminine, counts.masculine, counts.family] { entry.append(number: UInt16(clamping: count)) }
    }
  }

  private static func file(_ sections: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    var body: [UInt8] = []
    var table: [UInt8] = []
    let start = KnowledgeFormat.headerSize + sections.count * KnowledgeFormat.sectionEntrySize
    for (name, bytes) in sections {
      table += Array(name.utf8) + [0, 0, 0, 0]
      table.append(number: UInt64(start + body.count))
      table.append(number: UInt64(bytes.count))
      body += bytes
      body += [UInt8](repeating: 0, count: (8 - body.count % 8) % 8)
    }
    var file = KnowledgeFormat.magic
    file.append(number: UInt32(KnowledgeFormat.version))
    file.append(number: UInt32(sections.count))
    file.append(number: UInt64(start + body.count))
    file.append(number: UInt64(0))
    file += table + body
    let sum = file.withUnsafeBytes { KnowledgeChecksum.of($0) }
    file.replaceSubrange(KnowledgeFormat.checksumOffset..<KnowledgeFormat.checksumOffset + 8, with: Array(number: sum))
    return file
  }
}

extension [UInt8] {
  /// The bytes of a number, least significant first.
  init(number: some FixedWidthInteger) { self = Swift.withUnsafeBytes(of: number.littleEndian) { Array($0) } }

  mutating func append(number: some FixedWidthInteger) { append(contentsOf: Array(number: number)) }
}
