import DixitDocument
import DixitFormats
import DixitKit
import DixitRuntime
import Synchronization

/// Answers each line of standard input, or each article of a file, with one line of JSON, in order.
///
/// A bad one is answered too: whoever reads the answers can count on one each.
struct LineService {
  private let annotator: Annotator
  private let pipeline: Pipeline
  private let lineLimit: Int
  /// Set when nobody can be answered any more.
  private let outputFailure = Shared<FileError?>(nil)
  private let failures = Shared(0)

  init(_ annotator: Annotator, jobs: Int, lineLimit: Int) throws {
    self.annotator = annotator
    self.lineLimit = lineLimit
    pipeline = try Pipeline(stages: annotator.stages, width: jobs, limit: max(8, jobs * 8))
  }

  /// Answers standard input, line by line.
  func run(_ reader: JSONReader) throws {
    var input = LineReader(limit: lineLimit)
    var number = 0
    while let line = try input.next(), outputFailure.value == nil {
      number += 1
      submit("line \(number)", ("line", .integer(number))) { [number] in
        guard case .whole(let bytes) = line else { throw LineTooLong() }
        return try reader.line(bytes, id: "line \(number)")
      }
    }
    try finish()
  }

  /// Answers the articles of a file.
  func run(_ parts: any ArticleParts, of name: String, _ readers: Readers) throws {
    var parts = parts
    while outputFailure.value == nil, let part = try parts.next() {
      let id = "\(name)/\(part.name)"
      submit(id, ("id", .string(id))) {
        try readers.article(
          part.bytes.get(), id: id, fileName: id, limits: UnpackingLimits(size: SizeOption.largest), origin: part.origin
        )
      }
    }
    try finish()
  }

  private func finish() throws {
    pipeline.finish()
    if let error = outputFailure.value { throw error }
    if failures.value > 0 { throw Failure.someLinesFailed(failures.value) }
  }

  /// - Parameter place: what says in an answer which one cannot be annotated.
  private func submit(_ id: String, _ place: (String, JSONValue), _ read: @escaping @Sendable () throws -> Article) {
    let writer = JSONWriter(generator: annotator.generator, layout: .line)
    pipeline.submit(id: id) { [annotator] in
      annotator.normalize(try read())
    } write: { document in
      var bytes: [UInt8] = []
      writer.write(document, to: &bytes)
      return bytes
    } completion: { [outputFailure, failures] result in
      // Completions come one at a time, in order.
      if case .failure = result { failures.set(failures.value + 1) }
      answer(result, place, outputFailure)
    }
  }
}

/// Writes one answer; after a failure nothing more is written.
private func answer(
  _ result: Result<[UInt8]?, StageFailure>, _ place: (String, JSONValue), _ failure: Shared<FileError?>
) {
  if failure.value != nil { return }
  var bytes: [UInt8]
  switch result {
  case .success(let written): bytes = written ?? []
  case .failure(let error): bytes = Array(JSONValue.object([("error", .string("\(error.cause)")), place]).line.utf8)
  }
  if bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
  do throws(FileError) { try Console.write(bytes) } catch { failure.set(error) }
}

private struct LineTooLong: Error, CustomStringConvertible {
  let description = "The line is longer than --max-size allows. Raise the limit, or split the article."
}

/// A value that several threads look at.
private final class Shared<Value: Sendable>: Sendable {
  private let storage: Mutex<Value>
  init(_ value: Value) { storage = Mutex(value) }
  var value: Value { storage.withLock { $0 } }
  func set(_ value: Value) { storage.withLock { $0 = value } }
}
