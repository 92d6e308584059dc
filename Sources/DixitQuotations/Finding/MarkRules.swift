import DixitDocument
import DixitLexicons

/// Quotation marks and what stands around them: who says so, or why it is no speech.
struct MarkRules {
  let reading: Reading
  /// What the clauses have already taken.
  let clauses: [Draft]

  func drafts() -> [Draft] {
    var drafts: [Draft] = []
    let taken = takenPairs()
    for index in reading.pairs.indices where !taken.contains(index) {
      if reading.pairs[index].inside.isEmpty || isReopening(index, of: drafts.last) {
        if isReopening(index, of: drafts.last) { extend(&drafts[drafts.count - 1], by: index) }
        continue
      }
      for rule in Self.rules {
        if let draft = rule(self)(index, drafts) {
          // What took the marks before these as well leaves nothing of its own to them.
          while let last = drafts.last, last.cue == nil, last.pairs.allSatisfy(draft.pairs.contains) {
            drafts.removeLast()
          }
          merge(draft, into: &drafts)
          break
        }
      }
    }
    return drafts
  }

  private typealias Rule = (MarkRules) -> (Int, [Draft]) -> Draft?
  private static var rules: [Rule] {
    [
      inciseInside, cueBehind, colonBehind, colonBefore, inciseBefore, cueBefore, markerBefore, objectOfCue, passive,
      continuation, standalone, headline, insertion,
    ]
  }

  /// The pairs inside a clause that hangs on a cue.
  private func takenPairs() -> Set<Int> {
    Set(clauses.flatMap { draft in draft.pairs + draft.content.flatMap(reading.pairs(inside:)) })
  }

  // MARK: Rules

  /// « Nous venons, a-t-il dit, et nous restons »
  private func inciseInside(_ index: Int, _ drafts: [Draft]) -> Draft? {
    let inside = reading.pairs[index].inside
    for group in reading.groups(in: inside) where group.form == .finite && group.takes([.quote, .incise]) {
      let comma = group.start - 1
      guard comma > inside.lowerBound, reading.pairAround[group.range.lowerBound] == Int32(index), isPause(comma),
        let subject = reading.invertedSubject(of: group), subject.range.upperBound <= inside.upperBound,
        isThird(subject), reading.canSpeak(subject)
      else { continue }
      guard let after = inciseEnd(max(group.range.upperBound, subject.range.upperBound), subject, in: inside) else {
        continue
      }
      var content = [reading.trimmed(inside.lowerBound..<comma + 1)]
      let rest = reading.opened(min(after, inside.upperBound)..<inside.upperBound)
      if !rest.isEmpty { content.append(rest) }
      return Draft(
        kind: .direct, content: content, pairs: [index], cue: group, source: subject, rule: "incise-inside",
        trust: 0.93)
    }
    return nil
  }

  /// Where an incise ends: behind its subject, an adjunct without a verb and an apposition.
  private func inciseEnd(_ start: Int, _ subject: NounPhrase, in inside: Range<Int>) -> Int? {
    var at = start
    while at < min(inside.upperBound, start + 10), !isPause(at), !reading.isSign(at, ".") {
      if reading.isFiniteVerb(at) || reading.tokens[at].kind == .quotationMark { return nil }
      at += 1
    }
    if at < inside.upperBound, at == start + 10 { return nil }
    // *a admis l'adjoint aux sports, Patrick Lorgeoux.*
    if reading.isSign(at, ","), reading.isName(at + 1), subject.name == nil, subject.form == .nominal {
      let end = reading.names[Int(reading.nameOf[at + 1])].tokens.upperBound
      if end >= inside.upperBound || isPause(end) || reading.isSign(end, ".") { return min(end, inside.upperBound) }
    }
    return at < inside.upperBound ? behindDescriptions(at, of: subject, in: inside) : at
  }

