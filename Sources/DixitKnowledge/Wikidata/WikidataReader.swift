import DixitDocument

/// Reads a line of a dump: finds out first, without a look inside the values, whether the entity may be kept.
///
/// Most of a dump is scholarly articles, stars, genes, and labels in three hundred languages: what is not read costs a
/// search for quotes and brackets.
struct WikidataReader {
  enum Entity {
    case item(WikidataItem)
    /// An item that does not matter.
    case unwanted
    /// A property, a lexeme, a redirect, or what was deleted while the dump was made.
    case noItem
    /// What was expected, and what was found.
    case damaged(String)
  }

  let classes: WikidataClasses
  /// Articles and other pages about an item, in all languages, that make it matter.
  let fewestSitelinks: Int

  /// - Parameter line: one entity, without the comma behind it.
  func read(_ line: UnsafeRawBufferPointer) -> Entity {
    var json = JSONScanner(line)
    var parts = Parts()
    guard json.isObject() else { return .damaged("expected an entity in braces, found something else") }
    _ = json.enterObject()
    while let key = json.nextKey() { parts.take(key, &json) }
    json.finish()
    if json.isDamaged { return .damaged("expected a whole entity, found damaged JSON at byte \(json.position)") }
    if parts.isNoItem { return .noItem }
    guard let number = parts.number else { return .damaged("expected an entity with an id such as Q90, found none") }
    return item(number, parts, json)
  }

  private func item(_ number: UInt32, _ parts: Parts, _ json: JSONScanner) -> Entity {
    var json = json
    var item = WikidataItem()
    item.number = number
    item.sitelinks = parts.sitelinks
    if let place = parts.places[.instanceOf] { json.read(.instanceOf, at: place, into: &item) }
    guard mayMatter(item, parts) else { return .unwanted }
    json.readNames(parts, into: &item)
    // A class without a name still leads to the class above it.
    guard !item.label.isEmpty || parts.places[.subclassOf] != nil else { return .unwanted }
    for (property, place) in parts.places.all where property != .instanceOf {
      json.read(property, at: place, into: &item)
    }
    if json.isDamaged { return .damaged("expected labels and statements, found damaged JSON at byte \(json.position)") }
    return item.sitelinks >= fewestSitelinks || item.holdsOffice || mayServe(item, parts) ? .item(item) : .unwanted
  }

  private func mayMatter(_ item: WikidataItem, _ parts: Parts) -> Bool {
    // What may serve as a class is kept whatever it is itself.
    if mayServe(item, parts) { return true }
    let classes = item.best(.instanceOf)
    if !classes.isEmpty, classes.allSatisfy({ self.classes.meanings[$0] == .leftOut }) { return false }
    return item.sitelinks >= fewestSitelinks || parts.places[.position] != nil
  }

  /// Whether other items may have it for their class, occupation or office.
  private func mayServe(_ item: WikidataItem, _ parts: Parts) -> Bool {
    parts.places[.subclassOf] != nil || item.objects(.instanceOf).contains { classes.meanings[$0] == .role }
  }
}

/// Where the parts of an entity begin.
private struct Parts {
  var number: UInt32?
  var isNoItem = false
  var labels: Int?
  var descriptions: Int?
  var aliases: Int?
  var sitelinks: UInt32 = 0
  var places = PropertyPlaces()

  mutating func take(_ key: JSONText, _ json: inout JSONScanner) {
    switch key {
    case "type":
      if let type = json.string(), !(type == "item") { isNoItem = true }
    case "id":
      if let id = json.string() {
        number = id.number(after: "Q")
        // An id that is neither an item's nor known is damage, unless the type says so.
        if number == nil, id.number(after: "P") != nil || id.number(after: "L") != nil { isNoItem = true }
      }
    case "redirect", "missing":
      isNoItem = true
      json.skip()
    case "labels": labels = json.passOver()
    case "descriptions": descriptions = json.passOver()
    case "aliases": aliases = json.passOver()
    case "claims": findProperties(&json)
    case "sitelinks":
      sitelinks = 0
      guard json.enterObject() else { break }
      while json.nextKey() != nil {
        sitelinks += 1
        json.skip()
      }
    default: json.skip()
    }
  }

  private mutating func findProperties(_ json: inout JSONScanner) {
    places = PropertyPlaces()
    guard json.enterObject() else { return }
    while let key = json.nextKey() {
      if let number = key.number(after: "P"), let raw = UInt16(exactly: number),
        let property = WikidataProperty(rawValue: raw)
      {
        places[property] = json.position
      }
      json.skip()
    }
  }
}

/// Where the statements of each property begin, without a dictionary: this is asked for a hundred million times.
private struct PropertyPlaces {
  private(set) var all: [(property: WikidataProperty, place: Int)] = []

  subscript(property: WikidataProperty) -> Int? {
    get { all.first { $0.property == property }?.place }
    set { if let newValue { all.append((property, newValue)) } }
  }
}

