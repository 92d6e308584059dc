import DixitDocument

/// The tokens as elements.
extension TEIDocument {
  /// A stretch of the text between two tags, with its tokens where they are wanted. Stretches come in text order.
  mutating func putText(_ span: Span) {
    guard writesTokens else { return put(span) }
    var at = span.start
    while nextToken.index < tokens.tokens.count {
      let token = tokens.tokens[nextToken.index].span
      if token.start >= span.end { break }
      let inside = Span(max(at, token.start), max(at, token.start, min(token.end, span.end)))
      if !inside.isEmpty {
        put(Span(at, inside.start))
        write(token: nextToken.index, inside)
        at = inside.end
        nextToken.parts += 1
      }
      if token.end > span.end { break }
      nextToken = (nextToken.index + 1, 0)
    }
    put(Span(at, span.end))
  }

  /// A token or the part of it that lies within one element: `a-t-elle` is cut where *elle* is a mention.
  private mutating func write(token index: Int, _ part: Span) {
    let token = tokens.tokens[index]
    let element: StaticString = token.kind == .punctuation || token.kind == .quotationMark ? "pc" : "w"
    output.put("<")
    output.put(element)
    attribute("xml:id", "t", index + 1)
    if nextToken.parts > 0 {
      output.removeLast()
      output.put(".")
      output.put(nextToken.parts + 1)
      output.put("\"")
    }
    if part != token.span {
      attribute("part", part.start == token.span.start ? "I" : part.end == token.span.end ? "F" : "M")
    }
    if let lemmas = document.lemmas, index < lemmas.count { attribute("lemma", lemmas[index]) }
    if let tags = document.tags, index < tags.count {
      attribute("pos", tags[index].partOfSpeech.universalName)
      let names = features[tags[index]]
      attribute("msd", names == "_" ? nil : names)
    }
    if part.end < token.span.end || tokens.gap(behind: index).isEmpty && index + 1 < tokens.tokens.count {
      output.put(" join=\"right\"")
    }
    output.put(">")
    put(part)
    output.put("</")
    output.put(element)
    output.put(">")
  }
}