  /// *soupire Marc Petit, 54 ans, agriculteur, devant sa ferme. Il ne reste rien*: behind what tells who speaks and where.
  private func behindDescriptions(_ comma: Int, of subject: NounPhrase, in inside: Range<Int>) -> Int {
    var at = comma
    while reading.isSign(at, ",") {
      let end = (at + 1..<inside.upperBound).first { isPause($0) || reading.isSign($0, ".") } ?? inside.upperBound
      let words = at + 1..<end
      guard !words.isEmpty, !reading.hasFiniteVerb(in: words) else { return at }
      let first = words.lowerBound
      let isAge = reading.tokens[first].kind == .number && words.count < 4
      let isRole =
        reading.has(first, .humanNoun) && !reading.has(first, [.determiner, .functionWord])
        || reading.document.roles?.contains { $0.name == subject.name && $0.tokens.lowerBound == first } ?? false
      // Where it is said closes the sentence.
      let isPlace = at > comma && reading.isPreposition(first) && reading.isSign(end, ".")
      guard isAge || isRole || isPlace else { return at }
      at = end
    }
    return at
  }

  private func isThird(_ subject: NounPhrase) -> Bool {
    subject.form != .pronoun || !reading.has(subject.head, [.firstPerson, .secondPerson])
      || reading.has(subject.head, .thirdPerson)
      || reading.tokens[subject.head].shape.contains(.enclitic)
  }

  /// « … », a déclaré X. « … », selon X. « … », X a déclaré.
  private func cueBehind(_ index: Int, _ drafts: [Draft]) -> Draft? {
    let pair = reading.pairs[index]
    guard let close = pair.close, pair.depth == 0 || reading.pairAround[pair.open] >= 0 else { return nil }
    let limit = reading.sentence(of: close).upperBound
    var at = close + 1
    while at < min(limit, close + 4), isPause(at) || reading.isSign(at, ".") { at += 1 }
    guard at < limit else { return nil }
    let whole = wholeClause(index, upTo: close)
    if let (marker, end) = reading.marker(at: at), !marker.isWeak, !reading.tokens[at].shape.contains(.capitalized),
      let source = source(of: marker, from: end, before: limit)
    {
      var draft = whole
      draft.cueTokens = at..<end
      draft.lemma = marker.form
      draft.source = marker.kind == .own ? nil : source
      draft.rule = "marker-behind"
      return draft
    }
    guard let (group, subject) = cue(from: at, before: limit),
      whole.kind == .direct
        || isApart(group, subject, at, close) && !isMainVerb(group, behind: whole.content[0].lowerBound..<pair.open)
    else { return nil }
    var draft = whole
    draft.cue = group
    draft.source = subject
    draft.rule = group.enclitic != nil ? "inversion-clitic" : "inversion"
    if draft.kind == .mixed, let rest = rest(of: draft.content[0], behind: group, subject, before: limit) {
      draft.content.append(rest)
    }
    return draft
  }

  /// *Le symptôme « classique », explique le médecin, est la douleur*: the verb of what is said.
  private func rest(of start: Range<Int>, behind group: VerbGroup, _ subject: NounPhrase?, before limit: Int) -> Range<
    Int
  >? {
    let comma = max(group.range.upperBound, subject?.range.upperBound ?? 0)
    guard reading.isSign(comma, ","), reading.isFiniteVerb(comma + 1), !reading.hasFiniteVerb(in: start) else {
      return nil
    }
    return reading.trimmed(comma..<limit)
  }

  /// Whether what stands behind a clause that has more than quoted words reports it: a comma, then verb and subject. *Le
  /// film « Anatomie » a dit …* and *Dans son livre « Le Précariat », X raconte …* go on.
  private func isApart(_ group: VerbGroup, _ subject: NounPhrase?, _ start: Int, _ close: Int) -> Bool {
    group.enclitic != nil || start > close + 1 && (subject?.range.lowerBound ?? start) >= group.range.lowerBound
  }

  /// *Le maire, qui parle d'un « scandale », demande une enquête*: the verb of who stands before.
  private func isMainVerb(_ group: VerbGroup, behind before: Range<Int>) -> Bool {
    group.enclitic == nil && reading.lacksMainVerb(before)
  }

