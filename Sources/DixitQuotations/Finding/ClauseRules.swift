import DixitDocument
import DixitLexicons

/// Clauses that hang on a reporting verb: *que* clauses, indirect questions, infinitives.
struct ClauseRules {
  let reading: Reading

  func drafts() -> [Draft] {
    reading.groups.compactMap { group in
      guard !group.isNegated, mayReport(group) else { return nil }
      for rule in Self.rules {
        if let draft = rule(self)(group) { return draft }
      }
      return nil
    }
  }

  private typealias Rule = (ClauseRules) -> (VerbGroup) -> Draft?
  private static var rules: [Rule] { [queClause, indirectQuestion, infinitive, bareClause] }

  /// Inside direct speech only what somebody else said counts: not *je pense que*.
  private func mayReport(_ group: VerbGroup) -> Bool {
    if group.form == .infinitive && group.verb.isOptional { return false }
    let subject = reading.subject(of: group)
    // *Il faut dire que*, *il convient de rappeler que*: nobody does.
    if let subject, reading.isImpersonal(subject.head) { return false }
    let isPronoun = subject?.form == .pronoun
    let isThird = subject.map { reading.has($0.head, .thirdPerson) } ?? false
    let isOurs = subject.map { reading.has($0.head, [.firstPerson, .secondPerson]) } ?? false
    guard reading.pairAround[group.range.lowerBound] >= 0 else {
      // *nous avons vu que*: the writer, or whoever reads.
      return !(group.verb.isOptional && isPronoun && isOurs && !isThird)
    }
    guard !group.verb.isOptional, group.form == .finite, subject != nil else { return false }
    return !isPronoun || isThird && !isOurs
  }

  // MARK: Rules

  private func queClause(_ group: VerbGroup) -> Draft? {
    // Behind *dit-il* stands what he said it in, and its own *que*: *dans un article qu'il a publié*.
    guard group.takes(.que), group.enclitic == nil, let que = complementizer(after: group, .que) else {
      return nil
    }
    if group.verb.isOptional, !canSpeak(reading.subject(of: group)) { return nil }
    return draft(group, from: que + 1, rule: "que-clause", trust: group.verb.isOptional ? 0.6 : 0.9)
  }

  private func indirectQuestion(_ group: VerbGroup) -> Draft? {
    var next = behindAdverbs(group)
    guard group.takes(.si), next < reading.sentence(of: group.range.lowerBound).upperBound,
      !reading.isOne(next, of: .que)
    else { return nil }
    // *a demandé à la Fifa si*
    if reading.isPreposition(next), let si = complementizer(after: group, .si) { next = si }
    // *a demandé si …*, *n'a pas dit où …*: the question word belongs to the clause, *si* does not.
    if reading.isOne(next, of: .si),
      reading.syntax.has(.bareClause) || !reading.has(next + 1, .adjective)
        || reading.tokens[next].shape.contains(.elided)
    {
      return draft(group, from: next + 1, rule: "indirect-question", trust: 0.7)
    }
    // *sait comment vivre*: what one can, not what one says.
    if group.verb.isOptional, reading.has(next + 1, .infinitive) { return nil }
    guard reading.has(next, .interrogative),
      !reading.has(next, [.relativePronoun, .subordinator])
        || reading.hasFiniteVerb(in: next + 1..<min(next + 8, reading.tokens.count))
    else { return nil }
    return draft(group, from: next, rule: "indirect-question", trust: 0.7)
  }

