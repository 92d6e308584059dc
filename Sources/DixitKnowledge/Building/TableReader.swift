import CZlib

/// Reads a table of tab-divided columns row by row, compressed or not, with one buffer whatever its size.
///
/// Lines that open with `# ` are remarks, but for `# columns:`, which names the columns as a first line without a mark
/// does. A row with too few or too many cells is handed over as bad and reading goes on.
struct TableReader {
  let path: String
  /// The columns to read, in the order in which a row's cells come.
  private let wanted: [String]
  private var order: [Int]?
  private var columnCount = 0
  private var line = 0

  init(path: String, columns: [String]) {
    self.path = path
    wanted = columns
  }

  /// - Parameters:
  ///   - row: gets the cells of the wanted columns, and the line number.
  ///   - bad: gets the line number and what was expected and found.
  mutating func read(
    row: (_ cells: [String], _ line: Int) -> Void, bad: (_ line: Int, _ finding: String) -> Void
  ) throws(KnowledgeBuildError) {
    guard let file = dixit_gzip_open(path) else { throw .cannotOpen(path: path) }
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
    _ bytes: [UInt8], row: ([String], Int) -> Void, bad: (Int, String) -> Void
  ) throws(KnowledgeBuildError) {
    line += 1
    let isRemark = bytes.starts(with: "# ".utf8)
    if isRemark, !bytes.starts(with: "# columns: ".utf8) { return }
    let cells = bytes.split(separator: 0x09, omittingEmptySubsequences: false)
    guard let order else {
      try readHeader(isRemark ? Self.named(bytes) : cells.map { String(decoding: $0, as: UTF8.self) })
      return
    }
    guard cells.count == columnCount else {
      bad(line, "expected \(columnCount) columns, found \(cells.count)")
      return
    }
    row(order.map { String(decoding: cells[$0], as: UTF8.self) }, line)
  }

  /// The names behind `# columns: `, divided by `<TAB>` as written, or by tabs.
  private static func named(_ bytes: [UInt8]) -> [String] {
    let text = String(decoding: bytes.dropFirst("# columns: ".utf8.count), as: UTF8.self)
    return text.split(separator: "<TAB>").flatMap { $0.split(separator: "\t") }.map(String.init)
  }

  private mutating func readHeader(_ names: [String]) throws(KnowledgeBuildError) {
    var found: [Int] = []
    for column in wanted {
      guard let position = names.firstIndex(of: column) else {
        throw .missingColumn(path: path, name: column, found: names.joined(separator: ", "))
      }
      found.append(position)
    }
    columnCount = names.count
    order = found
  }
}