  /// The group that begins at a token with its subject behind it, or a subject with its group.
  private func cue(from at: Int, before limit: Int) -> (VerbGroup, NounPhrase?)? {
    if let group = reading.groups(in: at..<min(at + 5, limit)).first(where: {
      $0.start == at || $0.range.lowerBound == at
    }) {
      guard group.form == .finite, group.takes([.quote, .incise, .que, .object]) else { return nil }
      guard let subject = reading.invertedSubject(of: group) else { return nil }
      return (group, subject)
    }
    guard let subject = reading.nounPhrase(at: at, before: limit) else { return nil }
    let verb = subject.range.upperBound
    if reading.syntax.has(.subjectFirstIncise) {
      return verbs(of: subject, before: limit).first { $0.takes([.quote, .que]) }.map { ($0, subject) }
    }
    guard
      let group = reading.groups(in: verb..<min(verb + 5, limit)).first(where: {
        $0.start == verb || $0.range.lowerBound == verb
      }),
      group.form == .finite, group.takes([.quote, .que])
    else { return nil }
    // *« … », X a déclaré que …* reports something of its own.
    if reading.isOne(group.range.upperBound, of: .que) { return nil }
    return (group, subject)
  }

  /// The finite verbs whose subject is a phrase before them, behind its apposition: *Smith, a nurse, said*.
  private func verbs(of subject: NounPhrase, before limit: Int) -> [VerbGroup] {
    reading.groups(in: subject.range.upperBound..<min(subject.range.upperBound + 30, limit)).filter {
      $0.form == .finite && reading.subject(of: $0)?.range.lowerBound == subject.range.lowerBound
    }
  }

  /// The clause that a quotation ends: with the words before its marks where they are one clause with it.
  private func wholeClause(_ index: Int, upTo close: Int) -> Draft {
    let pair = reading.pairs[index]
    let sentence = reading.sentence(of: pair.open)
    // What stands before a colon or semicolon is another clause.
    let border = (sentence.lowerBound..<pair.open).last { reading.isSign($0, ":") || reading.isSign($0, ";") }
    let prefix = (border.map { $0 + 1 } ?? sentence.lowerBound)..<pair.open
    let isJoined =
      prefix.count > 0 && !reading.isSign(pair.open - 1, ":") && pair.depth == 0
      && !(prefix.count <= 4 && reading.isSign(pair.open - 1, ",")) && !beginsAnew(pair)
      && !prefix.contains { reading.pairClosedBy[$0] >= 0 && reading.group(at: min($0 + 2, close)) != nil }
    guard isJoined else {
      return Draft(
        kind: .direct, content: [pair.inside], pairs: [index], rule: "", trust: 0.95)
    }
    // A clause that reports by itself stays outside: *Il a réagi, « … », a dit X*.
    let content = reading.withoutConnective(reading.trimmed(prefix).lowerBound..<close + 1)
    let inner = Array(reading.pairs(openedIn: content))
    if content.lowerBound == pair.open {
      return Draft(kind: .direct, content: [pair.inside], pairs: [index], rule: "", trust: 0.95)
    }
    return Draft(kind: .mixed, content: [content], pairs: inner, rule: "", trust: 0.8)
  }

