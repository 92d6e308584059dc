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

  // MARK: Tables

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

  // MARK: Dates

  @Test(
    arguments: [
      ("2024-03-12T08:30:00Z", "2024-03-12"), ("20240312T083000Z", "2024-03-12"), ("12/03/2024", "2024-03-12"),
      ("1er mars 2024", "2024-03-01"), ("Tue, 12 Mar 2024 08:30:00 +0100", "2024-03-12"),
      ("March 12, 2024", "2024-03-12"),
      ("12. März 2024", "2024-03-12"), ("1710232200", "2024-03-12"), ("1710232200000", "2024-03-12"),
      ("Monde, lundi 29 février 2023, p. 4", nil), ("31/04/2024", nil), ("mars 2024", nil), ("demain", nil),
    ] as [(String, String?)]) func readsDates(text: String, date: String?)
  { #expect(PressDate.date(text) == date) }
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