  /// *affirme avoir payé*, *a promis de livrer*, *disent parfois ressentir*.
  private func infinitive(_ group: VerbGroup) -> Draft? {
    guard group.form != .coordinatedParticiple else { return nil }
    let limit = reading.sentence(of: group.range.lowerBound).upperBound
    var at = behindAdjuncts(group, behindAdverbs(group), before: limit)
    // *exhorte les médecins à attendre*: whoever is asked or accused stands before it.
    let addressed = group.takes(.deInfinitive) ? addressed(at, before: limit) : nil
    let isAddressed = addressed.map(opensInfinitive) ?? false
    if isAddressed { at = addressed! }
    guard at < limit, isAddressed || !group.verb.isOptional else { return nil }
    let isBehindDe = group.takes(.deInfinitive) && opensInfinitive(at)
    if isBehindDe { at += 1 }
    var verb = at
    while verb < limit, reading.has(verb, [.negation, .objectPronoun]) || reading.tokens[verb].kind == .quotationMark,
      !reading.has(verb, .infinitive)
    { verb += 1 }
    guard verb < limit, reading.has(verb, .infinitive) || isBehindDe && isInfinitive(verb),
      !reading.has(verb, .determiner),
      !reading.isName(verb)
    else { return nil }
    // *révèle avoir demandé*: whatever reports a clause reports what one has done as well.
    let isPerfect = reading.has(verb, [.be, .have]) && reading.has(verb + 1, [.pastParticiple, .adverb])
    // *vient de démentir avoir tenu*, but *menaçait de refuser de voter*
    if group.form == .infinitive, !isPerfect || isBehindDe { return nil }
    guard isBehindDe || group.takes(.infinitive) || group.takes(.que) && isPerfect else { return nil }
    let draft = draft(group, from: at, rule: "infinitive", trust: 0.75)
    // Requests and accusations count where they quote.
    return draft?.kind == .indirect && isAddressed && group.verb.isOptional ? nil : draft
  }

  /// *a indiqué, dans un communiqué, vouloir*, *affirmait hier, accepter*: the infinitive behind adjuncts, where one
  /// stands; else where they begin.
  private func behindAdjuncts(_ group: VerbGroup, _ start: Int, before limit: Int) -> Int {
    guard group.takes([.infinitive, .que]), !reading.syntax.has(.baseForms) else { return start }
    var at = start
    while at < min(limit, start + 16) {
      if at > start, reading.has(at, .infinitive), !reading.has(at, .determiner) { return at }
      if reading.isSign(at, ","), reading.has(at + 1, .infinitive) { return at + 1 }
      guard reading.isSign(at, ",") || reading.isPreposition(at), !opensInfinitive(at),
        let next = passed(at, before: limit)
      else { return start }
      at = next
    }
    return start
  }

  /// The token behind the phrase that a verb has as its object, with *à* or without.
  private func addressed(_ start: Int, before limit: Int) -> Int? {
    let isBehindTo = start < limit && reading.isOne(start, of: .to)
    return reading.nounPhrase(at: isBehindTo ? start + 1 : start, before: limit)?.range.upperBound
  }

  /// Behind its sign a word that no lexicon has is an infinitive too, where infinitives have no ending: *vowed to rehire
  /// people*.
  private func isInfinitive(_ index: Int) -> Bool {
    reading.has(index, .infinitive)
      || reading.syntax.has(.baseForms) && reading.tokens.indices.contains(index) && reading.traits[index].isEmpty
        && reading.tokens[index].kind == .word
  }

  /// *de* or *à* with an infinitive behind it, maybe negated.
  private func opensInfinitive(_ index: Int) -> Bool {
    guard reading.isOne(index, of: [.infinitive, .to]) else { return false }
    var verb = index + 1
    while reading.tokens.indices.contains(verb),
      reading.tokens[verb].kind == .quotationMark
        || reading.has(verb, [.negation, .objectPronoun]) && !reading.has(verb, .infinitive)
    { verb += 1 }
    return isInfinitive(verb) && !reading.isName(verb)
  }

  /// *She said it was late*, *told reporters on Monday the plan was dead*.
  private func bareClause(_ group: VerbGroup) -> Draft? {
    // *“…,” said Claire Martin as she left*: a verb behind marks has its subject behind it.
    guard reading.syntax.has(.bareClause), group.takes(.que),
      group.start == 0 || reading.pairClosedBy[group.start - 1] < 0
    else { return nil }
    if group.verb.isOptional, !canSpeak(reading.subject(of: group)) { return nil }
    let limit = reading.sentence(of: group.range.lowerBound).upperBound
    var at = behindWhom(group, group.range.upperBound, before: limit)
    while at < limit {
      if opensBareClause(at, before: limit, isSure: group.takes(.bare)) {
        return draft(group, from: at, rule: "bare-clause", trust: group.verb.isOptional ? 0.6 : 0.8)
      }
      guard let next = adjunctEnd(at, before: limit) else { return nil }
      at = next
    }
    return nil
  }

