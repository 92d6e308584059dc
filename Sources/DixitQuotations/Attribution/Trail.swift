import DixitDocument
import DixitLexicons

/// Gender and number that an antecedent must have.
struct Agreement {
  let gender: Gender?
  let isPlural: Bool

  init(gender: Gender?, isPlural: Bool) {
    self.gender = gender
    self.isPlural = isPlural
  }

  /// Of a pronoun of the third person; nil for *je*, *on*, *qui*.
  init?(pronoun traits: Traits) {
    if traits.has([.firstPerson, .secondPerson]) && !traits.contains(.thirdPerson) { return nil }
    // *lui* is a woman's only before a verb, where it speaks for nobody.
    let isFeminine = traits.contains(.feminine) && !(traits.contains(.strongPronoun) && traits.contains(.masculine))
    let isMasculine = traits.contains(.masculine)
    guard traits.has([.singular, .plural]) else { return nil }
    gender = isFeminine == isMasculine ? nil : isFeminine ? .feminine : .masculine
    isPlural = traits.contains(.plural) && !traits.contains(.singular)
  }
}

/// Everything that was mentioned, for whatever refers back: the names from the start, and what sources turn out to mean.
struct Trail {
  /// One mention.
  struct Step {
    let entity: Int
    let position: Int
    let sentence: Int
    var isSubject = false
    /// No verb stands before it in its sentence.
    var isLeading = false
    var isBehindPreposition = false
    /// A pronoun or noun phrase and no name.
    var isEcho = false
  }

  /// A speaker without a name.
  struct Described {
    let entity: Int
    let head: WordKey
    let position: Int
    let isPlural: Bool
  }

  private let reading: Reading
  private let steps: [Step]
  private var stepsOf: [[Int]]
  /// Pronouns and noun phrases that were resolved, in text order.
  private var echoes: [Step] = []
  private(set) var speeches: [(entity: Int, position: Int, isPronoun: Bool)] = []
  private var described: [Described] = []
  private(set) var groups: Set<Int> = []

  init(reading: Reading) {
    self.reading = reading
    let mentions = reading.document.entities?.mentions ?? []
    let steps = zip(reading.names, mentions).map { Self.step($0, $1.entity, reading) }
    stepsOf = Array(repeating: [], count: reading.document.entities?.entities.count ?? 0)
    for (index, step) in steps.enumerated() { stepsOf[step.entity].append(index) }
    self.steps = steps
  }

  private static func step(_ name: Name, _ entity: Int, _ reading: Reading) -> Step {
    let start = name.tokens.lowerBound
    let end = name.tokens.upperBound
    let isBehindPreposition = start > 0 && reading.isPreposition(start - 1)
    let isBeforeVerb =
      end < reading.tokens.count && (reading.isFiniteVerb(end) || reading.has(end, [.negation, .objectPronoun]))
    return Step(
      entity: entity, position: start, sentence: Int(reading.sentenceOf[start]),
      isSubject: !isBehindPreposition && (isBeforeVerb || reading.sentence(of: start).lowerBound == start),
      isLeading: !isBehindPreposition && !reading.hasFiniteVerb(in: reading.sentence(of: start).lowerBound..<start),
      isBehindPreposition: isBehindPreposition)
  }

  mutating func note(speaker: Int, at position: Int, isPronoun: Bool) {
    speeches.append((speaker, position, isPronoun))
  }

  /// Notes what a pronoun or noun phrase means; in text order.
  mutating func note(echo entity: Int, at position: Int) {
    let sentence = sentence(at: position)
    echoes.append(
      Step(entity: entity, position: position, sentence: sentence, isSubject: true, isLeading: true, isEcho: true))
  }

  mutating func note(described entity: Int, head: WordKey, at position: Int, isPlural: Bool) {
    described.append(Described(entity: entity, head: head, position: position, isPlural: isPlural))
    if isPlural { groups.insert(entity) }
  }

  // MARK: Looking back

  /// How far back candidates are looked for: in sentences, in mentions, and in speakers. A bound keeps a book as quick as
  /// an article.
  private static let reach = (sentences: 10, mentions: 80, speakers: 3, described: 8, echoes: 40)

  func sentence(at position: Int) -> Int { Int(reading.sentenceOf[min(max(0, position), reading.tokens.count - 1)]) }

  /// Whom or what a source at a place may mean, the one mentioned last first.
  func entities(before position: Int) -> [Int] {
    let sentence = sentence(at: position)
    var found: [Int] = []
    func add(_ entity: Int) { if !found.contains(entity) { found.append(entity) } }
    let end = steps.partitioningIndex { $0.position >= position }
    for step in steps[max(0, end - Self.reach.mentions)..<end].reversed() {
      if sentence - step.sentence > Self.reach.sentences { break }
      add(step.entity)
    }
    var speakers: Set<Int> = []
    for speech in speeches.reversed() where speech.position <= position && speakers.count < Self.reach.speakers {
      if speakers.insert(speech.entity).inserted { add(speech.entity) }
    }
    for described in described.suffix(Self.reach.described).reversed() where described.position < position {
      add(described.entity)
    }
    // What was spoken of last comes first.
    return found.map { ($0, last($0, before: position)?.step.position ?? -1) }
      .enumerated().sorted { ($1.element.1, $0.offset) < ($0.element.1, $1.offset) }.map(\.element.0)
  }

  /// The last mention of an entity before a place, and how many names there were.
  func last(_ entity: Int, before position: Int) -> (step: Step, count: Int)? {
    let count =
      stepsOf.indices.contains(entity) ? stepsOf[entity].partitioningIndex { steps[$0].position >= position } : 0
    let name = count > 0 ? steps[stepsOf[entity][count - 1]] : nil
    let echo = echoes.suffix(Self.reach.echoes).last { $0.entity == entity && $0.position < position }
    guard let last = [name, echo].compactMap({ $0 }).max(by: { $0.position < $1.position }) else { return nil }
    return (last, count)
  }

  /// Where an entity is mentioned first.
  func first(_ entity: Int) -> Step? {
    stepsOf.indices.contains(entity) ? stepsOf[entity].first.map { steps[$0] } : nil
  }

  /// The entities that are mentioned within some tokens.
  func entities(in range: Range<Int>) -> Set<Int> {
    let first = steps.partitioningIndex { $0.position >= range.lowerBound }
    let end = steps.partitioningIndex { $0.position >= range.upperBound }
    return Set(steps[first..<max(first, end)].map(\.entity))
  }

  /// The one without a name that was described last with a noun.
  func described(by head: WordKey) -> Described? { described.last { $0.head == head } }

  /// Whom a possessive means: the person or organisation mentioned last, else who spoke last.
  func owner(before position: Int, among entities: [Entity]) -> Int? {
    let sentence = sentence(at: position)
    let end = steps.partitioningIndex { $0.position >= position }
    let near = steps[max(0, end - Self.reach.mentions)..<end].last {
      sentence - $0.sentence <= 1 && [.person, .organisation].contains(entities[$0.entity].type)
    }
    return near?.entity ?? speeches.last { $0.position < position }?.entity
  }
}
