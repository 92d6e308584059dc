import DixitDocument
import DixitGrammar
import DixitText
import Foundation

/// How often a language model is right on sentences that it has not seen.
struct LanguageJudging {
  let identifier: LanguageIdentifier
  let folder: String

  init(model: [UInt8], folder: String) throws {
    identifier = try LanguageIdentifier(model: ModelFile(model, path: "the new model", kind: "languages"))
    self.folder = folder
  }

  /// One line a language: right of all, for sentences of at least `length` characters.
  func report(length: Int) throws -> String {
    var rows: [String] = []
    for language in Language.allCases {
      let path = "\(folder)/\(language.rawValue).held.txt"
      guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { continue }
      rows.append(row(language, text.split(separator: "\n").filter { $0.count >= length }))
    }
    return rows.joined(separator: "\n")
  }

  private func row(_ language: Language, _ sentences: [Substring]) -> String {
    var wrong: [Language: Int] = [:]
    for sentence in sentences {
      let utf8 = Array(sentence.utf8)
      let found = identifier.identify(utf8, Span(0, utf8.count))
      if found != language { wrong[found, default: 0] += 1 }
    }
    let right = sentences.count - wrong.values.reduce(0, +)
    let rate = Double(right * 10_000 / max(1, sentences.count)) / 100
    let mistaken = wrong.sorted { $0.key.rawValue < $1.key.rawValue }.map { " \($0.key.rawValue) \($0.value)" }
    return "\(language.rawValue): \(right) of \(sentences.count) (\(rate) %)\(mistaken.joined())"
  }

  /// Megabytes of text a second.
  func speed() -> Int {
    guard let text = try? Data(contentsOf: URL(fileURLWithPath: "\(folder)/fr.held.txt")) else { return 0 }
    let utf8 = Array(text)
    let rounds = 40
    var right = 0
    let time = ContinuousClock().measure {
      for _ in 0..<rounds where identifier.identify(utf8, Span(0, utf8.count)) == .french { right += 1 }
    }
    precondition(right == rounds, "French is French each time")
    return Int(Double(rounds * utf8.count) / (time / .seconds(1)) / 1e6)
  }
}