  /// « … » : le maire a salué le projet. « … », « … » : des réponses qui surprennent.
  private func colonBehind(_ index: Int, _ drafts: [Draft]) -> Draft? {
    let pair = reading.pairs[index]
    guard let close = pair.close, reading.isSign(close + 1, ":") else { return nil }
    let sentence = reading.sentence(of: close)
    var first = index
    while first > 0, let before = reading.pairs[first - 1].close, before >= sentence.lowerBound,
      reading.isSign(before + 1, ","), before + 2 == reading.pairs[first].open
    { first -= 1 }
    let pairs = first...index
    guard reading.sentence(of: pair.open).lowerBound == reading.pairs[first].open || first < index,
      pairs.contains(where: { isClause(reading.pairs[$0]) })
    else { return nil }
    var draft = Draft(
      kind: .direct, content: pairs.map { reading.pairs[$0].inside }, pairs: Array(pairs), rule: "colon-behind",
      trust: 0.8)
    let start = close + 2
    guard start < sentence.upperBound, let phrase = reading.nounPhrase(at: start, before: sentence.upperBound) else {
      return nil
    }
    if reading.isOne(phrase.head, of: .reportingNoun) {
      draft.cueTokens = phrase.head..<phrase.head + 1
      draft.lemma = reading.lexicon.noun(reading.tokens[phrase.head].key)?.lemma
      return draft
    }
    guard reading.canSpeak(phrase),
      let group = reading.groups(in: phrase.range.upperBound..<sentence.upperBound).first(where: {
        $0.form == .finite && !$0.isNegated && reading.subject(of: $0)?.range.lowerBound == phrase.range.lowerBound
      }), group.takes([.quote, .que, .object]), !reading.isOne(group.range.upperBound, of: .que)
    else { return nil }
    draft.cue = group
    draft.source = phrase
    return draft
  }

  /// X a déclaré : « … ». Sa réponse : « … ».
  private func colonBefore(_ index: Int, _ drafts: [Draft]) -> Draft? {
    let pair = reading.pairs[index]
    guard pair.open > 0, reading.isSign(pair.open - 1, ":") else { return nil }
    let colon = pair.open - 1
    let sentence = reading.sentence(of: colon)
    var draft = Draft(kind: .direct, content: [pair.inside], pairs: [index], rule: "colon", trust: 0.9)
    if reading.isInvitation(sentence.lowerBound..<colon) { return nil }
    let groups = reading.groups(in: sentence.lowerBound..<colon)
    // *a publié une photo avec ce message :*, but *rejette ces allégations :*
    let isNoun =
      colon > 0 && reading.isOne(colon - 1, of: .reportingNoun) && reading.has(colon - 2, .determiner)
      && groups.last?.range.upperBound != colon - 2
    if !isNoun,
      let group = groups.last(where: {
        $0.takes([.quote, .que, .object, .fragment])
          && reading.pairAround[$0.range.lowerBound] == reading.pairAround[colon]
      })
    {
      draft.cue = group
      draft.source = reading.subject(of: group)
      if draft.source == nil { draft.source = reading.invertedSubject(of: group) }
      return draft
    }
    draft.trust = 0.75
    if let noun = (sentence.lowerBound..<colon).last(where: { reading.isOne($0, of: .reportingNoun) }) {
      draft.rule = "colon-noun"
      draft.cueTokens = noun..<noun + 1
      draft.lemma = reading.lexicon.noun(reading.tokens[noun].key)?.lemma
      // *Her reply:* tells as much as a pronoun.
      if reading.syntax.has(.naturalGender), reading.isOne(noun - 1, of: .possessive) {
        draft.source = NounPhrase(range: noun - 1..<noun, form: .pronoun, head: noun - 1, name: nil)
        return draft
      }
      // *La réponse de X :* names who reports; *sa réponse :* leaves it to what came before.
      if reading.isOne(noun + 1, of: .anyDe),
        let owner = reading.nounPhrase(at: noun + 2, before: colon), reading.canSpeak(owner)
      {
        draft.source = owner
        return draft
      }
    } else {
      draft.rule = "colon-bare"
    }
    draft.source = reading.firstPhrase(in: sentence.lowerBound..<colon).flatMap { reading.canSpeak($0) ? $0 : nil }
    return draft
  }

