/// Text with white space collapsed as browsers do: ASCII only, so that French no-break spaces stay.
struct CollapsedText {
  private(set) var utf8: [UInt8] = []
  /// How many of the bytes stand in links, and how many are bold.
  private(set) var linked = 0
  private(set) var bold = 0
  private var owesSpace = false

  mutating func append(_ text: some Collection<UInt8>, isLink: Bool, isBold: Bool) {
    let before = utf8.count
    var at = text.startIndex
    while at < text.endIndex {
      let start = at
      while at < text.endIndex, !Self.isSpace(text[at]) { text.formIndex(after: &at) }
      if at > start {
        if owesSpace, let last = utf8.last, last != UInt8(ascii: "\n") { utf8.append(0x20) }
        utf8.append(contentsOf: text[start..<at])
        owesSpace = false
      }
      while at < text.endIndex, Self.isSpace(text[at]) {
        owesSpace = true
        text.formIndex(after: &at)
      }
    }
    if isLink { linked += utf8.count - before }
    if isBold { bold += utf8.count - before }
  }

  @inline(__always)
  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }

  /// Whether the last thing was a line break: a second one parts paragraphs.
  var endsInBreak: Bool { utf8.last == UInt8(ascii: "\n") }

  mutating func breakLine() {
    if !utf8.isEmpty { utf8.append(UInt8(ascii: "\n")) }
    owesSpace = false
  }

  /// The text so far, and starts anew; nil where there is none.
  mutating func take() -> CollapsedText? {
    defer { self = CollapsedText() }
    while endsInBreak { utf8.removeLast() }
    return utf8.isEmpty ? nil : self
  }
}
