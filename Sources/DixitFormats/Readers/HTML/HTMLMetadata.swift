import DixitDocument
import DixitLexicons

/// Reads what a page says about its article: JSON-LD, Open Graph and its kin, microdata, its own bylines.
struct HTMLMetadata {
  private(set) var linked: LinkedArticle?
  /// The first value of each fact that a property told.
  private var facts: [String: String] = [:]
  private var titleElement: String?
  private var language: String?
  private var canonical: String?
  private var firstTime: String?
  /// What microdata tells: author and date.
  private var author: String?
  private var published: String?
  private var awaitsName = false
  private let hints: HTMLHints

  init(_ page: HTMLPage, hints: HTMLHints) {
    self.hints = hints
    page.walk { note(page) }
  }

  /// What the page calls the article, the surest first.
  var titles: [String] { [linked?.headline, facts["title"], titleElement].compactMap { $0 } }

  private mutating func note(_ page: HTMLPage) {
    switch page.name {
    case "html": language = language ?? page.attribute("lang") ?? page.attribute("xml:lang")
    case "title": titleElement = titleElement ?? Self.text(page)
    case "meta": noteProperty(page)
    case "link": if page.attribute("rel")?.lowercased() == "canonical" { canonical = page.attribute("href") }
    case "script":
      if page.attribute("type")?.lowercased() == "application/ld+json" { note(LinkedArticle.read(page.text)) }
    case let name: noteMicrodata(page, isTime: name == "time")
    }
  }

  /// The first article counts, unless only a later one has a text.
  private mutating func note(_ article: LinkedArticle?) {
    if linked == nil || linked?.body == nil && article?.body != nil { linked = article }
  }

  private mutating func noteProperty(_ page: HTMLPage) {
    guard let content = page.attribute("content") else { return }
    for attribute in ["property", "name", "itemprop", "http-equiv"] {
      guard let name = page.attribute(attribute), let fact = hints.fact(ofProperty: name.lowercased()) else { continue }
      // Profiles of authors are no names.
      if fact == "author" && content.contains("://") { continue }
      if facts[fact] == nil { facts[fact] = content }
    }
  }

  private mutating func noteMicrodata(_ page: HTMLPage, isTime: Bool) {
    let date = isTime ? page.attribute("datetime") : nil
    firstTime = firstTime ?? date
    let property = page.attribute("itemprop")
    if property == "datePublished" || isTime && page.rawAttribute("pubdate") != nil { published = published ?? date }
    guard author == nil else { return }
    if property == "author" || page.attribute("rel") == "author" {
      author = Self.text(page)
      awaitsName = author == nil
    } else if awaitsName, property == "name" {
      author = Self.text(page)
    }
  }

  private static func text(_ page: HTMLPage) -> String? {
    HTMLPage.trimmed(String(decoding: page.text.prefix(1024), as: UTF8.self))
  }

  /// The article's metadata.
  ///
  /// - Parameters:
  ///   - heading: the title on the page, which is a better one than what the page shows to search engines.
  ///   - lines: what stands around the title, and whether the page names it a byline.
  func summary(heading: String?, lines: [(text: String, isByline: Bool)]) -> Article.Metadata {
    let dates = [facts["published"], linked?.published, published, firstTime]
    var metadata = Article.Metadata(
      title: heading.flatMap(HTMLPage.trimmed) ?? linked?.headline ?? facts["title"]
        ?? titleElement.map(Self.withoutSite),
      published: dates.compactMap { $0.flatMap(PressDate.date) }.first ?? Self.date(in: lines),
      language: DeclaredLanguage.first(of: [language, linked?.language, facts["language"]]))
    let authors = linked?.authors.filter { !$0.contains("://") } ?? []
    metadata.author =
      authors.isEmpty ? facts["author"] ?? author ?? Self.author(in: lines, hints) : authors.joined(separator: ", ")
    metadata.outlet = facts["outlet"] ?? linked?.publisher
    metadata.section = facts["section"] ?? linked?.section
    metadata.url = [canonical, facts["url"], linked?.url].compactMap { $0 }.first { $0.contains("://") }
    return metadata
  }

  /// The longest part of what a browser shows as title: *Eco-Nord.net - Cœur d'Acier supprime 140 postes*.
  private static func withoutSite(_ title: String) -> String {
    let parts = [" - ", " | ", " – ", " — ", " · "].reduce([title]) { parts, sign in
      parts.flatMap { $0.split(separator: sign).map(String.init) }
    }
    return parts.max { $0.utf8.count < $1.utf8.count } ?? title
  }

  private static func date(in lines: [(text: String, isByline: Bool)]) -> String? {
    for line in lines where line.text.utf8.count <= 200 {
      if let date = HTMLByline.date(in: line.text) { return date }
    }
    return nil
  }

  private static func author(in lines: [(text: String, isByline: Bool)], _ hints: HTMLHints) -> String? {
    for line in lines where line.text.utf8.count <= 200 {
      let isByline = line.isByline || line.text.utf8.count <= 80 && HTMLByline.date(in: line.text) != nil
      if let author = HTMLByline.author(in: line.text, isByline: isByline, hints) { return author }
    }
    return nil
  }
}