  /// The end of an adverb, a time or a phrase behind a preposition.
  private func adjunctEnd(_ at: Int, before limit: Int) -> Int? {
    guard reading.tokens[at].kind == .word, !reading.isName(at), !reading.isOne(at, of: .infinitive)
    else { return nil }
    if reading.isOne(at, of: .time) { return at + 1 }
    if reading.isPreposition(at) {
      // *on Monday*
      if at + 1 < limit, reading.isOne(at + 1, of: .time) { return at + 2 }
      return reading.nounPhrase(at: at + 1, before: limit)?.range.upperBound ?? bareNounEnd(at + 1, before: limit)
    }
    return reading.has(at, .adverb) && !reading.has(at, [.determiner, .noun, .adjective]) ? at + 1 : nil
  }

  /// Behind the one who is spoken to: *told **reporters***.
  func behindWhom(_ group: VerbGroup, _ at: Int, before limit: Int) -> Int {
    guard group.takes(.whom), at < limit, !reading.isOne(at, of: .que) else { return at }
    if reading.has(at, .strongPronoun) { return at + 1 }
    guard let phrase = reading.nounPhrase(at: at, before: limit), !reading.has(at, .subjectPronoun) else {
      // *told delegates*: a noun that no lexicon has as a human one.
      let isNoun = reading.has(at, .noun) && !reading.has(at, .functionWord) && !reading.isFiniteVerb(at)
      return isNoun && !reading.isFiniteVerb(at + 1) ? at + 1 : at
    }
    // *promised an inquiry would follow*: a phrase before a verb is its subject.
    return reading.isFiniteVerb(phrase.range.upperBound) ? at : phrase.range.upperBound
  }

  /// Whether a subject begins at a token whose verb follows with nothing between that parts them.
  ///
  /// - Parameter isSure: whether any verb will do; else none that may be a participle: *announced measures aimed at …*.
  private func opensBareClause(_ start: Int, before limit: Int, isSure: Bool) -> Bool {
    guard reading.tokens[start].kind != .punctuation, !reading.isPreposition(start),
      reading.isName(start) || !reading.has(start, [.coordinator, .relativePronoun, .interrogative]),
      !reading.isFiniteVerb(start), !reading.isOne(start, of: .infinitive)
    else { return false }
    var hasSubject = false
    for at in start..<min(limit, start + 24) {
      if reading.isPreposition(at), !hasSubject || !isSure && !leadsToComplement(at) { return false }
      hasSubject =
        hasSubject || reading.isName(at) || reading.tokens[at].kind == .number
        || reading.has(at, [.noun, .determiner, .subjectPronoun, .indefinitePronoun])
      if reading.isName(at) || reading.isGenitive(at) || reading.isJoint(at) { continue }
      if reading.tokens[at].kind == .punctuation || reading.isOne(at, of: .qui) { return false }
      if at > start, reading.isOne(at, of: .que) { return false }
      if at > start, reading.isFiniteVerb(at), isSure || !mayBeParticiple(at) { return true }
    }
    return false
  }

  /// *the number **of** people*, but *its bear **after** parents complained*.
  private func leadsToComplement(_ index: Int) -> Bool {
    reading.isOne(index, of: .anyDe) || reading.isOne(index, of: .complement)
  }

  private func mayBeParticiple(_ index: Int) -> Bool {
    reading.has(index, .pastParticiple) && !reading.has(index - 1, .subjectPronoun)
      && (reading.isPreposition(index + 1) || reading.isOne(index + 1, of: .infinitive))
  }

