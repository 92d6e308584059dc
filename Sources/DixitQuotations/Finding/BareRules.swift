import DixitDocument
import DixitLexicons

/// The noun phrase behind a source marker.
struct SourcePhrase {
  let reading: Reading

  /// *selon X*: X must be able to speak, so that *selon les cas* says nothing.
  func source(of marker: SourceMarker, from end: Int, before limit: Int) -> NounPhrase? {
    switch marker.kind {
    case .own: return NounPhrase(range: end - 1..<end, form: .pronoun, head: end - 1, name: nil)
    case .source:
      let rest = reading.nounPhrase(at: end, before: limit)
      return NounPhrase(
        range: end - 1..<(rest?.range.upperBound ?? adjectiveEnd(end, limit)), form: .nominal, head: end - 1, name: nil)
    case .preposition:
      if end < limit, reading.has(end, .relativePronoun) { return nil }
      guard let phrase = reading.nounPhrase(at: end, before: limit) ?? strongPronoun(end) else { return nil }
      // Behind *selon* a product or an event stands for who makes it.
      return phrase.name != nil || reading.canSpeak(phrase) ? whole(phrase, before: limit) : nil
    }
  }

  /// *Selon la police et les pompiers, …*: with what is coordinated, where the whole ends at a sign.
  private func whole(_ phrase: NounPhrase, before limit: Int) -> NounPhrase {
    guard phrase.form != .pronoun, reading.isOne(phrase.range.upperBound, of: .et),
      let end = reading.coordinationEnd(behind: phrase, before: limit),
      end == limit || reading.tokens[end].kind != .word && reading.tokens[end].kind != .number
    else { return phrase }
    return phrase.widened(to: phrase.range.lowerBound..<end)
  }

  private func adjectiveEnd(_ start: Int, _ limit: Int) -> Int {
    var at = start
    while at < limit, reading.has(at, [.adjective, .noun, .pastParticiple]), !reading.has(at, .functionWord) { at += 1 }
    return at
  }

  /// *selon lui*, *selon elle*, *d'après eux*.
  private func strongPronoun(_ index: Int) -> NounPhrase? {
    reading.has(index, [.strongPronoun, .subjectPronoun, .indefinitePronoun])
      ? NounPhrase(range: index..<index + 1, form: .pronoun, head: index, name: nil) : nil
  }
}

/// Reports without quotation marks around them: incises and source markers.
struct BareRules {
  let reading: Reading
  /// What the other rules found: by their beginnings, and the first tokens of their cues.
  private let others: [Draft]
  private let cues: Set<Int>

  init(reading: Reading, others: [Draft]) {
    self.reading = reading
    self.others = others.sorted { $0.start < $1.start }
    cues = Set(others.compactMap { $0.cue?.range.lowerBound ?? $0.cueTokens?.lowerBound })
  }

  func drafts() -> [Draft] {
    reading.groups.compactMap { incise($0) ?? subjectFirstIncise($0) ?? comparison($0) ?? cleft($0) }
      + reading.sentences.flatMap { markers(in: $0.tokens) }
      + headlines() + answers()
  }

  /// La grève durera, prévient la CGT.
  private func incise(_ group: VerbGroup) -> Draft? {
    let sentence = reading.sentence(of: group.range.lowerBound)
    let comma = group.start - 1
    guard group.form == .finite, !group.isNegated, group.takes([.quote, .incise, .que]), comma > sentence.lowerBound,
      reading.isSign(comma, ","), reading.pairAround[group.range.lowerBound] < 0,
      !cues.contains(group.range.lowerBound),
      let subject = reading.invertedSubject(of: group), reading.canSpeak(subject), reading.agrees(group, with: subject)
    else { return nil }
    let adjacent = group.range.upperBound
    guard group.enclitic != nil || subject.range.lowerBound >= adjacent, subject.range.lowerBound <= adjacent + 12
    else { return nil }
    let before = reading.withoutConnective(reading.trimmed(sentence.lowerBound..<comma))
    // *…, a ajouté le porte-parole, Jean Morel, …*
    let named = reading.apposition(after: subject).map { reading.names[$0].tokens.upperBound }
    let end = named ?? max(subject.range.upperBound, group.range.upperBound)
    let rest = resumed(before, after: end, in: sentence)
    guard before.count > 1,
      rest != nil || reading.hasFiniteVerb(in: before)
        || sentence.upperBound - subject.range.upperBound < 3 && !reading.syntax.has(.subjectFirstIncise)
    else { return nil }
    if group.enclitic == nil, reading.lacksMainVerb(before) { return nil }
    let content = rest.map { [before, $0] } ?? [before]
    // Behind a dash that opens its paragraph it is dialogue.
    let isDialogue = isDash(sentence.lowerBound) && reading.tokens[sentence.lowerBound].shape.contains(.opensParagraph)
    return report(
      content,
      Draft(
        kind: isDialogue ? .direct : .indirect, content: content, cue: group, source: subject, rule: "incise",
        trust: 0.85))
  }

