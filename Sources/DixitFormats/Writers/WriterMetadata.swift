import DixitDocument

extension Document {
  /// What is known about the article, by the names that outputs use; what is not known is left out.
  var metadataFields: [(name: StaticString, value: String)] {
    let fields: [(StaticString, String?)] = [
      ("title", metadata.title), ("date", metadata.published), ("author", metadata.author),
      ("outlet", metadata.outlet), ("section", metadata.section), ("url", metadata.url), ("language", language),
    ]
    return fields.compactMap { name, value in value.map { (name, $0) } }
  }
}

extension Document {
  /// The document's own address: its URL where it has one, else its id as a name.
  var address: String { url ?? urn }

  /// `urn:doc:2024/03/12/curie.txt`; what no URI may hold is percent-encoded.
  var urn: String { "urn:doc:" + Self.percentEncoded(id) }

  /// The URL of the article where it is one; what no URI may hold is percent-encoded.
  var url: String? {
    guard let url = metadata.url, let colon = url.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let scheme = url.utf8[..<colon]
    guard let first = scheme.first, 0x61...0x7A ~= first | 0x20, url.utf8.index(after: colon) < url.utf8.endIndex,
      scheme.allSatisfy({ 0x61...0x7A ~= $0 | 0x20 || 0x30...0x39 ~= $0 || 0x2B...0x2E ~= $0 && $0 != 0x2C })
    else { return nil }
    return Self.percentEncoded(url, keeps: "%#?&=;,+$@![]'()*")
  }

  private static func percentEncoded(_ text: String, keeps others: String = "") -> String {
    let kept = Set("-._~/:".utf8).union(others.utf8)
    var encoded: [UInt8] = []
    for byte in text.utf8 {
      if 0x30...0x39 ~= byte || 0x61...0x7A ~= byte | 0x20 || kept.contains(byte) {
        encoded.append(byte)
      } else {
        encoded.append(UInt8(ascii: "%"))
        for digit in [byte >> 4, byte & 15] { encoded.append(digit < 10 ? 0x30 + digit : 0x37 + digit) }
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }

  /// The format's title, else the text's, else the file's name.
  var displayTitle: String {
    if let title = metadata.title, !title.isEmpty { return title }
    let first = paragraphs?.first { $0.kind == .title }
    return first.map { string(text.trimmed($0.span)) } ?? id
  }
}

/// Counts words and numbers, however often one is asked about.
struct WordCounts {
  private let tokens: [Token]
  /// How many stand before each token, and in all.
  private var before: [Int] = [0]

  init(_ document: Document) {
    tokens = document.tokens ?? []
    before.reserveCapacity(tokens.count + 1)
    for token in tokens { before.append(before.last! + (token.kind == .word || token.kind == .number ? 1 : 0)) }
  }

  var all: Int { before.last! }

  /// - Complexity: O(log *n*) for each span.
  func count(in spans: [Span]) -> Int {
    spans.reduce(0) { count, span in
      let first = tokens.partitioningIndex { $0.span.start >= span.start }
      let behind = tokens.partitioningIndex { $0.span.end > span.end }
      return count + max(0, before[behind] - before[first])
    }
  }
}

extension Entity {
  /// The item's address at Wikidata; nil for what is no item.
  var address: String? {
    guard let qid, qid.hasPrefix("Q"), qid.utf8.count > 1, qid.utf8.dropFirst().allSatisfy({ 0x30...0x39 ~= $0 })
    else { return nil }
    return "http://www.wikidata.org/entity/" + qid
  }
}

extension MetadataSyntax {
  /// An ISO 8601 time with its zone as RFC 3339 has it; of a date alone its midnight in universal time; nil for neither.
  static func time(_ text: String) -> String? {
    guard let date = date(text) else { return nil }
    let rest = Array(text.utf8.dropFirst(10))
    return isTime(rest) ? text : date + "T00:00:00Z"
  }

  /// `T08:30:00`, perhaps with a fraction, and `Z` or `+01:00`.
  private static func isTime(_ text: [UInt8]) -> Bool {
    let shape = { (part: ArraySlice<UInt8>, pattern: String) in
      part.count == pattern.utf8.count
        && zip(part, pattern.utf8).allSatisfy { $1 == UInt8(ascii: "0") ? 0x30...0x39 ~= $0 : $0 == $1 }
    }
    guard shape(text.prefix(9), "T00:00:00") else { return false }
    var zone = text.dropFirst(9)
    if zone.first == UInt8(ascii: ".") {
      let digits = zone.dropFirst().prefix { 0x30...0x39 ~= $0 }
      if digits.isEmpty { return false }
      zone = zone.dropFirst(1 + digits.count)
    }
    return shape(zone, "Z") || shape(zone, "+00:00") || shape(zone, "-00:00")
  }
}
