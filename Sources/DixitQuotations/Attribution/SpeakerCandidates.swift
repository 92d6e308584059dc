import DixitDocument
import DixitLexicons

/// Gathers whom a source may mean, with what speaks for and against each.
struct SpeakerCandidates {
  /// What is known of the source itself.
  struct Source {
    let kind: SpeakerSource
    /// Its first token; of what is said, where nothing stands for the speaker.
    let position: Int
    let agreement: Agreement?
    /// The noun, and the phrase around it.
    let noun: Int?
    let phrase: Range<Int>
    /// What is said.
    let content: [Span]
    /// Who was described before in the same words.
    var samePhrase: Int? = nil
  }

  let reading: Reading
  let trail: Trail
  let roles: RoleIndex
  let entities: [Entity]
  /// The gender that articles and nouns show of entities that are no persons.
  let grammar: [Gender?]
  /// The entities whose names have a word.
  let named: [WordKey: Set<Int>]
  /// Tokens that stand inside a quotation.
  let isQuoted: [Bool]

  /// Where somebody agrees in gender, nobody is meant who does not; *ils* are never one person, nor is *il* a group.
  private func agreeing(_ found: [SpeakerCandidate], _ kind: SpeakerSource) -> [SpeakerCandidate] {
    let isPronoun = [.pronoun, .inverted, .pluralPronoun].contains(kind)
    let hasSame = found.contains { $0.features.contains(.sameGender) }
    return found.filter {
      !(hasSame && $0.features.contains(.otherGender)) && !(isPronoun && $0.features.contains(.otherNumber))
    }
  }

  func all(for source: Source) -> [SpeakerCandidate] {
    let sentence = trail.sentence(at: source.position)
    let scene = Scene(self, source, sentence)
    var rank = 0
    var found: [SpeakerCandidate] = []
    for entity in scene.offered {
      var features = scene.features(of: entity)
      if !features.contains(.otherGender), !features.contains(.otherNumber), !features.contains(.otherGrammar) {
        features.insert(rank == 0 ? .newest : rank == 1 ? .second : .older)
        rank += 1
      }
      found.append(SpeakerCandidate(speaker: entity, features: features))
    }
    return agreeing(found, source.kind) + [SpeakerCandidate(speaker: nil, features: scene.nobody)]
  }
}

/// One source, and what all its candidates have in common.
private struct Scene {
  let all: SpeakerCandidates
  let source: SpeakerCandidates.Source
  let sentence: Int
  let offered: [Int]
  private let content: Set<Int>
  private let before: Set<Int>
  private let behind: Set<Int>
  private let holders: [RoleIndex.Holder]
  private let complement: Set<WordKey>
  /// Whether somebody is known to hold the role of the very thing that the source says.
  private let isHeldExactly: Bool
  private let speakers: [Int]
  private let mostOften: Int?

  init(_ all: SpeakerCandidates, _ source: SpeakerCandidates.Source, _ sentence: Int) {
    self.all = all
    self.source = source
    self.sentence = sentence
    let reading = all.reading
    content = source.content.reduce(into: []) {
      $0.formUnion(all.trail.entities(in: reading.document.tokens(in: $1)))
    }
    var offered = all.trail.entities(before: source.position)
    if let noun = source.noun {
      let key = reading.tokens[noun].key
      holders = all.roles.holders(of: key, before: source.position)
      complement = RoleIndex.complement(
        behind: noun, notIn: source.phrase.upperBound..<source.phrase.upperBound, reading)
      for entity in holders.map(\.entity) + Array(all.named[key, default: []]).sorted()
      where !offered.contains(entity) { offered.append(entity) }
    } else {
      (holders, complement) = ([], [])
    }
    isHeldExactly = holders.contains { [complement] in !$0.complement.isDisjoint(with: complement) }
    if source.kind == .nothing {
      before = sentence > 0 ? all.trail.entities(in: reading.sentences[sentence - 1].tokens) : []
      let last = source.content.last!
      let end = reading.document.tokens(in: Span(0, last.end)).upperBound
      let next = min(reading.sentences.count - 1, all.trail.sentence(at: end - 1) + 1)
      behind = all.trail.entities(in: end..<max(end, reading.sentences[next].tokens.upperBound))
      for entity in behind.sorted() where !offered.contains(entity) { offered.append(entity) }
    } else {
      (before, behind) = ([], [])
    }
    var speakers: [Int] = []
    for speech in all.trail.speeches.reversed() where speech.position <= source.position && speakers.count < 3 {
      if !speakers.contains(speech.entity) { speakers.append(speech.entity) }
    }
    self.speakers = speakers
    mostOften =
      offered.filter { all.entities[$0].type == .person }
      .map { ($0, all.trail.last($0, before: source.position)?.count ?? 0) }.max { $0.1 < $1.1 }?.0
    self.offered = offered
  }

  func features(of id: Int) -> SpeakerFeatures {
    var features = SpeakerFeatures()
    addKind(id, &features)
    addPlace(id, &features)
    addSpeech(id, &features)
    features.insert(.inContent, if: content.contains(id))
    if source.noun != nil { addNoun(id, &features) }
    if source.kind == .nothing {
      features.insert(.inSentenceBefore, if: before.contains(id))
      features.insert(.inSentenceBehind, if: behind.contains(id))
    }
    return features
  }

