import DixitDocument
import DixitLexicons

/// What typography says of a gap: the whole answer in languages without a model, and one of the model's features.
extension BoundaryReading {
  /// Whether what stands behind a final sign looks like the beginning of a sentence.
  ///
  /// - Parameter start: the first token of the sentence that may end.
  package func opensSentence(_ gap: Gap, from start: Int) -> Bool {
    switch gap.final {
    case .none: false
    case .innerAbbreviation, .initial: opens(behindAbbreviation: gap, from: start)
    case .finalAbbreviation: opens(behindFinalAbbreviation: gap)
    case .period, .question, .ellipsis: !isPartOfSentence(gap, from: start) && opens(behindSign: gap)
    }
  }

  /// A final sign that ends nothing: the number of a list item (*3. Le budget*), words left out (*(…)*), an ellipsis
  /// behind a word that must go on (*dans ... Paris*), a letter before a number or a name (*article L. 642*, *f. Madrid*).
  private func isPartOfSentence(_ gap: Gap, from start: Int) -> Bool {
    guard gap.last > start else { return false }
    let before = tokens[gap.last - 1]
    switch gap.final {
    case .ellipsis:
      let isOmission = gap.next == gap.last + 2 && (sign(gap.last - 1) == 0x28 || sign(gap.last - 1) == 0x5B)
      let goesOn = tokens[gap.last].shape.contains(.spaceBefore) && before.traits.has(Self.leading)
      return isOmission || goesOn
    case .period:
      if before.kind == .number, gap.last == start + 1 { return true }
      guard before.kind == .word, before.span.count == 1 else { return false }
      if before.shape.contains(.capitalized) { return tokens[gap.next].kind == .number }
      return tokens[gap.next].kind == .word && !tokens[gap.next].traits.has(Self.openers)
    default: return false
    }
  }

  private func opens(behindSign gap: Gap) -> Bool {
    let token = tokens[gap.next]
    switch token.kind {
    case .word:
      if isCapital(gap.next) { return gap.final != .ellipsis || token.shape.contains(.spaceBefore) }
      return token.shape.contains(.spaceBefore) && opensSmall(gap)
    case .quotationMark: return opensAfterMark(gap.next) || isPlainPeriod(gap)
    case .number: return token.shape.contains(.spaceBefore) && !isNoteNumber(gap.next)
    case .address: return token.shape.contains(.spaceBefore)
    case .punctuation: return opensBySign(gap)
    case .symbol: return true
    }
  }

  /// The number of a note stands alone at the end of its paragraph.
  private func isNoteNumber(_ index: Int) -> Bool {
    let end = tokens[index].span.end
    return tokens[index].span.count < 4 && (end == utf8.count || utf8[end] == 0x0A)
  }

  /// Letters that stand for a name end a sentence before a word that is none (*en los EE.UU. Después la …*), capitals
  /// before any capital (*pelo PP. Paixão é …*, while *pp.* are pages), and so does an abbreviation inside a bracket.
  private func opens(behindAbbreviation gap: Gap, from start: Int) -> Bool {
    guard gap.last >= start + 2, tokens[gap.next].shape.contains(.capitalized) else { return false }
    if gap.next > gap.last + 1 { return gap.final == .innerAbbreviation }
    if isLetters(gap.last) { return opensClause(gap.next) }
    return tokens[gap.last].shape.contains(.allCapitals) && !tokens[gap.next].shape.contains(.allCapitals)
  }

  /// *etc.* ends a sentence before any capital; *Inc.* and *p.m.*, which other names and words of time may follow, only
  /// before a capital that makes no name.
  private func opens(behindFinalAbbreviation gap: Gap) -> Bool {
    let token = tokens[gap.next]
    switch token.kind {
    case .word:
      let belongsToName = tokens[gap.last].traits.contains(.nameAbbreviation)
      return isCapital(gap.next) && (!belongsToName || token.traits.has(Self.openers))
    case .quotationMark: return opensAfterMark(gap.next)
    case .number, .address: return false
    case .punctuation: return sign(gap.next) != 0x28 && opensBySign(gap)
    case .symbol: return true
    }
  }

  /// A capital, or a letter case that tells nothing (other scripts, `iPhone`).
  private func isCapital(_ index: Int) -> Bool {
    tokens[index].shape.contains(.capitalized) || tokens[index].shape.contains(.innerCapital)
  }

  /// A dash, bracket or bullet. One behind a period opens a sentence even with a small letter: what belongs to the
  /// sentence before stands before its period.
  private func opensBySign(_ gap: Gap) -> Bool {
    let sign = sign(gap.next)
    if sign == 0xBF || sign == 0xA1 { return true }
    guard Self.openingSigns.contains(sign), tokens[gap.next].shape.contains(.spaceBefore) else { return false }
    return opensAfterMark(gap.next) || sign == 0x28 && isPlainPeriod(gap)
  }

  /// Whether a capital, a number or another mark follows an opening mark, bracket or dash.
  func opensAfterMark(_ index: Int) -> Bool {
    guard index + 1 < tokens.count else { return true }
    let next = tokens[index + 1]
    return next.shape.contains(.capitalized) || next.kind != .word
  }

