import DixitDocument

/// What a page's JSON-LD says about its article.
struct LinkedArticle {
  var headline: String?
  var published: String?
  var authors: [String] = []
  var publisher: String?
  var section: String?
  var url: String?
  var language: String?
  /// The text as it stands there: with line breaks, with tags or without paragraphs.
  var body: [UInt8]?

  /// The page's article: the first that has a text, else the first.
  static func read(_ json: UnsafeBufferPointer<UInt8>) -> LinkedArticle? {
    // Some pages wrap it into a comment or CDATA.
    guard let start = json.firstIndex(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") }) else { return nil }
    var scanner = JSONScanner(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: json[start...])))
    var articles: [LinkedArticle] = []
    collect(&scanner, into: &articles, depth: 0)
    return articles.first { $0.body != nil } ?? articles.first
  }

  /// An array, a graph or a page's main thing may stand around the article; what lies deeper is somebody else's.
  private static let deepest = 4

  private static func collect(_ scanner: inout JSONScanner, into articles: inout [LinkedArticle], depth: Int) {
    guard depth < deepest else { return scanner.skip() }
    switch scanner.kind() {
    case .array: elements(&scanner) { collect(&$0, into: &articles, depth: depth + 1) }
    case .object:
      var article = LinkedArticle()
      var isArticle = false
      fields(&scanner) { key, scanner in
        switch key {
        case "@type": isArticle = strings(&scanner).contains(where: isArticleType)
        case "@graph", "mainEntity": collect(&scanner, into: &articles, depth: depth + 1)
        default: article.note(key, &scanner)
        }
      }
      if isArticle { articles.append(article) }
    default: scanner.skip()
    }
  }

  private mutating func note(_ key: JSONText, _ scanner: inout JSONScanner) {
    switch key {
    case "headline": headline = Self.strings(&scanner).first ?? headline
    case "datePublished": published = Self.strings(&scanner).first ?? published
    case "author", "creator": if authors.isEmpty { authors = Self.names(&scanner) } else { scanner.skip() }
    case "publisher": publisher = Self.names(&scanner).first ?? publisher
    case "articleSection": section = Self.strings(&scanner).first ?? section
    case "url": url = Self.strings(&scanner).first ?? url
    case "mainEntityOfPage":
      let found = Self.names(&scanner).first
      url = url ?? found
    case "inLanguage": language = Self.names(&scanner).first ?? language
    case "articleBody": body = scanner.string()?.lines ?? body
    default: scanner.skip()
    }
  }

  /// The vocabulary of schema.org: `NewsArticle`, `BlogPosting`, `LiveBlogPosting`, `Report`.
  private static func isArticleType(_ type: String) -> Bool {
    type.hasSuffix("Article") || type.hasSuffix("Posting") || type.hasSuffix("Report")
  }

  // MARK: - Values

  /// A string, or the strings of an array.
  private static func strings(_ scanner: inout JSONScanner) -> [String] {
    var found: [String] = []
    if scanner.kind() == .array {
      elements(&scanner) { if let text = plain($0.string()) { found.append(text) } }
    } else if let text = plain(scanner.string()) {
      found.append(text)
    }
    return found
  }

  /// The name of a thing, or those of an array of things; strings are names.
  private static func names(_ scanner: inout JSONScanner) -> [String] {
    var found: [String] = []
    if scanner.kind() == .array {
      elements(&scanner) { if let name = name(&$0) { found.append(name) } }
    } else if let name = name(&scanner) {
      found.append(name)
    }
    return found
  }

  private static func name(_ scanner: inout JSONScanner) -> String? {
    guard scanner.kind() == .object else { return plain(scanner.string()) }
    var name: String?
    var id: String?
    var code: String?
    fields(&scanner) { key, scanner in
      switch key {
      case "name": name = strings(&scanner).first ?? name
      case "@id": id = plain(scanner.string())
      case "alternateName": code = plain(scanner.string())
      default: scanner.skip()
      }
    }
    return name ?? code ?? id
  }

  private static func plain(_ text: JSONText?) -> String? {
    text.flatMap { HTMLPage.plain(String(decoding: $0.unescaped, as: UTF8.self)) }
  }

  private static func elements(_ scanner: inout JSONScanner, _ body: (inout JSONScanner) -> Void) {
    guard scanner.enterArray() else { return }
    while scanner.nextElement() { body(&scanner) }
  }

  private static func fields(_ scanner: inout JSONScanner, _ body: (JSONText, inout JSONScanner) -> Void) {
    guard scanner.enterObject() else { return }
    while let key = scanner.nextKey() { body(key, &scanner) }
  }
}