  /// *The strike will last, the union said.* *The strike, she says, will last.*
  private func subjectFirstIncise(_ group: VerbGroup) -> Draft? {
    guard reading.syntax.has(.subjectFirstIncise), group.form == .finite, !group.isNegated,
      group.takes([.quote, .incise, .que]), reading.pairAround[group.range.lowerBound] < 0,
      !cues.contains(group.range.lowerBound)
    else { return nil }
    let sentence = reading.sentence(of: group.range.lowerBound)
    let end = ClauseRules(reading: reading).behindWhom(group, group.range.upperBound, before: sentence.upperBound)
    guard endsIncise(end), let subject = reading.subject(of: group), reading.canSpeak(subject),
      subject.range.lowerBound < group.start
    else { return nil }
    let comma = subject.range.lowerBound - 1
    guard comma > sentence.lowerBound, reading.isSign(comma, ",") else { return nil }
    let before = reading.trimmed(clauseStart(before: comma, in: sentence)..<comma)
    let rest = resumed(before, after: end, in: sentence)
    guard before.count > 1 || rest != nil, !reading.has(before.lowerBound, [.subordinator, .preposition]),
      rest != nil || reading.hasFiniteVerb(in: before)
    else { return nil }
    let content = rest.map { [before, $0] } ?? [before]
    return report(
      content,
      Draft(kind: .indirect, content: content, cue: group, source: subject, rule: "incise", trust: 0.85))
  }

  /// Whether nothing but a time or a place stands behind a verb before its clause ends.
  private func endsIncise(_ end: Int) -> Bool {
    guard end < reading.tokens.count, reading.sentenceOf[end] == reading.sentenceOf[end - 1] else { return true }
    return reading.isSign(end, ".") || reading.isSign(end, ",") || reading.isPreposition(end)
      || reading.isOne(end, of: .time)
  }

  /// A quick look before a long one: whether *comme* stands before a verb, or before a short subject.
  private func isNearComme(_ group: VerbGroup) -> Bool {
    (max(0, group.start - 8)..<group.start).contains { reading.isOne($0, of: .comme) }
  }

  /// *Comme l'explique la CGT, la grève durera*: what one says and the writer says with them.
  private func comparison(_ group: VerbGroup) -> Draft? {
    guard group.form == .finite, !group.isNegated, !group.verb.isOptional, group.takes([.que, .quote]),
      reading.pairAround[group.range.lowerBound] < 0,
      !cues.contains(group.range.lowerBound), isNearComme(group)
    else { return nil }
    let sentence = reading.sentence(of: group.range.lowerBound)
    var start = group.start
    if start > sentence.lowerBound, reading.has(start - 1, .objectPronoun) { start -= 1 }
    var source: NounPhrase?
    if start > sentence.lowerBound, reading.isOne(start - 1, of: .comme) {
      source = reading.invertedSubject(of: group)
    } else if let subject = reading.subject(of: group),
      start < group.range.lowerBound || reading.syntax.has(.subjectFirstIncise),
      reading.isOne(subject.range.lowerBound - 1, of: .comme)
    {
      // *comme il le dit dans son livre*
      source = subject
    }
    guard let source, reading.canSpeak(source) else { return nil }
    let opening = min(start, source.range.lowerBound) - 1
    let named = reading.apposition(after: source).map { reading.names[$0].tokens.upperBound } ?? 0
    var end = max(source.range.upperBound, group.range.upperBound, named)
    if source.range.lowerBound < group.range.lowerBound {
      end = (end..<sentence.upperBound).first { reading.isSign($0, ",") } ?? end
    }
    let content = self.content(around: opening..<end, in: sentence)
    guard let first = content.first, first.count > 2, reading.hasFiniteVerb(in: first) || content.count == 1 else {
      return nil
    }
    return report(
      content,
      Draft(kind: .indirect, content: content, cue: group, source: source, rule: "comparison", trust: 0.75))
  }

