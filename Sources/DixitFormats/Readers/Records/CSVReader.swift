import DixitDocument

/// Reads tables of articles, one a row, as RFC 4180 has them, with commas, semicolons or tabs. The first row names the
/// columns.
///
/// A row becomes a record of JSON, so that all records are read in one way.
public struct CSVReader: ArticleReader {
  public let mediaType = "text/csv"
  public let fileEndings = [".csv", ".tsv"]
  let fields: FieldNames

  public init(fields: FieldNames = .standard) { self.fields = fields }

  /// A first row with a column that says text, and others; or a name that says CSV.
  public func accepts(_ bytes: [UInt8], fileName: String) -> Bool {
    if !fileName.isEmpty { return knows(fileName) && TextReader().accepts(bytes, fileName: "") }
    let head = Array(bytes.prefix(4096))
    let start = CSVRows.start(of: head)
    guard let end = head[start.offset...].firstIndex(of: UInt8(ascii: "\n")), UTF8Scanning.isPlainLine(head[..<end])
    else { return false }
    var rows = CSVRows(Array(head[..<end]))
    let header = (try? rows.next())?.cells ?? []
    return header.count > 1 && header.allSatisfy { $0.count < 48 } && hasText(header)
  }

  public func read(_ bytes: [UInt8], id: String) throws -> [Article] { throw ReadingError.severalArticles(id) }

  /// - Throws: `ReadingError`: no text, or no column with the articles.
  public func open(_ bytes: [UInt8], fileName: String, limits: UnpackingLimits) throws -> (any ArticleParts)? {
    if bytes.isEmpty { throw ReadingError.empty(byteCount: 0) }
    let (utf8, encoding) = try Readers.decoded(bytes)
    var rows = CSVRows(utf8)
    guard let header = try rows.next()?.cells else { throw ReadingError.empty(byteCount: bytes.count) }
    guard hasText(header) else {
      throw ReadingError.noField(
        fields.own(.text), found: header.prefix(12).map { String(decoding: $0, as: UTF8.self) })
    }
    return Parts(encoding: encoding, header: header, rows: rows, reader: JSONReader(fields: fields))
  }

  private func hasText(_ header: [[UInt8]]) -> Bool {
    header.contains { fields.rank(of: String(decoding: $0, as: UTF8.self), as: .text) != nil }
  }

  private struct Parts: ArticleParts {
    let encoding: String?
    let header: [[UInt8]]
    var rows: CSVRows
    let reader: JSONReader
    var patience = RecordPatience()

    mutating func next() throws -> ArticlePart? {
      while let row = try rows.next() {
        let isWhole = row.count <= CSVRows.mostColumns
        if isWhole, row.cells.allSatisfy(\.isEmpty) { continue }
        // Spreadsheets leave empty cells behind the last column.
        guard isWhole, row.cells.dropFirst(header.count).allSatisfy(\.isEmpty) else {
          let error = ReadingError.columns(expected: header.count, found: row.count, line: row.line)
          let print = Fingerprint.sha256(Array(row.cells.joined(separator: [0]))).prefix(12)
          return try patience.note(
            ArticlePart(name: "broken-\(print)", bytes: .failure(error)), holdsText: false)
        }
        let bytes = record(row.cells)
        let part = ArticlePart(name: JSONRecord(bytes).flatMap(reader.id) ?? "", bytes: .success(bytes))
        return try patience.note(part, holdsText: true)
      }
      return nil
    }

    private func record(_ cells: [[UInt8]]) -> [UInt8] {
      var json = JSONEmitter(output: [], isLine: true)
      json.object { json in
        for (name, cell) in zip(header, cells) where !cell.isEmpty {
          name.withUnsafeBufferPointer { json.key(text: $0) }
          cell.withUnsafeBufferPointer { json.value($0) }
        }
      }
      return json.output
    }
  }
}

/// The rows of a table, one after another.
struct CSVRows {
  struct Row {
    /// As many as a table may have columns; behind them none is kept.
    var cells: [[UInt8]] = []
    var count = 0
    /// Where it begins, from 1.
    let line: Int
  }

  static let mostColumns = 2000

  private let utf8: [UInt8]
  private let separator: UInt8
  private var at = 0
  private var line = 1

  /// - Parameter utf8: without byte order mark.
  init(_ utf8: [UInt8]) {
    self.utf8 = utf8
    let start = Self.start(of: utf8)
    at = start.offset
    line += utf8[..<at].count { $0 == UInt8(ascii: "\n") }
    separator = start.separator ?? Self.separator(of: utf8[at...])
  }

  /// Where the first row begins: behind empty lines, and behind the line by which Excel tells the separator, `sep=;`.
  static func start(of utf8: [UInt8]) -> (offset: Int, separator: UInt8?) {
    let first = utf8.firstIndex { $0 != 0x0A && $0 != 0x0D } ?? utf8.count
    let line = utf8[first...].prefix { $0 != 0x0A && $0 != 0x0D }
    let words = line.filter { $0 != UInt8(ascii: "\"") }
    guard words.count == 5, String(decoding: words.prefix(4), as: UTF8.self).lowercased() == "sep=" else {
      return (first, nil)
    }
    return (utf8[line.endIndex...].firstIndex { $0 != 0x0A && $0 != 0x0D } ?? utf8.count, words[4])
  }

  /// Whatever of tab, semicolon and comma divides the first row most often.
  private static func separator(of utf8: ArraySlice<UInt8>) -> UInt8 {
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in utf8.prefix(1 << 16) {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
      counts[byte, default: 0] += 1
    }
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    return candidates.max { counts[$0] ?? 0 < counts[$1] ?? 0 }!
  }

  /// - Throws: `ReadingError.damaged` for a quote that never ends.
  mutating func next() throws -> Row? {
    guard at < utf8.count else { return nil }
    var row = Row(line: line)
    while true {
      let cell = try cell(rowStart: row.line)
      row.count += 1
      if row.count <= Self.mostColumns { row.cells.append(cell) }
      if at >= utf8.count { break }
      let end = utf8[at]
      at += 1
      if end == separator { continue }
      if end == UInt8(ascii: "\r"), at < utf8.count, utf8[at] == UInt8(ascii: "\n") { at += 1 }
      line += 1
      break
    }
    return row
  }

  /// The cell that comes, up to what ends it.
  private mutating func cell(rowStart: Int) throws -> [UInt8] {
    guard at < utf8.count, utf8[at] == UInt8(ascii: "\"") else { return plain() }
    var cell: [UInt8] = []
    at += 1
    while let quote = utf8.next(UInt8(ascii: "\""), in: at..<utf8.count) {
      line += utf8[at..<quote].count { $0 == UInt8(ascii: "\n") }
      cell += utf8[at..<quote]
      at = quote + 1
      guard at < utf8.count, utf8[at] == UInt8(ascii: "\"") else { return cell + plain() }
      cell.append(UInt8(ascii: "\""))
      at += 1
    }
    throw ReadingError.damaged("CSV table", reason: "a quotation mark in the row at line \(rowStart) is never closed")
  }

  private mutating func plain() -> [UInt8] {
    let start = at
    while at < utf8.count, utf8[at] != separator, utf8[at] != UInt8(ascii: "\n"), utf8[at] != UInt8(ascii: "\r") {
      at += 1
    }
    return Array(utf8[start..<at])
  }
}

extension UTF8Scanning {
  /// Whether a line has no control characters but tabs.
  fileprivate static func isPlainLine(_ line: ArraySlice<UInt8>) -> Bool {
    line.allSatisfy { $0 >= 0x20 || $0 == 0x09 || $0 == 0x0D || $0 == 0x0A }
  }
}
