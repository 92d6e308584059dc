import DixitDocument
import DixitKnowledge
import DixitLexicons

/// Resolves what refers back in one document, in text order: sources, and the pronouns and noun phrases of the narration
/// between them. Whom a pronoun means depends on who spoke, and who speaks on whom pronouns mean.
struct SpeakerResolution {
  let reading: Reading
  /// Takes over the choice among candidates: how articles with gold are learned from.
  private let teacher: ((ReferenceChoice) -> Int?)?
  private let antecedents: Antecedents
  private let narration: Narration
  /// Those with names, `namedCount` of them, then the speakers without.
  private var entities: [Entity]
  private let namedCount: Int
  private var addedByKey: [UInt64: Int] = [:]
  private var mentions: [Mention] = []
  /// Everything that was mentioned so far.
  private let trail: Trail
  /// The first token of the narration that was not read yet, and the end of the last noun phrase.
  private var cursor = 0
  private var phraseEnd = 0
  private let sources: Set<Int>
  /// The nouns of titles and functions: what stands beside a name does not refer.
  private let roleHeads: Set<Int>
  private let isInterview: Bool
  /// Who answers in an interview: the person that its headline or introduction names first.
  private let interviewee: Int?
  private var speakers: [Int?] = []
  /// What pronouns tell of those with names.
  private var genders: [Int: Gender] = [:]

  init(
    reading: Reading, quotations: [Quotation], knowledge: KnowledgeBase, teacher: ((ReferenceChoice) -> Int?)? = nil
  ) {
    self.reading = reading
    self.teacher = teacher
    entities = reading.document.entities?.entities ?? []
    namedCount = entities.count
    antecedents = Antecedents(reading: reading, quotations: quotations, knowledge: knowledge)
    narration = Narration(reading: reading)
    trail = Trail(reading: reading)
    isInterview = quotations.contains { $0.rule == "interview" }
    interviewee = reading.document.entities.flatMap { layer in
      layer.mentions.first { layer.entities[$0.entity].type == .person }?.entity
    }
    roleHeads = Set((reading.document.roles ?? []).map(\.head))
    sources = Set(quotations.compactMap { $0.source.map { reading.tokens(touching: $0).lowerBound } })
  }

  mutating func layer(for quotations: [Quotation]) -> AttributionLayer {
    var attributions = [Attribution?](repeating: nil, count: quotations.count)
    speakers = Array(repeating: nil, count: quotations.count)
    // In the order of their sources, so that a pronoun sees who spoke before it.
    let anchors = quotations.map { reading.tokens(touching: anchor($0)).lowerBound }
    for index in quotations.indices.sorted(by: { (anchors[$0], $0) < (anchors[$1], $1) }) {
      follow(to: anchors[index])
      let attribution = attribute(quotations[index], index: index, before: attributions, quotations)
      attributions[index] = attribution
      speakers[index] = attribution.speaker
      if let speaker = attribution.speaker {
        trail.note(speaker: speaker, at: anchors[index], isPronoun: attribution.rule == "pronoun")
      }
    }
    follow(to: reading.tokens.count)
    let complete = zip(quotations, attributions).map {
      Headlines(reading: reading).settle($0, $1!, quotations, attributions)
    }
    let addressed = zip(quotations, complete).map { quotation, attribution in
      addressee(of: quotation).map(attribution.addressed) ?? attribution
    }
    return AttributionLayer(
      attributions: addressed, entities: Array(entities[namedCount...]), mentions: Self.distinct(mentions),
      genders: genders)
  }

  /// In text order; of several quotations that share a source, each finds the same mention.
  private static func distinct(_ mentions: [Mention]) -> [Mention] {
    mentions.sorted { $0.span < $1.span }.reduce(into: []) { kept, mention in
      if kept.last?.span != mention.span { kept.append(mention) }
    }
  }

  /// Where a quotation's speaker is looked for: at the source, else at what is said.
  private func anchor(_ quotation: Quotation) -> Span { quotation.source ?? quotation.content[0] }

  // MARK: The narration

