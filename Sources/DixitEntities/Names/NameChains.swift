import DixitDocument
import DixitKnowledge
import DixitLexicons

/// A stretch of tokens that is a name, and what the knowledge base has under it.
struct NameChain {
  let tokens: Range<Int>
  /// The best-known thing of that name; nil where the knowledge base has none.
  let known: KnownName?
  /// The type that its first word gives: *ministère*, *université*.
  let headType: EntityType?
  /// Whether that word has a small letter, so that more than it may not belong to the name.
  var isHeadSmall = false
}

/// Cuts names out of sentences: how far each one goes.
struct NameChains {
  let words: NameWords
  let numbers: WordNumbers
  /// What each token's word opens, closes and announces.
  let heads: [NameHead]
  private let knowledge: KnowledgeBase
  private let known: KnownNames
  private let hasCapitalOffices: Bool
  private static let longest = KnownNames.longest

  init(words: NameWords, lexicon: NameLexicon, knowledge: KnowledgeBase, sentences: [Sentence]) {
    self.words = words
    self.knowledge = knowledge
    hasCapitalOffices = lexicon.hasCapitalOffices
    let numbers = WordNumbers(words.tokens)
    let wordHeads = numbers.keys.map(lexicon.head)
    let heads = words.tokens.indices.map { wordHeads[numbers[$0]] }
    known = KnownNames(words, knowledge, sentences) { words.isCapital($0) || heads[$0].opens }
    self.numbers = numbers
    self.heads = heads
  }

  func chain(at start: Int, in sentence: Range<Int>) -> NameChain? {
    guard words.tokens[start].kind == .word else { return nil }
    guard words.isCapital(start) else { return lowerCaseHead(at: start, in: sentence) }
    if words.traits[start].has([.title]) && words.tokens[start].shape.contains(.abbreviation) { return nil }
    let known = longestKnown(from: start, in: sentence)
    let end = chainEnd(from: start, in: sentence)
    if let known, known.end >= end || !isProper(start, in: sentence) {
      return NameChain(tokens: start..<known.end, known: known.name, headType: nil)
    }
    guard isProper(start, in: sentence) || opensChain(start, end), !opensOffice(start, end, in: sentence) else {
      return nil
    }
    // A single letter is no name.
    guard end > start + 1 || words.tokens[start].span.count > 1 else { return nil }
    return NameChain(
      tokens: start..<end, known: known?.end == end ? known?.name : nil,
      headType: end > start + 1 ? heads[start].opening : nil)
  }

  /// Whether the capital makes a name: the word is no common one, or stands where only names have capitals.
  private func isProper(_ index: Int, in sentence: Range<Int>) -> Bool {
    let traits = words.traits[index]
    if traits.has([.notName, .title]) || words.isFunction(index) { return false }
    if words.tokens[index].shape.contains(.allCapitals) { return true }
    if words.isInitial(index, in: sentence) {
      return !words.isCommon(index) || traits.contains(.givenName) && !traits.contains(.ambiguousGivenName)
    }
    return true
  }

  /// Whether a common word with a capital opens a longer name: a given name or a head, and a capital behind it.
  private func opensChain(_ start: Int, _ end: Int) -> Bool {
    guard end > start + 1, !words.isFunction(start), !words.traits[start].has([.notName, .title]) else { return false }
    return words.traits[start].contains(.givenName) || heads[start].opening != nil
  }

  /// ***Foreign** Secretary Jane Doe*: common words before an office are of the office.
  private func opensOffice(_ start: Int, _ end: Int, in sentence: Range<Int>) -> Bool {
    isOffice(end, in: sentence) && (start..<end).allSatisfy(words.isCommon)
  }

  /// An office with a capital before a name with one; *Northgate **General** Hospital* has none.
  private func isOffice(_ index: Int, in sentence: Range<Int>) -> Bool {
    hasCapitalOffices && index + 1 < sentence.upperBound && words.traits[index].has(.title) && words.isCapital(index)
      && words.isCapital(index + 1) && heads[index + 1].closing == nil
  }

  // MARK: Capitals

