/// An item that a name may mean.
public struct Candidate: Sendable, Hashable {
  /// How the item came by the name, most trusted first.
  public enum Kind: UInt8, Sendable, CaseIterable {
    /// Written by hand for the French press.
    case curated
    /// The item's preferred label.
    case label
    case alias
    /// A longer name without its legal form, its vendor or what stands in parentheses or behind a comma.
    case derived
    /// The family name alone of somebody well known.
    case surname
  }

  /// Index of the item: `KnowledgeBase.item(_:)`.
  public let item: Int
  public let kind: Kind

  public init(item: Int, kind: Kind) {
    self.item = item
    self.kind = kind
  }
}

/// The candidates of one name, likeliest first: by how well known the item is and how it came by the name.
///
/// A view into the knowledge base; making it allocates nothing.
public struct Candidates: RandomAccessCollection, Sendable {
  private let storage: KnowledgeStorage?
  private let postings: Bytes
  /// Position of the first posting; -1 where `only` is all there is.
  private let first: Int
  private let only: UInt32
  private let itemCount: Int
  public let endIndex: Int
  public var startIndex: Int { 0 }

  /// Nobody bears the name.
  static func none(_ storage: KnowledgeStorage, _ postings: Bytes) -> Candidates {
    Candidates(storage: storage, postings: postings, first: -1, only: 0, itemCount: 1, endIndex: 0)
  }

  /// One candidate, or the list to which an index entry points.
  static func at(_ entry: UInt32, _ storage: KnowledgeStorage, _ postings: Bytes, itemCount: Int) -> Candidates {
    guard entry & KnowledgeFormat.topBit != 0 else {
      return Candidates(storage: storage, postings: postings, first: -1, only: entry, itemCount: itemCount, endIndex: 1)
    }
    let first = Int(entry & ~KnowledgeFormat.topBit)
    var end = first
    while end * 4 < postings.count {
      end += 1
      if postings.uint32((end - 1) * 4) & KnowledgeFormat.topBit != 0 { break }
    }
    return Candidates(
      storage: storage, postings: postings, first: first, only: 0, itemCount: itemCount, endIndex: end - first)
  }

  private init(
    storage: KnowledgeStorage, postings: Bytes, first: Int, only: UInt32, itemCount: Int, endIndex: Int
  ) {
    self.storage = storage
    self.postings = postings
    self.first = first
    self.only = only
    self.itemCount = itemCount
    self.endIndex = endIndex
  }

  public subscript(position: Int) -> Candidate {
    precondition(position >= 0 && position < endIndex, "There are \(endIndex) candidates, not \(position + 1)")
    let posting = first < 0 ? only : postings.uint32((first + position) * 4)
    // A damaged file may name an item that does not exist; the last one then stands in for it.
    let item = Swift.min(Int(posting & KnowledgeFormat.itemBits), itemCount - 1)
    let kind = UInt8(truncatingIfNeeded: posting >> KnowledgeFormat.kindShift & 7)
    return Candidate(item: item, kind: Candidate.Kind(rawValue: kind) ?? .alias)
  }
}
