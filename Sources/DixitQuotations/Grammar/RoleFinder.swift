import DixitDocument
import DixitLexicons

/// Finds the titles and functions that stand beside names: *M.*, *la ministre de la Culture*, *, PDG de Microsoft,*.
///
/// Linking reads from them who is a woman, attribution whom *le PDG de Microsoft* means further on.
public struct RoleFinder: Stage {
  public let name = "roles"
  public let reads: Set<Layer> = [.tokens, .sentences, .names]
  public let writes = Layer.roles
  private let vocabularies: ByLanguage<Vocabulary>
  private let lexicons: ByLanguage<ReportingLexicon>

  public init(vocabularies: ByLanguage<Vocabulary>, lexicons: ByLanguage<ReportingLexicon>) {
    self.vocabularies = vocabularies
    self.lexicons = lexicons
  }

  public func annotate(_ document: inout Document) throws {
    let reading = try Reading(
      namesOf: document, vocabulary: vocabularies.value(for: document), lexicon: lexicons.value(for: document))
    document.workings = reading
    let roles = RoleReading(reading: reading)
    document.roles = (document.names ?? []).indices.flatMap(roles.roles).sorted {
      ($0.tokens.lowerBound, $1.tokens.upperBound) < ($1.tokens.lowerBound, $0.tokens.upperBound)
    }
  }
}

/// Reads the phrases around a name.
private struct RoleReading {
  let reading: Reading

  func roles(of index: Int) -> [Role] {
    let name = reading.names[index]
    guard name.type == .person || name.type == .organisation, reading.sentenceOf[name.tokens.lowerBound] >= 0 else {
      return []
    }
    let title = title(before: name)
    let around = NameSurroundings(
      reading: reading, name: name, start: title ?? name.tokens.lowerBound,
      sentence: reading.sentence(of: name.tokens.lowerBound))
    var roles: [Role] = []
    if let title {
      let traits = reading.traits[title].intersection([.masculine, .feminine])
      roles.append(
        Role(
          name: index, tokens: title..<title + 1, head: title, kind: .title,
          gender: traits == .feminine ? .feminine : traits == .masculine ? .masculine : nil))
    }
    for phrase in [around.before(), around.behind()].compactMap({ $0 }) {
      let isPerson = name.type == .person
      roles.append(
        Role(
          name: index, tokens: phrase.tokens, head: phrase.head, kind: isPerson ? .function : .category,
          gender: isPerson ? reading.gender(of: phrase.head, in: phrase.tokens) : nil))
    }
    return roles
  }

  /// *M.*, *Mme*, *Dr* right before a person's name; *le docteur* is a function.
  private func title(before name: Name) -> Int? {
    let at = name.tokens.lowerBound - 1
    guard name.type == .person, at >= 0, reading.has(at, .title), !reading.isName(at),
      reading.tokens[at].shape.contains(.abbreviation) || !reading.has(at, [.role, .personNoun])
        || !reading.has(at - 1, [.determiner, .adjective])
    else { return nil }
    return at
  }
}

/// The words of a sentence before and behind a name.
private struct NameSurroundings {
  typealias Phrase = (tokens: Range<Int>, head: Int)

  let reading: Reading
  let name: Name
  /// Where the name begins, or the title before it.
  let start: Int
  let sentence: Range<Int>

  private var isPerson: Bool { name.type == .person }

  private func canHead(_ index: Int) -> Bool {
    reading.has(index, isPerson ? [.role, .personNoun] : .organisationNoun) && reading.has(index, .noun)
      && reading.tokens[index].kind == .word && !reading.isName(index)
  }

  /// A noun before all: *jeune* can be one, but seldom is, and *français* is none in *le gouvernement français*.
  private func surelyHeads(_ index: Int) -> Bool {
    guard canHead(index), reading.has(index, .adjective) else { return canHead(index) }
    return reading.has(index, .usuallyNoun) && (!reading.has(index - 1, .noun) || reading.has(index - 1, .adjective))
  }

  private func isPlural(_ index: Int) -> Bool { reading.has(index, .plural) && !reading.has(index, .singular) }