  /// The first token behind a verb that is neither an adverb nor a time: *annonce samedi*, *révèlent également*.
  private func behindAdverbs(_ group: VerbGroup) -> Int {
    let sentence = reading.sentence(of: group.range.lowerBound)
    var at = behindWhom(group, group.range.upperBound, before: sentence.upperBound)
    let limit = min(sentence.upperBound, at + 4)
    while at < limit, reading.tokens[at].kind == .word, !reading.isName(at),
      !reading.isOne(at, of: .si),
      reading.isOne(at, of: .time)
        || reading.has(at, .adverb) && !reading.has(at, [.determiner, .interrogative, .preposition, .negation])
    { at += 1 }
    return at
  }

  /// Findings *show* and accords *mean*: verbs of thought and evidence count only with somebody who thinks.
  private func canSpeak(_ subject: NounPhrase?) -> Bool {
    guard let subject else { return false }
    return reading.canSpeak(subject)
  }

  // MARK: The clause

  /// The *que* that belongs to a verb: right behind it, or behind its addressee and adjuncts.
  private func complementizer(after group: VerbGroup, _ role: WordRole) -> Int? {
    let limit = min(reading.sentence(of: group.range.lowerBound).upperBound, group.range.upperBound + 30)
    var at = behindWhom(group, group.range.upperBound, before: limit)
    while at < limit {
      if reading.isOne(at, of: role) {
        return reading.isConjunction(at, after: group) ? nil : at
      }
      guard let next = passed(at, before: limit) ?? addressee(of: group, at, before: limit) else { return nil }
      at = next
    }
    return nil
  }

  /// *a averti le public que*: a verb that quotes nothing as its object has whom it speaks to there. *souligne le fait
  /// que* is *souligne que*.
  private func addressee(of group: VerbGroup, _ at: Int, before limit: Int) -> Int? {
    if reading.has(at, .determiner), reading.isOne(at + 1, of: .fact) { return at + 2 }
    // *trouve ironique que*
    if at == group.range.upperBound, group.takes(.fragment), reading.has(at, .adjective), !reading.has(at, .determiner),
      reading.isOne(at + 1, of: .que)
    {
      return at + 1
    }
    guard at == group.range.upperBound, !group.takes(.object), let phrase = reading.nounPhrase(at: at, before: limit),
      phrase.form == .nominal, reading.has(phrase.head, [.role, .personNoun, .groupNoun, .organisationNoun])
    else { return nil }
    return phrase.range.upperBound
  }

  /// What may stand between a verb and its *que*: an addressee or adjunct behind a preposition, adverbs, a phrase
  /// between commas, an inverted name. A bare noun phrase is the verb's object, and a *que* behind it a relative pronoun.
  private func passed(_ at: Int, before limit: Int) -> Int? {
    if reading.tokens[at].kind == .punctuation {
      guard reading.isSign(at, ",") else { return nil }
      // Up to the comma that closes the phrase.
      return (at + 1..<limit).first { reading.isSign($0, ",") }.map { $0 + 1 }
    }
    guard reading.tokens[at].kind == .word || reading.tokens[at].kind == .number, !reading.isFiniteVerb(at) else {
      return nil
    }
    if reading.isOne(at, of: .time) || reading.tokens[at].shape.contains(.enclitic) { return at + 1 }
    // *la semaine dernière*
    if reading.isOne(at - 1, of: .time), reading.has(at, .adjective) { return at + 1 }
    // *pledged to pay for all that is lost*: an infinitive is reported itself.
    if reading.syntax.has(.baseForms), reading.isOne(at, of: .infinitive),
      reading.has(at + 1, .infinitive)
    {
      return nil
    }
    if reading.isPreposition(at) || reading.isOne(at, of: .contraction)
      || reading.isOne(at, of: .de)
    {
      return reading.nounPhrase(at: at + 1, before: limit)?.range.upperBound ?? bareNounEnd(at + 1, before: limit)
    }
    if reading.isName(at) { return reading.names[Int(reading.nameOf[at])].tokens.upperBound }
    if reading.has(at, [.adverb, .subjectPronoun, .strongPronoun, .objectPronoun, .negation])
      && !reading.has(at, .determiner)
    {
      return at + 1
    }
    // *ils disent tous que*, *précise tout de même que*
    if reading.has(at, .indefinitePronoun), reading.has(at, .adverb) || reading.has(at, .plural) { return at + 1 }
    if reading.isOne(at, of: .ce) { return at + 1 }
    // *le mois dernier*, *l'année suivante*
    if reading.has(at, .determiner), reading.isOne(at + 1, of: .period) {
      return reading.has(at + 2, .adjective) ? at + 3 : at + 2
    }
    let next = min(at + 1, limit - 1)
    if reading.tokens[at].kind == .number
      || reading.has(at, .determiner)
        && (reading.tokens[next].kind == .number || reading.isOne(next, of: .time))
    {
      return at + 1
    }
    return nil
  }

