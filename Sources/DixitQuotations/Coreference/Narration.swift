import DixitDocument
import DixitLexicons

/// What refers back in the narration, and the noun phrases that later words may mean.
struct Narration {
  enum Find {
    case pronoun(Reference)
    /// The owner, and what is owned.
    case possessive(Reference, NounPhrase?, Agreement)
    case nominal(NounPhrase, Agreement, isDefinite: Bool)
  }

  let reading: Reading

  /// What begins at a token; nil for most.
  func find(at index: Int) -> Find? {
    let traits = reading.traits[index]
    guard reading.tokens[index].kind == .word, !reading.isName(index) else { return nil }
    if traits.has([.subjectPronoun, .strongPronoun, .subjectEnclitic]),
      !reading.isOne(index, of: .unbound)
    {
      return pronoun(index, traits)
    }
    if reading.isOne(index, of: .pointed) { return oblique(index, traits) }
    guard traits.has(.determiner) || reading.isOne(index, of: .definite),
      !reading.isOne(index, of: .de), !isPredicate(index)
    else { return nil }
    let phrase = phrase(index)
    let agreement = phrase.map(reading.agreement) ?? Agreement(gender: nil, isPlural: false)
    if isPossessive(index) { return .possessive(possessive(index), phrase, agreement) }
    return phrase.map { .nominal($0, agreement, isDefinite: reading.isOne(index, of: .definite)) }
  }

  // MARK: Pronouns

  private func pronoun(_ index: Int, _ traits: Traits) -> Find? {
    if traits.has(.enclitic), !traits.has(.subjectEnclitic) { return nil }
    let isEnclitic = reading.tokens[index].shape.contains(.enclitic)
    let isSubject = isEnclitic || traits.has(.subjectPronoun) && isBeforeVerb(index)
    guard isSubject else { return oblique(index, traits) }
    guard !reading.isImpersonal(index), let wanted = Agreement(pronoun: traits), wanted.gender != nil else {
      return nil
    }
    return .pronoun(
      Reference(
        kind: wanted.isPlural ? .plural : .pronoun, position: index, agreement: wanted, phrase: index..<index + 1,
        isNarrated: true))
  }

  /// *il a*, *elle ne le voit*: a verb or what leans on it follows.
  private func isBeforeVerb(_ index: Int) -> Bool {
    !(index > 0 && reading.isPreposition(index - 1))
      && (reading.isFiniteVerb(index + 1)
        || reading.has(index + 1, [.negation, .objectPronoun, .finiteVerb, .be, .have, .adverb]))
  }

  /// *avec lui*, *d'elle*, *celui-ci*; not *lui-même*, nor *lui* before a verb, which may be a woman.
  private func oblique(_ index: Int, _ traits: Traits) -> Find? {
    let isPointed = reading.isOne(index, of: .pointed)
    guard
      isPointed || index > 0 && reading.isPreposition(index - 1) || reading.isOne(index - 1, of: .de),
      let wanted = Agreement(pronoun: traits), wanted.gender != nil || isPointed,
      !reading.tokens[index].shape.contains(.enclitic),
      // *pour lui rendre hommage*
      !traits.contains(.objectPronoun) || !reading.has(index + 1, [.infinitive, .finiteVerb, .objectPronoun])
    else { return nil }
    return .pronoun(
      Reference(kind: .oblique, position: index, agreement: wanted, phrase: index..<index + 1, isNarrated: true))
  }

  /// *son*, *leurs* before a noun: no *le son*, no *leur a dit*.
  private func isPossessive(_ index: Int) -> Bool {
    reading.isOne(index, of: .possessive) && !reading.isOne(index, of: .mine)
      && !reading.has(index - 1, .determiner) && reading.tokens.indices.contains(index + 1)
      && (reading.startsNominal(index + 1) || reading.has(index + 1, .numeral)) && !reading.isFiniteVerb(index + 1)
  }

