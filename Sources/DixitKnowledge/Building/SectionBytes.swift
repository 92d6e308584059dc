/// The bytes of the smaller sections.
extension KnowledgeWriter {
  /// A fact as one of its items sees it; items by their places in the list.
  struct EdgeEntry: Hashable, Comparable {
    let item: UInt32
    let other: UInt32
    let property: UInt16
    let isReversed: Bool

    static func < (left: EdgeEntry, right: EdgeEntry) -> Bool {
      (left.item, left.other, left.property, left.isReversed ? 1 : 0)
        < (right.item, right.other, right.property, right.isReversed ? 1 : 0)
    }
  }

  /// Every fact between two items of the list, from both ends.
  func edges(_ positions: [UInt32: UInt32]) -> [EdgeEntry] {
    var entries: [EdgeEntry] = []
    for fact in facts.facts {
      guard let subject = positions[fact.subject], let object = positions[fact.object], subject != object else {
        continue
      }
      entries.append(EdgeEntry(item: subject, other: object, property: fact.property, isReversed: false))
      entries.append(EdgeEntry(item: object, other: subject, property: fact.property, isReversed: true))
    }
    return entries.sorted()
  }

  static func section(of edges: [EdgeEntry]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(edges.count * KnowledgeFormat.edgeSize)
    for edge in edges {
      bytes.append(number: edge.item)
      bytes.append(number: edge.other)
      bytes.append(number: edge.property)
      bytes += [edge.isReversed ? 1 : 0, 0]
    }
    return bytes
  }

  static func section(of kinds: [String]) -> [UInt8] {
    var bytes = Array(number: UInt32(kinds.count))
    var end: UInt32 = 0
    bytes.append(number: end)
    for kind in kinds {
      end += UInt32(kind.utf8.count)
      bytes.append(number: end)
    }
    return bytes + kinds.flatMap { Array($0.utf8) }
  }

  static func section(of countries: [String], _ items: [String: UInt32], _ positions: [UInt32: UInt32]) -> [UInt8] {
    var bytes: [UInt8] = []
    for country in countries {
      bytes += Array(country.utf8)
      bytes.append(number: items[country].flatMap { positions[$0] } ?? KnowledgeFormat.noItem)
    }
    return bytes
  }
}

extension KeyIndex {
  /// An index over sorted keys; `payload` appends what a key leads to.
  static func bytes(_ keys: [UInt64], _ payload: (UInt64, inout [UInt8]) -> Void) -> [UInt8] {
    let shape = Shape(keyCount: keys.count)
    var starts = [UInt32](repeating: 0, count: shape.bucketCount + 1)
    for key in keys { starts[shape.bucket(key) + 1] += 1 }
    for bucket in 0..<shape.bucketCount { starts[bucket + 1] += starts[bucket] }
    var bytes = Array(number: UInt32(keys.count))
    bytes.append(number: UInt32(shape.bits))
    for start in starts { bytes.append(number: start) }
    for key in keys {
      bytes += Array(number: key & shape.lowMask).prefix(shape.keySize)
      payload(key, &bytes)
    }
    return bytes
  }
}
