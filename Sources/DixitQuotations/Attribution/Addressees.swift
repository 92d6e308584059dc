import DixitDocument
import DixitLexicons

/// To whom something is said: *a déclaré **aux participants***, *dit Claire Martin **à l'AFP***, *told **reporters***.
struct Addressees {
  let reading: Reading

  /// In tokens behind the cue.
  private static let reach = 16

  func phrase(of quotation: Quotation) -> NounPhrase? {
    guard let cue = quotation.cue, let first = reading.document.tokens(in: cue.span).first,
      let group = reading.group(at: first), [.say, .write, .ask].contains(group.verb.kind)
    else { return nil }
    let sentence = reading.sentence(of: first)
    let limit = min(sentence.upperBound, group.range.upperBound + Self.reach)
    if group.takes(.whom), !reading.isOne(group.range.upperBound, of: .que),
      let phrase = reading.nounPhrase(at: group.range.upperBound, before: limit),
      isSomebody(phrase), !isSource(phrase.range.lowerBound, of: quotation), isApart(phrase, from: quotation)
    {
      return phrase
    }
    return dative(behind: group, before: limit, quotation)
  }

  private func dative(behind group: VerbGroup, before limit: Int, _ quotation: Quotation) -> NounPhrase? {
    var at = group.range.upperBound
    while at < limit {
      if isSource(at, of: quotation) {
        at += 1
        continue
      }
      if isSaid(at, in: quotation) || reading.tokens[at].kind == .quotationMark || reading.isFiniteVerb(at)
        || reading.isOne(at, of: .que)
        || reading.has(at, [.relativePronoun, .infinitive])
          && !reading.has(at, [.determiner, .noun])
      {
        return nil
      }
      if reading.isOne(at, of: .dative) {
        // *aux participants*: the article stands in the preposition.
        let start = reading.has(at, .determiner) ? at : at + 1
        guard var phrase = reading.nounPhrase(at: start, before: limit) else { return nil }
        let end = reading.addresseeEnd(phrase)
        if end < phrase.range.upperBound {
          phrase = NounPhrase(range: phrase.range.lowerBound..<end, form: .nominal, head: phrase.head, name: nil)
        }
        return isSomebody(phrase) && isApart(phrase, from: quotation) ? phrase : nil
      }
      at += 1
    }
    return nil
  }

  private func isSource(_ token: Int, of quotation: Quotation) -> Bool {
    quotation.source.map { reading.tokens(touching: $0).contains(token) } ?? false
  }

  private func isApart(_ phrase: NounPhrase, from quotation: Quotation) -> Bool {
    !phrase.range.contains { isSaid($0, in: quotation) }
  }

  private func isSaid(_ token: Int, in quotation: Quotation) -> Bool {
    quotation.content.contains { reading.document.tokens(in: $0).contains(token) }
  }

  /// Somebody who can listen: *à la presse*, *à l'AFP*, but not *à Paris* nor *à la suite de*.
  private func isSomebody(_ phrase: NounPhrase) -> Bool {
    if let name = phrase.name { return [.person, .organisation].contains(reading.names[name].type) }
    return phrase.form == .nominal && reading.has(phrase.head, [.role, .personNoun, .groupNoun, .organisationNoun])
  }
}