  func possessive(_ index: Int) -> Reference {
    let isPlural = reading.isOne(index, of: .several)
    // *his*, *its*: where gender is natural the owner's is told.
    let told = reading.syntax.has(.naturalGender) && !isPlural ? Agreement(pronoun: reading.traits[index]) : nil
    return Reference(
      kind: .possessive, position: index, agreement: told ?? Agreement(gender: nil, isPlural: isPlural),
      phrase: index..<index + 1, isNarrated: true)
  }

  // MARK: Noun phrases

  /// *sera la première femme à …*: tells what somebody is, and means nobody.
  private func isPredicate(_ index: Int) -> Bool {
    var verb = index - 1
    while reading.has(verb, [.adverb, .negation]), !reading.has(verb, .be) { verb -= 1 }
    return reading.has(verb, .be) || reading.isOne(verb, of: .been)
  }

  /// The phrase that an article opens, alone or in a contraction (*du président*).
  private func phrase(_ index: Int) -> NounPhrase? {
    let end = reading.sentence(of: index).upperBound
    let isContracted = reading.has(index, .preposition) && !isPartitive(index)
    let start = isContracted ? index + 1 : index
    guard start < end, !reading.isFiniteVerb(start), let phrase = reading.nounPhrase(at: start, before: end),
      phrase.form == .nominal, phrase.name == nil, !reading.isName(phrase.head), reading.has(phrase.head, .noun)
    else { return nil }
    return phrase
  }

  /// *des gens*: an article, where nothing stands before it that it could depend on.
  private func isPartitive(_ index: Int) -> Bool {
    reading.isOne(index, of: .contraction) && !reading.isPreposition(index)
  }
}

extension Reading {
  /// What a noun phrase agrees with.
  func agreement(of phrase: NounPhrase) -> Agreement {
    let first = phrase.range.lowerBound
    // *du ministre*: the article stands in the word before the phrase.
    let determiner = has(first, [.determiner, .numeral]) || first == 0 ? first : first - 1
    let number = traits[determiner].intersection([.singular, .plural])
    let isPlural =
      tokens[first].kind == .number
      || (number.isEmpty || syntax.has(.headLast) && number == [.singular, .plural]
        ? traits[phrase.head].intersection([.singular, .plural]) : number) == .plural
    return Agreement(gender: gender(of: phrase.head, in: phrase.range), isPlural: isPlural)
  }

  /// Whether a pronoun means nobody: *il faut*, *il n'y a*, *s'agit-il*, *il pourrait y avoir*, *il est temps de*.
  func isImpersonal(_ pronoun: Int) -> Bool {
    if tokens[pronoun].shape.contains(.enclitic) {
      return isOne(pronoun - 1, of: .impersonal)
        || has(pronoun - 1, .have) && isOne(pronoun - 2, of: .impersonal)
    }
    guard has(pronoun, .subjectPronoun), !has(pronoun, [.feminine, .plural]) else { return false }
    var next = behindClitics(pronoun + 1)
    if isOne(next, of: .impersonal) { return true }
    // *il doit s'agir*, *il peut y avoir*
    if has(next, .finiteVerb), !has(next, [.be, .have]) {
      let inner = behindClitics(next + 1)
      return isOne(inner, of: .impersonal) && (has(inner, .infinitive) || has(inner + 1, [.have, .infinitive]))
    }
    guard has(next, [.be, .have]) else { return false }
    let isHave = has(next, .have)
    next += 1
    while has(next, [.adverb, .negation]), !isOne(next, of: .impersonalPredicate) { next += 1 }
    if isHave {
      // *il a fallu*, *il a été décidé*
      guard isOne(next, of: .been) else { return isOne(next, of: .impersonal) }
      next += 1
    }
    // *il est à noter que*
    return isOne(next, of: .impersonalPredicate)
      || isOne(next, of: .complement) && has(next + 1, .infinitive) && !has(next, .determiner)
  }

  private func behindClitics(_ index: Int) -> Int {
    var next = index
    while has(next, .negation) || isOne(next, of: .thirdReflexive)
      || has(next, .objectPronoun) && !isOne(next, of: .impersonal)
    { next += 1 }
    return next
  }
}
