import DixitDocument
import DixitLexicons

/// Gaps behind which a sentence goes on for certain, whatever a model or the rules of typography make of them.
extension BoundaryReading {
  /// - Parameters:
  ///   - start: the first token of the sentence that may end.
  ///   - isFrench: whether an exclamation may stand inside a sentence; English ends there even before a small letter.
  func goesOn(_ gap: Gap, from start: Int, isFrench: Bool) -> Bool {
    switch gap.final {
    case .none, .ellipsis: false
    case .period: isHour(gap)
    case .question: isFrench && isInnerExclamation(gap, from: start)
    case .finalAbbreviation: isReference(gap)
    case .innerAbbreviation, .initial: areInitials(gap) || isReference(gap)
    }
  }

  /// *J.-F. Roux*: letters with hyphens between them, and a name behind them. Those that the lexicon lets end a sentence
  /// (*J.-C.*, *E.-U.*) are no concern of this.
  private func areInitials(_ gap: Gap) -> Bool {
    guard gap.next == gap.last + 1, tokens[gap.next].kind == .word, isHyphenated(tokens[gap.last].span) else {
      return false
    }
    return tokens[gap.next].shape.contains(.capitalized) && !opensClause(gap.next)
  }

  /// Single capitals with periods, and hyphens between them.
  private func isHyphenated(_ span: Span) -> Bool {
    guard span.count >= 5 else { return false }
    var at = span.start
    while at < span.end {
      at += Folding.decode(utf8, at).length
      guard at < span.end, utf8[at] == UInt8(ascii: ".") else { return false }
      at += 1
      guard at < span.end else { break }
      guard utf8[at] == UInt8(ascii: "-") else { return false }
      at += 1
    }
    return true
  }

  /// *art. L. 123-4*, *art. R 12*, *art. XII*: behind an abbreviation, a capital that is no word and the number it
  /// belongs to, or a Roman number.
  private func isReference(_ gap: Gap) -> Bool {
    guard gap.next == gap.last + 1, gap.next + 1 < tokens.count else { return false }
    let letter = tokens[gap.next]
    guard letter.kind == .word, utf8[letter.span.start].isASCIIUpper else { return false }
    if isRoman(letter.span) { return true }
    var number = gap.next + 1
    switch letter.span.count {
    case 1 where final(number) == .period: number += 1
    case 1 where !letter.traits.has(.functionWord): break
    case 2 where utf8[letter.span.start + 1] == UInt8(ascii: "."): break
    default: return false
    }
    return number < tokens.count && tokens[number].kind == .number
  }

  /// Two letters or more of the small Roman numbers: capitals that stand for a word (*CD*, *MM.*) have others.
  private func isRoman(_ span: Span) -> Bool {
    let letters = utf8[span.start..<span.end]
    return letters.elementsEqual("Ier".utf8) || letters.count > 1 && letters.allSatisfy("IVX".utf8.contains)
  }

  /// *10 h. 30*: the sign of the hour with a period, and the minutes.
  private func isHour(_ gap: Gap) -> Bool {
    guard gap.next == gap.last + 1, gap.last > 1, tokens[gap.last - 2].kind == .number else { return false }
    let (sign, minutes) = (tokens[gap.last - 1], tokens[gap.next])
    guard sign.span.count == 1, sign.traits.contains(.hourSign) else { return false }
    return minutes.kind == .number && minutes.span.count == 2 && utf8[minutes.span.start] < UInt8(ascii: "6")
  }

  /// *Hélas ! trois fois hélas !*: an exclamation mark before a small letter, in a sentence that began with a capital.
  /// Who writes no capitals begins his sentences without one.
  private func isInnerExclamation(_ gap: Gap, from start: Int) -> Bool {
    guard tokens[gap.next].kind == .word, isSmall(gap.next) else { return false }
    let signs = (gap.last..<gap.next).filter { tokens[$0].kind == .punctuation }.map { sign($0) }
    guard signs.contains(0x21), signs.allSatisfy({ [0x21, 0x29, 0x5D].contains($0) }) else { return false }
    let first = (start..<gap.last).first { tokens[$0].kind == .word }
    return first.map { tokens[$0].shape.contains(.capitalized) } ?? false
  }

  private func isSmall(_ index: Int) -> Bool {
    guard !tokens[index].shape.contains(.innerCapital) else { return false }
    return Unicode.Scalar(sign(index))?.properties.isLowercase ?? false
  }
}
