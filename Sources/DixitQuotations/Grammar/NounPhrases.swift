import DixitDocument
import DixitLexicons

/// A noun phrase, a pronoun or a name that may speak.
struct NounPhrase {
  enum Form { case name, pronoun, nominal }

  let range: Range<Int>
  let form: Form
  /// The noun, the pronoun, or the last word of the name.
  let head: Int
  /// The name that the phrase means: *le président russe **Vladimir Poutine***; index into the document's names.
  let name: Int?

  /// The same phrase with all that is coordinated with it.
  func widened(to range: Range<Int>) -> NounPhrase { NounPhrase(range: range, form: form, head: head, name: name) }
}

extension Reading {
  /// The span of a phrase; an enclitic pronoun's without its hyphens and euphonic *t*.
  func span(of phrase: NounPhrase) -> Span {
    let whole = document.span(of: phrase.range)
    guard tokens[phrase.head].shape.contains(.enclitic), phrase.range.count == 1 else { return whole }
    let hyphen = (whole.start..<whole.end).last { utf8[$0] == UInt8(ascii: "-") }
    return Span(hyphen.map { $0 + 1 } ?? whole.start, whole.end)
  }

  /// Whether a phrase means somebody or something that can say a thing: a name, a pronoun, a human noun, a document.
  func canSpeak(_ phrase: NounPhrase) -> Bool {
    if let name = phrase.name {
      // A state or a city speaks by its government; *le nouveau Stargate Data Center* has none.
      if names[name].type == .place, phrase.form == .nominal {
        return isKnownPlace(name) || has(phrase.head, .humanNoun)
      }
      return [.person, .organisation, .place, .work].contains(names[name].type)
    }
    if phrase.form == .pronoun { return !has(phrase.head, .relativePronoun) }
    return has(phrase.head, [.humanNoun, .indefinitePronoun])
  }

  private func isKnownPlace(_ name: Int) -> Bool {
    guard let entities = document.entities, entities.mentions.indices.contains(name) else { return true }
    return entities.entities[entities.mentions[name].entity].item != nil
  }

  /// *l'un*, *l'un d'eux*, *l'une d'entre elles*
  private func singled(_ start: Int, before limit: Int) -> NounPhrase? {
    let head = start + 1
    guard head < limit, tokens[start].shape.contains(.elided), has(head, .numeral), has(head, .indefinitePronoun) else {
      return nil
    }
    var end = head + 1
    if end + 1 < limit, isOne(end, of: .anyDe) {
      let whom = isPreposition(end + 1) ? end + 2 : end + 1
      if whom < limit, has(whom, .strongPronoun) { end = whom + 1 }
    }
    return NounPhrase(range: start..<end, form: .nominal, head: head, name: nil)
  }

  /// The noun phrase that begins at a token: the shortest whole one, without apposition or relative clause.
  func nounPhrase(at start: Int, before limit: Int) -> NounPhrase? {
    guard let phrase = unownedPhrase(at: start, before: limit) else { return nil }
    return isGenitive(phrase.range.upperBound) ? owned(by: phrase, before: limit) : phrase
  }

  /// *Smith's lawyer*, *the council's leader Ann Fox*: the phrase of what is owned.
  private func owned(by owner: NounPhrase, before limit: Int) -> NounPhrase {
    var phrase = owner
    while isGenitive(phrase.range.upperBound), phrase.range.upperBound + 1 < limit,
      let thing = nominalPhrase(phrase.range.upperBound + 1, before: limit, isOwned: true)
    {
      phrase = NounPhrase(
        range: owner.range.lowerBound..<thing.range.upperBound, form: .nominal, head: thing.head, name: thing.name)
    }
    return phrase
  }

  /// The phrase that begins at a token, without what it owns.
  private func unownedPhrase(at start: Int, before limit: Int) -> NounPhrase? {
    guard start < limit, tokens[start].kind == .word || tokens[start].kind == .number || isName(start) else {
      return nil
    }
    if isName(start) { return namePhrase(start, before: limit) }
    if has(start, .title), start + 1 < limit, isName(start + 1) {
      let name = names[Int(nameOf[start + 1])]
      return NounPhrase(
        range: start..<min(limit, name.tokens.upperBound), form: .name, head: name.tokens.upperBound - 1,
        name: Int(nameOf[start + 1]))
    }
    if has(start, .subjectPronoun), !has(start, .determiner) || isFiniteVerb(start + 1) {
      return NounPhrase(range: start..<start + 1, form: .pronoun, head: start, name: nil)
    }
    return pointing(start, before: limit) ?? nominalPhrase(start, before: limit)
  }

