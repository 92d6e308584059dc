import DixitDocument
import Foundation
import Testing

@testable import DixitFormats

/// Files of records and archives: their names, their traps, their limits.
@Suite struct CollectionReaderTests {
  private func parts(_ text: String, _ name: String, fields: [FieldNames.Field: String] = [:]) throws -> [ArticlePart] {
    try parts(Array(text.utf8), name, fields: fields)
  }

  private func parts(
    _ bytes: [UInt8], _ name: String, fields: [FieldNames.Field: String] = [:],
    limits: UnpackingLimits = UnpackingLimits()
  ) throws -> [ArticlePart] {
    let readers = Readers(fields: try FieldNames(own: fields))
    var parts = try #require(try readers.open(bytes, fileName: name, limits: limits))
    var all: [ArticlePart] = []
    while let part = try parts.next() { all.append(part) }
    return all
  }

  private func texts(_ parts: [ArticlePart], fields: [FieldNames.Field: String] = [:]) throws -> [String] {
    let readers = Readers(fields: try FieldNames(own: fields))
    return parts.map { part in
      do {
        let article = try readers.article(part.bytes.get(), id: part.name, fileName: part.name)
        return String(decoding: article.utf8, as: UTF8.self)
      } catch {
        return "\(error)"
      }
    }
  }

  // MARK: Lines

