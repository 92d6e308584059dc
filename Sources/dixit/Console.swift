import DixitRuntime
import Foundation

/// The terminal: descriptors, never buffered streams.
enum Console {
  static let input: Int32 = 0
  static let output: Int32 = 1
  static let errors: Int32 = 2

  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Whether colours are welcome: on a terminal, unless NO_COLOR says otherwise (no-color.org).
  static func takesColor(_ descriptor: Int32) -> Bool {
    guard isTerminal(descriptor), getenv("TERM").map({ String(cString: $0) }) != "dumb" else { return false }
    return getenv("NO_COLOR").map { $0.pointee == 0 } ?? true
  }

  /// Columns of the terminal; 80 where there is none, 100 at most: longer lines are hard to read.
  static func width(_ descriptor: Int32) -> Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else { return 80 }
    return min(Int(size.ws_col), 100)
  }

  /// Writes to standard output; the end of a disk is an error, the end of a pipe ends the process quietly.
  static func write(_ bytes: [UInt8]) throws(FileError) {
    try Files.append(bytes, to: output, BytePath("standard output"))
  }

  static func write(_ text: String) throws(FileError) { try write(Array(text.utf8)) }

  /// A line on standard error; if that is gone nobody can be told.
  static func say(_ line: String) { show(line + "\n") }

  static func show(_ text: String) { try? Files.append(Array(text.utf8), to: errors, BytePath("standard error")) }

  static func complain(_ sentence: String) { say("dixit: " + sentence) }

  /// All of standard input, up to a limit.
  static func readAll(limit: Int) throws(FileError) -> [UInt8] {
    let path = BytePath("standard input")
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = chunk.withUnsafeMutableBufferPointer { Files.readAgain(input, $0.baseAddress!, $0.count) }
      if count < 0 { throw .system(.read, path: path, code: errno) }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
      if bytes.count > limit { throw .tooLarge(path, bytes: bytes.count, limit: limit) }
    }
  }
}

/// `1234567` as `1,234,567`.
func grouped(_ number: Int) -> String {
  var digits = Array(String(number))
  var index = digits.count - 3
  while index > (number < 0 ? 1 : 0) {
    digits.insert(",", at: index)
    index -= 3
  }
  return String(digits)
}

/// A number with some decimals: `Formatter`s would load 40 MB of locale data.
func fixed(_ number: Double, _ decimals: Int) -> String {
  String(format: "%.\(decimals)f", number)
}
