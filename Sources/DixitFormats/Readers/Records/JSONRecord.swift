import DixitDocument

/// An object of JSON whose fields are looked at when they are asked for.
struct JSONRecord {
  private let bytes: [UInt8]
  let fields: [(name: String, value: Range<Int>)]

  /// - Parameter range: where the object lies; nil where none does, or a damaged one.
  init?(_ bytes: [UInt8], _ range: Range<Int>? = nil) {
    let range = range ?? 0..<bytes.count
    let found: [(String, Range<Int>)]? = bytes.withUnsafeBytes { buffer in
      var json = JSONScanner(UnsafeRawBufferPointer(rebasing: buffer[range]))
      guard json.isObject(), json.enterObject() else { return nil }
      var fields: [(String, Range<Int>)] = []
      while let key = json.nextKey() {
        let name = String(decoding: key.unescaped, as: UTF8.self)
        _ = json.kind()
        let start = json.position
        json.skip()
        fields.append((name, range.lowerBound + start..<range.lowerBound + json.position))
      }
      json.finish()
      return json.isDamaged ? nil : fields
    }
    guard let found else { return nil }
    self.bytes = bytes
    fields = found.map { (name: $0.0, value: $0.1) }
  }

  /// The text of the article: of the fields that may be it, the likeliest that holds any.
  func text(_ names: FieldNames) -> [UInt8]? {
    values(.text, names).lazy.compactMap { $0.text(names) }.first { !WhiteSpace.isAll($0) }
  }

  /// A line of metadata, by the same rule.
  func line(_ field: FieldNames.Field, _ names: FieldNames) -> String? {
    values(field, names).lazy.compactMap { $0.line(names, field) }.first
  }

  /// Whether any field may be meant.
  func has(_ field: FieldNames.Field, _ names: FieldNames) -> Bool {
    if let own = names.own(field) { return value(at: own) != nil }
    return fields.contains { names.rank(of: $0.name, as: field) != nil }
  }

  private func values(_ field: FieldNames.Field, _ names: FieldNames) -> [JSONTree] {
    if let own = names.own(field), let value = value(at: own) { return [value] }
    return ranked(field, names).map(tree)
  }

  /// Where the fields lie that may be meant, the likeliest first. Of a key that comes twice, the first.
  func ranked(_ field: FieldNames.Field, _ names: FieldNames) -> [Range<Int>] {
    fields.compactMap { name, value in names.rank(of: name, as: field).map { (rank: $0, value: value) } }
      .sorted { ($0.rank, $0.value.lowerBound) < ($1.rank, $1.value.lowerBound) }.map(\.value)
  }

  /// The value of a field of this very name, in capitals or not.
  func value(named name: String) -> JSONTree? {
    fields.first { $0.name.lowercased() == name }.map { tree($0.value) }
  }

  func tree(_ range: Range<Int>) -> JSONTree { JSONTree(bytes, range) }

  /// The value that a name with points in it leads to.
  private func value(at path: String) -> JSONTree? {
    if let exact = fields.first(where: { $0.name == path }) { return tree(exact.value) }
    let parts = path.split(separator: ".")
    guard parts.count > 1, let first = fields.first(where: { $0.name == parts[0] }) else { return nil }
    return parts.dropFirst().reduce(tree(first.value)) { $0?[String($1)] }
  }
}

/// A value of JSON.
enum JSONTree {
  case text([UInt8])
  /// A number as it is written.
  case number(String)
  case bool(Bool)
  case null
  case array([JSONTree])
  case object([(name: String, value: JSONTree)])

  /// What lies deeper is left out: no article's field nests so.
  static let depthLimit = 12

  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self = bytes.withUnsafeBytes { buffer in
      var json = JSONScanner(UnsafeRawBufferPointer(rebasing: buffer[range]))
      return Self.read(&json, depth: 0)
    }
  }

  private static func read(_ json: inout JSONScanner, depth: Int) -> JSONTree {
    switch json.kind() {
    case .string: return json.string().map { .text($0.lines) } ?? .null
    case .array where depth < depthLimit:
      var elements: [JSONTree] = []
      if json.enterArray() { while json.nextElement() { elements.append(read(&json, depth: depth + 1)) } }
      return .array(elements)
    case .object where depth < depthLimit:
      var fields: [(name: String, value: JSONTree)] = []
      if json.enterObject() {
        while let key = json.nextKey() {
          fields.append((String(decoding: key.unescaped, as: UTF8.self), read(&json, depth: depth + 1)))
        }
      }
      return .object(fields)
    case .literal:
      switch json.literal() {
      case "true": return .bool(true)
      case "false": return .bool(false)
      case "null": return .null
      case let number: return .number(number)
      }
    default:
      json.skip()
      return .null
    }
  }

  subscript(_ name: String) -> JSONTree? {
    guard case .object(let fields) = self else { return nil }
    return fields.first { $0.name == name }?.value
  }

  var elements: [JSONTree] {
    if case .array(let elements) = self { return elements }
    return [self]
  }

  var isEmpty: Bool {
    switch self {
    case .null: true
    case .text(let utf8): WhiteSpace.isAll(utf8)
    case .array(let elements): elements.allSatisfy(\.isEmpty)
    case .object(let fields): fields.isEmpty
    case .number, .bool: false
    }
  }

  /// What it is, for a person.
  var kind: String {
    switch self {
    case .text: "a string"
    case .number: "a number"
    case .bool: "true or false"
    case .null: "null"
    case .array: "a list"
    case .object: "an object"
    }
  }

  /// The text of an article: of a list all parts, as paragraphs; of an object what its fields say.
  func text(_ names: FieldNames) -> [UInt8]? {
    switch self {
    case .text(let utf8): return utf8
    case .number, .bool, .null: return nil
    case .array(let elements):
      let parts = elements.compactMap { $0.text(names) }.filter { !WhiteSpace.isAll($0) }
      return parts.isEmpty ? nil : Array(parts.joined(separator: Array("\n\n".utf8)))
    case .object: return best(.text, names)?.text(names) ?? best(.value, names)?.text(names)
    }
  }

  /// A line of metadata: a number counts as its digits, because ids and dates often are numbers, but no author is one; of
  /// a list all, with commas.
  func line(_ names: FieldNames, _ field: FieldNames.Field = .value) -> String? {
    switch self {
    case .text(let utf8):
      let text = String(decoding: utf8, as: UTF8.self)
      let line = field.isProse ? FieldText.line(text) : HTMLPage.trimmed(text)
      return field.isName && line?.allSatisfy(\.isNumber) ?? false ? nil : line
    case .number(let digits): return field.isName ? nil : digits
    case .bool, .null: return nil
    case .array(let elements):
      let lines = elements.prefix(20).compactMap { $0.line(names, field) }
      return lines.isEmpty ? nil : lines.joined(separator: ", ")
    case .object: return best(.value, names)?.line(names, field)
    }
  }

  private func best(_ field: FieldNames.Field, _ names: FieldNames) -> JSONTree? {
    guard case .object(let fields) = self else { return nil }
    return fields.compactMap { name, value in
      // The names that somebody gave are those of the record itself.
      value.isEmpty ? nil : FieldNames.standard.rank(of: name, as: field).map { (rank: $0, value: value) }
    }.min { $0.rank < $1.rank }?.value
  }
}
