import DixitDocument
import Testing

@testable import DixitFormats

@Suite struct HTMLReaderTests {
  private func read(_ html: String) throws -> Article { try read(Array(html.utf8)) }

  private func read(_ bytes: [UInt8]) throws -> Article {
    try #require(try HTMLReader().read(bytes, id: "a.html").first)
  }

  /// One line a block: its kind and text.
  private func blocks(_ article: Article) -> [String] {
    article.blocks.map { "\($0.kind): " + String(decoding: article.utf8[$0.span.start..<$0.span.end], as: UTF8.self) }
  }

  @Test func readsBlocksInOrder() throws {
    let article = try read(
      """
      <!DOCTYPE html><html lang="fr_FR"><head><title>Site</title><style>p {}</style></head><body>
      <header><p>Menu du site</p></header><nav><li>Accueil</li></nav>
      <article><header><h1>Un  titre</h1></header><p>Le <b>premier</b>
      ministre<br> est <i>parti</i>.</p><h2>Suite</h2><ul><li>un</li><li><p>deux</p></li></ul>
      <figure><figcaption>Photo AFP</figcaption></figure><blockquote>Cité</blockquote>
      <aside><p>À lire aussi</p></aside><script>var p = "<p>non</p>"</script></article>
      <footer><p>Mentions légales</p></footer></body></html>
      """)
    #expect(
      blocks(article) == [
        "title: Un titre", "body: Le premier ministre\nest parti.", "heading: Suite", "list: un", "list: deux",
        "caption: Photo AFP", "body: Cité",
      ])
    #expect(article.metadata.title == "Un titre")
    #expect(article.metadata.language == "fr-FR")
    #expect(article.origin.mediaType == "text/html")
  }

  @Test func joinsBlocksByEmptyLines() throws {
    let article = try read("<html><body><p>un</p><p>deux</p></body></html>")
    #expect(String(decoding: article.utf8, as: UTF8.self) == "un\n\ndeux")
  }

  @Test func keepsNoBreakSpaces() throws {
    let article = try read("<html><p>«&nbsp;Oui&nbsp;», dit-il\u{202F}!</p>")
    #expect(blocks(article) == ["body: «\u{A0}Oui\u{A0}», dit-il\u{202F}!"])
  }

  /// The HTML standard: what these numbers mean in windows-1252.
  @Test func readsReferencesOfWindows1252() throws {
    let article = try read(
      "<html><title>L&#146;&eacute;t&eacute;</title><p>L&#146;&eacute;t&eacute; &#147;oui&#148;</p><p>Non&#133;</p>")
    #expect(blocks(article) == ["body: L’été “oui”", "body: Non…"])
    #expect(article.metadata.title == "L’été")
  }

  @Test func takesAllTextWhereNothingIsMarked() throws {
    let article = try read("<html><body><div>Un <b>texte</b></div><form><div>deux</div></form><nav>non</nav></body>")
    #expect(blocks(article) == ["body: Un texte", "body: deux"])
  }

  @Test func readsMetadata() throws {
    let article = try read(
      """
      <html><head><meta property="og:title" content="Titre OG"><meta name="author" content="Léa Roy">
      <meta property="og:site_name" content="Le Journal"><meta property="article:section" content="Monde">
      <link rel="canonical" href="https://exemple.fr/a"><script type="application/ld+json">
      {"@type":"NewsArticle","datePublished" : "2024-03-12T08:00:00+01:00"}</script></head><p>Texte</p></html>
      """)
    let metadata = article.metadata
    #expect(metadata.title == "Titre OG")
    #expect(metadata.published == "2024-03-12")
    #expect(metadata.author == "Léa Roy")
    #expect(metadata.outlet == "Le Journal")
    #expect(metadata.section == "Monde")
    #expect(metadata.url == "https://exemple.fr/a")
  }

  @Test func believesBytesMoreThanTheDeclaredCharset() throws {
    let declared = "<html><head><meta charset=\"iso-8859-1\"></head><body><p>L’été</p></body></html>"
    #expect(blocks(try read(declared)) == ["body: L’été"])
    let western = Array("<html><meta charset=utf-8><p>L".utf8) + [0x92, 0xE9, 0x74, 0xE9] + Array("</p>".utf8)
    let article = try read(western)
    #expect(blocks(article) == ["body: L’été"])
    #expect(article.origin.encoding == "windows-1252")
  }

  @Test func readsADeclaredCharset() throws {
    let greek =
      Array("<html><meta charset='iso-8859-7'><p>".utf8) + [0xC1, 0xE8, 0xDE, 0xED, 0xE1] + Array("</p>".utf8)
    #expect(blocks(try read(greek)) == ["body: Αθήνα"])
  }

  @Test func refusesDeepPagesAtOnce() {
    let html = "<html><body>" + String(repeating: "<div>", count: 100_000) + "<p>x"
    let wide = "<p>\(String(repeating: "<b>a</b> ", count: 160_000))"
    #expect(throws: ReadingError.tooMany("nodes in a page", limit: HTMLPage.nodeLimit)) { try self.read(wide) }
    #expect(throws: ReadingError.tooDeep(format: "HTML", limit: HTMLPage.depthLimit)) { try self.read(html) }
  }

  /// libxml2 takes time by the square of their number.
  @Test func refusesTagsOfManyAttributesAlone() throws {
    let many = (0..<300).map { "a\($0)=1" }.joined(separator: " ")
    for tag in ["<div \(many)>", "<div x=\">\" \(many)>", "<div \"=\" \(many)>"] {
      #expect(throws: ReadingError.tooManyAttributes(mediaType: "text/html", limit: 256)) {
        try self.read("<html>\(tag)<p>Un texte.")
      }
    }
    for text in ["<div title='\(many)'>", "<script>if (a <b) { \(many) }</script>", "<!-- <b \(many) -->"] {
      #expect(blocks(try read("<html>\(text)<p>Un texte.")) == ["body: Un texte."])
    }
  }

  @Test func givesAPageOneTitle() throws {
    let article = try read("<html><h1>Un titre</h1><h1>Un autre</h1><p>Un texte qui suit les deux.</p><h1>Fin</h1>")
    #expect(article.blocks.count { $0.kind == .title } == 1)
  }

  @Test func refusesPagesWithoutText() {
    #expect(throws: ReadingError.noText(mediaType: "text/html")) {
      try self.read("<html><body><script>app()</script></body></html>")
    }
  }

  @Test func refusesNothingForJSONThatIsBroken() throws {
    let deep = String(repeating: "[", count: 200_000)
    for json in [
      deep, "{\"@graph\":" + deep, "{\"@type\":\"NewsArticle\",\"articleBody\":\"a", "{\"headline\":{}}", "]", "",
    ] {
      let page = "<html><script type='application/ld+json'>\(json)</script><p>Un texte.</p></html>"
      #expect(blocks(try read(page)) == ["body: Un texte."])
    }
  }

  @Test func choosesTheReaderByContent() {
    let html = Array("\u{FEFF}<!-- x --> <!DOCTYPE HTML><p>a".utf8)
    #expect(Readers.reader(for: html, fileName: "a.txt").mediaType == "text/html")
    #expect(Readers.reader(for: Array("<p>a".utf8), fileName: "a.HTM").mediaType == "text/html")
    #expect(Readers.reader(for: Array("Il a dit <html>".utf8), fileName: "a").mediaType == "text/plain")
    #expect(Readers.reader(for: Array("%PDF-1".utf8), fileName: "a.html").mediaType == "text/plain")
  }

  @Test(arguments: ["2023-02-29", "2024-13-01", "2024-3-12", "12/03/2024", "2024-03-123"])
  func refusesWrongDates(_ text: String) { #expect(MetadataSyntax.date(text) == nil) }
}
