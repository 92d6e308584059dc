import DixitDocument
import DixitLexicons

/// Resolves the sources of one document in text order.
struct SpeakerResolution {
  let reading: Reading
  /// Takes over the choice among candidates: how articles with gold are learned from.
  private let teacher: ((SpeakerChoice) -> Int?)?
  private let roles: RoleIndex
  /// Those with names, `namedCount` of them, then the speakers without.
  private var entities: [Entity]
  private let namedCount: Int
  private var addedByKey: [UInt64: Int] = [:]
  private var mentions: [Mention] = []
  /// Everything that was mentioned so far.
  private var trail: Trail
  private let named: [WordKey: Set<Int>]
  private let isQuoted: [Bool]
  private let grammar: [Gender?]
  /// The first token whose pronoun is not resolved yet.
  private var cursor = 0
  private var sources: Set<Int> = []
  private var speakers: [Int?] = []

  init(reading: Reading, quotations: [Quotation], teacher: ((SpeakerChoice) -> Int?)? = nil) {
    self.reading = reading
    self.teacher = teacher
    entities = reading.document.entities?.entities ?? []
    namedCount = entities.count
    roles = RoleIndex(reading: reading)
    trail = Trail(reading: reading)
    var named: [WordKey: Set<Int>] = [:]
    for (name, mention) in zip(reading.names, reading.document.entities?.mentions ?? []) {
      for token in name.tokens { named[reading.tokens[token].key, default: []].insert(mention.entity) }
    }
    self.named = named
    var isQuoted = Array(repeating: false, count: reading.tokens.count)
    for content in quotations.lazy.flatMap(\.content) {
      for token in reading.document.tokens(in: content) { isQuoted[token] = true }
    }
    self.isQuoted = isQuoted
    grammar = Self.grammar(of: entities, reading)
    sources = Set(quotations.compactMap { $0.source.map { reading.tokens(touching: $0).lowerBound } })
  }

  /// The gender that the articles before the names of each thing show, or its first noun: *la Haute Cour*.
  private static func grammar(of entities: [Entity], _ reading: Reading) -> [Gender?] {
    var balance = Array(repeating: 0, count: entities.count)
    for (name, mention) in zip(reading.names, reading.document.entities?.mentions ?? [])
    where entities[mention.entity].type != .person {
      let first = name.tokens.lowerBound
      for index in [first - 1, first] where reading.has(index, index == first ? [.noun] : [.determiner]) {
        let isFeminine = reading.has(index, .feminine)
        if isFeminine != reading.has(index, .masculine) { balance[mention.entity] += isFeminine ? 1 : -1 }
      }
    }
    return balance.map { $0 == 0 ? nil : $0 > 0 ? .feminine : .masculine }
  }

  mutating func layer(for quotations: [Quotation]) -> AttributionLayer {
    var attributions = [Attribution?](repeating: nil, count: quotations.count)
    speakers = Array(repeating: nil, count: quotations.count)
    // In the order of their sources, so that a pronoun sees who spoke before it.
    let order = quotations.indices.sorted { anchor(quotations[$0]) < anchor(quotations[$1]) }
    for index in order {
      follow(to: reading.document.tokens(in: Span(0, anchor(quotations[index]))).upperBound)
      let attribution = attribute(quotations[index], index: index, before: attributions, quotations)
      attributions[index] = attribution
      speakers[index] = attribution.speaker
      if let speaker = attribution.speaker {
        let position = reading.document.tokens(in: Span(0, anchor(quotations[index]))).upperBound
        trail.note(speaker: speaker, at: position, isPronoun: attribution.rule == "pronoun")
      }
    }
    let complete = zip(quotations, attributions).map {
      Headlines(reading: reading).settle($0, $1!, quotations, attributions)
    }
    return AttributionLayer(
      attributions: complete, entities: Array(entities[namedCount...]), mentions: mentions.sorted { $0.span < $1.span })
  }

