import DixitDocument
import DixitLexicons

/// Decides what kind of thing a name names: an ordered list of small rules, the first that answers wins.
struct NameTyping {
  let words: NameWords
  let heads: [NameHead]

  func name(of chain: NameChain, in sentence: Range<Int>) -> Name {
    for (rule, decide, confidence) in Self.rules {
      if let type = decide(self)(chain, sentence) {
        return Name(tokens: chain.tokens, type: type, rule: rule, confidence: confidence)
      }
    }
    return Name(tokens: chain.tokens, type: .organisation, rule: "default", confidence: 0.4)
  }

  private typealias Rule = @Sendable (NameTyping) -> (NameChain, Range<Int>) -> EntityType?

  /// In order of trust. The numbers weigh a name's mentions against each other where they disagree on its type; they
  /// were set by hand and are no probabilities.
  private static let rules: [(String, Rule, Double)] = [
    ("small-head", smallHead, 0.7),
    ("title-before", titleBefore, 0.95),
    ("known-curated", knownCurated, 0.95),
    ("known-place-after-preposition", knownPlace, 0.9),
    ("given-name", givenName, 0.9),
    ("known", known, 0.85),
    ("head", head, 0.85),
    ("last-word", lastWord, 0.85),
    ("role-before", roleBefore, 0.85),
    ("announced", announced, 0.8),
    ("place-preposition", placePreposition, 0.7),
    ("acronym", acronym, 0.7),
    ("article-before", articleBefore, 0.6),
    ("two-capitals", twoCapitals, 0.6),
    ("single-person", singlePerson, 0.5),
  ]

  private func smallHead(_ chain: NameChain, _ sentence: Range<Int>) -> EntityType? {
    chain.isHeadSmall ? chain.headType : nil
  }

  private func titleBefore(_ chain: NameChain, _ sentence: Range<Int>) -> EntityType? {
    let before = chain.tokens.lowerBound - 1
    return before >= sentence.lowerBound && words.traits[before].contains(.title)
      && !words.tokens[before].shape.contains(.allCapitals)
      ? .person : nil
  }

  private func knownCurated(_ chain: NameChain, _ sentence: Range<Int>) -> EntityType? {
    chain.known.flatMap { $0.isCurated ? $0.type : nil }
  }

  private func knownPlace(_ chain: NameChain, _ sentence: Range<Int>) -> EntityType? {
    guard chain.known?.type == .place else { return nil }
    return placePreposition(chain, sentence)
  }

  private func givenName(_ chain: NameChain, _ sentence: Range<Int>) -> EntityType? {
    let first = chain.tokens.lowerBound
    guard chain.tokens.count > 1, words.traits[first].contains(.givenName) else { return nil }
    if let known = chain.known, known.type != .person, known.popularity > 0.4 { return known.type }
    return words.traits[first].contains(.ambiguousGivenName) && chain.known?.type != .person
      && heads[first].opening != nil ? nil : .person
  }

  private func known(_ chain: NameChain, _ sentence: Range<Int>) -> EntityType? {
    guard let known = chain.known else { return nil }
    return chain.tokens.count > 1 || known.popularity > 0.25 ? known.type : nil
  }

  private func head(_ chain: NameChain, _ sentence: Range<Int>) -> EntityType? { chain.headType }

  private func lastWord(_ chain: NameChain, _ sentence: Range<Int>) -> EntityType? {
    chain.tokens.count > 1 ? heads[chain.tokens.upperBound - 1].closing : nil
  }

  private func roleBefore(_ chain: NameChain, _ sentence: Range<Int>) -> EntityType? {
    let before = chain.tokens.lowerBound - 1
    guard before >= sentence.lowerBound, words.tokens[chain.tokens.lowerBound].shape.contains(.spaceBefore) else {
      return nil
    }
    return words.traits[before].has([.role]) && !words.traits[before].has(.functionWord) ? .person : nil
  }

  private func announced(_ chain: NameChain, _ sentence: Range<Int>) -> EntityType? {
    let before = chain.tokens.lowerBound - 1
    return before >= sentence.lowerBound ? heads[before].announced : nil
  }

  private func placePreposition(_ chain: NameChain, _ sentence: Range<Int>) -> EntityType? {
    let before = chain.tokens.lowerBound - 1
    guard before >= sentence.lowerBound else { return nil }
    return words.traits[before].contains(.placeParticle) && words.traits[before].contains(.preposition)
      && !words.traits[before].contains(.personParticle) ? .place : nil
  }

  private func acronym(_ chain: NameChain, _ sentence: Range<Int>) -> EntityType? {
    words.tokens[chain.tokens.lowerBound].shape.contains(.allCapitals) && chain.tokens.count == 1
      ? .organisation : nil
  }

  /// Persons take no article in French: *la Fnaut*, *du Pontet*.
  private func articleBefore(_ chain: NameChain, _ sentence: Range<Int>) -> EntityType? {
    let before = chain.tokens.lowerBound - 1
    guard before >= sentence.lowerBound, chain.known == nil, words.traits[before].contains(.determiner),
      words.tokens[chain.tokens.lowerBound].kind == .word
    else { return nil }
    return .organisation
  }

  private func twoCapitals(_ chain: NameChain, _ sentence: Range<Int>) -> EntityType? {
    guard (2...3).contains(chain.tokens.count) else { return nil }
    return chain.tokens.contains { words.isCommon($0) || words.tokens[$0].shape.contains(.allCapitals) }
      ? nil : .person
  }

  private func singlePerson(_ chain: NameChain, _ sentence: Range<Int>) -> EntityType? {
    guard chain.tokens.count == 1 else { return nil }
    if let known = chain.known { return known.type }
    return words.isCommon(chain.tokens.lowerBound)
      || words.tokens[chain.tokens.lowerBound].shape.contains(.innerCapital)
      ? nil : .person
  }

  // MARK: The whole document

  /// Gives a short form the type of the long one that stands elsewhere: *Rangan* is a person where *Kash Rangan* is.
  func reconciled(_ names: [Name]) -> [Name] {
    var persons: Set<WordKey> = []
    for name in names where name.type == .person && name.tokens.count > 1 {
      persons.insert(words.tokens[name.tokens.upperBound - 1].key)
      persons.insert(words.tokens[name.tokens.lowerBound].key)
    }
    return names.map { name in
      guard name.tokens.count == 1, name.type != .person, name.rule != "known-curated",
        persons.contains(words.tokens[name.tokens.lowerBound].key)
      else { return name }
      return Name(tokens: name.tokens, type: .person, rule: "short-form", confidence: 0.85)
    }
  }
}
