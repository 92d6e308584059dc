/// The JSON of a dump, unpacked as it is read, with buffers whose size does not depend on the dump's.
///
/// A gzip file may have many members, as Wikidata's have one for each part that is made on its own, and a bzip2 file many
/// streams. Each begins anew, so that reading may begin there.
final class DumpStream {
  /// Where unpacking may begin: offsets in the file and in the JSON.
  struct Start: Equatable {
    var packed = 0
    var unpacked = 0
  }

  /// Length of the file; nil for a pipe.
  let size: Int?
  /// Tells this dump from others: its length, and a checksum of its beginning.
  let identity: String
  /// Bytes of the file that were unpacked, and of JSON that came out.
  private(set) var packedPosition = 0
  private(set) var position = 0

  private let file: DescriptorFile
  private let packing: Unpacker.Packing
  private var unpacker: Unpacker
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
  /// The part of the buffer that was not unpacked yet.
  private var pending: Range<Int>
  private var isAtBoundary = false
  private var starts = [Start()]

  /// - Parameter path: `-` is standard input.
  init(_ path: String) throws(KnowledgeBuildError) {
    file = try DescriptorFile(path, .reading)
    size = file.size
    pending = 0..<(try file.read(into: buffer))
    let head = buffer[pending]
    packing = Unpacker.Packing(head)
    unpacker = Unpacker(packing)
    var sum = KnowledgeChecksum()
    for byte in head { sum.mix(UInt64(byte)) }
    identity = "\(size ?? 0)-\(String(sum.value, radix: 16))"
  }

  deinit { buffer.deallocate() }

  var path: String { file.path }

  /// Goes to an offset of the JSON, from where unpacking may begin before it: a pipe is read from its beginning.
  func advance(to target: Int, from start: Start) throws(KnowledgeBuildError) {
    if size != nil, target > 0 {
      try file.seek(to: start.packed)
      (packedPosition, position, pending) = (start.packed, start.unpacked, 0..<0)
      starts = [start]
    }
    let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { scratch.deallocate() }
    while position < target {
      let wanted = UnsafeMutableRawBufferPointer(rebasing: scratch[..<min(scratch.count, target - position)])
      if try read(into: wanted) == 0 { throw .damagedDump(path: path, offset: position, reason: "it ends there") }
    }
  }

  /// The last place at or before an offset of the JSON where unpacking may begin; those before it are forgotten.
  func start(before offset: Int) -> Start {
    // Of what is not packed, any byte will do.
    if packing == .none { return Start(packed: offset, unpacked: offset) }
    let index = starts.lastIndex { $0.unpacked <= offset } ?? 0
    starts.removeFirst(index)
    return starts[0]
  }

  /// The next bytes of JSON: how many there are, 0 at the end.
  func read(into output: UnsafeMutableRawBufferPointer) throws(KnowledgeBuildError) -> Int {
    while true {
      if pending.isEmpty { pending = 0..<(try file.read(into: buffer)) }
      let isAtEnd = pending.isEmpty
      if isAtEnd, packing == .none || isAtBoundary { return 0 }
      if isAtBoundary, !beginsAnew() { continue }
      let (taken, given, outcome) = unpacker.run(UnsafeRawBufferPointer(rebasing: buffer[pending]), output)
      pending = pending.lowerBound + taken..<pending.upperBound
      packedPosition += taken
      position += given
      if outcome == .isDamaged {
        throw .damagedDump(path: path, offset: position, reason: "what is packed there can't be unpacked")
      }
      isAtBoundary = outcome == .hasEnded
      if given > 0 { return given }
      // Only now: what was taken before may come out late.
      if isAtEnd, !isAtBoundary { throw .damagedDump(path: path, offset: position, reason: "it breaks off") }
    }
  }

  /// Behind a member: begins the next one, unless nothing comes but the zeros that fill a last block on a tape.
  private func beginsAnew() -> Bool {
    let zeros = buffer[pending].prefix { $0 == 0 }.count
    pending = pending.lowerBound + zeros..<pending.upperBound
    packedPosition += zeros
    if pending.isEmpty { return false }
    starts.append(Start(packed: packedPosition, unpacked: position))
    unpacker = Unpacker(packing)
    return true
  }
}
