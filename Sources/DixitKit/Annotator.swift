import DixitDocument
import DixitEntities
import DixitFormats
import DixitGrammar
import DixitKnowledge
import DixitLexicons
import DixitQuotations
import DixitText

/// The face for Swift programs: articles in, annotated documents out.
///
///     let annotator = try Annotator()
///     let document = try annotator.annotate(Article(id: "a", utf8: Array("« Oui », dit-il.".utf8)))
///
/// Making one loads the lexicons (some tens of milliseconds); using one is safe on every thread at once.
public struct Annotator: Sendable {
  public static let version = "0.1.0"

  /// What is done to each document, in this order.
  public let stages: [any Stage]
  /// What outputs say about who made them.
  public let generator: Generator
  private let normalizer: Normalizer

  public init(grammar: Bool = false) throws {
    try self.init(lexicons: LexiconLibrary(), knowledge: .embedded(), grammar: grammar)
  }

  /// - Parameters:
  ///   - grammar: whether parts of speech and lemmas are wanted too. No other layer reads them.
  ///   - furniture: what is wanted of a page's furniture: links to other articles, newsletter lines. The words of a link
  ///     (*« … », affirme Claire Martin*) are reported by another article.
  /// - Throws: `LexiconError` where a table has a bad row.
  ///   - candidates: whether entities are to say what else their names may mean.
  public init(
    lexicons: LexiconLibrary, knowledge: KnowledgeBase, grammar: Bool = false, furniture: Paragraph.Coverage = .names,
    candidates: Bool = false
  ) throws {
    let models = try Models(lexicons, grammar: grammar)
    // The words take as long as all the rest together.
    let (vocabulary, (reporting, configuration)) = try sideBySide(
      { try Vocabulary(language: "fr", library: lexicons) },
      {
        let reporting = try ReportingLexicon(language: "fr", library: lexicons)
        return (
          reporting, try Self.fingerprint(lexicons, knowledge, models, furniture: furniture, candidates: candidates)
        )
      })
    let words = Words(vocabulary, reporting, try NameLexicon(language: "fr", library: lexicons), lexicons)
    // A user's own words are read at once: a bad row should not wait for the first document of its language.
    if try lexicons.hasOwnWords { try words.loadAll() }
    let identifier = try LanguageIdentifier(model: models.languages)
    normalizer = Normalizer(languages: identifier, vocabulary: vocabulary)
    stages = try Self.stages(words, lexicons, knowledge, models, identifier, furniture, candidates)
    generator = Generator(version: Self.version, configuration: configuration, knowledge: knowledge.title)
  }

  private static func stages(
    _ words: Words, _ lexicons: LexiconLibrary, _ knowledge: KnowledgeBase, _ models: Models,
    _ identifier: LanguageIdentifier, _ coverage: Paragraph.Coverage, _ candidates: Bool
  ) throws -> [any Stage] {
    let vocabulary = words.vocabularies.french
    let vocabularies = try TextVocabularies(words.vocabularies, library: lexicons)
    let grammar: [(any Stage)?] = try [
      models.tagger.map { try Tagger(model: $0) },
      models.tagger.map { _ in try Lemmatizer(vocabulary: vocabulary, language: "fr", library: lexicons) },
    ]
    return try [
      ParagraphSegmenter(
        vocabularies: vocabularies, furniture: FurnitureLexicon(language: "fr", library: lexicons), coverage: coverage),
      Tokenizer(vocabularies: vocabularies),
      QuotationMarkPairer(),
      SentenceSegmenter(vocabularies: vocabularies, model: models.sentences),
    ] + grammar.compactMap { $0 } + [
      ContractionFinder(library: lexicons, tagged: models.tagger != nil),
      NameFinder(lexicons: words.names, knowledge: knowledge, model: models.names),
      RoleFinder(vocabularies: words.vocabularies, lexicons: words.reporting),
      EntityLinker(knowledge: knowledge, language: "fr", library: lexicons, keepsCandidates: candidates),
      QuotationFinder(vocabularies: words.vocabularies, lexicons: words.reporting),
      LanguageMarker(identifier: identifier),
      Attributor(vocabularies: words.vocabularies, lexicons: words.reporting, knowledge: knowledge),
    ]
  }

  private static func fingerprint(
    _ lexicons: LexiconLibrary, _ knowledge: KnowledgeBase, _ models: Models, furniture: Paragraph.Coverage,
    candidates: Bool
  ) throws -> String {
    let made =
      [version, knowledge.identity] + models.all.map(\.identity) + ["furniture \(furniture.rawValue)"]
      + (candidates ? ["candidates"] : [])
    return try Fingerprint.sha256 { add in
      Array((made.joined(separator: "\n") + "\n").utf8).withUnsafeBytes(add)
      for path in LexiconLibrary.tables {
        Array(path.utf8).withUnsafeBytes(add)
        try lexicons.forEachPiece(of: path) { add(UnsafeRawBufferPointer($1)) }
      }
    }
  }

  /// Makes the document whose text never changes again.
  public func normalize(_ article: Article) -> Document { normalizer.document(from: article) }

  /// Runs all stages, one after another, on this thread.
  public func annotate(_ article: Article) throws -> Document {
    var document = normalize(article)
    for stage in stages { try stage.annotate(&document) }
    return document
  }
}

/// The words that an annotator reads with, by language.
private struct Words {
  let vocabularies: ByLanguage<Vocabulary>
  let reporting: ByLanguage<ReportingLexicon>
  let names: ByLanguage<NameLexicon>

  init(_ vocabulary: Vocabulary, _ reporting: ReportingLexicon, _ names: NameLexicon, _ lexicons: LexiconLibrary) {
    vocabularies = ByLanguage(french: vocabulary) { try Vocabulary(language: $0, library: lexicons) }
    self.reporting = ByLanguage(french: reporting) { try ReportingLexicon(language: $0, library: lexicons) }
    self.names = ByLanguage(french: names) { try NameLexicon(language: $0, library: lexicons) }
  }

  func loadAll() throws {
    try vocabularies.loadAll()
    try reporting.loadAll()
    try names.loadAll()
  }
}

/// The models that an annotator decides with.
private struct Models {
  let languages: ModelFile
  let tagger: ModelFile?
  let sentences: ModelFile?
  let names: ModelFile?

  init(_ lexicons: LexiconLibrary, grammar: Bool) throws {
    languages = try Self.model("languages", "languages", lexicons)!
    tagger = try grammar ? Self.model("tagger-fr", Tagger.kind, lexicons) : nil
    sentences = try Self.model("sentences-fr", "sentences", lexicons)
    names = try Self.model("names-fr", "names", lexicons)
  }

  var all: [ModelFile] { [languages, tagger, sentences, names].compactMap { $0 } }

  /// The user's own model of that name, else ours; nil only while the first of its kind is made: then the rules decide
  /// alone.
  private static func model(_ name: String, _ kind: String, _ lexicons: LexiconLibrary) throws -> ModelFile? {
    let path = "models/\(name).dixit"
    if let own = try lexicons.own(path) { return try ModelFile(own, path: "your \(path)", kind: kind) }
    return LexiconLibrary.embedded(path) == nil ? nil : try ModelFile(embedded: path, kind: kind)
  }
}