  /// *celui-ci*, *cette dernière*
  private func pointing(_ start: Int, before limit: Int) -> NounPhrase? {
    if isOne(start, of: .pointed) {
      return NounPhrase(range: start..<start + 1, form: .pronoun, head: start, name: nil)
    }
    guard start + 1 < limit, has(start, .determiner), isOne(start + 1, of: .latter), !startsNominal(start + 2)
    else { return nil }
    return NounPhrase(range: start..<start + 2, form: .pronoun, head: start + 1, name: nil)
  }

  /// A name, and others that stand coordinated with it: *Paris et Bonn*.
  private func namePhrase(_ start: Int, before limit: Int) -> NounPhrase {
    let index = Int(nameOf[start])
    let end = min(limit, names[index].tokens.upperBound)
    return NounPhrase(
      range: start..<endOfNames(coordinatedWith: end, before: limit), form: .name, head: end - 1, name: index)
  }

  /// The end of the names that stand coordinated with one that ends at a token.
  private func endOfNames(coordinatedWith first: Int, before limit: Int) -> Int {
    var end = first
    var at = end
    while at + 1 < limit, isSign(at, ",") || isOne(at, of: .et), isName(at + 1) {
      let next = names[Int(nameOf[at + 1])].tokens.upperBound
      if isOne(at, of: .et) { end = min(limit, next) }
      at = next
    }
    return end
  }

  /// - Parameter isOwned: whether an owner before it is its determiner.
  private func nominalPhrase(_ start: Int, before limit: Int, isOwned: Bool = false) -> NounPhrase? {
    var at = start
    while at < limit, isDeterminer(at) { at += 1 }
    let hasDeterminer = at > start || isOwned
    // *Foreign Minister Elena Voss*, *council officials*: who speaks needs no determiner where the head comes last.
    let isBare = !hasDeterminer && !has(at, .humanNoun) && !has(start, .indefinitePronoun)
    guard !isBare || syntax.has(.headLast) && startsNominal(start) && !isFiniteVerb(start) else { return nil }
    if at == limit || !startsNominal(at) {
      if let one = singled(start, before: limit) { return one }
      // *certains*, *d'autres*: a pronoun by itself.
      guard has(max(start, at - 1), .indefinitePronoun) else { return nil }
      // *one*, *others*
      if at == start, syntax.has(.headLast) { at += 1 }
      return NounPhrase(range: start..<at, form: .nominal, head: at - 1, name: nil)
    }
    var walk = NominalWalk(reading: self, at: at, limit: limit)
    walk.run()
    guard let head = walk.head ?? (hasDeterminer ? walk.lastWord : nil) else { return nil }
    if isBare, walk.apposedName == nil, !has(head, .humanNoun) || isName(head) { return nil }
    let named =
      walk.apposedName == nil && has(head, [.role, .personNoun]) ? named(behind: walk.end, before: limit) : nil
    var end = named?.end ?? walk.end
    // *les ministres Paul Morel et Claire Durand*
    if let name = walk.apposedName, names[name].tokens.upperBound == end, isPlural(start, head: head) {
      end = endOfNames(coordinatedWith: end, before: limit)
    }
    return NounPhrase(range: start..<end, form: .nominal, head: head, name: walk.apposedName ?? named?.name)
  }

  /// Where adjectives and nouns without a determiner end, with their complements; nil where there are none.
  func nominalEnd(from start: Int, before limit: Int) -> Int? {
    guard startsNominal(start) else { return nil }
    var walk = NominalWalk(reading: self, at: start, limit: limit)
    walk.run()
    return walk.lastWord == nil ? nil : walk.end
  }

  /// The person whom a second function names, or a title: *l'urologue **et andrologue Moacir Radaelli***, *son ami **le
  /// Dr Anthony Akoto***.
  private func named(behind end: Int, before limit: Int) -> (end: Int, name: Int)? {
    var at = end
    let isCoordinated = at < limit && isOne(at, of: .et)
    // *le maire et **son** adjoint Paul Morel* are two; a function that no lexicon has is one behind another.
    if isCoordinated { at += 1 } else { while at < limit, isDeterminer(at) { at += 1 } }
    guard at < limit, isCoordinated ? has(at, .noun) || traits[at].isEmpty : has(at, .title) else { return nil }
    var walk = NominalWalk(reading: self, at: at, limit: limit)
    walk.run()
    return walk.apposedName.flatMap { names[$0].type == .person ? (walk.end, $0) : nil }
  }

