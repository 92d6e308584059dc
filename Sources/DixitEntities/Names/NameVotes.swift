import DixitDocument
import DixitGrammar
import DixitLexicons

/// What a first reading made of the whole document, as features of the second: a name that is clear in one sentence
/// helps where it is not.
package struct NameVotes {
  private let words: NameWords
  private let numbers: WordNumbers
  /// The tags of the first reading, a byte a token.
  private let tags: [UInt8]
  /// For each word, how often the first reading gave it each tag.
  private var counts: [SIMD16<UInt8>]
  /// For each token, what its word is elsewhere.
  private var votes: [UInt16] = []
  /// For each token, where it stands in a name of several words that the first reading found elsewhere: the tag, 0 for
  /// nowhere.
  private var phrases: [UInt8]

  /// - Parameter tags: one a token; outside, where a token is in no sentence.
  init(words: NameWords, numbers: WordNumbers, tags: [UInt8]) {
    self.words = words
    self.numbers = numbers
    self.tags = tags
    counts = Array(repeating: SIMD16(), count: numbers.count)
    phrases = [UInt8](repeating: 0, count: tags.count)
    count()
    votes = tags.indices.map(vote)
    match()
  }

  private mutating func count() {
    for (index, tag) in tags.enumerated() where words.isCapital(index) || tag != 0 {
      counts[numbers[index]][Int(tag)].add()
    }
  }

  private mutating func match() {
    var names = [[Range<Int>]](repeating: [], count: numbers.count)
    for (tokens, _) in NameTag.names(in: tags.map(Int.init), from: 0) where tokens.count > 1 {
      let first = numbers[tokens.lowerBound]
      if !names[first].contains(where: { isSame($0, tokens) }) { names[first].append(tokens) }
    }
    var end = 0
    for start in tags.indices where start >= end {
      let candidates = names[numbers[start]]
      let longest = candidates.filter { isSame($0, start..<start + $0.count) }.max { $0.count < $1.count }
      guard let longest, longest.lowerBound != start else { continue }
      for offset in 0..<longest.count { phrases[start + offset] = tags[longest.lowerBound + offset] }
      end = start + longest.count
    }
  }

  private func isSame(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    left.count == right.count && right.upperBound <= tags.count
      && zip(left, right).allSatisfy { numbers[$0] == numbers[$1] }
  }

  /// The features of one token, beside those of the first reading, in the order in which the model learns them.
  package func collect(_ index: Int, in sentence: Range<Int>, shape: UInt64, into features: inout FeatureList) {
    features.removeAll()
    addVotes(view(index, sentence), shape, &features)
    addWord(index, &features)
    features.sort()
  }

  /// The scores of the same features: all that don't depend on the word are worked out once for all tokens alike.
  func scores(_ index: Int, in sentence: Range<Int>, shape: UInt64, _ cache: inout ScoreCache) -> SIMD16<Int16> {
    let view = view(index, sentence)
    let tags = view.own | view.before << 8 | view.after << 16 | view.listed.before << 24 | view.listed.behind << 32
    let votes = view.vote | view.voteBefore << 16 | view.voteAfter << 32 | view.phrase << 48
    return cache.scores(.init(tags, votes, shape, last: 1)) { addVotes(view, shape, &$0) }
      &+ cache.scores(.init(words.tokens[index].key, view.own, 0, last: 2)) { addWord(index, &$0) }
  }

  /// What the first reading made of a token and of those beside it.
  private struct View {
    let own, before, after: UInt64
    let vote, voteBefore, voteAfter: UInt64
    let phrase: UInt64
    let listed: (before: UInt64, behind: UInt64)
  }

  private func view(_ index: Int, _ sentence: Range<Int>) -> View {
    View(
      own: UInt64(tags[index]), before: tag(index - 1, sentence), after: tag(index + 1, sentence),
      vote: UInt64(votes[index]), voteBefore: vote(index - 1, sentence), voteAfter: vote(index + 1, sentence),
      phrase: UInt64(phrases[index]),
      listed: (neighbour(before: index, sentence), neighbour(behind: index, sentence)))
  }

  private func addVotes(_ view: View, _ shape: UInt64, _ features: inout FeatureList) {
    features.add(1, view.own)
    features.add(2, view.before, view.own, view.after)
    features.add(3, view.vote, view.own)
    features.add(4, view.vote, shape)
    features.add(5, view.phrase, view.own)
    features.add(6, view.phrase, view.vote)
    features.add(7, view.voteBefore, view.vote, view.own)
    features.add(8, view.voteAfter, view.vote, view.own)
    features.add(10, view.listed.before, view.own)
    features.add(11, view.listed.behind, view.own)
  }

  private func addWord(_ index: Int, _ features: inout FeatureList) {
    features.add(9, words.tokens[index].key, UInt64(tags[index]))
  }

  /// The tag of the name before a comma or *et*: names of a list are of one kind.
  private func neighbour(before index: Int, _ sentence: Range<Int>) -> UInt64 {
    var at = index
    while at > max(sentence.lowerBound, index - Self.longestName), tags[at] != 0, !NameTag.isFirst(Int(tags[at])) {
      at -= 1
    }
    guard at - 2 >= sentence.lowerBound, isListing(at - 1) else { return 0 }
    return 1 + UInt64(tags[at - 2])
  }

  private func neighbour(behind index: Int, _ sentence: Range<Int>) -> UInt64 {
    var at = index + 1
    while at < min(sentence.upperBound, index + Self.longestName), tags[at] != 0, !NameTag.isFirst(Int(tags[at])) {
      at += 1
    }
    guard at + 1 < sentence.upperBound, isListing(at) else { return 0 }
    return 1 + UInt64(tags[at + 1])
  }

  /// In tokens: no name is longer, and a page of capitals must not be read again from each.
  private static let longestName = 64

  private func isListing(_ index: Int) -> Bool {
    words.traits[index].contains(.coordinator)
      || words.tokens[index].span.count == 1 && words.utf8[words.tokens[index].span.start] == UInt8(ascii: ",")
  }

  private func tag(_ index: Int, _ sentence: Range<Int>) -> UInt64 {
    sentence.contains(index) ? UInt64(tags[index]) : 99
  }

  private func vote(_ index: Int, _ sentence: Range<Int>) -> UInt64 {
    sentence.contains(index) ? UInt64(votes[index]) : 1
  }

  /// What the word is elsewhere in the document: its commonest tag but outside, how often it has that, another of
  /// these tags, and none of them; 0 for a word that is no name anywhere.
  private func vote(_ index: Int) -> UInt16 {
    var counts = counts[numbers[index]]
    if counts == SIMD16() { return 0 }
    let own = Int(tags[index])
    if counts[own] > 0 { counts[own] -= 1 }
    let outside = counts[0]
    counts[0] = 0
    let most = counts.max()
    if most == 0 { return 2 | UInt16(min(2, outside)) << 2 }
    let tag = (0..<NameTag.count).first { counts[$0] == most }!
    let others = counts.wrappedSum() &- most
    return 3 | UInt16(tag) << 2 | UInt16(min(3, most)) << 6 | UInt16(min(2, others)) << 8 | UInt16(min(2, outside))
      << 10
  }
}

extension UInt8 {
  /// One more, up to the largest.
  fileprivate mutating func add() { self = self == .max ? self : self + 1 }
}
