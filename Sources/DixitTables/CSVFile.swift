import DixitRuntime

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Comma-separated values by RFC 4180: UTF-8 without a mark, lines end with CR LF, a value with a comma, a quote or a
/// line break stands in quotes, a missing value is empty.
///
/// Values are written as they are, but for control characters, which end or garble tables in programs that read them:
/// each but tab and line breaks becomes a space. A spreadsheet may take one that begins with `=`, `+`, `-` or `@` for a formula unless
/// it is told that the column is text; `forSpreadsheets` puts an apostrophe before such values, and a byte order mark in
/// front, by which Excel knows UTF-8.
struct CSVFile {
  private let descriptor: Int32
  private let path: BytePath
  private let forSpreadsheets: Bool
  private var buffer: [UInt8]
  private static let bufferSize = 1 << 16

  init(_ descriptor: Int32, _ path: BytePath, forSpreadsheets: Bool) {
    self.descriptor = descriptor
    self.path = path
    self.forSpreadsheets = forSpreadsheets
    buffer = forSpreadsheets ? [0xEF, 0xBB, 0xBF] : []
  }

  mutating func add(_ values: [String?]) throws(FileError) {
    for (position, value) in values.enumerated() {
      if position > 0 { buffer.append(UInt8(ascii: ",")) }
      if let value { add(value) }
    }
    buffer += [0x0D, 0x0A]
    if buffer.count >= Self.bufferSize { try flush() }
  }

  private mutating func add(_ value: String) {
    var value = value.unicodeScalars.contains(where: Self.isControl) ? Self.printable(value) : value
    if forSpreadsheets, let first = value.utf8.first, Self.formulaSigns.contains(first), Double(value) == nil {
      value = "'" + value
    }
    guard value.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }) else {
      buffer += value.utf8
      return
    }
    buffer.append(0x22)
    for byte in value.utf8 {
      if byte == 0x22 { buffer.append(byte) }
      buffer.append(byte)
    }
    buffer.append(0x22)
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: false
    case 0..<0x20, 0x7F..<0xA0: true
    default: false
    }
  }

  private static func printable(_ value: String) -> String {
    String(String.UnicodeScalarView(value.unicodeScalars.map { isControl($0) ? " " : $0 }))
  }

  private static let formulaSigns = Set("=+-@\t\r".utf8)

  private mutating func flush() throws(FileError) {
    try Files.append(buffer, to: descriptor, path)
    buffer.removeAll(keepingCapacity: true)
  }

  /// Writes the rest.
  mutating func finish() throws(FileError) { try flush() }
}
