import CLibXML2
import DixitLexicons

/// A parsed page and a cursor that walks it without recursion.
///
/// Not Sendable and not shared: one page a call.
final class HTMLPage {
  enum Event { case open, close, text, end }

  /// No honest page nests deeper. A little below libxml2's own limit, where it stops without a word.
  static let depthLimit = 250

  /// Nodes of a page's tree, an element counting as two: some fifty megabytes. Honest pages have a tenth.
  static let nodeLimit = 300_000

  private static let limits = dixit_tree_limits(depth: depthLimit, nodes: nodeLimit)

  let handle: OpaquePointer

  /// - Parameter utf8: valid UTF-8, without byte order mark.
  /// - Throws: `ReadingError.tooDeep`, `.tooMany`, `.tooManyAttributes`, `.tooLarge`, `.malformed`.
  init(_ utf8: [UInt8]) throws {
    try HTMLTagGuard.check(utf8)
    var failure: Int32 = 0
    let opened = utf8.withUnsafeBufferPointer {
      dixit_html_open($0.baseAddress, $0.count, Self.limits, &failure)
    }
    guard let opened else { throw Self.error(failure, byteCount: utf8.count) }
    handle = opened
  }

  /// A document of XML: names come without prefixes, and as they are written.
  ///
  /// - Throws: `ReadingError.tooDeep`, `.tooMany`, `.tooLarge`, `.entities`, `.notWellFormed`.
  init(xml utf8: [UInt8]) throws {
    try XMLSource.checkTags(utf8)
    var (failure, line) = (Int32(0), Int32(0))
    let opened = utf8.withUnsafeBufferPointer {
      dixit_xml_open($0.baseAddress, $0.count, Self.limits, &failure, &line)
    }
    guard let opened else { throw XMLSource.error(failure, byteCount: utf8.count, line: Int(line)) }
    handle = opened
  }

  deinit { dixit_html_close(handle) }

  /// Goes to the next event.
  func next() -> Event {
    switch UInt32(dixit_html_next(handle)) {
    case DIXIT_HTML_OPEN.rawValue: .open
    case DIXIT_HTML_CLOSE.rawValue: .close
    case DIXIT_HTML_TEXT.rawValue: .text
    default: .end
    }
  }

  /// Goes on to the end, and calls back for each element that opens and each that closes.
  func walk(opened: () -> Void, closed: () -> Void = {}) {
    while true {
      switch next() {
      case .open: opened()
      case .close: closed()
      case .text: break
      case .end: return
      }
    }
  }

  func rewind() { dixit_html_rewind(handle) }

  /// On `.open`: passes over what is inside the element.
  func skip() { dixit_html_skip(handle) }

  /// Name of the element just opened or closed, in lower case.
  var name: String { String(cString: dixit_html_name(handle)) }

  /// An attribute of the element just opened, trimmed; nil where it is missing or empty.
  func attribute(_ name: String) -> String? {
    guard let value = dixit_html_attribute(handle, name) else { return nil }
    return Self.trimmed(String(cString: value))
  }

  /// The bytes of an attribute as they are, until the page goes; nil where it is missing.
  func rawAttribute(_ name: StaticString) -> UnsafeBufferPointer<UInt8>? {
    let name = UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
    guard let value = dixit_html_attribute(handle, name) else { return nil }
    return UnsafeBufferPointer(
      start: UnsafeRawPointer(value).assumingMemoryBound(to: UInt8.self), count: dixit_html_length(value))
  }

  /// Whether the element just opened is marked as not to be seen.
  var isHidden: Bool {
    if dixit_html_attribute(handle, "hidden") != nil { return true }
    if rawAttribute("aria-hidden")?.elementsEqual("true".utf8) == true { return true }
    guard let style = rawAttribute("style")?.prefix(256) else { return false }
    let plain = ArraySlice(style.filter { $0 > 0x20 }.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 })
    return HTMLSniffing.contains(plain, "display:none") || HTMLSniffing.contains(plain, "visibility:hidden")
  }

  /// The text the cursor stands on; on `.open`, the element's first text.
  var text: UnsafeBufferPointer<UInt8> {
    var length = 0
    let start = dixit_html_text(handle, &length)
    return UnsafeBufferPointer(start: UnsafeRawPointer(start)?.assumingMemoryBound(to: UInt8.self), count: length)
  }

  /// A text without white space around it and with single spaces inside, references such as `&#146;` understood; nil
  /// where nothing is left.
  static func trimmed(_ text: String) -> String? {
    let restored = MisreadControls.restored(Array(text.utf8))
    let words = String(decoding: restored, as: UTF8.self).split { $0.isASCII && $0.isWhitespace }
    return words.isEmpty ? nil : words.joined(separator: " ")
  }

  /// A text that may hold references or tags, as people write them into strings that should have none.
  static func plain(_ text: String) -> String? {
    guard text.utf8.contains(where: { $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: "<") }),
      let page = try? HTMLPage(Array("<p>\(text)".utf8))
    else { return trimmed(text) }
    var plain = ""
    while true {
      switch page.next() {
      case .text: plain += String(decoding: page.text, as: UTF8.self)
      case .end: return trimmed(plain)
      case .open, .close: break
      }
    }
  }

  private static func error(_ failure: Int32, byteCount: Int) -> ReadingError {
    switch UInt32(failure) {
    case DIXIT_HTML_TOO_DEEP.rawValue: .tooDeep(format: "HTML", limit: depthLimit)
    case DIXIT_HTML_TOO_MANY.rawValue: .tooMany("nodes in a page", limit: nodeLimit)
    case DIXIT_HTML_TOO_LARGE.rawValue: .tooLarge(byteCount: byteCount, limit: HTMLReader.byteLimit)
    default: .malformed(mediaType: "text/html")
    }
  }
}
