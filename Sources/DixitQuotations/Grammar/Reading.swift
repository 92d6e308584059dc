import DixitDocument
import DixitLexicons

/// A document as the rules read it: its tokens with what the lexicons know of each, looked up once. A class, because all
/// rules hold it and none changes it: the verb groups are found before anybody else has it.
final class Reading: @unchecked Sendable {
  let document: Document
  let utf8: [UInt8]
  let tokens: ReadTokens
  let traits: [Traits]
  private let wordRoles: [WordRoles]
  let sentences: [Sentence]
  let pairs: [QuotationMarks]
  let lexicon: ReportingLexicon
  /// For each token: its sentence, the name that covers it (or -1), the innermost pair of marks around it (or -1).
  let sentenceOf: [Int32]
  let nameOf: [Int32]
  let pairAround: [Int32]
  /// The pair that a token opens or closes, or -1.
  let pairOpenedBy: [Int32]
  let pairClosedBy: [Int32]
  /// The verb groups that report, by the token they begin with.
  private(set) var groups: [VerbGroup] = []
  private(set) var groupCovering: [Int32]
  private var hasGroups = false

  /// A document with its verb groups: what an earlier stage left of it is taken on.
  static func whole(_ document: Document, _ vocabulary: Vocabulary, _ lexicon: ReportingLexicon) -> Reading {
    let left = (document.workings as? Reading).flatMap { $0.isReading(document) ? $0 : nil }
    let reading =
      left.map { Reading($0, of: document, lexicon) }
      ?? Reading(namesOf: document, vocabulary: vocabulary, lexicon: lexicon)
    if !reading.hasGroups {
      for sentence in reading.sentences { reading.findGroups(in: sentence.tokens) }
      reading.hasGroups = true
    }
    return reading
  }

  private func isReading(_ other: Document) -> Bool {
    other.id == document.id && other.tokens?.count == tokens.count && (other.marks ?? []) == pairs
      && (other.names ?? []) == names
  }

  /// The same reading of a document that has more layers now.
  private init(_ other: Reading, of document: Document, _ lexicon: ReportingLexicon) {
    self.document = document
    self.lexicon = lexicon
    utf8 = other.utf8
    tokens = other.tokens
    traits = other.traits
    wordRoles = other.wordRoles
    sentences = other.sentences
    pairs = other.pairs
    sentenceOf = other.sentenceOf
    nameOf = other.nameOf
    pairAround = other.pairAround
    pairOpenedBy = other.pairOpenedBy
    pairClosedBy = other.pairClosedBy
    groups = other.groups
    groupCovering = other.groupCovering
    hasGroups = other.hasGroups
  }

  /// Without the verb groups: what stands beside a name is read before anyone asks who reports.
  init(namesOf document: Document, vocabulary: Vocabulary, lexicon: ReportingLexicon) {
    self.document = document
    self.lexicon = lexicon
    utf8 = document.text.utf8
    tokens = ReadTokens(document.tokens ?? [])
    let traits = tokens.map { Self.traits(of: $0, in: document.text.utf8, vocabulary) }
    let wordRoles = tokens.map { lexicon.particles.roles(of: $0.key) }
    self.wordRoles = wordRoles
    self.traits = Self.withoutGenitives(traits, wordRoles)
    sentences = (document.sentences ?? []).flatMap { Self.pieces(of: $0, in: document) }
    pairs = document.marks ?? []
    let none = [Int32](repeating: -1, count: tokens.count)
    sentenceOf = Self.spread(sentences.map(\.tokens), over: none)
    nameOf = Self.spread((document.names ?? []).map(\.tokens), over: none)
    pairAround = Self.spread(pairs.map { $0.open..<$0.end }, over: none)
    var opened = none
    var closed = none
    for (index, pair) in pairs.enumerated() {
      opened[pair.open] = Int32(index)
      if let close = pair.close { closed[close] = Int32(index) }
    }
    pairOpenedBy = opened
    pairClosedBy = closed
    groupCovering = none
  }

