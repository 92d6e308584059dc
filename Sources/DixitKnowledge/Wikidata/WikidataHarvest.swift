/// How far the reading of a dump is.
package struct WikidataProgress: Sendable, Equatable {
  /// Bytes of JSON that were read, and where this run began.
  package var bytes: Int
  package var firstByte: Int
  /// Bytes of the file, and how many were unpacked; nil for a pipe.
  package var packedBytes: Int
  package var firstPackedByte: Int
  package var size: Int?
  package var entities: Int
  package var kept: Int
  package var damaged: Int
}

/// Reads a dump from its first line to its last and writes down the items that may matter.
///
/// What it keeps in memory does not grow with the dump. Every `checkpointBytes` of JSON it writes down how far it is; the
/// items behind that point are written anew after a crash, and so are the same.
struct WikidataHarvest {
  let reader: WikidataReader
  let state: WikidataState
  var checkpointBytes = 1 << 28
  /// Called for every so many lines, which take some milliseconds; false stops.
  var progressLines = 1000
  let progress: (WikidataProgress) -> Bool

  private static let flushBytes = 1 << 20

  private var options: String {
    "sitelinks=\(reader.fewestSitelinks),classes=\(String(reader.classes.checksum.value, radix: 16))"
  }

  /// Returns the last checkpoint, which is complete unless `progress` asked to stop.
  func run(_ path: String) throws(KnowledgeBuildError) -> WikidataCheckpoint {
    let stream = try DumpStream(path)
    let items = try state.itemsToWrite()
    var done = try state.checkpoint(dump: stream.identity, options: options)
    if done.isComplete { return done }
    try items.truncate(to: done.harvested)
    try stream.advance(to: done.position, from: done.start)
    let lines = DumpLines(stream)
    let first = (done.position, stream.packedPosition)
    var pending: [UInt8] = []
    var next = done.position + checkpointBytes

    func save() throws(KnowledgeBuildError) {
      try items.write(pending)
      done.harvested += pending.count
      pending.removeAll(keepingCapacity: true)
      try items.synchronize()
      done.position = lines.position
      done.start = stream.start(before: lines.position)
      try state.save(done)
    }

    while let line = try lines.next() {
      take(line, at: lines.position, path, &done, &pending)
      if pending.count >= Self.flushBytes {
        try items.write(pending)
        done.harvested += pending.count
        pending.removeAll(keepingCapacity: true)
      }
      if lines.position >= next {
        try save()
        next = done.position + checkpointBytes
      }
      guard done.lines % progressLines == 0 else { continue }
      let now = WikidataProgress(
        bytes: lines.position, firstByte: first.0, packedBytes: stream.packedPosition, firstPackedByte: first.1,
        size: stream.size, entities: done.entities, kept: done.kept, damaged: done.damaged)
      if !progress(now) {
        try save()
        return done
      }
    }
    done.isComplete = true
    if !done.isClosed {
      Self.note("\(path): expected a closing bracket at the end, found none: the dump may be cut short", &done)
    }
    try save()
    return done
  }

  private func take(
    _ line: DumpLines.Line, at position: Int, _ path: String, _ done: inout WikidataCheckpoint,
    _ pending: inout [UInt8]
  ) {
    done.lines += 1
    let place = "\(path):\(done.lines)"
    switch line {
    case .tooLong(let count):
      done.entities += 1
      done.damaged += 1
      Self.note("\(place): expected at most \(DumpLines.longest) bytes in a line, found \(count)", &done)
    case .text(let bytes):
      let (entity, isClosing) = Self.entity(bytes)
      if isClosing { done.isClosed = true }
      guard !entity.isEmpty else { return }
      done.entities += 1
      switch reader.read(entity) {
      case .item(let item):
        done.kept += 1
        item.append(to: &pending)
      case .unwanted, .noItem: break
      case .damaged(let finding):
        done.damaged += 1
        Self.note("\(place): \(finding)", &done)
      }
    }
  }

  private static func note(_ finding: String, _ done: inout WikidataCheckpoint) {
    if done.findings.count < WikidataCheckpoint.mostFindings { done.findings.append(finding) }
  }

  /// The entity of a line without the brackets of the whole array and the commas between entities, which may stand on
  /// lines of their own: a dump is put together from parts. Empty where there is none.
  private static func entity(_ line: UnsafeRawBufferPointer) -> (UnsafeRawBufferPointer, isClosing: Bool) {
    var (start, end) = (0, line.count)
    var isClosing = false
    while start < end, line[start] <= 0x20 || line[start] == UInt8(ascii: ",") || line[start] == UInt8(ascii: "[") {
      start += 1
    }
    while start < end, line[end - 1] <= 0x20 || line[end - 1] == UInt8(ascii: ",") || line[end - 1] == UInt8(ascii: "]")
    {
      if line[end - 1] == UInt8(ascii: "]") { isClosing = true }
      end -= 1
    }
    return (UnsafeRawBufferPointer(rebasing: line[start..<end]), isClosing)
  }
}
