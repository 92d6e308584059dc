import DixitDocument
import DixitLexicons

/// Gender and number that an antecedent must have.
struct Agreement {
  let gender: Gender?
  let isPlural: Bool

  /// Of a pronoun of the third person; nil for *je*, *on*, *qui*.
  init?(pronoun traits: Traits) {
    if traits.has([.firstPerson, .secondPerson]) && !traits.contains(.thirdPerson) { return nil }
    let isFeminine = traits.contains(.feminine)
    let isMasculine = traits.contains(.masculine)
    guard traits.has([.singular, .plural]) else { return nil }
    gender = isFeminine == isMasculine ? nil : isFeminine ? .feminine : .masculine
    isPlural = traits.contains(.plural) && !traits.contains(.singular)
  }

  /// Of a noun and its determiner.
  init?(noun: Traits, determiner: Traits) {
    let isFeminine = noun.contains(.feminine) && (!determiner.contains(.determiner) || determiner.contains(.feminine))
    let isMasculine =
      noun.contains(.masculine) && (!determiner.contains(.determiner) || determiner.contains(.masculine))
    gender = isFeminine == isMasculine ? nil : isFeminine ? .feminine : .masculine
    isPlural = determiner.contains(.plural) && !determiner.contains(.singular)
  }
}

/// What was mentioned so far, for whatever refers back.
struct Trail {
  private struct Step {
    let entity: Int
    let position: Int
    let sentence: Int
    /// The mention opens its sentence or is the subject of its verb.
    let isSubject: Bool
  }

  private let reading: Reading
  private var steps: [Step] = []
  private var speakers: [(entity: Int, position: Int)] = []
  private var groups: Set<Int> = []
  private var described: [(entity: Int, head: WordKey, position: Int, isPlural: Bool)] = []

  init(reading: Reading) {
    self.reading = reading
    let mentions = reading.document.entities?.mentions ?? []
    steps = zip(reading.names, mentions).map { name, mention in
      Step(
        entity: mention.entity, position: name.tokens.lowerBound,
        sentence: Int(reading.sentenceOf[name.tokens.lowerBound]),
        isSubject: Self.isSubject(name, reading))
    }
  }

  private static func isSubject(_ name: Name, _ reading: Reading) -> Bool {
    let start = name.tokens.lowerBound
    let end = name.tokens.upperBound
    if start > 0, reading.isPreposition(start - 1) { return false }
    if end < reading.tokens.count, reading.isFiniteVerb(end) || reading.has(end, [.negation, .objectPronoun]) {
      return true
    }
    return reading.sentence(of: start).lowerBound == start
  }

  mutating func note(speaker: Int, at position: Int) { speakers.append((speaker, position)) }

  mutating func note(described entity: Int, head: WordKey, at position: Int, isPlural: Bool) {
    described.append((entity, head, position, isPlural))
    if isPlural { groups.insert(entity) }
  }

  // MARK: Looking back

  /// Whom a pronoun means: near, a subject, a speaker before, of fitting gender and number.
  func antecedent(_ wanted: Agreement, before position: Int, among entities: [Entity]) -> Int? {
    let sentence = Int(reading.sentenceOf[min(position, reading.tokens.count - 1)])
    var best: (entity: Int, score: Double)?
    func offer(_ entity: Int, _ score: Double) {
      if best == nil || score >= best!.score { best = (entity, score) }
    }
    if wanted.isPlural {
      if let group = described.last(where: { $0.isPlural && $0.position < position }) { return group.entity }
    }
    let near = steps(before: position, within: Self.reach, of: sentence)
    // *il* is a person wherever one is near; organisations and places are *il* only where none is.
    let personsOnly =
      wanted.gender == .masculine
      && near.contains { entities[$0.entity].type == .person && fit(entities[$0.entity], wanted) != nil }
    for step in near where !personsOnly || entities[step.entity].type == .person {
      guard let fit = fit(entities[step.entity], wanted) else { continue }
      let distance = Double(sentence - step.sentence)
      offer(step.entity, fit - 0.35 * distance + (step.isSubject ? 0.5 : 0) + Double(step.position) / 1e6)
    }
    if let last = speakers.last(where: { $0.position < position }), !isGroup(last.entity),
      let fit = fit(entities[last.entity], wanted)
    {
      let distance = Double(max(0, sentence - Int(reading.sentenceOf[min(last.position, reading.tokens.count - 1)])))
      if distance <= 6 { offer(last.entity, fit + 0.6 - 0.3 * distance) }
    }
    return best?.entity
  }