  // MARK: Before the name

  /// *la ministre de la Culture **Rima Abdul Malak***; *Le patron de la NFF, **Amaju Pinnick**, …*
  func before() -> Phrase? {
    var end = start
    if isDetached { end -= 1 }
    // Behind *de* it is somebody else's name: *la présidente de la Fnaut*.
    if end == start, reading.has(end - 1, [.preposition, .determiner]), !reading.isName(end - 1) { return nil }
    guard var head = head(before: end) else { return nil }
    while head > sentence.lowerBound, surelyHeads(head - 1) { head -= 1 }
    if head + 1 < end, reading.isDescribed(head + 1, by: head) { head += 1 }
    return (first(ofPhraseWith: head)..<end, head)
  }

  /// Between two commas, or between a comma and the end of a sentence or bracket.
  private var isDetached: Bool {
    let end = name.tokens.upperBound
    return isPerson && start - 1 > sentence.lowerBound && reading.isSign(start - 1, ",")
      && (reading.isSign(end, ",") || reading.isSign(end, "."))
  }

  /// The nearest noun for one of the name's kind that nothing divides from it.
  private func head(before end: Int) -> Int? {
    var at = end - 1
    // *chef* in *la rédactrice en chef*: a head only where no other comes before it.
    var complement: Int?
    while at >= sentence.lowerBound, end - at <= Self.reach {
      if reading.isName(at) {
        let other = reading.names[Int(reading.nameOf[at])]
        if other.type == .person { break }
        at = other.tokens.lowerBound - 1
        continue
      }
      guard reading.tokens[at].kind == .word, !divides(at) else { break }
      if canHead(at), surelyHeads(at) || opensPhrase(at), isOne(at, before: end) {
        if !isBareComplement(at) { return at }
        complement = complement ?? at
      }
      at -= 1
    }
    return complement
  }

  /// Whether only adjectives stand between a noun and the determiner or sign before it: *un autre républicain*.
  private func opensPhrase(_ index: Int) -> Bool {
    var at = index - 1
    while reading.has(at, .adjective), !reading.has(at, [.functionWord, .noun]) { at -= 1 }
    return at < sentence.lowerBound || reading.has(at, [.determiner, .preposition]) || reading.tokens[at].kind != .word
  }

  /// Whether a noun stands right behind a preposition, without a determiner.
  private func isBareComplement(_ index: Int) -> Bool {
    reading.isOne(index - 1, of: .de)
      || reading.isOne(index - 1, of: .complement) && !reading.has(index - 1, .determiner)
  }

  /// A noun in the plural describes several names, and stands right before the first: *les ministres X et Y*.
  private func isOne(_ noun: Int, before end: Int) -> Bool {
    guard isPlural(noun) else { return true }
    // *ses amis X, 19 ans, et Y*
    let behind = name.tokens.upperBound..<min(name.tokens.upperBound + 6, sentence.upperBound)
    return end == start && noun == end - 1 && behind.contains { reading.isName($0) }
  }

  /// How long a phrase before a name may be, in tokens.
  private static let reach = 14

  private func divides(_ index: Int) -> Bool {
    if reading.isFiniteVerb(index) { return true }
    // *a accusé X*, but *les chercheurs ayant participé …*
    if reading.has(index, .pastParticiple), reading.has(index - 1, [.be, .have]),
      !reading.has(index - 1, .presentParticiple)
    {
      return true
    }
    if reading.has(index, .determiner) { return false }
    if reading.has(index, [.relativePronoun, .subordinator, .subjectPronoun]) { return true }
    if reading.has(index, .coordinator) { return !joinsComplements(index) }
    if reading.has(index, .preposition) { return !opensComplement(index) }
    return !reading.has(index, [.noun, .adjective, .pastParticiple])
      && reading.has(index, [.infinitive, .presentParticiple])
  }

  /// *de l'Économie **et** des Finances*
  private func joinsComplements(_ index: Int) -> Bool {
    reading.isOne(index, of: .et) && opensComplement(index + 1)
  }

