import DixitDocument
import DixitLexicons
import Testing

@testable import DixitFormats

/// What of a page is the article, what stands in it without being of it, and what the page says about it. The pages of
/// `corpus/html` measure how well that goes; these cases say what is meant.
@Suite struct HTMLMainTextTests {
  private static let first = "La maire a promis mardi, devant une salle comble, que la piscine rouvrirait avant l’été."
  private static let second = "« Nous avons tenu parole », a-t-elle dit, avant de remercier les ouvriers du chantier."

  private func read(_ html: String) throws -> Article {
    try #require(try HTMLReader().read(Array("<!DOCTYPE html>\(html)".utf8), id: "a.html").first)
  }

  /// The texts of one kind, or of all.
  private func texts(_ html: String, _ kind: Paragraph.Kind? = nil) throws -> [String] {
    let article = try read(html)
    return article.blocks.filter { kind == nil || $0.kind == kind }.map {
      String(decoding: article.utf8[$0.span.start..<$0.span.end], as: UTF8.self)
    }
  }

  @Test(arguments: [
    "<div class='cookie-banner'><p>Nous utilisons des cookies pour mesurer l’audience de ce site.</p></div>",
    "<div class='commentaires'><p>Et dire que la mairie avait promis un bassin olympique avant les élections !</p></div>",
    "<div><h2>Commentaires (2)</h2><p>Et dire que la mairie avait promis un bassin olympique, on attend !</p></div>",
    "<div class='menu'>Accueil Sports Culture</div>",
    "<div><a href='/1'>Le marché déménage</a> <a href='/2'>Le pont fermé</a></div>",
    "<div><div><a href='/1'>Le marché déménage</a><p>Les forains ont voté lundi soir.</p></div>"
      + "<div><a href='/2'>Le pont fermé trois jours</a><p>Le préfet a signé l’arrêté.</p></div></div>",
  ])
  func leavesTheSiteOut(_ part: String) throws {
    let article = "<div class='x'><h1>La piscine rouvre</h1><div><p>\(Self.first)</p><p>\(Self.second)</p></div></div>"
    #expect(try texts("<body>\(article)\(part)</body>") == ["La piscine rouvre", Self.first, Self.second])
  }

  /// Whoever counts quotations must not count those of another article, nor one twice.
  @Test func marksWhatStandsInTheTextAndIsNotOfIt() throws {
    let page = """
      <article><h1>La piscine rouvre</h1><p>\(Self.first)</p>
      <div class="related"><a href="/1">« Le bassin fuit », affirme un expert</a></div>
      <blockquote>« Nous avons tenu parole »</blockquote>
      <div class="share">Partager</div><p>\(Self.second)</p></article>
      """
    #expect(try texts(page, .body) == [Self.first, Self.second])
    #expect(try texts(page, .furniture) == ["« Le bassin fuit », affirme un expert", "« Nous avons tenu parole »"])
  }

