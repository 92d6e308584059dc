import CLibXML2
import DixitDocument

/// A document of XML before it is parsed: its root, and the elements in it that are documents of their own.
enum XMLSource {
  /// The local name of the root; nil for what is no XML.
  static func root(of bytes: [UInt8]) -> String? {
    // Most files are no XML, and should cost nothing.
    guard bytes.prefix(64).first(where: { $0 > 0x20 && $0 < 0x80 }) == UInt8(ascii: "<") else { return nil }
    // Without NULs, so that UTF-16 reads like ASCII.
    let head = bytes.prefix(16_384).filter { $0 != 0 && $0 < 0x80 }
    var at = 0
    while let open = head.next(UInt8(ascii: "<"), in: at..<head.count) {
      guard head[at..<open].allSatisfy({ $0 <= 0x20 }), open + 1 < head.count else { return nil }
      switch head[open + 1] {
      case UInt8(ascii: "?"), UInt8(ascii: "!"):
        guard let end = endOfDeclaration(head, from: open) else { return nil }
        at = end
      default:
        let name = head[(open + 1)...].prefix { $0 > 0x20 && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") }
        return String(decoding: name.split(separator: UInt8(ascii: ":")).last ?? name[...], as: UTF8.self)
      }
    }
    return nil
  }

  /// Behind a comment, an instruction or a document type, which may have declarations inside.
  private static func endOfDeclaration(_ head: [UInt8], from start: Int) -> Int? {
    if head[start...].starts(with: Array("<!--".utf8)) {
      return HTMLSniffing.index(of: "-->", in: head[(start + 4)...]).map { $0 + 3 }
    }
    var depth = 0
    for index in start..<head.count {
      if head[index] == UInt8(ascii: "<") { depth += 1 }
      if head[index] == UInt8(ascii: ">") { depth -= 1 }
      if depth == 0 { return index + 1 }
    }
    return nil
  }

  /// Refuses tags that libxml2 would take forever to read.
  static func checkTags(_ utf8: [UInt8]) throws {
    try HTMLTagGuard.check(utf8, isXML: true)
  }

  /// Each outermost element of a name, as a document of its own.
  ///
  /// - Parameter label: what such a document calls itself.
  /// - Throws: `ReadingError` for what is not well formed: then no part of it can be trusted.
  static func parts(
    of bytes: [UInt8], named name: String, what: String, limits: UnpackingLimits,
    label: @escaping (ArraySlice<UInt8>) -> String?
  ) throws -> any ArticleParts {
    let (utf8, encoding) = try Readers.decoded(bytes, declared: HTMLSniffing.declaredCharset(bytes))
    try checkTags(utf8)
    let finder = Finder(limit: limits.members)
    var (failure, line) = (Int32(0), Int32(0))
    let isRead = utf8.withUnsafeBufferPointer { buffer in
      dixit_xml_find(
        buffer.baseAddress, buffer.count, name, HTMLPage.depthLimit, Unmanaged.passUnretained(finder).toOpaque(),
        { user, start, end, namespaces in
          let finder = Unmanaged<Finder>.fromOpaque(user!).takeUnretainedValue()
          return finder.add(start..<end, String(cString: namespaces!))
        }, &failure, &line)
    }
    if finder.found.count > limits.members { throw ReadingError.tooMany("articles in \(what)", limit: limits.members) }
    if !isRead { throw error(failure, byteCount: bytes.count, line: Int(line)) }
    if finder.found.isEmpty { throw ReadingError.noArticles(what) }
    // References to HTML's characters are allowed where a document type may declare them.
    let hasDocumentType = HTMLSniffing.index(of: "<!DOCTYPE", in: utf8.prefix(4096)) != nil
    return Parts(
      utf8: utf8, encoding: encoding, hasDocumentType: hasDocumentType, found: finder.found, label: label)
  }

  static func error(_ failure: Int32, byteCount: Int, line: Int) -> ReadingError {
    switch UInt32(failure) {
    case DIXIT_HTML_TOO_DEEP.rawValue: .tooDeep(format: "XML", limit: HTMLPage.depthLimit)
    case DIXIT_HTML_TOO_MANY.rawValue: .tooMany("nodes in an article of XML", limit: HTMLPage.nodeLimit)
    case DIXIT_HTML_TOO_LARGE.rawValue: .tooLarge(byteCount: byteCount, limit: HTMLReader.byteLimit)
    case DIXIT_HTML_ENTITIES.rawValue: .entities
    default: .notWellFormed(line: line)
    }
  }

  /// Takes what the parser finds: a C function can carry nothing else.
  private final class Finder {
    private(set) var found: [(range: Range<Int>, namespaces: String)] = []
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// Says whether there is room for more.
    func add(_ range: Range<Int>, _ namespaces: String) -> Bool {
      // Nearly all have the same, which then are one string.
      let last = found.last?.namespaces
      found.append((range, last == namespaces ? last! : namespaces))
      return found.count <= limit
    }
  }

  private struct Parts: ArticleParts {
    let utf8: [UInt8]
    let encoding: String?
    let hasDocumentType: Bool
    let found: [(range: Range<Int>, namespaces: String)]
    let label: (ArraySlice<UInt8>) -> String?
    var index = 0

    mutating func next() -> ArticlePart? {
      guard index < found.count else { return nil }
      defer { index += 1 }
      let (range, namespaces) = found[index]
      let tag = range.lowerBound + 1
      let end = utf8[tag..<range.upperBound].firstIndex { $0 <= 0x20 || "/>".utf8.contains($0) } ?? range.upperBound
      var bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)
      if hasDocumentType {
        bytes += Array("<!DOCTYPE \(String(decoding: utf8[tag..<end], as: UTF8.self)) SYSTEM \"\">\n".utf8)
      }
      bytes += utf8[range.lowerBound..<end]
      bytes += Array(namespaces.utf8)
      bytes += utf8[end..<range.upperBound]
      return ArticlePart(name: label(utf8[range]) ?? "", bytes: .success(bytes))
    }
  }

  /// The value of an attribute of an element's first tag.
  static func attribute(_ name: String, _ element: ArraySlice<UInt8>) -> String? {
    let tag = element.prefix(4096).prefix { $0 != UInt8(ascii: ">") }
    guard let start = HTMLSniffing.index(of: " \(name)=", in: tag) else { return nil }
    let rest = tag[(start + name.utf8.count + 2)...]
    guard let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
    return HTMLPage.trimmed(String(decoding: rest.dropFirst().prefix { $0 != quote }, as: UTF8.self))
  }
}