  /// Resolves the pronouns and noun phrases of the narration up to a place.
  private mutating func follow(to end: Int) {
    while cursor < end {
      defer { cursor += 1 }
      // Inside marks somebody else speaks, of whom they like.
      guard reading.pairAround[cursor] < 0, reading.sentenceOf[cursor] >= 0, !sources.contains(cursor),
        let find = narration.find(at: cursor)
      else { continue }
      switch find {
      case .pronoun(let reference): follow(reference)
      case .possessive(let reference, let phrase, let agreement):
        mention(reference, noun: nil)
        phraseEnd = max(phraseEnd, phrase?.range.upperBound ?? 0)
        if let phrase { note(phrase, agreement, isDefinite: true) }
      case .nominal(let phrase, let agreement, let isDefinite):
        // *la Culture* in *le ministère de la Culture*
        guard cursor >= phraseEnd, !sources.contains(phrase.range.lowerBound), !roleHeads.contains(phrase.head) else {
          continue
        }
        phraseEnd = phrase.range.upperBound
        follow(phrase, agreement, isDefinite)
      }
    }
  }

  private mutating func follow(_ pronoun: Reference) {
    let isKnown = mention(pronoun, noun: nil)
    // *Elle roulait vite*: whoever she is, the subject is no longer the one before.
    if !isKnown, pronoun.kind != .oblique { trail.noteUnknownSubject(at: pronoun.position) }
  }

  private mutating func follow(_ phrase: NounPhrase, _ agreement: Agreement, _ isDefinite: Bool) {
    let head = phrase.head
    if isDefinite, canRefer(head) {
      let reference = Reference(
        kind: reading.has(head, [.role, .personNoun]) ? .noun : .thing, position: phrase.range.lowerBound,
        agreement: agreement, noun: head, phrase: phrase.range,
        samePhrase: addedByKey[key(reading.document.span(of: phrase.range))], isNarrated: true)
      if mention(reference, noun: head) { return }
    }
    note(phrase, agreement, isDefinite: isDefinite)
  }

  private func note(_ phrase: NounPhrase, _ agreement: Agreement, isDefinite: Bool) {
    trail.advance(to: phrase.range.lowerBound)
    trail.note(
      Trail.Phrase(
        range: phrase.range, head: phrase.head, agreement: agreement, step: trail.step(phrase.range),
        isDefinite: isDefinite))
  }

  /// Whether a noun can mean somebody or something that has a name.
  private func canRefer(_ head: Int) -> Bool {
    reading.has(head, [.role, .personNoun, .organisationNoun, .groupNoun])
      || reading.lexicon.announced(by: reading.tokens[head].key) != nil
  }

  /// Writes a mention where it is likely enough what a reference means. What a pronoun means more likely than all else
  /// together stays in mind even where that is not enough for a mention; answers whether anything does.
  @discardableResult
  private mutating func mention(_ reference: Reference, noun: Int?) -> Bool {
    let (antecedent, likelihood) = choose(reference, nil)
    guard let entity = antecedent.entity, !antecedent.features.contains(.otherGender) else { return false }
    let isSure = likelihood >= reading.lexicon.referenceWeights.threshold(reference.kind)
    let isKept = isSure || noun == nil && likelihood > 0.5
    if isKept, reference.kind != .possessive {
      let isSubject = [.pronoun, .plural].contains(reference.kind) || trail.step(reference.phrase).isSubject
      trail.note(echo: entity, at: reference.position, isSubject: isSubject)
    }
    guard isSure, entity < namedCount, isWanted(reference) else { return isKept }
    if let noun {
      note(reading.document.span(of: reference.phrase), head: noun, entity: entity, likelihood)
    } else {
      if reference.kind != .possessive { self.note(gender: reference.agreement?.gender, of: entity) }
      mentions.append(
        Mention(span: span(of: reference), form: .pronoun, entity: entity, confidence: rounded(likelihood)))
    }
    return true
  }

  /// *Elle* tells that whom it means is a woman, where the name does not.
  private mutating func note(gender: Gender?, of entity: Int) {
    guard let gender, entities[entity].type == .person, entities[entity].gender == nil else { return }
    entities[entity] = entities[entity].of(gender)
    if entity < namedCount { genders[entity] = gender }
  }

