import DixitDocument
import DixitGrammar
import DixitKnowledge
import DixitLexicons

/// Finds every name mention and its type: by capitals, lexicons and the knowledge base's own names.
public struct NameFinder: Stage {
  public let name = "names"
  public let reads: Set<Layer> = [.paragraphs, .tokens, .marks, .sentences]
  public let writes = Layer.names
  private let lexicons: ByLanguage<NameLexicon>
  private let knowledge: KnowledgeBase
  /// Nil while the model itself is made.
  private let tagger: NameTagger?

  public init(lexicons: ByLanguage<NameLexicon>, knowledge: KnowledgeBase, model: ModelFile?) throws {
    tagger = try model.map(NameTagger.init)
    self.lexicons = lexicons
    self.knowledge = knowledge
  }

  /// The same stage with another model.
  package func with(_ model: ModelFile) throws -> NameFinder {
    try NameFinder(lexicons: lexicons, knowledge: knowledge, model: model)
  }

  public func annotate(_ document: inout Document) throws {
    let (features, byRules, sentences) = try read(document)
    document.names = tagger.map { tagged(byRules, sentences, features, $0) } ?? byRules
  }

  /// The features of a document's tokens, for training: what `annotate` gives the model.
  package func features(of document: Document) throws -> NameFeatures { try read(document).features }

  /// What the rules make of a document, and what the model sees of it.
  private func read(_ document: Document) throws -> (features: NameFeatures, byRules: [Name], sentences: [Sentence]) {
    let words = NameWords(document: document)
    let sentences = (document.sentences ?? []).filter { document.coverage(at: $0.span) != .none }
    let lexicon = try lexicons.value(for: document)
    let chains = NameChains(words: words, lexicon: lexicon, knowledge: knowledge, sentences: sentences)
    let typing = NameTyping(words: words, heads: chains.heads)
    let byRules = typing.reconciled(names(sentences, chains, typing))
    let features = NameFeatures(words: words, chains: chains, rules: byRules, sentences: sentences)
    return (features, byRules, sentences)
  }

  private func names(_ sentences: [Sentence], _ chains: NameChains, _ typing: NameTyping) -> [Name] {
    var names: [Name] = []
    for sentence in sentences {
      var at = sentence.tokens.lowerBound
      while at < sentence.tokens.upperBound {
        guard let chain = chains.chain(at: at, in: sentence.tokens) else {
          at += 1
          continue
        }
        names.append(typing.name(of: chain, in: sentence.tokens))
        at = chain.tokens.upperBound
      }
    }
    return names
  }

  /// What the sequence model makes of the sentences; a name that the rules have too keeps their reason.
  private func tagged(
    _ byRules: [Name], _ sentences: [Sentence], _ features: NameFeatures, _ tagger: NameTagger
  ) -> [Name] {
    let words = features.words
    let ruled = Dictionary(byRules.map { ($0.tokens, $0) }, uniquingKeysWith: { first, _ in first })
    let found = NameTag.names(in: tagger.tags(of: sentences, features).map(Int.init), from: 0).map { tokens, type in
      let tokens = words.person(tokens, type)
      if let rule = ruled[tokens], rule.type == type { return rule }
      return Name(tokens: tokens, type: type, rule: "sequence-model", confidence: 0.8)
    }
    return consistent(joined(found.flatMap { divided($0, words) }, words), byRules, words)
  }

  /// *le président de l'Assemblée | Claude Bartolone*: behind what somebody presides stands who it is.
  private func divided(_ name: Name, _ words: NameWords) -> [Name] {
    guard name.type == .organisation, name.tokens.count > 2, words.isOfRole(name.tokens.lowerBound),
      let given = name.tokens.dropFirst().dropLast().first(where: { opensPerson($0, words) })
    else { return [name] }
    return [
      Name(tokens: name.tokens.lowerBound..<given, type: .organisation, rule: "before-holder", confidence: 0.75),
      Name(tokens: given..<name.tokens.upperBound, type: .person, rule: "holder", confidence: 0.85),
    ]
  }

  /// Whether a word is a given name for more people than a family name, and has a capital behind it.
  private func opensPerson(_ index: Int, _ words: NameWords) -> Bool {
    guard words.isCapital(index), words.isCapital(index + 1) || words.traits[index + 1].contains(.personParticle) else {
      return false
    }
    if words.traits[index].has([.givenName, .ambiguousGivenName]) { return true }
    let key = words.nameKey(index..<index + 1)
    return knowledge.bearers(ofGivenName: key) > knowledge.familyName(key)
  }

  /// *Marks & Spencer*: what stands on both sides of the sign is one company.
  private func joined(_ names: [Name], _ words: NameWords) -> [Name] {
    var joined: [Name] = []
    for name in names {
      let behind = words.behindAmpersand(name.tokens.upperBound)
      let end = max(behind ?? 0, name.tokens.upperBound)
      guard let last = joined.last, last.tokens.upperBound > name.tokens.lowerBound else {
        joined.append(behind == nil ? name : Self.company(name.tokens.lowerBound..<end))
        continue
      }
      // The sign before has taken its first word.
      joined[joined.count - 1] = Self.company(last.tokens.lowerBound..<max(end, last.tokens.upperBound))
    }
    return joined
  }

  private static func company(_ tokens: Range<Int>) -> Name {
    Name(tokens: tokens, type: .organisation, rule: "ampersand", confidence: 0.85)
  }

