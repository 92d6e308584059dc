import DixitDocument
import DixitLexicons

/// The text that JSON-LD gives of an article, in paragraphs, and where a page shows it.
///
/// Publishers cut it, leave its paragraphs out or write HTML into it: it is compared with the page before it is believed.
struct LinkedBody {
  let paragraphs: [[UInt8]]
  private let runs: Set<UInt64>

  /// Nil where there is too little to be an article's text.
  init?(_ body: [UInt8]?) {
    guard let body else { return nil }
    paragraphs = Self.paragraphs(body)
    runs = Set(paragraphs.flatMap { WordRuns.hashes($0) })
    if runs.count < Self.fewest { return nil }
  }

  /// In runs of words: a teaser of a line says nothing.
  private static let fewest = 15

  var count: Int { paragraphs.reduce(0) { $0 + $1.count } }

  /// The blocks that the text holds, and the share of the text that the page shows.
  func shown(in outline: HTMLOutline) -> (blocks: Set<Int>, share: Double) {
    var blocks: Set<Int> = []
    var seen: Set<UInt64> = []
    for (index, block) in outline.blocks.enumerated() {
      let hashes = WordRuns.hashes(outline.utf8[block.span])
      let known = hashes.filter(runs.contains)
      seen.formUnion(known)
      if hashes.count >= 2, known.count * 10 >= hashes.count * 7 { blocks.insert(index) }
    }
    return (blocks, Double(seen.count) / Double(runs.count))
  }

  private static func paragraphs(_ body: [UInt8]) -> [[UInt8]] {
    let lines = body.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    let isMarkup = zip(body, body.dropFirst()).contains {
      $0 == UInt8(ascii: "<") && ($1 == UInt8(ascii: "/") || 0x61...0x7A ~= $1 | 0x20)
    }
    if isMarkup { return blocks("<div>".utf8 + body) }
    // References without tags.
    if body.contains(UInt8(ascii: "&")) { return blocks(lines.flatMap { "<p>".utf8 + $0 }) }
    return lines.compactMap { line in
      var text = CollapsedText()
      text.append(line, isLink: false, isBold: false)
      return WhiteSpace.isAll(text.utf8) ? nil : MisreadControls.restored(text.utf8)
    }
  }

  private static func blocks(_ html: some Sequence<UInt8>) -> [[UInt8]] {
    guard let page = try? HTMLPage(html.filter { $0 != 0 }) else { return [] }
    let outline = HTMLOutline(page, hints: .embedded)
    return outline.blocks.map { Array(outline.utf8[$0.span]) }
  }
}