  private func opensComplement(_ index: Int) -> Bool {
    reading.isOne(index, of: .anyDe) || reading.isOne(index, of: .complement)
  }

  /// Back over adjectives to the determiner; *du* is more than a determiner and stays outside.
  private func first(ofPhraseWith head: Int) -> Int {
    var first = head
    while first > sentence.lowerBound, reading.has(first - 1, [.adjective, .numeral]),
      !reading.has(first - 1, .functionWord), !reading.isName(first - 1), !reading.isFiniteVerb(first - 1)
    { first -= 1 }
    let before = first - 1
    let hasDeterminer =
      before >= sentence.lowerBound && reading.has(before, .determiner) && !reading.has(before, .preposition)
    return hasDeterminer ? before : first
  }

  // MARK: Behind the name

  /// ***Satya Nadella**, PDG de Microsoft,*; ***Jean Morel** (directeur de l'usine)*; ***Jean Morel**, 45 ans, maire*
  func behind() -> Phrase? {
    var comma = name.tokens.upperBound
    guard comma < sentence.upperBound, reading.isSign(comma, ",") || reading.isSign(comma, "(") else { return nil }
    if comma + 3 < sentence.upperBound, reading.tokens[comma + 1].kind == .number, reading.isSign(comma + 3, ",") {
      comma += 3
    }
    var head = comma + 1
    while reading.has(head, [.determiner, .adjective, .numeral]), !reading.has(head, [.humanNoun, .preposition]),
      head < comma + 4
    { head += 1 }
    guard head < sentence.upperBound, canHead(head), !isPlural(head) else { return nil }
    if head + 1 < sentence.upperBound, reading.isDescribed(head + 1, by: head) { head += 1 }
    guard let end = end(ofPhraseWith: head) else { return nil }
    // *Odile Le Bris, juge la mesure utile*
    if head == comma + 1, reading.has(head, .finiteVerb), reading.has(end, .determiner) { return nil }
    // *Avec Jean Morel, le maire a signé*: a phrase of its own that speaks.
    if reading.has(comma + 1, .determiner), reading.isFiniteVerb(end) || reading.has(end, [.negation, .objectPronoun]) {
      return nil
    }
    return (comma + 1..<end, head)
  }

  /// The end of the phrase that begins with a noun; nil where it describes a person named behind it.
  private func end(ofPhraseWith head: Int) -> Int? {
    var end = head + 1
    var at = end
    var noun = head
    while at < sentence.upperBound {
      if reading.isName(at) {
        let other = reading.names[Int(reading.nameOf[at])]
        // *la ministre Rima Abdul Malak*, but *porte-parole du ministre Paul Morel*.
        if other.type == .person, noun == head, at == end { return nil }
        at = min(other.tokens.upperBound, sentence.upperBound)
        end = at
      } else if let next = complement(at) {
        at = next
        noun = next
      } else if goesOn(at) {
        at += 1
        end = at
      } else {
        break
      }
    }
    // *une analyste **spécialisée** dans …*: what a participle leads on to, it is left out with.
    while end > head + 1, reading.has(end, .preposition), reading.has(end - 1, .pastParticiple),
      !reading.isName(end - 1), !reading.has(end - 1, .noun)
    { end -= 1 }
    return end
  }

  /// Where the words behind *de* or *à* begin.
  private func complement(_ index: Int) -> Int? {
    let opening = joinsComplements(index) ? index + 1 : index
    guard opensComplement(opening) else { return nil }
    var next = opening + 1
    while next < sentence.upperBound, opensComplement(next) || reading.has(next, [.determiner, .numeral]) { next += 1 }
    let isNominal = next < sentence.upperBound && !reading.isOne(next, of: .time)
    return isNominal && reading.startsNominal(next) ? next : nil
  }

  private func goesOn(_ index: Int) -> Bool {
    reading.tokens[index].kind == .word && reading.has(index, [.noun, .adjective, .pastParticiple])
      && !reading.has(index, [.functionWord, .have, .be]) && !reading.isFiniteVerb(index)
      && !reading.isOne(index, of: .time)
  }
}
