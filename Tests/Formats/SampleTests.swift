import DixitDocument
import DixitLexicons
import Foundation
import Testing

@testable import DixitFormats
@testable import DixitRuntime

/// One sample of each format, and what is read of it.
@Suite struct SampleTests {
  /// Name, title, date, author, outlet, section, address, language and text of each article; ⏎ is a line break, and
  /// with spaces around it two.
  private static let expected: [String: [String]] = [
    "article.ninjs-1.json": [
      #" | Le pont ferme | 2024-03-13 | Léa Roy | Agence Exemple | Ville | - | fr | Le pont ferme lundi."#
    ],
    "article.ninjs.json": [
      #" | Le marché rouvre | 2024-03-12 | Léa Roy | Agence Exemple | Ville | http://exemple.fr/n/marche | fr | Suite ⏎ « Je pars », a dit Claire Martin."#
    ],
    "article.nitf.xml": [
      #" | Le marché rouvre | 2024-03-12 | Léa Roy | Le Courrier | Ville | https://courrier.example/marche | - | Le marché rouvre ⏎ Après six mois ⏎ « Je pars », a dit Claire Martin. ⏎ Le marché."#
    ],
    "article.txt.gz": [
      #" | - | - | - | - | - | - | - | « Je pars », a dit Claire Martin."#
    ],
    "articles.csv": [
      #"17 | Le marché rouvre | 2024-03-12 | Léa Roy | Le Courrier | Ville | https://courrier.example/marche | - | « Je pars », a dit "Claire" Martin.⏎Elle reviendra; peut-être."#,
      #"18 | Le pont ferme | 2024-03-13 | - | Le Courrier | Ville | - | - | Le pont ferme lundi."#,
    ],
    "articles.json": [
      #"courrier-example-marche | Le marché rouvre | 2024-03-12 | Léa Roy | Le Courrier | Ville | https://courrier.example/marche | fr | « Je pars », a dit Claire Martin. ⏎ Un"#,
      #"courrier-example-pont | Le pont ferme | 2024-03-13 | - | Le Courrier | - | https://courrier.example/pont | - | Le pont ferme lundi. ⏎ Le maire le regrette."#,
    ],
    "articles.jsonl": [
      #"marche-2024-17 | Le marché rouvre | 2024-03-12 | Léa Roy | Le Courrier | Ville | https://courrier.example/marche | fr | « Je pars », a dit Claire Martin."#,
      #"pont | Le pont ferme | 2024-03-13 | - | Le Courrier | - | - | - | Le pont ferme lundi.⏎Le maire le regrette."#,
    ],
    "articles.zip": [
      #"presse/Le marché.txt | - | - | - | - | - | - | - | « Je pars », a dit Claire Martin."#,
      #"tmp/pont.html | - | - | - | - | - | - | - | Le pont ferme lundi."#,
      #"presse/articles.jsonl.gz/marche-2024-17 | Le marché rouvre | 2024-03-12 | Léa Roy | Le Courrier | Ville | https://courrier.example/marche | fr | « Je pars », a dit Claire Martin."#,
      #"presse/articles.jsonl.gz/pont | Le pont ferme | 2024-03-13 | - | Le Courrier | - | - | - | Le pont ferme lundi.⏎Le maire le regrette."#,
    ],
    "corpus.tei.xml": [
      #"marche | Le marché rouvre | 2024-03-12 | Léa Roy | Le Courrier | - | https://courrier.example/marche | fr | Le marché rouvre ⏎ « Je pars », a dit Claire Martin. ⏎ Suite ⏎ Un ⏎ Fin."#,
      #"pont | Le pont ferme | 2024-03-13 | Léa Roy | Le Courrier | - | https://courrier.example/pont | fr | Le pont ferme lundi."#,
    ],
    "europresse.html": [
      #"news-20240312-CRW-8x1 | Le marché rouvre | 2024-03-12 | Léa Roy | Le Courrier (site web) | Ville | https://courrier.example/marche | - | Le marché rouvre ⏎ Après six mois ⏎ « Je pars », a dit Claire Martin. ⏎ Elle reviendra. ⏎ Cet article est paru dans Le Courrier (site web)"#,
      #"news-20240313-CR-9 | The bridge closes | 2024-03-13 | - | The Courier | World | - | - | The bridge closes ⏎ The bridge closes on Monday."#,
    ],
    "factiva-table.html": [
      #"COURR00020240312ek3c0001u | Le marché rouvre | 2024-03-12 | Léa Roy | Le Courrier | Ville | - | fr | Le marché rouvre ⏎ « Je pars », a dit Claire Martin. ⏎ Elle reviendra."#,
      #"COUR000020240313ek3d0002x | The bridge closes | 2024-03-13 | - | The Courier | - | - | en | The bridge closes ⏎ The bridge closes on Monday."#,
    ],
    "factiva.html": [
      #"COURR00020240312ek3c0001u | Le marché rouvre | 2024-03-12 | Léa Roy | Le Courrier | Ville | - | fr | Le marché rouvre ⏎ « Je pars », a dit Claire Martin. ⏎ Elle reviendra."#,
      #"COUR000020240313ek3d0002x | The bridge closes | 2024-03-13 | - | The Courier | - | - | en | The bridge closes ⏎ The bridge closes on Monday."#,
    ],
    "message.newsml.xml": [
      #"urn-newsml-exemple-fr-20240312-marche | Le marché rouvre | 2024-03-12 | Léa Roy | Agence Exemple | Ville | - | fr | Le marché rouvre ⏎ « Je pars », a dit Claire Martin."#,
      #"urn-newsml-exemple-fr-20240313-pont | Le pont ferme | 2024-03-13 | Léa Roy | Agence Exemple | Ville | - | fr | Le pont ferme lundi."#,
    ],
  ]

  @Test(arguments: expected.keys.sorted()) func readsTheSample(_ name: String) throws {
    let bytes = Array(try Data(contentsOf: Project.tests.appending(path: "Formats/Samples/\(name)")))
    #expect(try Self.articles(in: bytes, name).map(Self.line) == Self.expected[name])
  }

  @Test func everySampleIsExpected() throws {
    let names = Project.files(below: "Tests/Formats/Samples", ending: "").map(\.lastPathComponent)
    #expect(names == Self.expected.keys.sorted())
  }

  @Test func foldersAreSearchedForWhatReadersKnow() { #expect(InputScan.endings == Readers.fileEndings) }

  static func articles(in bytes: [UInt8], _ name: String, by readers: Readers = .standard) throws -> [Article] {
    guard var parts = try readers.open(bytes, fileName: name) else {
      return [try readers.article(bytes, id: name, fileName: name)]
    }
    var articles: [Article] = []
    while let part = try parts.next() {
      let id = "\(name)/\(part.name)"
      articles.append(try readers.article(part.bytes.get(), id: id, fileName: id))
    }
    return articles
  }

  private static func line(_ article: Article) -> String {
    let metadata = article.metadata
    let text = String(decoding: article.utf8, as: UTF8.self).trimmingSpaces
      .replacing("\n\n", with: " ⏎ ").replacing("\r\n", with: "⏎").replacing("\n", with: "⏎")
    let fields = [
      metadata.title, metadata.published, metadata.author, metadata.outlet, metadata.section, metadata.url,
      metadata.language, text,
    ]
    let name = article.id.split(separator: "/", maxSplits: 1).dropFirst().first.map(String.init) ?? ""
    return ([name] + fields.map { $0 ?? "-" }).joined(separator: " | ")
  }
}
