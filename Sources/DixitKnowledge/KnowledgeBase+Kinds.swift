extension KnowledgeBase {
  /// Number of a kind, from 1; 0 is none. Good for one file: another may number them otherwise.
  public typealias KindCode = UInt16

  /// How many kinds there are.
  public var kindCount: Int { min(Int(kinds.uint32(0)), Int(KindCode.max)) }

  /// The name of a kind, such as `political party` or `journalist`; nil where there is none.
  public func kindName(_ code: KindCode) -> String? {
    guard code > 0, code <= kindCount else { return nil }
    let at = Int(code) * 4
    let start = Int(kinds.uint32(at))
    return kinds.string((kindCount + 2) * 4 + start, Int(kinds.uint32(at + 4)) - start)
  }

  /// The code of a kind, 0 where there is none of that name. Compares strings: ask once, not for each name.
  public func kindCode(named name: String) -> KindCode {
    (0...KindCode(kindCount)).first { kindName($0) == name } ?? 0
  }

  /// What kind of thing an item is: `city`, `political party`, `film`; nil for people and where it is not known.
  public func subtype(_ index: Int) -> String? { kindName(subtypeCode(index)) }

  /// - Complexity: O(1), the page of the item's record.
  public func subtypeCode(_ index: Int) -> KindCode { items.uint16(offset(of: index) + KnowledgeFormat.Record.subtype) }

  /// What somebody does or did; of other things, what descriptions call them besides the subtype. In the order in which
  /// the sources name them.
  ///
  /// - Complexity: O(1), two pages.
  public func occupations(_ index: Int) -> KindCodes {
    list(at: items.uint32(offset(of: index) + KnowledgeFormat.Record.occupations))
  }

  /// What a French common noun calls things and people: *footballeur*, *ministre*, *ville*, *film*, *groupe*; empty where
  /// it tells nothing.
  ///
  /// - Parameter key: `Folding.nameKey` of a form in lower case, singular or plural, feminine or masculine.
  /// - Complexity: O(1), about three pages that many words share.
  public func kinds(ofWord key: UInt64) -> KindCodes {
    words.find(key).map { list(at: words.uint32($0)) } ?? list(at: 0)
  }

  private func list(at position: UInt32) -> KindCodes { KindCodes(storage, lists, at: Int(position)) }
}

/// Some kinds. A view into the knowledge base; making it allocates nothing.
public struct KindCodes: RandomAccessCollection, Sendable {
  private let storage: KnowledgeStorage
  private let bytes: Bytes
  private let start: Int
  public let endIndex: Int
  public var startIndex: Int { 0 }

  /// The list at a position, counted in pairs of bytes; a list that would reach outside is cut.
  init(_ storage: KnowledgeStorage, _ bytes: Bytes, at position: Int) {
    self.storage = storage
    self.bytes = bytes
    start = position * 2 + 2
    endIndex = Swift.max(0, Swift.min(Int(bytes.uint16(position * 2)), (bytes.count - start) / 2))
  }

  public subscript(position: Int) -> KnowledgeBase.KindCode {
    precondition(position >= 0 && position < endIndex, "There are \(endIndex) kinds, not \(position + 1)")
    return bytes.uint16(start + position * 2)
  }
}