  /// *Le texte, a rappelé la ministre, « ne retire aucun droit » aux salariés*: the clause begins before the marks.
  private func inciseBefore(_ index: Int, _ drafts: [Draft]) -> Draft? {
    let pair = reading.pairs[index]
    guard pair.depth == 0, pair.open > 0, isPause(pair.open - 1), let group = lastGroup(before: pair.open),
      group.form == .finite, !group.isNegated, group.takes([.quote, .incise]),
      let subject = reading.invertedSubject(of: group), isThird(subject), reading.canSpeak(subject),
      inciseEnd(max(group.range.upperBound, subject.range.upperBound), subject, in: group.start..<pair.open)
        == pair.open - 1
    else { return nil }
    var draft = Draft(
      kind: .direct, content: [pair.inside], pairs: [index], cue: group, source: subject, rule: "incise-before",
      trust: 0.9)
    guard let before = before(group.start - 1, index) else { return nil }
    // *Ils exigent qu'il parte, faute de quoi, préviennent-ils, « … »*: what a cue of its own reports stays with that.
    let isReported = clauses.contains { $0.cue.map { before.contains($0.range.lowerBound) } ?? false }
    if !before.isEmpty, !isReported { widen(&draft, by: before) }
    return draft
  }

  /// The words of the sentence before the comma that opens an incise, without a connective; nil where they have marks.
  private func before(_ comma: Int, _ index: Int) -> Range<Int>? {
    let sentence = reading.sentence(of: reading.pairs[index].open)
    guard comma > sentence.lowerBound, reading.isSign(comma, ",") else { return nil }
    let start = reading.trimmed(sentence.lowerBound..<comma).lowerBound
    let words = reading.trimmed(reading.withoutConnective(start..<comma + 1))
    return words.allSatisfy { reading.pairAround[$0] < 0 } ? words : nil
  }

  /// Makes quoted words a part of the clause that begins before the incise and goes on behind them.
  private func widen(_ draft: inout Draft, by before: Range<Int>) {
    let pair = reading.pairs[draft.pairs[0]]
    let last = pair.close ?? pair.end - 1
    let kind: ClauseKind = draft.cue == nil ? .marker : .clause
    let end = ClauseEnd(reading: reading, kind: kind).end(of: last, cue: draft.cue)
    let rest = reading.trimmed(pair.open..<end)
    draft.kind = .mixed
    draft.content = [before, rest]
    draft.pairs = Array(reading.pairs(openedIn: rest))
  }

  /// X a déclaré « … »: the mark right behind the verb, or behind its addressee.
  private func cueBefore(_ index: Int, _ drafts: [Draft]) -> Draft? {
    let pair = reading.pairs[index]
    guard let group = lastGroup(before: pair.open) else { return nil }
    let between = group.range.upperBound..<pair.open
    let isAdjacent =
      between.isEmpty || between.allSatisfy { reading.tokens[$0].kind == .punctuation || reading.has($0, [.adverb]) }
    guard isAdjacent || between.count <= 8 && isClause(pair) && opensSentence(pair),
      group.takes([.quote, .object, .fragment])
    else { return nil }
    // *Paul Morel, dit « le Corsaire »*: a nickname.
    if !isClause(pair), group.range.count == 1, reading.isSign(group.start - 1, ",") { return nil }
    let inverted =
      group.enclitic == nil && !between.isEmpty && reading.isSign(group.start - 1, ",")
      ? reading.invertedSubject(of: group) : nil
    return Draft(
      kind: isClause(pair) ? .direct : .fragment, content: [pair.inside], pairs: [index], cue: group,
      source: inverted ?? reading.subject(of: group), rule: "cue-before", trust: 0.85)
  }

  private func lastGroup(before open: Int) -> VerbGroup? {
    guard open > 0 else { return nil }
    let sentence = reading.sentence(of: open)
    let depth = reading.pairAround[open - 1]
    return reading.groups(in: sentence.lowerBound..<open).last {
      !reading.isComparison($0) && reading.pairAround[$0.range.lowerBound] == depth && $0.range.upperBound <= open
    }
  }

