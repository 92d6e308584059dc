import DixitDocument
import DixitLexicons

/// What the words of a noun phrase tell together: each alone suits more than one gender or number.
extension Reading {
  /// Gender, number and definiteness of the phrase around a noun; nil where its head is a name or a pronoun.
  func noun(_ head: Int, of phrase: Range<Int>) -> Mention.Noun? {
    let head = isDescribed(head + 1, by: head) && phrase.contains(head + 1) ? head + 1 : head
    guard !isName(head), tokens[head].kind == .word, has(head, .noun) || !has(head, .functionWord) else { return nil }
    return Mention.Noun(
      head: tokens[head].span, gender: gender(of: head, in: phrase), number: number(of: head, in: phrase),
      definiteness: definiteness(of: head, in: phrase))
  }

  /// The one gender that head, determiner and adjectives have together: *la ministre*, *l'élue écologiste*.
  func gender(of head: Int, in phrase: Range<Int>) -> Gender? {
    var genders = agreement(head, [.masculine, .feminine])
    // *du ministre*: the article stands in the word before the phrase.
    let first = max(0, has(phrase.lowerBound, .determiner) ? phrase.lowerBound : phrase.lowerBound - 1)
    for index in first..<head where has(index, [.determiner, .adjective]) && !isName(index) && !tellsOwner(index) {
      narrow(&genders, by: agreement(index, [.masculine, .feminine]))
    }
    var next = head + 1
    while next < phrase.upperBound, has(next, [.adjective, .pastParticiple]), !has(next, .functionWord), !isName(next) {
      narrow(&genders, by: agreement(next, [.masculine, .feminine]))
      next += 1
    }
    return genders == .feminine ? .feminine : genders == .masculine ? .masculine : nil
  }

  /// *his wife*: a possessive that tells who owns, and nothing of what is owned.
  private func tellsOwner(_ index: Int) -> Bool {
    syntax.has(.naturalGender) && isOne(index, of: .possessive)
  }

  /// Whether a phrase means several: its determiner tells, or its noun where determiners tell nothing.
  func isPlural(_ first: Int, head: Int?) -> Bool {
    if has(first, .plural) != has(first, .singular) || !syntax.has(.headLast) {
      return has(first, .plural) && !has(first, .singular)
    }
    return head.map { has($0, .plural) && !has($0, .singular) } ?? false
  }

  private func number(of head: Int, in phrase: Range<Int>) -> Mention.Number? {
    var numbers = agreement(head, [.singular, .plural])
    for index in phrase.lowerBound..<head {
      let isCount = tokens[index].kind == .number || has(index, .numeral) && !has(index, .determiner)
      narrow(&numbers, by: isCount ? .plural : has(index, .determiner) ? agreement(index, [.singular, .plural]) : [])
    }
    return numbers == .plural ? .plural : numbers == .singular ? .singular : nil
  }

  private func definiteness(of head: Int, in phrase: Range<Int>) -> Mention.Definiteness? {
    let before = phrase.lowerBound..<head
    if before.contains(where: { isOne($0, of: .definite) || isOne($0, of: .possessive) }) {
      return .definite
    }
    let opening: Traits = [.determiner, .numeral, .indefinitePronoun]
    let opens = has(phrase.lowerBound, opening) || tokens[phrase.lowerBound].kind == .number
    return opens ? .indefinite : nil
  }

  /// Whether a noun follows a word that is seldom one itself: *jeune* before *manifestant* only describes it, *quotidien*
  /// before *français* does not.
  func isDescribed(_ noun: Int, by adjective: Int) -> Bool {
    noun == adjective + 1 && has(adjective, .adjective) && !has(adjective, .usuallyNoun) && has(noun, .noun)
      && (!has(noun, .adjective) || has(noun, .seldomAdjective)) && !has(noun, .functionWord) && !isName(noun)
      && !isFiniteVerb(noun)
  }

  /// Which of some traits a form has; all of them where the lexicons tell none.
  private func agreement(_ index: Int, _ all: Traits) -> Traits {
    let own = traits[index].intersection(all)
    return own.isEmpty ? all : own
  }

  private func narrow(_ agreement: inout Traits, by other: Traits) {
    let both = agreement.intersection(other)
    if !both.isEmpty { agreement = both }
  }
}