  /// *sans preuves*, *sur internet*, *à peu près*: what stands behind a preposition without an article.
  private func bareNounEnd(_ start: Int, before limit: Int) -> Int {
    guard start < limit, reading.has(start, .noun), !reading.has(start, .functionWord), !reading.isFiniteVerb(start)
    else {
      return start
    }
    return start + 1
  }

  private func draft(_ group: VerbGroup, from start: Int, rule: String, trust: Double) -> Draft? {
    let end = ClauseEnd(reading: reading, kind: rule == "infinitive" ? .infinitive : .clause).end(of: start, cue: group)
    let range = reading.trimmed(start..<end)
    guard !range.isEmpty else { return nil }
    let opened = reading.pairs(openedIn: range)
    let depth = opened.map { reading.pairs[$0].depth }.min() ?? 0
    let inner = opened.filter { reading.pairs[$0].depth == depth }
    let whole = inner.first {
      reading.pairs[$0].open == range.lowerBound && reading.pairs[$0].end + 1 >= range.upperBound
    }
    if let whole {
      return Draft(
        kind: .direct, content: [reading.pairs[whole].inside], pairs: [whole], cue: group,
        source: reading.subject(of: group), rule: rule, trust: trust)
    }
    return Draft(
      kind: inner.isEmpty ? .indirect : .mixed, content: [range], pairs: inner, cue: group,
      source: reading.subject(of: group), rule: rule, trust: trust)
  }

}

/// How far a reported clause goes: to the end of its sentence, but for what reports anew, and for what the writer adds behind
/// a comma as far as could be learned.
struct ClauseEnd {
  let reading: Reading
  let kind: ClauseKind

  private var isInfinitive: Bool { kind == .infinitive }

  /// - Parameter cue: the verb that reports; nil for a preposition such as *selon*.
  func end(of start: Int, cue: VerbGroup?) -> Int {
    guard let weights = reading.lexicon.stopWeights?.values[kind.rawValue] else {
      return end(of: start, cue: cue) { _, _ in false }
    }
    return end(of: start, cue: cue) { _, features in StopWeights.stops(features(), weights) }
  }

  /// The commas and dashes up to the end of the sentence at which it might end as well.
  func possibleEnds(of start: Int, cue: VerbGroup?) -> [ClauseStop] {
    var found: [ClauseStop] = []
    _ = end(of: start, cue: cue) { sign, features in
      found.append(ClauseStop(token: sign, features: features()))
      return false
    }
    return found
  }

