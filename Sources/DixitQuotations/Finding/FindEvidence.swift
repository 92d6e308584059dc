import DixitDocument
import DixitLexicons

/// Gathers what speaks for and against a draft.
struct FindEvidence {
  let reading: Reading

  func features(of draft: Draft) -> FindFeatures {
    var features = FindFeatures(rule: draft.rule, verb: draft.cue?.verb.lemma)
    if let cue = draft.cue { add(cue, of: draft, to: &features) }
    if draft.cue == nil, let cue = draft.cueTokens { add(marker: cue, of: draft, to: &features) }
    add(source: draft.source, to: &features)
    add(contentOf: draft, to: &features)
    if draft.kind == .fragment || draft.rule == "insertion", let pair = draft.pairs.first {
      add(surroundingsOf: reading.pairs[pair], draft, to: &features)
    }
    return features
  }

  private func add(_ cue: VerbGroup, of draft: Draft, to features: inout FindFeatures) {
    let kinds: [ReportingVerb.Kind: FindFeature] = [
      .say: .says, .write: .writes, .judge: .judges, .think: .thinks, .ask: .asks, .show: .shows,
    ]
    // *a-t-on appris de source judiciaire*: whoever is asked tells it.
    let isTold = draft.source.map(reading.isTeller) ?? false
    features.insert(isTold ? .says : kinds[cue.verb.kind]!)
    features.insert(.optional, if: cue.verb.isOptional && !isTold)
    features.insert(.optionalQuoted, if: cue.verb.isOptional && !isTold && !draft.pairs.isEmpty)
    features.insert(.mannerOnly, if: !cue.takes([.que, .object, .fragment, .infinitive, .comme]))
    features.insert(.takesWords, if: cue.takes([.object, .fragment]))
    features.insert(.compound, if: reading.has(cue.range.lowerBound, .have))
    features.insert(.enclitic, if: cue.enclitic != nil)
    switch cue.form {
    case .finite: break
    case .gerund: features.insert(.gerund)
    case .infinitive: features.insert(.infinitive, if: !isRecentPast(cue))
    case .coordinatedParticiple: features.insert(.participle)
    }
    features.insert(.cueInMarks, if: reading.pairAround[cue.range.lowerBound] >= 0)
    let isBehind = cue.range.lowerBound >= draft.start
    let gap = isBehind ? cue.range.lowerBound - draft.content[0].upperBound : draft.start - cue.range.upperBound
    features.insert(.cueBehind, if: isBehind)
    features.insert(.cueNear, if: gap <= 2)
    features.insert(.cueFar, if: gap > 6)
    let before = draft.source.map { min($0.range.lowerBound, cue.start) - 1 } ?? cue.start - 1
    // *peuvent déclarer que*, *difficile d'affirmer que*
    features.insert(.governed, if: cue.form == .infinitive && reading.isFiniteVerb(cue.start - 1))
    features.insert(
      .behindDe,
      if: cue.form == .infinitive && reading.isOne(cue.start - 1, of: .de) && !isRecentPast(cue))
    features.insert(.relative, if: reading.isOne(cue.start - 1, of: .qui))
    features.insert(
      .subordinate, if: reading.has(before, .subordinator) && !reading.has(before, [.preposition, .determiner]))
  }

  /// *vient d'annoncer*, which says no less than *a annoncé*.
  private func isRecentPast(_ cue: VerbGroup) -> Bool {
    cue.form == .infinitive && reading.isOne(cue.start - 1, of: .de)
      && reading.isOne(cue.start - 2, of: .recent)
  }

  private func add(marker: Range<Int>, of draft: Draft, to features: inout FindFeatures) {
    guard let (found, end) = reading.marker(at: marker.lowerBound) else {
      // *Sa réponse : « Non. »*
      return features.insert(.nounAtColon, if: reading.isSign(marker.upperBound, ":"))
    }
    features.insert(.marker)
    features.insert(.weakMarker, if: found.isWeak)
    features.insert(.optionalMarker, if: found.isOptional)
    let start = marker.lowerBound
    let opens = start == reading.sentence(of: start).lowerBound
    let isBehindComma = start > 0 && reading.tokens[start - 1].kind != .word
    features.insert(.markerOpens, if: opens)
    features.insert(.markerBehindComma, if: !opens && isBehindComma)
    let behind = draft.source?.range.upperBound ?? end
    features.insert(
      .markerUndivided,
      if: !opens && !isBehindComma && reading.tokens.indices.contains(behind) && reading.tokens[behind].kind == .word)
  }