  /// A hyphenated word that no lexicon has is what its human part is: *entraîneur-chef*, *ex-défenseure*.
  private static func traits(of token: Token, in utf8: [UInt8], _ vocabulary: Vocabulary) -> Traits {
    let traits = token.traits
    guard traits.isEmpty, token.kind == .word,
      let hyphen = utf8[token.span.start..<token.span.end].firstIndex(of: 0x2D),
      hyphen > token.span.start, hyphen + 1 < token.span.end
    else { return traits }
    let first = vocabulary.traits(of: Span(token.span.start, hyphen), in: utf8)
    return first.has(.humanNoun) ? first : vocabulary.traits(of: Span(hyphen + 1, token.span.end), in: utf8)
  }

  /// *'s* is a verb behind a pronoun (*it's late*) and before a participle (*Smith's leaving*), else it tells an owner.
  private static func withoutGenitives(_ traits: [Traits], _ roles: [WordRoles]) -> [Traits] {
    var traits = traits
    let pronouns: Traits = [.subjectPronoun, .relativePronoun, .interrogative, .subordinator]
    for index in traits.indices.dropFirst() where roles[index].contains(.genitive) && traits[index].has(.be) {
      let next = index + 1 < traits.count ? traits[index + 1] : []
      let isVerb =
        traits[index - 1].has(pronouns) || next.has([.presentParticiple, .negation, .determiner]) && !next.has(.noun)
      if !isVerb { traits[index] = [] }
    }
    return traits
  }

  /// A sentence as the rules see it: one of thousands of words, which only broken text has, is read in pieces, because
  /// what looks around in it would cost the square of its length.
  private static func pieces(of sentence: Sentence, in document: Document) -> [Sentence] {
    guard sentence.tokens.count > longestSentence else { return [sentence] }
    return stride(from: sentence.tokens.lowerBound, to: sentence.tokens.upperBound, by: longestSentence).map { start in
      let tokens = start..<min(start + longestSentence, sentence.tokens.upperBound)
      return Sentence(span: document.span(of: tokens), tokens: tokens)
    }
  }

  /// In tokens; the longest sentence of the treebanks and the gold articles has 150.
  private static let longestSentence = 500

  private static func spread(_ ranges: [Range<Int>], over none: [Int32]) -> [Int32] {
    var result = none
    for (index, range) in ranges.enumerated() {
      for token in range { result[token] = Int32(index) }
    }
    return result
  }

  private func findGroups(in sentence: Range<Int>) {
    var at = sentence.lowerBound
    while at < sentence.upperBound {
      guard let group = verbGroup(around: at, in: sentence) else {
        at += 1
        continue
      }
      for token in group.range { groupCovering[token] = Int32(groups.count) }
      groups.append(group)
      at = max(at + 1, group.range.upperBound)
    }
  }

  // MARK: Asking

  var names: [Name] { document.names ?? [] }

  /// The key by which the knowledge base knows a word.
  func nameKey(_ index: Int) -> UInt64 { NameHasher.key(utf8, tokens[index].span) }

  var particles: Particles { lexicon.particles }

  var syntax: Syntax { lexicon.syntax }

  /// Whether a token tells that what stands before it owns what follows: *Smith's*, *the workers'*.
  func isGenitive(_ index: Int) -> Bool {
    isOne(index, of: .genitive) && traits[index].isEmpty && index > 0
      && !tokens[index].shape.contains(.spaceBefore) && pairOpenedBy[index] < 0 && pairClosedBy[index] < 0
  }

  func sentence(of token: Int) -> Range<Int> { sentences[Int(sentenceOf[token])].tokens }

  /// The first scalar of a token: enough to tell signs apart.
  func sign(_ index: Int) -> UInt32 {
    tokens.indices.contains(index) ? Folding.decode(utf8, tokens[index].span.start).scalar : 0
  }

  func isSign(_ index: Int, _ sign: Unicode.Scalar) -> Bool {
    tokens.indices.contains(index) && tokens[index].kind != .word && self.sign(index) == sign.value
  }

  func has(_ index: Int, _ any: Traits) -> Bool { tokens.indices.contains(index) && traits[index].has(any) }

  func isName(_ index: Int) -> Bool { tokens.indices.contains(index) && nameOf[index] >= 0 }

  /// Whether a token does something, or any of some things.
  func isOne(_ index: Int, of role: WordRole) -> Bool {
    wordRoles.indices.contains(index) && wordRoles[index].contains(role)
  }

