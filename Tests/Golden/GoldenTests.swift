import DixitDocument
import DixitFormats
import DixitKit
import Foundation
import Testing

/// Whole articles: the dump of all layers, TEI and JSON, as recorded.
///
/// `DIXIT_RECORD=1 swift test --filter GoldenTests` rewrites what has changed and still fails: read the difference, then
/// run again without it.
@Suite struct GoldenTests {
  static let articles = ["conseil-municipal.txt", "culture-avignon.html", "economie-fonderie.txt"]
  /// Fixed, so that a new word in a lexicon changes only the articles that have it.
  static let generator = Generator(version: "golden", configuration: "golden", knowledge: "golden")
  static let isRecording = ProcessInfo.processInfo.environment["DIXIT_RECORD"] == "1"

  @Test(arguments: articles) func dumps(_ name: String) throws {
    try compare(Array(document(name).dump().utf8), with: name + ".dump")
  }

  @Test(arguments: articles) func writesTEI(_ name: String) throws {
    try compare(written(document(name), by: TEIWriter(generator: Self.generator)), with: name + ".tei.xml")
  }

  @Test(arguments: articles) func writesJSON(_ name: String) throws {
    try compare(written(document(name), by: JSONWriter(generator: Self.generator)), with: name + ".json")
  }

  /// All other formats, of one article.
  @Test(arguments: OutputFormat.allCases.filter { $0 != .tei && $0 != .json })
  func writesEveryFormat(_ format: OutputFormat) throws {
    for writer in format.writers(Self.generator) {
      var output: [UInt8] = []
      try writer.write(document("economie-fonderie.txt"), to: &output)
      try compare(output, with: "economie-fonderie.txt" + writer.fileExtension)
    }
  }

  private func document(_ name: String) throws -> Document {
    try Annotator.shared.annotate(#require(Project.corpus(name).first))
  }

  private func written(_ document: Document, by writer: some DocumentWriter) -> [UInt8] {
    var output: [UInt8] = []
    writer.write(document, to: &output)
    return output
  }

  private func compare(_ found: [UInt8], with name: String) throws {
    let file = Project.tests.appending(path: "Golden/Expected/\(name)")
    let expected = (try? Data(contentsOf: file)).map(Array.init) ?? []
    guard found != expected else { return }
    if Self.isRecording {
      try Data(found).write(to: file)
      Issue.record("Recorded \(name): read the difference, then run again.")
    } else {
      Issue.record("\(name), line \(Self.firstDifference(expected, found))\nDIXIT_RECORD=1 records what was found.")
    }
  }

  private static func firstDifference(_ expected: [UInt8], _ found: [UInt8]) -> String {
    let expected = String(decoding: expected, as: UTF8.self).components(separatedBy: "\n")
    let found = String(decoding: found, as: UTF8.self).components(separatedBy: "\n")
    let index = zip(expected, found).enumerated().first { $1.0 != $1.1 }?.offset ?? min(expected.count, found.count)
    let line = { (lines: [String]) in index < lines.count ? lines[index] : "the end" }
    return "\(index + 1): expected\n  \(line(expected))\nfound\n  \(line(found))"
  }
}