  /// *La grève durera. C'est ce qu'affirme la CGT.*: the sentence before is what is said, or the words before the comma.
  private func cleft(_ group: VerbGroup) -> Draft? {
    guard group.form == .finite, !group.isNegated, group.takes([.que, .quote]) else { return nil }
    let sentence = reading.sentence(of: group.range.lowerBound)
    let number = Int(reading.sentenceOf[sentence.lowerBound])
    let earliest = min(group.start, max(sentence.lowerBound + 3, group.start - 7))
    guard let que = (earliest..<group.start).last(where: { reading.isOne($0, of: .que) }),
      reading.isOne(que - 1, of: .ce), reading.has(que - 2, .be), !reading.isOne(group.range.upperBound, of: .que)
    else { return nil }
    let opening = que - 3
    let before =
      opening == sentence.lowerBound
      ? number > 0 ? reading.sentences[number - 1].tokens : nil
      : reading.isSign(opening - 1, ",") ? sentence.lowerBound..<opening : nil
    let source = group.start == que + 1 ? reading.invertedSubject(of: group) : reading.subject(of: group)
    guard let source, reading.canSpeak(source), let before else { return nil }
    let content = reading.withoutConnective(reading.trimmed(before))
    guard reading.hasFiniteVerb(in: content) else { return nil }
    return report(
      [content],
      Draft(kind: .indirect, content: [content], cue: group, source: source, rule: "cleft", trust: 0.85))
  }

  /// What follows an incise between commas and is a clause again.
  private func resumed(_ before: Range<Int>, after end: Int, in sentence: Range<Int>) -> Range<Int>? {
    guard end < sentence.upperBound, reading.isSign(end, ",") else { return nil }
    let rest = reading.trimmed(end..<sentence.upperBound)
    // *Il est, disent-ils, la langue du pays*
    if let last = before.last, reading.isFiniteVerb(last), before.count <= 4 { return rest.isEmpty ? nil : rest }
    guard let first = rest.first, reading.hasFiniteVerb(in: rest) else { return nil }
    // An apposition or a relative clause belongs to the source.
    if reading.has(first, [.relativePronoun, .humanNoun]) || reading.group(at: first)?.form == .gerund
      || reading.isOne(first, of: .qui)
    {
      return nil
    }
    if let phrase = reading.nounPhrase(at: first, before: rest.upperBound), phrase.range.upperBound < rest.upperBound,
      reading.isSign(phrase.range.upperBound, ",") || reading.has(phrase.range.upperBound, .relativePronoun)
    {
      return nil
    }
    return rest
  }

  /// *La grève durera – la CGT*: a headline that names its speaker.
  private func headlines() -> [Draft] {
    (reading.document.paragraphs ?? []).filter { $0.kind == .title || $0.kind == .heading }.compactMap { paragraph in
      let title = reading.document.tokens(in: paragraph.span)
      guard !title.contains(where: { reading.tokens[$0].kind == .quotationMark }) else { return nil }
      if let said = said(in: title) { return said }
      for at in title.dropFirst().dropLast() {
        if isDash(at), let source = reading.nounPhrase(at: at + 1, before: title.upperBound), source.name != nil,
          source.range.upperBound == title.upperBound, reading.hasFiniteVerb(in: title.lowerBound..<at)
        {
          return Draft(
            kind: .indirect, content: [title.lowerBound..<at], source: source, rule: "headline-dash", trust: 0.7)
        }
      }
      return nil
    }
  }