  func isOne(_ index: Int, of roles: WordRoles) -> Bool {
    wordRoles.indices.contains(index) && wordRoles[index].containsAny(of: roles)
  }

  /// The pairs of marks that open in a range, and those that close in it as well.
  func pairs(openedIn range: Range<Int>) -> Range<Int> {
    let first = pairs.partitioningIndex { $0.open >= range.lowerBound }
    let end = pairs.partitioningIndex { $0.open >= range.upperBound }
    return first..<max(first, end)
  }

  func pairs(inside range: Range<Int>) -> [Int] { pairs(openedIn: range).filter { pairs[$0].end <= range.upperBound } }

  /// The tokens that a span touches: a pronoun's span is less than its token.
  func tokens(touching span: Span) -> Range<Int> {
    let tokens = document.tokens ?? []
    let first = tokens.partitioningIndex { $0.span.end > span.start }
    let end = tokens.partitioningIndex { $0.span.start >= span.end }
    return first..<max(first, end)
  }

  func group(at index: Int) -> VerbGroup? {
    tokens.indices.contains(index) && groupCovering[index] >= 0 ? groups[Int(groupCovering[index])] : nil
  }

  func groups(in range: Range<Int>) -> ArraySlice<VerbGroup> {
    let first = groups.partitioningIndex { $0.range.lowerBound >= range.lowerBound }
    let end = groups.partitioningIndex { $0.range.lowerBound >= range.upperBound }
    return groups[first..<max(first, end)]
  }

  /// Whether a token is a finite verb for sure enough to make a clause: not a noun behind a determiner.
  func isFiniteVerb(_ index: Int) -> Bool {
    guard has(index, [.finiteVerb, .be, .have]), !isName(index) else { return false }
    if syntax.has(.baseForms), !has(index, .finiteVerb) || isGoverned(index) || isNounByPlace(index) { return false }
    if !has(index, [.noun, .adjective, .preposition, .adverb]) {
      return !has(index, [.determiner]) || has(index, [.be, .have])
    }
    if has(index, [.be, .have]) && traits[index].contains(.finiteVerb) {
      return !has(index - 1, [.determiner]) || has(index - 1, [.objectPronoun]) && !has(index - 1, [.noun])
    }
    if has(index, .usuallyVerb), index > 0, tokens[index - 1].kind == .word,
      !has(index - 1, [.determiner, .preposition, .be, .have])
    {
      return true
    }
    // *en affaires* is no verb behind its pronoun.
    if has(index, .seldomVerb), has(index - 1, .preposition) { return false }
    return has(index - 1, [.subjectPronoun, .objectPronoun, .negation, .relativePronoun])
      && !has(index - 1, .determiner)
      || tokens.indices.contains(index + 1) && tokens[index + 1].shape.contains(.enclitic)
  }

  func hasFiniteVerb(in range: Range<Int>) -> Bool { range.contains { isFiniteVerb($0) } }

  /// Trims signs that never belong to a content: outer spaces, commas, a final period, dashes.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, isSeparator(start) { start += 1 }
    while end > start, isSeparator(end - 1) || isSign(end - 1, ".") && tokens[end - 1].span.count == 1 { end -= 1 }
    return start..<end
  }

  /// Trims only what leads on from the words before: separators, and the period that ends them.
  func opened(_ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    while start < range.upperBound, isSeparator(start) || isSign(start, ".") { start += 1 }
    return start..<range.upperBound
  }

  /// Leaves out what leads on from the sentence before: *Mais*, *En effet,*.
  func withoutConnective(_ range: Range<Int>) -> Range<Int> {
    let words = particles.connectives.first { words in
      words.count < range.count && words.indices.allSatisfy { tokens[range.lowerBound + $0].key == words[$0] }
    }
    return words.map { trimmed(range.lowerBound + $0.count..<range.upperBound) } ?? range
  }

  private func isSeparator(_ index: Int) -> Bool {
    guard tokens[index].kind == .punctuation else { return false }
    return switch sign(index) {
    case 0x2C, 0x3B, 0x3A, 0x2D, 0x2013, 0x2014: true
    default: false
    }
  }
}
