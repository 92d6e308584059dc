import CLibXML2
import DixitDocument
import DixitLexicons

/// A block of an article's text.
struct MarkupBlock {
  let utf8: [UInt8]
  let kind: Paragraph.Kind

  var string: String { String(decoding: utf8, as: UTF8.self) }
}

/// What an element means for an article's text.
enum MarkupRole {
  /// Part of the text around it.
  case inline
  /// A block of its own; nil: one without text of its own, which only ends another.
  case block(Paragraph.Kind?)
  case lineBreak
  /// No part of the text.
  case skipped
}

/// Takes the blocks of text out of a document whose elements a format explains.
struct MarkupBlocks {
  private(set) var blocks: [MarkupBlock] = []
  private let role: (HTMLPage) -> MarkupRole
  /// Elements that are open, and the kind of the block that each opened.
  private var open: [(isBlock: Bool, kind: Paragraph.Kind?)] = []
  private var pending = PendingText()

  /// - Parameter role: asked of each element that opens.
  init(role: @escaping (HTMLPage) -> MarkupRole) { self.role = role }

  /// Reads the element that was just opened, to its end.
  ///
  /// - Parameter kind: that of text in no block; nil: it is left out.
  mutating func read(_ page: HTMLPage, kind: Paragraph.Kind? = nil) {
    open = [(true, kind)]
    while !open.isEmpty {
      switch page.next() {
      case .open: enter(page)
      case .close: leave()
      case .text: if let kind = open.last(where: { $0.kind != nil })?.kind { pending.append(page.text, kind: kind) }
      case .end: open = []
      }
    }
    flush()
  }

  private mutating func enter(_ page: HTMLPage) {
    switch role(page) {
    case .inline: open.append((false, nil))
    case .block(let kind):
      flush()
      open.append((true, kind))
    case .lineBreak:
      pending.breakLine()
      open.append((false, nil))
    case .skipped:
      page.skip()
      // Its end still comes.
      open.append((false, nil))
    }
  }

  private mutating func leave() {
    if open.removeLast().isBlock { flush() }
  }

  private mutating func flush() {
    guard let (text, kind) = pending.take(), !WhiteSpace.isAll(text) else { return }
    blocks.append(MarkupBlock(utf8: MisreadControls.restored(text), kind: kind))
  }
}

/// Text with white space collapsed as browsers do: ASCII only, so that French no-break spaces stay.
private struct PendingText {
  private var utf8: [UInt8] = []
  private var kind = Paragraph.Kind.body
  private var owesSpace = false

  mutating func append(_ text: UnsafeBufferPointer<UInt8>, kind: Paragraph.Kind) {
    self.kind = kind
    for byte in text {
      if byte == 0x20 || 0x09...0x0D ~= byte {
        owesSpace = true
      } else {
        if owesSpace, let last = utf8.last, last != UInt8(ascii: "\n") { utf8.append(0x20) }
        owesSpace = false
        utf8.append(byte)
      }
    }
  }

  mutating func breakLine() {
    if !utf8.isEmpty { utf8.append(UInt8(ascii: "\n")) }
    owesSpace = false
  }

  /// The text so far, and starts anew; nil where there is none.
  mutating func take() -> (utf8: [UInt8], kind: Paragraph.Kind)? {
    defer { self = PendingText() }
    while utf8.last == UInt8(ascii: "\n") { utf8.removeLast() }
    return utf8.isEmpty ? nil : (utf8, kind)
  }
}

extension MarkupRole {
  /// What HTML's elements mean where all of the markup is the article's: in a field of a record, in an export.
  static func html(_ name: String) -> MarkupRole {
    switch name {
    case "h1": .block(.heading)
    case "br": .lineBreak
    case "head", "script", "style", "noscript", "template", "svg", "iframe", "object", "audio", "video", "canvas",
      "button",
      "select", "textarea", "form":
      .skipped
    case "html", "body", "div", "section", "article", "main", "header", "footer", "aside", "nav", "figure", "ul", "ol",
      "dl", "dt", "dd", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "pre", "hr", "address", "details",
      "summary",
      "center":
      .block(nil)
    default: HTMLElements.kind(of: name).map { .block($0) } ?? .inline
    }
  }

  var isBlock: Bool {
    if case .block = self { return true }
    return false
  }
}

extension HTMLPage {
  /// Name of the element around the one that was just opened; empty where there is none.
  var parentName: String { String(cString: dixit_html_parent_name(handle)) }

  /// The text of the element that was just opened, on one line, to its end; nil where there is none.
  func line() -> String? { HTMLPage.trimmed(rawText()) }

  /// The same as it stands there.
  func rawText() -> String {
    var text = ""
    var depth = 1
    while depth > 0 {
      switch next() {
      case .open: depth += 1
      case .close: depth -= 1
      case .text: text += String(decoding: self.text, as: UTF8.self)
      case .end: depth = 0
      }
    }
    return text
  }
}