  /// U+2028 within a string, CRLF, a byte order mark, blank lines, half a pair, a key twice, deep nesting, a huge
  /// number, NUL, and lines that are nothing of the kind.
  @Test func readsLinesWhateverIsInThem() throws {
    let deep = String(repeating: "[", count: 50_000) + String(repeating: "]", count: 50_000)
    let lines = [
      "\u{FEFF}{\"text\": \"un\u{2028}deux\"}", "", "  ", #"{"text": "a\uD800b\u0000c\n\uD83D\uDE00"}"#,
      #"{"text": "premier", "text": "second"}"#, "{\"x\": \(deep), \"text\": \"profond\"}",
      #"{"id": 1e999, "text": "grand"}"#, "{\"text\": \"coup", "[1]", "rien",
    ]
    let found = try texts(parts(lines.joined(separator: "\r\n"), "a.jsonl"))
    #expect(
      found == [
        "un\u{2028}deux", "a\u{FFFD}b\u{FFFD}c\n😀", "premier", "profond", "grand",
        "Expected a whole record of JSON, but it breaks off or is no JSON; copy or export it again.",
        "Expected a JSON object, found a list.", "Expected a JSON object, found something that is not JSON.",
      ])
  }

  @Test func namesDependOnTheArticleAlone() throws {
    let (a, b) = (#"{"text": "Un."}"#, #"{"text": "Deux.", "id": "https://x.example/a/b?c=1#d"}"#)
    let names = try parts([a, b].joined(separator: "\n"), "a.jsonl").map(\.name)
    #expect(names[1] == "x-example-a-b-c-1-d")
    #expect(
      try parts(["{\"text\": \"Zéro.\"}", a, b].joined(separator: "\n"), "a.jsonl").map(\.name)[1...] == names[...])
  }

  @Test func noTwoNamesAreTheSameAndNoneLeadsAnywhere() throws {
    let ids = [
      "../../etc/passwd", "..", "a/b", "A-B", "é", "e\u{301}", "/", ".cache", "con\u{0}x",
      String(repeating: "x", count: 900),
    ]
    let lines = ids.enumerated().map { index, id in
      String(decoding: try! JSONEncoder().encode(["id": id, "text": "Texte \(index)."]), as: UTF8.self)
    }
    let names = try parts(lines.joined(separator: "\n"), "a.jsonl").map(\.name)
    #expect(names.prefix(3).first == "etc-passwd")
    #expect(Set(names.map { $0.lowercased() }).count == ids.count)
    #expect(names.allSatisfy { $0.utf8.count < 200 && !$0.contains("/") && !$0.hasPrefix(".") && !$0.contains("\0") })
  }

  @Test func fieldsHaveTheNamesThatSomebodyGives() throws {
    let line = #"{"body": "non", "content": {"rendered": "<p>oui</p>"}, "ref": 7}"# + "\n"
    let fields: [FieldNames.Field: String] = [.text: "content.rendered", .id: "ref"]
    let parts = try parts(line, "a.jsonl", fields: fields)
    #expect(parts.map(\.name) == ["7"])
    #expect(try texts(parts, fields: fields) == ["oui"])
    #expect(
      try texts(parts, fields: [.text: "corps"]) == [
        #"Expected the article in "corps", found no such field among "body", "content", "ref". --text-field names another."#
      ])
  }

  @Test func aCutListKeepsWhatCameBefore() throws {
    var parts = try #require(
      try Readers.standard.open(Array(#"[{"text": "un"}, {"text": "de"#.utf8), fileName: "a.json"))
    #expect(try parts.next() != nil)
    #expect(throws: ReadingError.self) { try parts.next() }
  }

  @Test func givesUpAFileOfNothing() throws {
    for line in ["{}\n", "nothing\n", "{\"x\": 1}\n"] {
      let bytes = Array(String(repeating: line, count: 11_000).utf8)
      var parts = try #require(try Readers.standard.open(bytes, fileName: "a.jsonl"))
      #expect(throws: ReadingError.noArticles("10000 records in a row")) { while try parts.next() != nil {} }
    }
  }

  /// What `jq` writes, or several programs one behind another.
  @Test(arguments: ["a.json", "a.jsonl", "a"]) func readsRecordsOneBehindAnother(_ name: String) throws {
    let record = { (id: String) in "{\n  \"id\": \"\(id)\",\n  \"text\": \"Texte {\(id)}\"\n}" }
    for separator in ["\n", "", "\r\n\u{1E}"] {
      let found = try parts(["a", "b", "c"].map(record).joined(separator: separator), name)
      #expect(found.map(\.name) == ["a", "b", "c"])
      #expect(try texts(found).last == "Texte {c}")
    }
    var cut = try #require(
      try Readers.standard.open(Array((record("a") + record("b") + "{\"text\": \"d").utf8), fileName: name))
    #expect(try [cut.next(), cut.next()].map { $0?.name } == ["a", "b"])
    #expect(throws: ReadingError.self) { try cut.next() }
    #expect(try parts("\u{FEFF}\n[\n\(record("a"))]", name).map(\.name) == ["a"])
  }

  /// Inline elements with their ends, and references that HTML knows, are HTML with the lines of plain text.
  @Test(arguments: [
    (
      #"dit <strong>Paul</strong>, <a href="x">maire</a> de N&icirc;mes.\n\nDeux\nlignes"#,
      "dit Paul, maire de Nîmes.\n\nDeux\nlignes"
    ),
    ("L&#8217;affaire", "L’affaire"), ("R&D, AT&T; Q&A; 3 < 4", "R&D, AT&T; Q&A; 3 < 4"),
    ("a<b> et </b", "a<b> et </b"), ("x &inconnu; y", "x &inconnu; y"),
  ]) func readsInlineHTML(json: String, text: String) throws {
    let escaped = json.replacing("\"", with: "\\\"")
    #expect(try texts(parts("{\"text\": \"\(escaped)\"}", "a.jsonl")) == [text])
  }

  @Test func aSubjectThatIsSpokenOfIsNoSection() throws {
    let item =
      #"{"uri": "x", "bodies": [{"value": "Un."}], "subjects": [{"name": "eux", "rel": "quoted"}, {"name": "Arts"}]}"#
    #expect(try Readers.standard.article(Array(item.utf8), id: "a", fileName: "a").metadata.section == "Arts")
  }

  @Test func knowsTheFieldsThatTheManualNames() throws {
    let table = "Texte;Date de parution\nUn texte.;12/03/2024\n"
    #expect(try article(parts(table, "a.csv")[0]).metadata.published == "2024-03-12")
  }

  /// An id that several records have names none of them alone, so that their order changes nothing.
  @Test func namesRepeatedIDsByTheirBytesToo() throws {
    let lines = ["A", "B", "A"].map { #"{"id": "x/1", "text": "Texte \#($0)."}"# } + [#"{"id": "2", "text": "Deux."}"#]
    let found = try parts(lines.joined(separator: "\n"), "a.jsonl")
    #expect(Set(found.map(\.name)).count == 4)
    #expect(found[0].name.wholeMatch(of: /x-1-[0-9a-f]{12}/) != nil && found[3].name == "2")
    #expect(found[0].origin.warnings.count == 1 && found[3].origin.warnings.isEmpty)
    let turned = try parts(lines.reversed().joined(separator: "\n"), "a.jsonl")
    #expect(Set(turned.map(\.name)) == Set(found.map(\.name)))
  }

  @Test func namesRepeatedFilesOfAnArchiveByTheirBytesToo() throws {
    struct Files: ArticleParts {
      let areFiles = true
      var texts: [String]
      var fileNames: [String]? { texts.map { _ in "a.txt" } }
      mutating func next() -> ArticlePart? {
        texts.isEmpty ? nil : ArticlePart(name: "a.txt", bytes: .success(Array(texts.removeFirst().utf8)), isFile: true)
      }
    }
    let named = { (texts: [String]) in
      var walk = PartWalk(Files(texts: texts), readers: .standard, limits: UnpackingLimits())
      return try texts.map { _ in try #require(try walk.next()) }
    }
    let found = try named(["Un.", "Deux."])
    #expect(found.allSatisfy { $0.name.wholeMatch(of: /a\.txt-[0-9a-f]{12}/) != nil && $0.origin.warnings.count == 1 })
    #expect(try named(["Deux.", "Un."]).map(\.name) == found.reversed().map(\.name))
  }

  @Test func namesAreComposed() throws {
    #expect(try parts(#"{"id": "e\u0301te\u0301 1", "text": "Un."}"#, "a.jsonl").map(\.name) == ["été-1"])
  }

  // MARK: Encodings

  private func article(_ part: ArticlePart) throws -> Article {
    try Readers.standard.article(part.bytes.get(), id: part.name, fileName: part.name, origin: part.origin)
  }

  @Test func recordsTellTheEncodingOfTheirFile() throws {
    let text = "« L’été à Œuilly — déjà… », a dit Zoé."
    let table = "id;texte\r\n1;\"\(text)\"\r\n"
    let windows1252 = try #require(table.data(using: .windowsCP1252))
    for (bytes, encoding) in [(windows1252, "windows-1252"), (Data(table.utf8), "UTF-8")] {
      let article = try article(#require(try parts(Array(bytes), "a.csv").first))
      #expect(String(decoding: article.utf8, as: UTF8.self) == text)
      #expect(article.origin.encoding == encoding && article.warnings.isEmpty)
    }
    let object = try #require("{\"text\": \"\(text)\"}".data(using: .windowsCP1252))
    #expect(try Readers.standard.article(Array(object), id: "a", fileName: "a.json").origin.encoding == "windows-1252")
  }

  @Test func recordsTellWhatWasLost() throws {
    let broken: [UInt8] = Array("{\"text\": \"Un caf".utf8) + [0xC3, 0x20, 0xFF] + Array(" à part, déjà.\"}".utf8)
    let records: [[UInt8]] = [
      broken, Array(#"{"text": "Un \uD800 et \uDC00."}"#.utf8), Array("{\"text\": \"Un \u{FFFD} et \u{FFFD}.\"}".utf8),
      Array("{\"text\": \"<p>Un \u{FFFD}</p><p>et \u{FFFD}.</p>\"}".utf8),
    ]
    for record in records {
      let warnings = try Readers.standard.article(record, id: "a", fileName: "a.json").warnings
      #expect(warnings.count == 1 && warnings[0].hasPrefix("2 places that could not be decoded are U+FFFD"))
    }
  }

  // MARK: Feeds

  @Test func readsTheShapesOfCommonFeeds() throws {
    let text = #""text": "Un texte.""#
    let wordpress =
      #"{"id": 7, "author": 3, "categories": [4, 5], "title": {"rendered": "L&#8217;<em>été</em> &amp; co"}, "#
      + #""content": {"rendered": "<p>L&rsquo;&eacute;t&eacute;.</p>"}}"#
    let times =
      #"{"_id": "nyt://article/1", "headline": {"main": "Titre", "kicker": null}, "lead_paragraph": "Un texte.", "#
      + #""byline": {"original": "Jane Doe"}, "section_name": "World", "pub_date": "2020-01-02T05:00:00+0000"}"#
    let found = try parts(
      [
        wordpress, times, #"{"_id": {"$oid": "5f1"}, \#(text), "date": {"$date": {"$numberLong": "1710232200000"}}}"#,
        #"{"id": "a", \#(text), "authors": [{"id": 3, "name": "Léa Roy"}, {"name": "Paul"}], "date": 1.7102322e12}"#,
        #"{"id": "b", \#(text), "author": {"id": 3}, "date": 946684800}"#,
      ].joined(separator: "\n"), "a.jsonl")
    #expect(found.map(\.name) == ["7", "article-1", "5f1", "a", "b"])
    let facts = try found.map { part in
      let metadata = try article(part).metadata
      return [metadata.title, metadata.author, metadata.section, metadata.published]
    }
    #expect(
      facts == [
        ["L’été & co", nil, nil, nil], ["Titre", "Jane Doe", "World", "2020-01-02"], [nil, nil, nil, "2024-03-12"],
        [nil, "Léa Roy, Paul", nil, "2024-03-12"], [nil, nil, nil, "2000-01-01"],
      ])
    #expect(try texts(found).first == "L’été.")
  }

  @Test(
    arguments: [
      ("FR", "fr"), ("French", "fr"), ("français", "fr"), ("Francais", "fr"), ("fra", "fr"), ("fre", "fr"),
      ("fr_CA", "fr-CA"), ("deutsch", "de"), ("ger", "de"), ("anglais", "en"), ("fr, en", "fr"), ("gsw", "gsw"),
      ("und", nil), ("x", nil), ("quelque chose", nil), ("xx-unknown", nil),
    ] as [(String, String?)]) func knowsDeclaredLanguages(declared: String, tag: String?) throws
  {
    let record = "{\"text\": \"Un texte.\", \"language\": \"\(declared)\"}"
    let article = try Readers.standard.article(Array(record.utf8), id: "a", fileName: "a.json")
    #expect(article.metadata.language == tag)
    #expect(article.warnings.count == (tag == nil ? 1 : 0))
  }

  // MARK: Tables

  @Test func passesOverWhatStandsBeforeATable() throws {
    for head in ["sep=;\r\n", "\n\r\n", "\u{FEFF}sep=;\n\n"] {
      #expect(try texts(parts(head + "id;body\n1;\"un, deux\"", "a.csv")) == ["un, deux"])
    }
    #expect(try texts(parts("sep=|\nid|body\n1|un;deux", "a")) == ["un;deux"])
  }

  @Test func readsTablesByTheirOwnSeparator() throws {
    for (separator, name) in [(",", "a.csv"), (";", "a"), ("\t", "a.tsv")] {
      let rows = [["id", "body"], ["1", "\"un\(separator)\n\"\"deux\"\"\""], ["", ""], ["2", "trois", "trop"]]
      let table = "\u{FEFF}" + rows.map { $0.joined(separator: separator) }.joined(separator: "\n")
      let parts = try parts(table, name)
      #expect(try texts(parts)[0] == "un\(separator)\n\"deux\"")
      #expect(try texts(parts)[1].hasPrefix("Expected 2 columns in the row at line 5, found 3"))
    }
    #expect(throws: ReadingError.noField(nil, found: ["a", "b"])) { try parts("a,b\n1,2", "a.csv") }
    #expect(throws: ReadingError.self) { try parts("id,body\n1,\"sans fin", "a.csv") }
    #expect(
      Readers.reader(for: Array("Bonjour, dit-il.\nLe texte, enfin.".utf8), fileName: "a").mediaType == "text/plain")
  }

  // MARK: XML

  @Test func refusesEntitiesAndWhatIsNotWellFormed() {
    let bomb = #"<!DOCTYPE TEI [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><TEI><text><body><p>&b;</p></body></text></TEI>"#
    let file =
      #"<!DOCTYPE TEI [<!ENTITY a SYSTEM "file:///etc/passwd">]><TEI><text><body><p>&a;</p></body></text></TEI>"#
    for text in [bomb, file] {
      #expect(throws: ReadingError.entities) { try SampleTests.articles(in: Array(text.utf8), "a.xml") }
    }
    #expect(throws: ReadingError.notWellFormed(line: 2)) {
      try SampleTests.articles(in: Array("<teiCorpus><TEI>\n<p></TEI>".utf8), "a.xml")
    }
    let deep = "<TEI><text>" + String(repeating: "<div>", count: 5000)
    #expect(throws: ReadingError.tooDeep(format: "XML", limit: HTMLPage.depthLimit)) {
      try SampleTests.articles(in: Array(deep.utf8), "a.xml")
    }
    #expect(throws: ReadingError.unsupported(format: "XML")) {
      try SampleTests.articles(in: Array("<?xml version=\"1.0\"?><rss/>".utf8), "a.xml")
    }
  }

  @Test func aPartOfACorpusKeepsTheNamespacesAroundIt() throws {
    let corpus = """
      <t:teiCorpus xmlns:t="http://www.tei-c.org/ns/1.0" xmlns:q="urn:a&amp;b"><t:TEI><t:text><t:body><t:p q:r="1">Un.\
      </t:p></t:body></t:text></t:TEI></t:teiCorpus>
      """
    let part = try #require(try parts(corpus, "a.xml").first)
    #expect(try texts([part]) == ["Un."])
    #expect(String(decoding: try part.bytes.get(), as: UTF8.self).contains(" xmlns:t=\"http://www.tei-c.org/ns/1.0\""))
  }

  /// The parser is fed piece by piece: whatever lies on the edge of two, an article is cut where it is.
  @Test func cutsALargeCorpusWhereItsArticlesAre() throws {
    let texts = (0..<300).map { index in
      "Texte \(index) « é😀 »"
        + String(repeating: "œ<!-- <TEI> --><![CDATA[<TEI>]]><?p <TEI>?><hi rend='a>b'/>", count: index % 13)
    }
    let long = "<!-- \(String(repeating: "-c", count: 40_000)) -->"
    for head in ["<teiCorpus>", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\r\n<teiCorpus>" + long] {
      let elements = texts.enumerated().map {
        "<TEI xml:id='t\($0.offset)'\n n='>'><text><p>\($0.element)</p></text></TEI>\r\n"
      }
      let found = try parts(head + elements.joined() + "</teiCorpus>", "a.xml")
      #expect(found.map(\.name) == texts.indices.map { "t\($0)" })
      #expect(
        try self.texts(found)
          == texts.indices.map {
            "Texte \($0) « é😀 »" + String(repeating: "œ<TEI>", count: $0 % 13)
          })
    }
  }

  @Test func boundsTheTreeOfAnArticle() {
    let error = ReadingError.tooMany("nodes in an article of XML", limit: HTMLPage.nodeLimit)
    for content in ["<p/>", "<p a='' b='' c='' d='' />"] {
      let text = "<TEI><text>\(String(repeating: content, count: 160_000))</text></TEI>"
      #expect(throws: error) { try SampleTests.articles(in: Array(text.utf8), "a.xml") }
    }
    let references =
      "<!DOCTYPE TEI SYSTEM ''><TEI><text><p>\(String(repeating: "&eacute;", count: 160_000))</p></text></TEI>"
    #expect(throws: error) { try SampleTests.articles(in: Array(references.utf8), "a.xml") }
  }

  @Test func sentencesSayWhichFormatIsMeant() {
    #expect("\(ReadingError.tooDeep(format: "XML", limit: 9))".hasPrefix("Expected XML nested at most 9"))
    #expect(!"\(ReadingError.malformed(mediaType: "application/xml"))".contains("page"))
    #expect(!"\(ReadingError.noText(mediaType: "application/tei+xml"))".contains("page"))
    #expect("\(ReadingError.binary(kind: "PDF"))".contains("JSON, CSV"))
  }

  // MARK: Packed files

  private static func sample(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: Project.tests.appending(path: "Formats/Samples/\(name)")))
  }

  /// Whatever is cut off or turned, an archive is refused or some of its files are.
  @Test(arguments: ["articles.zip", "article.txt.gz"]) func damagedArchivesAreRefused(_ name: String) throws {
    let bytes = try Self.sample(name)
    for index in bytes.indices {
      var turned = bytes
      turned[index] ^= 0x41
      for damaged in [Array(bytes[..<index]), turned] {
        guard var parts = try? Readers.standard.open(damaged, fileName: name) else { continue }
        while let part = try? parts.next() {
          let found = try? Readers.standard.article(part.bytes.get(), id: part.name, fileName: part.name)
          if let found { #expect(!found.utf8.isEmpty) }
        }
      }
    }
  }

  @Test func unpacksNoMoreThanIsAllowed() throws {
    let zip = try Self.sample("articles.zip")
    var limits = UnpackingLimits(size: 100)
    #expect(throws: ReadingError.self) {
      try parts(Self.sample("article.txt.gz"), "a.gz", limits: UnpackingLimits(size: 10))
    }
    let failed = try parts(zip, "a.zip", limits: limits).filter { (try? $0.bytes.get()) == nil }
    #expect(failed.map(\.name) == ["presse/articles.jsonl.gz"])
    limits = UnpackingLimits()
    limits.members = 3
    #expect(throws: ReadingError.tooMany("files in a ZIP archive", limit: 3)) {
      try parts(zip, "a.zip", limits: limits)
    }
    limits = UnpackingLimits()
    limits.total = 50
    #expect(throws: ReadingError.unpackedTooLarge("ZIP archive", limit: 50)) { try parts(zip, "a.zip", limits: limits) }
    limits = UnpackingLimits()
    limits.depth = 1
    #expect(try parts(zip, "a.zip", limits: limits).contains { (try? $0.bytes.get()) == nil })
  }

  @Test func aPackedFileMayBeFollowedByAnything() throws {
    let bytes = try Self.sample("article.txt.gz")
    let read = { (bytes: [UInt8]) in try Readers.standard.article(bytes, id: "a", fileName: "a.txt.gz") }
    let once = try read(bytes)
    #expect(try read(bytes + [0, 0, 0]).warnings.isEmpty)
    let followed = try read(bytes + Array("reste".utf8))
    #expect(followed.utf8 == once.utf8)
    #expect(followed.warnings == ["5 bytes behind the end of the gzip file are no part of it and were left out."])
    #expect(try read(bytes + bytes).utf8 == once.utf8 + once.utf8)
  }

  @Test func aPackedFileThatBreaksOffKeepsWhatIsWhole() throws {
    let limits = UnpackingLimits()
    var files = try #require(try ZipReader().open(Self.sample("articles.zip"), fileName: "a.zip", limits: limits))
    var file = try files.next()
    while file?.name.hasSuffix(".gz") == false { file = try files.next() }
    let bytes = try #require(try file?.bytes.get())
    // The end of the checksum alone is missing, so all lines are whole.
    var parts = try #require(try Readers.standard.open(Array(bytes.dropLast(2)), fileName: "a.jsonl.gz"))
    #expect(try [parts.next(), parts.next()].map { $0?.name } == ["marche-2024-17", "pont"])
    #expect(throws: ReadingError.damaged("gzip file", reason: "it breaks off behind 2 articles, which were read")) {
      try parts.next()
    }
    let article = try Self.sample("article.txt.gz")
    #expect(throws: ReadingError.damaged("gzip file", reason: "it breaks off")) {
      try Readers.standard.article(Array(article.dropLast(9)), id: "a", fileName: "a.txt.gz")
    }
  }

  /// Only what another part follows is surely whole: the last row of a table may have lost half of its text.
  @Test func ofACutTableTheLastRowIsLeftOut() throws {
    let table = Array("id,body\n1,un\n2,deux et".utf8)
    for (bytes, names) in [(table, ["1"]), (table + [0x0A], ["1", "2"])] {
      let opened = try #require(try CSVReader().open(bytes, fileName: "a.csv", limits: UnpackingLimits()))
      var parts = CutParts(opened, endsWithLine: bytes.last == 0x0A)
      var found: [String] = []
      #expect(throws: ReadingError.self) { while let part = try parts.next() { found.append(part.name) } }
      #expect(found == names)
    }
  }

  @Test func anArchiveMayStandBehindAProgram() throws {
    let zip = try Self.sample("articles.zip")
    for head in ["#!/bin/sh\n", "MZ\0\u{1}\0"] {
      #expect(try parts(Array(head.utf8) + zip, "a.zip").map(\.name) == parts(zip, "a.zip").map(\.name))
    }
  }

  @Test func noFolderOfAnArchiveIsWhereAnOutputIs() {
    var names = PartNames()
    let name = { (path: String, prefix: String) in
      names.name(of: ArticlePart(name: path, bytes: .success([1]), isFile: true), below: prefix)
    }
    #expect(name("a.txt", "") == "a.txt")
    #expect(name("a.txt.json/x.txt", "").wholeMatch(of: /a\.txt\.json-[0-9a-f]{12}\/x\.txt/) != nil)
    #expect(name("b.txt.html/x.txt", "") == "b.txt.html/x.txt")
    #expect(name("b.txt", "").wholeMatch(of: /b\.txt-[0-9a-f]{12}/) != nil)
    #expect(name("a.txt.spacy", "").wholeMatch(of: /a\.txt\.spacy-[0-9a-f]{12}/) != nil)
    #expect(name("c.txt.json/x.txt", "") == "c.txt.json/x.txt")
  }

  // MARK: Dates

  @Test(
    arguments: [
      ("2024-03-12T08:30:00Z", "2024-03-12"), ("20240312T083000Z", "2024-03-12"), ("12/03/2024", "2024-03-12"),
      ("1er mars 2024", "2024-03-01"), ("Tue, 12 Mar 2024 08:30:00 +0100", "2024-03-12"),
      ("March 12, 2024", "2024-03-12"),
      ("12. März 2024", "2024-03-12"), ("1710232200", "2024-03-12"), ("1710232200000", "2024-03-12"),
      ("1710232200.5", "2024-03-12"), ("1.7102322e9", "2024-03-12"), ("12345678901", nil),
      ("Monde, lundi 29 février 2023, p. 4", nil), ("31/04/2024", nil), ("mars 2024", nil), ("demain", nil),
    ] as [(String, String?)]) func readsDates(text: String, date: String?)
  { #expect(PressDate.date(text) == date) }
}
