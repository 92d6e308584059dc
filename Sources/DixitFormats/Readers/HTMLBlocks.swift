import DixitDocument
import DixitLexicons

/// A block of a page's text.
struct HTMLBlock {
  let utf8: [UInt8]
  let kind: Paragraph.Kind

  var string: String { String(decoding: utf8, as: UTF8.self) }
}

/// Takes the blocks of text out of a page, in order.
struct HTMLBlocks {
  enum Scope {
    /// Text in paragraphs, headings, lists and captions.
    case marked
    /// All text of the body, and forms too: some pages are one large form.
    case everything
  }

  private(set) var blocks: [HTMLBlock] = []
  /// Whether a paragraph was seen.
  private(set) var hasBody = false
  private let scope: Scope
  private var hasTitle = false
  /// The kinds of the elements around the cursor that have one, outermost first.
  private var kinds: [Paragraph.Kind] = []
  /// How many elements around the cursor are articles: their headers belong to the text.
  private var articleDepth = 0
  private var pending = CollapsedText()

  init(scope: Scope) { self.scope = scope }

  mutating func walk(_ page: HTMLPage) {
    while true {
      switch page.next() {
      case .open: open(page)
      case .close: close(page.name)
      case .text: if let kind = currentKind { pending.append(page.text, kind: kind) }
      case .end:
        flush()
        return
      }
    }
  }

  private mutating func open(_ page: HTMLPage) {
    let name = page.name
    if isSkipped(name) || page.isHidden { return page.skip() }
    if name == "br" { return pending.breakLine() }
    guard HTMLElements.isBlock(name) else { return }
    flush()
    if HTMLElements.isArticle(name) { articleDepth += 1 }
    if let kind = HTMLElements.kind(of: name) { kinds.append(kind) }
  }

  private mutating func close(_ name: String) {
    guard HTMLElements.isBlock(name), !isSkipped(name) else { return }
    flush()
    if HTMLElements.isArticle(name) { articleDepth -= 1 }
    if HTMLElements.kind(of: name) != nil, !kinds.isEmpty { kinds.removeLast() }
  }

  private func isSkipped(_ name: String) -> Bool {
    switch name {
    case "header": articleDepth == 0
    case "form": scope == .marked
    default: HTMLElements.isFurniture(name)
    }
  }

  /// The outermost kind counts, so that a paragraph of a list stays a list; headings count wherever they stand.
  private var currentKind: Paragraph.Kind? {
    if let last = kinds.last, last == .title || last == .heading { return last }
    return kinds.first { $0 != .body } ?? kinds.first ?? (scope == .everything ? .body : nil)
  }

  private mutating func flush() {
    guard let (text, kind) = pending.take(), !WhiteSpace.isAll(text) else { return }
    // A page has one title; further h1 are headings.
    let isSecondTitle = kind == .title && hasTitle
    hasTitle = hasTitle || kind == .title
    hasBody = hasBody || kind == .body
    let restored = MisreadControls.restored(text)
    blocks.append(HTMLBlock(utf8: restored, kind: isSecondTitle ? .heading : kind))
  }
}

/// Text with white space collapsed as browsers do: ASCII only, so that French no-break spaces stay.
struct CollapsedText {
  private var utf8: [UInt8] = []
  private var kind = Paragraph.Kind.body
  private var owesSpace = false

  mutating func append(_ text: UnsafeBufferPointer<UInt8>, kind: Paragraph.Kind) {
    self.kind = kind
    var at = 0
    while at < text.count {
      let start = at
      while at < text.count, !isSpace(text[at]) { at += 1 }
      if at > start {
        if owesSpace, let last = utf8.last, last != UInt8(ascii: "\n") { utf8.append(0x20) }
        utf8.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<at]))
        owesSpace = false
      }
      while at < text.count, isSpace(text[at]) {
        owesSpace = true
        at += 1
      }
    }
  }

  @inline(__always)
  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }

  mutating func breakLine() {
    if !utf8.isEmpty { utf8.append(UInt8(ascii: "\n")) }
    owesSpace = false
  }

  /// The text so far, and starts anew; nil where there is none.
  mutating func take() -> (utf8: [UInt8], kind: Paragraph.Kind)? {
    defer { self = CollapsedText() }
    while utf8.last == UInt8(ascii: "\n") { utf8.removeLast() }
    return utf8.isEmpty ? nil : (utf8, kind)
  }
}

/// What HTML's element names mean for an article's text.
enum HTMLElements {
  /// The kind of block that an element makes of its text; nil where it makes none.
  static func kind(of name: String) -> Paragraph.Kind? {
    switch name {
    case "h1": .title
    case "h2", "h3", "h4", "h5", "h6": .heading
    case "p", "blockquote": .body
    case "li": .list
    case "figcaption", "caption": .caption
    default: nil
    }
  }

  /// Whether the element is never part of the text.
  static func isFurniture(_ name: String) -> Bool {
    switch name {
    case "script", "style", "nav", "footer", "header", "aside", "form", "noscript", "svg", "template", "head", "iframe",
      "object", "audio", "video", "canvas", "button", "select", "textarea", "dialog", "math":
      true
    default: false
    }
  }

  static func isArticle(_ name: String) -> Bool { name == "article" || name == "main" }

  /// Whether the element starts a line of its own.
  static func isBlock(_ name: String) -> Bool {
    if kind(of: name) != nil || isArticle(name) { return true }
    return switch name {
    case "html", "body", "div", "section", "header", "form", "figure", "ul", "ol", "dl", "dt", "dd", "table", "thead",
      "tbody", "tfoot", "tr", "td", "th", "pre", "hr", "address", "fieldset", "legend", "details", "summary", "hgroup",
      "center", "menu", "dir":
      true
    default: false
    }
  }
}