  private func chainEnd(from start: Int, in sentence: Range<Int>) -> Int {
    let isHead = heads[start].opening != nil
    if let bracket = acronymBracket(behind: start, in: sentence) { return bracket }
    var end = start + 1
    while end < sentence.upperBound, words.isJoined(end), end - start < Self.longest {
      if isOffice(end, in: sentence) { break }
      if continues(end) {
        if givenNameCuts(end, start, in: sentence) { break }
        end += 1
      } else if words.isAmpersand(end), end + 1 < sentence.upperBound, words.isCapital(end + 1) {
        end += 2
      } else if let next = afterParticles(end, isHead: isHead, start: start, in: sentence) {
        end = next + 1
      } else {
        break
      }
    }
    return end
  }

  /// *Fédération bretonne des pêcheurs (FBP)*: the brackets hold the initials of the words before them, small letters
  /// included, so those are one name.
  private func acronymBracket(behind start: Int, in sentence: Range<Int>) -> Int? {
    guard
      let open = (start + 1..<min(start + Self.longest + 1, sentence.upperBound)).first(where: {
        words.tokens[$0].kind != .word && words.tokens[$0].kind != .number
      }),
      open > start + 1, words.utf8[words.tokens[open].span.start] == UInt8(ascii: "("), open + 1 < sentence.upperBound,
      words.tokens[open + 1].shape.contains(.allCapitals)
    else { return nil }
    let letters = Array(words.utf8[words.tokens[open + 1].span.start..<words.tokens[open + 1].span.end])
    let initials = (start..<open).filter { !words.isFunction($0) }.map { words.initial($0) }
    return initials.count >= 2 && initials == letters ? open : nil
  }

  /// *le secrétaire général de l'ONU **Kofi Annan***: a person's name begins behind the name of another thing.
  private func givenNameCuts(_ index: Int, _ start: Int, in sentence: Range<Int>) -> Bool {
    guard index + 1 < sentence.upperBound, words.isCapital(index + 1), !words.isFunction(index + 1),
      words.traits[index].contains(.givenName), !words.traits[index].contains(.ambiguousGivenName),
      !words.traits[start].contains(.givenName), let before = knowledge.bestKnown(words.nameKey(start..<index))
    else { return false }
    return before.type != .person && isKnownEnough(before, 0.3)
      && (heads[start].opening == nil || before.isCurated)
  }

  private func continues(_ index: Int) -> Bool {
    if words.tokens[index].shape.contains(.elided) { return false }
    if words.isCapital(index) {
      return !words.traits[index].has([.title]) || !words.tokens[index].shape.contains(.abbreviation)
    }
    // Ligue 1, Airbus A320, iPhone 12: a number of up to two figures.
    return words.tokens[index].kind == .number && words.tokens[index].span.count <= 2
      && words.tokens[index].shape.contains(.spaceBefore)
      && heads[index - 1].opening != nil
  }

  /// The capital behind small words that belong to the name: *Ursula von der Leyen*, *Ministère de la Culture*.
  private func afterParticles(_ index: Int, isHead: Bool, start: Int, in sentence: Range<Int>) -> Int? {
    let wanted: Traits = isHead ? .organisationParticle : .personParticle
    let isPersonal = words.traits[index - 1].contains(.givenName)
    guard isHead || isPersonal else { return nil }
    var at = index
    while at < min(sentence.upperBound, index + 3), words.isJoined(at), words.traits[at].has(wanted),
      !words.isCapital(at)
    {
      at += 1
    }
    guard at > index, at < sentence.upperBound, words.isJoined(at), words.isCapital(at) else { return nil }
    if !isHead && words.traits[at].contains(.givenName) && words.isCommon(at) { return nil }
    return words.isFunction(at) && !isHead ? nil : at
  }

  // MARK: The knowledge base

  /// The longest stretch from here that is a name of the knowledge base and may be one in this place.
  private func longestKnown(from start: Int, in sentence: Range<Int>) -> (end: Int, name: KnownName)? {
    longestKnown(from: start, in: sentence) { mayBe($0, $1, in: sentence) }
  }

  private func longestKnown(
    from start: Int, in sentence: Range<Int>, _ isAllowed: (KnownName, Range<Int>) -> Bool
  ) -> (end: Int, name: KnownName)? {
    known[start].last { isAllowed($0.name, start..<$0.end) }
  }

  /// For each token the longest name of the knowledge base that covers it, whatever its place in the sentence.
  func knownSpans(_ sentences: [Sentence]) -> [KnownSpan] {
    var spans = [KnownSpan](repeating: .none, count: words.tokens.count)
    for sentence in sentences {
      var at = sentence.tokens.lowerBound
      while at < sentence.tokens.upperBound {
        guard let (end, name) = longestKnown(from: at, in: sentence.tokens, { $1.count > 1 || words.isCapital(at) })
        else {
          at += 1
          continue
        }
        for token in at..<end { spans[token] = KnownSpan(name, position: end == at + 1 ? 2 : token == at ? 0 : 1) }
        at = end
      }
    }
    return spans
  }

