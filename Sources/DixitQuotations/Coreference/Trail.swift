import DixitDocument
import DixitLexicons

/// Everything that the text spoke of up to one place, for whatever refers back: names, what pronouns and noun phrases turn
/// out to mean, and noun phrases that mean nobody with a name. Walked through in text order; each step costs the same,
/// however long the text is.
final class Trail {
  /// One mention.
  struct Step {
    let position: Int
    let sentence: Int
    var isSubject = false
    /// No verb stands before it in its sentence.
    var isLeading = false
    var isBehindPreposition = false
    /// A pronoun or noun phrase and no name.
    var isEcho = false
  }

  /// What is known of an entity so far.
  struct Known {
    var last: Step?
    /// How often it was named.
    var names = 0
    var speech: Speech?
    /// Its first name in the text, which may lie ahead.
    var first: Step?
    var isGroup = false
  }

  /// When somebody spoke last.
  struct Speech {
    let position: Int
    let isPronoun: Bool
  }

  /// A noun phrase of the narration that means nobody who was mentioned before: *deux touristes*.
  struct Phrase {
    let range: Range<Int>
    let head: Int
    let agreement: Agreement
    let step: Step
    let isDefinite: Bool
    /// What it is called where it turns out to speak.
    var entity: Int? = nil
  }

  private let reading: Reading
  /// The first finite verb of each sentence, or its end.
  private let firstVerbs: [Int]
  private let names: [(entity: Int, step: Step)]
  /// The first name that was not passed yet.
  private var next = 0
  private(set) var known: [Known]
  /// The entities that were mentioned, the last one behind; and the last speakers.
  private(set) var recent: [Int] = []
  private(set) var speakers: [Int] = []
  /// Speakers without a name, as they were described.
  private(set) var described: [Int] = []
  private var describedBy: [WordKey: Int] = [:]
  private(set) var phrases: [Phrase] = []
  /// Who or what was the last subject, and in which sentence; nil where it was a phrase.
  private(set) var lastSubject: (entity: Int?, sentence: Int)?

  /// How much is kept in mind: a bound keeps a book as quick as an article.
  private static let most = (entities: 24, speakers: 3, described: 8, phrases: 8)
  /// How far back candidates are looked for, in sentences.
  private static let reach = (entities: 10, phrases: 3)

  init(reading: Reading) {
    self.reading = reading
    let firstVerbs = reading.sentences.map { sentence in
      sentence.tokens.first { reading.isFiniteVerb($0) } ?? sentence.tokens.upperBound
    }
    self.firstVerbs = firstVerbs
    known = Array(repeating: Known(), count: reading.document.entities?.entities.count ?? 0)
    let mentions = reading.document.entities?.mentions ?? []
    names = zip(reading.names, mentions).map { ($1.entity, Self.step($0.tokens, firstVerbs, reading)) }
    for (entity, step) in names where known[entity].first == nil { known[entity].first = step }
  }

  /// The step of a noun phrase.
  func step(_ range: Range<Int>) -> Step { Self.step(range, firstVerbs, reading) }

  private static func step(_ range: Range<Int>, _ firstVerbs: [Int], _ reading: Reading) -> Step {
    let (start, end) = (range.lowerBound, range.upperBound)
    let sentence = reading.sentence(of: start).lowerBound
    let isBehindPreposition = start > 0 && reading.isPreposition(start - 1)
    let isBeforeVerb =
      end < reading.tokens.count && (reading.isFiniteVerb(end) || reading.has(end, [.negation, .objectPronoun]))
    return Step(
      position: start, sentence: Int(reading.sentenceOf[start]),
      isSubject: !isBehindPreposition && (isBeforeVerb || sentence == start),
      isLeading: !isBehindPreposition && firstVerbs[Int(reading.sentenceOf[start])] >= start,
      isBehindPreposition: isBehindPreposition)
  }

  // MARK: Going on

