import DixitDocument

/// The text of a field, which many exports write as HTML.
enum FieldText {
  /// - Parameter utf8: valid UTF-8.
  static func article(_ utf8: [UInt8], id: String) throws -> Article {
    var article = try decodedArticle(utf8, id: id)
    article.warnings += [TextDecoding.loss(in: article.utf8)].compactMap { $0 }
    return article
  }

  private static func decodedArticle(_ utf8: [UInt8], id: String) throws -> Article {
    if isMarkup(utf8) { return Article(id: id, blocks: try blocks(utf8)) }
    guard isInlineMarkup(utf8) else { return TextReader().article(decoded: utf8, id: id) }
    // Its lines are those of a plain text: there is nothing else that tells its paragraphs.
    let lines = try blocks(withLineBreaks(utf8)).map(\.utf8).joined(separator: Array("\n\n".utf8))
    return TextReader().article(decoded: Array(lines), id: id)
  }

  private static func blocks(_ utf8: [UInt8]) throws -> [MarkupBlock] {
    if utf8.count > HTMLReader.byteLimit {
      throw ReadingError.tooLarge(byteCount: utf8.count, limit: HTMLReader.byteLimit)
    }
    let page = try HTMLPage(utf8)
    var text = MarkupBlocks { .html($0.name) }
    if case .open = page.next() { text.read(page, kind: .body) }
    if text.blocks.isEmpty { throw ReadingError.noText(mediaType: "text/html") }
    return text.blocks
  }

  /// The text with its line ends as HTML has them, but for those inside tags.
  private static func withLineBreaks(_ utf8: [UInt8]) -> [UInt8] {
    var (result, isTag) = ([UInt8](), false)
    for (at, byte) in utf8.enumerated() {
      if byte == UInt8(ascii: "<"), at + 1 < utf8.count {
        isTag = utf8[at + 1] == UInt8(ascii: "/") || isLetterOrDigit(utf8[at + 1])
      }
      if byte == UInt8(ascii: ">") { isTag = false }
      if byte == UInt8(ascii: "\n"), !isTag { result += "<br>".utf8 } else { result.append(byte) }
    }
    return result
  }

  /// A line of metadata, which may have tags and references to characters where many exports are pages: *L&#8217;affaire*.
  static func line(_ text: String) -> String? {
    isMarked(Array(text.utf8)) ? HTMLPage.plain(text) : HTMLPage.trimmed(text)
  }

  /// Whether the text has an inline element with its end, or a reference to a character that HTML knows. `R&D`, `AT&T` and
  /// `3 < 4` are none.
  static func isInlineMarkup(_ utf8: [UInt8]) -> Bool {
    guard utf8.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }) else { return false }
    var (opened, unknown) = (Set<String>(), 0)
    for (at, byte) in utf8.enumerated() {
      let rest = utf8[(at + 1)...].prefix(12)
      if byte == UInt8(ascii: "<") {
        let isEnd = rest.first == UInt8(ascii: "/")
        let letters = rest.dropFirst(isEnd ? 1 : 0).prefix(while: isLetterOrDigit)
        guard let next = utf8[letters.endIndex...].first, next <= 0x20 || next == UInt8(ascii: ">") else { continue }
        let name = String(decoding: letters, as: UTF8.self).lowercased()
        if isEnd, opened.contains(name) { return true }
        if !isEnd, inlineElements.contains(name) { opened.insert(name) }
      } else if byte == UInt8(ascii: "&"), let end = rest.firstIndex(of: UInt8(ascii: ";")), unknown < 100 {
        // A hostile text could have a million to be looked up.
        let reference = String(decoding: utf8[at...end], as: UTF8.self)
        guard isReference(utf8[(at + 1)..<end]) else { continue }
        if HTMLPage.plain(reference) != reference { return true }
        unknown += 1
      }
    }
    return false
  }

  /// Elements that stand inside a line, by HTML; their names are the language's, not words.
  private static let inlineElements: Set<String> = [
    "a", "abbr", "acronym", "b", "big", "cite", "code", "del", "em", "font", "i", "ins", "mark", "q", "s", "small",
    "span",
    "strike", "strong", "sub", "sup", "time", "u",
  ]

  private static func isReference(_ name: ArraySlice<UInt8>) -> Bool {
    name.count > 1 && name.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "#") }
  }

  /// Whether there is the end of an element, or a reference to a character.
  private static func isMarked(_ utf8: [UInt8]) -> Bool {
    for (at, byte) in utf8.enumerated() {
      let rest = utf8[(at + 1)...].prefix(12)
      if byte == UInt8(ascii: "<"), rest.first == UInt8(ascii: "/") { return true }
      guard byte == UInt8(ascii: "&"), let end = rest.firstIndex(of: UInt8(ascii: ";")) else { continue }
      if isReference(utf8[(at + 1)..<end]) { return true }
    }
    return false
  }

  /// Whether the text has tags of HTML: the end of a block, or a line break. A lone `<p>` that somebody wrote about is
  /// none.
  static func isMarkup(_ utf8: [UInt8]) -> Bool {
    utf8.withUnsafeBufferPointer { bytes in
      var at = 0
      while let tag = bytes.next(UInt8(ascii: "<"), in: at..<bytes.count) {
        at = tag + 1
        let isEnd = at < bytes.count && bytes[at] == UInt8(ascii: "/")
        let start = isEnd ? at + 1 : at
        var end = start
        while end < bytes.count, end - start < 12, isLetterOrDigit(bytes[end]) { end += 1 }
        guard end > start, end < bytes.count, ">/ \n".utf8.contains(bytes[end]) else { continue }
        let name = String(decoding: bytes[start..<end], as: UTF8.self).lowercased()
        if isEnd ? MarkupRole.html(name).isBlock : name == "br" { return true }
      }
      return false
    }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte | 0x20 || 0x30...0x39 ~= byte }
}

extension Article {
  /// An article of blocks, joined by empty lines.
  init(id: String, blocks: [MarkupBlock]) {
    var utf8: [UInt8] = []
    var spans: [Block] = []
    for block in blocks {
      if !utf8.isEmpty { utf8 += Array("\n\n".utf8) }
      let start = utf8.count
      utf8 += block.utf8
      spans.append(Block(span: SourceSpan(start, utf8.count), kind: block.kind))
    }
    self.init(id: id, utf8: utf8, blocks: spans)
  }
}
