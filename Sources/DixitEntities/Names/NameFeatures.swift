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
  private let numbers: WordNumbers
  /// For each token, what its word opens, closes or announces.
  private let heads: [NameHead]
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
  /// For each word: how often the document has it with a capital in the middle of a sentence.
  private let capitals: [UInt32]
  /// For each token, shape, rule tag, known name, bearers and head in one number.
  private let looks: [UInt64]

  init(words: NameWords, chains: NameChains, rules: [Name], sentences: [Sentence]) {
    self.words = words
    numbers = chains.numbers
    heads = chains.heads
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
    let known = chains.knownSpans(sentences)
    let bearers = words.tokens.indices.map { words.isCapital($0) ? chains.bearers(of: $0) : 0 }
    quoted = Self.quoted(words, heads)
    var capitals = [UInt32](repeating: 0, count: numbers.count)
    var shapes = [UInt64](repeating: 0, count: words.tokens.count)
    for sentence in sentences {
      for token in sentence.tokens {
        let isCapital = words.isCapital(token)
        let isInitial = isCapital && words.isInitial(token, in: sentence.tokens)
        shapes[token] = Self.shape(token, isInitial: isInitial, words)
        if isCapital && !isInitial { capitals[numbers[token]] += 1 }
      }
    }
    facts = words.traits.map { $0.intersection(Self.telling).rawValue }
    let heads = heads
    looks = words.tokens.indices.map {
      // 19, 4, 13, 6, 7 and 13 bits.
      shapes[$0] | UInt64(tags[$0]) << 19 | known[$0].code << 23 | known[$0].types << 36 | bearers[$0] << 42
        | UInt64(heads[$0].code) << 49
    }
    self.known = known
    self.bearers = bearers
    self.shapes = shapes
    self.capitals = capitals
  }

  /// The longest title in marks, in tokens.
  private static let longestQuoted = 10

  private static func quoted(_ words: NameWords, _ heads: [NameHead]) -> [UInt64] {
    var quoted = [UInt64](repeating: 0, count: words.tokens.count)
    for pair in words.marks {
      let inner = pair.open + 1..<max(pair.open + 1, pair.close ?? 0)
      guard (1...longestQuoted).contains(inner.count) else { continue }
      let cue =
        (max(0, pair.open - 2)..<pair.open).last { heads[$0].code & 15 != 0 }.map { UInt64(heads[$0].code & 15) } ?? 0
      let length: UInt64 = inner.count == 1 ? 1 : inner.count <= 4 ? 2 : 3
      for token in inner {
        let place: UInt64 = token == inner.lowerBound ? 1 : token == inner.upperBound - 1 ? 2 : 3
        quoted[token] = place | length << 2 | cue << 4 | (words.isCapital(inner.lowerBound) ? 1 << 8 : 0)
      }
    }
    return quoted
  }

  /// The features of one token, in the order in which the model learns them.
  package func collect(_ index: Int, in sentence: Range<Int>, into features: inout FeatureList) {
    features.removeAll()
    addOwn(index, governor(of: index, sentence), governed(by: index, sentence), &features)
    addWord(index, governed(by: index, sentence), &features)
    addLooks(around: index, sentence, &features)
    addWord(before: index, sentence, &features)
    addWord(behind: index, sentence, &features)
    addWords(around: index, sentence, &features)
    features.sort(by: Self.order)
  }

  private static let order: [UInt8] =
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 31, 32, 33, 34]
    + [23, 24, 25, 26, 27, 28, 39, 40, 35, 36, 37, 38, 29, 30, 41, 42, 43]

  /// The scores of the same features: each group's are worked out once for all tokens that have what it depends on.
  func scores(_ index: Int, in sentence: Range<Int>, _ cache: inout ScoreCache) -> SIMD16<Int16> {
    let look = looks[index]
    let key = words.tokens[index].key
    let governor = governor(of: index, sentence)
    let governed = governed(by: index, sentence)
    let place = governor | governed << 16 | timesCapital(index) << 20 | quoted[index] << 24
    var scores = cache.scores(.init(look, facts[index], ruleNames[index], last: place | 1 << 56)) {
      addOwn(index, governor, governed, &$0)
    }
    scores &+= cache.scores(.init(key, affixes(index), governed, last: 2 << 56)) { addWord(index, governed, &$0) }
    let around = ScoreCache.Key(
      self.look(index - 1, sentence), look, self.look(index + 1, sentence), last: heads(index - 2, sentence) | 3 << 56)
    scores &+= cache.scores(around) { addLooks(around: index, sentence, &$0) }
    scores &+= cache.scores(.init(self.key(index - 1, sentence), look, 0, last: 4 << 56)) {
      addWord(before: index, sentence, &$0)
    }
    scores &+= cache.scores(.init(self.key(index + 1, sentence), look, 0, last: 5 << 56)) {
      addWord(behind: index, sentence, &$0)
    }
    return scores &+ cache.scores { addWords(around: index, sentence, &$0) }
  }

  /// The features of one token in the second reading, which `votes` knows the first of.
  package func collect(_ index: Int, in sentence: Range<Int>, _ votes: NameVotes, into features: inout FeatureList) {
    votes.collect(index, in: sentence, shape: shapes[index], into: &features)
  }

  /// The scores of the same features.
  func scores(_ index: Int, in sentence: Range<Int>, _ votes: NameVotes, _ cache: inout ScoreCache) -> SIMD16<Int16> {
    votes.scores(index, in: sentence, shape: shapes[index], &cache)
  }

  /// What a first reading tells the second.
  package func votes(_ tags: [UInt8]) -> NameVotes { NameVotes(words: words, numbers: numbers, tags: tags) }

  // MARK: Groups of features

  /// What depends on the token's look, its traits, the rule that found it, and whether it stands by a head or in marks.
  private func addOwn(_ index: Int, _ governor: UInt64, _ governed: UInt64, _ features: inout FeatureList) {
    let tag = UInt64(ruleTags[index])
    let shape = shapes[index]
    let known = known[index]
    features.add(1, 0)
    features.add(3, tag, ruleNames[index])
    features.add(5, shape)
    features.add(16, timesCapital(index), shape)
    features.add(17, facts[index], shape)
    features.add(20, heads(index), tag)
    features.add(23, known.code)
    features.add(24, known.code, shape)
    features.add(25, known.code, tag)
    features.add(31, governor, shape)
    features.add(32, governor, known.code)
    features.add(33, governed, heads(index))
    features.add(39, known.types, known.code)
    if bearers[index] != 0 {
      features.add(35, bearers[index], shape)
      features.add(38, bearers[index], known.code, tag)
    }
    guard quoted[index] != 0 else { return }
    features.add(41, quoted[index])
    features.add(42, quoted[index], shape)
    features.add(43, quoted[index], tag)
  }

  /// What depends on the word: its key, and the first three and last three bytes as it is written.
  private func addWord(_ index: Int, _ governed: UInt64, _ features: inout FeatureList) {
    let affixes = affixes(index)
    features.add(2, words.tokens[index].key)
    features.add(29, affixes >> 32)
    features.add(30, affixes & 0xFFFF_FFFF)
    features.add(34, governed, words.tokens[index].key)
  }

  /// What depends on the looks of the token and its neighbours, and on the head two tokens before.
  private func addLooks(around index: Int, _ sentence: Range<Int>, _ features: inout FeatureList) {
    let known = known[index].code
    features.add(4, ruleTag(index - 1, sentence), ruleTag(index, sentence), ruleTag(index + 1, sentence))
    features.add(6, shapes[index], shape(index - 1, sentence), shape(index + 1, sentence))
    features.add(22, heads(index - 2, sentence))
    features.add(26, self.known(index - 1, sentence), known)
    features.add(27, known, self.known(index + 1, sentence))
    guard bearers[index] != 0 else { return }
    features.add(36, bearers(index - 1, sentence), bearers[index])
    features.add(37, bearers[index], bearers(index + 1, sentence))
  }

  /// What depends on the token's look and the word before it.
  private func addWord(before index: Int, _ sentence: Range<Int>, _ features: inout FeatureList) {
    let before = key(index - 1, sentence)
    features.add(7, before)
    features.add(11, before, shapes[index])
    features.add(14, UInt64(ruleTags[index]), before)
    features.add(28, known[index].code, before)
    features.add(40, known[index].types, before)
  }

  /// What depends on the token's look and the word behind it.
  private func addWord(behind index: Int, _ sentence: Range<Int>, _ features: inout FeatureList) {
    let after = key(index + 1, sentence)
    features.add(8, after)
    features.add(12, after, shapes[index])
    features.add(15, UInt64(ruleTags[index]), after)
  }

  /// What depends on several words or their traits, and seldom comes again.
  private func addWords(around index: Int, _ sentence: Range<Int>, _ features: inout FeatureList) {
    features.add(9, key(index - 2, sentence))
    features.add(10, key(index + 2, sentence))
    features.add(13, key(index - 1, sentence), key(index + 1, sentence))
    features.add(18, traits(index - 1, sentence), facts[index])
    features.add(19, facts[index], traits(index + 1, sentence))
    features.add(21, heads(index - 1, sentence), facts[index])
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

  // MARK: Pieces

  private func key(_ index: Int, _ sentence: Range<Int>) -> UInt64 {
    sentence.contains(index) ? words.tokens[index].key : 1
  }

  private func ruleTag(_ index: Int, _ sentence: Range<Int>) -> UInt64 {
    sentence.contains(index) ? UInt64(ruleTags[index]) : 99
  }

  /// A token's look; beyond the sentence what no token has.
  private func look(_ index: Int, _ sentence: Range<Int>) -> UInt64 { sentence.contains(index) ? looks[index] : .max }

  private func known(_ index: Int, _ sentence: Range<Int>) -> UInt64 {
    sentence.contains(index) ? known[index].code : 1
  }

  private func timesCapital(_ index: Int) -> UInt64 { UInt64(min(3, capitals[numbers[index]])) }

  /// The first three bytes, then the last three.
  private func affixes(_ index: Int) -> UInt64 {
    let span = words.tokens[index].span
    var prefix: UInt64 = 0
    var suffix: UInt64 = 0
    for offset in 0..<min(3, span.count) {
      prefix = prefix << 8 | UInt64(words.utf8[span.start + offset])
      suffix = suffix << 8 | UInt64(words.utf8[span.end - 1 - offset])
    }
    return prefix << 32 | suffix
  }

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

  private func heads(_ index: Int) -> UInt64 { UInt64(heads[index].code) }

  /// The tag of the type that the word opens; 0 where it opens none.
  private func opens(_ index: Int) -> UInt64 { UInt64(heads[index].code >> 8) }

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
