import DixitDocument
import DixitFormats
import DixitKit
import DixitRuntime
import Foundation
import Synchronization

/// Answers each line of standard input with one line of JSON, in order.
///
/// A bad line is answered too: whoever reads the answers can count on one a line.
struct LineService {
  private let annotator: Annotator
  private let pipeline: Pipeline
  private let lineLimit: Int
  /// Set when nobody can be answered any more.
  private let outputFailure = Shared<FileError?>(nil)
  private let failedLines = Shared(0)

  init(_ annotator: Annotator, jobs: Int, lineLimit: Int) throws {
    self.annotator = annotator
    self.lineLimit = lineLimit
    pipeline = try Pipeline(stages: annotator.stages, width: jobs, limit: max(8, jobs * 8))
  }

  func run() throws {
    var input = LineReader(limit: lineLimit)
    var number = 0
    while let line = try input.next(), outputFailure.value == nil {
      number += 1
      submit(line, number)
    }
    pipeline.finish()
    if let error = outputFailure.value { throw error }
    if failedLines.value > 0 { throw Failure.someLinesFailed(failedLines.value) }
  }

  private func submit(_ line: LineReader.Line, _ number: Int) {
    let writer = JSONWriter(generator: annotator.generator, layout: .line)
    pipeline.submit(id: "line \(number)") { [annotator] in
      annotator.normalize(try LineRequest.article(line, number: number))
    } write: { document in
      var bytes: [UInt8] = []
      writer.write(document, to: &bytes)
      return bytes
    } completion: { [outputFailure, failedLines] result in
      // Completions come one at a time, in order.
      if case .failure = result { failedLines.set(failedLines.value + 1) }
      answer(result, number, outputFailure)
    }
  }
}

/// Writes one answer; after a failure nothing more is written.
private func answer(_ result: Result<[UInt8]?, StageFailure>, _ number: Int, _ failure: Shared<FileError?>) {
  if failure.value != nil { return }
  var bytes: [UInt8]
  switch result {
  case .success(let written): bytes = written ?? []
  case .failure(let error): bytes = LineRequest.answer(to: error.cause, line: number)
  }
  if bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
  do throws(FileError) { try Console.write(bytes) } catch { failure.set(error) }
}

/// A value that several threads look at.
private final class Shared<Value: Sendable>: Sendable {
  private let storage: Mutex<Value>
  init(_ value: Value) { storage = Mutex(value) }
  var value: Value { storage.withLock { $0 } }
  func set(_ value: Value) { storage.withLock { $0 = value } }
}

/// One line of input: an article with what is known about it.
enum LineRequest {
  private struct Refusal: Error, CustomStringConvertible {
    let description: String
  }

  /// - Throws: a sentence about what was expected and what was found.
  static func article(_ line: LineReader.Line, number: Int) throws -> Article {
    guard case .whole(let bytes) = line else {
      throw Refusal(description: "The line is longer than --max-size allows. Raise the limit, or split the article.")
    }
    let fields = try object(bytes)
    guard let text = fields["text"] as? String else {
      throw Refusal(description: "Expected the article in \"text\", found \(kind(of: fields["text"])).")
    }
    if !text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) {
      throw Refusal(description: "Expected an article in \"text\", found nothing but white space.")
    }
    let id = try optional("id", fields) ?? "line \(number)"
    var article = TextReader().article(decoded: Array(text.utf8), id: id)
    article.metadata = try metadata(fields)
    return article
  }

  private static func object(_ bytes: [UInt8]) throws -> [String: Any] {
    if bytes.isEmpty { throw Refusal(description: "Expected a JSON object, found an empty line.") }
    let value: Any
    do {
      value = try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
    } catch {
      throw Refusal(description: "Expected a JSON object, found something that is not JSON.")
    }
    guard let object = value as? [String: Any] else {
      throw Refusal(description: "Expected a JSON object, found \(kind(of: value)).")
    }
    return object
  }

  private static func metadata(_ fields: [String: Any]) throws -> Article.Metadata {
    var metadata = try Article.Metadata(
      title: optional("title", fields), published: optional("published", fields),
      language: optional("language", fields))
    metadata.author = try optional("author", fields)
    metadata.outlet = try optional("outlet", fields)
    metadata.section = try optional("section", fields)
    metadata.url = try optional("url", fields)
    return metadata
  }

  /// A field that may be missing or null; a number counts as its digits, because ids often are numbers.
  private static func optional(_ name: String, _ fields: [String: Any]) throws -> String? {
    switch fields[name] {
    case nil, is NSNull: return nil
    case let text as String: return text
    case let number as NSNumber where !isBoolean(number): return number.stringValue
    case let other: throw Refusal(description: "Expected text in \"\(name)\", found \(kind(of: other)).")
    }
  }

  private static func isBoolean(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }

  private static func kind(of value: Any?) -> String {
    switch value {
    case nil: "no such field"
    case is NSNull: "null"
    case is String: "a string"
    case is [Any]: "a list"
    case is [String: Any]: "an object"
    case let number as NSNumber: isBoolean(number) ? "true or false" : "a number"
    default: "something else"
    }
  }

  /// `{"error": "…", "line": 3}`.
  static func answer(to error: any Error, line: Int) -> [UInt8] {
    Array("{\"error\": \"\(JSONValue.escaped("\(error)"))\", \"line\": \(line)}".utf8)
  }
}