  /// *Claire Martin : je pars*: who is named before the colon says *I* behind it.
  private func said(in title: Range<Int>) -> Draft? {
    guard let first = title.first, let source = reading.nounPhrase(at: first, before: title.upperBound),
      let name = source.name, reading.names[name].type == .person, reading.isSign(source.range.upperBound, ":")
    else { return nil }
    let content = reading.trimmed(source.range.upperBound..<title.upperBound)
    guard content.contains(where: { reading.has($0, .firstPerson) && reading.has($0, .functionWord) }) else {
      return nil
    }
    return Draft(kind: .direct, content: [content], source: source, rule: "headline-colon", trust: 0.7)
  }

  private func isDash(_ index: Int) -> Bool {
    reading.tokens[index].shape.contains(.spaceBefore)
      && (reading.isSign(index, "-") || reading.isSign(index, "–") || reading.isSign(index, "—"))
  }

  /// The answers of an interview: what stands between paragraphs that are questions, where at least three are.
  private func answers() -> [Draft] {
    let body = (reading.document.paragraphs ?? []).filter { $0.kind != .title }.map {
      reading.document.tokens(in: $0.span)
    }
    let isQuestion = body.map { $0.last.map { reading.isSign($0, "?") } ?? false }
    guard isQuestion.count(where: { $0 }) >= 3, let first = isQuestion.firstIndex(of: true) else { return [] }
    var drafts: [Draft] = []
    for (number, range) in body.enumerated().dropFirst(first + 1) where !isQuestion[number] {
      let start = isDash(range.lowerBound) ? range.lowerBound + 1 : range.lowerBound
      guard start < range.upperBound else { continue }
      if !isQuestion[number - 1], let last = drafts.last, last.end == range.lowerBound {
        drafts[drafts.count - 1].content.append(start..<range.upperBound)
      } else {
        drafts.append(Draft(kind: .direct, content: [start..<range.upperBound], rule: "interview", trust: 0.7))
      }
    }
    return drafts
  }

  /// Selon X, la grève durera. La grève durera, selon X.
  private func markers(in sentence: Range<Int>) -> [Draft] {
    var drafts: [Draft] = []
    var at = sentence.lowerBound
    while at < sentence.upperBound {
      if reading.pairAround[at] < 0, let draft = marker(at: at, in: sentence),
        drafts.last.map({ $0.overlap(draft) == 0 }) ?? true
      {
        drafts.append(draft)
        at = draft.cueTokens?.upperBound ?? at
      }
      at += 1
    }
    return drafts
  }

  /// *indique-t-on de source policière*: the verb reports, and its rules have found it.
  private func isTold(before marker: Int) -> Bool {
    guard marker > 0, reading.groupCovering[marker - 1] >= 0 else { return false }
    return reading.groups[Int(reading.groupCovering[marker - 1])].enclitic.map { reading.isOne($0, of: .unbound) }
      ?? false
  }

  private func marker(at start: Int, in sentence: Range<Int>) -> Draft? {
    guard let (marker, end) = reading.marker(at: start),
      let source = SourcePhrase(reading: reading).source(of: marker, from: end, before: sentence.upperBound),
      !cues.contains(start), !isTold(before: start), !isOwnWords(start, source, marker),
      !marker.isWeak || isVouched(start, source, in: sentence), marker.kind != .source || isSource(start, end)
    else { return nil }
    let after = marker.kind == .own ? end : source.range.upperBound
    let content = self.content(around: start..<after, in: sentence)
    guard
      content.contains(where: { $0.count > 2 && reading.hasFiniteVerb(in: $0) })
        || content.contains(where: { $0.count > 4 })
    else { return nil }
    return report(
      content,
      Draft(
        kind: .indirect, content: content, cueTokens: start..<end, lemma: marker.form,
        source: marker.kind == .own ? nil : source, rule: "marker", trust: marker.isOptional ? 0.5 : 0.8))
  }

  /// *Il dit que le produit est, selon lui, dangereux*: inside what somebody reports, a pronoun means them.
  private func isOwnWords(_ start: Int, _ source: NounPhrase, _ marker: SourceMarker) -> Bool {
    marker.kind == .preposition && source.form == .pronoun
      && others.contains { $0.cue != nil && $0.content.contains { $0.contains(start) } }
  }

