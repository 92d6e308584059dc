#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The lines of a dump, each where it lies in one buffer that grows to the longest line and no further.
final class DumpLines {
  enum Line {
    /// Without its line end; good until the next one is asked for.
    case text(UnsafeRawBufferPointer)
    /// A line that is longer than allowed, passed over.
    case tooLong(Int)
  }

  /// Longest line in bytes: twenty times Wikidata's longest.
  static let longest = 1 << 27

  /// Offset in the JSON behind the last line that was given.
  private(set) var position: Int
  private let stream: DumpStream
  private let longest: Int
  private var buffer: UnsafeMutableRawBufferPointer
  private var start = 0
  private var end = 0
  private var hasEnded = false

  /// - Parameter capacity: bytes that the buffer begins with.
  init(_ stream: DumpStream, longest: Int = DumpLines.longest, capacity: Int = 1 << 20) {
    self.stream = stream
    self.longest = longest
    position = stream.position
    buffer = .allocate(byteCount: capacity, alignment: 16)
  }

  deinit { buffer.deallocate() }

  /// Bytes of memory that lines are kept in.
  var capacity: Int { buffer.count }

  func next() throws(KnowledgeBuildError) -> Line? {
    var searched = start
    while true {
      if let newline = newline(from: searched) { return .text(take(until: newline, skipping: 1)) }
      searched = end
      if hasEnded { return start < end ? .text(take(until: end, skipping: 0)) : nil }
      if end - start > longest { return .tooLong(try skipLine()) }
      let moved = start
      try fill()
      searched -= moved - start
    }
  }

  private func newline(from offset: Int) -> Int? {
    guard offset < end, let found = memchr(buffer.baseAddress! + offset, 0x0A, end - offset) else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(buffer.baseAddress!)
  }

  private func take(until offset: Int, skipping lineEnd: Int) -> UnsafeRawBufferPointer {
    let line = UnsafeRawBufferPointer(rebasing: buffer[start..<offset])
    position += offset + lineEnd - start
    start = offset + lineEnd
    return line
  }

  /// Moves what is left to the front, makes room where there is none, and reads on.
  private func fill() throws(KnowledgeBuildError) {
    if start > 0 {
      memmove(buffer.baseAddress!, buffer.baseAddress! + start, end - start)
      (start, end) = (0, end - start)
    }
    if end == buffer.count { grow() }
    let count = try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[end...]))
    end += count
    hasEnded = count == 0
    // Nobody goes back behind the last line: so the list of places to begin at stays short.
    _ = stream.start(before: position)
  }

  private func grow() {
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: buffer.count * 2, alignment: 16)
    larger.copyMemory(from: UnsafeRawBufferPointer(buffer))
    buffer.deallocate()
    buffer = larger
  }

  /// Reads on to the end of the line without keeping it.
  private func skipLine() throws(KnowledgeBuildError) -> Int {
    let begin = position
    while true {
      if let newline = newline(from: start) {
        _ = take(until: newline, skipping: 1)
        break
      }
      _ = take(until: end, skipping: 0)
      if hasEnded { break }
      try fill()
    }
    return position - begin
  }
}
