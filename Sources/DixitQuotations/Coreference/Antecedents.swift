import DixitDocument
import DixitKnowledge
import DixitLexicons

/// Words that refer back, and what is known of them before anyone asks to whom.
struct Reference {
  let kind: ReferenceKind
  /// Its first token; of what is said, where nothing stands for the speaker.
  let position: Int
  var agreement: Agreement? = nil
  /// The noun, and the phrase around it.
  var noun: Int? = nil
  let phrase: Range<Int>
  /// What is said, where it is a source.
  var content: [Span] = []
  /// Who was described before in the same words.
  var samePhrase: Int? = nil
  /// Whether it stands in the narration and speaks for nobody.
  var isNarrated = false
}

/// Gathers what a reference may mean, with what speaks for and against each.
final class Antecedents {
  let reading: Reading
  let roles: RoleIndex
  let facts: ItemFacts
  /// The gender that articles and nouns show of entities that are no persons.
  let grammar: [Gender?]
  /// The entities whose names have a word.
  let named: [WordKey: [Int]]
  /// Tokens that stand inside a quotation.
  let isQuoted: [Bool]

  /// How many are kept in mind for one word of their names.
  private static let mostNamed = 8

  init(reading: Reading, quotations: [Quotation], knowledge: KnowledgeBase) {
    self.reading = reading
    facts = ItemFacts(knowledge, reading.document.entities?.entities ?? [])
    roles = RoleIndex(reading: reading)
    let mentions = reading.document.entities?.mentions ?? []
    var named: [WordKey: [Int]] = [:]
    for (name, mention) in zip(reading.names, mentions) {
      for token in name.tokens {
        let key = reading.tokens[token].key
        let others = named[key] ?? []
        if others.count < Self.mostNamed, !others.contains(mention.entity) {
          named[key, default: []].append(mention.entity)
        }
      }
    }
    self.named = named
    var isQuoted = Array(repeating: false, count: reading.tokens.count)
    for content in quotations.lazy.flatMap(\.content) {
      for token in reading.document.tokens(in: content) { isQuoted[token] = true }
    }
    self.isQuoted = isQuoted
    grammar = Self.grammar(reading.document.entities?.entities ?? [], mentions, reading)
  }

  /// The gender that the articles before the names of each thing show, or its first noun: *la Haute Cour*.
  private static func grammar(_ entities: [Entity], _ mentions: [Mention], _ reading: Reading) -> [Gender?] {
    var balance = Array(repeating: 0, count: entities.count)
    for (name, mention) in zip(reading.names, mentions) where entities[mention.entity].type != .person {
      let first = name.tokens.lowerBound
      for index in [first - 1, first] where reading.has(index, index == first ? [.noun] : [.determiner]) {
        let isFeminine = reading.has(index, .feminine)
        if isFeminine != reading.has(index, .masculine) { balance[mention.entity] += isFeminine ? 1 : -1 }
      }
    }
    return balance.map { $0 == 0 ? nil : $0 > 0 ? .feminine : .masculine }
  }

  func all(for reference: Reference, trail: Trail, entities: [Entity]) -> [Antecedent] {
    let scene = Scene(all: self, reference, trail, entities)
    var rank = 0
    var found: [Antecedent] = []
    found.reserveCapacity(scene.offered.count + scene.phrases.count + 1)
    func add(_ entity: Int?, _ phrase: Int?, _ features: AntecedentFeatures) {
      var features = features
      if !features.contains(.otherGender), !features.contains(.otherNumber), !features.contains(.otherGrammar) {
        features.insert(rank == 0 ? .newest : rank == 1 ? .second : .older)
        rank += 1
      }
      found.append(Antecedent(entity: entity, phrase: phrase, features: features))
    }
    var phrases = scene.phrases[...]
    for entity in scene.offered {
      let position = trail.known[entity].last?.position ?? -1
      while let phrase = phrases.first, trail.phrases[phrase].step.position > position {
        add(nil, phrase, scene.features(ofPhrase: phrase))
        phrases.removeFirst()
      }
      add(entity, nil, scene.features(of: entity))
    }
    for phrase in phrases { add(nil, phrase, scene.features(ofPhrase: phrase)) }
    let isRivalled = found.contains { $0.phrase != nil }
    let isTold = found.contains { $0.features.has(.telling) }
    keepAgreeing(&found, reference.kind)
    found.append(Antecedent(entity: nil, phrase: nil, features: scene.nobody(isRivalled: isRivalled, isTold: isTold)))
    return found
  }