  /// Nothing is looked for in links to other articles and the like.
  private func isWanted(_ reference: Reference) -> Bool {
    reading.document.coverage(at: reading.document.span(of: reference.phrase)) == .all
  }

  /// The words of a reference; an enclitic pronoun's without its hyphens.
  private func span(of reference: Reference) -> Span {
    let range = reference.phrase
    let form: NounPhrase.Form = reference.noun == nil ? .pronoun : .nominal
    return reading.span(of: NounPhrase(range: range, form: form, head: reference.noun ?? range.lowerBound, name: nil))
  }

  private func rounded(_ likelihood: Double) -> Double { (likelihood * 100).rounded() / 100 }

  // MARK: To whom

  /// Whom a quotation is said to. They come behind all speakers, since nobody refers back to those who only listen.
  private mutating func addressee(of quotation: Quotation) -> Int? {
    guard let phrase = Addressees(reading: reading).phrase(of: quotation) else { return nil }
    if let name = phrase.name { return reading.document.entities?.mentions[name].entity }
    let first = phrase.range.lowerBound
    let isContracted = reading.isOne(first, of: .dative)
    // *au gouvernement | d'agir*
    let end =
      phrase.range.dropFirst().first {
        reading.has($0, .infinitive) && reading.isOne($0 - 1, of: .infinitive)
      }.map { $0 - 1 } ?? phrase.range.upperBound
    let words = (isContracted ? first + 1 : first)..<end
    guard !words.isEmpty else { return nil }
    let span = reading.document.span(of: words)
    if let known = mentions.first(where: { $0.span == span }) { return known.entity }
    let id = addedByKey[key(span)] ?? entities.count
    if id == entities.count {
      addedByKey[key(span)] = id
      // *aux participants* are *les participants*.
      let article = isContracted ? reading.document.words(ofToken: first).dropFirst().map { $0 + " " }.joined() : ""
      let entity = describedEntity(span, head: phrase.head, owner: nil)
      entities.append(Entity(type: entity.type, name: article + entity.name, gender: entity.gender))
    }
    note(span, head: phrase.head, entity: id, speaking("description"))
    return id
  }

  // MARK: One quotation

  private mutating func attribute(
    _ quotation: Quotation, index: Int, before: [Attribution?], _ quotations: [Quotation]
  ) -> Attribution {
    guard let source = quotation.source else { return carried(quotation, index: index, before: before, quotations) }
    let range = reading.tokens(touching: source)
    guard !range.isEmpty,
      let phrase = reading.nounPhrase(at: range.lowerBound, before: range.upperBound) ?? pronoun(range)
    else {
      return described(source, head: nil, quotation, rule: "description")
    }
    // *Les médecins et la police*
    if phrase.form != .pronoun, phrase.range.upperBound < range.upperBound,
      reading.nounPhrase(at: phrase.range.upperBound + 1, before: range.upperBound) != nil,
      reading.coordinationEnd(behind: phrase, before: range.upperBound) == range.upperBound
    {
      return together(range, phrase, source, quotation)
    }
    return resolve(phrase, source, quotation)
  }

  private func pronoun(_ range: Range<Int>) -> NounPhrase? {
    NounPhrase(
      range: range,
      form: reading.has(range.lowerBound, [.enclitic, .subjectPronoun, .objectPronoun, .indefinitePronoun])
        || range.count == 1 && reading.isOne(range.lowerBound, of: .possessive)
        ? .pronoun : .nominal, head: range.lowerBound, name: nil)
  }

  private mutating func resolve(_ phrase: NounPhrase, _ source: Span, _ quotation: Quotation) -> Attribution {
    // *Le directeur du funérarium Pinier, Matías Picón, a dit*: behind the noun itself stands whom it describes.
    let isApposed = phrase.name.map { reading.names[$0].tokens.lowerBound == phrase.head + 1 } ?? false
    if phrase.form == .nominal, !isApposed, let name = apposition(phrase, quotation) {
      let speaker = reading.document.entities!.mentions[name].entity
      note(source, head: phrase.head, entity: speaker, speaking("apposition"))
      return attribution(speaker, "apposition", quotation)
    }
    if let name = phrase.name { return named(name, phrase, source, quotation) }
    switch phrase.form {
    case .pronoun: return pronominal(phrase, source, quotation)
    case .name, .nominal: return nominal(phrase, source, quotation)
    }
  }

