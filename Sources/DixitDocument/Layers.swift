/// A block of text between line breaks, or one that the source format marks.
public struct Paragraph: Sendable, Hashable {
  public enum Kind: String, Sendable, CaseIterable {
    case title, heading, body, list, caption, furniture
  }

  /// What is looked for in a paragraph; it has tokens and sentences all the same.
  public enum Coverage: String, Sendable, CaseIterable {
    case none, names, all
  }

  public let span: Span
  public let kind: Kind
  public let coverage: Coverage

  public init(span: Span, kind: Kind, coverage: Coverage = .all) {
    self.span = span
    self.kind = kind
    self.coverage = coverage
  }
}

/// A hash of a word's lower-case form, accents kept: what lexicons are looked up by.
public typealias WordKey = UInt64

/// A token by Universal Dependencies' conventions: `l'`, `-t-il`, `M.`, `3,4` are one each.
public struct Token: Sendable, Hashable {
  public enum Kind: UInt8, Sendable, CaseIterable {
    case word, number, punctuation, quotationMark, symbol, address
  }

  public struct Shape: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8
    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// White space stands before it, or it opens a paragraph.
    @inlinable public static var spaceBefore: Shape { Shape(rawValue: 1) }
    /// Its first letter is a capital.
    @inlinable public static var capitalized: Shape { Shape(rawValue: 2) }
    /// At least two letters, all capitals.
    @inlinable public static var allCapitals: Shape { Shape(rawValue: 4) }
    /// Ends with an apostrophe: `l'`, `qu'`.
    @inlinable public static var elided: Shape { Shape(rawValue: 8) }
    /// A clitic behind a verb: `-il`, `-t-elle`, `-ci`.
    @inlinable public static var enclitic: Shape { Shape(rawValue: 16) }
    /// Ends with the period of an abbreviation: `M.`, `J.`.
    @inlinable public static var abbreviation: Shape { Shape(rawValue: 32) }
    /// A capital stands inside or behind the first letter: `OpenAI`, `iPhone`, `SNCF`.
    @inlinable public static var innerCapital: Shape { Shape(rawValue: 64) }
    /// Opens a paragraph.
    @inlinable public static var opensParagraph: Shape { Shape(rawValue: 128) }
  }

  public let span: Span
  public let key: WordKey
  public let kind: Kind
  public let shape: Shape
  /// What the annotator's vocabulary knows of the form: looked up once, for all stages.
  public package(set) var traits: Traits

  public init(span: Span, key: WordKey, kind: Kind, shape: Shape, traits: Traits = []) {
    self.span = span
    self.key = key
    self.kind = kind
    self.shape = shape
    self.traits = traits
  }
}

/// A token that is two words by Universal Dependencies' conventions: *du* is *de* and *le*.
public struct Contraction: Sendable, Hashable {
  public let token: Int
  public let words: [String]

  public init(token: Int, words: [String]) {
    self.token = token
    self.words = words
  }
}

/// A pair of quotation marks, or one that never finds its partner.
public struct QuotationMarks: Sendable, Hashable {
  /// Tokens of the marks. `close` is nil where the quotation is never closed: it then ends at `end`.
  public let open: Int
  public let close: Int?
  /// The token behind the last one inside.
  public let end: Int
  /// How many pairs stand around this one.
  public let depth: Int
  /// Whether this pair goes on with the one before it: a mark that each paragraph opens again.
  public let isReopened: Bool

  public init(open: Int, close: Int?, end: Int, depth: Int = 0, isReopened: Bool = false) {
    self.open = open
    self.close = close
    self.end = end
    self.depth = depth
    self.isReopened = isReopened
  }

  /// The tokens between the marks.
  public var inside: Range<Int> { open + 1..<max(open + 1, end) }
}

public struct Sentence: Sendable, Hashable {
  public let span: Span
  public let tokens: Range<Int>

  public init(span: Span, tokens: Range<Int>) {
    self.span = span
    self.tokens = tokens
  }
}