  @Test func readsTextWithoutParagraphs() throws {
    let text = "<td><h1>La piscine rouvre</h1>\(Self.first)<br><br>\(Self.second)</td>"
    let page = "<table><tr><td><a href=1>Sports</a><br><a href=2>Culture</a></td>\(text)</tr></table>"
    #expect(try texts(page) == ["La piscine rouvre", Self.first, Self.second])
    #expect(
      try texts("<h1>Titre</h1><pre>\n\(Self.first)\n\n\(Self.second)\n</pre>") == ["Titre", Self.first, Self.second])
  }

  @Test func takesAllPostsOfALiveBlog() throws {
    let posts = [Self.first, Self.second].map { "<section class='post'><time>18h</time><p>\($0)</p></section>" }
    #expect(try texts("<div><h1>En direct</h1>\(posts.joined())</div>", .body) == [Self.first, Self.second])
  }

  /// Names that tell what a part has beside it, or the title in it, make it no menu.
  @Test func believesNamesWithCare() throws {
    let page =
      "<div class='sidebar'><h1>Titre</h1><div class='with-ads'><p>\(Self.first)</p><p>\(Self.second)</p></div></div>"
    #expect(try texts(page, .body) == [Self.first, Self.second])
  }

  // MARK: - JSON-LD

  private func page(body: String, shown: String) -> String {
    """
    <html><head><script type="application/ld+json">
    {"@graph": [{"@type": "WebSite", "name": "Site"}, {"@type": ["NewsArticle"], "headline": "La piscine &amp; rouvre",
    "datePublished": "2026-04-14T06:30:00Z", "author": [{"name": "Léa Roy"}, {"name": "Ali Ben"}],
    "publisher": {"name": "Le Courrier"}, "articleSection": ["Vannes", "Sport"], "inLanguage": "fr",
    "mainEntityOfPage": {"@id": "https://exemple.fr/a"}, "articleBody": "\(body)"}]}
    </script></head><body>\(shown)</body></html>
    """
  }

  @Test(arguments: [
    "\(first)\\n\\n\(second)", "<p>\(first)<\\/p><p>\(second)<\\/p>",
    "\(first.replacing(" ", with: "&#32;"))\\n\(second)",
  ])
  func readsTheTextThatThePageHides(_ body: String) throws {
    let article = try read(page(body: body, shown: "<div id='app'></div>"))
    #expect(
      try texts(page(body: body, shown: "<div id='app'></div>")) == ["La piscine & rouvre", Self.first, Self.second])
    #expect(article.metadata.author == "Léa Roy, Ali Ben")
    #expect(article.metadata.published == "2026-04-14")
    #expect(article.metadata.outlet == "Le Courrier")
    #expect(article.metadata.section == "Vannes")
    #expect(article.metadata.url == "https://exemple.fr/a")
    #expect(article.metadata.language == "fr")
  }

  /// Cut to its first paragraph, it leads to no less than the page shows; without paragraphs, it takes the page's.
  @Test(arguments: [first, "\(first) \(second)"])
  func keepsTheParagraphsThatThePageShows(_ body: String) throws {
    let shown = "<h1>La piscine rouvre</h1><div><p>\(Self.first)</p><p>\(Self.second)</p></div>"
    #expect(try texts(page(body: body, shown: shown), .body) == [Self.first, Self.second])
  }

  // MARK: - Who and when

  @Test(
    arguments: [
      ("Par Léa Roy, le 3 mai 2026", "Léa Roy", "2026-05-03"),
      ("Par Gwenn Le Hir Publié le 14/04/2026", "Gwenn Le Hir", "2026-04-14"),
      ("By Ellen Marsh and Tom Hale | May 3, 2026", "Ellen Marsh and Tom Hale", "2026-05-03"),
      ("Lucie Fargeas, 18 juin 2026", "Lucie Fargeas", "2026-06-18"), ("Mardi 18 novembre 2003", nil, "2003-11-18"),
    ] as [(String, String?, String)])
  func readsBylines(_ line: String, author: String?, date: String) throws {
    let article = try read("<div><h1>Titre</h1><div>\(line)</div><p>\(Self.first)</p><p>\(Self.second)</p></div>")
    #expect(article.metadata.author == author)
    #expect(article.metadata.published == date)
    #expect(!String(decoding: article.utf8, as: UTF8.self).contains(line))
  }

  @Test func findsTheTitleThatThePageRepeats() throws {
    let page = """
      <head><title>Carnet: Six billets</title></head><h1><a href="/">Carnet</a></h1>
      <h3>Six billets</h3><p>\(Self.first)</p>
      """
    #expect(try texts(page, .title) == ["Six billets"])
  }

  @Test func hintsHaveNoBadRow() throws {
    #expect(throws: LexiconError.self) {
      try HTMLHints(library: LexiconLibrary { $0 == "html-hints.tsv" ? Array("menu\tname\tpotage\n".utf8) : nil })
    }
  }
}
