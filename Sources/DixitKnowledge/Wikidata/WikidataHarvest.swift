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

  private var options: String {
    "sitelinks=\(reader.fewestSitelinks),classes=\(String(reader.classes.checksum.value, radix: 16))"
  }

  /// Returns the last checkpoint, which is complete unless `progress` asked to stop.
  func run(_ path: String) throws(KnowledgeBuildError) -> WikidataCheckpoint {
    let stream = try DumpStream(path)
    let items = try state.itemsToWrite()
    let begin = try state.checkpoint(dump: stream.identity, options: options)
    if begin.isComplete { return begin }
    try items.truncate(to: begin.harvested)
    try stream.advance(to: begin.position, from: begin.start)
    var run = Run(harvest: self, begin: begin, stream: stream, items: items)
    try run.readOn()
    return run.done
  }
}

extension WikidataHarvest {
  /// One run of the program over a dump, from a checkpoint on.
  private struct Run {
    private let harvest: WikidataHarvest
    private let stream: DumpStream
    private let lines: DumpLines
    private let items: DescriptorFile
    /// Where this run began, in the JSON and in the file.
    private let first: (Int, Int)
    private(set) var done: WikidataCheckpoint
    /// Items that were not written yet.
    private var pending: [UInt8] = []
    private var nextCheckpoint: Int

    private static let flushBytes = 1 << 20
    /// What may stand between entities: a bracket, a comma, some spaces.
    private static let longestBetween = 64

    init(harvest: WikidataHarvest, begin: WikidataCheckpoint, stream: DumpStream, items: DescriptorFile) {
      self.harvest = harvest
      self.stream = stream
      self.items = items
      lines = DumpLines(stream)
      done = begin
      first = (begin.position, stream.packedPosition)
      nextCheckpoint = begin.position + harvest.checkpointBytes
    }

    /// Reads to the end, or until `progress` says no.
    mutating func readOn() throws(KnowledgeBuildError) {
      while let line = try lines.next() {
        take(line)
        if pending.count >= Self.flushBytes { try flush() }
        if lines.position >= nextCheckpoint { try save() }
        if done.lines % harvest.progressLines == 0, !tell() { return try save() }
      }
      if done.entities <= done.damaged { throw .noEntities(path: stream.path) }
      done.isComplete = true
      try save()
      _ = tell()
    }

    private mutating func flush() throws(KnowledgeBuildError) {
      try items.write(pending)
      done.harvested += pending.count
      pending.removeAll(keepingCapacity: true)
    }

    private mutating func save() throws(KnowledgeBuildError) {
      try flush()
      try items.synchronize()
      done.position = lines.position
      done.start = stream.start(before: lines.position)
      try harvest.state.save(done)
      nextCheckpoint = done.position + harvest.checkpointBytes
    }

    private func tell() -> Bool {
      harvest.progress(
        WikidataProgress(
          bytes: lines.position, firstByte: first.0, packedBytes: stream.packedPosition, firstPackedByte: first.1,
          size: stream.size, entities: done.entities, kept: done.kept, damaged: done.damaged))
    }

    private mutating func take(_ line: DumpLines.Line) {
      done.lines += 1
      switch line {
      case .tooLong(let count):
        done.entities += 1
        reject("expected at most \(DumpLines.longest) bytes in a line, found \(count)")
      case .text(let bytes):
        let (entity, isOpening, isClosing) = Self.entity(bytes)
        if isOpening { done.isOpened = true }
        if isClosing { done.isClosed = true }
        if !entity.isEmpty {
          take(entity)
        } else if bytes.count > Self.longestBetween {
          reject("expected an entity, found \(bytes.count) bytes without one")
        }
      }
    }

    private mutating func take(_ entity: UnsafeRawBufferPointer) {
      done.entities += 1
      switch harvest.reader.read(entity) {
      case .item(let item):
        done.kept += 1
        item.append(to: &pending)
      case .unwanted, .noItem: break
      case .damaged(let finding): reject(finding)
      }
    }

    private mutating func reject(_ finding: String) {
      done.damaged += 1
      note("\(stream.path):\(done.lines): \(finding)")
    }

    private mutating func note(_ finding: String) {
      if done.findings.count < WikidataCheckpoint.mostFindings { done.findings.append(finding) }
    }

    /// The entity of a line without the brackets of the whole array and the commas between entities, which may stand on
    /// lines of their own: a dump is put together from parts. Empty where there is none.
    private static func entity(_ line: UnsafeRawBufferPointer) -> (
      UnsafeRawBufferPointer, isOpening: Bool, isClosing: Bool
    ) {
      let isBetween = { (byte: UInt8, bracket: Unicode.Scalar) in
        byte <= 0x20 || byte == UInt8(ascii: ",") || byte == UInt8(ascii: bracket)
          // A byte order mark.
          || byte == 0xEF || byte == 0xBB || byte == 0xBF
      }
      let start = line.firstIndex { !isBetween($0, "[") } ?? line.count
      let end = line[start...].lastIndex { !isBetween($0, "]") }.map { $0 + 1 } ?? start
      return (
        UnsafeRawBufferPointer(rebasing: line[start..<end]), line[..<start].contains(UInt8(ascii: "[")),
        line[end...].contains(UInt8(ascii: "]"))
      )
    }
  }
}
