import DixitDocument

/// Reads records of JSON: one object, a list of them (alone, or in an object around it), or one a line.
public struct JSONReader: ArticleReader {
  public let mediaType = "application/json"
  public var fileEndings: [String] { [".json"] + Self.lineEndings }
  static let lineEndings = [".jsonl", ".ndjson"]
  let fields: FieldNames

  public init(fields: FieldNames = .standard) { self.fields = fields }

  /// What opens like an object, or like a list of objects.
  public func accepts(_ bytes: [UInt8], fileName: String) -> Bool {
    JSONSniffing.looksLikeJSON(bytes) || !fileName.isEmpty && knows(fileName)
  }

  /// One record.
  ///
  /// - Throws: `ReadingError`: not JSON, no text, several articles.
  public func read(_ bytes: [UInt8], id: String) throws -> [Article] {
    let (utf8, encoding) = try Readers.decoded(bytes)
    guard JSONSniffing.first(utf8) == UInt8(ascii: "{") else {
      if JSONSniffing.first(utf8) == UInt8(ascii: "[") { throw ReadingError.severalArticles(id) }
      throw ReadingError.notARecord(found: JSONSniffing.kind(utf8))
    }
    guard let record = JSONRecord(utf8) else {
      if JSONSniffing.hasLines(utf8) { throw ReadingError.severalArticles(id) }
      throw ReadingError.damaged("JSON file", reason: "it breaks off or is no JSON")
    }
    return [try article(record, bytes, id: id, encoding: encoding)]
  }

  /// The article of one line, by the id that it has, or else by the one that is given.
  public func line(_ bytes: [UInt8], id: String) throws -> Article {
    if !bytes.contains(where: { $0 > 0x20 }) { throw ReadingError.notARecord(found: "an empty line") }
    guard JSONSniffing.first(bytes) == UInt8(ascii: "{") else {
      throw ReadingError.notARecord(found: JSONSniffing.kind(bytes))
    }
    let (utf8, encoding) = try Readers.decoded(bytes)
    guard let record = JSONRecord(utf8) else {
      throw ReadingError.notARecord(found: "something that is not JSON")
    }
    return try article(record, bytes, id: self.id(of: record) ?? id, encoding: encoding).withKnownLanguage()
  }

  /// The article of a record.
  ///
  /// - Parameter bytes: what was received, for its fingerprint.
  private func article(_ record: JSONRecord, _ bytes: [UInt8], id: String, encoding: String) throws -> Article {
    guard let utf8 = record.text(fields) else { throw missingText(record) }
    var article = try FieldText.article(utf8, id: id)
    article.origin = Readers.origin(of: bytes, id: id, encoding: encoding, mediaType: mediaType)
    article.metadata = metadata(record)
    return article
  }

  private func missingText(_ record: JSONRecord) -> ReadingError {
    let name =
      fields.own(.text)
      ?? record.ranked(.text, fields).first.flatMap { range in
        record.fields.first { $0.value == range }?.name
      }
    let found = name.flatMap { name in record.fields.first { $0.name == name } }.map { record.tree($0.value) }
    switch found {
    case .text?: return .emptyField(name!)
    case let value?: return .wrongField(name!, found: value.kind)
    case nil: return .noField(name, found: record.fields.prefix(12).map(\.name))
    }
  }

  private func metadata(_ record: JSONRecord) -> Article.Metadata {
    let line = { (field: FieldNames.Field) in record.line(field, fields) }
    var metadata = Article.Metadata(
      title: line(.title), published: line(.date).flatMap(PressDate.date),
      language: line(.language))
    metadata.author = line(.author)
    metadata.outlet = line(.outlet)
    metadata.section = line(.section)
    metadata.url = line(.url)
    return metadata
  }

  /// What a record calls itself.
  func id(of record: JSONRecord) -> String? { record.line(.id, fields) }
}

