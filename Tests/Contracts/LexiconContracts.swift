import Foundation
import Testing

/// What every table of `lexicons/` keeps to; `lexicons/README.md` says it in words.
@Suite struct LexiconContracts {
  /// A table's header lines and its rows with their line numbers.
  struct Table: Sendable, CustomTestStringConvertible {
    let path: String
    let content: Data
    let header: [String]
    let rows: [(line: Int, text: String)]

    init(_ file: URL) throws {
      path = String(file.path.dropFirst(Project.root.path.count + 1))
      content = try Data(contentsOf: file)
      let lines = content.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
      let texts = lines.enumerated().map { (line: $0.offset + 1, text: String(decoding: $0.element, as: UTF8.self)) }
      header = texts.prefix { $0.text.hasPrefix("#") }.map(\.text)
      rows = Array(texts.dropFirst(header.count))
    }

    var testDescription: String { path }

    func value(of field: String) -> String? {
      header.first { $0.hasPrefix("# \(field): ") }.map { String($0.dropFirst(field.count + 4)) }
    }
  }

  static let tables: [Table] = {
    do { return try Project.files(below: "lexicons", ending: ".tsv").map(Table.init) } catch { fatalError("\(error)") }
  }()

  @Test func thereAreTables() { #expect(Self.tables.contains { $0.path == "lexicons/fr/reporting-verbs.tsv" }) }

  @Test(arguments: tables) func saysWhereItComesFrom(_ table: Table) {
    for field in ["source", "licence", "date", "columns"] {
      #expect(table.value(of: field) != nil, "\(table.path) has no line `# \(field): …`")
    }
  }

  @Test(arguments: tables) func rowsHaveTheColumnsThatTheHeaderNames(_ table: Table) throws {
    let columns = try #require(table.value(of: "columns")).replacing("<TAB>", with: "\t")
    let count = columns.utf8.count { $0 == 0x09 }
    let wrong = table.rows.first { row in row.text.utf8.count { $0 == 0x09 } != count }
    #expect(wrong == nil, "\(table.path):\(wrong?.line ?? 0)")
  }

  @Test(arguments: tables) func rowsStandInBytewiseOrderOnce(_ table: Table) {
    // Columns are compared one by one: a tab sorts below every other character that a cell may hold.
    let wrong = zip(table.rows, table.rows.dropFirst()).first { before, row in
      !before.text.utf8.lexicographicallyPrecedes(row.text.utf8)
    }
    #expect(wrong == nil, "\(table.path):\(wrong?.1.line ?? 0) does not follow “\(wrong?.0.text ?? "")”")
  }

  @Test(arguments: tables) func isComposed(_ table: Table) {
    let wrong = table.rows.first { row in
      let bytes = row.text.utf8
      return bytes.contains { $0 >= 0x80 } && !row.text.precomposedStringWithCanonicalMapping.utf8.elementsEqual(bytes)
    }
    #expect(wrong == nil, "\(table.path):\(wrong?.line ?? 0) is not in NFC")
  }

  @Test(arguments: tables, [" \t", "\t ", " \n", "\n ", "\n\n", "\n\t", "\r"]) func hasNoStray(
    _ table: Table, space: String
  ) {
    let place = table.content.range(of: Data(space.utf8))
    let line = place.map { table.content[..<$0.lowerBound].count { $0 == 0x0A } + 1 }
    #expect(line == nil, "\(table.path):\(line ?? 0)")
  }
}
