import DixitDocument
import DixitKnowledge
import DixitLexicons

struct KnownName {
  let type: EntityType
  let popularity: Double
  let isCurated: Bool
  /// The types of all things of that name, a bit each.
  var types: UInt64 = 0

  /// How much better known a thing must be that bears the name less properly.
  fileprivate static func weight(_ kind: Candidate.Kind) -> Double {
    switch kind {
    case .curated: 0.3
    case .label: 0.2
    case .alias: 0.1
    case .derived, .surname: 0
    }
  }
}

/// The names of the knowledge base that begin at each token: looked up once for the rules and for the model.
struct KnownNames {
  /// The longest name that is looked up, in tokens.
  static let longest = 9
  private var names: [(end: Int, name: KnownName)] = []
  /// For each token where its names end in `names`, those of the tokens before it ahead of them.
  private var ends: [Int] = []

  /// - Parameter mayOpen: whether a name may begin with a token.
  init(_ words: NameWords, _ knowledge: KnowledgeBase, _ sentences: [Sentence], mayOpen: (Int) -> Bool) {
    ends.reserveCapacity(words.tokens.count)
    for sentence in sentences {
      while ends.count < sentence.tokens.lowerBound { ends.append(names.count) }
      for start in sentence.tokens {
        if mayOpen(start) { lookUp(from: start, in: sentence.tokens, words, knowledge) }
        ends.append(names.count)
      }
    }
  }

  /// The names that begin with a token of one of the sentences, the shortest first, and where they end.
  subscript(start: Int) -> ArraySlice<(end: Int, name: KnownName)> {
    names[(start == 0 ? 0 : ends[start - 1])..<ends[start]]
  }

  private mutating func lookUp(
    from start: Int, in sentence: Range<Int>, _ words: NameWords, _ knowledge: KnowledgeBase
  ) {
    var hasher = NameHasher()
    var position = words.tokens[start].span.start
    for end in start + 1...min(start + Self.longest, sentence.upperBound) {
      let last = words.tokens[end - 1]
      if end > start + 1 && last.kind == .quotationMark { break }
      hasher.add(words.utf8, Span(position, last.span.end))
      position = last.span.end
      if last.kind == .punctuation || last.shape.contains(.elided) { continue }
      if let name = knowledge.bestKnown(hasher.key) { names.append((end, name)) }
    }
  }
}

extension KnowledgeBase {
  /// How many people bear a given name; zero for fewer than four: too few to tell a name from a family name.
  func bearers(ofGivenName key: UInt64) -> Int {
    let bearers = givenName(key).map { $0.feminine + $0.masculine } ?? 0
    return bearers < 4 ? 0 : bearers
  }

  /// The best-known thing of a name.
  func bestKnown(_ key: UInt64) -> KnownName? {
    var best: KnownName?
    var weight = -1.0
    var types: UInt64 = 0
    for candidate in candidates(for: key) {
      let item = item(candidate.item)
      types |= 1 << UInt64(NameTag.first(item.type) / 2)
      let own = item.popularity + KnownName.weight(candidate.kind) + (item.isCurated ? 0.1 : 0)
      if own > weight {
        let isTrusted = item.isCurated && candidate.kind.rawValue <= Candidate.Kind.alias.rawValue
        best = KnownName(type: item.type, popularity: item.popularity, isCurated: isTrusted)
        weight = own
      }
    }
    best?.types = types
    return best
  }
}