  /// Selon X, « … »
  private func markerBefore(_ index: Int, _ drafts: [Draft]) -> Draft? {
    let pair = reading.pairs[index]
    guard pair.open > 0 else { return nil }
    let sentence = reading.sentence(of: pair.open)
    for at in sentence.lowerBound..<pair.open {
      guard let (marker, behind) = reading.marker(at: at),
        let source = source(of: marker, from: behind, before: pair.open),
        !marker.isWeak || reading.isSign(source.range.upperBound, ",") && reading.opensClause(at)
      else { continue }
      // *D'après le ministre du budget, Jérôme Cahuzac, « … »*
      let end = reading.apposition(after: source).map { reading.names[$0].tokens.upperBound } ?? source.range.upperBound
      let gap = min(end, pair.open)..<pair.open
      guard gap.allSatisfy({ reading.tokens[$0].kind == .punctuation }) || gap.isEmpty else { return nil }
      var draft = Draft(
        kind: .direct, content: [pair.inside], pairs: [index], cueTokens: at..<behind, lemma: marker.form,
        source: marker.kind == .own ? nil : source, rule: "marker-before", trust: 0.9)
      // *Il faut, selon elle, « tourner la page »*
      let isPart = isPredicate(pair) || !reading.hasFiniteVerb(in: pair.inside)
      if pair.depth == 0, isPart, isPause(pair.open - 1), let before = before(at - 1, index),
        before.last.map({ !reading.has($0, .coordinator) }) ?? false
      {
        widen(&draft, by: before)
      }
      return draft
    }
    return nil
  }

  func source(of marker: SourceMarker, from end: Int, before limit: Int) -> NounPhrase? {
    SourcePhrase(reading: reading).source(of: marker, from: end, before: limit)
  }

  /// a qualifié la loi de « recul »; dénonce un « scandale »
  private func objectOfCue(_ index: Int, _ drafts: [Draft]) -> Draft? {
    let pair = reading.pairs[index]
    guard let group = lastGroup(before: pair.open), !group.isNegated,
      group.takes([.fragment, .object, .comme, .quote, .que])
    else { return nil }
    let between = group.range.upperBound..<pair.open
    guard
      !between.contains(where: {
        reading.isFiniteVerb($0) || reading.isSign($0, ";") || reading.isSign($0, ":")
          || reading.has($0, .relativePronoun) && !reading.has($0, [.determiner, .subordinator])
      }),
      between.count <= 14
    else { return nil }
    return Draft(
      kind: isClause(pair) && opensSentence(pair) ? .direct : .fragment, content: [pair.inside], pairs: [index],
      cue: group,
      source: reading.subject(of: group), rule: "object-of-cue", trust: 0.7)
  }

  /// désigné comme une « organisation terroriste » par Paris; surnommé par ses amis « le Corsaire »
  private func passive(_ index: Int, _ drafts: [Draft]) -> Draft? {
    let pair = reading.pairs[index]
    guard !isClause(pair), pair.open > 0 else { return nil }
    let sentence = reading.sentence(of: pair.open)
    let reach = max(sentence.lowerBound, pair.open - 10)..<pair.open
    guard
      let participle = reach.last(where: { at in
        reading.has(at, .pastParticiple) && !reading.isName(at)
          && reading.lexicon.forms(reading.tokens[at].key).contains {
            $0.traits.contains(.pastParticiple)
              && !reading.lexicon.verbs[$0.verb].constructions.isDisjoint(with: [.fragment, .comme])
          }
      }), !reading.hasFiniteVerb(in: participle + 1..<pair.open)
    else { return nil }
    let isBehind = pair.close.map { reading.isOne($0 + 1, of: .agent) } ?? false
    let by =
      isBehind ? pair.close! + 1 : (participle..<pair.open).first { reading.isOne($0, of: .agent) }
    guard let by, let agent = reading.nounPhrase(at: by + 1, before: sentence.upperBound), reading.canSpeak(agent)
    else {
      return nil
    }
    var draft = Draft(kind: .fragment, content: [pair.inside], pairs: [index], rule: "passive", trust: 0.7)
    draft.cueTokens = participle..<participle + 1
    draft.lemma = reading.lexicon.forms(reading.tokens[participle].key).first.map {
      reading.lexicon.verbs[$0.verb].lemma
    }
    draft.source = agent
    return draft
  }