  /// - Parameter isEnd: asked of each comma and dash between the words of the clause.
  private func end(of start: Int, cue: VerbGroup?, isEnd: (Int, () -> FeatureBits) -> Bool) -> Int {
    guard start < reading.tokens.count else { return start }
    let anchor = cue?.range.lowerBound ?? start
    let sentence = reading.sentence(of: anchor)
    var limit = sentence.upperBound
    let around = reading.pairAround[anchor]
    if around >= 0 { limit = min(limit, reading.pairs[Int(around)].end) }
    let isInside =
      isInfinitive || cue.map { isSubordinate($0, in: sentence) || isAbsolute($0, start, in: sentence) } ?? false
    let isRelative = cue.map { isBetweenCommas($0, in: sentence) } ?? false
    var isFirst = true
    var at = start
    while at < limit {
      if isInside, at > start, opensMainClause(at, in: sentence) { return at }
      if isRelative, at > start, resumes(at, in: sentence) { return at }
      if reading.pairOpenedBy[at] >= 0 {
        // Quoted words belong to the clause whole, also where sentences end inside them.
        let pair = reading.pairs[Int(reading.pairOpenedBy[at])]
        if pair.end > limit, pair.end < reading.tokens.count {
          let after = pair.close.map { $0 + 1 } ?? pair.end
          limit = max(limit, pair.close == nil ? pair.end : reading.sentence(of: max(after - 1, at)).upperBound)
        }
        at = max(at + 1, pair.close.map { $0 + 1 } ?? pair.end)
        continue
      }
      if stops(at, start: start, cue: cue) { return at }
      if at > start, reading.isSign(at, ",") || isDash(at) {
        let evidence = StopEvidence(reading: reading, clause: start..<limit, cue: cue)
        if isEnd(at, { evidence.features(at: at, isFirst: isFirst) }) { return at }
        isFirst = false
      }
      at += 1
    }
    return limit
  }

  private func stops(_ at: Int, start: Int, cue: VerbGroup?) -> Bool {
    if reading.isSign(at, ";") { return true }
    // *… : « … »*: what is said again in its own words.
    if reading.isSign(at, ":"), at + 1 < reading.tokens.count, reading.pairOpenedBy[at + 1] >= 0 { return true }
    guard at > start else { return false }
    if reading.pairClosedBy[at] >= 0, reading.pairs[Int(reading.pairClosedBy[at])].open < start { return true }
    if addsRemark(at) || contrasts(at) || goesOnWithCue(at, cue) { return true }
    // *…, a-t-il ajouté*, *…, selon lui*, *…, affirmant que*, *et a ajouté que*.
    let opens =
      reading.isSign(at, ",") || reading.has(at, .coordinator) && !reading.isOne(at + 1, of: .que)
    guard opens else { return false }
    var next = at + 1
    while next < reading.tokens.count,
      reading.has(next, [.coordinator]) || reading.has(next, .adverb) && !reading.has(next, .negation) && next < at + 3
    {
      next += 1
    }
    guard next < reading.tokens.count, reading.sentenceOf[next] == reading.sentenceOf[at] else { return false }
    if reading.isSign(at, ","), let (marker, end) = reading.marker(at: next), !marker.isWeak,
      let source = SourcePhrase(reading: reading).source(
        of: marker, from: end, before: reading.sentence(of: at).upperBound)
    {
      // *que le produit est, selon lui, dangereux*: who reports means himself.
      return cue == nil || source.form != .pronoun || marker.kind == .own
    }
    guard
      let group = reading.groups(in: next..<min(next + 4, reading.tokens.count)).first(where: {
        $0.start == next || $0.range.lowerBound == next
      })
    else { return reading.has(at + (reading.isSign(at, ",") ? 1 : 0), .coordinator) && reportsAnew(next) }
    switch group.form {
    case .gerund: return true
    case .finite:
      guard group.start == next, !group.isNegated, !(group.verb.isOptional && cue?.verb.isOptional ?? false),
        group.takes([.que, .quote]) || quotes(group)
      else { return false }
      // *révèle que les réfugiés sont perdus et savent peu*: a verb that agrees with another subject is not the speaker's.
      guard reading.has(next - 1, .coordinator) else {
        // *que le ministre, entendu par le juge, aurait reconnu les faits*: the verb that the clause still lacks.
        let isWanting = cue != nil && !isInfinitive && !reading.hasFiniteVerb(in: start..<at)
        return !isWanting && reading.invertedSubject(of: group).map(reading.canSpeak) ?? false
      }
      return cue.map { $0.form != .finite || $0.isPlural == group.isPlural } ?? true
    case .coordinatedParticiple: return true
    case .infinitive: return false
    }
  }
}

