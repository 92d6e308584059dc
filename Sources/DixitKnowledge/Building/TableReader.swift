import CZlib

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Reads a table of tab-divided columns row by row, compressed or not, with one buffer whatever its size.
///
/// Lines that open with `# ` are remarks, but for `# columns:`, which names the columns as a first line without a mark
/// does. Line ends of Windows and a byte order mark are passed over. A row that is no UTF-8, or has too few or too many
/// cells, is handed over as bad and reading goes on.
struct TableReader {
  let path: String
  /// The columns to read, in the order in which a row's cells come.
  private let wanted: [String]
  private let optional: Set<String>
  /// Where each wanted column stands; nil for one that is missing and may be.
  private var order: [Int?]?
  private var columnCount = 0
  private var line = 0

  init(path: String, columns: [String], optional: Set<String> = []) {
    self.path = path
    self.optional = optional
    wanted = columns
  }

  /// The file, open. A folder, which zlib opens as well, is no table.
  static func open(_ path: String) throws(KnowledgeBuildError) -> OpaquePointer {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFDIR, let file = dixit_gzip_open(path) else {
      throw .noTable(path: path)
    }
    return file
  }

  /// - Parameters:
  ///   - row: gets the cells of the wanted columns, and the line number.
  ///   - bad: gets the line number and what was expected and found.
  mutating func read(
    row: (_ cells: [String], _ line: Int) -> Void, bad: (_ line: Int, _ finding: String) -> Void
  ) throws(KnowledgeBuildError) {
    let file = try Self.open(path)
    defer { dixit_gzip_close(file) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var rest: [UInt8] = []
    while true {
      let count = dixit_gzip_read(file, &buffer, buffer.count)
      guard count >= 0 else { throw .damaged(path: path, line: line) }
      if count == 0 { break }
      var start = 0
      while let end = buffer[start..<count].firstIndex(of: 0x0A) {
        rest += buffer[start..<end]
        try take(rest, row: row, bad: bad)
        rest.removeAll(keepingCapacity: true)
        start = end + 1
      }
      rest += buffer[start..<count]
    }
    if !rest.isEmpty { try take(rest, row: row, bad: bad) }
  }

  private mutating func take(
    _ line: [UInt8], row: ([String], Int) -> Void, bad: (Int, String) -> Void
  ) throws(KnowledgeBuildError) {
    var bytes = line[...]
    if self.line == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    if bytes.last == 0x0D { bytes.removeLast() }
    self.line += 1
    let isRemark = bytes.starts(with: "# ".utf8)
    if isRemark, !bytes.starts(with: "# columns: ".utf8) { return }
    let cells = bytes.split(separator: 0x09, omittingEmptySubsequences: false)
    guard let order else {
      try readHeader(isRemark ? Self.named(bytes) : cells.map { String(decoding: $0, as: UTF8.self) })
      return
    }
    guard cells.count == columnCount else {
      bad(self.line, "expected \(columnCount) columns with tabs between them, found \(cells.count)")
      return
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      bad(self.line, "expected UTF-8, found other bytes")
      return
    }
    let strings = text.utf8.split(separator: 0x09, omittingEmptySubsequences: false)
    row(order.map { $0.map { String(strings[$0])! } ?? "" }, self.line)
  }

  /// The names behind `# columns: `, divided by `<TAB>` as written, or by tabs.
  private static func named(_ bytes: ArraySlice<UInt8>) -> [String] {
    let text = String(decoding: bytes.dropFirst("# columns: ".utf8.count), as: UTF8.self)
    return text.split(separator: "<TAB>").flatMap { $0.split(separator: "\t") }.map(String.init)
  }

  private mutating func readHeader(_ names: [String]) throws(KnowledgeBuildError) {
    var found: [Int?] = []
    for column in wanted {
      let position = names.firstIndex(of: column)
      if position == nil, !optional.contains(column) {
        throw .missingColumn(path: path, name: column, found: names.joined(separator: ", "))
      }
      found.append(position)
    }
    columnCount = names.count
    order = found
  }
}
