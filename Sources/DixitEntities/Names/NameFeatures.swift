import DixitDocument
import DixitGrammar
import DixitKnowledge
import DixitLexicons

/// The classes of the sequence model: outside, and the first and further words of a name of each type.
package enum NameTag {
  package static let outside = 0
  package static let types: [EntityType] = [.person, .organisation, .place, .product, .work, .event]
  package static let count = 1 + 2 * types.count

  package static func first(_ type: EntityType) -> Int { types.firstIndex(of: type).map { 1 + 2 * $0 } ?? outside }
  package static func isFirst(_ tag: Int) -> Bool { tag & 1 == 1 }
  package static func type(_ tag: Int) -> EntityType? { tag == outside ? nil : types[(tag - 1) / 2] }

  /// Whether a tag may stand behind another: a further word only behind a word of the same name.
  package static func follows(_ tag: Int, _ before: Int) -> Bool {
    tag == outside || isFirst(tag) || before == tag || before == tag - 1
  }

  /// The names that a sequence of tags tells.
  static func names(in tags: [Int], from start: Int) -> [(tokens: Range<Int>, type: EntityType)] {
    var names: [(tokens: Range<Int>, type: EntityType)] = []
    for (offset, tag) in tags.enumerated() {
      guard let type = type(tag) else { continue }
      if isFirst(tag) || names.last?.tokens.upperBound != start + offset {
        names.append((start + offset..<start + offset + 1, type))
      } else {
        names[names.count - 1].tokens = names.last!.tokens.lowerBound..<start + offset + 1
      }
    }
    return names
  }

  /// The tags of a stretch of tokens that holds some names.
  package static func tags(of names: [(tokens: Range<Int>, type: EntityType)], in range: Range<Int>) -> [Int] {
    var tags = [Int](repeating: outside, count: range.count)
    for name in names {
      for token in name.tokens where range.contains(token) {
        tags[token - range.lowerBound] = first(name.type) + (token == name.tokens.lowerBound ? 0 : 1)
      }
    }
    return tags
  }
}

