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
  /// Those of one word: *Jackson* alone does not tell who *Kirsten Jackson* is.
  var shortKeys: Set<UInt64> = []
  /// How many names it has.
  var count = 0
  /// What the titles before its mentions say (*M.*, *Mme*), and the functions (*la ministre*).
  var titles = GenderVotes()
  var functions = GenderVotes()
  /// What an *il* or *elle* right behind its mentions says: the weakest witness.
  var pronouns = GenderVotes()

  /// What the words beside the name say beyond doubt: a man's function may be a woman's (*le professeur Claire Martin*).
  var statedGender: Gender? {
    titles.winner ?? (functions.masculine == 0 ? functions.winner : nil)
  }

  /// - Parameter givenName: the gender of most who bear the first name.
  func gender(givenName: Gender?) -> Gender? {
    guard type == .person else { return nil }
    // Machines translate *Ms* as *M.*: a woman's given name outweighs it.
    if statedGender == .feminine { return .feminine }
    return givenName ?? statedGender ?? functions.winner ?? pronouns.winner
  }
}

/// How many witnesses there are for each gender.
struct GenderVotes {
  private(set) var feminine = 0
  private(set) var masculine = 0

  mutating func add(_ gender: Gender) {
    switch gender {
    case .feminine: feminine += 1
    case .masculine: masculine += 1
    }
  }

  var winner: Gender? { feminine == masculine ? nil : feminine > masculine ? .feminine : .masculine }
}

/// Gathers names into clusters.
struct NameClusters {
  private let words: NameWords
  private let names: [Name]
  private let rolesOf: [Int: [Role]]
  private(set) var clusters: [NameCluster] = []
  private(set) var clusterOf: [Int]
  /// The full names of persons by each of their words, in text order; the clusters of long names by their initials.
  private var personsByWord: [WordKey: [Int]] = [:]
  private var longForms: [[UInt8]: Int] = [:]

  init(words: NameWords, names: [Name], roles: [Role]) {
    self.words = words
    self.names = names
    rolesOf = Dictionary(grouping: roles, by: \.name)
    clusterOf = Array(repeating: -1, count: names.count)
  }

  mutating func gather() {
    var byKey: [UInt64: Int] = [:]
    // Full names first: what they are called decides what the short ones mean.
    for index in names.indices where !isShort(names[index]) { place(index, &byKey) }
    for index in names.indices
    where clusterOf[index] >= 0 && names[index].type == .person && names[index].tokens.count > 1 {
      for word in Set(names[index].tokens.map { words.tokens[$0].key }) {
        personsByWord[word, default: []].append(index)
      }
    }
    for index in names.indices
    where clusterOf[index] >= 0 && names[index].tokens.count > 1 && names[index].type != .person {
      let letters = initials(names[index])
      if longForms[letters] == nil { longForms[letters] = clusterOf[index] }
    }
    for index in names.indices where isShort(names[index]) {
      if let cluster = personOf(index) ?? longFormOf(index) {
        join(index, cluster)
      } else {
        place(index, &byKey)
      }
    }
  }

  private func isShort(_ name: Name) -> Bool {
    name.tokens.count == 1
      && (name.type == .person || words.tokens[name.tokens.lowerBound].shape.contains(.allCapitals))
      || name.type == .person && name.tokens.count == 2
        && (words.traits[name.tokens.lowerBound].has([.personParticle]) || isInitial(name.tokens.lowerBound))
  }

