/// What the first bytes of a file say about being HTML.
enum HTMLSniffing {
  /// Whether the file opens like a page: a doctype, or one of the tags that only pages open with.
  static func looksLikeHTML(_ bytes: [UInt8]) -> Bool {
    let head = lowerCaseHead(bytes, count: 4096)
    guard let start = afterComments(head) else { return false }
    let rest = head[start...]
    if rest.starts(with: Array("<?xml".utf8)) { return contains(rest, "<html") }
    return ["<!doctype html", "<html", "<head", "<body", "<title", "<article", "<h1"].contains {
      rest.starts(with: Array($0.utf8))
    }
  }

  static func isHTMLName(_ fileName: String) -> Bool {
    let name = fileName.lowercased()
    return name.hasSuffix(".html") || name.hasSuffix(".htm") || name.hasSuffix(".xhtml")
  }

  /// The charset that a `meta` element or an XML declaration names.
  static func declaredCharset(_ bytes: [UInt8]) -> String? {
    let head = lowerCaseHead(bytes, count: 4096)
    let isXML = head.starts(with: Array("<?xml".utf8))
    return value(of: "charset", in: head[...]) ?? (isXML ? value(of: "encoding", in: head.prefix(200)) : nil)
  }

  /// The first bytes in lower case, without NULs, so that UTF-16 reads like ASCII.
  private static func lowerCaseHead(_ bytes: [UInt8], count: Int) -> [UInt8] {
    bytes.prefix(count).filter { $0 != 0 }.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }
  }

  /// Where the first thing that is neither white space, byte order mark nor comment begins.
  private static func afterComments(_ head: [UInt8]) -> Int? {
    var at = 0
    while at < head.count {
      if head[at] <= 0x20 || head[at] >= 0x80 {
        at += 1
      } else if head[at...].starts(with: Array("<!--".utf8)) {
        guard let end = index(of: "-->", in: head[(at + 4)...]) else { return nil }
        at = end + 3
      } else {
        return at
      }
    }
    return nil
  }

  /// `utf-8` from `charset = "utf-8"`.
  private static func value(of name: String, in head: ArraySlice<UInt8>) -> String? {
    guard let start = index(of: name, in: head) else { return nil }
    let rest = head[(start + name.utf8.count)...].drop { $0 <= 0x20 }
    guard rest.first == UInt8(ascii: "=") else { return nil }
    let isQuote: (UInt8) -> Bool = { $0 <= 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }
    let token = rest.dropFirst().drop(while: isQuote).prefix {
      !isQuote($0) && $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/")
    }
    return token.isEmpty || token.count > 40 ? nil : String(decoding: token, as: UTF8.self)
  }

  static func contains(_ bytes: ArraySlice<UInt8>, _ word: String) -> Bool { index(of: word, in: bytes) != nil }

  static func index(of word: String, in bytes: ArraySlice<UInt8>) -> Int? {
    let word = Array(word.utf8)
    guard bytes.count >= word.count else { return nil }
    return (bytes.startIndex...(bytes.endIndex - word.count)).first { start in
      bytes[start] == word[0] && bytes[start..<start + word.count].elementsEqual(word)
    }
  }
}