  /// *de source policière*, but not *sont de bonnes sources d'oméga-3*.
  private func isSource(_ start: Int, _ end: Int) -> Bool {
    // It opens its sentence, or stands between commas: *l'électricité de sources renouvelables* comes from water and wind.
    let isApart =
      reading.sentence(of: start).lowerBound == start || reading.isSign(start - 1, ",")
      || reading.isFiniteVerb(start - 1)
      || reading.tokens[start - 1].shape.contains(.enclitic) || reading.tokens[start - 1].kind == .quotationMark
    return isApart && !reading.has(start - 1, [.be, .pastParticiple]) && !reading.isOne(end, of: .anyDe)
      && !reading.has(start - 1, .indefinitePronoun)
  }

  /// *pour X, …*: only where it opens a clause, a person or organisation follows, and a clause behind a comma.
  private func isVouched(_ start: Int, _ source: NounPhrase, in sentence: Range<Int>) -> Bool {
    let end = source.range.upperBound
    guard reading.opensClause(start), end < sentence.upperBound, reading.isSign(end, ","),
      source.form != .pronoun || !reading.has(source.head, .firstPerson)
    else { return false }
    // *Pour les victimes, souligne l'avocate, …*: somebody else says so.
    guard reading.hasFiniteVerb(in: end..<sentence.upperBound), !isIncise(behind: end) else { return false }
    if let name = source.name {
      return reading.names[name].type == .person || reading.names[name].type == .organisation
    }
    return source.form == .pronoun || reading.has(source.head, [.role, .personNoun])
  }

  private func isIncise(behind comma: Int) -> Bool {
    reading.groups(in: comma + 1..<comma + 4).contains {
      $0.start == comma + 1 && $0.form == .finite && $0.takes([.quote, .incise])
        && reading.invertedSubject(of: $0).map(reading.canSpeak) ?? false
    }
  }

  /// The clause around a source phrase.
  private func content(around phrase: Range<Int>, in sentence: Range<Int>) -> [Range<Int>] {
    // A capital says that a sentence begins here, whatever title lost its line before it.
    let opens = reading.tokens[phrase.lowerBound].shape.contains(.capitalized)
    let first = opens ? phrase.lowerBound : clauseStart(before: phrase.lowerBound, in: sentence)
    let before = reading.withoutConnective(reading.trimmed(first..<phrase.lowerBound))
    var start = phrase.upperBound
    // Appositions to the source go with it: *selon X, porte-parole de Y, la grève …*
    var appositions = 0
    while appositions < 3, start < sentence.upperBound, reading.isSign(start, ","),
      let end = apposition(from: start + 1, in: sentence)
    {
      start = end
      appositions += 1
    }
    // A relative clause or complement of the source ends at its comma.
    if start < sentence.upperBound, !reading.isSign(start, ","), !reading.isSign(start, "."), before.count <= 3,
      let comma = (start..<sentence.upperBound).first(where: { reading.isSign($0, ",") }), comma - start < 20
    {
      start = comma
    }
    let after = reading.withoutConnective(
      reading.trimmed(
        start..<max(
          start, min(sentence.upperBound, ClauseEnd(reading: reading, kind: .marker).end(of: start, cue: nil)))))
    // *La grève, selon X, durera*: the verb behind the phrase has its subject before it.
    let resumes =
      after.first.map { reading.isFiniteVerb($0) || reading.has($0, [.negation]) && reading.isFiniteVerb($0 + 1) }
      ?? false
    let isShort = before.count <= 3 && !reading.hasFiniteVerb(in: before) && !(resumes && !before.isEmpty)
    if isShort { return after.isEmpty ? [] : [after] }
    // *…, qui, selon X, durera*, *… et pourtant, selon X, la grève dure*: what follows has a verb of its own.
    if resumes, reading.isOne(before.upperBound - 1, of: .qui) { return [after] }
    if isAdverbial(before), reading.isClause(after) { return [after] }
    // *Il a gelé et, selon X, les vignes ont souffert*: what the conjunction opens is what X says.
    if let last = before.last, reading.isSign(last + 1, ","), reading.has(last, [.coordinator, .subordinator]),
      reading.isClause(after)
    {
      return [after]
    }
    // Behind a clause the rest belongs to it only where a comma closes the source phrase.
    if start < sentence.upperBound, reading.isSign(start, ","), let first = after.first,
      !reading.has(first, [.relativePronoun, .humanNoun, .coordinator, .presentParticiple])
    {
      return [before, after]
    }
    return [before]
  }