// Many records.
extension JSONReader {
  public func open(_ bytes: [UInt8], fileName: String, limits: UnpackingLimits) throws -> (any ArticleParts)? {
    let (utf8, encoding) = try Readers.decoded(bytes)
    let all = JSONSniffing.start(utf8)..<utf8.count
    switch JSONSniffing.first(utf8) {
    case UInt8(ascii: "["): return JSONElements(utf8, all, encoding, reader: self)
    case UInt8(ascii: "{"):
      if JSONSniffing.hasLines(utf8) { return JSONLines(utf8, encoding, reader: self) }
      let isLines = isLines(fileName)
      // A list of objects without its brackets, on as many lines as each takes.
      if JSONSniffing.hasMore(utf8, all, isLines: isLines) {
        return JSONElements(utf8, all, encoding, isOpen: true, reader: self)
      }
      if isLines { return JSONLines(utf8, encoding, reader: self) }
      guard let record = JSONRecord(utf8), record.text(fields) == nil,
        let list = list(in: record, utf8, depth: 0)
      else { return nil }
      return JSONElements(utf8, list, encoding, reader: self)
    default: return isLines(fileName) ? JSONLines(utf8, encoding, reader: self) : nil
    }
  }

  /// A file of lines is one however few it has, so that its articles keep their names.
  private func isLines(_ fileName: String) -> Bool {
    Self.lineEndings.contains(where: fileName.lowercased().hasSuffix)
  }

  /// Where the list of records lies in an object around it: `{"response": {"docs": […]}}`.
  private func list(in record: JSONRecord, _ utf8: [UInt8], depth: Int) -> Range<Int>? {
    for range in record.ranked(.records, fields) {
      switch utf8[range.lowerBound] {
      case UInt8(ascii: "["): return range
      case UInt8(ascii: "{") where depth < 3:
        if let inner = JSONRecord(utf8, range), let found = list(in: inner, utf8, depth: depth + 1) { return found }
      default: break
      }
    }
    return nil
  }
}

/// Gives up a file in which nothing is an article: a small one could hold millions of such records.
struct RecordPatience {
  static let longest = 10_000
  private var inARow = 0

  /// - Throws: `ReadingError` behind too many records in a row that hold none.
  mutating func note(_ part: ArticlePart, holdsText: Bool) throws -> ArticlePart {
    inARow = holdsText ? 0 : inARow + 1
    if inARow > Self.longest { throw ReadingError.noArticles("\(Self.longest) records in a row") }
    return part
  }
}

/// The records of a list, or of a file of records one behind another.
struct JSONElements: ArticleParts {
  private let utf8: [UInt8]
  private let range: Range<Int>
  let encoding: String?
  private let isOpen: Bool
  private let reader: JSONReader
  private var patience = RecordPatience()
  /// Behind the last element, from the beginning of the range; nil before the first.
  private var position: Int?

  /// - Parameter isOpen: whether the list has no brackets, and needs no commas.
  init(_ utf8: [UInt8], _ range: Range<Int>, _ encoding: String, isOpen: Bool = false, reader: JSONReader) {
    self.utf8 = utf8
    self.range = range
    self.encoding = encoding
    self.isOpen = isOpen
    self.reader = reader
  }

  mutating func next() throws -> ArticlePart? {
    let (element, isDamaged) = utf8.withUnsafeBytes { buffer -> (Range<Int>?, Bool) in
      var json = JSONScanner(UnsafeRawBufferPointer(rebasing: buffer[range]))
      if let position {
        json.position = position
      } else if !isOpen, !json.enterArray() {
        return (nil, json.isDamaged)
      }
      if isOpen, json.isAtEnd() { return (nil, false) }
      guard json.nextElement() else { return (nil, json.isDamaged) }
      _ = json.kind()
      let start = json.position
      json.skip()
      position = json.position
      return (range.lowerBound + start..<range.lowerBound + json.position, json.isDamaged)
    }
    if isDamaged {
      let offset = range.lowerBound + (element.map { $0.lowerBound - range.lowerBound } ?? position ?? 0)
      throw ReadingError.damaged("JSON file", reason: "its list breaks off or is no JSON at byte \(offset)")
    }
    guard let element else { return nil }
    return try reader.part(utf8, element, &patience)
  }
}

/// Records, one a line. What is wrong with a line costs that line alone.
struct JSONLines: ArticleParts {
  private let utf8: [UInt8]
  let encoding: String?
  private let reader: JSONReader
  private var patience = RecordPatience()
  private var position = 0