  /// Resolves the subject pronouns of the narration up to a place, so that whom the text goes on to speak of stays in
  /// mind.
  private mutating func follow(to end: Int) {
    while cursor < end {
      defer { cursor += 1 }
      guard reading.has(cursor, .subjectPronoun), !isQuoted[cursor], !sources.contains(cursor),
        !reading.isImpersonal(cursor), let wanted = Agreement(pronoun: reading.traits[cursor]), wanted.gender != nil
      else { continue }
      let candidates = candidates(
        for: SpeakerCandidates.Source(
          kind: wanted.isPlural ? .pluralPronoun : .pronoun, position: cursor, agreement: wanted, noun: nil,
          phrase: cursor..<cursor + 1, content: []))
      let best = candidates.max { $0.score < $1.score }
      if let entity = best?.speaker { trail.note(echo: entity, at: cursor) }
    }
  }

  private func anchor(_ quotation: Quotation) -> Int {
    max(
      quotation.source?.start ?? 0, quotation.cue?.span.start ?? 0,
      quotation.source == nil && quotation.cue == nil ? quotation.content[0].start : 0)
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
    return resolve(phrase, source, quotation)
  }

  private func pronoun(_ range: Range<Int>) -> NounPhrase? {
    NounPhrase(
      range: range,
      form: reading.has(range.lowerBound, [.enclitic, .subjectPronoun, .objectPronoun, .indefinitePronoun])
        ? .pronoun : .nominal, head: range.lowerBound, name: nil)
  }

  private mutating func resolve(_ phrase: NounPhrase, _ source: Span, _ quotation: Quotation) -> Attribution {
    if let name = phrase.name { return named(name, phrase, source, quotation) }
    switch phrase.form {
    case .pronoun: return pronominal(phrase, source, quotation)
    case .name, .nominal: return nominal(phrase, source, quotation)
    }
  }

  private mutating func named(_ name: Int, _ phrase: NounPhrase, _ source: Span, _ quotation: Quotation) -> Attribution
  {
    let mention = reading.document.entities!.mentions[name]
    // *Paris et Bonn* are a group of their own.
    if phrase.form == .name, phrase.range.upperBound > reading.names[name].tokens.upperBound {
      return described(source, head: phrase.head, quotation, rule: "names-together")
    }
    // *l'OMS* is the name itself; in *la filiale OMS* another noun speaks.
    if phrase.form == .nominal, phrase.head < reading.names[name].tokens.lowerBound,
      entities[mention.entity].type != .person
    {
      return nominal(phrase, source, quotation)
    }
    return attribution(mention.entity, "name", quotation)
  }

  private mutating func pronominal(_ phrase: NounPhrase, _ source: Span, _ quotation: Quotation) -> Attribution {
    guard reading.tokens[phrase.head].kind == .word, let wanted = Agreement(pronoun: reading.traits[phrase.head]) else {
      return attribution(nil, "pronoun-unresolved", quotation)
    }
    let (speaker, likelihood) = choose(
      SpeakerCandidates.Source(
        kind: wanted.isPlural
          ? .pluralPronoun : reading.tokens[phrase.head].shape.contains(.enclitic) ? .inverted : .pronoun,
        position: phrase.range.lowerBound, agreement: wanted, noun: nil, phrase: phrase.range,
        content: quotation.content), quotation)
    guard let speaker else { return attribution(nil, "pronoun-unresolved", quotation) }
    mentions.append(Mention(span: source, form: .pronoun, entity: speaker, confidence: likelihood))
    return attribution(speaker, "pronoun", likelihood, quotation)
  }