  /// The mentions before a place, no more than some sentences back.
  private func steps(before position: Int, within reach: Int, of sentence: Int) -> ArraySlice<Step> {
    let end = steps.partitioningIndex { $0.position >= position }
    var start = end
    while start > 0, sentence - steps[start - 1].sentence <= reach { start -= 1 }
    return steps[start..<end]
  }

  private func isGroup(_ entity: Int) -> Bool { groups.contains(entity) }

  /// How many sentences back a pronoun looks.
  private static let reach = 4

  private func fit(_ entity: Entity, _ wanted: Agreement) -> Double? {
    switch entity.type {
    case .person:
      if wanted.isPlural { return nil }
      guard let gender = entity.gender, let other = wanted.gender else { return 1 }
      return gender == other ? 1.3 : nil
    case .organisation: return wanted.isPlural ? 0.5 : wanted.gender == .masculine ? 0.1 : 0.4
    case .place: return wanted.isPlural ? nil : -0.2
    case .other: return wanted.isPlural ? 0.5 : 0.3
    default: return nil
    }
  }

  /// Whom a possessive means: who spoke last, else the person or organisation mentioned last.
  func owner(before position: Int, among entities: [Entity]) -> Int? {
    let sentence = Int(reading.sentenceOf[min(position, reading.tokens.count - 1)])
    let near = steps(before: position, within: 1, of: sentence).last {
      [.person, .organisation].contains(entities[$0.entity].type)
    }
    return near?.entity ?? speakers.last { $0.position < position }?.entity
  }

  func sameHead(_ key: WordKey, before position: Int) -> Int? {
    described.last { $0.head == key && $0.position < position }?.entity
  }

  /// The organisation mentioned last, a speaker before others.
  func recent(_ type: EntityType, before position: Int, among entities: [Entity]) -> Int? {
    let sentence = Int(reading.sentenceOf[position])
    let near = steps(before: position, within: 6, of: sentence).filter { entities[$0.entity].type == type }
    return (near.last(where: \.isSubject) ?? near.last)?.entity
  }

  func recentPerson(_ wanted: Agreement, before position: Int, among entities: [Entity]) -> Int? {
    if wanted.isPlural { return nil }
    let fits = { (id: Int) in entities[id].type == .person && !isGroup(id) && self.fit(entities[id], wanted) != nil }
    if let last = speakers.last(where: { $0.position < position }), fits(last.entity) { return last.entity }
    let sentence = Int(reading.sentenceOf[position])
    return steps(before: position, within: 3, of: sentence).last { fits($0.entity) }?.entity
  }
}

/// Who holds which title or function: *l'ambassadeur de Yougoslavie Borislav Milosevic*, *Satya Nadella, PDG de Microsoft*.
struct RoleIndex {
  private struct Holder {
    let entity: Int
    let position: Int
    /// The words that say of what: *Cour suprême* in *président de la Cour suprême*.
    let complement: Set<WordKey>
  }

  private var holders: [WordKey: [Holder]] = [:]

  init(reading: Reading) {
    for role in reading.document.roles ?? [] {
      guard let entity = reading.document.entity(of: role) else { continue }
      let name = reading.names[role.name].tokens
      holders[reading.tokens[role.head].key, default: []].append(
        Holder(
          entity: entity, position: name.lowerBound,
          complement: Self.complement(behind: role.head, notIn: name, reading)))
    }
  }

  /// The nouns and names that follow a role up to the next sign: of what, or of what kind.
  static func complement(behind role: Int, notIn name: Range<Int>, _ reading: Reading) -> Set<WordKey> {
    var words: Set<WordKey> = []
    var at = role + 1
    while at < min(role + 9, reading.tokens.count), reading.tokens[at].kind == .word, !name.contains(at) {
      if reading.isFiniteVerb(at) || reading.group(at: at) != nil { break }
      if reading.isName(at) || reading.has(at, [.noun, .adjective]) { words.insert(reading.tokens[at].key) }
      at += 1
    }
    return words
  }

  /// The holder named last before a place, of the same thing where both say of what; else the first behind it.
  func holder(of role: WordKey, complement: Set<WordKey>, before position: Int) -> Int? {
    guard let all = holders[role] else { return nil }
    let fitting = all.filter {
      $0.complement.isEmpty || complement.isEmpty || !$0.complement.isDisjoint(with: complement)
    }
    // Who holds the role of that very thing goes before who holds it of anything.
    let exact = fitting.filter { !$0.complement.isDisjoint(with: complement) }
    let best = exact.isEmpty ? fitting : exact
    return (best.last { $0.position < position } ?? best.first { $0.position < position + 60 })?.entity
  }
}