  init(_ utf8: [UInt8], _ encoding: String, reader: JSONReader) {
    self.utf8 = utf8
    self.encoding = encoding
    self.reader = reader
  }

  mutating func next() throws -> ArticlePart? {
    while position < utf8.count {
      var (start, end) = (position, utf8.next(UInt8(ascii: "\n"), in: position..<utf8.count) ?? utf8.count)
      position = end + 1
      while start < end, utf8[start] <= 0x20 { start += 1 }
      while start < end, utf8[end - 1] <= 0x20 { end -= 1 }
      if start < end { return try reader.part(utf8, start..<end, &patience) }
    }
    return nil
  }
}

extension JSONReader {
  /// The part of a record, by the name that it gives itself.
  fileprivate func part(
    _ utf8: [UInt8], _ range: Range<Int>, _ patience: inout RecordPatience
  ) throws -> ArticlePart {
    let bytes = Array(utf8[range])
    guard let record = JSONRecord(bytes) else {
      let error =
        bytes.first == UInt8(ascii: "{")
        ? ReadingError.damaged("record of JSON", reason: "it breaks off or is no JSON")
        : .notARecord(found: JSONSniffing.kind(bytes))
      let name = "broken-\(Fingerprint.sha256(bytes).prefix(12))"
      return try patience.note(ArticlePart(name: name, bytes: .failure(error)), holdsText: false)
    }
    let part = ArticlePart(name: id(of: record) ?? "", bytes: .success(bytes))
    return try patience.note(part, holdsText: record.has(.text, fields))
  }
}

/// What the first bytes of a file say about being JSON.
enum JSONSniffing {
  static func looksLikeJSON(_ bytes: [UInt8]) -> Bool {
    // Without NULs, so that UTF-16 reads like ASCII.
    let head = bytes.prefix(512).filter { $0 > 0x20 && $0 < 0x80 }
    guard head.count > 1 else { return false }
    switch head[0] {
    case UInt8(ascii: "{"): return head[1] == UInt8(ascii: "\"") || head[1] == UInt8(ascii: "}")
    case UInt8(ascii: "["): return head[1] == UInt8(ascii: "{") || head[1] == UInt8(ascii: "]") && head.count == 2
    default: return false
    }
  }

  /// Where the first value begins.
  static func start(_ utf8: [UInt8]) -> Int { utf8.firstIndex { $0 > 0x20 } ?? utf8.count }

  static func first(_ utf8: [UInt8]) -> UInt8? { utf8.first { $0 > 0x20 } }

  /// Whether the first line is an object, and something follows on the next.
  static func hasLines(_ utf8: [UInt8]) -> Bool {
    let start = start(utf8)
    guard let end = utf8.next(UInt8(ascii: "\n"), in: start..<utf8.count) else { return false }
    return utf8[end...].contains { $0 > 0x20 } && JSONRecord(utf8, start..<end) != nil
  }

  /// Whether the first value is a record, and others follow it.
  ///
  /// - Parameter isLines: whether a record that takes several lines is enough, because the file says that it holds many.
  static func hasMore(_ utf8: [UInt8], _ range: Range<Int>, isLines: Bool) -> Bool {
    let end = utf8.withUnsafeBytes { buffer -> Int? in
      var json = JSONScanner(UnsafeRawBufferPointer(rebasing: buffer[range]))
      json.skip()
      return json.isDamaged ? nil : range.lowerBound + json.position
    }
    guard let end, JSONRecord(utf8, range.lowerBound..<end) != nil else { return false }
    guard let next = utf8[end...].first(where: { $0 > 0x20 }) else {
      return isLines && utf8[range.lowerBound..<end].contains(UInt8(ascii: "\n"))
    }
    return next == UInt8(ascii: "{")
  }

  /// What a value is, for a person.
  static func kind(_ utf8: [UInt8]) -> String {
    switch first(utf8) {
    case UInt8(ascii: "{"): "an object"
    case UInt8(ascii: "["): "a list"
    case UInt8(ascii: "\""): "a string"
    case nil: "nothing"
    default: "something that is not JSON"
    }
  }
}