  private mutating func nominal(_ phrase: NounPhrase, _ source: Span, _ quotation: Quotation) -> Attribution {
    let head = phrase.head
    if let name = reading.apposition(after: phrase) {
      let speaker = reading.document.entities!.mentions[name].entity
      note(source, head: head, entity: speaker, speaking("apposition"))
      return attribution(speaker, "apposition", quotation)
    }
    if reading.isOne(phrase.range.lowerBound, of: reading.particle.possessive) {
      return possessed(phrase, source, quotation)
    }
    guard isDefinite(phrase) else { return described(source, head: head, quotation, rule: "indefinite") }
    let determiner = reading.traits[phrase.range.lowerBound]
    let (speaker, likelihood) = choose(
      SpeakerCandidates.Source(
        kind: reading.has(head, [.role, .personNoun]) ? .noun : .thing, position: phrase.range.lowerBound,
        agreement: Agreement(
          gender: reading.gender(of: head, in: phrase.range),
          isPlural: determiner.contains(.plural) && !determiner.contains(.singular)),
        noun: head, phrase: phrase.range, content: quotation.content, samePhrase: addedByKey[key(source)]), quotation)
    guard let speaker else { return described(source, head: head, quotation, rule: "description") }
    note(source, head: head, entity: speaker, likelihood)
    return attribution(speaker, "noun", likelihood, quotation)
  }

  /// The likeliest of those whom a source may mean, and how likely; nil where it is nobody that was mentioned.
  private mutating func choose(
    _ source: SpeakerCandidates.Source, _ quotation: Quotation
  ) -> (speaker: Int?, likelihood: Double) {
    let choice = SpeakerChoice(
      quotation: quotation, source: source.kind, candidates: candidates(for: source), entities: entities)
    let winner = teacher.flatMap { $0(choice) } ?? choice.best
    let speaker = choice.candidates[winner].speaker
    if let speaker, source.kind != .nothing { trail.note(echo: speaker, at: source.position) }
    return (speaker, Softmax.shares(choice.candidates.map(\.score))[winner])
  }

  private func candidates(for source: SpeakerCandidates.Source) -> [SpeakerCandidate] {
    let all = SpeakerCandidates(
      reading: reading, trail: trail, roles: roles, entities: entities, grammar: grammar, named: named,
      isQuoted: isQuoted)
    return reading.lexicon.speakerWeights.weighed(all.all(for: source), source.kind)
  }

  /// *sa famille*, *mon père*: somebody new, described by whom they belong to.
  private mutating func possessed(_ phrase: NounPhrase, _ source: Span, _ quotation: Quotation) -> Attribution {
    let first = phrase.range.lowerBound
    let owner: Int? =
      reading.isOne(first, of: reading.particle.mine)
      ? quotation.parent.flatMap { $0 < speakers.count ? speakers[$0] : nil }
      : trail.owner(before: first, among: entities)
    // An owner without a name would make a description of a description.
    guard let owner, owner < namedCount, phrase.range.count > 1 else {
      return described(source, head: phrase.head, quotation, rule: "possessive")
    }
    return described(source, head: phrase.head, owner: entities[owner].name, quotation, rule: "possessive")
  }