/// What the sequence model sees of each token: its form, what the lexicons and the knowledge base say of it, and what
/// the rules think. The model learns where the rules are wrong.
package struct NameFeatures {
  let words: NameWords
  /// For each token, what type its word opens, closes or announces: four bits each.
  private let headCodes: [UInt16]
  /// For each token, kind and capitals, and whether a capital proves anything there; what the vocabulary knows.
  private let shapes: [UInt64]
  private let facts: [UInt64]
  private let ruleTags: [UInt8]
  private let ruleNames: [UInt64]
  private let known: [KnownSpan]
  /// For each word with a capital, how many people bear it as a given name and as a family name: three bits each.
  private let bearers: [UInt64]
  /// For each token inside short marks: how many tokens they hold, where among them it stands, and what the word before
  /// the marks announces; 0 elsewhere.
  private let quoted: [UInt64]
  /// For each word key: how often the document has it with a capital in the middle of a sentence.
  private let capitals: [WordKey: Int]

  init(words: NameWords, lexicon: NameLexicon, chains: NameChains, rules: [Name], sentences: [Sentence]) {
    self.words = words
    headCodes = words.tokens.map { lexicon.code($0.key) }
    var tags = [UInt8](repeating: 0, count: words.tokens.count)
    var names = [UInt64](repeating: 0, count: words.tokens.count)
    for name in rules {
      let rule = Folding.wordKey(name.rule)
      for token in name.tokens {
        tags[token] = UInt8(NameTag.first(name.type) + (token == name.tokens.lowerBound ? 0 : 1))
        names[token] = rule
      }
    }
    ruleTags = tags
    ruleNames = names
    known = chains.knownSpans(sentences)
    bearers = words.tokens.indices.map { words.isCapital($0) ? chains.bearers(of: $0) : 0 }
    quoted = Self.quoted(words, headCodes)
    var capitals: [WordKey: Int] = [:]
    var shapes = [UInt64](repeating: 0, count: words.tokens.count)
    for sentence in sentences {
      for token in sentence.tokens {
        let isCapital = words.isCapital(token)
        let isInitial = isCapital && words.isInitial(token, in: sentence.tokens)
        shapes[token] = Self.shape(token, isInitial: isInitial, words)
        if isCapital && !isInitial { capitals[words.tokens[token].key, default: 0] += 1 }
      }
    }
    self.shapes = shapes
    facts = words.traits.map { $0.intersection(Self.telling).rawValue }
    self.capitals = capitals
  }

  /// The longest title in marks, in tokens.
  private static let longestQuoted = 10

  private static func quoted(_ words: NameWords, _ heads: [UInt16]) -> [UInt64] {
    var quoted = [UInt64](repeating: 0, count: words.tokens.count)
    for pair in words.marks {
      let inner = pair.open + 1..<max(pair.open + 1, pair.close ?? 0)
      guard (1...longestQuoted).contains(inner.count) else { continue }
      let cue = (max(0, pair.open - 2)..<pair.open).last { heads[$0] & 15 != 0 }.map { UInt64(heads[$0] & 15) } ?? 0
      let length: UInt64 = inner.count == 1 ? 1 : inner.count <= 4 ? 2 : 3
      for token in inner {
        let place: UInt64 = token == inner.lowerBound ? 1 : token == inner.upperBound - 1 ? 2 : 3
        quoted[token] = place | length << 2 | cue << 4 | (words.isCapital(inner.lowerBound) ? 1 << 8 : 0)
      }
    }
    return quoted
  }

  /// The features of one token.
  package func collect(_ index: Int, in sentence: Range<Int>, into features: inout FeatureList) {
    features.removeAll()
    features.add(1, 0)
    let key = words.tokens[index].key
    features.add(2, key)
    features.add(3, ruleTag(index, sentence), rule(index, sentence))
    features.add(4, ruleTag(index - 1, sentence), ruleTag(index, sentence), ruleTag(index + 1, sentence))
    let shape = shape(index, sentence)
    features.add(5, shape)
    features.add(6, shape, self.shape(index - 1, sentence), self.shape(index + 1, sentence))
    addWords(around: index, sentence, shape, &features)
    addLexicons(index, sentence, &features)
    addKnowledge(index, sentence, &features)
    addAffixes(index, &features)
    guard quoted[index] != 0 else { return }
    features.add(41, quoted[index])
    features.add(42, quoted[index], shape)
    features.add(43, quoted[index], ruleTag(index, sentence))
  }

  /// The features of one token in the second reading, which `votes` knows the first of.
  package func collect(_ index: Int, in sentence: Range<Int>, _ votes: NameVotes, into features: inout FeatureList) {
    votes.collect(index, in: sentence, shape: shape(index, sentence), into: &features)
  }

  /// What a first reading tells the second.
  package func votes(_ tags: [UInt8]) -> NameVotes { NameVotes(words: words, tags: tags) }

  private func addWords(around index: Int, _ sentence: Range<Int>, _ shape: UInt64, _ features: inout FeatureList) {
    let before = key(index - 1, sentence)
    let after = key(index + 1, sentence)
    features.add(7, before)
    features.add(8, after)
    features.add(9, key(index - 2, sentence))
    features.add(10, key(index + 2, sentence))
    features.add(11, before, shape)
    features.add(12, after, shape)
    features.add(13, before, after)
    features.add(14, ruleTag(index, sentence), before)
    features.add(15, ruleTag(index, sentence), after)
    features.add(16, UInt64(min(3, capitals[words.tokens[index].key] ?? 0)), shape)
  }

  private func addLexicons(_ index: Int, _ sentence: Range<Int>, _ features: inout FeatureList) {
    let own = traits(index, sentence)
    let before = traits(index - 1, sentence)
    let after = traits(index + 1, sentence)
    features.add(17, own, shape(index, sentence))
    features.add(18, before, own)
    features.add(19, own, after)
    features.add(20, heads(index), ruleTag(index, sentence))
    features.add(21, heads(index - 1, sentence), own)
    features.add(22, heads(index - 2, sentence))
    let governor = governor(of: index, sentence)
    features.add(31, governor, shape(index, sentence))
    features.add(32, governor, known[index].code)
    features.add(33, governed(by: index, sentence), heads(index))
    features.add(34, governed(by: index, sentence), words.tokens[index].key)
  }

  private func addKnowledge(_ index: Int, _ sentence: Range<Int>, _ features: inout FeatureList) {
    let own = known[index].code
    features.add(23, own)
    features.add(24, own, shape(index, sentence))
    features.add(25, own, ruleTag(index, sentence))
    features.add(26, sentence.contains(index - 1) ? known[index - 1].code : 1, own)
    features.add(27, own, sentence.contains(index + 1) ? known[index + 1].code : 1)
    features.add(28, own, key(index - 1, sentence))
    features.add(39, known[index].types, own)
    features.add(40, known[index].types, key(index - 1, sentence))
    let bearers = bearers(index, sentence)
    guard bearers != 0 else { return }
    let before = self.bearers(index - 1, sentence)
    let after = self.bearers(index + 1, sentence)
    features.add(35, bearers, shape(index, sentence))
    features.add(36, before, bearers)
    features.add(37, bearers, after)
    features.add(38, bearers, own, ruleTag(index, sentence))
  }

  /// The head word that a word depends on over small words (*ministère de la **Culture***): what it opens, and how far
  /// away it stands; 0 where there is none.
  private func governor(of index: Int, _ sentence: Range<Int>) -> UInt64 {
    var at = index - 1
    while at >= sentence.lowerBound, index - at <= 4 {
      if opens(at) != 0 {
        return opens(at) << 8 | UInt64(index - at) << 1 | (words.isCapital(at) ? 1 : 0)
      }
      guard words.traits[at].has([.determiner, .preposition, .adjective, .organisationParticle]) else { return 0 }
      at -= 1
    }
    return 0
  }

  /// Whether small words and then a capital follow: *université d'**Oxford***; how far away the capital stands.
  private func governed(by index: Int, _ sentence: Range<Int>) -> UInt64 {
    guard opens(index) != 0 else { return 0 }
    var at = index + 1
    while at < sentence.upperBound, at - index <= 4 {
      if words.isCapital(at) { return UInt64(at - index) }
      guard words.traits[at].has([.determiner, .preposition, .adjective, .organisationParticle]) else { return 9 }
      at += 1
    }
    return 9
  }

  /// The first three and last three bytes of the word as it is written.
  private func addAffixes(_ index: Int, _ features: inout FeatureList) {
    let span = words.tokens[index].span
    var prefix: UInt64 = 0
    var suffix: UInt64 = 0
    for offset in 0..<min(3, span.count) {
      prefix = prefix << 8 | UInt64(words.utf8[span.start + offset])
      suffix = suffix << 8 | UInt64(words.utf8[span.end - 1 - offset])
    }
    features.add(29, prefix)
    features.add(30, suffix)
  }

  // MARK: Pieces

  private func key(_ index: Int, _ sentence: Range<Int>) -> UInt64 {
    sentence.contains(index) ? words.tokens[index].key : 1
  }

  private func ruleTag(_ index: Int, _ sentence: Range<Int>) -> UInt64 {
    sentence.contains(index) ? UInt64(ruleTags[index]) : 99
  }

  private func rule(_ index: Int, _ sentence: Range<Int>) -> UInt64 { sentence.contains(index) ? ruleNames[index] : 0 }

  private func bearers(_ index: Int, _ sentence: Range<Int>) -> UInt64 {
    sentence.contains(index) ? bearers[index] : 0xFF
  }

  private func shape(_ index: Int, _ sentence: Range<Int>) -> UInt64 {
    sentence.contains(index) ? shapes[index] : 0xFFFF
  }

  private static func shape(_ index: Int, isInitial: Bool, _ words: NameWords) -> UInt64 {
    let token = words.tokens[index]
    let shape = token.shape.subtracting([.spaceBefore, .opensParagraph])
    return UInt64(token.kind.rawValue) << 16 | UInt64(shape.rawValue) << 1 | (isInitial ? 1 : 0)
  }

  private static let telling: Traits = [
    .noun, .adjective, .finiteVerb, .infinitive, .pastParticiple, .determiner, .preposition, .coordinator, .role,
    .personNoun, .organisationNoun, .title, .givenName, .ambiguousGivenName, .notName, .numeral,
  ]

  private func traits(_ index: Int, _ sentence: Range<Int>) -> UInt64 { sentence.contains(index) ? facts[index] : 1 }

  private func heads(_ index: Int) -> UInt64 { UInt64(headCodes[index]) }

  /// The tag of the type that the word opens; 0 where it opens none.
  private func opens(_ index: Int) -> UInt64 { UInt64(headCodes[index] >> 8) }

  private func heads(_ index: Int, _ sentence: Range<Int>) -> UInt64 {
    sentence.contains(index) ? heads(index) : 0xFFFF
  }
}

/// The name of the knowledge base that covers a token: where in it the token stands, and what it names.
struct KnownSpan {
  static let none = KnownSpan(code: 0, types: 0)
  let code: UInt64
  /// The types of all things of that name, a bit each.
  let types: UInt64

  private init(code: UInt64, types: UInt64) {
    self.code = code
    self.types = types
  }

  /// - Parameter position: 0 for the first word of several, 1 for a further one, 2 for a name of one word.
  init(_ name: KnownName, position: UInt64) {
    let popularity = UInt64(min(7, max(0, name.popularity * 8)))
    types = name.types
    code = 1 + (UInt64(NameTag.first(name.type)) << 8 | popularity << 4 | (name.isCurated ? 8 : 0) | position)
  }
}
