/// What a token is in its sentence: its universal part of speech and what grammar adds.
public struct Tag: Sendable, Hashable {
  /// Universal Dependencies' parts of speech. *du* is an adposition that holds an article.
  public enum PartOfSpeech: UInt8, Sendable, CaseIterable {
    case adjective, adposition, adverb, auxiliary, coordinator, determiner, interjection, noun, number, pronoun,
      properNoun, punctuation, subordinator, symbol, verb, other
  }

  /// Gender, number, person, verb form, mood, tense and kind of pronoun; what is not known is not set.
  public struct Features: OptionSet, Sendable, Hashable {
    public let rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }
    private init(bit: UInt32) { rawValue = 1 << bit }

    public static let masculine = Features(bit: 0)
    public static let feminine = Features(bit: 1)
    public static let singular = Features(bit: 2)
    public static let plural = Features(bit: 3)
    public static let firstPerson = Features(bit: 4)
    public static let secondPerson = Features(bit: 5)
    public static let thirdPerson = Features(bit: 6)

    public static let finite = Features(bit: 7)
    public static let infinitive = Features(bit: 8)
    public static let participle = Features(bit: 9)
    public static let indicative = Features(bit: 10)
    public static let conditional = Features(bit: 11)
    public static let subjunctive = Features(bit: 12)
    public static let imperative = Features(bit: 13)
    public static let present = Features(bit: 14)
    public static let imperfect = Features(bit: 15)
    public static let past = Features(bit: 16)
    public static let future = Features(bit: 17)

    public static let article = Features(bit: 18)
    public static let demonstrative = Features(bit: 19)
    public static let indefinite = Features(bit: 20)
    public static let interrogative = Features(bit: 21)
    public static let negative = Features(bit: 22)
    public static let personal = Features(bit: 23)
    public static let relative = Features(bit: 24)
    public static let exclamative = Features(bit: 25)
  }

  public let partOfSpeech: PartOfSpeech
  public let features: Features

  public init(_ partOfSpeech: PartOfSpeech, _ features: Features = []) {
    self.partOfSpeech = partOfSpeech
    self.features = features
  }

  public var gender: Gender? {
    features.contains(.feminine) ? .feminine : features.contains(.masculine) ? .masculine : nil
  }
}

extension Tag.PartOfSpeech {
  /// The name in treebanks: `NOUN`, `PROPN`, …
  public var universalName: String {
    switch self {
    case .adjective: "ADJ"
    case .adposition: "ADP"
    case .adverb: "ADV"
    case .auxiliary: "AUX"
    case .coordinator: "CCONJ"
    case .determiner: "DET"
    case .interjection: "INTJ"
    case .noun: "NOUN"
    case .number: "NUM"
    case .pronoun: "PRON"
    case .properNoun: "PROPN"
    case .punctuation: "PUNCT"
    case .subordinator: "SCONJ"
    case .symbol: "SYM"
    case .verb: "VERB"
    case .other: "X"
    }
  }

  public init?(universalName: String) {
    guard let found = Self.allCases.first(where: { $0.universalName == universalName }) else { return nil }
    self = found
  }
}

extension Tag.Features {
  /// The features that stand together: at most one of each group is set, but for a word of both genders.
  private static let universal: [(key: String, values: [(name: String, value: Tag.Features)])] = [
    ("Gender", [("Masc", .masculine), ("Fem", .feminine)]),
    (
      "Mood",
      [("Ind", .indicative), ("Cnd", .conditional), ("Sub", .subjunctive), ("Imp", .imperative)]
    ),
    ("Number", [("Sing", .singular), ("Plur", .plural)]),
    ("Person", [("1", .firstPerson), ("2", .secondPerson), ("3", .thirdPerson)]),
    (
      "PronType",
      [
        ("Art", .article), ("Dem", .demonstrative), ("Exc", .exclamative), ("Ind", .indefinite),
        ("Int", .interrogative), ("Neg", .negative), ("Prs", .personal), ("Rel", .relative),
      ]
    ),
    ("Tense", [("Pres", .present), ("Imp", .imperfect), ("Past", .past), ("Fut", .future)]),
    ("VerbForm", [("Fin", .finite), ("Inf", .infinitive), ("Part", .participle)]),
  ]

  /// As treebanks write them: `Gender=Fem|Number=Sing`; `_` where there are none.
  public var universalName: String {
    let fields = Self.universal.compactMap { group -> String? in
      let values = group.values.filter { contains($0.value) }.map(\.name)
      return values.isEmpty ? nil : "\(group.key)=\(values.joined(separator: ","))"
    }
    return fields.isEmpty ? "_" : fields.joined(separator: "|")
  }

  /// What of a treebank's features is kept.
  public init(universal fields: [String: String]) {
    self = []
    for group in Self.universal {
      guard let value = fields[group.key] else { continue }
      for candidate in group.values where candidate.name == value { insert(candidate.value) }
    }
  }
}
