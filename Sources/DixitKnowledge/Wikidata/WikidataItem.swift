/// The properties of Wikidata that are read.
enum WikidataProperty: UInt16, CaseIterable {
  case headOfGovernment = 6
  case country = 17
  case gender = 21
  case father = 22
  case mother = 25
  case citizenship = 27
  case instanceOf = 31
  case headOfState = 35
  case capital = 36
  case position = 39
  case party = 102
  case occupation = 106
  case employer = 108
  case founder = 112
  case owner = 127
  case seat = 159
  case chiefExecutive = 169
  case maker = 176
  case developer = 178
  case subclassOf = 279
  case countryCode = 297
  case member = 463
  case chair = 488
  case countryOfOrigin = 495
  case death = 570
  case parentOrganisation = 749
}

/// A statement that links an item to another one.
struct WikidataClaim: Equatable {
  var property: WikidataProperty
  /// Number of the item that it leads to.
  var object: UInt32
  /// Whether its rank is the preferred one; deprecated statements are never read.
  var isPreferred = false
  /// Whether it has no end, not even one whose date is unknown.
  var isCurrent = true
}

/// What is kept of an item of a dump until classes and roles are known.
struct WikidataItem: Equatable {
  var number: UInt32 = 0
  var sitelinks: UInt32 = 0
  var isDead = false
  /// Labels, empty where there is none: French, English, and the one that serves all languages (`mul`).
  var french: [UInt8] = []
  var english: [UInt8] = []
  var general: [UInt8] = []
  /// In English.
  var description: [UInt8] = []
  /// Other names in these languages.
  var aliases: [[UInt8]] = []
  /// ISO 3166 code, of a country alone.
  var countryCode: [UInt8] = []
  var claims: [WikidataClaim] = []

  var label: [UInt8] { french.isEmpty ? general.isEmpty ? english : general : french }

  func objects(_ property: WikidataProperty) -> [UInt32] { claims.filter { $0.property == property }.map(\.object) }

  /// The objects of the best rank: of the preferred statements where there are any, else of all.
  func best(_ property: WikidataProperty) -> [UInt32] {
    let all = claims.filter { $0.property == property }
    let preferred = all.filter(\.isPreferred)
    return (preferred.isEmpty ? all : preferred).map(\.object)
  }

  func has(_ property: WikidataProperty) -> Bool { claims.contains { $0.property == property } }

  /// Whether the item holds an office. What the dead never gave back they hold no more.
  var holdsOffice: Bool { !isDead && claims.contains { $0.property == .position && $0.isCurrent } }
}

// MARK: - As bytes

/// The form in which items wait for their classes and roles: UInt32 length of what follows, UInt32 number, UInt32
/// sitelinks, a byte that tells the dead, five texts, UInt16 count of aliases and these, UInt16 count of claims of 7 bytes
/// (UInt16 property, UInt32 object, flags). A text is a UInt16 length and UTF-8.
extension WikidataItem {
  private static let preferredFlag: UInt8 = 1
  private static let currentFlag: UInt8 = 2
  static let fewestBytes = 23
  /// More of one kind than anything has; what is longer was written by mistake.
  static let mostAliases = 200
  static let mostClaims = 1000
  static let longestText = 1000

  func append(to bytes: inout [UInt8]) {
    let start = bytes.count
    bytes.append(number: UInt32(0))
    bytes.append(number: number)
    bytes.append(number: sitelinks)
    bytes.append(isDead ? 1 : 0)
    for text in [french, english, general, description, countryCode] { Self.append(text, to: &bytes) }
    bytes.append(number: UInt16(aliases.count))
    for alias in aliases { Self.append(alias, to: &bytes) }
    bytes.append(number: UInt16(claims.count))
    for claim in claims {
      bytes.append(number: claim.property.rawValue)
      bytes.append(number: claim.object)
      bytes.append((claim.isPreferred ? Self.preferredFlag : 0) | (claim.isCurrent ? Self.currentFlag : 0))
    }
    bytes.replaceSubrange(start..<start + 4, with: [UInt8](number: UInt32(bytes.count - start - 4)))
  }

  private static func append(_ text: [UInt8], to bytes: inout [UInt8]) {
    bytes.append(number: UInt16(text.count))
    bytes += text
  }

  /// Reads what `append` wrote behind the length; nil where it is anything else.
  init?(_ bytes: ArraySlice<UInt8>) {
    var reader = FieldReader(bytes: bytes)
    number = UInt32(reader.number(4))
    sitelinks = UInt32(reader.number(4))
    isDead = reader.number(1) == 1
    french = reader.text()
    english = reader.text()
    general = reader.text()
    description = reader.text()
    countryCode = reader.text()
    for _ in 0..<reader.number(2) { aliases.append(reader.text()) }
    for _ in 0..<reader.number(2) {
      guard let property = WikidataProperty(rawValue: UInt16(reader.number(2))) else { return nil }
      let (object, flags) = (UInt32(reader.number(4)), UInt8(reader.number(1)))
      claims.append(
        WikidataClaim(
          property: property, object: object, isPreferred: flags & Self.preferredFlag != 0,
          isCurrent: flags & Self.currentFlag != 0))
    }
    guard reader.isSound, reader.bytes.isEmpty else { return nil }
  }
}

/// Takes fields from the front; what is not there reads as zero and as damage.
private struct FieldReader {
  private(set) var bytes: ArraySlice<UInt8>
  private(set) var isSound = true

  init(bytes: ArraySlice<UInt8>) { self.bytes = bytes }

  mutating func number(_ size: Int) -> Int {
    take(size).reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  mutating func text() -> [UInt8] { Array(take(number(2))) }

  private mutating func take(_ count: Int) -> ArraySlice<UInt8> {
    guard count <= bytes.count else {
      isSound = false
      bytes = []
      return []
    }
    defer { bytes = bytes.dropFirst(count) }
    return bytes.prefix(count)
  }
}
