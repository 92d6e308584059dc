import DixitDocument
import Foundation

@testable import DixitFormats

/// Reads outputs back, each in its own unit: what a writer wrote must lead to the same words.
///
/// A span comes back as its words, the order of the document kept.
struct ReadBack {
  /// The text as the output has it; nil where it has none.
  var text: String?
  /// The words of each mention, of each piece of content.
  var mentions: [String] = []
  var contents: [String] = []

  init(_ format: OutputFormat, _ document: Document) throws {
    let outputs = format.writers(FormatExamples.generator).map { writer in
      var output: [UInt8] = []
      writer.write(document, to: &output)
      return output
    }
    switch format {
    case .json, .ndjson: try readJSON(outputs[0])
    case .jsonld: try readJSONLD(outputs[0], document)
    case .spacy: try readSpaCy(outputs[0])
    case .ninjs:
      text = try Self.object(outputs[0])["bodies"].flatMap { ($0 as? [NSDictionary])?.first?["value"] as? String }
    case .brat: readBrat(text: outputs[0], annotations: outputs[1])
    case .conllu: readCoNLLU(outputs[0])
    case .vrt: readVRT(outputs[0])
    case .tei, .teiTokens: text = XMLValidator.bodyText(of: outputs[0]).map { String(decoding: $0, as: UTF8.self) }
    case .html: readHTML(outputs[0])
    }
  }

