import DixitDocument
import DixitKit
import Foundation
import Testing

@testable import DixitFormats

/// Documents that are awkward for one format or another, through the whole pipeline: no format loses or moves a character.
/// `make validate-formats` reads the same outputs by the tools that they are made for.
@Suite struct AwkwardTests {
  static let files = Project.files(below: "Tests/Formats/Awkward", ending: "").filter {
    !$0.lastPathComponent.hasPrefix(".")
  }.map(\.lastPathComponent)

  private static func document(_ name: String) throws -> Document {
    let bytes = Array(try Data(contentsOf: Project.tests.appending(path: "Formats/Awkward/\(name)")))
    let articles = try Readers.reader(for: bytes, fileName: name).read(bytes, id: name)
    return try Annotator.shared.annotate(#require(articles.first))
  }

  @Test(arguments: files) func roundTrips(_ name: String) throws {
    let document = try Self.document(name)
    let text = document.string(document.text.span)
    for format in OutputFormat.allCases {
      let found = try #require(ReadBack(format, document).text, "\(format)")
      switch format {
      // Markup has white space of its own between blocks.
      case .tei, .teiTokens, .html: #expect(found.ink == text.ink, "\(format)")
      default: #expect(Array(found.unicodeScalars) == Array(text.unicodeScalars), "\(format)")
      }
    }
  }

  @Test(arguments: files) func keepsMentionsAndQuotationsInPlace(_ name: String) throws {
    let document = try Self.document(name)
    let quotations = document.shownQuotations.map { document.quotations![$0] }
    let pieces = quotations.flatMap(\.content)
    let tokens = { (span: Span) in TokenTable(document).touching(span) }
    let grown = { (span: Span) in document.string(document.span(of: tokens(span))) }
    for format in [OutputFormat.json, .jsonld, .spacy, .brat, .conllu] {
      let found = try ReadBack(format, document)
      let mentions = document.allMentions.map(\.span)
      switch format {
      case .json where document.quotations!.count > quotations.count: continue
      case .json, .jsonld:
        #expect(found.mentions == mentions.map(document.string), "\(format)")
        #expect(found.contents == pieces.map(document.string), "\(format)")
      case .spacy:
        #expect(found.mentions == mentions.map(grown), "\(format)")
        #expect(found.contents.map(\.ink) == pieces.map { grown($0).ink }, "\(format)")
      case .brat:
        #expect(found.mentions == mentions.map { document.string($0).replacing("\n", with: "") })
        let contents = quotations.map { $0.content.map(document.string).joined().replacing("\n", with: "") }
        #expect(found.contents == contents)
      default:
        let words = quotations.map { quotation in
          let inside = Set(quotation.content.flatMap(tokens)).sorted()
          return inside.map { document.words(ofToken: $0).joined() }.joined()
        }
        #expect(found.contents == words.filter { !$0.isEmpty }, "\(format)")
      }
    }
  }
}
