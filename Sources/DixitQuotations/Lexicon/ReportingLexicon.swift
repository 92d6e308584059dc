import DixitDocument
import DixitLexicons

/// A verb that reports, and what it may report with.
struct ReportingVerb: Sendable {
  struct Constructions: OptionSet, Sendable {
    let rawValue: UInt16
    /// que-clause, indirect question, infinitive, infinitive with *de* or *à*.
    static let que = Constructions(rawValue: 1)
    static let si = Constructions(rawValue: 2)
    static let infinitive = Constructions(rawValue: 4)
    static let deInfinitive = Constructions(rawValue: 8)
    /// Quoted words as its object; as the complement of *comme*; quoted words that are no clause.
    static let object = Constructions(rawValue: 16)
    static let comme = Constructions(rawValue: 32)
    static let fragment = Constructions(rawValue: 64)
    /// Introduces direct speech or stands in it; only stands in it.
    static let quote = Constructions(rawValue: 128)
    static let incise = Constructions(rawValue: 256)
    /// A clause without a conjunction, whatever its verb; a person as its object, before what is said.
    static let bare = Constructions(rawValue: 512)
    static let whom = Constructions(rawValue: 1024)

    static let byName: [String: Constructions] = [
      "que": .que, "si": .si, "inf": .infinitive, "de-inf": .deInfinitive, "obj": .object, "comme": .comme,
      "de-quote": .fragment, "quote": .quote, "inc": .incise,
      "bare": .bare, "whom": .whom,
    ]
  }

  enum Kind: String { case say, write, judge, think, ask, show }

  let lemma: String
  let constructions: Constructions
  let kind: Kind
  /// Thought, feeling and requests: careful readers differ on them.
  let isOptional: Bool
  let isReflexive: Bool
  /// The words behind the verb that belong to it: *faire savoir*, *mettre en garde*.
  let following: [WordKey]
}

/// One form of a reporting verb.
struct ReportingForm: Sendable {
  let verb: Int
  let traits: Traits
}

/// The words that report: verbs in all their forms, nouns, and prepositions such as *selon*.
public struct ReportingLexicon: Sendable {
  private(set) var verbs: [ReportingVerb] = []
  private var formIndex = KeyTable(minimumCapacity: 1 << 15)
  private var forms: [[ReportingForm]] = []
  private var nouns: [WordKey: (lemma: String, takesQue: Bool)] = [:]
  private(set) var markers: [SourceMarker] = []
  private var markerIndex: [WordKey: [Int]] = [:]
  private var announced: [WordKey: EntityType] = [:]
  private(set) var particles: Particles
  let syntax: Syntax
  let ownership: Ownership
  let confidences: Confidences
  var referenceWeights: ReferenceWeights
  let findWeights: FindWeights
  let stopWeights: FeatureWeights?

  public init(language: String, library: LexiconLibrary) throws {
    particles = try Particles(language: language, library: library)
    syntax = try Syntax(language: language, library: library)
    ownership = try Ownership(language: language, library: library)
    confidences = try Confidences(language: language, library: library)
    referenceWeights = try ReferenceWeights(language: language, library: library)
    findWeights = try FindWeights(language: language, library: library)
    stopWeights = try StopWeights.load(language: language, library: library)
    let conjugations = try Conjugations(language: language, library: library)
    for row in try library.table("\(language)/reporting-verbs.tsv", columns: 5) { try add(row, conjugations) }
    let endings =
      LexiconLibrary.has("\(language)/noun-endings.tsv")
      ? try library.table("\(language)/noun-endings.tsv", columns: 2) : []
    for row in try library.table("\(language)/reporting-nouns.tsv", columns: 3) {
      let noun = (lemma: row[0], takesQue: row.list(1).contains("que"))
      // *des réponses*; a plural that has a row of its own keeps it.
      for ending in endings where row[0].hasSuffix(ending[1]) {
        let plural = Folding.wordKey(row[0].dropLast(ending[1].count) + ending[0])
        if nouns[plural] == nil { nouns[plural] = noun }
      }
      nouns[row.key(0)] = noun
    }
    for row in try library.table("\(language)/source-markers.tsv", columns: 4) { addMarker(row) }
    for key in nouns.keys { particles.add(.reportingNoun, to: key) }
    for key in markerIndex.keys { particles.add(.marker, to: key) }
    for row in try library.table("\(language)/work-cues.tsv", columns: 2) {
      announced[row.key(0)] = EntityType(rawValue: row[1])
    }
    for row in try library.table("\(language)/time-words.tsv", columns: 1) { particles.add(.time, to: row.key(0)) }
  }

  func forms(_ key: WordKey) -> [ReportingForm] { formIndex[key].map { forms[Int($0)] } ?? [] }