extension ClauseEnd {
  /// *– ajoutant que*, *- faisant référence au port*: a dash that no other closes, and what adds to the clause behind it.
  private func addsRemark(_ dash: Int) -> Bool {
    guard isDash(dash) else { return false }
    let limit = reading.sentence(of: dash).upperBound
    let isGerund =
      reading.has(dash + 1, .presentParticiple)
      && !reading.has(dash + 1, [.noun, .adjective, .adverb, .preposition])
    // *- un chiffre qui explique la baisse*
    let isIndefinite = reading.has(dash + 1, .determiner) && !reading.isOne(dash + 1, of: .definite)
    let phrase = isIndefinite ? reading.nounPhrase(at: dash + 1, before: limit) : nil
    let isApposition = phrase.map { reading.has($0.range.upperBound, .relativePronoun) } ?? false
    return (isGerund || isApposition) && !(dash + 1..<limit).contains(where: isDash)
  }

  private func isDash(_ index: Int) -> Bool {
    reading.tokens[index].shape.contains(.spaceBefore) && (reading.isSign(index, "-") || reading.isSign(index, "–"))
  }

  /// *…, mais leurs chiffres ne concordent pas*: of 27 that stood in train and articles, 25 ended what was reported; those
  /// that went on had *que* or no subject behind them.
  private func contrasts(_ index: Int) -> Bool {
    guard reading.isOne(index, of: .contrast) || reading.isSign(index, ",") else { return false }
    var next = reading.isSign(index, ",") ? index + 1 : index
    guard reading.isOne(next, of: .contrast) else { return false }
    next += 1
    while reading.has(next, .adverb), !reading.has(next, [.negation, .determiner, .preposition]) { next += 1 }
    let sentence = reading.sentence(of: index)
    return next < sentence.upperBound && reading.isClause(next..<sentence.upperBound)
  }

  /// *a déclaré que …, et a accusé*: the verb of another act, in the same compound tense as the cue.
  private func goesOnWithCue(_ index: Int, _ cue: VerbGroup?) -> Bool {
    guard let cue, cue.form == .finite, reading.has(cue.range.lowerBound, .have),
      reading.isOne(index, of: .et)
    else { return false }
    let auxiliary = index + 1
    guard reading.tokens.indices.contains(auxiliary),
      reading.tokens[auxiliary].key == reading.tokens[cue.range.lowerBound].key
    else { return false }
    var participle = auxiliary + 1
    while reading.has(participle, [.adverb, .coordinator]), !reading.has(participle, .pastParticiple) {
      participle += 1
    }
    return reading.has(participle, .pastParticiple)
  }

  /// Whether quoted words follow a verb as its object: *et a qualifié l'événement de « … »*.
  private func quotes(_ group: VerbGroup) -> Bool {
    guard group.takes([.object, .fragment, .comme]) else { return false }
    let end = min(reading.sentence(of: group.range.lowerBound).upperBound, group.range.upperBound + 10)
    let near = group.range.upperBound..<max(end, group.range.upperBound)
    let mark = near.first { reading.pairOpenedBy[$0] >= 0 || reading.isFiniteVerb($0) || reading.isSign($0, ",") }
    return mark.map { reading.pairOpenedBy[$0] >= 0 } ?? false
  }

  /// *Bien qu'il ait dit que …, la société a admis …*: the cue stands in a clause that opens the sentence and leads on to
  /// its main clause.
  private func isSubordinate(_ cue: VerbGroup, in sentence: Range<Int>) -> Bool {
    var first = sentence.lowerBound
    while first < cue.start, reading.has(first, .coordinator) || reading.tokens[first].kind == .punctuation {
      first += 1
    }
    let opens = first..<min(first + 2, cue.start)
    return cue.form == .finite
      && opens.contains { reading.has($0, .subordinator) && !reading.has($0, [.preposition, .determiner]) }
      && !(first..<cue.start).contains { reading.isSign($0, ",") || reading.isFiniteVerb($0) }
  }