public enum EntityType: String, Sendable, CaseIterable {
  case person = "PER"
  case organisation = "ORG"
  case place = "LOC"
  case product = "PROD"
  case work = "WORK"
  case event = "EVENT"
  /// A speaker that is none of these, or not known.
  case other = "MISC"
}

public enum Gender: String, Sendable {
  case feminine = "f"
  case masculine = "m"
}

/// A name in the text, before anyone knows what it names.
public struct Name: Sendable, Hashable {
  public let tokens: Range<Int>
  public let type: EntityType
  /// Which rule decided.
  public let rule: String
  public let confidence: Double

  public init(tokens: Range<Int>, type: EntityType, rule: String, confidence: Double) {
    self.tokens = tokens
    self.type = type
    self.rule = rule
    self.confidence = confidence
  }
}

/// A title or function that the text gives a name: *M.*, *la ministre de la Culture*, *PDG de Microsoft*.
public struct Role: Sendable, Hashable {
  public enum Kind: String, Sendable, CaseIterable {
    /// Stands before a person's name without a determiner: *M.*, *Dr*, *Mgr*.
    case title
    /// What a person does or is: *porte-parole du HCR*, *la mère*.
    case function
    /// What an organisation is: *le groupe*, *une association d'aide aux victimes*.
    case category
  }

  /// Index into `Document.names`.
  public let name: Int
  /// The phrase, with its determiner and complements, without the name.
  public let tokens: Range<Int>
  /// The noun or title among them.
  public let head: Int
  public let kind: Kind
  /// What the phrase tells of whom it means; nil where it suits both.
  public let gender: Gender?

  public init(name: Int, tokens: Range<Int>, head: Int, kind: Kind, gender: Gender? = nil) {
    self.name = name
    self.tokens = tokens
    self.head = head
    self.kind = kind
    self.gender = gender
  }
}

/// What a name, a pronoun or a noun phrase means: one for each thing of the document.
public struct Entity: Sendable, Hashable {
  public let type: EntityType
  /// The canonical name, or the fullest that the document gives.
  public let name: String
  /// Wikidata item, such as `Q7186`, or nil where none is certain.
  public let qid: String?
  public let gender: Gender?
  /// What to count by in many documents: the item, or an id of our own made of type and name, such as
  /// `dixit:per/jean-dupont`; nil for whoever is only described.
  public let key: String?
  /// What else its names may mean, likeliest first; empty unless asked for.
  public let candidates: [EntityCandidate]
  /// Its place in the knowledge base that it was linked with.
  package let item: Int?

  public init(
    type: EntityType, name: String, qid: String? = nil, gender: Gender? = nil, key: String? = nil,
    candidates: [EntityCandidate] = []
  ) {
    self.init(type: type, name: name, qid: qid, gender: gender, key: key, candidates: candidates, item: nil)
  }

  package init(
    type: EntityType, name: String, qid: String?, gender: Gender?, key: String?, candidates: [EntityCandidate],
    item: Int?
  ) {
    self.type = type
    self.name = name
    self.qid = qid
    self.gender = gender
    self.key = key ?? qid
    self.candidates = candidates
    self.item = item
  }

  /// The same with a gender.
  package func of(_ gender: Gender) -> Entity {
    Entity(type: type, name: name, qid: qid, gender: gender, key: key, candidates: candidates, item: item)
  }
}

/// A thing of the knowledge base that a name may mean.
public struct EntityCandidate: Sendable, Hashable {
  /// As `Entity.key`.
  public let key: String
  public let name: String
  /// How likely it is meant: all candidates' shares, and that of none of them, make one.
  public let share: Double

  public init(key: String, name: String, share: Double) {
    self.key = key
    self.name = name
    self.share = share
  }
}

public struct Mention: Sendable, Hashable {
  public enum Form: String, Sendable { case name, pronoun, nominal }
  public enum Number: String, Sendable { case singular, plural }
  /// *le*, *ce*, *son* mean something known; *un*, *des*, *plusieurs* something new.
  public enum Definiteness: String, Sendable { case definite, indefinite }