  /// Where somebody agrees in gender, nobody is meant who does not; *ils* are never one person, nor is *il* a group.
  private func keepAgreeing(_ found: inout [Antecedent], _ kind: ReferenceKind) {
    let isPronoun = ![.noun, .thing, .nothing].contains(kind)
    let hasSame = found.contains { $0.features.contains(.sameGender) }
    found.removeAll {
      hasSame && $0.features.contains(.otherGender) || isPronoun && $0.features.contains(.otherNumber)
    }
  }
}

/// One reference, and what all its candidates have in common.
private struct Scene {
  let all: Antecedents
  let reference: Reference
  let trail: Trail
  let entities: [Entity]
  let sentence: Int
  let offered: [Int]
  let phrases: [Int]
  private let content: [Int]
  private let before: [Int]
  private let behind: [Int]
  private let holders: ArraySlice<RoleIndex.Holder>
  private let complement: Set<WordKey>
  /// Whether somebody is known to hold the role of the very thing that the reference says.
  private let isHeldExactly: Bool
  private let wanted: ItemFacts.Wanted
  private let mostOften: Int?

  init(all: Antecedents, _ reference: Reference, _ trail: Trail, _ entities: [Entity]) {
    self.all = all
    self.reference = reference
    self.trail = trail
    self.entities = entities
    let reading = all.reading
    sentence = trail.sentence(at: reference.position)
    content = reference.content.flatMap { trail.entities(in: reading.document.tokens(in: $0)) }
    var offered = trail.entities(before: reference.position)
    func offer(_ more: [Int]) { for entity in more where !offered.contains(entity) { offered.append(entity) } }
    if let noun = reference.noun {
      let key = reading.tokens[noun].key
      holders = all.roles.holders(of: key, before: reference.position)
      complement = RoleIndex.complement(
        behind: noun, notIn: reference.phrase.upperBound..<reference.phrase.upperBound, reading)
      wanted = all.facts.wanted(noun: noun, phrase: reference.phrase, reading)
      isHeldExactly = holders.contains { [complement] in !$0.complement.isDisjoint(with: complement) }
      offer(holders.map(\.entity) + all.named[key, default: []])
      phrases = trail.phrases(before: reference.position).filter {
        reading.tokens[trail.phrases[$0].head].key == key
      }
    } else {
      (holders, complement, isHeldExactly, wanted) = ([], [], false, ItemFacts.Wanted())
      phrases = reference.kind == .nothing ? [] : trail.phrases(before: reference.position)
    }
    if reference.kind == .nothing {
      before = sentence > 0 ? trail.entities(in: reading.sentences[sentence - 1].tokens) : []
      let end = reading.document.tokens(in: Span(0, reference.content.last!.end)).upperBound
      let next = min(reading.sentences.count - 1, trail.sentence(at: end - 1) + 1)
      behind = trail.entities(in: end..<max(end, reading.sentences[next].tokens.upperBound))
      offer(behind)
    } else {
      (before, behind) = ([], [])
    }
    mostOften =
      offered.lazy.filter { entities[$0].type == .person }.max { trail.known[$0].names < trail.known[$1].names }
    self.offered = offered
  }

  func features(of id: Int) -> AntecedentFeatures {
    var features = AntecedentFeatures()
    addKind(id, &features)
    addPlace(id, &features)
    addSpeech(id, &features)
    features.insert(.inContent, if: content.contains(id))
    if reference.noun != nil { addNoun(id, &features) }
    if reference.kind == .nothing {
      features.insert(.inSentenceBefore, if: before.contains(id))
      features.insert(.inSentenceBehind, if: behind.contains(id))
    }
    return features
  }

  private func addKind(_ id: Int, _ features: inout AntecedentFeatures) {
    let entity = entities[id]
    let known = trail.known[id]
    insert(entity.type, &features)
    features.insert(.described, if: entity.qid == nil && known.first == nil)
    features.insert(.group, if: known.isGroup)
    guard let wanted = reference.agreement else { return }
    if all.reading.syntax.has(.naturalGender), reference.noun == nil {
      // *it* is no person, *he* and *she* are nothing else.
      if wanted.isNeuter { features.insert(entity.type == .person ? .otherGender : .sameGender) }
      features.insert(.otherGender, if: wanted.gender != nil && entity.type != .person && entity.type != .other)
    }
    if let gender = wanted.gender {
      if entity.type == .person {
        features.insert(entity.gender.map { $0 == gender ? .sameGender : .otherGender } ?? .unknownGender)
      } else if all.grammar.indices.contains(id), let own = all.grammar[id] {
        features.insert(gender == own ? .sameGrammar : .otherGrammar)
      }
    }
    let isPlural = known.isGroup || entity.type != .person && wanted.isPlural && entity.type != .place
    features.insert(isPlural == wanted.isPlural ? .sameNumber : .otherNumber)
  }

