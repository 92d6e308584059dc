import DixitDocument

/// Lays items and names out as `KnowledgeFormat` says. The same input gives the same bytes.
struct KnowledgeWriter {
  let title: String
  /// Best known first.
  let items: [SelectedItem]
  let names: NameTable
  let people: [UInt64: PeopleNames.Counts]

  func bytes() -> [UInt8] {
    let countries = countryCodes()
    var texts = TextPool()
    let records = records(countries, &texts)
    let (index, postings) = nameIndex()
    let sections: [(String, [UInt8])] = [
      ("TITL", Array(title.utf8)), ("CTRY", countries.flatMap { Array($0.utf8) }), ("ITEM", records),
      ("TEXT", texts.bytes), ("NAME", index), ("POST", postings), ("PERS", peopleIndex()),
    ]
    return Self.file(sections)
  }

  /// At most 255 codes in alphabetical order.
  private func countryCodes() -> [String] { Array(Set(items.compactMap(\.country)).sorted().prefix(255)) }

  private func records(_ countries: [String], _ texts: inout TextPool) -> [UInt8] {
    let codes = Dictionary(uniqueKeysWithValues: countries.enumerated().map { ($1, UInt8($0 + 1)) })
    var bytes: [UInt8] = []
    bytes.reserveCapacity(items.count * KnowledgeFormat.itemSize)
    for item in items {
      let label = texts.place(item.label)
      let description = texts.place(item.description)
      bytes.append(number: item.number)
      bytes.append(number: label.offset)
      bytes.append(number: description.offset)
      bytes += [label.length, description.length, Self.code(item.type), Self.flags(item)]
      bytes += [Popularity.quantized(item.score), item.country.flatMap { codes[$0] } ?? 0, 0, 0]
    }
    return bytes
  }

  private static func code(_ type: EntityType) -> UInt8 { UInt8(KnowledgeFormat.types.firstIndex(of: type)!) }

  private static func flags(_ item: SelectedItem) -> UInt8 {
    var flags: UInt8 = 0
    if item.isFrench { flags |= KnowledgeFormat.frenchLabelFlag }
    if item.isCurated { flags |= KnowledgeFormat.curatedFlag }
    if item.gender == .feminine { flags |= KnowledgeFormat.feminineFlag }
    if item.gender == .masculine { flags |= KnowledgeFormat.masculineFlag }
    return flags
  }

  private func nameIndex() -> (index: [UInt8], postings: [UInt8]) {
    var postings: [UInt8] = []
    let index = Self.index(names.candidates.keys.sorted()) { key, entry in
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
    Self.index(people.keys.sorted()) { key, entry in
      let counts = people[key]!
      for count in [counts.feminine, counts.masculine, counts.family] { entry.append(number: UInt16(clamping: count)) }
    }
  }

  /// A key index as `KeyIndex` reads it, over sorted keys.
  private static func index(_ keys: [UInt64], _ payload: (UInt64, inout [UInt8]) -> Void) -> [UInt8] {
    var starts = [Int](repeating: 0, count: KeyIndex.directoryCount + 1)
    for key in keys { starts[Int(key >> 48) + 1] += 1 }
    for bucket in 0..<KeyIndex.directoryCount { starts[bucket + 1] += starts[bucket] }
    var bytes: [UInt8] = []
    for start in starts { bytes.append(number: UInt32(start)) }
    bytes.append(number: UInt32(0))
    for key in keys {
      bytes.append(number: UInt32(truncatingIfNeeded: key))
      bytes.append(number: UInt16(truncatingIfNeeded: key >> 32))
      payload(key, &bytes)
    }
    return bytes
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

/// Labels and descriptions one behind the other, equal ones once.
private struct TextPool {
  private(set) var bytes: [UInt8] = []
  private var places: [String: (offset: UInt32, length: UInt8)] = [:]

  /// Where a text lies; what is longer than 255 bytes ends at a character before.
  mutating func place(_ text: String) -> (offset: UInt32, length: UInt8) {
    if let known = places[text] { return known }
    var short = Substring(text)
    while short.utf8.count > 255 { short.removeLast() }
    let place = (UInt32(bytes.count), UInt8(short.utf8.count))
    bytes += Array(short.utf8)
    places[text] = place
    return place
  }
}

extension [UInt8] {
  /// The bytes of a number, least significant first.
  init(number: some FixedWidthInteger) { self = Swift.withUnsafeBytes(of: number.littleEndian) { Array($0) } }

  mutating func append(number: some FixedWidthInteger) { append(contentsOf: Array(number: number)) }
}
