import Foundation
import Testing

/// A case of a case file: a name, a line of marked text, and what else it expects.
///
///     # an incise splits the quotation
///     « Q[Je pars] », C[a dit] S[Claire Martin], « Q[et je reviens] ».
///     → direct · Claire Martin
///
/// Cases are divided by blank lines, so that one reads as one stanza.
struct MarkedCase: Sendable, CustomTestStringConvertible {
  let name: String
  let marked: String
  /// The lines behind the text, without their arrows.
  let expected: [String]
  let file: String
  let line: Int

  var testDescription: String { name }

  /// A comment that leads to the case.
  var place: Comment { "\(file):\(line) \(name)" }

  /// The text as the file has it, with the expected lines below: what a failure shows.
  var notation: String { ([MarkedText(marked).notation] + expected.map { "→ \($0)" }).joined(separator: "\n") }

  /// The cases of `Tests/<area>/Cases/<name>.txt`.
  static func load(_ path: String) -> [MarkedCase] {
    let file = Project.tests.appending(path: path)
    guard let content = try? String(contentsOf: file, encoding: .utf8) else {
      fatalError("No case file at \(file.path)")
    }
    var cases: [MarkedCase] = []
    var stanza: [String] = []
    for (index, line) in (content + "\n").components(separatedBy: "\n").enumerated() {
      if !line.isEmpty {
        stanza.append(line)
      } else if !stanza.isEmpty {
        cases.append(MarkedCase(stanza, file: path, line: index + 1 - stanza.count))
        stanza = []
      }
    }
    return cases
  }

  private init(_ stanza: [String], file: String, line: Int) {
    guard stanza.count > 1, stanza[0].hasPrefix("# "), stanza[2...].allSatisfy({ $0.hasPrefix("→ ") }) else {
      fatalError("\(file):\(line): expected `# name`, one line of text and lines that begin with an arrow")
    }
    name = String(stanza[0].dropFirst(2))
    marked = stanza[1]
    expected = stanza[2...].map { String($0.dropFirst(2)) }
    self.file = file
    self.line = line
  }
}
