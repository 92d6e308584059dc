import DixitDocument
import DixitLexicons

/// Verbs of languages in which an auxiliary does what endings do elsewhere: *has said*, *is saying*, *did not say*.
extension Reading {
  /// Whether an auxiliary or the sign of the infinitive stands before a verb, which is not finite then: *to say*, *will
  /// say*, *has been told*.
  func isGoverned(_ index: Int) -> Bool {
    let isBase = has(index, .infinitive)
    let isParticiple = has(index, .pastParticiple)
    guard isBase || isParticiple, !has(index, [.be, .have]) || isBase else { return false }
    var at = index - 1
    while at > max(0, index - 4), has(at, [.adverb, .negation]), !isName(at) { at -= 1 }
    guard tokens.indices.contains(at), !isName(at) else { return false }
    return isBase && (isOne(at, of: .infinitive) || isOne(at, of: .auxiliary))
      || isParticiple && (has(at, [.be, .have]) || isOne(at, of: .been))
  }

  /// Whether a base form stands behind a determiner or a present participle: *the jab*, *a talking bear*, but *that
  /// report*.
  func isNounByPlace(_ index: Int) -> Bool {
    has(index, .infinitive) && !has(index, [.be, .have]) && has(index - 1, [.determiner, .presentParticiple])
      && !isOne(index - 1, of: .que)
  }

  /// Whether a hyphen joins two words to one: *the 29-year-old*.
  func isJoint(_ index: Int) -> Bool {
    syntax.has(.headLast) && isSign(index, "-") && !tokens[index].shape.contains(.spaceBefore)
      && tokens.indices.contains(index + 1) && !tokens[index + 1].shape.contains(.spaceBefore)
  }

  /// The group that an auxiliary opens; nil where it is a passive (*was told*) or another verb follows.
  func auxiliaryGroup(_ auxiliary: Int, in sentence: Range<Int>) -> VerbGroup? {
    var wanted = wanted(behind: auxiliary)
    var isNegated = false
    var at = auxiliary + 1
    while at < min(sentence.upperBound, auxiliary + 8), tokens[at].kind == .word, !wanted.isEmpty {
      if !isName(at), has(at, wanted), lexicon.forms(tokens[at].key).contains(where: { $0.traits.has(wanted) }) {
        return group(of: at, auxiliary, wanted, isNegated: isNegated, in: sentence)
      }
      if has(at, wanted), has(at, [.be, .have]) || isOne(at, of: .been) {
        // *has been saying*, *will have said*
        wanted = self.wanted(behind: at)
      } else if has(at, .negation) {
        isNegated = true
      } else if !has(at, .adverb), !isOne(at, of: .time) {
        return nil
      }
      at += 1
    }
    return nil
  }

  private func wanted(behind auxiliary: Int) -> Traits {
    var wanted: Traits = []
    if isOne(auxiliary, of: .auxiliary) { wanted.insert(.infinitive) }
    if has(auxiliary, .have) { wanted.insert(.pastParticiple) }
    if has(auxiliary, .be) { wanted.insert(.presentParticiple) }
    return wanted
  }

  private func group(
    of index: Int, _ auxiliary: Int, _ wanted: Traits, isNegated: Bool, in sentence: Range<Int>
  ) -> VerbGroup? {
    guard let choice = best(index, in: sentence, isReflexive: false, where: { $0.traits.has(wanted) }) else {
      return nil
    }
    return VerbGroup(
      range: auxiliary..<choice.end, start: auxiliary, verb: choice.verb,
      form: has(auxiliary, .finiteVerb) ? .finite : has(auxiliary, .infinitive) ? .infinitive : .gerund, enclitic: nil,
      isPlural: has(auxiliary, .plural) && !has(auxiliary, .singular), isNegated: isNegated)
  }

  /// Whether a word that is a noun as often as a verb is a verb here: behind a pronoun or a name, or where a clause,
  /// quoted words or the end of an incise follow.
  func isVerbAmongNouns(_ index: Int) -> Bool {
    guard has(index, .noun), !has(index, .usuallyVerb), !has(index, .pastParticiple) else { return true }
    if has(index - 1, [.subjectPronoun, .relativePronoun]) { return true }
    let next = index + 1
    return isOne(next, of: .que) || isOne(next, of: .si) || isOne(next, of: .infinitive)
      || has(next, [.determiner, .subjectPronoun]) || tokens.indices.contains(next) && pairOpenedBy[next] >= 0
      || !tokens.indices.contains(next) || isSign(next, ".") || isName(index - 1) && !has(next, .noun)
  }
}