  /// What the grammar of a noun phrase tells; nil where it leaves something open.
  public struct Noun: Sendable, Hashable {
    /// The noun that the others depend on: *directeur* in *le directeur financier*.
    public let head: Span
    public let gender: Gender?
    public let number: Number?
    public let definiteness: Definiteness?

    public init(head: Span, gender: Gender?, number: Number?, definiteness: Definiteness?) {
      self.head = head
      self.gender = gender
      self.number = number
      self.definiteness = definiteness
    }
  }

  public let span: Span
  public let form: Form
  /// Index into `Document.allEntities`.
  public let entity: Int
  public let confidence: Double
  /// Of a nominal mention whose head is known.
  public let noun: Noun?

  public init(span: Span, form: Form, entity: Int, confidence: Double, noun: Noun? = nil) {
    self.span = span
    self.form = form
    self.entity = entity
    self.confidence = confidence
    self.noun = noun
  }
}

/// The things that the document's names mean, and the mentions that mean them.
public struct EntityLayer: Sendable, Hashable {
  public let entities: [Entity]
  /// One for each name, in text order.
  public let mentions: [Mention]

  public init(entities: [Entity], mentions: [Mention]) {
    self.entities = entities
    self.mentions = mentions
  }
}

/// Words that are reported, and the words beside them that say so.
public struct Quotation: Sendable, Hashable {
  public enum Kind: String, Sendable, CaseIterable { case direct, mixed, fragment, indirect }

  public struct Cue: Sendable, Hashable {
    public let span: Span
    public let lemma: String

    public init(span: Span, lemma: String) {
      self.span = span
      self.lemma = lemma
    }
  }

  public let kind: Kind
  /// One or more spans: an incise splits a quotation, and each paragraph may reopen it.
  public let content: [Span]
  /// From each opening mark to its closing mark, both included.
  public let marks: [Span]
  public let cue: Cue?
  /// The mention beside the cue that speaks.
  public let source: Span?
  /// Index of the quotation around this one.
  public let parent: Int?
  /// Which rule found it, and how often such finds are right.
  public let rule: String
  public let confidence: Double

  public init(
    kind: Kind, content: [Span], marks: [Span] = [], cue: Cue? = nil, source: Span? = nil, parent: Int? = nil,
    rule: String, confidence: Double
  ) {
    self.kind = kind
    self.content = content
    self.marks = marks
    self.cue = cue
    self.source = source
    self.parent = parent
    self.rule = rule
    self.confidence = confidence
  }
}

/// Who said it.
public struct Attribution: Sendable, Hashable {
  /// Index into `Document.allEntities`; nil when the text does not tell.
  public let speaker: Int?
  public let addressee: Int?
  /// Which rule found the speaker, and how often such finds are right.
  public let rule: String
  public let confidence: Double

  public init(speaker: Int?, addressee: Int? = nil, rule: String, confidence: Double) {
    self.speaker = speaker
    self.addressee = addressee
    self.rule = rule
    self.confidence = confidence
  }
}

extension Attribution {
  /// The same, to somebody.
  package func addressed(to addressee: Int) -> Attribution {
    Attribution(speaker: speaker, addressee: addressee, rule: rule, confidence: confidence)
  }
}

/// The speakers of a document's quotations.
public struct AttributionLayer: Sendable, Hashable {
  /// One for each quotation, in the same order.
  public let attributions: [Attribution]
  /// Speakers without a name; their ids follow those of `EntityLayer.entities`.
  public let entities: [Entity]
  /// Pronouns and noun phrases that were resolved.
  public let mentions: [Mention]
  /// The gender that pronouns tell of people whose names do not, by their ids.
  public let genders: [Int: Gender]

  public init(
    attributions: [Attribution], entities: [Entity], mentions: [Mention], genders: [Int: Gender] = [:]
  ) {
    self.attributions = attributions
    self.entities = entities
    self.mentions = mentions
    self.genders = genders
  }
}
