import DixitDocument
import DixitLexicons

/// A reporting verb with its auxiliary, clitics and the words that belong to it: *a toutefois estimé*, *s'est dit*.
struct VerbGroup {
  enum Form { case finite, infinitive, gerund, coordinatedParticiple }

  /// From the auxiliary (or a reflexive pronoun) to the last word of the verb.
  let range: Range<Int>
  /// Where the clitics and negations before it begin: what stands before is the subject.
  let start: Int
  let verb: ReportingVerb
  let form: Form
  /// The subject behind the verb: *dit-il*, *a-t-elle déclaré*.
  let enclitic: Int?
  let isPlural: Bool
  let isNegated: Bool

  func takes(_ any: ReportingVerb.Constructions) -> Bool { !verb.constructions.isDisjoint(with: any) }
}

extension Reading {
  /// Whether a group stands behind *comme*: *comme l'explique X*.
  func isComparison(_ group: VerbGroup) -> Bool {
    isOne(group.start - 1, of: .comme)
      || has(group.start - 1, .objectPronoun) && isOne(group.start - 2, of: .comme)
  }

  /// The reporting verb group whose first word (auxiliary or verb) stands at a token.
  func verbGroup(around index: Int, in sentence: Range<Int>) -> VerbGroup? {
    guard tokens[index].kind == .word, nameOf[index] < 0 else { return nil }
    if syntax.has(.baseForms) {
      // *the so-called prize*
      if isJoint(index - 1) || isJoint(index + 1) { return nil }
      return isOne(index, of: .auxiliary) || has(index, [.be, .have])
        ? auxiliaryGroup(index, in: sentence) : simpleGroup(index, in: sentence)
    }
    if has(index, [.be, .have]), has(index, [.finiteVerb, .presentParticiple, .infinitive]),
      let group = compoundGroup(index, in: sentence)
    {
      return group
    }
    return simpleGroup(index, in: sentence)
  }

  // MARK: Auxiliary and participle

  private func compoundGroup(_ auxiliary: Int, in sentence: Range<Int>) -> VerbGroup? {
    var at = auxiliary + 1
    var enclitic: Int?
    while at < min(sentence.upperBound, auxiliary + 18) {
      if tokens[at].shape.contains(.enclitic) {
        if has(at, .subjectEnclitic) { enclitic = at }
      } else if !lexicon.forms(tokens[at].key).isEmpty, traits[at].contains(.pastParticiple) || hasParticiple(at) {
        return group(participle: at, auxiliary: auxiliary, enclitic: enclitic, in: sentence)
      } else if isSign(at, ","),
        let comma = (at + 1..<min(sentence.upperBound, at + 14)).first(where: { isSign($0, ",") })
      {
        // *a, lundi à Paris, déclaré*
        at = comma
      } else if let end = phraseInside(at, in: sentence) {
        // *a pour sa part ajouté*
        at = end
        continue
      } else if !canStandInside(at) {
        return nil
      }
      at += 1
    }
    return nil
  }

  /// The end of a short phrase behind a preposition; nil where none begins.
  private func phraseInside(_ index: Int, in sentence: Range<Int>) -> Int? {
    guard isPreposition(index) else { return nil }
    let reach = min(sentence.upperBound, index + 6)
    // *a pour sa part appelé*: the participle is the verb's.
    let limit = (index + 1..<max(index + 1, reach)).first(where: hasParticiple) ?? min(sentence.upperBound, index + 5)
    if let phrase = nounPhrase(at: index + 1, before: limit) { return phrase.range.upperBound }
    // *a en outre indiqué*, *a quant à lui précisé*
    guard index + 2 < sentence.upperBound else { return nil }
    let word = isPreposition(index + 1) ? index + 2 : index + 1
    return tokens[word].kind == .word && !isName(word) && word + 1 < sentence.upperBound && hasParticiple(word + 1)
      ? word + 1 : nil
  }

  /// *ce qu'annonce la mairie*: a noun would have no article behind it.
  private func invertsSubject(behind index: Int) -> Bool { isName(index + 1) || has(index + 1, .determiner) }

  /// Whether an article agrees with a word: not in *les décrit*.
  private func mayDetermine(_ article: Int, _ word: Int) -> Bool {
    [Traits.singular.union(.plural), Traits.masculine.union(.feminine)].allSatisfy { both in
      let (mine, other) = (traits[article].intersection(both), traits[word].intersection(both))
      return mine.isEmpty || other.isEmpty || !mine.isDisjoint(with: other)
    }
  }

  /// *L'OMS la juge « prometteuse »*, but *Voici la juge « prometteuse »*: a name or noun before the pronoun is the subject.
  private func standsBeforeMarks(_ verb: Int, behind pronoun: Int) -> Bool {
    tokens.indices.contains(verb + 1) && tokens[verb + 1].kind == .quotationMark
      && (isName(pronoun - 1) || has(pronoun - 1, .noun) && !has(pronoun - 1, [.functionWord, .finiteVerb]))
  }

  private func hasParticiple(_ index: Int) -> Bool {
    lexicon.forms(tokens[index].key).contains { $0.traits.contains(.pastParticiple) }
  }

