import DixitDocument
import DixitLexicons

/// Joins words that a hyphen broke at the end of a line: `gouverne-⏎ment`.
///
/// Only what the lexicon knows whole is joined. Where it knows the word with its hyphen (`rendez-⏎vous`), or a verb with
/// its clitic (`dit-⏎il`), or where both halves have a capital (`Rhône-⏎Alpes`), the line end alone goes.
struct LineEndJoiner: Sendable {
  let vocabulary: Vocabulary

  /// Looks at each line end behind a hyphen, in text that is otherwise normal.
  func join(_ aligned: inout AlignedText) {
    let text = aligned.utf8
    var removals: [Span] = []
    var at = 0
    while let lineEnd = text.next(0x0A, in: at..<text.count) {
      if let removal = removal(text, lineEnd: lineEnd) { removals.append(removal) }
      at = lineEnd + 1
    }
    aligned.remove(removals)
  }

  /// What has to go so that the word around a line end is whole.
  private func removal(_ text: [UInt8], lineEnd: Int) -> Span? {
    var hyphen = lineEnd - 1
    while hyphen >= 0, text[hyphen] == 0x20 || text[hyphen] == 0x09 { hyphen -= 1 }
    guard hyphen > 0, text[hyphen] == UInt8(ascii: "-") else { return nil }
    var next = lineEnd + 1
    while next < text.count, text[next] == 0x20 || text[next] == 0x09 { next += 1 }
    let start = wordStart(text, hyphen)
    let end = wordEnd(text, next)
    guard start < hyphen, next < end, let halves = halves(text, Span(start, hyphen), next) else { return nil }
    // A word broken twice is no word of a press article; joining one break would change what the other joins.
    if touchesOtherBreak(text, start, end) { return nil }
    let word = { (middle: Span) in Array(text[start..<hyphen] + text[middle.start..<middle.end] + text[next..<end]) }
    let hyphenated = word(Span(hyphen, hyphen + 1))
    if isKnown(hyphenated) || isInversion(text, Span(start, hyphen), Span(next, end)) { return Span(hyphen + 1, next) }
    if halves != .name, isKnown(word(Span(hyphen, hyphen))) { return Span(hyphen, next) }
    // "PARIS-⏎Le maire": a dateline's dash.
    let opensSentence = vocabulary.traits(of: Span(next, end), in: text).has(.functionWord)
    return halves == .word || opensSentence ? nil : Span(hyphen + 1, next)
  }

  private enum Halves { case word, name, capitals }

  /// What the halves are by their case; nil where they are no whole. In capitals, a name looks like a word.
  private func halves(_ text: [UInt8], _ first: Span, _ next: Int) -> Halves? {
    let kind = { (at: Int) in ScalarClass.of(Folding.decode(text, at).scalar) }
    if kind(next) == .lower { return .word }
    guard kind(next) == .upper, kind(first.start) == .upper else { return nil }
    let hasLower = stride(from: first.start, to: first.end, by: 1).contains {
      text[$0] & 0xC0 != 0x80 && kind($0) == .lower
    }
    return hasLower ? .name : .capitals
  }

  private func isKnown(_ word: [UInt8]) -> Bool { vocabulary.isWord(Span(0, word.count), in: word) }

  private func isInversion(_ text: [UInt8], _ verb: Span, _ clitic: Span) -> Bool {
    let hyphenated = [UInt8(ascii: "-")] + text[clitic.start..<clitic.end]
    return vocabulary.traits(of: Span(0, hyphenated.count), in: hyphenated).contains(.enclitic)
      && vocabulary.traits(of: verb, in: text).has([.finiteVerb, .be, .have])
  }

  /// Where the letters and inner hyphens before `end` begin.
  private func wordStart(_ text: [UInt8], _ end: Int) -> Int {
    var start = end
    while start > 0 {
      var before = start - 1
      while before > 0, text[before] & 0xC0 == 0x80 { before -= 1 }
      guard isWordPart(Folding.decode(text, before).scalar) else { break }
      start = before
    }
    return start
  }

  private func wordEnd(_ text: [UInt8], _ start: Int) -> Int {
    var end = start
    while end < text.count {
      let (scalar, length) = Folding.decode(text, end)
      guard isWordPart(scalar) else { break }
      end += length
    }
    return end
  }

  private func isWordPart(_ scalar: UInt32) -> Bool { scalar == 0x2D || ScalarClass.of(scalar).isLetter }

  private func touchesOtherBreak(_ text: [UInt8], _ start: Int, _ end: Int) -> Bool {
    var before = start - 1
    while before >= 0, text[before] <= 0x20 { before -= 1 }
    return text[end - 1] == 0x2D || before >= 0 && before < start - 1 && text[before] == 0x2D
  }
}
