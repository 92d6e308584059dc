import DixitDocument
import DixitLexicons

/// Resolves the sources of one document in text order.
struct SpeakerResolution {
  let reading: Reading
  private let roles: RoleIndex
  private let known: [Entity]
  private var added: [Entity] = []
  private var addedByKey: [UInt64: Int] = [:]
  private var mentions: [Mention] = []
  /// Everything that was mentioned so far, as the resolution of pronouns sees it.
  private var trail: Trail
  private var speakers: [Int?] = []

  init(reading: Reading) {
    self.reading = reading
    known = reading.document.entities?.entities ?? []
    roles = RoleIndex(reading: reading)
    trail = Trail(reading: reading)
  }

  mutating func layer(for quotations: [Quotation]) -> AttributionLayer {
    var attributions = [Attribution?](repeating: nil, count: quotations.count)
    speakers = Array(repeating: nil, count: quotations.count)
    // In the order of their sources, so that a pronoun sees who spoke before it.
    let order = quotations.indices.sorted { anchor(quotations[$0]) < anchor(quotations[$1]) }
    for index in order {
      let attribution = attribute(quotations[index], index: index, before: attributions, quotations)
      attributions[index] = attribution
      speakers[index] = attribution.speaker
      if let speaker = attribution.speaker {
        let position = reading.document.tokens(in: Span(0, anchor(quotations[index]))).upperBound
        trail.note(speaker: speaker, at: position)
      }
    }
    let complete = zip(quotations, attributions).map {
      Headlines(reading: reading).settle($0, $1!, quotations, attributions)
    }
    return AttributionLayer(attributions: complete, entities: added, mentions: mentions.sorted { $0.span < $1.span })
  }

  private func anchor(_ quotation: Quotation) -> Int {
    max(
      quotation.source?.start ?? 0, quotation.cue?.span.start ?? 0,
      quotation.source == nil && quotation.cue == nil ? quotation.content[0].start : 0)
  }

