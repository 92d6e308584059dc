/// How far a dump was read, and what was met with: all that is needed to go on after the process was killed.
struct WikidataCheckpoint: Equatable {
  /// Which dump, and what it was read for: going on makes sense only with the same.
  var dump: String
  var options: String
  /// Offset in the JSON behind the last line that counts here, and where unpacking may begin before it.
  var position = 0
  var start = DumpStream.Start()
  /// Bytes of the file of harvested items that count.
  var harvested = 0
  var lines = 0
  var entities = 0
  var kept = 0
  var damaged = 0
  /// The first damaged lines.
  var findings: [String] = []
  /// Whether the opening and the closing bracket were seen, and whether the dump was read to its end.
  var isOpened = false
  var isClosed = false
  var isComplete = false

  /// Whether the end is missing. A dump that somebody made smaller may be entities alone, without brackets.
  var isCutShort: Bool { isComplete && isOpened && !isClosed }

  static let mostFindings = 20
  private static let title = "dixit wikidata state 2"

  var bytes: [UInt8] {
    let numbers = [
      ("position", position), ("start.packed", start.packed), ("start.unpacked", start.unpacked),
      ("harvested", harvested), ("lines", lines), ("entities", entities), ("kept", kept), ("damaged", damaged),
      ("opened", isOpened ? 1 : 0), ("closed", isClosed ? 1 : 0), ("complete", isComplete ? 1 : 0),
    ]
    let rows =
      [Self.title, "dump\t\(dump)", "options\t\(options)"] + numbers.map { "\($0)\t\($1)" }
      + findings.map { "finding\t\($0)" } + ["end"]
    return Array(rows.map { $0 + "\n" }.joined().utf8)
  }

  init(dump: String, options: String) {
    self.dump = dump
    self.options = options
  }

  /// Reads what `bytes` gives; nil where it is anything else.
  init?(_ text: String) {
    let lines = text.split(separator: "\n")
    guard lines.first == Substring(Self.title), lines.last == "end" else { return nil }
    var values: [Substring: Substring] = [:]
    var findings: [String] = []
    for line in lines.dropFirst().dropLast() {
      let cells = line.split(separator: "\t", maxSplits: 1)
      guard cells.count == 2 else { return nil }
      if cells[0] == "finding" { findings.append(String(cells[1])) } else { values[cells[0]] = cells[1] }
    }
    let number = { (name: Substring) in values[name].flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil } }
    guard let dump = values["dump"], let options = values["options"], let position = number("position"),
      let packed = number("start.packed"), let unpacked = number("start.unpacked"),
      let harvested = number("harvested"), let lineCount = number("lines"), let entities = number("entities"),
      let kept = number("kept"), let damaged = number("damaged"), let opened = number("opened"),
      let closed = number("closed"),
      let complete = number("complete")
    else { return nil }
    self.init(dump: String(dump), options: String(options))
    (self.position, start, self.harvested) = (position, DumpStream.Start(packed: packed, unpacked: unpacked), harvested)
    (self.lines, self.entities, self.kept, self.damaged) = (lineCount, entities, kept, damaged)
    (self.findings, isOpened, isClosed, isComplete) = (findings, opened == 1, closed == 1, complete == 1)
  }
}

/// The folder that keeps the items harvested so far (`items`) and the checkpoint (`checkpoint`).
struct WikidataState {
  let folder: String

  init(folder: String) throws(KnowledgeBuildError) {
    self.folder = folder
    try DescriptorFile.makeFolder(folder)
  }

  var itemsPath: String { "\(folder)/items" }
  var checkpointPath: String { "\(folder)/checkpoint" }

  /// Where to begin: at the last checkpoint, where there is one and it is for this dump.
  func checkpoint(dump: String, options: String) throws(KnowledgeBuildError) -> WikidataCheckpoint {
    guard let text = try readCheckpoint() else { return WikidataCheckpoint(dump: dump, options: options) }
    guard let found = WikidataCheckpoint(text) else {
      throw .damagedState(folder: folder, reason: "its checkpoint can't be read")
    }
    guard found.dump == dump else {
      throw .foreignState(folder: folder, what: "another dump", found: found.dump, expected: dump)
    }
    guard found.options == options else {
      throw .foreignState(folder: folder, what: "other settings", found: found.options, expected: options)
    }
    guard try DescriptorFile(itemsPath, .reading).size ?? 0 >= found.harvested else {
      throw .damagedState(folder: folder, reason: "items are missing")
    }
    return found
  }

  /// The file of items, for this process alone.
  func itemsToWrite() throws(KnowledgeBuildError) -> DescriptorFile {
    let file = try DescriptorFile(itemsPath, .writing)
    guard file.lock() else { throw .stateInUse(folder: folder) }
    return file
  }

  func save(_ checkpoint: WikidataCheckpoint) throws(KnowledgeBuildError) {
    try KnowledgeBuilder.write(checkpoint.bytes, to: checkpointPath)
  }

  private func readCheckpoint() throws(KnowledgeBuildError) -> String? {
    guard let file = try? DescriptorFile(checkpointPath, .reading) else { return nil }
    return String(decoding: try file.read(1 << 16), as: UTF8.self)
  }
}

/// Reads harvested items one by one, with one buffer.
struct HarvestedItems {
  private let file: DescriptorFile
  private let folder: String
  private var left: Int
  private var buffer: [UInt8] = []
  private var start = 0

  /// A longer record is no item.
  private static let longest = 1 << 20

  init(_ state: WikidataState, count: Int) throws(KnowledgeBuildError) {
    folder = state.folder
    file = try DescriptorFile(state.itemsPath, .reading)
    left = count
  }

  mutating func next() throws(KnowledgeBuildError) -> WikidataItem? {
    if buffer.count - start < 4 { try fill() }
    if buffer.count == start { return nil }
    guard let length = length, (WikidataItem.fewestBytes...Self.longest).contains(length) else { throw damage }
    if buffer.count - start < 4 + length { try fill() }
    guard buffer.count - start >= 4 + length else { throw damage }
    guard let item = WikidataItem(buffer[start + 4..<start + 4 + length]) else { throw damage }
    start += 4 + length
    return item
  }

  private var damage: KnowledgeBuildError { .damagedState(folder: folder, reason: "its items can't be read") }

  private var length: Int? {
    guard buffer.count - start >= 4 else { return nil }
    return (0..<4).reduce(0) { $0 | Int(buffer[start + $1]) << (8 * $1) }
  }

  /// Keeps what is left and reads as much as the longest record may take.
  private mutating func fill() throws(KnowledgeBuildError) {
    buffer.removeFirst(start)
    start = 0
    let wanted = min(Self.longest + 4, left)
    let read = try file.read(wanted)
    guard read.count == wanted else { throw damage }
    buffer += read
    left -= wanted
  }
}
