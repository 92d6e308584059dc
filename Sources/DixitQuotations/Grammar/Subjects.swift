import DixitDocument
import DixitLexicons

extension Reading {
  /// *L'Argentin, qui a succédé à Paul Morel, a signé …*: only a relative clause has a verb, so the next is the main one.
  func lacksMainVerb(_ before: Range<Int>) -> Bool {
    let relatives = before.count { has($0, .relativePronoun) && !has($0, .determiner) }
    return relatives > 0 && before.count { isFiniteVerb($0) } <= relatives && before.contains { isSign($0, ",") }
  }

  /// Whether words begin with a subject and its verb.
  func isClause(_ range: Range<Int>) -> Bool { subject(opening: range) != nil }

  /// The subject that words begin with, where its verb follows.
  func subject(opening range: Range<Int>) -> NounPhrase? {
    guard let first = range.first, let subject = nounPhrase(at: first, before: range.upperBound) else {
      return nil
    }
    var verb = subject.range.upperBound
    // *Messi et son équipe considèrent*
    if isOne(verb, of: .et),
      let second = nounPhrase(at: verb + 1, before: range.upperBound)
    {
      verb = second.range.upperBound
    }
    let isVerb =
      verb < range.upperBound
      && (isFiniteVerb(verb)
        || has(verb, [.negation, .objectPronoun]) && isFiniteVerb(verb + 1))
    return isVerb ? subject : nil
  }

  /// How many places one search for a subject tries, all in all; counted down each branch they would double at each verb.
  private static let mostSteps = 8
  /// In tokens: farther before its verb no subject is looked for, whatever the sentence.
  private static let farthestSubject = 120

  /// The subject of a verb group: behind it (*dit-il*), before it, or shared with an earlier verb of the sentence.
  func subject(of group: VerbGroup) -> NounPhrase? {
    var steps = Self.mostSteps
    return subject(of: group, within: &steps)
  }

  private func subject(of group: VerbGroup, within steps: inout Int) -> NounPhrase? {
    if let enclitic = group.enclitic { return subject(enclitic, of: group) }
    var sentence = sentence(of: group.range.lowerBound)
    sentence = max(sentence.lowerBound, group.start - Self.farthestSubject)..<sentence.upperBound
    // *C'est ce qu'a expliqué **la ministre***
    if group.form == .finite, isOne(group.start - 1, of: .que), isOne(group.start - 2, of: .ce),
      let inverted = invertedSubject(of: group)
    {
      return inverted
    }
    let found =
      switch group.form {
      case .finite: subject(before: group.start, from: clauseStart(before: group.start, in: sentence), within: &steps)
      case .gerund where group.start <= sentence.lowerBound + 1: mainSubject(behind: group, in: sentence)
      case .gerund, .infinitive, .coordinatedParticiple:
        sharedSubject(before: group.start, in: sentence, within: &steps)
      }
    return found.map {
      let subject = whole(list: named(by: $0, from: sentence.lowerBound), from: sentence.lowerBound)
      return subject.range.upperBound <= group.start
        ? together(subject, of: group, in: sentence.lowerBound..<group.start) : subject
    }
  }

  /// *dit-**il***; of *indique-t-on de **source judiciaire*** who told.
  private func subject(_ enclitic: Int, of group: VerbGroup) -> NounPhrase {
    teller(of: group, behind: max(group.range.upperBound, enclitic + 1))
      ?? NounPhrase(range: enclitic..<enclitic + 1, form: .pronoun, head: enclitic, name: nil)
  }

  /// *a-t-on appris lundi **de source judiciaire***, *a appris l'AFP auprès du **parquet***: who told whoever knows.
  func teller(of group: VerbGroup, behind end: Int) -> NounPhrase? {
    guard group.enclitic.map({ isOne($0, of: .unbound) }) ?? (group.verb.kind == .think) else { return nil }
    let limit = sentence(of: group.range.lowerBound).upperBound
    var at = end
    while at < limit, isOne(at, of: .time) || has(at, .adverb) && !has(at, [.preposition, .determiner, .noun]) {
      at += 1
    }
    if let (marker, start) = marker(at: at), marker.kind == .source {
      return SourcePhrase(reading: self).source(of: marker, from: start, before: limit)
    }
    guard at + 1 < limit, isOne(at, of: .informant), isOne(at + 1, of: .anyDe) else { return nil }
    return nounPhrase(at: at + 2, before: limit)
  }

