/// Puts a model together, byte by byte the same each time.
package struct ModelWriter {
  private var about: [String] = []
  private var sections: [(name: String, bytes: [UInt8])] = []

  /// - Parameter kind: what the model does; its reader asks for it by this word.
  package init(kind: String, name: String, learnedFrom: [String]) {
    add("kind", kind)
    add("name", name)
    for source in learnedFrom { add("learned-from", source) }
  }

  /// A line of the header.
  package mutating func add(_ key: String, _ value: String) { about.append("\(key): \(value)") }

  package mutating func add(_ name: String, lines: [String]) {
    add(name, bytes: Array(lines.joined(separator: "\n").utf8))
  }

  /// Rows of weights: `weights.count` is `width` times a power of two.
  package mutating func add(_ name: String, weights: [Int8], width: Int) {
    let rows = weights.count / width
    precondition(rows.nonzeroBitCount == 1 && rows * width == weights.count, "The number of rows is no power of two")
    let head = Self.bytes(of: UInt32(width)) + Self.bytes(of: UInt32(rows.trailingZeroBitCount))
    add(name, bytes: Self.filled(head) + weights.map { UInt8(bitPattern: $0) })
  }

  private mutating func add(_ name: String, bytes: [UInt8]) {
    precondition(name.utf8.count <= 8, "A section's name has at most eight letters")
    sections.append((name, bytes))
  }

  package func encoded() -> [UInt8] {
    let all = [(name: ModelFormat.about, bytes: Array(about.joined(separator: "\n").utf8))] + sections
    var offset = ModelFormat.aligned(ModelFormat.headerSize + all.count * ModelFormat.sectionEntrySize)
    var directory: [UInt8] = []
    for section in all {
      directory += Array(section.name.utf8) + Array(repeating: 0, count: 8 - section.name.utf8.count)
      directory += Self.bytes(of: UInt64(offset)) + Self.bytes(of: UInt64(section.bytes.count))
      offset = ModelFormat.aligned(offset + section.bytes.count)
    }
    var file = ModelFormat.magic + Self.bytes(of: UInt32(ModelFormat.version)) + Self.bytes(of: UInt32(all.count))
    file += Self.bytes(of: UInt64(offset)) + Self.bytes(of: UInt64(0))
    file = Self.filled(file + directory)
    for section in all { file += Self.filled(section.bytes) }
    let sum = file.withUnsafeBytes { ModelFormat.checksum(of: $0) }
    file.replaceSubrange(ModelFormat.checksumOffset..<ModelFormat.checksumOffset + 8, with: Self.bytes(of: sum))
    return file
  }

  private static func filled(_ bytes: [UInt8]) -> [UInt8] {
    bytes + Array(repeating: 0, count: ModelFormat.aligned(bytes.count) - bytes.count)
  }

  private static func bytes(of value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }
}