extension JSONScanner {
  /// Passes over a value and says where it began.
  fileprivate mutating func passOver() -> Int {
    let start = position
    skip()
    return start
  }

  // MARK: Labels

  fileprivate mutating func readNames(_ parts: Parts, into item: inout WikidataItem) {
    if let place = parts.labels {
      terms(at: place) { language, json in
        switch language {
        case "fr": item.french = json.term()
        case "en": item.english = json.term()
        case "mul": item.general = json.term()
        default: json.skip()
        }
      }
    }
    if let place = parts.descriptions {
      terms(at: place) { language, json in
        if language == "en" { item.description = json.term() } else { json.skip() }
      }
    }
    if let place = parts.aliases {
      terms(at: place) { language, json in
        guard language == "fr" || language == "en" || language == "mul" else { return json.skip() }
        guard json.enterArray() else { return }
        while json.nextElement() {
          let alias = json.term()
          guard !alias.isEmpty, item.aliases.count < WikidataItem.mostAliases else { continue }
          item.aliases.append(alias)
        }
      }
    }
  }

  private mutating func terms(at place: Int, _ take: (JSONText, inout JSONScanner) -> Void) {
    position = place
    guard enterObject() else { return }
    while let language = nextKey() { take(language, &self) }
  }

  /// The text of `{"language": "fr", "value": "Belgique"}`; empty where it is too long for a name.
  private mutating func term() -> [UInt8] {
    var text: [UInt8] = []
    guard enterObject() else { return text }
    while let key = nextKey() {
      if key == "value" { text = string()?.unescaped ?? [] } else { skip() }
    }
    return text.count <= WikidataItem.longestText ? text : []
  }

  // MARK: Statements

  fileprivate mutating func read(_ property: WikidataProperty, at place: Int, into item: inout WikidataItem) {
    position = place
    guard enterArray() else { return }
    while nextElement() {
      let statement = statement()
      guard !statement.isDeprecated, statement.value != .none else { continue }
      switch (property, statement.value) {
      case (.death, _): item.isDead = true
      case (.countryCode, .text(let code)): item.countryCode = code
      case (_, .item(let object)) where item.claims.count < WikidataItem.mostClaims:
        item.claims.append(
          WikidataClaim(
            property: property, object: object, isPreferred: statement.isPreferred, isCurrent: !statement.hasEnded))
      default: break
      }
    }
  }

  private enum Value: Equatable {
    /// `novalue`: that there is none is known.
    case none
    /// `somevalue`, or a value of a kind that is not read.
    case unknown
    case item(UInt32)
    case text([UInt8])
  }

  private struct Statement {
    var value = Value.none
    var isDeprecated = false
    var isPreferred = false
    var hasEnded = false
  }

  private mutating func statement() -> Statement {
    var statement = Statement()
    guard enterObject() else { return statement }
    while let key = nextKey() {
      switch key {
      case "mainsnak": statement.value = snak()
      case "rank":
        let rank = string()
        statement.isDeprecated = rank.map { $0 == "deprecated" } ?? false
        statement.isPreferred = rank.map { $0 == "preferred" } ?? false
      case "qualifiers": statement.hasEnded = hasEnd()
      default: skip()
      }
    }
    return statement
  }

  /// Whether qualifiers tell an end (P582). One of unknown date is an end; `novalue` says that there is none.
  private mutating func hasEnd() -> Bool {
    var hasEnd = false
    guard enterObject() else { return false }
    while let key = nextKey() {
      guard key == "P582" else {
        skip()
        continue
      }
      guard enterArray() else { continue }
      while nextElement() {
        if snak() != .none { hasEnd = true }
      }
    }
    return hasEnd
  }

  private mutating func snak() -> Value {
    var kind = Value.none
    var value = Value.unknown
    guard enterObject() else { return .none }
    while let key = nextKey() {
      switch key {
      case "snaktype":
        if let type = string(), !(type == "novalue") { kind = .unknown }
      case "datavalue": value = dataValue()
      default: skip()
      }
    }
    return kind == .none ? .none : value
  }

  private mutating func dataValue() -> Value {
    var value = Value.unknown
    guard enterObject() else { return value }
    while let key = nextKey() {
      guard key == "value" else {
        skip()
        continue
      }
      if isObject() {
        value = entityValue()
      } else if let text = string()?.unescaped, text.count <= WikidataItem.longestText {
        value = .text(text)
      }
    }
    return value
  }

  /// An item by its `id`; old dumps have the number alone.
  private mutating func entityValue() -> Value {
    var number: UInt32?
    var isItem = true
    _ = enterObject()
    while let key = nextKey() {
      switch key {
      case "id":
        let id = string()?.number(after: "Q")
        isItem = id != nil
        number = id ?? number
      case "numeric-id": number = number ?? self.number().flatMap { UInt32(exactly: $0) }
      case "entity-type":
        if let type = string(), !(type == "item") { isItem = false }
      default: skip()
      }
    }
    return isItem ? number.flatMap { $0 > 0 ? .item($0) : nil } ?? .unknown : .unknown
  }
}