  /// Who is named behind a phrase: before the verb, where the verb comes later.
  private func apposition(_ phrase: NounPhrase, _ quotation: Quotation) -> Int? {
    guard let cue = quotation.cue.map({ reading.tokens(touching: $0.span).lowerBound }), cue >= phrase.range.upperBound
    else { return reading.apposition(after: phrase) }
    return reading.apposition(after: phrase, before: cue)
  }

  private mutating func named(_ name: Int, _ phrase: NounPhrase, _ source: Span, _ quotation: Quotation) -> Attribution
  {
    let mention = reading.document.entities!.mentions[name]
    // *Paris et Bonn* are a group of their own.
    if phrase.form == .name, phrase.range.upperBound > reading.names[name].tokens.upperBound {
      return described(source, head: phrase.head, quotation, rule: "names-together")
    }
    if phrase.form == .nominal, phrase.range.upperBound > reading.names[name].tokens.upperBound,
      reading.isPlural(phrase.range.lowerBound, head: phrase.head)
    {
      return together(reading.names[name].tokens.lowerBound..<phrase.range.upperBound, phrase, source, quotation)
    }
    // *l'OMS* is the name itself; in *la filiale OMS* another noun speaks.
    if phrase.form == .nominal, phrase.head < reading.names[name].tokens.lowerBound,
      entities[mention.entity].type != .person
    {
      return nominal(phrase, source, quotation)
    }
    return attribution(mention.entity, "name", quotation)
  }

  /// *les ministres Paul Morel et Claire Durand*: the group goes by the names.
  private mutating func together(_ names: Range<Int>, _ phrase: NounPhrase, _ source: Span, _ quotation: Quotation)
    -> Attribution
  {
    let words = reading.document.span(of: names)
    let id = addedByKey[key(words)] ?? add(words, head: phrase.head, owner: nil, isPlural: true)
    note(source, head: phrase.head, entity: id, speaking("names-together"))
    return attribution(id, "names-together", quotation)
  }

  private mutating func pronominal(_ phrase: NounPhrase, _ source: Span, _ quotation: Quotation) -> Attribution {
    // *Vous dites que …*: who asks speaks to whom he interviews.
    if isInterview, reading.has(phrase.head, .secondPerson) {
      return attribution(interviewee, "interviewee", quotation)
    }
    guard reading.tokens[phrase.head].kind == .word, let wanted = Agreement(pronoun: reading.traits[phrase.head]) else {
      return attribution(nil, "pronoun-unresolved", quotation)
    }
    if reading.isOne(phrase.head, of: [.pointed, .latter]) {
      return pointed(phrase, wanted, source, quotation)
    }
    let (antecedent, likelihood) = choose(
      Reference(
        kind: wanted.isPlural
          ? .plural : reading.tokens[phrase.head].shape.contains(.enclitic) ? .inverted : .pronoun,
        position: phrase.range.lowerBound, agreement: wanted, phrase: phrase.range, content: quotation.content),
      quotation)
    guard let speaker = entity(antecedent) else { return attribution(nil, "pronoun-unresolved", quotation) }
    trail.note(echo: speaker, at: phrase.range.lowerBound, isSubject: true)
    note(gender: wanted.gender, of: speaker)
    mentions.append(Mention(span: source, form: .pronoun, entity: speaker, confidence: rounded(likelihood)))
    return attribution(speaker, "pronoun", likelihood, quotation)
  }