  private func key(_ name: Name) -> UInt64 { words.nameKey(name.tokens) }

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
    clusters[cluster].count += 1
    clusters[cluster].votes[name.type, default: 0] += name.confidence
    let votes = clusters[cluster].votes
    clusters[cluster].type = EntityType.allCases.max { votes[$0] ?? 0 < votes[$1] ?? 0 } ?? name.type
    if !clusters[cluster].keys.contains(key) { clusters[cluster].keys.append(key) }
    if name.tokens.count == 1 { clusters[cluster].shortKeys.insert(key) }
    if name.tokens.count > clusters[cluster].fullest.count { clusters[cluster].fullest = name.tokens }
    noteGender(of: index, in: cluster)
  }

  private mutating func noteGender(of index: Int, in cluster: Int) {
    let name = names[index]
    guard name.type == .person else { return }
    let roles = rolesOf[index] ?? []
    for role in roles {
      guard let gender = role.gender else { continue }
      if role.kind == .title { clusters[cluster].titles.add(gender) } else { clusters[cluster].functions.add(gender) }
    }
    if let pronoun = words.pronounBehind(name.tokens.upperBound) {
      clusters[cluster].pronouns.add(words.traits[pronoun].contains(.feminine) ? .feminine : .masculine)
    }
    if roles.contains(where: { $0.tokens.upperBound == name.tokens.lowerBound }) { return }
    // *la jeune X*: the nearest word with one gender decides. An article alone stands before no person (*une Panenka*).
    var before = name.tokens.lowerBound - 1
    guard before >= 0, !words.traits[before].contains(.determiner) else { return }
    for _ in 0..<4 where before >= 0 {
      let traits = words.traits[before]
      guard words.tokens[before].kind == .word, traits.has([.adjective, .determiner]) else { return }
      if traits.contains(.feminine) != traits.contains(.masculine) {
        return clusters[cluster].functions.add(traits.contains(.feminine) ? .feminine : .masculine)
      }
      before -= 1
    }
  }

  /// The person whose last name or given name a short form is; the one met last before it, else the first behind it.
  private func personOf(_ index: Int) -> Int? {
    guard names[index].type == .person, let last = names[index].tokens.last else { return nil }
    // *B. Obama* is *Barack Obama*: the last name, and the initial.
    let first = names[index].tokens.lowerBound
    let hasInitial = names[index].tokens.count > 1 && isInitial(first)
    let tail = names[index].tokens.dropFirst(hasInitial ? 1 : 0).map { words.tokens[$0].key }
    let bearers = (personsByWord[words.tokens[last].key] ?? []).filter { other in
      names[other].tokens.count > tail.count && !isInitial(names[other].tokens.lowerBound)
        && (!hasInitial || words.initial(names[other].tokens.lowerBound) == words.initial(first))
        && (tail.count == 1
          ? isTellingPart(last, of: names[other])
          : names[other].tokens.suffix(tail.count).map { words.tokens[$0].key } == tail)
    }
    let position = bearers.partitioningIndex { names[$0].tokens.lowerBound >= names[index].tokens.lowerBound }
    let bearer = position > 0 ? bearers[position - 1] : bearers.first
    return bearer.map { clusterOf[$0] }
  }

  private func isInitial(_ index: Int) -> Bool { words.tokens[index].shape.contains(.abbreviation) }

  /// Whether one word stands for a person: the last name, the given name, or a long word between them.
  private func isTellingPart(_ word: Int, of name: Name) -> Bool {
    let key = words.tokens[word].key
    return words.tokens[name.tokens.upperBound - 1].key == key || words.tokens[name.tokens.lowerBound].key == key
      || words.tokens[word].span.count > 3
  }

  /// The long name that an acronym stands for: it follows in brackets, or its initials are those letters.
  private func longFormOf(_ index: Int) -> Int? {
    let name = names[index]
    guard name.type != .person, name.type != .place || isBracketed(index) else { return nil }
    let letters = Array(
      words.utf8[words.tokens[name.tokens.lowerBound].span.start..<words.tokens[name.tokens.lowerBound].span.end])
    if isBracketed(index), index > 0, names[index - 1].tokens.upperBound == name.tokens.lowerBound - 1,
      initials(names[index - 1]).first == letters.first, clusterOf[index - 1] >= 0, names[index - 1].tokens.count > 1
    {
      return clusterOf[index - 1]
    }
    return letters.count > 1 ? longForms[letters] : nil
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
      return words.initial(index)
    }
  }
}
