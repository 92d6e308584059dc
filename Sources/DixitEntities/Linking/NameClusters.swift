import DixitDocument
import DixitLexicons

/// Names of one document that mean one thing.
struct NameCluster {
  /// The longest form, in tokens.
  var fullest: Range<Int>
  var type: EntityType
  /// The sum of the confidences for each type: the surest type wins.
  var votes: [EntityType: Double] = [:]
  /// The keys of its spellings, in the order met.
  var keys: [UInt64] = []
  /// What the titles before its mentions say: *M.*, *Mme*, *la ministre*.
  var feminine = 0
  var masculine = 0
  /// What an *il* or *elle* right behind its mentions says: the weakest witness.
  var pronounsFeminine = 0
  var pronounsMasculine = 0

  func gender(_ vocabulary: Vocabulary, _ document: Document) -> Gender? {
    guard type == .person else { return nil }
    if feminine != masculine { return feminine > masculine ? .feminine : .masculine }
    guard let tokens = document.tokens else { return nil }
    // The given name's own gender.
    let traits = vocabulary.traits(of: tokens[fullest.lowerBound].key)
    if traits.contains(.femaleName) != traits.contains(.maleName) {
      return traits.contains(.femaleName) ? .feminine : .masculine
    }
    guard pronounsFeminine != pronounsMasculine else { return nil }
    return pronounsFeminine > pronounsMasculine ? .feminine : .masculine
  }
}

/// Gathers names into clusters.
struct NameClusters {
  private let words: NameWords
  private let names: [Name]
  private(set) var clusters: [NameCluster] = []
  private(set) var clusterOf: [Int]

  init(words: NameWords, names: [Name]) {
    self.words = words
    self.names = names
    clusterOf = Array(repeating: -1, count: names.count)
  }

  mutating func gather() {
    var byKey: [UInt64: Int] = [:]
    // Full names first: what they are called decides what the short ones mean.
    for index in names.indices where !isShort(names[index]) { place(index, &byKey) }
    for index in names.indices where isShort(names[index]) {
      if let cluster = personOf(index) ?? longFormOf(index) {
        join(index, cluster)
      } else {
        place(index, &byKey)
      }
    }
  }

  private func isShort(_ name: Name) -> Bool {
    name.tokens.count == 1 && (name.type == .person || words.tokens[name.tokens.lowerBound].shape.contains(.allCapitals))
      || name.type == .person && name.tokens.count == 2 && words.traits[name.tokens.lowerBound].has([.personParticle])
  }

  private func key(_ name: Name) -> UInt64 {
    var hasher = NameHasher()
    hasher.add(words.utf8, words.tokens[name.tokens.lowerBound].span.union(words.tokens[name.tokens.upperBound - 1].span))
    return hasher.key
  }

  private mutating func place(_ index: Int, _ byKey: inout [UInt64: Int]) {
    let name = names[index]
    // A person and a place of one name are two things; other types are opinions about one thing.
    let key = key(name) &+ (name.type == .person ? 1 : 0)
    if let cluster = byKey[key] { return join(index, cluster) }
    byKey[key] = clusters.count
    clusters.append(NameCluster(fullest: name.tokens, type: name.type))
    join(index, clusters.count - 1)
  }

  private mutating func join(_ index: Int, _ cluster: Int) {
    let name = names[index]
    let key = key(name)
    clusterOf[index] = cluster
    clusters[cluster].votes[name.type, default: 0] += name.confidence
    let votes = clusters[cluster].votes
    clusters[cluster].type = EntityType.allCases.max { votes[$0] ?? 0 < votes[$1] ?? 0 } ?? name.type
    if !clusters[cluster].keys.contains(key) { clusters[cluster].keys.append(key) }
    if name.tokens.count > clusters[cluster].fullest.count { clusters[cluster].fullest = name.tokens }
    noteGender(of: name, in: cluster)
  }

