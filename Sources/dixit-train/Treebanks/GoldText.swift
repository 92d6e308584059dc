import DixitDocument
import DixitLexicons

/// A treebank as one text with our tokens: what a stage sees, cut as the treebank cuts it.
struct GoldText {
  let utf8: [UInt8]
  let tokens: [Token]
  /// One range of tokens a sentence.
  let sentences: [Range<Int>]
  /// The gold of each token.
  let gold: [TreebankToken]

  init(_ treebank: Treebank, _ vocabulary: Vocabulary) {
    var utf8: [UInt8] = []
    var tokens: [Token] = []
    var sentences: [Range<Int>] = []
    var gold: [TreebankToken] = []
    for sentence in treebank.sentences {
      let first = tokens.count
      var isAfterSpace = true
      for token in sentence.tokens {
        let start = utf8.count
        utf8 += Array(token.form.utf8)
        let span = Span(start, utf8.count)
        tokens.append(
          Token(
            span: span, key: Folding.wordKey(utf8, span), kind: .word, shape: isAfterSpace ? .spaceBefore : []))
        isAfterSpace = token.isSpaceAfter
        if isAfterSpace { utf8.append(UInt8(ascii: " ")) }
        gold.append(token)
      }
      utf8.append(UInt8(ascii: "\n"))
      sentences.append(first..<tokens.count)
    }
    self.utf8 = utf8
    self.tokens = vocabulary.knowing(tokens)
    self.sentences = sentences
    self.gold = gold
  }
}