  private static func object(_ bytes: [UInt8]) throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] ?? [:]
  }

  // MARK: Code points

  private func words(_ scalars: [Unicode.Scalar], _ span: Any?) -> String {
    guard let span = span as? NSDictionary, let start = span["start"] as? Int, let end = span["end"] as? Int else {
      return "no span"
    }
    return String(String.UnicodeScalarView(scalars[start..<end]))
  }

  private mutating func readJSON(_ bytes: [UInt8]) throws {
    let object = try Self.object(bytes)
    let scalars = Array((object["text"] as? String ?? "").unicodeScalars)
    text = object["text"] as? String
    mentions = (object["mentions"] as? [NSDictionary] ?? []).map { words(scalars, $0) }
    contents = (object["quotations"] as? [NSDictionary] ?? []).flatMap { $0["content"] as? [NSDictionary] ?? [] }
      .map { words(scalars, $0) }
  }

  private mutating func readSpaCy(_ bytes: [UInt8]) throws {
    let object = try Self.object(bytes)
    let scalars = Array((object["text"] as? String ?? "").unicodeScalars)
    // Its tokens with the single spaces behind them are the text.
    var end = 0
    for token in object["tokens"] as? [NSDictionary] ?? [] {
      let gap = scalars[end..<(token["start"] as? Int ?? 0)]
      text = (text ?? "") + String(String.UnicodeScalarView(gap.filter { $0 == " " })) + words(scalars, token)
      end = token["end"] as? Int ?? 0
    }
    text = (text ?? "") + String(String.UnicodeScalarView(scalars[end...]))
    let spans = object["spans"] as? [String: [NSDictionary]] ?? [:]
    mentions = (spans["mentions"] ?? []).map { words(scalars, $0) }
    contents = (spans["quote_content"] ?? []).map { words(scalars, $0) }
  }

  private mutating func readJSONLD(_ bytes: [UInt8], _ document: Document) throws {
    // It has no text of its own.
    text = document.string(document.text.span)
    let scalars = Array(text!.unicodeScalars)
    for item in try Self.object(bytes)["items"] as? [NSDictionary] ?? [] {
      let targets = item["target"] as? [NSDictionary] ?? [item["target"] as? NSDictionary ?? [:]]
      for target in targets {
        let selectors = target["selector"] as? [NSDictionary] ?? []
        let exact = selectors.last?["exact"] as? String ?? "none"
        let found = words(scalars, selectors.first) == exact ? exact : "elsewhere"
        if (item["id"] as? String ?? "").contains("#m") { mentions.append(found) } else { contents.append(found) }
      }
    }
  }

  private mutating func readBrat(text bytes: [UInt8], annotations: [UInt8]) {
    let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    text = String(decoding: bytes, as: UTF8.self)
    for line in Self.lines(annotations) where line.first == "T" {
      let cells = line.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false)
      let numbers = cells[1].split(separator: " ", maxSplits: 1)[1].split(separator: ";")
        .map { $0.split(separator: " ").map { Int($0)! } }
      let pieces = numbers.map { String(String.UnicodeScalarView(scalars[$0[0]..<$0[1]])) }
      let found = Array(pieces.joined(separator: " ").utf8) == Array(cells[2].utf8) ? pieces.joined() : "elsewhere"
      switch cells[1].prefix(while: { $0 != " " }) {
      case "Content": contents.append(found)
      case "Cue", "Source", "Attribution": break
      default: mentions.append(found)
      }
    }
  }

  // MARK: Tokens

  /// Lines by their line feeds alone: Swift takes CR LF for one character.
  private static func lines(_ bytes: [UInt8]) -> [String] {
    bytes.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast().map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  private static func unescaped(_ text: some StringProtocol) -> String {
    let plain: [Character: String] = ["s": " ", "n": "\n", "t": "\t", "r": "\r", "p": "|", "\\": "\\"]
    var result = ""
    var rest = Array(String(text).unicodeScalars)[...]
    while let scalar = rest.popFirst() {
      guard scalar == "\\", let letter = rest.popFirst() else {
        result.unicodeScalars.append(scalar)
        continue
      }
      if letter == "u" || letter == "U" {
        let digits = String(String.UnicodeScalarView(rest.prefix(letter == "u" ? 4 : 8)))
        rest = rest.dropFirst(digits.count)
        result.unicodeScalars.append(Unicode.Scalar(UInt32(digits, radix: 16)!)!)
      } else {
        result += plain[Character(letter)] ?? "?"
      }
    }
    return result
  }

  private mutating func readCoNLLU(_ bytes: [UInt8]) {
    text = ""
    var (end, quoted) = (0, [String: String]())
    for line in Self.lines(bytes) {
      if line.hasPrefix("# spaces_before = ") { text! += Self.unescaped(line.dropFirst(18)) }
      let cells = line.components(separatedBy: "\t")
      guard cells.count == 10, !line.hasPrefix("#") else { continue }
      let misc = cells[9].components(separatedBy: "|").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
      let value = { (name: String) in misc.first { $0.count == 2 && $0[0] == name }?[1] }
      let range = cells[0].split(separator: "-").map { Int($0)! }
      for quotation in value("Quote")?.components(separatedBy: ",") ?? [] { quoted[quotation, default: ""] += cells[1] }
      // The words of a token that is two are not in the text.
      if range.count == 1, range[0] <= end { continue }
      end = range.count == 2 ? range[1] : 0
      text! += cells[1] + (value("SpaceAfter") == "No" ? "" : Self.unescaped(value("SpacesAfter") ?? " "))
    }
    contents = quoted.sorted { Int($0.key.dropFirst())! < Int($1.key.dropFirst())! }.map(\.value)
  }

  private mutating func readVRT(_ bytes: [UInt8]) {
    text = ""
    for line in Self.lines(bytes) {
      let cells = line.components(separatedBy: "\t")
      if line.hasPrefix("<doc"), let before = line.split(separator: " before=\"").last, line.contains(" before=\"") {
        text! += Self.unescaped(Self.plain(String(before.dropLast(2))))
      }
      guard cells.count == 6 else { continue }
      text! += Self.plain(cells[0]) + (cells[5] == "_" ? "" : Self.unescaped(Self.plain(cells[5])))
    }
  }

  // MARK: Markup

  private static func plain(_ text: String) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#13;", "\r"), ("&#9;", "\t"), ("&#10;", "\n"), ("&amp;", "&")]
      .reduce(text) { $0.replacing($1.0, with: $1.1) }
  }

  private mutating func readHTML(_ bytes: [UInt8]) {
    let page = String(decoding: bytes, as: UTF8.self)
    guard let start = page.range(of: "<main"), let end = page.range(of: "</main>") else { return }
    // No `>` stands in a tag but at its end.
    var (shown, isTag) = (String.UnicodeScalarView(), false)
    for scalar in page[start.lowerBound..<end.lowerBound].unicodeScalars {
      if scalar == "<" { isTag = true }
      if !isTag { shown.append(scalar) }
      if scalar == ">" { isTag = false }
    }
    text = Self.plain(String(shown))
  }
}

extension String {
  /// The scalars that show, with those that XML can't hold as U+FFFD: what markup keeps of a text.
  var ink: [Unicode.Scalar] {
    unicodeScalars.filter { !$0.properties.isWhitespace }
      .map { $0.value < 0x20 || 0xFFFE...0xFFFF ~= $0.value ? "\u{FFFD}" : $0 }
  }
}
