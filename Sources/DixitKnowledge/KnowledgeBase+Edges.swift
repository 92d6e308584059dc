extension KnowledgeBase {
  /// A fact between two items, seen from one of them.
  public struct Edge: Sendable, Hashable {
    /// Wikidata property: 108 is P108, the employer.
    public let property: Int
    /// The item at the other end.
    public let other: Int
    /// Whether the other item is what the fact is about: of a company, somebody whose employer it is.
    public let isReversed: Bool
  }

  /// The facts that join an item to others, from both ends.
  ///
  /// - Complexity: O(1) for an item without any; else O(log *n*), four or five pages.
  public func edges(_ index: Int) -> Edges {
    let flags = items.uint8(offset(of: index) + KnowledgeFormat.Record.flags)
    guard flags & KnowledgeFormat.linkedFlag != 0 else { return Edges(storage, facts, item: nil, itemCount: itemCount) }
    return Edges(storage, facts, item: UInt32(index), itemCount: itemCount)
  }

  /// Whether a fact joins two items.
  public func areLinked(_ item: Int, _ other: Int) -> Bool {
    let flags = items.uint8(offset(of: item) + KnowledgeFormat.Record.flags)
    guard flags & KnowledgeFormat.linkedFlag != 0 else { return false }
    let at = Edges.position(in: facts, item: UInt32(item), other: UInt32(other)) * KnowledgeFormat.edgeSize
    return facts.uint32(at) == UInt32(item) && facts.uint32(at + 4) == UInt32(other)
  }
}

/// The facts of one item. A view into the knowledge base; making it allocates nothing.
public struct Edges: RandomAccessCollection, Sendable {
  private let storage: KnowledgeStorage
  private let bytes: Bytes
  private let first: Int
  private let itemCount: Int
  public let endIndex: Int
  public var startIndex: Int { 0 }

  /// - Parameter item: nil for one without facts.
  init(_ storage: KnowledgeStorage, _ bytes: Bytes, item: UInt32?, itemCount: Int) {
    self.storage = storage
    self.bytes = bytes
    self.itemCount = itemCount
    guard let item else {
      (first, endIndex) = (0, 0)
      return
    }
    first = Self.position(in: bytes, item: item, other: 0)
    let count = bytes.count / KnowledgeFormat.edgeSize
    var end = first
    while end < count, bytes.uint32(end * KnowledgeFormat.edgeSize) == item { end += 1 }
    endIndex = end - first
  }

  /// Where the facts that join two items begin, or would.
  static func position(in bytes: Bytes, item: UInt32, other: UInt32) -> Int {
    var low = 0
    var end = bytes.count / KnowledgeFormat.edgeSize
    while low < end {
      let middle = (low + end) / 2
      let at = middle * KnowledgeFormat.edgeSize
      if (bytes.uint32(at), bytes.uint32(at + 4)) < (item, other) { low = middle + 1 } else { end = middle }
    }
    return low
  }

  public subscript(position: Int) -> KnowledgeBase.Edge {
    precondition(position >= 0 && position < endIndex, "There are \(endIndex) edges, not \(position + 1)")
    let at = (first + position) * KnowledgeFormat.edgeSize
    // A damaged file may name an item that does not exist; the last one then stands in for it.
    let other = Swift.min(Int(bytes.uint32(at + 4)), itemCount - 1)
    return KnowledgeBase.Edge(
      property: Int(bytes.uint16(at + 8)), other: other, isReversed: bytes.uint8(at + 10) != 0)
  }
}