  private func insert(_ type: EntityType, _ features: inout AntecedentFeatures) {
    switch type {
    case .person: features.insert(.person)
    case .organisation: features.insert(.organisation)
    case .place: features.insert(.place)
    case .product, .work, .event: features.insert(.thing)
    case .other: features.insert(.described)
    }
  }

  private func addPlace(_ id: Int, _ features: inout AntecedentFeatures) {
    let known = trail.known[id]
    guard let step = known.last else {
      features.insert(.ahead, if: known.first != nil)
      return
    }
    addPlace(step, &features)
    if let subject = trail.lastSubject, subject.entity == id, subject.sentence == sentence {
      features.insert(.lastSubject)
    }
    features.insert(known.names < 2 ? .once : known.names < 4 ? .sometimes : .often)
    features.insert(.mostOften, if: mostOften == id)
    features.insert(.inHeadline, if: (known.first?.sentence ?? 1) == 0)
  }

  private func addPlace(_ step: Trail.Step, _ features: inout AntecedentFeatures) {
    switch sentence - step.sentence {
    case 0: features.insert(.here)
    case 1: features.insert(.oneBack)
    case 2: features.insert(.twoBack)
    case 3: features.insert(.threeBack)
    case 4...6: features.insert(.someBack)
    default: features.insert(.farBack)
    }
    features.insert(.subject, if: step.isSubject)
    features.insert(.subjectHere, if: step.isSubject && step.sentence == sentence)
    features.insert(.subjectOneBack, if: step.isSubject && step.sentence == sentence - 1)
    features.insert(.leading, if: step.isLeading)
    features.insert(.leadingHere, if: step.isLeading && step.sentence == sentence)
    features.insert(.byPronoun, if: step.isEcho)
    features.insert(.behindPreposition, if: step.isBehindPreposition)
    features.insert(.quoted, if: all.isQuoted[step.position])
    features.insert(.close, if: reference.position - step.position < 6)
  }

  private func addSpeech(_ id: Int, _ features: inout AntecedentFeatures) {
    guard let speech = trail.known[id].speech, let place = trail.speakers.lastIndex(of: id) else { return }
    let rank = trail.speakers.count - 1 - place
    features.insert(rank == 0 ? .spokeLast : rank == 1 ? .spokeBefore : .spokeEarlier)
    features.insert(.onlySpeaker, if: trail.speakers.count == 1)
    features.insert(speech.isPronoun ? .spokeByPronoun : .spokeByName)
    switch sentence - trail.sentence(at: speech.position) {
    case ...0: features.insert(.spokeHere)
    case 1: features.insert(.spokeOneBack)
    case 2: features.insert(.spokeTwoBack)
    default: features.insert(.spokeFarBack)
    }
    features.insert(
      .sameParagraph, if: all.reading.paragraph(at: speech.position) == all.reading.paragraph(at: reference.position))
  }

  private func addNoun(_ id: Int, _ features: inout AntecedentFeatures) {
    let reading = all.reading
    let noun = reference.noun!
    let key = reading.tokens[noun].key
    let own = holders.filter { $0.entity == id }
    if own.isEmpty {
      features.insert(.otherRole, if: all.roles.titled.contains(id))
    } else {
      features.insert(.sameRole)
      let isOfSame = own.contains { !$0.complement.isDisjoint(with: complement) }
      let isOfAny = complement.isEmpty || own.contains { $0.complement.isEmpty }
      features.insert(isOfSame ? .sameRoleOfSame : .sameRoleOfOther, if: isOfSame || !isOfAny)
      features.insert(.betterHolder, if: !isOfSame && isHeldExactly)
    }
    let fit = all.facts.fit(id, wanted)
    features.insert(fit.isCalledSo == true ? .calledSo : .calledOther, if: fit.isCalledSo != nil)
    features.insert(fit.isOfCountry == true ? .ofCountry : .ofOtherCountry, if: fit.isOfCountry != nil)
    features.insert(.samePhrase, if: reference.samePhrase == id)
    features.insert(.sameNoun, if: trail.described(by: key) == id)
    features.insert(.nounInName, if: all.named[key]?.contains(id) ?? false)
    let type = entities[id].type
    features.insert(.roleNoun, if: type == .person && reading.has(noun, .role))
    let isLong = reference.phrase.count > 2
    features.insert(.personLong, if: isLong && type == .person)
    features.insert(.organisationLong, if: isLong && type == .organisation)
    features.insert(.humanNoun, if: type == .person && reading.has(noun, [.personNoun, .role]))
    // *l'entreprise* is some organisation of any name, *le gouvernement* is itself; *la ville* is some place.
    let announced = reading.lexicon.announced(by: key)
    features.insert(
      .organisationNoun,
      if: type == .organisation && (reading.has(noun, .organisationNoun) || announced == .organisation))
    features.insert(.anyOrganisation, if: type == .organisation && announced == .organisation)
    features.insert(.placeNoun, if: type == .place && announced == .place)
    features.insert(.documentNoun, if: type == .work && (reading.has(noun, .documentNoun) || announced == .work))
  }