  /// Adverbs and negations between auxiliary and participle; a short phrase between them (*a, lundi, déclaré*) as well.
  private func canStandInside(_ index: Int) -> Bool {
    if isOne(index, of: .been) { return false }
    return has(index, [.adverb, .negation]) || has(index, [.indefinitePronoun, .strongPronoun])
      || isOne(index, of: .time) && has(index, [.noun, .adverb, .notName])
  }

  private func group(participle: Int, auxiliary: Int, enclitic: Int?, in sentence: Range<Int>) -> VerbGroup? {
    let (start, reflexive, isNegated) = preverbal(before: auxiliary, in: sentence)
    let isEtre = has(auxiliary, .be)
    guard
      let choice = best(
        participle, in: sentence, isReflexive: reflexive != nil, where: { $0.traits.contains(.pastParticiple) })
    else { return nil }
    // With *être* and no reflexive pronoun it is a passive: *a été annoncé*, *est jugé*.
    if isEtre && !choice.verb.isReflexive && reflexive == nil && !Self.isMotion(choice.verb) { return nil }
    let first = choice.verb.isReflexive ? reflexive ?? auxiliary : auxiliary
    return VerbGroup(
      range: first..<choice.end, start: start, verb: choice.verb,
      form: traits[auxiliary].contains(.finiteVerb)
        ? .finite : traits[auxiliary].contains(.infinitive) ? .infinitive : .gerund,
      enclitic: enclitic, isPlural: has(auxiliary, .plural) && !has(auxiliary, .singular),
      isNegated: isNegated || (auxiliary + 1..<participle).contains { has($0, .negation) && !has($0, .determiner) })
  }

  /// Verbs that build their past with *être* take no direct object: only what stands beside direct speech.
  private static func isMotion(_ verb: ReportingVerb) -> Bool {
    verb.constructions.isSubset(of: [.quote, .incise])
  }

  // MARK: One word

  private func simpleGroup(_ index: Int, in sentence: Range<Int>) -> VerbGroup? {
    let forms = lexicon.forms(tokens[index].key)
    // *étaient* and *sommes* are forms of *étayer* and *sommer* too.
    guard !forms.isEmpty, !has(index, .be) else { return nil }
    let (start, reflexive, isNegated) = preverbal(before: index, in: sentence)
    let enclitic =
      index + 1 < sentence.upperBound && has(index + 1, .subjectEnclitic) && tokens[index + 1].shape.contains(.enclitic)
      ? index + 1 : nil
    for (form, wanted) in Self.simpleForms {
      guard
        let choice = best(index, in: sentence, isReflexive: reflexive != nil, where: { $0.traits.has(wanted) })
      else { continue }
      guard mayBe(form, index, start, enclitic: enclitic, in: sentence) else { continue }
      // *Rappelons que …*: an imperative, by which the writer speaks.
      if form == .finite, enclitic == nil, !choice.traits.contains(.thirdPerson),
        !(start > sentence.lowerBound && has(start - 1, [.subjectPronoun, .relativePronoun]))
      {
        continue
      }
      let first = choice.verb.isReflexive ? reflexive ?? index : index
      return VerbGroup(
        range: first..<max(choice.end, enclitic.map { $0 + 1 } ?? 0), start: start, verb: choice.verb, form: form,
        enclitic: enclitic, isPlural: choice.traits.contains(.plural) && !choice.traits.contains(.singular),
        isNegated: isNegated)
    }
    return nil
  }

  private static let simpleForms: [(VerbGroup.Form, Traits)] = [
    (.finite, .finiteVerb), (.gerund, .presentParticiple), (.infinitive, .infinitive),
    (.coordinatedParticiple, .pastParticiple),
  ]

  /// Whether a word that may be something else (*juge*, *note*, *rapport*) is a verb here.
  private func mayBe(_ form: VerbGroup.Form, _ index: Int, _ start: Int, enclitic: Int?, in sentence: Range<Int>)
    -> Bool
  {
    if syntax.has(.baseForms) {
      if form == .infinitive { return isOne(index - 1, of: .infinitive) && index - 1 > sentence.lowerBound }
      if form != .gerund, isGoverned(index) || !isVerbAmongNouns(index) { return false }
    }
    switch form {
    case .finite:
      if enclitic != nil { return true }
      if has(index, .preposition), !has(index, .usuallyVerb) { return false }
      if start < index { return true }
      guard index > sentence.lowerBound else { return !has(index, [.noun, .adjective]) }
      // *comme le souligne X*
      if has(index - 1, .objectPronoun), isOne(index - 2, of: .comme),
        !has(index, .noun) || isName(index + 1) || has(index + 1, .determiner)
      {
        return true
      }
      if has(index - 1, [.determiner, .preposition]),
        has(index, [.noun, .adjective, .pastParticiple]) || !has(index - 1, .indefinitePronoun)
      {
        return false
      }
      if tokens[index - 1].shape.contains(.elided) {
        return has(index - 1, [.objectPronoun, .negation]) && !has(index, .noun)
          || isOne(index - 1, of: .que) && (!has(index, .noun) || invertsSubject(behind: index))
      }
      // Behind a noun or an adjective a participle or noun is likelier: *la décision annonce*, but *le porte-parole juge*.
      return !(has(index, [.adjective]) && has(index - 1, .noun) && !isName(index - 1) && has(index, .pastParticiple))
    // *Lire aussi*, *A voir*, *Dire que* …: nobody says anything.
    case .infinitive:
      return index - sentence.lowerBound > 1 && (!has(index - 1, .determiner) || isOne(index - 1, of: .de))
    // *maintenant*, *suivant* and *concernant* are participles only behind *en*.
    case .gerund where has(index, [.adverb, .preposition]): return isOne(index - 1, of: .en)
    case .gerund: return !has(index - 1, [.determiner]) && !(has(index, .noun) && has(index - 1, [.noun, .adjective]))
    case .coordinatedParticiple:
      // *a salué …, et souhaité que*: only behind a coordinator and before its complement.
      let follows =
        index + 1 < sentence.upperBound
        && (isOne(index + 1, of: .que) || tokens[index + 1].kind == .quotationMark
          || isSign(index + 1, ":"))
      return has(index - 1, .coordinator) && follows
    }
  }