  /// *le*, *ce*, *son* point back; *un*, *des*, *plusieurs* and a bare noun open something new.
  private func isDefinite(_ phrase: NounPhrase) -> Bool {
    reading.isOne(phrase.range.lowerBound, of: reading.particle.definite)
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

  private func key(_ source: Span) -> UInt64 {
    var hasher = NameHasher()
    hasher.add(reading.utf8, source)
    return hasher.key
  }

  /// A speaker without a name: an entity with a description.
  private mutating func described(
    _ source: Span, head: Int?, owner: String? = nil, _ quotation: Quotation, rule: String
  ) -> Attribution {
    let key = key(source)
    let id: Int
    if let same = addedByKey[key] {
      id = same
    } else {
      id = entities.count
      addedByKey[key] = id
      entities.append(describedEntity(source, head: head, owner: owner))
      if let head { trail.note(described: id, head: reading.tokens[head].key, at: head, isPlural: isPlural(source)) }
    }
    note(source, head: head, entity: id, speaking(rule))
    return attribution(id, rule, quotation)
  }

  /// Adds a nominal mention with what its grammar tells.
  private mutating func note(_ source: Span, head: Int?, entity: Int, _ confidence: Double) {
    let noun = head.flatMap { reading.noun($0, of: reading.tokens(touching: source)) }
    mentions.append(Mention(span: source, form: .nominal, entity: entity, confidence: confidence, noun: noun))
  }

  /// *sa famille* of Claire Martin: *famille de Claire Martin*.
  private func owned(_ source: Span, by owner: String) -> String? {
    let tokens = reading.document.tokens(in: source)
    guard tokens.count > 1 else { return nil }
    let thing = reading.document.string(reading.document.span(of: tokens.dropFirst()))
    let first = owner.unicodeScalars.first.map { UInt8(truncatingIfNeeded: Folding.foldedLetter($0.value)) }
    return thing + ([0x61, 0x65, 0x69, 0x6F, 0x75].contains(first) ? " d’" : " de ") + owner
  }

  private func isPlural(_ source: Span) -> Bool {
    let first = reading.traits[reading.document.tokens(in: source).lowerBound]
    return first.contains(.plural) && !first.contains(.singular)
  }

  private func describedEntity(_ source: Span, head: Int?, owner: String?) -> Entity {
    let text = reading.document.string(source)
    let first = reading.document.tokens(in: source).lowerBound
    let lowered =
      owner.flatMap { owned(source, by: $0) }
      ?? (reading.has(first, .functionWord) ? text.prefix(1).lowercased() + text.dropFirst() : text)
    guard let head else { return Entity(type: .other, name: lowered) }
    let traits = reading.traits[head]
    let type: EntityType =
      traits.has([.role, .personNoun]) ? .person : traits.has([.organisationNoun, .groupNoun]) ? .organisation : .other
    let gender = reading.gender(of: head, in: reading.tokens(touching: source))
    return Entity(type: type, name: lowered, gender: type == .person && !isPlural(source) ? gender : nil)
  }

  // MARK: Without a source

  /// Who answers in an interview: the person that its headline or introduction names first.
  private func interviewee() -> Int? {
    reading.document.entities?.mentions.first { entities[$0.entity].type == .person }?.entity
  }

  /// A quotation that goes on: the speaker of the one before it; inside another, that one's.
  private mutating func carried(_ quotation: Quotation, index: Int, before: [Attribution?], _ quotations: [Quotation])
    -> Attribution
  {
    if quotation.rule == "interview" { return attribution(interviewee(), "interviewee", quotation) }
    if quotation.cue != nil, let parent = quotation.parent, let outer = before[parent]?.speaker {
      return attribution(outer, "parent", quotation)
    }
    let first = reading.document.tokens(in: quotation.content[0])
    let (speaker, likelihood) = choose(
      SpeakerCandidates.Source(
        kind: .nothing, position: first.lowerBound, agreement: nil, noun: nil, phrase: first,
        content: quotation.content), quotation)
    return speaker.map { attribution($0, "carried-on", likelihood, quotation) }
      ?? attribution(nil, "unknown", quotation)
  }
}

extension Reading {
  /// The person named right behind a phrase: *le patron de la NFF, Amaju Pinnick,*.
  func apposition(after phrase: NounPhrase) -> Int? {
    // *notre reporter à Johannesbourg, Pumza Fihlani,*
    var comma = phrase.range.upperBound
    if comma < tokens.count, isPreposition(comma),
      let place = nounPhrase(at: comma + 1, before: min(comma + 6, tokens.count))
    {
      comma = place.range.upperBound
    }
    guard isSign(comma, ","), isName(comma + 1), has(phrase.head, [.role, .personNoun]) else { return nil }
    let index = Int(nameOf[comma + 1])
    return names[index].type == .person ? index : nil
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
