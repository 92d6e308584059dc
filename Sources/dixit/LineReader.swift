import DixitRuntime
import Foundation

/// Standard input line by line, as the lines come, in memory that no line can break.
struct LineReader {
  enum Line: Sendable {
    case whole([UInt8])
    /// Longer than the limit; what it held was dropped.
    case tooLong
  }

  private let limit: Int
  private var chunk = [UInt8](repeating: 0, count: 1 << 16)
  private var rest: Range<Int> = 0..<0
  private var isAtEnd = false

  init(limit: Int) { self.limit = limit }

  /// The next line without its line feed; nil at the end. A last line without one counts.
  mutating func next() throws(FileError) -> Line? {
    var line: [UInt8] = []
    var isTooLong = false
    while true {
      if rest.isEmpty, !(try fill()) {
        return line.isEmpty && !isTooLong ? nil : finish(line, isTooLong)
      }
      let end = chunk[rest].firstIndex(of: UInt8(ascii: "\n"))
      let piece = chunk[rest.lowerBound..<(end ?? rest.upperBound)]
      isTooLong = isTooLong || line.count + piece.count > limit
      if isTooLong { line = [] } else { line += piece }
      rest = (end.map { $0 + 1 } ?? rest.upperBound)..<rest.upperBound
      if end != nil { return finish(line, isTooLong) }
    }
  }

  private func finish(_ line: [UInt8], _ isTooLong: Bool) -> Line {
    if isTooLong { return .tooLong }
    return .whole(line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
  }

  /// Reads more; false at the end.
  private mutating func fill() throws(FileError) -> Bool {
    if isAtEnd { return false }
    let count = chunk.withUnsafeMutableBufferPointer { Files.readAgain(Console.input, $0.baseAddress!, $0.count) }
    if count < 0 { throw .system(.read, path: BytePath("standard input"), code: errno) }
    rest = 0..<count
    isAtEnd = count == 0
    return count > 0
  }
}