  /// *celui-ci*, *cette dernière*: whoever was mentioned last and agrees.
  private mutating func pointed(_ phrase: NounPhrase, _ wanted: Agreement, _ source: Span, _ quotation: Quotation)
    -> Attribution
  {
    trail.advance(to: phrase.range.lowerBound)
    let reference = Reference(
      kind: .oblique, position: phrase.range.lowerBound, agreement: wanted, phrase: phrase.range,
      content: quotation.content)
    let agreeing = antecedents.all(for: reference, trail: trail, entities: entities).filter {
      !$0.features.contains(.otherGender) && !$0.features.contains(.otherGrammar)
    }
    let isLiving: [AntecedentFeature] = [.person, .organisation, .group]
    let last = agreeing.first { one in isLiving.contains { one.features.contains($0) } }
    guard let speaker = last.flatMap({ entity($0) }) else { return attribution(nil, "pronoun-unresolved", quotation) }
    trail.note(echo: speaker, at: phrase.range.lowerBound, isSubject: true)
    note(gender: wanted.gender, of: speaker)
    let likelihood = speaking("pointed")
    mentions.append(Mention(span: source, form: .pronoun, entity: speaker, confidence: likelihood))
    return attribution(speaker, "pointed", quotation)
  }

  private mutating func nominal(_ phrase: NounPhrase, _ source: Span, _ quotation: Quotation) -> Attribution {
    let head = phrase.head
    if reading.isOne(phrase.range.lowerBound, of: .possessive) {
      return possessed(phrase, source, quotation)
    }
    guard isDefinite(phrase) else { return described(source, head: head, quotation, rule: "indefinite") }
    let (antecedent, likelihood) = choose(
      Reference(
        kind: reading.has(head, [.role, .personNoun]) ? .noun : .thing, position: phrase.range.lowerBound,
        agreement: reading.agreement(of: phrase), noun: head, phrase: phrase.range, content: quotation.content,
        samePhrase: addedByKey[key(source)]), quotation)
    guard let speaker = entity(antecedent) ?? same(phrase) else {
      return described(source, head: head, quotation, rule: "description")
    }
    trail.note(echo: speaker, at: phrase.range.lowerBound, isSubject: true)
    note(source, head: head, entity: speaker, likelihood)
    return attribution(speaker, "noun", likelihood, quotation)
  }

  /// *le même chercheur*: whoever spoke last, where the noun may mean them.
  private func same(_ phrase: NounPhrase) -> Int? {
    guard reading.isOne(phrase.range.lowerBound + 1, of: .same), let last = trail.speakers.last else {
      return nil
    }
    let type = reading.type(ofNoun: phrase.head)
    let gender = reading.agreement(of: phrase).gender
    let agrees = gender == nil || entities[last].gender == nil || entities[last].gender == gender
    return entities[last].type == type && (type != .person || agrees) ? last : nil
  }

  /// The likeliest of those that a reference may mean, and how likely.
  private mutating func choose(_ reference: Reference, _ quotation: Quotation?) -> (Antecedent, likelihood: Double) {
    trail.advance(to: reference.position)
    var candidates = antecedents.all(for: reference, trail: trail, entities: entities)
    reading.lexicon.referenceWeights.weigh(&candidates, reference.kind)
    let winner = teacher.flatMap { $0(choice(reference, quotation, candidates)) } ?? candidates.best
    return (candidates[winner], candidates.likelihood(of: winner))
  }

  /// What a teacher sees of a choice.
  private func choice(_ reference: Reference, _ quotation: Quotation?, _ candidates: [Antecedent]) -> ReferenceChoice {
    ReferenceChoice(
      quotation: quotation, kind: reference.kind, span: span(of: reference), candidates: candidates, entities: entities,
      phrases: candidates.map { $0.phrase.map { reading.document.span(of: trail.phrases[$0].range) } })
  }

  /// The entity that an antecedent is; a noun phrase becomes one.
  private mutating func entity(_ antecedent: Antecedent) -> Int? {
    guard let index = antecedent.phrase else { return antecedent.entity }
    let phrase = trail.phrases[index]
    let span = reading.document.span(of: phrase.range)
    let entity = addedByKey[key(span)] ?? add(span, head: phrase.head, owner: nil)
    trail.note(phrase: index, is: entity)
    note(span, head: phrase.head, entity: entity, speaking("description"))
    return entity
  }

  /// *sa famille*, *mon père*: somebody new, described by whom they belong to.
  private mutating func possessed(_ phrase: NounPhrase, _ source: Span, _ quotation: Quotation) -> Attribution {
    let first = phrase.range.lowerBound
    let owner =
      reading.isOne(first, of: .mine)
      ? quotation.parent.flatMap { $0 < speakers.count ? speakers[$0] : nil } : owner(at: first)
    // An owner without a name would make a description of a description.
    guard let owner, owner < namedCount, phrase.range.count > 1 else {
      return described(source, head: phrase.head, quotation, rule: "possessive")
    }
    return described(source, head: phrase.head, owner: entities[owner].name, quotation, rule: "possessive")
  }