  func noun(_ key: WordKey) -> (lemma: String, takesQue: Bool)? { nouns[key] }

  /// What a noun stands for whatever its name: an organisation (*l'entreprise*, *le journal*, but not *la mairie*), a place
  /// (*la ville*).
  func announced(by key: WordKey) -> EntityType? { announced[key] }

  /// The markers whose first word this is, longest first.
  func markers(openingWith key: WordKey) -> [SourceMarker] { (markerIndex[key] ?? []).map { markers[$0] } }

  // MARK: Loading

  private mutating func add(_ row: LexiconRow, _ conjugations: Conjugations) throws {
    var words = row[0].split(separator: " ").map(String.init)
    var isReflexive = false
    // The clitics of the lemma stand before the verb: *se*, *s'en*, *ne … pas*.
    while words.count > 1 || words[0].dropFirst().first == "'",
      let clitic = Self.clitics.first(where: { words[0].hasPrefix($0) })
    {
      guard clitic.hasSuffix("'") || clitic == words[0] else { break }
      isReflexive = isReflexive || clitic.hasPrefix("s")
      words[0].removeFirst(clitic.count)
      if words[0].isEmpty { words.removeFirst() }
    }
    guard let forms = conjugations.keys(of: words[0], class: row[1]) else {
      throw row.unexpected(1, expected: "the conjugation class of “\(words[0])”")
    }
    var constructions: ReportingVerb.Constructions = []
    for name in row.list(2) {
      guard let one = ReportingVerb.Constructions.byName[String(name)] else {
        throw row.unexpected(2, expected: "known constructions")
      }
      constructions.insert(one)
    }
    guard let kind = ReportingVerb.Kind(rawValue: String(row[3])) else {
      throw row.unexpected(3, expected: "say, write, judge, think, ask or show")
    }
    verbs.append(
      ReportingVerb(
        lemma: row[0], constructions: constructions, kind: kind, isOptional: row[4] == "optional",
        isReflexive: isReflexive,
        following: words.dropFirst().flatMap(Self.wordKeys)))
    add(forms, of: verbs.count - 1)
  }

  private static let clitics = ["se", "s'", "en", "ne", "n'"]

  /// The keys of a word as the tokenizer would divide it: *d'alarme* is two.
  private static func wordKeys(_ word: String) -> [WordKey] {
    guard let apostrophe = word.lastIndex(where: { $0 == "'" || $0 == "’" }) else { return [Folding.wordKey(word)] }
    let rest = word[word.index(after: apostrophe)...]
    return [Folding.wordKey(word[...apostrophe])] + (rest.isEmpty ? [] : [Folding.wordKey(rest)])
  }

  private mutating func add(_ keys: [(key: WordKey, traits: Traits)], of verb: Int) {
    // Forms of this verb alone that share their traits share their list.
    var own: [(traits: Traits, list: UInt32)] = []
    for (key, traits) in keys {
      let form = ReportingForm(verb: verb, traits: traits)
      let list = own.first { $0.traits == traits }?.list ?? UInt32(forms.count)
      let others = formIndex.insert(list, for: key)
      if let others {
        formIndex[key] = UInt32(forms.count)
        forms.append(Self.adding(form, to: forms[Int(others)]))
      } else if Int(list) == forms.count {
        own.append((traits, list))
        forms.append([form])
      }
    }
  }

  /// One spelling stands for several forms of a verb: they are one entry.
  private static func adding(_ form: ReportingForm, to forms: [ReportingForm]) -> [ReportingForm] {
    guard let last = forms.last, last.verb == form.verb else { return forms + [form] }
    return forms.dropLast() + [ReportingForm(verb: form.verb, traits: last.traits.union(form.traits))]
  }

  private mutating func addMarker(_ row: LexiconRow) {
    let words = row[0].split(separator: " ").flatMap { Self.wordKeys(String($0)) }
    markers.append(
      SourceMarker(
        form: row[0], words: words, kind: SourceMarker.Kind(rawValue: row[1]) ?? .preposition,
        isOptional: row[2] == "optional", isWeak: row[3] == "weak"))
    markerIndex[words[0], default: []].append(markers.count - 1)
    markerIndex[words[0]]!.sort { markers[$0].words.count > markers[$1].words.count }
  }
}

/// A preposition that names a source: *selon*, *d'après*, *à en croire*.
struct SourceMarker: Sendable {
  enum Kind: String, Sendable {
    /// A noun phrase follows; the word *source* is part of the source; the whole phrase stands alone.
    case preposition = "prep"
    case source, own
  }

  let form: String
  let words: [WordKey]
  let kind: Kind
  let isOptional: Bool
  /// Says so only beside a person or an organisation, and a clause: *pour*.
  let isWeak: Bool
}