  private func add(source: NounPhrase?, to features: inout FindFeatures) {
    guard let source else { return features.insert(.noSource) }
    let head = source.head
    features.insert(.plural, if: reading.has(head, .plural) && !reading.has(head, .singular))
    if let name = source.name {
      switch reading.names[name].type {
      case .person: features.insert(.person)
      case .organisation: features.insert(.organisation)
      default: features.insert(.otherName)
      }
    } else if source.form == .pronoun {
      let isOurs = reading.has(head, [.firstPerson, .secondPerson]) && !reading.has(head, .thirdPerson)
      features.insert(isOurs ? .firstPerson : reading.isOne(head, of: .ce) ? .thing : .pronoun)
    } else if reading.has(head, [.role, .personNoun, .groupNoun]) {
      features.insert(.personNoun)
    } else if reading.has(head, .organisationNoun) {
      features.insert(.organisationNoun)
    } else if reading.has(head, .documentNoun) {
      features.insert(.documentNoun)
    } else {
      features.insert(reading.has(head, .indefinitePronoun) ? .indefinite : .otherNoun)
    }
  }

  private func add(contentOf draft: Draft, to features: inout FindFeatures) {
    let words = draft.content.joined().filter { reading.tokens[$0].kind == .word }
    features.insert(.noVerb, if: !words.contains { reading.isFiniteVerb($0) })
    features.insert(
      words.count <= 1 ? .oneWord : words.count <= 3 ? .threeWords : words.count <= 6 ? .sixWords : .long)
    let capitals = words.dropFirst().count { reading.tokens[$0].shape.contains(.capitalized) }
    features.insert(.capitalized, if: words.first.map { reading.tokens[$0].shape.contains(.capitalized) } ?? false)
    features.insert(.capitals, if: capitals * 2 > words.count)
    features.insert(
      .name, if: words.count < 6 && words.allSatisfy { reading.isName($0) || reading.has($0, .functionWord) })
    features.insert(.saysI, if: words.contains { isSpeaker($0, .firstPerson) })
    features.insert(.saysYou, if: words.contains { isSpeaker($0, .secondPerson) })
    if let last = draft.content.last?.last {
      features.insert(.endsLikeSentence, if: [0x2E, 0x21, 0x3F, 0x2026].contains(reading.sign(last)))
    }
    features.insert(.inTitle, if: reading.sentenceOf[draft.start] == 0)
    features.insert(.fragment, if: draft.kind == .fragment)
    features.insert(.mixed, if: draft.kind == .mixed)
    features.insert(.unclosed, if: draft.pairs.contains { reading.pairs[$0].close == nil })
    features.insert(.nested, if: draft.pairs.contains { reading.pairs[$0].depth > 0 })
  }

  private func isSpeaker(_ index: Int, _ person: Traits) -> Bool {
    reading.has(index, person) && reading.has(index, [.subjectPronoun, .objectPronoun])
      && !reading.has(index, .thirdPerson)
  }

  private func add(surroundingsOf pair: QuotationMarks, _ draft: Draft, to features: inout FindFeatures) {
    let before = pair.open - 1
    let isOf = reading.isOne(before, of: .anyDe)
    features.insert(.behindArticle, if: reading.isOne(before, of: .definite))
    features.insert(
      .behindIndefinite,
      if: reading.has(before, .determiner) && !reading.isOne(before, of: .definite) && !isOf)
    features.insert(.behindOf, if: isOf)
    features.insert(.behindNoun, if: reading.has(before, .noun) && !reading.has(before, .functionWord))
    features.insert(
      .behindAdjective, if: reading.has(before, .adjective) && !reading.has(before, [.noun, .functionWord]))
    features.insert(.behindWork, if: reading.has(before, .documentNoun))
    features.insert(.behindCue, if: draft.cue?.range.upperBound == pair.open)
    features.insert(.behindPreposition, if: reading.has(before, .preposition) && !isOf)
    features.insert(.behindComma, if: reading.isSign(before, ","))
    let cue = draft.cue?.range.upperBound ?? draft.cueTokens?.upperBound ?? pair.open
    features.insert(
      .otherVerb,
      if: cue < pair.open
        && (cue..<pair.open).contains { reading.has($0, [.infinitive, .presentParticiple]) && !reading.has($0, .noun) })
    guard let close = pair.close, reading.tokens.indices.contains(close + 1) else { return }
    features.insert(.beforeWord, if: reading.tokens[close + 1].kind == .word)
    features.insert(
      .beforeNoun, if: reading.has(close + 1, [.noun, .adjective]) && !reading.has(close + 1, .functionWord))
    features.insert(.beforeOf, if: reading.isOne(close + 1, of: .anyDe))
  }
}