  private func isDeterminer(_ index: Int) -> Bool {
    guard tokens[index].kind == .word || tokens[index].kind == .number, !isName(index) else { return false }
    if tokens[index].kind == .number { return !isJoint(index + 1) }
    return has(index, [.determiner, .numeral])
      || has(index, .indefinitePronoun) && has(index + 1, [.determiner, .numeral, .noun, .adjective])
      || isOne(index, of: .de) && !syntax.has(.headLast)
        && has(index + 1, [.indefinitePronoun, .determiner, .adjective])
  }

  func startsNominal(_ index: Int) -> Bool {
    if isName(index) || tokens[index].kind == .number && isJoint(index + 1) { return true }
    guard tokens[index].kind == .word, !tokens[index].shape.contains(.enclitic) else { return false }
    if has(index, [.noun, .adjective, .pastParticiple]) { return true }
    return !has(index, [.functionWord, .finiteVerb, .infinitive, .be, .have, .adverb])
  }
}

/// Walks over the words of a nominal phrase and its *de* complements.
private struct NominalWalk {
  let reading: Reading
  var at: Int
  let limit: Int
  var end: Int
  var head: Int?
  var lastWord: Int?
  var apposedName: Int?
  private var isInComplement = false
  private var isAfterPreposition = false

  init(reading: Reading, at: Int, limit: Int) {
    self.reading = reading
    self.at = at
    self.limit = limit
    end = at
  }

  mutating func run() {
    while at < limit, step() {}
  }

  /// Takes one word or complement; false where the phrase ends.
  private mutating func step() -> Bool {
    if reading.isName(at) { return takeName() }
    if reading.isJoint(at), end == at, at + 1 < limit {
      at += 1
      return true
    }
    guard reading.tokens[at].kind == .word || reading.tokens[at].kind == .number else { return false }
    if isComplementOpener(at) { return takeComplement() }
    guard belongs(at) else { return false }
    let mayHead = head == nil || reading.syntax.has(.headLast) && !isInComplement
    if mayHead, reading.has(at, .noun), !(at + 1 < limit && reading.isDescribed(at + 1, by: at)) { head = at }
    take(1)
    return true
  }

  private mutating func takeName() -> Bool {
    let index = Int(reading.nameOf[at])
    let name = reading.names[index]
    // A person right behind the words of the phrase is whom they describe; behind *de* it is somebody else.
    if !isAfterPreposition, name.type == .person || !isInComplement { apposedName = index }
    if head == nil { head = name.tokens.upperBound - 1 }
    at = min(limit, name.tokens.upperBound)
    end = at
    lastWord = at - 1
    isAfterPreposition = false
    return !(apposedName == index && name.type == .person)
  }

  private mutating func take(_ count: Int) {
    // *les avocats de Mme Martin*: the title belongs to the name behind it.
    isAfterPreposition = isAfterPreposition && reading.has(at, .title) && reading.isName(at + count)
    at += count
    end = at
    lastWord = at - 1
  }

  private func belongs(_ index: Int) -> Bool {
    let token = reading.tokens[index]
    if token.shape.contains(.enclitic) { return false }
    if token.kind == .number { return true }
    if reading.isOne(index, of: .time) { return false }
    if reading.group(at: index) != nil, head != nil { return false }
    if reading.has(index, [.functionWord, .be, .have]) { return false }
    if head != nil, reading.isFiniteVerb(index) || reading.has(index, .infinitive) && !reading.has(index, .noun) {
      return false
    }
    if head != nil, !reading.has(index, [.noun, .adjective, .pastParticiple]),
      reading.has(index, [.finiteVerb, .adverb, .presentParticiple])
    {
      return false
    }
    return true
  }

  /// *de*, *d'*, *du*, *des*, and *de la*, *de l'*; but of *l'AFP de sources concordantes* a name is all.
  private func isComplementOpener(_ index: Int) -> Bool {
    head != nil && reading.isOne(index, of: .anyDe)
      && !(reading.isName(index - 1) && reading.marker(at: index)?.marker.kind == .source)
  }

  private mutating func takeComplement() -> Bool {
    var next = at + 1
    while next < limit, reading.has(next, [.determiner, .numeral]) || reading.tokens[next].kind == .number { next += 1 }
    guard next < limit, reading.startsNominal(next) else { return false }
    at = next
    end = at
    isInComplement = true
    isAfterPreposition = true
    let before = at
    let goesOn = step()
    // A complement that takes nothing leaves *de* outside.
    if at == before { end = max(head.map { $0 + 1 } ?? 0, lastWord.map { $0 + 1 } ?? 0) }
    isAfterPreposition = isAfterPreposition && reading.isName(at) && reading.has(at - 1, .title)
    return goesOn && at > before
  }
}