  /// A name that the rules see and the model does not, but has elsewhere in the document, is one here too.
  private func consistent(_ found: [Name], _ byRules: [Name], _ words: NameWords) -> [Name] {
    var types: [UInt64: EntityType] = [:]
    for name in found { types[words.nameKey(name.tokens)] = name.type }
    var covered = [Bool](repeating: false, count: words.tokens.count)
    for name in found { for token in name.tokens { covered[token] = true } }
    let missed = byRules.compactMap { rule -> Name? in
      guard !rule.tokens.contains(where: { covered[$0] }), let type = types[words.nameKey(rule.tokens)] else {
        return nil
      }
      return Name(tokens: rule.tokens, type: type, rule: "seen-elsewhere", confidence: 0.75)
    }
    return missed.isEmpty ? found : (found + missed).sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
  }
}

/// The document's tokens with what the vocabulary knows of each: looked up once.
struct NameWords {
  let utf8: [UInt8]
  let tokens: [Token]
  let traits: [Traits]
  let marks: [QuotationMarks]
  /// Whether each token opens a pair of marks.
  let opens: [Bool]

  init(document: Document) {
    utf8 = document.text.utf8
    tokens = document.tokens ?? []
    traits = tokens.map(\.traits)
    marks = document.marks ?? []
    var opens = [Bool](repeating: false, count: tokens.count)
    for pair in marks { opens[pair.open] = true }
    self.opens = opens
  }

  /// Whether a token may stand in a name by its letters: a capital anywhere.
  func isCapital(_ index: Int) -> Bool {
    tokens[index].kind == .word && tokens[index].shape.isDisjoint(with: [.elided, .enclitic])
      && !tokens[index].shape.isDisjoint(with: [.capitalized, .innerCapital])
  }

  /// Whether a capital here proves nothing: the first word of a sentence, a quotation, an item.
  func isInitial(_ index: Int, in sentence: Range<Int>) -> Bool {
    var at = index - 1
    while at >= sentence.lowerBound {
      if opens[at] { return true }
      if tokens[at].kind == .word && !tokens[at].shape.contains(.elided) || tokens[at].kind == .number { return false }
      if tokens[at].kind == .word && at > sentence.lowerBound { return false }
      if tokens[at].kind == .punctuation {
        let sign = Folding.decode(utf8, tokens[at].span.start).scalar
        // *Coronavirus : Les hôpitaux …*, dashes and bullets.
        return at == sentence.lowerBound || [0x3A, 0x2D, 0x2013, 0x2014, 0x2022, 0x5B].contains(sign)
      }
      at -= 1
    }
    return true
  }

  /// Whether the vocabulary knows the word with a small letter.
  func isCommon(_ index: Int) -> Bool { traits[index].has([.openClass, .functionWord, .numeral]) }

  func isFunction(_ index: Int) -> Bool { traits[index].has(.functionWord) }

  /// A person's name without the title or office before it, and with the small word that a bare surname keeps:
  /// *M. **Dupont***, *le ministre de la Défense **Paul Morel***, *M. **de Villepin***.
  func person(_ name: Range<Int>, _ type: EntityType) -> Range<Int> {
    guard type == .person else { return name }
    var first = name.lowerBound
    while first + 1 < name.upperBound, isTitle(first) { first += 1 }
    // Persons take no article: the capital behind one belongs to the office.
    if name.upperBound - first > 1, first > 0, traits[first - 1].contains(.determiner),
      traits[first].contains(.noun), !traits[first].contains(.givenName)
    {
      first += 1
    }
    var particle = first
    while particle > 0, traits[particle - 1].contains(.personParticle), !isCapital(particle - 1) { particle -= 1 }
    let isTitled = particle > 0 && isTitle(particle - 1)
    return (isTitled && !traits[first].contains(.givenName) ? particle : first)..<name.upperBound
  }

  /// Whether *de* and a role stand before a token: *le président de l'*, *le patron de*.
  func isOfRole(_ index: Int) -> Bool {
    var at = index - 1
    while at > 0, traits[at].contains(.determiner), !traits[at].contains(.preposition) { at -= 1 }
    return at > 0 && traits[at].contains(.organisationParticle) && traits[at - 1].contains(.role)
  }

  private func isTitle(_ index: Int) -> Bool {
    traits[index].contains(.title) && tokens[index].shape.contains(.abbreviation)
  }

  /// The end of the words with a capital behind an ampersand that stands here; nil where none does.
  func behindAmpersand(_ index: Int) -> Int? {
    guard index + 1 < tokens.count, isAmpersand(index), isCapital(index + 1) else { return nil }
    return (index + 2..<tokens.count).first { !isCapital($0) || !isJoined($0) } ?? tokens.count
  }

  func isAmpersand(_ index: Int) -> Bool {
    tokens[index].span.count == 1 && utf8[tokens[index].span.start] == UInt8(ascii: "&")
  }

  /// The key of the name that some tokens are.
  func nameKey(_ range: Range<Int>) -> UInt64 {
    NameHasher.key(utf8, tokens[range.lowerBound].span.union(tokens[range.upperBound - 1].span))
  }

  /// The first letter of a token as a capital without accent.
  func initial(_ index: Int) -> UInt8 {
    let (scalar, _) = Folding.decode(utf8, tokens[index].span.start)
    let base = Folding.foldedLetter(scalar)
    return base < 0x80 ? UInt8(base) & 0xDF : 0
  }

  /// The *il* or *elle* that opens the sentence behind a name, where no other name stands between.
  func pronounBehind(_ end: Int) -> Int? {
    guard let next = (end..<min(end + 60, tokens.count)).first(where: { isCapital($0) && !traits[$0].has([.title]) })
    else { return nil }
    return traits[next].contains(.subjectPronoun) && traits[next].contains(.thirdPerson)
      && !traits[next].contains(.plural) ? next : nil
  }

  /// Whether nothing but a space (or an apostrophe) stands between a token and the one before it.
  func isJoined(_ index: Int) -> Bool {
    index > 0 && tokens[index].kind != .punctuation && !tokens[index].shape.contains(.opensParagraph)
  }
}
