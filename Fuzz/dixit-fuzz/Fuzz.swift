import DixitDocument
import DixitFormats
import DixitGrammar
import DixitLexicons
import DixitText
import Foundation

/// libFuzzer's entry: SwiftPM gives an executable's `main` this name.
@_cdecl("dixit_fuzz_main")
public func fuzzMain(
  _ count: Int32, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
) -> Int32 {
  var count = count
  var arguments = arguments
  let name = ProcessInfo.processInfo.environment["DIXIT_FUZZ_TARGET"] ?? "text"
  switch name {
  case "text": return runDriver(&count, &arguments) { Fuzz.text(Fuzz.bytes($0, $1)) }
  case "reader": return runDriver(&count, &arguments) { Fuzz.reader(Fuzz.bytes($0, $1)) }
  case "html": return runDriver(&count, &arguments) { Fuzz.html(Fuzz.bytes($0, $1)) }
  case "packed": return runDriver(&count, &arguments) { Fuzz.file(Fuzz.bytes($0, $1), "fuzz.zip") }
  case "records": return runDriver(&count, &arguments) { Fuzz.file(Fuzz.bytes($0, $1), "fuzz.jsonl") }
  case "table": return runDriver(&count, &arguments) { Fuzz.file(Fuzz.bytes($0, $1), "fuzz.csv") }
  case "markup": return runDriver(&count, &arguments) { Fuzz.file(Fuzz.bytes($0, $1), "fuzz.xml") }
  default:
    fatalError(
      "Expected DIXIT_FUZZ_TARGET to be text, reader, html, packed, records, table or markup, found \(name).")
  }
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<Int32>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

/// What must hold whatever the bytes.
enum Fuzz {
  static func bytes(_ start: UnsafePointer<UInt8>?, _ count: Int) -> [UInt8] {
    Array(UnsafeBufferPointer(start: start, count: count))
  }

  // MARK: Text, from the door to sentences

  static func text(_ bytes: [UInt8]) -> Int32 {
    let source = Array(String(decoding: bytes, as: UTF8.self).utf8)
    var document = normalizer.document(from: Article(id: "fuzz", utf8: source))
    checkNormalization(document, source)
    for stage in stages {
      try! stage.annotate(&document)
      if let wrong = document.violation(in: stage.writes) { fatalError("behind \(stage.name): \(wrong)") }
    }
    for token in document.tokens ?? [] { checkRoundTrip(token.span, document, source) }
    return 0
  }

  private static func checkNormalization(_ document: Document, _ source: [UInt8]) {
    let text = document.text.utf8
    precondition(String(validating: text, as: UTF8.self) != nil, "The text is no UTF-8")
    let again = normalizer.document(from: Article(id: "again", utf8: text))
    precondition(again.text.utf8 == text && again.alignment.edits.isEmpty, "Normal text changed")
    var (textEnd, sourceEnd) = (0, 0)
    for edit in document.alignment.edits {
      precondition(edit.text.start >= textEnd && edit.source.start >= sourceEnd, "Edits are out of order")
      precondition(
        text[textEnd..<edit.text.start] == source[sourceEnd..<edit.source.start], "Text differs between two edits")
      let scalars = source[edit.source.start..<edit.source.end].count { $0 & 0xC0 != 0x80 }
      precondition(edit.sourceScalarCount == scalars, "An edit counts wrong")
      (textEnd, sourceEnd) = (edit.text.end, edit.source.end)
    }
    precondition(text[textEnd...] == source[sourceEnd...], "Text differs behind the last edit")
  }

  private static func checkRoundTrip(_ span: Span, _ document: Document, _ source: [UInt8]) {
    let there = document.alignment.sourceSpan(for: span)
    precondition(there.end <= source.count, "A span leads behind the source")
    precondition(document.alignment.span(for: there).contains(span), "A span does not come back")
  }

  private static let vocabulary = try! Vocabulary(language: "fr", library: LexiconLibrary())
  private static let normalizer = Normalizer(languages: try! LanguageIdentifier(), vocabulary: vocabulary)
  private static let vocabularies = try! TextVocabularies(french: vocabulary, library: LexiconLibrary())
  private static let stages: [any Stage] = [
    ParagraphSegmenter(furniture: try! FurnitureLexicon(language: "fr", library: LexiconLibrary())),
    Tokenizer(vocabularies: vocabularies), QuotationMarkPairer(),
    try! SentenceSegmenter(
      vocabularies: vocabularies, model: ModelFile(embedded: "models/sentences-fr.dixit", kind: "sentences")),
  ]

  // MARK: Readers

  static func reader(_ bytes: [UInt8]) -> Int32 { read(bytes, TextReader()) }

  static func html(_ bytes: [UInt8]) -> Int32 { read(bytes, HTMLReader()) }

  private static func read(_ bytes: [UInt8], _ reader: some ArticleReader) -> Int32 {
    _ = reader.accepts(bytes, fileName: "a.html")
    for article in (try? reader.read(bytes, id: "fuzz")) ?? [] { check(article) }
    return 0
  }

  private static func check(_ article: Article) {
    precondition(String(validating: article.utf8, as: UTF8.self) != nil, "The article is no UTF-8")
    precondition(!article.utf8.contains(0), "The article holds a NUL")
    precondition(article.blocks.count { $0.kind == .title } <= 1, "The article has two titles")
    checkBlocks(article)
  }

  // MARK: Files of many articles

  /// Any file, opened by whatever reader takes it: names are safe and given once, every part ends.
  static func file(_ bytes: [UInt8], _ name: String) -> Int32 {
    let limits = UnpackingLimits(size: 1 << 20)
    let opened = (try? Readers.standard.open(bytes, fileName: name, limits: limits)) ?? nil
    guard var parts = opened else {
      if let article = try? Readers.standard.article(bytes, id: name, fileName: name, limits: limits) { check(article) }
      return 0
    }
    var names: Set<String> = []
    while let part = (try? parts.next()) ?? nil {
      precondition(names.insert(part.name).inserted, "A name is given twice")
      let components = part.name.split(separator: "/", omittingEmptySubsequences: false)
      precondition(
        components.allSatisfy { !$0.isEmpty && !$0.hasPrefix(".") && !$0.contains("\0") }, "A name leads away")
      guard case .success(let bytes) = part.bytes else { continue }
      let article = try? Readers.standard.article(bytes, id: part.name, fileName: part.name, limits: limits)
      if let article { check(article) }
    }
    return 0
  }

  private static func checkBlocks(_ article: Article) {
    var end = 0
    for block in article.blocks {
      precondition(block.span.start >= end && block.span.end <= article.utf8.count, "A block is out of order")
      for edge in [block.span.start, block.span.end] where edge < article.utf8.count {
        precondition(article.utf8[edge] & 0xC0 != 0x80, "A block cuts a character")
      }
      end = block.span.end
    }
  }
}