  // MARK: Small letters

  /// Whether a small letter may open a sentence here: some writers use no capitals, or none with accents (*à* for *À*).
  private func opensSmall(_ gap: Gap) -> Bool {
    switch gap.final {
    case .period: isPlainPeriod(gap)
    case .question: gap.next == gap.last + 1 && quotationDepth(gap.last) == 0 && !opensIncise(gap.next)
    default: false
    }
  }

  /// Whether the period stands behind no abbreviation unknown to us: those are short, and no function words.
  private func isPlainPeriod(_ gap: Gap) -> Bool {
    guard gap.final == .period, gap.next == gap.last + 1, gap.last > 0 else { return false }
    let before = tokens[gap.last - 1]
    switch before.kind {
    case .word:
      let traits = before.traits
      if isAbbreviation(gap.last) { return false }
      let length = before.span.count
      let isKnown = length > 2 && traits.has(.openClass) || length > 1 && traits.has(.functionWord)
      let goesOn = length > 2 && tokens[gap.next].traits.has(Self.openers)
      return length > (vocabulary.hasEnclitics ? 4 : 3) || isKnown || goesOn || hasDigit(before.span)
    // *3.* may be an ordinal, 1992 is a year.
    case .number: return before.span.count > 3
    case .punctuation: return [0x29, 0x5D].contains(sign(gap.last - 1))
    case .quotationMark: return !opensQuotation(gap.last - 1)
    case .address: return true
    case .symbol: return false
    }
  }

  /// Whether a word and the period behind it are an abbreviation that is one only beside a number.
  private func isAbbreviation(_ period: Int) -> Bool {
    let span = Span(tokens[period - 1].span.start, tokens[period].span.end)
    return vocabulary.isAbbreviation(span, in: utf8)
  }

  private func hasDigit(_ span: Span) -> Bool { utf8[span.start..<span.end].contains { $0.isDigit } }

  /// *« … ? » demande-t-il*, *… ? se demande le maire*: a verb, with a pronoun before it, or an inverted one close by.
  private func opensIncise(_ index: Int) -> Bool {
    if isVerb(index) || isPronounAlone(index) && isVerb(index + 1) { return true }
    return tokens[min(index + 1, tokens.count)..<min(index + 4, tokens.count)].contains { $0.shape.contains(.enclitic) }
  }

  private func isVerb(_ index: Int) -> Bool {
    guard index < tokens.count else { return false }
    let traits = tokens[index].traits
    return traits.has([.finiteVerb, .be, .have]) && !traits.has([.determiner, .preposition, .coordinator])
  }

  private func isPronounAlone(_ index: Int) -> Bool {
    let traits = tokens[index].traits
    return traits.contains(.objectPronoun) && !traits.contains(.determiner)
  }

  // MARK: Words that open

  /// Words that open a clause, and hardly ever a name.
  private static let openers: Traits = [
    .determiner, .preposition, .coordinator, .subordinator, .subjectPronoun, .indefinitePronoun, .interrogative,
    .strongPronoun, .adverb,
  ]

  /// Whether a function word with a capital stands here, and no name behind it: *El Salvador*, *Di Maria*.
  func opensClause(_ index: Int) -> Bool {
    guard index + 1 < tokens.count else { return false }
    let (token, next) = (tokens[index], tokens[index + 1])
    guard token.shape.contains(.capitalized), !token.shape.contains(.allCapitals), next.kind == .word else {
      return false
    }
    guard !isCapital(index + 1), token.traits.has(Self.openers) else { return false }
    // *gripe A en el continente*: a letter that is a word too.
    let following = next.traits
    return !following.contains(.preposition) || following.contains(.determiner)
  }

  /// Whether a sentence begins in the middle of a line, in a page that lost its line breaks: *… derruba o dólar A moeda
  /// caiu …*. Pronouns do not tell: *I*, and the polite *Sie*. A single word that ends is a speaker.
  func opensBareSentence(_ gap: Gap, from start: Int) -> Bool {
    guard gap.last > start else { return false }
    let before = tokens[gap.last].traits
    let opening = tokens[gap.next].traits
    guard mayEndBare(gap.last), !before.has(Self.leading), opensClause(gap.next) else { return false }
    return !opening.has([.subjectPronoun, .strongPronoun, .indefinitePronoun])
  }

  /// Words that something must follow.
  private static let leading: Traits = [
    .determiner, .preposition, .coordinator, .subordinator, .relativePronoun, .interrogative, .abbreviation,
  ]

  private func mayEndBare(_ index: Int) -> Bool {
    switch tokens[index].kind {
    case .word, .number: true
    case .quotationMark: !opensQuotation(index)
    case .punctuation: [0x29, 0x5D].contains(sign(index))
    case .address, .symbol: true
    }
  }

  /// `B.B.`, `V.`: capitals with periods.
  private func isLetters(_ index: Int) -> Bool {
    let span = tokens[index].span
    return zip(span.start..<span.end, 0...).allSatisfy { at, place in
      place % 2 == 1 ? utf8[at] == UInt8(ascii: ".") : utf8[at].isASCIIUpper
    }
  }
}
