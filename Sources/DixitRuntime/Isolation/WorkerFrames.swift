import DixitDocument

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What parent and worker say to each other: frames of a length in eight bytes and that many bytes.
///
/// A request is the document's id, where it was cut out of, and its bytes; an answer is outputs, or a stage and a sentence.
enum WorkerFrames {
  /// Far above any document, far below what a garbled length would ask for.
  static let longest = 1 << 33

  static func request(id: String, _ bytes: [UInt8], _ origin: PartOrigin = PartOrigin()) -> [UInt8] {
    var fields = FieldWriter()
    fields.add(Array(id.utf8))
    fields.add(Array((origin.encoding ?? "").utf8))
    fields.add(origin.warnings.count)
    for warning in origin.warnings { fields.add(Array(warning.utf8)) }
    fields.add(bytes)
    return fields.framed
  }

  static func parseRequest(_ frame: [UInt8]) -> (id: String, bytes: [UInt8], origin: PartOrigin)? {
    var fields = FieldReader(frame)
    guard let id = fields.text(), let encoding = fields.text(), let count = fields.number(), count >= 0 else {
      return nil
    }
    var origin = PartOrigin()
    origin.encoding = encoding.isEmpty ? nil : encoding
    for _ in 0..<count {
      guard let warning = fields.text() else { return nil }
      origin.warnings.append(warning)
    }
    guard let bytes = fields.bytes() else { return nil }
    return (id, Array(bytes), origin)
  }

  static func answer(_ result: Result<Rendered, StageFailure>) -> [UInt8] {
    var fields = FieldWriter()
    switch result {
    case .success(let rendered):
      fields.add(rendered.outputs.count)
      fields.add(rendered.words)
      fields.add(rendered.quotations)
      for output in rendered.outputs {
        fields.add(Array(output.ending.utf8))
        fields.add(output.bytes)
      }
    case .failure(let failure):
      fields.add(-1)
      fields.add(Array(failure.stage.utf8))
      fields.add(Array("\(failure.cause)".utf8))
    }
    return fields.framed
  }

  static func parseAnswer(_ frame: [UInt8], document: String) -> Result<Rendered, StageFailure>? {
    var fields = FieldReader(frame)
    guard let count = fields.number() else { return nil }
    if count < 0 {
      guard let stage = fields.bytes(), let sentence = fields.bytes() else { return nil }
      let refusal = WorkerRefusal(description: String(decoding: sentence, as: UTF8.self))
      return .failure(StageFailure(document: document, stage: String(decoding: stage, as: UTF8.self), cause: refusal))
    }
    guard let words = fields.number(), let quotations = fields.number() else { return nil }
    var rendered = Rendered(outputs: [], words: words, quotations: quotations)
    for _ in 0..<count {
      guard let ending = fields.bytes(), let bytes = fields.bytes() else { return nil }
      rendered.outputs.append(.init(ending: String(decoding: ending, as: UTF8.self), bytes: Array(bytes)))
    }
    return .success(rendered)
  }
}

private struct FieldWriter {
  private var bytes = [UInt8](repeating: 0, count: 8)

  mutating func add(_ number: Int) { withUnsafeBytes(of: number.littleEndian) { bytes += $0 } }

  mutating func add(_ field: [UInt8]) {
    add(field.count)
    bytes += field
  }

  /// The frame: its length in front.
  var framed: [UInt8] {
    var frame = bytes
    withUnsafeBytes(of: (bytes.count - 8).littleEndian) { frame.replaceSubrange(0..<8, with: $0) }
    return frame
  }
}

private struct FieldReader {
  private var rest: ArraySlice<UInt8>

  init(_ frame: [UInt8]) { rest = frame[...] }

  mutating func number() -> Int? {
    guard rest.count >= 8 else { return nil }
    defer { rest = rest.dropFirst(8) }
    return rest.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  mutating func text() -> String? { bytes().map { String(decoding: $0, as: UTF8.self) } }

  mutating func bytes() -> ArraySlice<UInt8>? {
    guard let count = number(), count >= 0, count <= rest.count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }
}
