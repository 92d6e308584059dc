/// An article's frozen text and the layers that the stages wrote about it.
///
/// A layer is nil until its stage has run; empty when the stage ran and found nothing.
public struct Document: Sendable {
  public let id: String
  public let text: Text
  /// The text ↔ the article as received.
  public let alignment: Alignment
  public let origin: Article.Origin
  /// Blocks that the source format marked; empty for plain text.
  public let blocks: [Article.Block]
  public let metadata: Article.Metadata
  /// The language of most of the text, as the text itself shows it; nil where it is too short to tell.
  public let identifiedLanguage: Language?
  /// What was noticed on the way in, in sentences for a person.
  public package(set) var warnings: [String]

  public package(set) var paragraphs: [Paragraph]?
  public package(set) var tokens: [Token]?
  public package(set) var marks: [QuotationMarks]?
  public package(set) var sentences: [Sentence]?
  public package(set) var tags: [Tag]?
  /// The dictionary entry of each verb and noun that the lexicons explain; nil for other tokens.
  public package(set) var lemmas: [String?]?
  public package(set) var contractions: [Contraction]?
  public package(set) var names: [Name]?
  public package(set) var roles: [Role]?
  public package(set) var entities: EntityLayer?
  public package(set) var quotations: [Quotation]?
  /// For each quotation the language that it is in, where that surely is another than the document's.
  public package(set) var languages: [Language?]?
  public package(set) var attributions: AttributionLayer?
  /// What a stage worked out for itself and leaves to those behind it that need the same; no layer, and never written.
  package var workings: (any Sendable)?

  /// Only normalization makes documents: no stage can move the ground.
  package init(
    article: Article, text: Text, alignment: Alignment, language: Language? = nil, warnings: [String] = []
  ) {
    self.id = article.id
    self.text = text
    self.alignment = alignment
    self.origin = article.origin
    self.blocks = article.blocks
    self.metadata = article.metadata
    self.identifiedLanguage = language
    self.warnings = article.warnings + warnings
  }
}

/// The layers of a document, in the order in which they are usually written.
public enum Layer: String, CaseIterable, Sendable {
  case paragraphs, tokens, marks, sentences, tags, lemmas, contractions, names, roles, entities, quotations,
    languages, attributions
}

extension Document {
  /// Whether the layer's stage has run.
  public func has(_ layer: Layer) -> Bool {
    switch layer {
    case .paragraphs: paragraphs != nil
    case .tokens: tokens != nil
    case .marks: marks != nil
    case .sentences: sentences != nil
    case .tags: tags != nil
    case .lemmas: lemmas != nil
    case .contractions: contractions != nil
    case .names: names != nil
    case .roles: roles != nil
    case .entities: entities != nil
    case .quotations: quotations != nil
    case .languages: languages != nil
    case .attributions: attributions != nil
    }
  }

  /// BCP 47 tag of the language to work in: what the text shows counts before what its source declares, because pages
  /// often declare their publisher's language or none. A language that we can't tell is the declared one, or `und`; nil
  /// where the text is too short to tell.
  public var language: String? {
    guard let identifiedLanguage else { return metadata.language }
    if identifiedLanguage == .other { return metadata.language ?? identifiedLanguage.rawValue }
    let declared = metadata.language.map(Language.primary)
    return declared == identifiedLanguage.rawValue ? metadata.language : identifiedLanguage.rawValue
  }

  /// Takes a layer away, as if its stage had never run: for tests of what a stage really reads.
  package mutating func remove(_ layer: Layer) {
    switch layer {
    case .paragraphs: paragraphs = nil
    case .tokens: tokens = nil
    case .marks: marks = nil
    case .sentences: sentences = nil
    case .tags: tags = nil
    case .lemmas: lemmas = nil
    case .contractions: contractions = nil
    case .names: names = nil
    case .roles: roles = nil
    case .entities: entities = nil
    case .quotations: quotations = nil
    case .languages: languages = nil
    case .attributions: attributions = nil
    }
  }

  /// Every entity: those that have names, then the speakers who have none. `Entity` ids index this list.
  public var allEntities: [Entity] {
    var all = (entities?.entities ?? []) + (attributions?.entities ?? [])
    for (entity, gender) in attributions?.genders ?? [:] { all[entity] = all[entity].of(gender) }
    return all
  }

  /// Every mention in text order: names, then the pronouns and noun phrases that attribution resolved.
  public var allMentions: [Mention] {
    ((entities?.mentions ?? []) + (attributions?.mentions ?? [])).sorted { $0.span < $1.span }
  }

  /// The entity whose name a role belongs to; nil where the entities are not known.
  package func entity(of role: Role) -> Int? {
    guard let mentions = entities?.mentions, role.name < mentions.count else { return nil }
    return mentions[role.name].entity
  }

  public func string(_ span: Span) -> String { text.string(span) }

  /// The tokens that lie within a span.
  public func tokens(in span: Span) -> Range<Int> {
    guard let tokens else { return 0..<0 }
    let first = tokens.partitioningIndex { $0.span.start >= span.start }
    let end = tokens.partitioningIndex { $0.span.end > span.end }
    return first..<max(first, end)
  }

  /// The words of a token: two for *du*, itself for most.
  public func words(ofToken index: Int) -> [String] {
    let found = contractions?.partitioningIndex { $0.token >= index } ?? 0
    if let contractions, found < contractions.count, contractions[found].token == index {
      return contractions[found].words
    }
    return [string(tokens![index].span)]
  }

  /// What is looked for in the paragraph in which a span begins.
  package func coverage(at span: Span) -> Paragraph.Coverage {
    guard let paragraphs else { return .all }
    let behind = paragraphs.partitioningIndex { $0.span.start > span.start }
    return behind > 0 ? paragraphs[behind - 1].coverage : .all
  }

  /// The span of a non-empty range of tokens.
  public func span(of range: Range<Int>) -> Span {
    guard let tokens, !range.isEmpty else { return Span(0, 0) }
    return Span(tokens[range.lowerBound].span.start, tokens[range.upperBound - 1].span.end)
  }
}