  /// How many people bear a word as a given name and as a family name: none, up to 7, up to 63 and so on by eights, three
  /// bits each above the lowest, which is set.
  func bearers(of token: Int) -> UInt64 {
    let key = words.nameKey(token..<token + 1)
    return 1 | step(knowledge.bearers(ofGivenName: key)) << 1 | step(knowledge.familyName(key)) << 4
  }

  private func step(_ count: Int) -> UInt64 { count == 0 ? 0 : UInt64(1 + (63 - count.leadingZeroBitCount) / 3) }

  /// Whether a known name may stand here: common words in small letters, or a capital that proves nothing, need a
  /// well-known thing.
  private func mayBe(_ name: KnownName, _ range: Range<Int>, in sentence: Range<Int>) -> Bool {
    let start = range.lowerBound
    if range.count == 1 { return mayBeSingle(name, start, in: sentence) }
    let capitals = range.count { words.isCapital($0) || words.tokens[$0].kind == .number }
    // An article opens a name only where the next word has a capital: *Le Monde*, not *Le monde*.
    if words.isFunction(start) { return capitals > 1 && words.isCapital(start + 1) && isKnownEnough(name, 0.3) }
    if words.isCapital(range.upperBound - 1) { return capitals > 1 || isKnownEnough(name, 0.3) }
    return isKnownEnough(name, words.isInitial(start, in: sentence) ? 0.45 : 0.3)
  }

  private func mayBeSingle(_ name: KnownName, _ index: Int, in sentence: Range<Int>) -> Bool {
    let traits = words.traits[index]
    if words.isFunction(index) || traits.has([.notName]) || traits.has(.title) {
      return words.tokens[index].shape.contains(.allCapitals) && words.tokens[index].span.count > 1
        && isKnownEnough(name, 0.3) && !traits.has(.functionWord)
    }
    guard words.isCommon(index) else { return true }
    if words.isInitial(index, in: sentence) {
      // *Paris a déclaré*: a noun without an article is no subject, so it is a name.
      return isKnownEnough(name, 0.35)
        && (!traits.has([.noun, .finiteVerb, .adjective]) || isBareSubject(index, in: sentence))
    }
    return isKnownEnough(name, 0.35)
  }

  private func isBareSubject(_ index: Int, in sentence: Range<Int>) -> Bool {
    let next = index + 1
    guard next < sentence.upperBound, words.traits[index].contains(.noun),
      !words.traits[index].has([.adverb, .infinitive])
    else { return false }
    return words.traits[next].has([.be, .have]) && words.traits[next].contains(.finiteVerb)
      || words.traits[next].contains(.finiteVerb)
        && !words.traits[next].has([.noun, .adjective, .preposition, .adverb])
  }

  private func isKnownEnough(_ name: KnownName, _ popularity: Double) -> Bool {
    name.isCurated || name.popularity >= popularity
  }

  // MARK: Heads in small letters

  /// *ministère de la Culture*, *université d'Oxford*, *îles Sanguinaires*: a head word in small letters that names
  /// what follows.
  private func lowerCaseHead(at start: Int, in sentence: Range<Int>) -> NameChain? {
    guard heads[start].opensSmall else { return nil }
    if let known = longestKnown(from: start, in: sentence), known.end > start + 1, known.name.isCurated {
      return NameChain(tokens: start..<known.end, known: known.name, headType: nil)
    }
    var capital = start + 1
    while capital < min(sentence.upperBound, start + 4), words.isJoined(capital),
      words.traits[capital].contains(.organisationParticle), !words.isCapital(capital)
    {
      capital += 1
    }
    guard capital < sentence.upperBound, words.isJoined(capital), words.isCapital(capital),
      !words.traits[capital].has([.title, .notName]), !words.isFunction(capital)
    else { return nil }
    let end = max(chainEnd(from: capital, in: sentence), longestKnown(from: capital, in: sentence)?.end ?? 0)
    return NameChain(
      tokens: start..<end, known: nil, headType: heads[start].opening, isHeadSmall: true)
  }
}
