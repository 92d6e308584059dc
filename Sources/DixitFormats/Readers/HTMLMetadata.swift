import DixitDocument

/// Reads what a page says about itself: Open Graph and article properties, microdata, JSON-LD's date.
struct HTMLMetadata {
  private var properties: [String: String] = [:]
  private var titleElement: String?
  private var language: String?
  private var canonical: String?
  private var firstTime: String?
  private var linkedDate: String?

  /// - Parameter heading: the page's h1, which is a better title than what the page shows to search engines.
  static func read(_ page: HTMLPage, heading: String?) -> Article.Metadata {
    var metadata = HTMLMetadata()
    while true {
      switch page.next() {
      case .open: metadata.note(page)
      case .end: return metadata.summary(heading: heading)
      case .close, .text: break
      }
    }
  }

  private mutating func note(_ page: HTMLPage) {
    switch page.name {
    case "html": language = language ?? page.attribute("lang") ?? page.attribute("xml:lang")
    case "title": titleElement = titleElement ?? HTMLPage.trimmed(String(decoding: page.text, as: UTF8.self))
    case "meta": noteProperty(page)
    case "link": if page.attribute("rel")?.lowercased() == "canonical" { canonical = page.attribute("href") }
    case "time": firstTime = firstTime ?? page.attribute("datetime")
    case "script":
      if page.attribute("type")?.lowercased() == "application/ld+json", linkedDate == nil {
        linkedDate = Self.string(of: "datePublished", inJSON: page.text)
      }
    default: break
    }
  }

  private mutating func noteProperty(_ page: HTMLPage) {
    guard let name = page.attribute("property") ?? page.attribute("name") ?? page.attribute("itemprop"),
      let content = page.attribute("content"), properties[name.lowercased()] == nil
    else { return }
    properties[name.lowercased()] = content
  }

  private func summary(heading: String?) -> Article.Metadata {
    let dates = [properties["article:published_time"], properties["datepublished"], linkedDate, firstTime]
    var metadata = Article.Metadata(
      title: heading.flatMap(HTMLPage.trimmed) ?? properties["og:title"] ?? titleElement,
      published: dates.compactMap { $0.flatMap(MetadataSyntax.date) }.first,
      language: language.flatMap(MetadataSyntax.languageTag))
    metadata.author = properties["author"] ?? properties["article:author"].flatMap { $0.contains("://") ? nil : $0 }
    metadata.outlet = properties["og:site_name"]
    metadata.section = properties["article:section"]
    metadata.url = canonical ?? properties["og:url"]
    return metadata
  }

  /// The first `"name": "value"` of some JSON-LD; escapes end the search, for a date has none.
  private static func string(of name: String, inJSON json: UnsafeBufferPointer<UInt8>) -> String? {
    let bytes = Array(json)[...]
    guard let start = HTMLSniffing.index(of: "\"\(name)\"", in: bytes) else { return nil }
    let rest = bytes[(start + name.utf8.count + 2)...].drop { $0 <= 0x20 || $0 == UInt8(ascii: ":") }
    guard rest.first == UInt8(ascii: "\"") else { return nil }
    let value = rest.dropFirst().prefix { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
    return String(decoding: value, as: UTF8.self)
  }
}

/// What dates and language tags look like, for readers and writers alike.
enum MetadataSyntax {
  /// The calendar date at the start of an ISO 8601 date or time; nil where there is none.
  ///
  ///     MetadataSyntax.date("2024-03-12T08:30:00+01:00")   // "2024-03-12"
  static func date(_ text: String) -> String? {
    let date = String(decoding: text.utf8.prefix(10), as: UTF8.self)
    guard text.utf8.dropFirst(10).first.map({ !(0x30...0x39 ~= $0) }) ?? true else { return nil }
    return CalendarDate(date).map { _ in date }
  }

  /// The text where it has the shape of a BCP 47 tag; `fr_FR` becomes `fr-FR`.
  static func languageTag(_ text: String) -> String? {
    let parts = text.replacing("_", with: "-").split(separator: "-", omittingEmptySubsequences: false)
    let isShaped = parts.enumerated().allSatisfy { index, part in
      1...8 ~= part.utf8.count
        && part.utf8.allSatisfy { 0x61...0x7A ~= $0 | 0x20 || index > 0 && 0x30...0x39 ~= $0 }
    }
    return isShaped ? parts.joined(separator: "-") : nil
  }
}