  /// *Les élus, qui rappellent que la loi existe, partent*: the cue stands in a relative clause between commas.
  private func isBetweenCommas(_ cue: VerbGroup, in sentence: Range<Int>) -> Bool {
    let relative = cue.start - 1
    return cue.form == .finite && relative > sentence.lowerBound && reading.isOne(relative, of: .qui)
      && reading.isSign(relative - 1, ",")
  }

  /// The comma behind which the main clause's verb comes.
  private func resumes(_ comma: Int, in sentence: Range<Int>) -> Bool {
    guard reading.isSign(comma, ",") else { return false }
    var verb = comma + 1
    while verb < sentence.upperBound, reading.has(verb, [.negation, .objectPronoun]), !reading.isFiniteVerb(verb) {
      verb += 1
    }
    return verb < sentence.upperBound && reading.isFiniteVerb(verb)
      && (!reading.has(verb, [.noun, .adjective, .adverb])
        || reading.has(verb, [.be, .have]) && reading.has(verb + 1, [.pastParticiple, .negation, .adverb, .be]))
  }

  /// *Estimant que la ville est belle, il a signé*: the cue opens the sentence and leads on to its main clause.
  private func isAbsolute(_ cue: VerbGroup, _ start: Int, in sentence: Range<Int>) -> Bool {
    cue.form == .gerund && cue.start <= sentence.lowerBound + 1 && !reading.has(start, .subordinator)
  }

  /// A comma behind which a subject has a verb of its own: *…, la société a admis*, *…, mais les chiffres sont*.
  private func opensMainClause(_ comma: Int, in sentence: Range<Int>) -> Bool {
    guard reading.isSign(comma, ",") else { return false }
    var next = comma + 1
    if isInfinitive, reading.has(next, .coordinator) { next += 1 }
    return next < sentence.upperBound && reading.isClause(next..<sentence.upperBound)
  }

  /// *…, mais sa famille affirme que …*: a subject of its own and a verb that reports.
  private func reportsAnew(_ start: Int) -> Bool {
    guard let subject = reading.nounPhrase(at: start, before: reading.sentence(of: start).upperBound) else {
      return false
    }
    let verb = subject.range.upperBound
    return reading.groups(in: verb..<min(verb + 4, reading.tokens.count)).contains {
      $0.start == verb && $0.form == .finite && $0.takes([.que, .quote]) && !$0.verb.isOptional
    }
  }
}

extension Reading {
  /// Whether a *que* makes a conjunction with the words before it: *jusqu'à ce que*, *autant que*, *alors que*.
  func isConjunction(_ que: Int, after group: VerbGroup) -> Bool {
    guard que > group.range.upperBound else { return false }
    if isOne(que - 1, of: .ce), que - 1 > group.range.upperBound, isPreposition(que - 2) {
      // *de ce que*, *à ce que*, but *jusqu'à ce que*
      return !isOne(que - 2, of: .de) && (!isOne(que - 2, of: .to) || isPreposition(que - 3))
    }
    // *de plus en plus que* compares nothing.
    return isOne(que - 1, of: .comparative) && !isOne(que - 2, of: .en)
  }

  /// Whether a token opens its sentence, or a clause behind a colon, a semicolon or *mais*.
  func opensClause(_ index: Int) -> Bool {
    var at = index
    let start = sentence(of: index).lowerBound
    if at > start, isOne(at - 1, of: .contrast) || has(at - 1, .coordinator) { at -= 1 }
    return at == start || isSign(at - 1, ":") || isSign(at - 1, ";")
  }

  /// The source marker that begins at a token, and the token behind it.
  func marker(at index: Int) -> (marker: SourceMarker, end: Int)? {
    guard tokens.indices.contains(index), tokens[index].kind == .word else { return nil }
    guard isOne(index, of: .marker) else { return nil }
    for marker in lexicon.markers(openingWith: tokens[index].key) {
      var at = index
      let fits = marker.words.allSatisfy { word in
        defer { at += 1 }
        guard tokens.indices.contains(at) else { return false }
        return tokens[at].key == word || particles.roles(of: word).contains(.de) && isOne(at, of: .anyDe)
      }
      if fits { return (marker, at) }
    }
    return nil
  }
}
