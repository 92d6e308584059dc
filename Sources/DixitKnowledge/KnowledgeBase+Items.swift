import DixitDocument
import DixitLexicons

extension KnowledgeBase {
  private typealias Record = KnowledgeFormat.Record

  /// What is known about a thing, but for its words.
  public struct Item: Sendable, Hashable {
    /// The number of the Wikidata item, 0 where none is certain.
    let number: UInt32
    public let type: EntityType
    public let gender: Gender?
    /// How well known it is, from 0 (hardly) to 1: a logarithmic scale.
    public let popularity: Double
    /// Whether the label is known to be its French name.
    public let isFrenchLabel: Bool
    /// Whether a row written by hand speaks of it.
    public let isCurated: Bool

    public var hasQID: Bool { number != 0 }
    /// Wikidata item, such as `Q90`; nil where none is certain.
    public var qid: String? { number == 0 ? nil : "Q\(number)" }
  }

  /// - Precondition: `0 ≤ index < itemCount`.
  public func item(_ index: Int) -> Item {
    let at = offset(of: index)
    let flags = items.uint8(at + Record.flags)
    return Item(
      number: items.uint32(at + Record.number), type: type(flags), gender: gender(flags),
      popularity: Double(items.uint8(at + Record.popularity)) / 255,
      isFrenchLabel: flags & KnowledgeFormat.frenchLabelFlag != 0, isCurated: flags & KnowledgeFormat.curatedFlag != 0)
  }

  /// The French name where one is known, else the commonest.
  public func label(_ index: Int) -> String {
    let at = offset(of: index)
    return texts.string(Int(items.uint32(at + Record.label)), Int(items.uint8(at + Record.labelLength)))
  }

  /// Whether an item's label is these very bytes.
  public func hasLabel(_ index: Int, _ utf8: ArraySlice<UInt8>) -> Bool {
    let at = offset(of: index)
    guard Int(items.uint8(at + Record.labelLength)) == utf8.count,
      let label = texts.part(Int(items.uint32(at + Record.label)), utf8.count)
    else { return false }
    return label.buffer.elementsEqual(utf8)
  }

  /// The name in another language, mostly English, where it differs.
  public func otherLabel(_ index: Int) -> String? {
    let at = offset(of: index)
    let length = Int(items.uint8(at + Record.otherLength))
    guard length > 0 else { return nil }
    return texts.string(Int(items.uint32(at + Record.label)) + Int(items.uint8(at + Record.labelLength)), length)
  }

  /// Occupations, offices or the kind of thing, in English; may be empty.
  public func description(_ index: Int) -> String {
    let at = offset(of: index)
    return texts.string(Int(items.uint32(at + Record.description)), Int(items.uint8(at + Record.descriptionLength)))
  }

  /// The Wikidata item, or where none is certain an id of our own: `Q90`, `dixit:per/jean-dupont`.
  public func id(_ index: Int) -> String {
    let item = item(index)
    return item.qid ?? OwnID(type: item.type, label: label(index)).text
  }

  /// The item with an id, such as `Q90`, which looks at every record: for people, not for stages; or such as
  /// `dixit:per/jean-dupont`.
  public func item(withID id: String) -> Int? {
    if let own = OwnID(id) {
      return candidates(for: own.nameKey).lazy.map(\.item).first { self.id($0) == id }
    }
    guard id.first == "Q", let number = UInt32(id.dropFirst()), number > 0 else { return nil }
    return (0..<itemCount).first { items.uint32(offset(of: $0)) == number }
  }

  func offset(of index: Int) -> Int {
    precondition(index >= 0 && index < itemCount, "There are \(itemCount) items, not \(index + 1)")
    return index * KnowledgeFormat.itemSize
  }

  private func type(_ flags: UInt8) -> EntityType {
    let code = Int(flags & KnowledgeFormat.typeMask)
    return code < KnowledgeFormat.types.count ? KnowledgeFormat.types[code] : .other
  }

  private func gender(_ flags: UInt8) -> Gender? {
    if flags & KnowledgeFormat.feminineFlag != 0 { return .feminine }
    return flags & KnowledgeFormat.masculineFlag != 0 ? .masculine : nil
  }
}