  /// Whether a source is such a one, and no subject.
  func isTeller(_ source: NounPhrase) -> Bool {
    let start = source.range.lowerBound
    return (max(0, start - 3)..<start).contains { isOne($0, of: .informant) }
      || marker(at: start - 1)?.marker.kind == .source
  }

  /// *Estimant que la ville est belle, **le maire** a signé*: of the main clause that the sentence leads on to.
  private func mainSubject(behind group: VerbGroup, in sentence: Range<Int>) -> NounPhrase? {
    var at = group.range.upperBound
    while at < sentence.upperBound {
      let pair = pairOpenedBy[at]
      if pair < 0, isSign(at, ","),
        let subject = subject(opening: at + 1..<sentence.upperBound)
      {
        return subject
      }
      at = pair < 0 ? at + 1 : max(at + 1, pairs[Int(pair)].end)
    }
    return nil
  }

  /// *Paul Morel, Claire Durand et Jean Petit*: of names that end a list, the list.
  private func whole(list phrase: NounPhrase, from start: Int) -> NounPhrase {
    guard phrase.form == .name, let last = phrase.name, phrase.range.upperBound > names[last].tokens.upperBound else {
      return phrase
    }
    var first = phrase.range.lowerBound
    while first - 2 >= start, isSign(first - 1, ","), isName(first - 2),
      names[Int(nameOf[first - 2])].type == names[last].type
    {
      let before = names[Int(nameOf[first - 2])].tokens.lowerBound
      // *À Paris, …*, *l'avocat de Paul Morel, …*
      if before > start, isPreposition(before - 1) || has(before - 1, [.determiner, .noun, .title]) { break }
      first = before
    }
    if first == phrase.range.lowerBound { return phrase }
    let name = Int(nameOf[first])
    return NounPhrase(
      range: first..<phrase.range.upperBound, form: .name, head: names[name].tokens.upperBound - 1, name: name)
  }

  /// *Les médecins et la police*, *la France, le Royaume-Uni et les États-Unis*, *les médias occidentaux et iraniens*: with
  /// all that is coordinated with it, where the verb is plural and stands right beside the whole.
  private func together(_ phrase: NounPhrase, of group: VerbGroup, in range: Range<Int>) -> NounPhrase {
    guard group.isPlural, phrase.form != .pronoun else { return phrase }
    guard let end = coordinationEnd(behind: phrase, before: range.upperBound),
      end == group.start || isSign(end, ",") || range.upperBound > group.start && !isFiniteVerb(end)
    else { return joined(phrase, to: range) }
    var start = phrase.range.lowerBound
    while start - 2 >= range.lowerBound, isSign(start - 1, ",") {
      let close = start - 2
      let last = isClosingBracket(close) ? opening(of: close, from: range.lowerBound) : start - 1
      guard let before = (max(range.lowerBound, last - 8)..<last).first(where: { isWhole($0..<last) }),
        before == range.lowerBound || !isPreposition(before - 1)
      else { break }
      start = before
    }
    return phrase.widened(to: start..<end)
  }

  /// *Le maire, Alain Morel, et **le préfet** ont assuré*: of a plural verb one alone is no subject.
  private func joined(_ last: NounPhrase, to range: Range<Int>) -> NounPhrase {
    let joint = last.range.lowerBound - 1
    guard joint > range.lowerBound, isOne(joint, of: .et), !agreement(of: last).isPlural,
      let first = firstPhrase(in: range.lowerBound..<joint), first.form != .pronoun,
      coordinationEnd(behind: first, before: last.range.upperBound) == last.range.upperBound
    else { return last }
    return first.widened(to: first.range.lowerBound..<last.range.upperBound)
  }

  /// Whether words are one noun phrase with a determiner, or a name.
  private func isWhole(_ range: Range<Int>) -> Bool {
    guard range.count < 8, isName(range.lowerBound) || has(range.lowerBound, .determiner) else { return false }
    return nounPhrase(at: range.lowerBound, before: range.upperBound)?.range == range
  }

