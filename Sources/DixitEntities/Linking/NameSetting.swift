import DixitDocument
import DixitKnowledge
import DixitLexicons

/// What the words around a thing's names say of it: *le footballeur brésilien Neymar*, *la ville de Gardez, en Afghanistan*.
struct NameSetting {
  /// Kinds of things that the words beside the names tell, as the knowledge base numbers them.
  private(set) var kinds: [KnowledgeBase.KindCode] = []
  /// Countries, as the knowledge base numbers them.
  private(set) var countries: [KnowledgeBase.CountryCode] = []
  /// Names that stand in the apposition, and places right behind the name.
  private(set) var neighbours: [Int] = []
  /// Kinds of things that it is said to be where it is given its name: *un village nommé Bure*.
  private(set) var named: [KnowledgeBase.KindCode] = []
  var hasRole = false

  /// Takes what stands around one more of its names.
  mutating func add(_ name: Int, _ document: NamedDocument, _ knowledge: KnowledgeBase, _ naming: Naming) {
    for role in document.rolesOf[name] ?? [] where role.kind != .title {
      hasRole = true
      read(role.tokens, besides: name, document, knowledge)
    }
    let tokens = document.names[name].tokens
    if let noun = announcing(tokens.lowerBound, document.words) { note(noun, document.words, knowledge) }
    if let noun = naming.noun(before: tokens.lowerBound, document.words) {
      named += knowledge.kinds(ofWord: document.words.nameKey(noun..<noun + 1))
      note(noun, document.words, knowledge)
    }
    // *la Cour suprême brésilienne*, of whose name the people may be a part.
    for token in tokens.dropFirst() where document.words.traits[token].contains(.adjective) {
      note(token, document.words, knowledge)
    }
    if tokens.upperBound < document.words.tokens.count, document.words.traits[tokens.upperBound].contains(.adjective) {
      note(tokens.upperBound, document.words, knowledge)
    }
    if let neighbour = document.placeBehind(name) { add(neighbour) }
  }

  private mutating func read(
    _ range: Range<Int>, besides name: Int, _ document: NamedDocument, _ knowledge: KnowledgeBase
  ) {
    for token in range {
      if let other = document.nameAt(token) {
        if other != name { add(other) }
      } else if document.words.traits[token].has([.noun, .adjective]) {
        note(token, document.words, knowledge)
      }
    }
  }

  private mutating func note(_ token: Int, _ words: NameWords, _ knowledge: KnowledgeBase) {
    let key = words.nameKey(token..<token + 1)
    for kind in knowledge.kinds(ofWord: key) where !kinds.contains(kind) { kinds.append(kind) }
    let country = knowledge.country(ofWord: key)
    if country != 0, !countries.contains(country) { countries.append(country) }
  }

  private mutating func add(_ neighbour: Int) { if !neighbours.contains(neighbour) { neighbours.append(neighbour) } }

  /// The common noun right before a name, or with nothing but *de* and an article between: *la ville de La Paz*.
  private func announcing(_ start: Int, _ words: NameWords) -> Int? {
    var at = start - 1
    while at >= max(0, start - 3), words.traits[at].has([.determiner, .organisationParticle]) { at -= 1 }
    guard at >= 0, words.tokens[at].kind == .word, !words.isCapital(at), words.traits[at].contains(.noun) else {
      return nil
    }
    return at
  }
}

/// The names of a document with what belongs to them.
struct NamedDocument {
  let words: NameWords
  let names: [Name]
  let rolesOf: [Int: [Role]]
  /// The name at each token; -1 for none.
  private let nameOf: [Int32]

  init(words: NameWords, names: [Name], roles: [Role]) {
    self.words = words
    self.names = names
    rolesOf = Dictionary(grouping: roles, by: \.name)
    var nameOf = [Int32](repeating: -1, count: words.tokens.count)
    for (index, name) in names.enumerated() {
      for token in name.tokens { nameOf[token] = Int32(index) }
    }
    self.nameOf = nameOf
  }

  func nameAt(_ token: Int) -> Int? { nameOf[token] < 0 ? nil : Int(nameOf[token]) }

  /// The place right behind a name, in brackets, behind a comma or a preposition: *Gardez (Afghanistan)*, *la Cour suprême
  /// du Brésil*.
  func placeBehind(_ name: Int) -> Int? {
    guard name + 1 < names.count, names[name + 1].type == .place else { return nil }
    let between = names[name].tokens.upperBound..<names[name + 1].tokens.lowerBound
    let isBound = between.allSatisfy { token in
      words.traits[token].has([.preposition, .determiner]) || isSign(token, "(") || isSign(token, ",")
    }
    return (1...3).contains(between.count) && isBound ? name + 1 : nil
  }

  private func isSign(_ token: Int, _ sign: Unicode.Scalar) -> Bool {
    let span = words.tokens[token].span
    return span.count == 1 && words.utf8[span.start] == UInt8(ascii: sign)
  }
}
