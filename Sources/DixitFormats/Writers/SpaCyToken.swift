import DixitDocument

/// A token as spaCy cuts them.
struct SpaCyToken {
  let span: Span
  /// Index of the document's token; nil for white space.
  let index: Int?

  static func all(of document: Document, _ table: TokenTable) -> [SpaCyToken] {
    var tokens: [SpaCyToken] = []
    var pending = table.lead.start
    // Whether a token that spaCy takes for a word ends right here: the space behind it is its own.
    var isBehindWord = false
    let addGap = { (end: Int, tokens: inout [SpaCyToken]) in
      if pending < end, isBehindWord, document.text.utf8[pending] == 0x20 { pending += 1 }
      if pending < end { tokens.append(SpaCyToken(span: Span(pending, end), index: nil)) }
    }
    for (index, token) in table.tokens.enumerated() where !document.text.isWhiteSpace(token.span) {
      addGap(token.span.start, &tokens)
      tokens.append(SpaCyToken(span: token.span, index: index))
      pending = token.span.end
      isBehindWord = true
    }
    addGap(document.text.utf8.count, &tokens)
    return tokens
  }
}

extension Text {
  /// Whether all of a span is what Python calls white space.
  fileprivate func isWhiteSpace(_ span: Span) -> Bool {
    if let first = bytes(span).first, 0x21...0x7E ~= first { return false }
    return String(decoding: bytes(span), as: UTF8.self).unicodeScalars.allSatisfy {
      switch $0.value {
      case 9...13, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
      default: false
      }
    }
  }
}