  /// Where the last of the phrases ends that are coordinated with one; nil where none is.
  func coordinationEnd(behind phrase: NounPhrase, before limit: Int) -> Int? {
    var at = behindBrackets(phrase.range.upperBound, before: limit)
    while at + 1 < limit {
      // *Le maire, Alain Morel, et le préfet*
      if isSign(at, ","), isOne(at + 1, of: .et) { at += 1 }
      let isLast = isOne(at, of: .et)
      guard isLast || isSign(at, ",") else { return nil }
      if let next = nounPhrase(at: at + 1, before: limit), next.form != .pronoun {
        at = behindBrackets(next.range.upperBound, before: limit)
        if isLast { return at }
      } else {
        return isLast && isPlural(phrase.range.lowerBound, head: phrase.head)
          ? nominalEnd(from: at + 1, before: limit) : nil
      }
    }
    return nil
  }

  /// *le Parti socialiste (PS)*: behind the brackets that a token opens.
  private func behindBrackets(_ index: Int, before limit: Int) -> Int {
    guard isSign(index, "("), let close = (index..<min(limit, index + 6)).first(where: isClosingBracket) else {
      return index
    }
    return close + 1
  }

  /// *Rita Leah, 26 ans, infirmière à Gipo*: of a name and what it is, the name.
  private func named(by phrase: NounPhrase, from start: Int) -> NounPhrase {
    guard phrase.form == .nominal, phrase.name == nil, !has(phrase.range.lowerBound, .determiner),
      !has(phrase.range.lowerBound, .indefinitePronoun)
    else { return phrase }
    var comma = phrase.range.lowerBound - 1
    while comma > start, isSign(comma, ",") {
      if isName(comma - 1) {
        let name = Int(nameOf[comma - 1])
        return NounPhrase(
          range: names[name].tokens, form: .name, head: names[name].tokens.upperBound - 1, name: name)
      }
      // Another apposition between commas.
      guard let before = (start..<comma).last(where: { isSign($0, ",") }), comma - before < 12,
        !hasFiniteVerb(in: before..<comma)
      else { return phrase }
      comma = before
    }
    return phrase
  }

  /// Where the words inside marks begin that a token stands in; a sentence's start elsewhere.
  private func clauseStart(before index: Int, in sentence: Range<Int>) -> Int {
    let around = index < tokens.count ? pairAround[index] : -1
    return around >= 0 ? max(sentence.lowerBound, pairs[Int(around)].open + 1) : sentence.lowerBound
  }

  private func subject(before end: Int, from start: Int, within steps: inout Int) -> NounPhrase? {
    guard end > start, steps > 0 else { return nil }
    steps -= 1
    let last = end - 1
    if has(last, .subjectPronoun), !has(last, [.noun]), tokens[last].kind == .word {
      return NounPhrase(range: last..<end, form: .pronoun, head: last, name: nil)
    }
    if isOne(last, of: .qui)
      || has(last, .relativePronoun) && !has(last, [.subordinator, .determiner])
    {
      return antecedent(before: last, from: start)
    }
    if has(last, .coordinator) { return sharedSubject(before: last, in: start..<end, within: &steps) }
    if has(last, .adverb) && !has(last, [.noun, .adjective]) && !isName(last)
      || isOne(last, of: .time) && !isName(last)
    {
      return subject(before: last, from: start, within: &steps)
    }
    if isClosingBracket(last) || tokens[last].kind == .quotationMark {
      return subject(before: opening(of: last, from: start), from: start, within: &steps)
    }
    if isSign(last, ",") || isSign(last, "-") || isSign(last, "–") || isSign(last, "—") {
      return subjectBehindComma(last, from: start, within: &steps)
    }
    return phrase(endingAt: end, from: start) ?? sharedSubject(before: end, in: start..<end, within: &steps)
  }

  private func isClosingBracket(_ index: Int) -> Bool { isSign(index, ")") || isSign(index, "]") }

  private func opening(of close: Int, from start: Int) -> Int {
    if pairClosedBy[close] >= 0 { return max(start, pairs[Int(pairClosedBy[close])].open) }
    var at = close
    while at > start, !isSign(at, "("), !isSign(at, "[") { at -= 1 }
    return at
  }