  /// A quotation that goes on without a new cue.
  private func continuation(_ index: Int, _ drafts: [Draft]) -> Draft? {
    let pair = reading.pairs[index]
    let clause = clauses.partitioningIndex { $0.start >= pair.open }
    let before = [clause > 0 ? clauses[clause - 1] : nil, drafts.last].compactMap { $0 }
    guard pair.depth == 0, let last = before.max(by: { $0.start < $1.start }), last.kind != .fragment,
      isOwnSentence(pair)
    else { return nil }
    let distance = Int(reading.sentenceOf[pair.open]) - Int(reading.sentenceOf[min(last.end, reading.tokens.count) - 1])
    guard distance <= 2 else { return nil }
    return Draft(kind: .direct, content: [pair.inside], pairs: [index], rule: "continuation", trust: 0.8)
  }

  /// X a nuancé ces chiffres. « … »: what tells who speaks is no cue.
  private func standalone(_ index: Int, _ drafts: [Draft]) -> Draft? {
    let pair = reading.pairs[index]
    guard pair.depth == 0, isOwnSentence(pair), reading.sentenceOf[pair.open] > 0 else { return nil }
    return Draft(kind: .direct, content: [pair.inside], pairs: [index], rule: "standalone", trust: 0.5)
  }

  /// A headline that is a quotation.
  private func headline(_ index: Int, _ drafts: [Draft]) -> Draft? {
    let pair = reading.pairs[index]
    guard reading.sentenceOf[pair.open] == 0, isClause(pair), pair.inside.count >= 4, !holdsTitle(pair) else {
      return nil
    }
    return Draft(kind: .direct, content: [pair.inside], pairs: [index], rule: "headline", trust: 0.5)
  }

  /// A clause of somebody's words in a sentence of the writer's: *L'attaque fut brève, « tout était fini à midi », et …*
  private func insertion(_ index: Int, _ drafts: [Draft]) -> Draft? {
    let pair = reading.pairs[index]
    guard pair.depth == 0, pair.close != nil, pair.inside.count >= 4, !holdsTitle(pair),
      !isPredicate(pair), reading.hasFiniteVerb(in: pair.inside)
    else { return nil }
    return Draft(kind: .direct, content: [pair.inside], pairs: [index], rule: "insertion", trust: 0.3)
  }

  /// Whether quoted words are the verb of a subject outside: *les Bleus « ne perdront pas »*.
  private func isPredicate(_ pair: QuotationMarks) -> Bool {
    let verb = pair.inside.first { !reading.has($0, .negation) }
    return verb.map(reading.isFiniteVerb) ?? true
  }

  /// Whether what stands before a pair of marks tells that it holds a name or a title: *le film « Je vais mieux »*,
  /// *l'opération « Tous ensemble »*, *il chante « Je suis malade »*.
  private func holdsTitle(_ pair: QuotationMarks) -> Bool {
    let before = pair.open - 1
    guard before >= 0, reading.tokens[before].kind == .word, !reading.isName(before) else { return false }
    if reading.isFiniteVerb(before), !reading.has(before, .be) { return true }
    return reading.has(before, [.noun, .adjective, .pastParticiple, .determiner])
      && !reading.has(before, [.subordinator, .coordinator, .role, .personNoun])
  }

  // MARK: Asking

  private func isPause(_ index: Int) -> Bool {
    guard reading.tokens.indices.contains(index), reading.tokens[index].kind == .punctuation else { return false }
    return switch reading.sign(index) {
    case 0x2C, 0x2D, 0x2013, 0x2014, 0x3F, 0x21, 0x2026: true
    default: false
    }
  }

  /// Whether quoted words are a clause and no fragment.
  private func isClause(_ pair: QuotationMarks) -> Bool {
    reading.hasFiniteVerb(in: pair.inside) || pair.inside.count > 12 || endsLikeSentence(pair)
  }

  private func endsLikeSentence(_ pair: QuotationMarks) -> Bool {
    guard let last = pair.inside.last else { return false }
    return reading.tokens[last].kind == .punctuation && [0x2E, 0x21, 0x3F, 0x2026].contains(reading.sign(last))
  }