  private func entity(_ id: Int) -> Entity { id < known.count ? known[id] : added[id - known.count] }

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
      entity(mention.entity).type != .person
    {
      return nominal(phrase, source, quotation)
    }
    return attribution(mention.entity, "name", quotation)
  }

  private mutating func pronominal(_ phrase: NounPhrase, _ source: Span, _ quotation: Quotation) -> Attribution {
    let traits = reading.traits[phrase.head]
    if reading.tokens[phrase.head].kind == .word, let wanted = Agreement(pronoun: traits),
      let speaker = trail.antecedent(wanted, before: phrase.range.lowerBound, among: known + added)
    {
      mentions.append(Mention(span: source, form: .pronoun, entity: speaker, confidence: speaking("pronoun")))
      return attribution(speaker, "pronoun", quotation)
    }
    return attribution(nil, "pronoun-unresolved", quotation)
  }

  private mutating func nominal(_ phrase: NounPhrase, _ source: Span, _ quotation: Quotation) -> Attribution {
    let head = phrase.head
    if let name = reading.apposition(after: phrase) {
      return refer(source, head: head, to: reading.document.entities!.mentions[name].entity, "apposition", quotation)
    }
    if reading.isOne(phrase.range.lowerBound, of: reading.particle.possessive) {
      return possessed(phrase, source, quotation)
    }
    guard isDefinite(phrase) else { return described(source, head: head, quotation, rule: "indefinite") }
    if let holder = roles.holder(
      of: reading.tokens[head].key,
      complement: RoleIndex.complement(behind: head, notIn: phrase.range.upperBound..<phrase.range.upperBound, reading),
      before: phrase.range.lowerBound)
    {
      return refer(source, head: head, to: holder, "title-holder", quotation)
    }
    if let same = trail.sameHead(reading.tokens[head].key, before: phrase.range.lowerBound) {
      return refer(source, head: head, to: same, "same-noun", quotation)
    }
    if phrase.range.count == 2, reading.lexicon.announcesOrganisation(reading.tokens[head].key),
      let recent = trail.recent(.organisation, before: phrase.range.lowerBound, among: known + added)
    {
      return refer(source, head: head, to: recent, "organisation-noun", quotation)
    }
    if reading.has(head, [.personNoun, .role]), !reading.has(head, .plural) || reading.has(head, .singular),
      let agreement = Agreement(noun: reading.traits[head], determiner: reading.traits[phrase.range.lowerBound]),
      let recent = trail.recentPerson(agreement, before: phrase.range.lowerBound, among: known + added)
    {
      return refer(source, head: head, to: recent, "person-noun", quotation)
    }
    return described(source, head: head, quotation, rule: "description")
  }

  /// *sa famille*, *mon père*: somebody new, described by whom they belong to.
  private mutating func possessed(_ phrase: NounPhrase, _ source: Span, _ quotation: Quotation) -> Attribution {
    let first = phrase.range.lowerBound
    let owner: Int? =
      reading.isOne(first, of: reading.particle.mine)
      ? quotation.parent.flatMap { $0 < speakers.count ? speakers[$0] : nil }
      : trail.owner(before: first, among: known + added)
    // An owner without a name would make a description of a description.
    guard let owner, owner < known.count, phrase.range.count > 1 else {
      return described(source, head: phrase.head, quotation, rule: "possessive")
    }
    return described(source, head: phrase.head, owner: entity(owner).name, quotation, rule: "possessive")
  }

  /// *le*, *ce*, *son* point back; *un*, *des*, *plusieurs* and a bare noun open something new.
  private func isDefinite(_ phrase: NounPhrase) -> Bool {
    reading.isOne(phrase.range.lowerBound, of: reading.particle.definite)
  }

  // MARK: Answers

  /// How often a rule's speaker is right.
  private func speaking(_ rule: String) -> Double { reading.lexicon.confidences.speaking(rule) }

  private mutating func refer(
    _ source: Span, head: Int, to speaker: Int, _ rule: String, _ quotation: Quotation
  ) -> Attribution {
    note(source, head: head, entity: speaker, rule)
    return attribution(speaker, rule, quotation)
  }

  private func attribution(_ speaker: Int?, _ rule: String, _ quotation: Quotation) -> Attribution {
    let both = speaking(rule) * quotation.confidence
    return Attribution(speaker: speaker, rule: rule, confidence: (both * 100).rounded() / 100)
  }

  /// A speaker without a name: an entity with a description.
  private mutating func described(
    _ source: Span, head: Int?, owner: String? = nil, _ quotation: Quotation, rule: String
  ) -> Attribution {
    var hasher = NameHasher()
    hasher.add(reading.utf8, source)
    let id: Int
    if let same = addedByKey[hasher.key] {
      id = same
    } else {
      id = known.count + added.count
      addedByKey[hasher.key] = id
      added.append(describedEntity(source, head: head, owner: owner))
      if let head { trail.note(described: id, head: reading.tokens[head].key, at: head, isPlural: isPlural(source)) }
    }
    note(source, head: head, entity: id, rule)
    return attribution(id, rule, quotation)
  }

  /// Adds a nominal mention with what its grammar tells.
  private mutating func note(_ source: Span, head: Int?, entity: Int, _ rule: String) {
    let noun = head.flatMap { reading.noun($0, of: reading.tokens(touching: source)) }
    mentions.append(Mention(span: source, form: .nominal, entity: entity, confidence: speaking(rule), noun: noun))
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
    let determiner = reading.traits[first]
    let agreement = Agreement(noun: traits, determiner: determiner)
    return Entity(type: type, name: lowered, gender: type == .person && !isPlural(source) ? agreement?.gender : nil)
  }

  // MARK: Without a source

  /// Who answers in an interview: the person that its headline or introduction names first.
  private func interviewee() -> Int? {
    reading.document.entities?.mentions.first { known[$0.entity].type == .person }?.entity
  }

  /// A quotation that goes on: the speaker of the one before it; inside another, that one's.
  private func carried(_ quotation: Quotation, index: Int, before: [Attribution?], _ quotations: [Quotation])
    -> Attribution
  {
    if quotation.rule == "interview" { return attribution(interviewee(), "interviewee", quotation) }
    if quotation.cue != nil, let parent = quotation.parent, let outer = before[parent]?.speaker {
      return attribution(outer, "parent", quotation)
    }
    let earlier = (0..<index).last { before[$0] != nil && quotations[$0].parent == nil }
    guard let earlier, let speaker = before[earlier]?.speaker else {
      return attribution(nil, "unknown", quotation)
    }
    return attribution(speaker, "carried-on", quotation)
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