  private func addKind(_ id: Int, _ features: inout SpeakerFeatures) {
    let entity = all.entities[id]
    let isGroup = all.trail.groups.contains(id)
    switch entity.type {
    case .person: features.insert(.person)
    case .organisation: features.insert(.organisation)
    case .place: features.insert(.place)
    case .product, .work, .event: features.insert(.thing)
    case .other: features.insert(.described)
    }
    features.insert(.described, if: entity.qid == nil && all.trail.first(id) == nil)
    features.insert(.group, if: isGroup)
    guard let wanted = source.agreement else { return }
    if let gender = wanted.gender {
      if entity.type == .person {
        features.insert(entity.gender.map { $0 == gender ? .sameGender : .otherGender } ?? .unknownGender)
      } else if all.grammar.indices.contains(id), let own = all.grammar[id] {
        features.insert(gender == own ? .sameGrammar : .otherGrammar)
      }
    }
    let isPlural = isGroup || entity.type != .person && wanted.isPlural && entity.type != .place
    features.insert(isPlural == wanted.isPlural ? .sameNumber : .otherNumber)
  }

  private func addPlace(_ id: Int, _ features: inout SpeakerFeatures) {
    guard let (step, count) = all.trail.last(id, before: source.position) else {
      features.insert(.ahead, if: all.trail.first(id) != nil)
      return
    }
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
    features.insert(.leading, if: step.isLeading)
    features.insert(.leadingHere, if: step.isLeading && step.sentence == sentence)
    features.insert(.byPronoun, if: step.isEcho)
    features.insert(.behindPreposition, if: step.isBehindPreposition)
    features.insert(.quoted, if: all.isQuoted[step.position])
    features.insert(count < 2 ? .once : count < 4 ? .sometimes : .often)
    features.insert(.mostOften, if: mostOften == id)
    features.insert(.inHeadline, if: (all.trail.first(id)?.sentence ?? 1) == 0)
  }

  private func addSpeech(_ id: Int, _ features: inout SpeakerFeatures) {
    guard let rank = speakers.firstIndex(of: id) else { return }
    features.insert(rank == 0 ? .spokeLast : rank == 1 ? .spokeBefore : .spokeEarlier)
    features.insert(.onlySpeaker, if: speakers.count == 1)
    guard let last = all.trail.speeches.last(where: { $0.entity == id && $0.position <= source.position }) else {
      return
    }
    features.insert(last.isPronoun ? .spokeByPronoun : .spokeByName)
    switch sentence - all.trail.sentence(at: last.position) {
    case ...0: features.insert(.spokeHere)
    case 1: features.insert(.spokeOneBack)
    case 2: features.insert(.spokeTwoBack)
    default: features.insert(.spokeFarBack)
    }
    features.insert(
      .sameParagraph, if: all.reading.paragraph(at: last.position) == all.reading.paragraph(at: source.position))
  }

  private func addNoun(_ id: Int, _ features: inout SpeakerFeatures) {
    let reading = all.reading
    let noun = source.noun!
    let key = reading.tokens[noun].key
    let own = holders.filter { $0.entity == id }
    if own.isEmpty {
      features.insert(.otherRole, if: all.roles.titled.contains(id))
    } else {
      features.insert(.sameRole)
      let isOfSame = own.contains { !$0.complement.isDisjoint(with: complement) }
      let isOfAny = complement.isEmpty || own.contains { $0.complement.isEmpty }
      features.insert(isOfSame ? .sameRoleOfSame : .sameRoleOfOther, if: isOfSame || !isOfAny)
    }
    features.insert(.samePhrase, if: source.samePhrase == id)
    features.insert(.betterHolder, if: own.allSatisfy { $0.complement.isDisjoint(with: complement) } && isHeldExactly)
    features.insert(.sameNoun, if: all.trail.described(by: key)?.entity == id)
    features.insert(.nounInName, if: all.named[key]?.contains(id) ?? false)
    let type = all.entities[id].type
    let isLong = source.phrase.count > 2
    features.insert(.personLong, if: isLong && type == .person)
    features.insert(.organisationLong, if: isLong && type == .organisation)
    features.insert(.humanNoun, if: type == .person && reading.has(noun, [.personNoun, .role]))
    features.insert(
      .organisationNoun,
      if: type == .organisation
        && (reading.has(noun, .organisationNoun) || reading.lexicon.announcesOrganisation(key)))
    // *l'entreprise* is some organisation of any name, *le gouvernement* is itself.
    features.insert(.anyOrganisation, if: type == .organisation && reading.lexicon.announcesOrganisation(key))
    features.insert(.documentNoun, if: type == .work && reading.has(noun, .documentNoun))
  }

  /// The answer that it is nobody who was mentioned: somebody new, or the text does not say.
  var nobody: SpeakerFeatures {
    var features = SpeakerFeatures()
    features.insert(.nobody)
    features.insert(.nobodyUngendered, if: source.kind != .nothing && source.agreement?.gender == nil)
    features.insert(.nobodyPlural, if: source.agreement?.isPlural ?? false)
    features.insert(.nobodyFirst, if: speakers.isEmpty)
    guard let noun = source.noun else { return features }
    let reading = all.reading
    features.insert(.nobodyLong, if: source.phrase.count > 2)
    if reading.has(noun, .groupNoun) { features.insert(.nobodyGroup) }
    features.insert(.nobodyAnyOrganisation, if: reading.lexicon.announcesOrganisation(reading.tokens[noun].key))
    if reading.has(noun, .organisationNoun) {
      features.insert(.nobodyOrganisation)
      features.insert(.nobodyLongOrganisation, if: source.phrase.count > 2)
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

  /// Whether a pronoun means nobody: *il faut*, *il n'y a*, *il s'agit*.
  func isImpersonal(_ pronoun: Int) -> Bool {
    var next = pronoun + 1
    guard has(pronoun, .subjectPronoun) else { return false }
    while has(next, .negation) || isOne(next, of: particle.thirdReflexive) { next += 1 }
    // *il est à noter que*
    return isOne(next, of: particle.impersonal)
      || has(next, .be) && isOne(next + 1, of: particle.complement) && has(next + 2, .infinitive)
  }
}