  /// *Satya Nadella, PDG de Microsoft, a déclaré*: what stands between the commas is an apposition, a relative clause or
  /// an adjunct; the subject stands before it, unless an adjunct opens the sentence.
  private func subjectBehindComma(_ comma: Int, from start: Int, within steps: inout Int) -> NounPhrase? {
    var at = comma - 1
    while at >= start {
      if isClosingBracket(at) || pairClosedBy[at] >= 0 { at = opening(of: at, from: start) }
      if isSign(at, ",") || isSign(at, "-") && isSign(comma, "-") || isSign(at, "–") && isSign(comma, "–") { break }
      at -= 1
    }
    if at > start {
      let inner = subject(before: at, from: start, within: &steps)
      if inner != nil { return inner }
    }
    // No other comma: *Interrogé lundi, le ministre, …* or a subject divided from its verb by one comma.
    return firstPhrase(in: start..<comma)
  }

  /// The phrase that ends right before a verb: climbs over complements to the first phrase that no preposition governs.
  private func phrase(endingAt end: Int, from start: Int) -> NounPhrase? {
    var left = end - 1
    while left > start, !isClauseBorder(left - 1) { left -= 1 }
    // *Un conducteur qui a requis l'anonymat s'est dit …*: the relative clause has its own verb; whom it describes speaks.
    // Behind its bare verb a clause of its own may begin: *ceux qui ont suivi et **les Nations unies** affirment*.
    if let joint = (left..<end).last(where: { has($0, .coordinator) && !isName($0) }), joint > left,
      has(joint - 1, [.finiteVerb, .pastParticiple]),
      !has(joint - 1, [.noun, .adjective]) || has(joint - 2, [.be, .have]),
      let own = nounPhrase(at: joint + 1, before: end), own.range.upperBound == end
    {
      return own
    }
    if left > start, has(left - 1, .relativePronoun), !has(left - 1, [.subordinator, .determiner]),
      hasFiniteVerb(in: left..<end)
    {
      return antecedent(before: left - 1, from: start)
    }
    if syntax.has(.baseForms) {
      // *The company that makes it said …*
      if left > start, isOne(left - 1, of: .que), isFiniteVerb(left) {
        return antecedent(before: left - 1, from: start)
      }
      if let own = phraseBehindVerb(in: left..<end) { return own }
    }
    // *Jean Dupont est parti et Marie Durand estime …*: behind the verb and the *et* another clause begins.
    if let joint = (left..<end).last(where: { has($0, .coordinator) && !isName($0) }), hasFiniteVerb(in: left..<joint),
      let own = nounPhrase(at: joint + 1, before: end), own.range.upperBound == end
    {
      return own
    }
    return firstPhrase(in: left..<end)
  }

  /// *Shares fell after the company said …*: behind another verb, with no conjunction between, the phrase that stands right
  /// before a verb is its subject, though a preposition may stand before that.
  private func phraseBehindVerb(in range: Range<Int>) -> NounPhrase? {
    guard
      let verb = range.last(where: { isFiniteVerb($0) && !(has($0, .pastParticiple) && isPreposition($0 + 1)) })
    else { return nil }
    let rest = verb + 1..<range.upperBound
    return firstPhrase(in: rest)
      ?? rest.lazy.compactMap { self.nounPhrase(at: $0, before: rest.upperBound) }.first {
        $0.range.upperBound == rest.upperBound
      }
  }

  private func isClauseBorder(_ index: Int) -> Bool {
    if tokens[index].kind == .punctuation { return !isSign(index, ".") || tokens[index].span.count > 1 }
    if tokens[index].kind == .quotationMark { return true }
    if isName(index) { return false }
    return has(index, [.relativePronoun]) && !has(index, .determiner) || isOne(index, of: .que)
      || has(index, .subordinator) && !has(index, [.preposition, .determiner, .objectPronoun])
      || has(index, .coordinator) && isFiniteVerb(index + 1)
  }

  /// The first noun phrase of a stretch that no preposition governs.
  func firstPhrase(in range: Range<Int>) -> NounPhrase? {
    var at = range.lowerBound
    while at < range.upperBound {
      if isPreposition(at) {
        // A phrase behind a preposition is passed over whole.
        at = nounPhrase(at: at + 1, before: range.upperBound)?.range.upperBound ?? at + 1
      } else if let phrase = nounPhrase(at: at, before: range.upperBound) {
        // *Venu défendre **son projet**, le maire …*: behind an infinitive stands its object.
        let isObject = at > range.lowerBound && has(at - 1, .infinitive) && !has(at - 1, .noun) && !isName(at - 1)
        if !isObject || phrase.range.upperBound == range.upperBound { return phrase }
        at = phrase.range.upperBound
      } else {
        at += 1
      }
    }
    return nil
  }