  private mutating func noteGender(of name: Name, in cluster: Int) {
    guard name.type == .person else { return }
    // *X, présidente de …*
    let behind = name.tokens.upperBound + 1
    if behind < words.tokens.count, words.tokens[behind - 1].kind == .punctuation, words.traits[behind].has([.role, .personNoun]) {
      vote(behind, in: cluster)
    }
    if let pronoun = words.pronounBehind(name.tokens.upperBound) {
      if words.traits[pronoun].contains(.feminine) { clusters[cluster].pronounsFeminine += 1 } else { clusters[cluster].pronounsMasculine += 1 }
    }
    var before = name.tokens.lowerBound - 1
    // *le président russe X*: adjectives agree too, so the nearest word with one gender decides.
    for _ in 0..<4 where before >= 0 {
      let traits = words.traits[before]
      guard words.tokens[before].kind == .word, traits.has([.title, .role, .personNoun, .adjective, .determiner]) else { return }
      if vote(before, in: cluster) { return }
      before -= 1
    }
  }

  /// Counts the gender of a word that has only one.
  @discardableResult
  private mutating func vote(_ index: Int, in cluster: Int) -> Bool {
    let traits = words.traits[index]
    guard traits.contains(.feminine) != traits.contains(.masculine) else { return false }
    if traits.contains(.feminine) { clusters[cluster].feminine += 1 } else { clusters[cluster].masculine += 1 }
    return true
  }

  /// The person whose last name or given name a single word is; the one met last before it, else the first.
  private func personOf(_ index: Int) -> Int? {
    guard names[index].type == .person else { return nil }
    let tail = names[index].tokens.map { words.tokens[$0].key }
    var before: (cluster: Int, position: Int)?
    var after: Int?
    for (other, name) in names.enumerated() where clusterOf[other] >= 0 && name.type == .person && name.tokens.count > tail.count {
      let keys = name.tokens.map { words.tokens[$0].key }
      guard Array(keys.suffix(tail.count)) == tail || tail.count == 1 && keys.first == tail.first
        || tail.count == 1 && keys.contains(tail[0]) && words.tokens[names[index].tokens.lowerBound].span.count > 3
      else { continue }
      if name.tokens.lowerBound < names[index].tokens.lowerBound {
        if before == nil || name.tokens.lowerBound > before!.position { before = (clusterOf[other], name.tokens.lowerBound) }
      } else if after == nil {
        after = clusterOf[other]
      }
    }
    return before?.cluster ?? after
  }

  /// The long name that an acronym stands for: it follows in brackets, or its initials are those letters.
  private func longFormOf(_ index: Int) -> Int? {
    let name = names[index]
    guard name.type != .person, name.type != .place || isBracketed(index) else { return nil }
    let letters = Array(words.utf8[words.tokens[name.tokens.lowerBound].span.start..<words.tokens[name.tokens.lowerBound].span.end])
    if isBracketed(index), index > 0, names[index - 1].tokens.upperBound == name.tokens.lowerBound - 1,
      initials(names[index - 1]).first == letters.first, clusterOf[index - 1] >= 0, names[index - 1].tokens.count > 1
    {
      return clusterOf[index - 1]
    }
    return names.indices.first { other in
      clusterOf[other] >= 0 && names[other].tokens.count >= letters.count && names[other].type != .person
        && initials(names[other]) == letters
    }.map { clusterOf[$0] }
  }

  private func isBracketed(_ index: Int) -> Bool {
    let before = names[index].tokens.lowerBound - 1
    return before >= 0 && words.tokens[before].kind == .punctuation
      && words.utf8[words.tokens[before].span.start] == UInt8(ascii: "(")
  }

  /// The capital letters that the words of a name begin with, small words left out.
  private func initials(_ name: Name) -> [UInt8] {
    name.tokens.compactMap { index in
      guard !words.isFunction(index), words.tokens[index].kind == .word else { return nil }
      let first = words.utf8[words.tokens[index].span.start]
      if first == 0xC3 { return UInt8(ascii: "E") }
      return first & 0xDF
    }
  }
}