  // MARK: Around the verb

  /// Walks back over clitics, negation and adverbs; tells where they begin and which pronoun is reflexive.
  private func preverbal(before index: Int, in sentence: Range<Int>) -> (start: Int, reflexive: Int?, isNegated: Bool) {
    var at = index
    var reflexive: Int?
    var isNegated = false
    while at > sentence.lowerBound {
      let before = at - 1
      guard tokens[before].kind == .word, nameOf[before] < 0, !tokens[before].shape.contains(.enclitic) else { break }
      let isClitic = has(before, .objectPronoun) || isOne(before, of: .reflexive)
      let isNe = has(before, .negation) && !has(before, [.noun, .determiner])
      guard isClitic || isNe else { break }
      // *le*, *la*, *les* and *l'* are articles unless they follow a subject or another clitic, or a verb that is nothing
      // else stands behind them: *ses collègues le décrivent*.
      if has(before, .determiner), !isNe,
        !(before > sentence.lowerBound && has(before - 1, [.subjectPronoun, .negation, .relativePronoun])),
        at < index
          || has(index, [.noun, .adjective, .pastParticiple]) && mayDetermine(before, index)
            && !standsBeforeMarks(index, behind: before)
      {
        break
      }
      // *nous* and *vous* are subjects where nothing else is.
      if has(before, .subjectPronoun), !(before > sentence.lowerBound && has(before - 1, .subjectPronoun)) { break }
      if isOne(before, of: .reflexive), isReflexive(before, in: sentence) { reflexive = before }
      isNegated = isNegated || isNe
      at = before
    }
    return (at, reflexive, isNegated)
  }

  /// *se* always; *me*, *nous* … only with a subject of their own person.
  private func isReflexive(_ index: Int, in sentence: Range<Int>) -> Bool {
    if isOne(index, of: .thirdReflexive) { return true }
    guard index > sentence.lowerBound, has(index - 1, .subjectPronoun) else { return false }
    return !traits[index - 1].isDisjoint(with: [.firstPerson, .secondPerson])
  }

  /// The verb of a form whose own words follow it; the longest, a reflexive one where the pronoun stands there.
  func best(
    _ index: Int, in sentence: Range<Int>, isReflexive: Bool, where fits: (ReportingForm) -> Bool
  ) -> (verb: ReportingVerb, end: Int, traits: Traits)? {
    var best: (verb: ReportingVerb, end: Int, traits: Traits)?
    for form in lexicon.forms(tokens[index].key) where fits(form) {
      let verb = lexicon.verbs[form.verb]
      if verb.isReflexive && !isReflexive { continue }
      guard let end = end(of: verb, from: index + 1, in: sentence) else { continue }
      if let old = best, (old.end, old.verb.isReflexive ? 1 : 0) >= (end, verb.isReflexive ? 1 : 0) { continue }
      best = (verb, end, form.traits)
    }
    // A reflexive use of a verb that the lexicon has only without *se* is another verb: *s'assurer*, *se lancer*.
    if isReflexive, let found = best, !found.verb.isReflexive { return nil }
    return best
  }

  /// Where the words that belong to a verb end; nil where they don't follow. Adverbs may stand between.
  private func end(of verb: ReportingVerb, from start: Int, in sentence: Range<Int>) -> Int? {
    var at = start
    for word in verb.following {
      while at < sentence.upperBound, tokens[at].key != word,
        tokens[at].shape.contains(.enclitic) || has(at, [.adverb]) && at < start + 3
      {
        at += 1
      }
      guard at < sentence.upperBound, matches(tokens[at].key, word) else { return nil }
      at += 1
    }
    return at
  }

  private func matches(_ key: WordKey, _ word: WordKey) -> Bool {
    key == word || particles.roles(of: word).contains(.de) && particles.roles(of: key).containsAny(of: .anyDe)
  }
}