  /// Passes the names before a place.
  func advance(to position: Int) {
    while next < names.count, names[next].step.position < position {
      let (entity, step) = names[next]
      known[entity].names += 1
      note(entity, step)
      next += 1
    }
  }

  private func note(_ entity: Int, _ step: Step) {
    known[entity].last = step
    Self.renew(entity, in: &recent, most: Self.most.entities)
    if step.isSubject { lastSubject = (entity, step.sentence) }
  }

  private static func renew(_ entity: Int, in list: inout [Int], most: Int) {
    if let old = list.lastIndex(of: entity) { list.remove(at: old) } else if list.count == most { list.removeFirst() }
    list.append(entity)
  }

  func note(speaker: Int, at position: Int, isPronoun: Bool) {
    Self.renew(speaker, in: &speakers, most: Self.most.speakers)
    known[speaker].speech = Speech(position: position, isPronoun: isPronoun)
  }

  /// Notes what a pronoun or noun phrase means.
  func note(echo entity: Int, at position: Int, isSubject: Bool) {
    var step = Step(position: position, sentence: sentence(at: position), isEcho: true)
    step.isSubject = isSubject
    step.isLeading = isSubject
    note(entity, step)
  }

  /// Notes a noun phrase that means nobody.
  func note(_ phrase: Phrase) {
    if phrases.count == Self.most.phrases { phrases.removeFirst() }
    phrases.append(phrase)
    if phrase.step.isSubject { lastSubject = (nil, phrase.step.sentence) }
  }

  func noteUnknownSubject(at position: Int) { lastSubject = (nil, sentence(at: position)) }

  /// Notes a speaker without a name: the next entity.
  func note(described entity: Int, head: WordKey?, at position: Int, isPlural: Bool) {
    known.append(Known(isGroup: isPlural))
    if let head { describedBy[head] = entity }
    if described.count == Self.most.described { described.removeFirst() }
    described.append(entity)
    note(echo: entity, at: position, isSubject: true)
  }

  /// Notes that a phrase is an entity now.
  func note(phrase: Int, is entity: Int) { phrases[phrase].entity = entity }

  // MARK: Looking back

  func sentence(at position: Int) -> Int { Int(reading.sentenceOf[min(max(0, position), reading.tokens.count - 1)]) }

  /// Whom or what a reference at a place may mean, the one mentioned last first.
  func entities(before position: Int) -> [Int] {
    let sentence = sentence(at: position)
    var found: [Int] = []
    found.reserveCapacity(recent.count + speakers.count + described.count)
    for entity in recent.reversed() {
      // What follows was mentioned even earlier.
      if sentence - known[entity].last!.sentence > Self.reach.entities { break }
      found.append(entity)
    }
    let near = found.count
    for entity in speakers + described where !found.contains(entity) { found.append(entity) }
    found[near...].sort { known[$0].last?.position ?? -1 > known[$1].last?.position ?? -1 }
    return found
  }

  /// The phrases near a place, the last one first, by their indexes.
  func phrases(before position: Int) -> [Int] {
    let sentence = sentence(at: position)
    return phrases.indices.reversed().filter {
      phrases[$0].entity == nil && sentence - phrases[$0].step.sentence <= Self.reach.phrases
        && phrases[$0].range.upperBound <= position
    }
  }

  /// The entities that are named within some tokens.
  func entities(in range: Range<Int>) -> [Int] {
    let first = names.partitioningIndex { $0.step.position >= range.lowerBound }
    let end = names.partitioningIndex { $0.step.position >= range.upperBound }
    return names[first..<max(first, end)].map(\.entity)
  }

  /// The one without a name that was described last with a noun.
  func described(by head: WordKey) -> Int? { describedBy[head] }
}

/// Gender and number that an antecedent must have.
struct Agreement {
  let gender: Gender?
  let isPlural: Bool
  /// *it*, which no person is.
  var isNeuter = false

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
    isNeuter = !isFeminine && !isMasculine
  }
}