  /// Whether the words behind the last comma or dash are few and have no verb.
  private func isAdverbial(_ before: Range<Int>) -> Bool {
    guard let sign = before.last(where: { reading.isSign($0, ",") || isDash($0) }) else { return false }
    return before.upperBound - sign <= 4 && !reading.hasFiniteVerb(in: sign..<before.upperBound)
  }

  private func clauseStart(before index: Int, in sentence: Range<Int>) -> Int {
    // Another report in the sentence ends before this one begins.
    let first = others.partitioningIndex { $0.start >= sentence.lowerBound }
    // One that reaches to the source is itself what is reported: *Un tiers disent que …, selon une enquête*.
    let before = others[first...].prefix { $0.start < index }.filter { $0.end <= index }
    if before.count == 1, let only = before.first, only.end == index - 1, only.cue?.form == .finite {
      return sentence.lowerBound
    }
    let ends = before.map(\.end)
    let opening = (sentence.lowerBound..<index).last {
      reading.isSign($0, ";") || reading.isSign($0, ":") || reading.isOne($0, of: .contrast)
    }
    return max(sentence.lowerBound, opening.map { $0 + 1 } ?? 0, ends.max() ?? 0)
  }

  private func apposition(from start: Int, in sentence: Range<Int>) -> Int? {
    if let role = reading.document.roles?.first(where: { $0.tokens.lowerBound == start }),
      reading.isSign(role.tokens.upperBound, ",")
    {
      return role.tokens.upperBound
    }
    // *Selon la fédération des banques, Febelfin, …*; *selon la docteure, qui dirige la maternité, …*
    if reading.isName(start) {
      let end = reading.names[Int(reading.nameOf[start])].tokens.upperBound
      if reading.isSign(end, ","), reading.isClause(end + 1..<max(end + 1, sentence.upperBound)) {
        return end
      }
    }
    if reading.isOne(start, of: .qui),
      let comma = (start..<min(sentence.upperBound, start + 30)).first(where: { reading.isSign($0, ",") }),
      reading.hasFiniteVerb(in: comma..<sentence.upperBound)
    {
      return comma
    }
    // A noun for people without an article, or a place, up to the comma: *titulaire de la chaire d'études turques à
    // Londres*, *de l'université d'Oslo*.
    let isBare = reading.has(start, .humanNoun) && !reading.has(start, [.determiner, .functionWord])
    let isOf = reading.isOne(start, of: .anyDe)
    if isBare || isOf,
      let comma = (start..<min(sentence.upperBound, start + 30)).first(where: { reading.isSign($0, ",") }),
      !reading.hasFiniteVerb(in: start..<comma), reading.hasFiniteVerb(in: comma..<sentence.upperBound)
    {
      return comma
    }
    guard let phrase = reading.nounPhrase(at: start, before: sentence.upperBound),
      phrase.range.upperBound < sentence.upperBound,
      reading.isSign(phrase.range.upperBound, ","), reading.has(phrase.head, .humanNoun)
    else { return nil }
    return phrase.range.upperBound
  }

  /// Marks inside make it mixed; what other rules already have is left out.
  private func report(_ content: [Range<Int>], _ draft: Draft) -> Draft? {
    var draft = draft
    draft.pairs = content.flatMap { reading.pairs(openedIn: $0) }
    guard let first = draft.pairs.first else { return draft }
    let marks = reading.pairs[first]
    if content.count == 1, marks.open == content[0].lowerBound, marks.end + 1 >= content[0].upperBound {
      draft.kind = .direct
      draft.content = [marks.inside]
      draft.pairs = [first]
    } else {
      draft.kind = .mixed
    }
    return draft
  }
}