  func isPreposition(_ index: Int) -> Bool {
    guard tokens[index].kind == .word, !isName(index) else { return false }
    if isOne(index, of: .contraction) {
      // *des* opens a phrase where nothing stands before it that it could depend on.
      return index > 0 && tokens[index - 1].kind == .word && has(index - 1, [.noun, .adjective]) || !has(index, .plural)
    }
    return has(index, .preposition)
  }

  /// *X, qui a dit*: the phrase before the relative pronoun.
  private func antecedent(before relative: Int, from start: Int) -> NounPhrase? {
    var end = relative
    while end > start, isSign(end - 1, ",") || has(end - 1, .preposition) && !isName(end - 1) { end -= 1 }
    guard end > start else { return nil }
    if end < relative, let described = whoIs(inAppositionEndingAt: end, from: start) { return described }
    // The nearest phrase that ends there.
    var at = end - 1
    while at >= start {
      if let phrase = nounPhrase(at: at, before: end), phrase.range.upperBound == end,
        !(at > start && isPreposition(at - 1) && at - 1 > start)
      {
        return whole(phrase, from: start, agreeingWith: relative + 1)
      }
      if tokens[at].kind == .punctuation { break }
      at -= 1
    }
    return firstPhrase(in: start..<end)
  }

  /// *Paul Morel, l'avocat de Jeanne Dupont, qui a répondu*: whom the apposition describes.
  private func whoIs(inAppositionEndingAt end: Int, from start: Int) -> NounPhrase? {
    guard let role = document.roles?.first(where: { $0.tokens.upperBound == end && $0.kind != .title }) else {
      return nil
    }
    let name = names[role.name].tokens
    guard name.lowerBound >= start, name.upperBound < role.tokens.lowerBound else { return nil }
    return nounPhrase(at: name.lowerBound, before: end)
  }

  /// *Le maire*, *Paul Morel*, *Les élus du parti, qui rappellent*: the phrase that ends there with all its words; over a
  /// complement only where the verb wants it so.
  private func whole(_ nearest: NounPhrase, from start: Int, agreeingWith verb: Int) -> NounPhrase {
    var best = nearest
    var isOver = false
    let isPerson = nearest.name.map { names[$0].type == .person } ?? has(nearest.head, [.role, .personNoun])
    var at = nearest.range.lowerBound
    while at > start, tokens[at - 1].kind != .punctuation, tokens[at - 1].kind != .quotationMark {
      at -= 1
      if isPreposition(at), !isOne(at, of: .anyDe) { break }
      // *Le chef de la police, qui a promis …*: of a person and a thing the person speaks.
      if isOne(at, of: .anyDe) { isOver = true }
      if isOver, !isPluralSubject(best, of: verb), isPerson { break }
      guard let longer = nounPhrase(at: at, before: nearest.range.upperBound) else { continue }
      guard longer.range.upperBound == nearest.range.upperBound else { continue }
      if !isOver || isPluralSubject(best, of: verb) || has(longer.head, [.role, .personNoun]) { best = longer }
    }
    return best
  }

  /// Whether a verb is plural and a phrase is not, so that it must be another's.
  private func isPluralSubject(_ phrase: NounPhrase, of verb: Int) -> Bool {
    has(verb, .plural) && !has(verb, .singular) && !agreement(of: phrase).isPlural
  }

  /// The first verb of the sentence that reports: what is coordinated with it or hangs on it as a gerund shares its
  /// subject, not that of the reported clause between them.
  private func mainCue(before end: Int, from start: Int) -> VerbGroup? {
    groups(in: start..<end).first {
      $0.form == .finite && $0.range.upperBound < end
        && pairAround[$0.range.lowerBound] == pairAround[min(end, tokens.count - 1)]
        && !(end > 0 && $0.start >= end)
    }
  }