  func features(ofPhrase index: Int) -> AntecedentFeatures {
    let phrase = trail.phrases[index]
    var features = AntecedentFeatures()
    features.insert(.phrase)
    features.insert(.definitePhrase, if: phrase.isDefinite)
    let type = all.reading.type(ofNoun: phrase.head)
    insert(type, &features)
    features.insert(.phrasePerson, if: type == .person)
    features.insert(.group, if: phrase.agreement.isPlural)
    addPlace(phrase.step, &features)
    if reference.noun != nil { features.insert(.sameNoun) }
    guard let wanted = reference.agreement else { return features }
    if let gender = wanted.gender {
      let isSame = phrase.agreement.gender.map { $0 == gender }
      if type == .person {
        features.insert(isSame.map { $0 ? .sameGender : .otherGender } ?? .unknownGender)
      } else if let isSame {
        features.insert(isSame ? .sameGrammar : .otherGrammar)
      }
    }
    features.insert(phrase.agreement.isPlural == wanted.isPlural ? .sameNumber : .otherNumber)
    return features
  }

  /// The answer that it is nobody who was mentioned: somebody new, or the text does not say.
  func nobody(isRivalled: Bool, isTold: Bool) -> AntecedentFeatures {
    var features = AntecedentFeatures()
    features.insert(.nobody)
    features.insert(.nobodyNarrated, if: reference.isNarrated)
    features.insert(.nobodyRivalled, if: isRivalled)
    let isGendered = reference.agreement.map { $0.gender != nil || $0.isNeuter } ?? false
    features.insert(.nobodyUngendered, if: reference.kind != .nothing && !isGendered)
    features.insert(.nobodyPlural, if: reference.agreement?.isPlural ?? false)
    features.insert(.nobodyFirst, if: trail.speakers.isEmpty)
    if let subject = trail.lastSubject, subject.sentence == sentence, subject.entity == nil {
      features.insert(.nobodySubject)
    }
    guard let noun = reference.noun else { return features }
    let reading = all.reading
    let isLong = reference.phrase.count > 2
    features.insert(.nobodyLong, if: isLong)
    features.insert(.nobodyRole, if: reading.has(noun, .role))
    features.insert(.nobodyUntold, if: !isTold)
    features.insert(.nobodyNarratedNoun, if: reference.isNarrated)
    if reading.has(noun, .groupNoun) { features.insert(.nobodyGroup) }
    features.insert(
      .nobodyAnyOrganisation, if: reading.lexicon.announced(by: reading.tokens[noun].key) == .organisation)
    if reading.has(noun, .organisationNoun) {
      features.insert(.nobodyOrganisation)
      features.insert(.nobodyLongOrganisation, if: isLong)
    }
    if reading.has(noun, [.role, .personNoun]) { features.insert(.nobodyPerson) }
    features.insert(.nobodyOther, if: !reading.has(noun, .humanNoun))
    return features
  }
}

extension Reading {
  /// The index of the paragraph in which a token stands.
  func paragraph(at token: Int) -> Int {
    guard tokens.indices.contains(token) else { return -1 }
    let start = tokens[token].span.start
    return (document.paragraphs ?? []).partitioningIndex { $0.span.start > start } - 1
  }

  /// What a noun means: somebody, an organisation, a place, a work, or anything else.
  func type(ofNoun head: Int) -> EntityType {
    if has(head, [.role, .personNoun]) { return .person }
    if has(head, [.organisationNoun, .groupNoun]) { return .organisation }
    return .other
  }
}
