import DixitDocument
import DixitLexicons

/// A page as two flat lists in the order of the page: its elements, and the blocks of text that stand in them.
///
/// Whatever is asked of the tree is answered by going over a list once: no recursion, linear time.
struct HTMLOutline {
  struct Element {
    /// Index of the element around it; -1 for the outermost.
    let parent: Int
    let traits: HTMLElements
    let meaning: HTMLHints.Meaning
    /// Equal for elements of the same name and class.
    let signature: Int
    let hasClass: Bool
    /// Half-open range of the blocks in it.
    let firstBlock: Int
    fileprivate(set) var endBlock: Int
  }

  struct Block {
    /// In `utf8`.
    let span: Range<Int>
    let element: Int
    /// What the markup makes of it; nil where it marks nothing.
    var kind: Paragraph.Kind?
    let linked: Int
    let bold: Int

    var count: Int { span.count }
    /// Hardly anything but a link.
    var isLink: Bool { linked * 5 >= count * 4 }
  }

  private(set) var elements: [Element] = []
  private(set) var blocks: [Block] = []
  private(set) var utf8: [UInt8] = []

  private let hints: HTMLHints
  /// The elements around the cursor.
  private var open: [Int] = [-1]
  /// The kinds of the elements around the cursor that have one, outermost first.
  private var kinds: [Paragraph.Kind] = []
  private var pending = CollapsedText()
  private var linkDepth = 0
  private var boldDepth = 0
  private var preDepth = 0

  init(_ page: HTMLPage, hints: HTMLHints) {
    self.hints = hints
    walk(page)
  }

  func text(_ block: Int) -> String { String(decoding: utf8[blocks[block].span], as: UTF8.self) }

  // MARK: - The walk

  private mutating func walk(_ page: HTMLPage) {
    while true {
      switch page.next() {
      case .open: open(page)
      case .close: close(page.name)
      case .text: preDepth > 0 ? appendLines(page.text) : append(page.text)
      case .end:
        flush()
        while open.count > 1 { leave() }
        return
      }
    }
  }

  private mutating func open(_ page: HTMLPage) {
    let name = page.name
    let traits = HTMLElements.traits(of: name)
    if traits.contains(.silent) || page.isHidden { return page.skip() }
    if name == "br" { return breakLine() }
    if traits.contains(.link) { linkDepth += 1 }
    if traits.contains(.bold) { boldDepth += 1 }
    if traits.contains(.preformatted) { preDepth += 1 }
    guard traits.contains(.block) || name.contains("-") else { return }
    flush()
    open.append(elements.count)
    let className = page.rawAttribute("class").map { Array($0.prefix(256)) } ?? []
    var signature = Hasher()
    signature.combine(name)
    signature.combine(className)
    elements.append(
      Element(
        parent: open[open.count - 2], traits: traits, meaning: meaning(of: page, name), signature: signature.finalize(),
        hasClass: !className.isEmpty, firstBlock: blocks.count, endBlock: blocks.count))
    if let kind = HTMLElements.kind(of: name) { kinds.append(kind) }
  }

  private mutating func close(_ name: String) {
    let traits = HTMLElements.traits(of: name)
    if traits.contains(.link) { linkDepth -= 1 }
    if traits.contains(.bold) { boldDepth -= 1 }
    if traits.contains(.preformatted) { preDepth -= 1 }
    guard traits.contains(.block) || name.contains("-") else { return }
    flush()
    if HTMLElements.kind(of: name) != nil, !kinds.isEmpty { kinds.removeLast() }
    leave()
  }

  private mutating func leave() {
    guard open.count > 1 else { return }
    elements[open.removeLast()].endBlock = blocks.count
  }

  private func meaning(of page: HTMLPage, _ name: String) -> HTMLHints.Meaning {
    var meaning: HTMLHints.Meaning = []
    for attribute in Self.telling {
      if let value = page.rawAttribute(attribute) { meaning.formUnion(hints.meaning(of: value)) }
    }
    // Elements that a library made up: amp-sidebar.
    if name.contains("-") {
      var name = name
      name.withUTF8 { meaning.formUnion(hints.meaning(of: $0)) }
    }
    return meaning
  }

  /// The attributes whose words tell what an element is for.
  private static let telling: [StaticString] = ["class", "id", "role", "itemprop", "data-component", "data-testid"]

  // MARK: - Text

  private mutating func append(_ text: some Collection<UInt8>) {
    pending.append(text, isLink: linkDepth > 0, isBold: boldDepth > 0)
  }

  /// Preformatted text: blank lines part paragraphs.
  private mutating func appendLines(_ text: UnsafeBufferPointer<UInt8>) {
    for (index, line) in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      if index > 0 { append(CollectionOfOne(0x20)) }
      if line.allSatisfy(CollapsedText.isSpace) { if index > 0 { flush() } } else { append(line) }
    }
  }

  /// Two line breaks part paragraphs, as a blank line does in text.
  private mutating func breakLine() { pending.endsInBreak ? flush() : pending.breakLine() }

  private mutating func flush() {
    guard let taken = pending.take(), !WhiteSpace.isAll(taken.utf8) else { return }
    let start = utf8.count
    utf8 += MisreadControls.restored(taken.utf8)
    blocks.append(
      Block(
        span: start..<utf8.count, element: open.last!, kind: currentKind, linked: taken.linked, bold: taken.bold))
  }

  /// The outermost kind counts, so that a paragraph of a list stays a list; headings count wherever they stand.
  private var currentKind: Paragraph.Kind? {
    if let last = kinds.last, last == .title || last == .heading { return last }
    return kinds.first { $0 != .body } ?? kinds.first
  }
}