  /// Whom a possessive means that describes a speaker: where it is doubtful, the person or organisation named last.
  private mutating func owner(at possessive: Int) -> Int? {
    let reference = narration.possessive(possessive)
    mention(reference, noun: nil)
    let (antecedent, _) = choose(reference, nil)
    return antecedent.entity
      ?? trail.entities(before: possessive).first {
        $0 < namedCount && [.person, .organisation].contains(entities[$0].type)
          && trail.sentence(at: possessive) - (trail.known[$0].last?.sentence ?? 0) <= 1
      }
  }

  /// *le*, *ce*, *son* point back; *un*, *des*, *plusieurs* and a bare noun open something new.
  private func isDefinite(_ phrase: NounPhrase) -> Bool {
    reading.isOne(phrase.range.lowerBound, of: .definite)
  }

  // MARK: Answers

  /// How often a rule's speaker is right.
  private func speaking(_ rule: String) -> Double { reading.lexicon.confidences.speaking(rule) }

  private func attribution(_ speaker: Int?, _ rule: String, _ quotation: Quotation) -> Attribution {
    attribution(speaker, rule, speaking(rule), quotation)
  }

  private func attribution(_ speaker: Int?, _ rule: String, _ likelihood: Double, _ quotation: Quotation) -> Attribution
  {
    let both = likelihood * quotation.confidence
    return Attribution(speaker: speaker, rule: rule, confidence: (both * 100).rounded() / 100)
  }

  private func key(_ source: Span) -> UInt64 { NameHasher.key(reading.utf8, source) }

  /// A speaker without a name: an entity with a description.
  private mutating func described(
    _ source: Span, head: Int?, owner: String? = nil, _ quotation: Quotation, rule: String
  ) -> Attribution {
    let id = addedByKey[key(source)] ?? add(source, head: head, owner: owner)
    note(source, head: head, entity: id, speaking(rule))
    return attribution(id, rule, quotation)
  }

  /// A new entity without a name.
  private mutating func add(_ source: Span, head: Int?, owner: String?, isPlural: Bool? = nil) -> Int {
    let id = entities.count
    addedByKey[key(source)] = id
    entities.append(describedEntity(source, head: head, owner: owner))
    let position = reading.tokens(touching: source).lowerBound
    trail.note(
      described: id, head: head.map { reading.tokens[$0].key }, at: head ?? position,
      isPlural: isPlural ?? self.isPlural(source, head))
    return id
  }

  /// Adds a nominal mention with what its grammar tells.
  private mutating func note(_ source: Span, head: Int?, entity: Int, _ confidence: Double) {
    let noun = head.flatMap { reading.noun($0, of: reading.tokens(touching: source)) }
    mentions.append(
      Mention(span: source, form: .nominal, entity: entity, confidence: rounded(confidence), noun: noun))
  }

  /// *sa famille* of Claire Martin: *famille de Claire Martin*.
  private func owned(_ source: Span, by owner: String) -> String? {
    let tokens = reading.document.tokens(in: source)
    guard tokens.count > 1 else { return nil }
    let thing = reading.document.string(reading.document.span(of: tokens.dropFirst()))
    return reading.lexicon.ownership.thing(thing, of: owner)
  }

  private func isPlural(_ source: Span, _ head: Int?) -> Bool {
    reading.isPlural(reading.document.tokens(in: source).lowerBound, head: head)
  }

  private func describedEntity(_ source: Span, head: Int?, owner: String?) -> Entity {
    let text = reading.document.string(source)
    let first = reading.document.tokens(in: source).lowerBound
    let lowered =
      owner.flatMap { owned(source, by: $0) }
      ?? (reading.has(first, .functionWord) ? text.prefix(1).lowercased() + text.dropFirst() : text)
    guard let head else { return Entity(type: .other, name: lowered) }
    let type = reading.type(ofNoun: head)
    let gender = reading.gender(of: head, in: reading.tokens(touching: source))
    return Entity(type: type, name: lowered, gender: type == .person && !isPlural(source, head) ? gender : nil)
  }

