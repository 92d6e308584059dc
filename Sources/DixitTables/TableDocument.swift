import DixitDocument

/// What the tables want to know of a document, read from its JSON.
struct TableDocument {
  struct Entity {
    var type = ""
    var name = ""
    var qid: String?
    var gender: String?
    var key: String?
  }

  /// A stretch of the text, in code points.
  struct Place {
    var start = 0
    var end = 0
    /// Of a cue.
    var lemma: String?
  }

  struct Quotation {
    var id = ""
    var type = ""
    var parent: String?
    var content: [Place] = []
    /// Nil in documents of an earlier version.
    var words: Int?
    var cue: Place?
    var source: Place?
    var speaker: Int?
    var addressee: Int?
    var about: [Int] = []
    var language: String?
    var rule: String?
    var confidence: Double?
    var speakerRule: String?
    var speakerConfidence: Double?
  }

  private(set) var title: String?
  private(set) var date: String?
  private(set) var author: String?
  private(set) var outlet: String?
  private(set) var section: String?
  private(set) var url: String?
  private(set) var language: String?
  private(set) var sha256: String?
  private(set) var entities: [Entity] = []
  private(set) var quotations: [Quotation] = []
  private var text: [UInt8] = []
  /// Where every 64th code point of the text begins.
  private var steps: [Int] = []

  /// - Parameter json: an object of `schemas/dixit-document-1.schema.json`. Nil where it is something else, or damaged.
  init?(_ json: [UInt8]) {
    let isRead = json.withUnsafeBytes { bytes in
      var scanner = JSONScanner(bytes)
      read(&scanner)
      scanner.finish()
      return !scanner.isDamaged
    }
    if !isRead || !isDocument { return nil }
    index()
  }

  private var isDocument = false

  private mutating func index() {
    var count = 0
    for offset in text.indices where text[offset] & 0xC0 != 0x80 {
      if count & 63 == 0 { steps.append(offset) }
      count += 1
    }
  }

  /// The words of a place; what lies outside of the text is cut off.
  func words(_ place: Place) -> String {
    let (start, end) = (offset(place.start), offset(place.end))
    return start < end ? String(decoding: text[start..<end], as: UTF8.self) : ""
  }

  private func offset(_ codePoint: Int) -> Int {
    guard codePoint >= 0, codePoint >> 6 < steps.count else { return codePoint < 0 ? 0 : text.count }
    var offset = steps[codePoint >> 6]
    for _ in 0..<codePoint & 63 where offset < text.count {
      repeat { offset += 1 } while offset < text.count && text[offset] & 0xC0 == 0x80
    }
    return offset
  }

  func entity(_ number: Int?) -> Entity? {
    number.flatMap { entities.indices.contains($0) ? entities[$0] : nil }
  }
}

// Reading. Every loop ends: a damaged scanner gives no more keys and elements.
extension TableDocument {
  private mutating func read(_ json: inout JSONScanner) {
    guard json.enterObject() else { return }
    while let key = json.nextKey() {
      switch key {
      case "schema": isDocument = json.text()?.hasPrefix("dixit-document/") ?? false
      case "text": text = json.string().map(\.lines) ?? []
      case "source": readSource(&json)
      case "meta": readMetadata(&json)
      case "entities": readEntities(&json)
      case "quotations": readQuotations(&json)
      default: json.skip()
      }
    }
  }

  private mutating func readSource(_ json: inout JSONScanner) {
    guard json.enterObject() else { return }
    while let key = json.nextKey() {
      if key == "sha256" { sha256 = json.text() } else { json.skip() }
    }
  }

  private mutating func readMetadata(_ json: inout JSONScanner) {
    guard json.enterObject() else { return }
    while let key = json.nextKey() {
      switch key {
      case "title": title = json.text()
      case "published": date = json.text()
      case "author": author = json.text()
      case "outlet": outlet = json.text()
      case "section": section = json.text()
      case "url": url = json.text()
      case "language": language = json.text()
      default: json.skip()
      }
    }
  }

  private mutating func readEntities(_ json: inout JSONScanner) {
    guard json.enterArray() else { return }
    while json.nextElement() {
      var entity = Entity()
      guard json.enterObject() else { continue }
      while let key = json.nextKey() {
        switch key {
        case "type": entity.type = json.text() ?? ""
        case "name": entity.name = json.text() ?? ""
        case "qid": entity.qid = json.text()
        case "gender": entity.gender = json.text()
        case "key": entity.key = json.text()
        default: json.skip()
        }
      }
      entities.append(entity)
    }
  }

  private mutating func readQuotations(_ json: inout JSONScanner) {
    guard json.enterArray() else { return }
    while json.nextElement() {
      var quotation = Quotation()
      guard json.enterObject() else { continue }
      while let key = json.nextKey() { Self.read(key, &quotation, &json) }
      quotations.append(quotation)
    }
  }

  private static func read(_ key: JSONText, _ quotation: inout Quotation, _ json: inout JSONScanner) {
    switch key {
    case "id": quotation.id = json.text() ?? ""
    case "type": quotation.type = json.text() ?? ""
    case "parent": quotation.parent = json.text()
    case "content": quotation.content = places(&json)
    case "words": quotation.words = json.number().flatMap { Int(exactly: $0) }
    case "cue": quotation.cue = place(&json)
    case "source": quotation.source = place(&json)
    case "speaker": quotation.speaker = json.entity()
    case "addressee": quotation.addressee = json.entity()
    case "about":
      guard json.enterArray() else { return }
      while json.nextElement() { json.entity().map { quotation.about.append($0) } }
    case "language": quotation.language = json.text()
    case "rule": quotation.rule = json.text()
    case "confidence": quotation.confidence = json.decimal()
    case "attribution":
      guard json.enterObject() else { return }
      while let key = json.nextKey() {
        switch key {
        case "rule": quotation.speakerRule = json.text()
        case "confidence": quotation.speakerConfidence = json.decimal()
        default: json.skip()
        }
      }
    default: json.skip()
    }
  }

  private static func places(_ json: inout JSONScanner) -> [Place] {
    var places: [Place] = []
    guard json.enterArray() else { return places }
    while json.nextElement() { place(&json).map { places.append($0) } }
    return places
  }

  private static func place(_ json: inout JSONScanner) -> Place? {
    var place = Place()
    guard json.enterObject() else { return nil }
    while let key = json.nextKey() {
      switch key {
      case "start": place.start = json.number().flatMap { Int(exactly: $0) } ?? 0
      case "end": place.end = json.number().flatMap { Int(exactly: $0) } ?? 0
      case "lemma": place.lemma = json.text()
      default: json.skip()
      }
    }
    return place
  }
}

extension JSONScanner {
  /// The string that comes; nil for another value.
  fileprivate mutating func text() -> String? { string().map { String(decoding: $0.lines, as: UTF8.self) } }

  /// The index of an entity `e1`; nil for another value.
  fileprivate mutating func entity() -> Int? { string()?.number(after: "e").map { Int($0) - 1 } }

  fileprivate mutating func decimal() -> Double? { kind() == .literal ? Double(literal()) : nil }
}