  /// Whether quoted words are a sentence of their own, whatever stands before them without a full stop: a title that
  /// lost its line.
  private func beginsAnew(_ pair: QuotationMarks) -> Bool {
    guard opensSentence(pair), let first = pair.inside.first else { return false }
    return !reading.isName(first) && reading.hasFiniteVerb(in: pair.inside)
  }

  private func opensSentence(_ pair: QuotationMarks) -> Bool {
    pair.inside.first.map { !reading.tokens[$0].shape.isDisjoint(with: [.capitalized]) } ?? false
  }

  /// Whether the quotation is all of its sentences: nothing else stands before it or behind it.
  private func isOwnSentence(_ pair: QuotationMarks) -> Bool {
    guard isClause(pair) || opensSentence(pair) && pair.inside.count >= 4,
      reading.sentence(of: pair.open).lowerBound == pair.open
    else { return false }
    let last = pair.close ?? pair.end - 1
    let end = reading.sentence(of: last).upperBound
    // *« Nous devons être protégés » Le médecin …*: another sentence follows, though no period says so.
    if pair.close != nil, last + 1 < end, opensSentence(pair), reading.tokens[last + 1].kind == .word,
      reading.tokens[last + 1].shape.contains(.capitalized), reading.group(at: last + 1) == nil
    {
      return true
    }
    return (last + 1..<max(end, last + 1)).allSatisfy {
      reading.tokens[$0].kind == .punctuation || reading.tokens[$0].kind == .quotationMark
    }
  }

  // MARK: Joining

  /// Marks that a paragraph or sentence reopens belong to the quotation before them.
  private func isReopening(_ index: Int, of last: Draft?) -> Bool {
    guard reading.pairs[index].isReopened, let last, let before = last.pairs.last else { return false }
    return reading.pairs[before].end >= reading.pairs[index].open - 1 && reading.pairs[before].close == nil
  }

  private func extend(_ draft: inout Draft, by index: Int) {
    draft.content.append(reading.pairs[index].inside)
    draft.pairs.append(index)
  }

  /// Fragments under one cue are one attribution: « abusive », « sourde » et « re-traumatisante ».
  private func merge(_ draft: Draft, into drafts: inout [Draft]) {
    if let cue = draft.cue, let last = drafts.last, last.cue?.range == cue.range, last.end <= draft.start,
      draft.kind == .fragment || resumes(draft, after: last, cue)
    {
      drafts[drafts.count - 1].content += draft.content
      drafts[drafts.count - 1].pairs += draft.pairs
    } else if let last = drafts.last, let pair = draft.pairs.first, let cue = last.cue, draft.rule == "continuation",
      goesOn(pair, after: last, cue)
    {
      drafts[drafts.count - 1].content += draft.content
      drafts[drafts.count - 1].pairs += draft.pairs
    } else {
      drafts.append(draft)
    }
  }

  /// *“A,” she said, “and b.”*: the marks behind a verb that has its subject before it.
  private func resumes(_ draft: Draft, after last: Draft, _ cue: VerbGroup) -> Bool {
    guard reading.syntax.has(.subjectFirstIncise), let pair = draft.pairs.first else { return false }
    return goesOn(pair, after: last, cue)
  }

  /// « A », a dit X, « b »: the same sentence goes on behind the incise.
  private func goesOn(_ pair: Int, after last: Draft, _ cue: VerbGroup) -> Bool {
    let open = reading.pairs[pair].open
    return cue.range.upperBound <= open && reading.sentenceOf[open] == reading.sentenceOf[cue.range.lowerBound]
      && !opensSentence(reading.pairs[pair])
  }
}

extension Reading {
  /// *À lire aussi*, *A regarder sur notre site*: words that lead on to another article.
  func isInvitation(_ range: Range<Int>) -> Bool {
    guard let first = range.first else { return false }
    // Capitals lose their accents.
    let isTo = isOne(first, of: .to) || tokens[first].span.count == 1 && has(first, .have)
    return isTo && has(first + 1, .infinitive) && !hasFiniteVerb(in: range.dropFirst())
  }
}