  // MARK: Without a source

  /// A quotation that goes on: the speaker of the one before it; inside another, that one's.
  private mutating func carried(_ quotation: Quotation, index: Int, before: [Attribution?], _ quotations: [Quotation])
    -> Attribution
  {
    if quotation.rule == "interview" { return attribution(interviewee, "interviewee", quotation) }
    if quotation.cue != nil, let parent = quotation.parent, let outer = before[parent]?.speaker {
      return attribution(outer, "parent", quotation)
    }
    let first = reading.document.tokens(in: quotation.content[0])
    let (antecedent, likelihood) = choose(
      Reference(kind: .nothing, position: first.lowerBound, phrase: first, content: quotation.content), quotation)
    return antecedent.entity.map { attribution($0, "carried-on", likelihood, quotation) }
      ?? attribution(nil, "unknown", quotation)
  }
}

extension Reading {
  /// The person named between commas behind a phrase for somebody: *le patron de la NFF, Amaju Pinnick,*, *la représentante
  /// du Colorado et militante des armes à feu, Lauren Boebert, a tweeté*, *le président de l'association, le Dr Elisha
  /// Osati*.
  ///
  /// - Parameter limit: the token before which the name must end.
  func apposition(after phrase: NounPhrase, before limit: Int) -> Int? {
    // *L'un des deux porte-parole, Joe Incandela,*
    let isOne = has(phrase.head, .numeral) && has(phrase.head, .indefinitePronoun)
    guard isOne || has(phrase.head, [.role, .personNoun]), !isPlural(phrase.range.lowerBound, head: phrase.head) else {
      return nil
    }
    var at = phrase.range.upperBound
    while at < limit, pairOpenedBy[at] < 0, pairClosedBy[at] < 0, !isFiniteVerb(at) || has(at, .presentParticiple) {
      if isSign(at, ","), let name = personNamed(at + 1, before: limit) { return name }
      at += 1
    }
    return nil
  }

  /// The person whose name begins at a token or behind a title, where a sign or the cue comes next.
  private func personNamed(_ start: Int, before limit: Int) -> Int? {
    var at = start
    while at < min(limit, start + 4), !isName(at), has(at, [.title, .role, .determiner]) { at += 1 }
    guard at < limit, isName(at) else { return nil }
    let index = Int(nameOf[at])
    let end = names[index].tokens.upperBound
    return names[index].type == .person && (end == limit || tokens[end].kind == .punctuation) ? index : nil
  }

  /// How far behind a phrase a name may stand, in tokens.
  private static let appositionReach = 24

  /// The same where the cue stands before the phrase, or is no verb.
  func apposition(after phrase: NounPhrase) -> Int? {
    apposition(
      after: phrase,
      before: min(sentence(of: phrase.head).upperBound, phrase.range.upperBound + Self.appositionReach))
  }
}

/// What a headline's quotation says again in the body: its speaker is the one of the body.
struct Headlines {
  let reading: Reading

  func settle(_ quotation: Quotation, _ attribution: Attribution, _ all: [Quotation], _ attributions: [Attribution?])
    -> Attribution
  {
    guard attribution.speaker == nil, quotation.cue == nil,
      reading.document.tokens(in: quotation.content[0]).lowerBound < 40
    else {
      return attribution
    }
    let words = words(quotation)
    for (other, found) in zip(all, attributions) where other != quotation && found?.speaker != nil {
      let shared = words.intersection(self.words(other)).count
      if shared >= 3, shared * 3 >= words.count * 2 {
        return Attribution(
          speaker: found!.speaker, rule: "repeated-in-body",
          confidence: reading.lexicon.confidences.speaking("repeated-in-body"))
      }
    }
    return attribution
  }

  private func words(_ quotation: Quotation) -> Set<WordKey> {
    Set(
      quotation.content.flatMap { reading.document.tokens(in: $0) }.filter { reading.tokens[$0].kind == .word }.map {
        reading.tokens[$0].key
      })
  }
}
