/// Facts between items, as tables and dumps give them: subject, property, object.
struct FactTable {
  struct Fact: Hashable {
    let subject: UInt32
    let property: UInt16
    let object: UInt32
  }

  /// Wikidata properties that tell what records hold.
  static let country: UInt16 = 17
  static let citizenship: UInt16 = 27
  static let office: UInt16 = 39
  static let occupation: UInt16 = 106

  private(set) var facts: Set<Fact> = []
  private var objects: [UInt32: [Fact]] = [:]

  /// Takes the numbers of a fact; false where they are none.
  mutating func add(subject: String, property: String, object: String) -> Bool {
    guard let subject = Self.number(subject, "Q"), let object = Self.number(object, "Q"),
      let property = Self.number(property, "P").flatMap({ UInt16(exactly: $0) })
    else { return false }
    add(Fact(subject: subject, property: property, object: object))
    return true
  }

  /// Takes a fact between two Wikidata items; 0 is none.
  mutating func add(_ fact: Fact) {
    guard fact.subject != 0, fact.object != 0, facts.insert(fact).inserted else { return }
    objects[fact.subject, default: []].append(fact)
  }

  /// What stands at the other end of some properties, in the order of the table.
  func objects(of subject: UInt32, _ properties: UInt16...) -> [UInt32] {
    (objects[subject] ?? []).filter { properties.contains($0.property) }.map(\.object)
  }

  private static func number(_ text: String, _ letter: Character) -> UInt32? {
    text.first == letter ? UInt32(text.dropFirst()) : nil
  }
}
