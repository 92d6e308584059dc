import Foundation

/// A word of a treebank: one of our tokens. What the treebank divides (*du* = *de* + *le*) is one again.
struct TreebankToken {
  let form: String
  let lemma: String
  let upos: String
  /// `Gender=Fem`, `Number=Sing`, …; the gender that only the context shows is here too.
  let features: [String: String]
  let isSpaceAfter: Bool
  /// Whether the treebank divides it: scorers that count single words leave it out.
  let isContraction: Bool
}

struct TreebankSentence {
  let tokens: [TreebankToken]
  /// The first of a document or paragraph.
  let opensParagraph: Bool
}

/// A treebank in CoNLL-U.
struct Treebank {
  let path: String
  let sentences: [TreebankSentence]

  init(path: String) throws {
    self.path = path
    var sentences: [TreebankSentence] = []
    var rows: [[Substring]] = []
    var opensParagraph = false
    for (number, line) in try String(contentsOfFile: path, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false
    ).enumerated() {
      if line.isEmpty {
        if !rows.isEmpty {
          sentences.append(TreebankSentence(tokens: Self.tokens(of: rows), opensParagraph: opensParagraph))
          opensParagraph = false
        }
        rows = []
      } else if line.hasPrefix("#") {
        if line.hasPrefix("# newdoc") || line.hasPrefix("# newpar") { opensParagraph = true }
      } else {
        let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
        guard cells.count == 10 else {
          throw TrainingError.badRow(path: path, line: number + 1, found: cells.count)
        }
        if !cells[0].contains(".") { rows.append(cells) }
      }
    }
    self.sentences = sentences
  }

  var tokenCount: Int { sentences.reduce(0) { $0 + $1.tokens.count } }

  /// Rows of words become tokens.
  private static func tokens(of rows: [[Substring]]) -> [TreebankToken] {
    var groups: [(range: [Substring]?, words: [[Substring]])] = []
    var lastOfRange = 0
    for row in rows {
      if row[0].contains("-") {
        lastOfRange = Int(row[0].split(separator: "-")[1])!
        groups.append((row, []))
      } else if Int(row[0])! <= lastOfRange {
        groups[groups.count - 1].words.append(row)
      } else {
        groups.append((nil, [row]))
      }
    }
    return groups.map { token($0.range, $0.words) }
  }

  private static func token(_ range: [Substring]?, _ words: [[Substring]]) -> TreebankToken {
    // What stands for the whole is the pronoun of *auquel*, else the first word.
    let main = words.first { $0[3] == "PRON" } ?? words[0]
    var features = fields(main[5])
    for word in words where word[0] != main[0] {
      features.merge(fields(word[5])) { own, _ in own }
    }
    for (key, value) in fields(main[9]) where key == "Gender[ctxt]" || key == "Number[ctxt]" {
      features[String(key.prefix { $0 != "[" }), default: value] = value
    }
    let surface = range ?? main
    return TreebankToken(
      form: String(surface[1]), lemma: String(main[2]), upos: String(main[3]), features: features,
      isSpaceAfter: !surface[9].contains("SpaceAfter=No"), isContraction: range != nil)
  }

  private static func fields(_ cell: Substring) -> [String: String] {
    var fields: [String: String] = [:]
    for field in cell.split(separator: "|") {
      let parts = field.split(separator: "=", maxSplits: 1)
      if parts.count == 2 { fields[String(parts[0])] = String(parts[1]) }
    }
    return fields
  }
}