  /// The subject of the nearest finite verb before, for *et a ajouté*, *affirmant que*, *pour dire que*.
  private func sharedSubject(before end: Int, in range: Range<Int>, within steps: inout Int) -> NounPhrase? {
    guard steps > 0 else { return nil }
    // *déclarant que … et demandant que …*
    if has(end - 1, .coordinator),
      let gerund = groups(in: range.lowerBound..<end - 1).last(where: { $0.form == .gerund }),
      group(at: end)?.form == .gerund
    {
      return subject(of: gerund, within: &steps)
    }
    if let main = mainCue(before: end, from: range.lowerBound), let shared = subject(of: main, within: &steps) {
      return shared
    }
    var at = end - 1
    while at > range.lowerBound, steps > 0 {
      if isFiniteVerb(at), pairAround[at] < 0 || end < tokens.count && pairAround[at] == pairAround[end] {
        if tokens.indices.contains(at + 1), has(at + 1, .subjectEnclitic), tokens[at + 1].shape.contains(.enclitic) {
          return NounPhrase(range: at + 1..<at + 2, form: .pronoun, head: at + 1, name: nil)
        }
        var verbStart = at
        while verbStart > range.lowerBound, has(verbStart - 1, [.objectPronoun, .negation]),
          !has(verbStart - 1, .determiner) || has(verbStart - 2, .subjectPronoun),
          !has(verbStart - 1, .subjectPronoun)
        { verbStart -= 1 }
        if let found = subject(before: verbStart, from: range.lowerBound, within: &steps) { return found }
      }
      at -= 1
    }
    // A search that was given up ends without a guess: each before it would read the same words for one.
    return steps > 0 ? firstPhrase(in: range.lowerBound..<end) : nil
  }

  /// The subject behind an inverted verb: *a déclaré mardi à l'AFP le ministre*.
  func invertedSubject(of group: VerbGroup) -> NounPhrase? {
    if let enclitic = group.enclitic { return subject(enclitic, of: group) }
    let sentence = sentence(of: group.range.lowerBound)
    let limit = min(sentence.upperBound, group.range.upperBound + 24)
    var at = group.range.upperBound
    while at < limit {
      if isSign(at, "."), tokens[at].span.count == 1 { return nil }
      if isSign(at, ";") || tokens[at].kind == .quotationMark { return nil }
      if isOne(at, of: .que) || at > group.range.upperBound && isFiniteVerb(at) { return nil }
      if isPreposition(at) || isOne(at, of: .de) && !has(at + 1, .indefinitePronoun) {
        at = nounPhrase(at: at + 1, before: limit).map(addresseeEnd) ?? at + 1
      } else if isOne(at, of: .time) && !isName(at) {
        at += 1
      } else if has(at, .indefinitePronoun), has(at + 1, .adverb), !has(at + 1, [.noun, .determiner]) {
        // *conclut **tout simplement** Joji Otaki*
        at += 2
      } else if let phrase = nounPhrase(at: at, before: limit), !startsWithTime(phrase) {
        if isFiniteVerb(phrase.range.upperBound), !isSign(phrase.range.upperBound, ",") { return nil }
        return teller(of: group, behind: phrase.range.upperBound)
          ?? together(phrase, of: group, in: phrase.range.lowerBound..<limit)
      } else {
        at += 1
      }
    }
    return nil
  }

  /// The end of a phrase behind a preposition: *a déclaré à la presse | Claire Martin*, but *à l'avocate Claire Martin*.
  func addresseeEnd(_ phrase: NounPhrase) -> Int {
    guard let name = phrase.name, phrase.form == .nominal, names[name].type == .person,
      names[name].tokens.lowerBound > phrase.range.lowerBound, !has(phrase.head, [.role, .personNoun, .title])
    else { return phrase.range.upperBound }
    return names[name].tokens.lowerBound
  }

  /// Whether a verb can have a phrase behind it as its subject: *a exhorté toutes les parties* has its object there.
  func agrees(_ group: VerbGroup, with subject: NounPhrase) -> Bool {
    guard subject.form == .nominal, has(subject.range.lowerBound, .determiner) else { return true }
    let determiner = traits[subject.range.lowerBound].intersection([.singular, .plural])
    return determiner.isEmpty || determiner.contains(group.isPlural ? .plural : .singular)
  }

  private func startsWithTime(_ phrase: NounPhrase) -> Bool {
    isOne(phrase.head, of: .time) && phrase.form == .nominal
  }
}
