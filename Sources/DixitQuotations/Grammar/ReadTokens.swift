import DixitDocument

/// A text's tokens with nothing around them: rules look at a word's neighbours, and a text may end behind any word.
struct ReadTokens: RandomAccessCollection, Sendable {
  private let all: [Token]

  init(_ all: [Token]) { self.all = all }

  var startIndex: Int { 0 }
  var endIndex: Int { all.count }

  /// The token at an index; before the first and behind the last a sign that means nothing.
  @inline(__always)
  subscript(index: Int) -> Token { all.indices.contains(index) ? all[index] : Self.nothing }

  private static let nothing = Token(span: Span(0, 0), key: 0, kind: .symbol, shape: [])
}
