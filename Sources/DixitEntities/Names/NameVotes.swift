import DixitDocument
import DixitGrammar
import DixitLexicons

/// What a first reading made of the whole document, as features of the second: a name that is clear in one sentence
/// helps where it is not.
package struct NameVotes {
  private let words: NameWords
  /// The tags of the first reading, a byte a token.
  private let tags: [UInt8]
  /// For each word, how often the first reading gave it each tag.
  private var counts: [WordKey: SIMD16<UInt8>] = [:]
  /// For each token, where it stands in a name of several words that the first reading found elsewhere: the tag, 0 for
  /// nowhere.
  private var phrases: [UInt8]

  /// - Parameter tags: one a token; outside, where a token is in no sentence.
  init(words: NameWords, tags: [UInt8]) {
    self.words = words
    self.tags = tags
    phrases = [UInt8](repeating: 0, count: tags.count)
    count()
    match()
  }

  private mutating func count() {
    for (index, tag) in tags.enumerated() where words.isCapital(index) || tag != 0 {
      counts[words.tokens[index].key, default: SIMD16()][Int(tag)].add()
    }
  }

  private mutating func match() {
    var names: [WordKey: [Range<Int>]] = [:]
    for (tokens, _) in NameTag.names(in: tags.map(Int.init), from: 0) where tokens.count > 1 {
      let first = words.tokens[tokens.lowerBound].key
      if names[first]?.contains(where: { isSame($0, tokens) }) != true { names[first, default: []].append(tokens) }
    }
    if names.isEmpty { return }
    var end = 0
    for start in tags.indices {
      guard start >= end, let candidates = names[words.tokens[start].key] else { continue }
      let longest = candidates.filter { isSame($0, start..<start + $0.count) }.max { $0.count < $1.count }
      guard let longest, longest.lowerBound != start else { continue }
      for offset in 0..<longest.count { phrases[start + offset] = tags[longest.lowerBound + offset] }
      end = start + longest.count
    }
  }

  private func isSame(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    left.count == right.count && right.upperBound <= words.tokens.count
      && zip(left, right).allSatisfy { words.tokens[$0].key == words.tokens[$1].key }
  }

  /// The features of one token, beside those of the first reading.
  package func collect(_ index: Int, in sentence: Range<Int>, shape: UInt64, into features: inout FeatureList) {
    features.removeAll()
    let own = tag(index, sentence)
    let vote = vote(index)
    let phrase = UInt64(phrases[index])
    features.add(1, own)
    features.add(2, tag(index - 1, sentence), own, tag(index + 1, sentence))
    features.add(3, vote, own)
    features.add(4, vote, shape)
    features.add(5, phrase, own)
    features.add(6, phrase, vote)
    features.add(7, sentence.contains(index - 1) ? self.vote(index - 1) : 1, vote, own)
    features.add(8, sentence.contains(index + 1) ? self.vote(index + 1) : 1, vote, own)
    features.add(9, words.tokens[index].key, own)
    features.add(10, neighbour(before: index, sentence), own)
    features.add(11, neighbour(behind: index, sentence), own)
  }

  /// The tag of the name before a comma or *et*: names of a list are of one kind.
  private func neighbour(before index: Int, _ sentence: Range<Int>) -> UInt64 {
    var at = index
    while at > sentence.lowerBound, tags[at] != 0, !NameTag.isFirst(Int(tags[at])) { at -= 1 }
    guard at - 2 >= sentence.lowerBound, isListing(at - 1) else { return 0 }
    return 1 + UInt64(tags[at - 2])
  }

  private func neighbour(behind index: Int, _ sentence: Range<Int>) -> UInt64 {
    var at = index + 1
    while at < sentence.upperBound, tags[at] != 0, !NameTag.isFirst(Int(tags[at])) { at += 1 }
    guard at + 1 < sentence.upperBound, isListing(at) else { return 0 }
    return 1 + UInt64(tags[at + 1])
  }

  private func isListing(_ index: Int) -> Bool {
    words.traits[index].contains(.coordinator)
      || words.tokens[index].span.count == 1 && words.utf8[words.tokens[index].span.start] == UInt8(ascii: ",")
  }

  private func tag(_ index: Int, _ sentence: Range<Int>) -> UInt64 {
    sentence.contains(index) ? UInt64(tags[index]) : 99
  }

  /// What the word is elsewhere in the document: its commonest tag but outside, how often it has that, another of
  /// these tags, and none of them.
  private func vote(_ index: Int) -> UInt64 {
    guard var counts = counts[words.tokens[index].key] else { return 0 }
    let own = Int(tags[index])
    if counts[own] > 0 { counts[own] -= 1 }
    let outside = counts[0]
    counts[0] = 0
    let most = counts.max()
    if most == 0 { return 2 | UInt64(min(2, outside)) << 2 }
    let tag = (0..<NameTag.count).first { counts[$0] == most }!
    let others = counts.wrappedSum() &- most
    return 3 | UInt64(tag) << 2 | UInt64(min(3, most)) << 6 | UInt64(min(2, others)) << 8 | UInt64(min(2, outside))
      << 10
  }
}

extension UInt8 {
  /// One more, up to the largest.
  fileprivate mutating func add() { self = self == .max ? self : self + 1 }
}
