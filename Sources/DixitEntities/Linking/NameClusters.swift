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
  /// For clusters whose fullest name is the beginning or the end of others', the clusters of those: *Nyiragongo* and *mont
  /// Nyiragongo*. People are told apart by their surnames.
  private(set) var longer: [Int: [Int]] = [:]
  /// The full names of persons by each of their words, in text order; the clusters of long names by their initials.
  private var personsByWord: [UInt64: [Int]] = [:]
  private var longForms: [[UInt8]: Int] = [:]
  /// Clusters by their names, the surnames of persons apart; `isKnown` tells which names exist elsewhere.
  private var misspellings: Misspellings
  private var surnames: Misspellings
  private let isKnown: (UInt64) -> Bool

  init(words: NameWords, names: [Name], roles: [Role], isKnown: @escaping (UInt64) -> Bool) {
    self.words = words
    self.names = names
    self.isKnown = isKnown
    misspellings = Misspellings(words: words)
    surnames = Misspellings(words: words)
    rolesOf = Dictionary(grouping: roles, by: \.name)
    clusterOf = Array(repeating: -1, count: names.count)
  }

  mutating func gather() {
    var byKey: [UInt64: Int] = [:]
    // Full names first: what they are called decides what the short ones mean.
    for index in names.indices where !isShort(names[index]) { place(index, &byKey) }
    for index in names.indices
    where clusterOf[index] >= 0 && names[index].type == .person && names[index].tokens.count > 1 {
      for word in Set(names[index].tokens.map(wordKey)) { personsByWord[word, default: []].append(index) }
    }
    for index in names.indices
    where clusterOf[index] >= 0 && names[index].tokens.count > 1 && names[index].type != .person {
      let letters = initials(names[index])
      if longForms[letters] == nil { longForms[letters] = clusterOf[index] }
    }
    // An acronym in brackets tells what it means elsewhere, in the headline too.
    for index in names.indices where isShort(names[index]) {
      guard let cluster = bracketed(index) else { continue }
      byKey[key(names[index])] = cluster
      join(index, cluster)
    }
    for index in names.indices where isShort(names[index]) && clusterOf[index] < 0 {
      if let cluster = personOf(index) ?? longFormOf(index) {
        join(index, cluster)
      } else {
        place(index, &byKey)
      }
    }
    findLonger()
  }

  /// A word's key whatever its accents: *Milosevic* is *Milošević*.
  private func wordKey(_ token: Int) -> UInt64 { words.nameKey(token..<token + 1) }

  private func isShort(_ name: Name) -> Bool {
    name.tokens.count == 1
      && (name.type == .person || words.tokens[name.tokens.lowerBound].shape.contains(.allCapitals))
      || name.type == .person && name.tokens.count == 2
        && (words.traits[name.tokens.lowerBound].has([.personParticle]) || isInitial(name.tokens.lowerBound))
  }

  private func key(_ name: Name) -> UInt64 { words.nameKey(name.tokens) }

  private mutating func findLonger() {
    var clusterOf: [UInt64: Int] = [:]
    for (index, cluster) in clusters.enumerated() where cluster.type != .person {
      clusterOf[words.nameKey(cluster.fullest)] = index
    }
    for (index, cluster) in clusters.enumerated() where cluster.type != .person {
      let tokens = cluster.fullest
      for cut in tokens.dropFirst() {
        if let start = clusterOf[words.nameKey(tokens.lowerBound..<cut)] { longer[start, default: []].append(index) }
        if let end = clusterOf[words.nameKey(cut..<tokens.upperBound)] { longer[end, default: []].append(index) }
      }
    }
  }

  /// For each cluster the one that it is a short form of, else itself. What is linked needs no other.
  func wholes(of links: [Link]) -> [Int] {
    var wholes = Array(clusters.indices)
    // Long names first: *Rangers* may be *Enugu Rangers*, and that *Enugu Rangers International*.
    for index in wholes.sorted(by: { clusters[$0].fullest.count > clusters[$1].fullest.count })
    where links[index].item == nil {
      let candidates = (longer[index] ?? []).filter { links[$0].item == nil && isShortForm(index, of: $0) }
      if let whole = candidates.first, candidates.allSatisfy({ wholes[$0] == wholes[whole] }) {
        wholes[index] = wholes[whole]
      }
    }
    return wholes
  }

  /// Whether one unknown thing may have both names: not *Lorient* and *festival de Lorient*.
  private func isShortForm(_ cluster: Int, of longer: Int) -> Bool {
    let (short, long) = (clusters[cluster].fullest, clusters[longer].fullest)
    return clusters[cluster].type == clusters[longer].type
      && (words.nameKey(short) == words.nameKey(long.prefix(short.count))
        || !words.isFunction(long.upperBound - short.count - 1))
  }

  private mutating func place(_ index: Int, _ byKey: inout [UInt64: Int]) {
    let name = names[index]
    // A person and a place of one name are two things; other types are opinions about one thing.
    let key = key(name) &+ (name.type == .person ? 1 : 0)
    if let cluster = byKey[key] ?? misspelled(index) {
      byKey[key] = cluster
      return join(index, cluster)
    }
    byKey[key] = clusters.count
    clusters.append(NameCluster(fullest: name.tokens, type: name.type))
    join(index, clusters.count - 1)
    for word in name.tokens { misspellings.add(word, of: name.tokens, index: clusters.count - 1) }
    if let last = surname(of: name) { surnames.add(last, of: last..<last + 1, index: index) }
  }

  private func surname(of name: Name) -> Int? {
    name.type == .person && name.tokens.count > 1 ? name.tokens.upperBound - 1 : nil
  }

  /// The cluster of a name that differs in one letter, where at most one of the two is a name that others bear; of persons
  /// the letter stands in the surname, because *Mario* and *Maria* are two.
  private func misspelled(_ index: Int) -> Int? {
    let name = names[index]
    let last = name.tokens.upperBound - 1
    for word in name.type == .person ? last..<last + 1 : name.tokens {
      for cluster in misspellings.like(word, of: name.tokens)
      where clusters[cluster].type == name.type && clusters[cluster].fullest.count == name.tokens.count {
        if !isKnown(key(name)) || !isKnown(words.nameKey(clusters[cluster].fullest)) { return cluster }
      }
    }
    return nil
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
    let tail = names[index].tokens.dropFirst(hasInitial ? 1 : 0).map(wordKey)
    let isWoman = rolesOf[index]?.contains { $0.kind == .title && $0.gender == .feminine } ?? false
    func isBearer(_ other: Int) -> Bool {
      names[other].tokens.count > tail.count && !isInitial(names[other].tokens.lowerBound)
        && !(isWoman && isMan(names[other]))
        && (!hasInitial || words.initial(names[other].tokens.lowerBound) == words.initial(first))
        && (tail.count == 1
          ? isTellingPart(last, of: names[other])
          : names[other].tokens.suffix(tail.count).map(wordKey) == tail)
    }
    let all = personsByWord[wordKey(last)] ?? []
    let position = all.partitioningIndex { names[$0].tokens.lowerBound >= first }
    let bearer =
      all[..<position].suffix(Self.reach).last(where: isBearer)
      ?? all[position...].prefix(Self.reach).first(where: isBearer)
    return (bearer ?? misspelledBearer(of: last, index)).map { clusterOf[$0] }
  }

  /// Who bears a surname that differs in one letter from one that nobody in the document bears.
  private func misspelledBearer(of word: Int, _ index: Int) -> Int? {
    guard names[index].tokens.count == 1, !words.traits[word].has(.givenName) else { return nil }
    return surnames.like(word, of: word..<word + 1).first
  }

  /// Whether the given name is a man's: *Mme Dos Santos* is not *José Eduardo dos Santos*. The other way tells nothing,
  /// because machines translate *Ms* as *M.*.
  private func isMan(_ name: Name) -> Bool {
    let traits = words.traits[name.tokens.lowerBound]
    return traits.contains(.maleName) && !traits.contains(.femaleName)
  }

  /// How many names with a surname are looked at on each side of a short form.
  private static let reach = 64

  private func isInitial(_ index: Int) -> Bool { words.tokens[index].shape.contains(.abbreviation) }

  /// Whether one word stands for a person: the last name, the given name, or a long word between them.
  private func isTellingPart(_ word: Int, of name: Name) -> Bool {
    let key = wordKey(word)
    return wordKey(name.tokens.upperBound - 1) == key || wordKey(name.tokens.lowerBound) == key
      || words.tokens[word].span.count > 3
  }

  /// The long name before an acronym in brackets. Behind a person it is a country or a party: *Ellen White (ENG)*.
  ///
  /// An organisation's letters may be those of another language, *la Fédération nigériane de football (NFF)*; letters
  /// that begin as the name does may have words between: *Institut pour l'étude de la guerre (ISW)*.
  private func bracketed(_ index: Int) -> Int? {
    let name = names[index]
    guard name.type != .person, index > 0, isBracketed(index), clusterOf[index - 1] >= 0 else { return nil }
    let long = names[index - 1]
    guard long.tokens.count > 1, long.type != .person else { return nil }
    let letters = words.tokens[name.tokens.lowerBound].span
    let beginsSo = initials(long).first == words.utf8[letters.start]
    let between = long.tokens.upperBound..<name.tokens.lowerBound - 1
    if between.isEmpty {
      let isForeign = long.type == .organisation && name.type == .organisation && letters.count >= Self.foreignLetters
      return beginsSo || isForeign ? clusterOf[index - 1] : nil
    }
    let isPart =
      long.type == .organisation && between.count <= Self.farthestBracket
      && between.allSatisfy {
        words.tokens[$0].kind == .word && !words.isCapital($0) && !words.traits[$0].has([.finiteVerb, .be, .have])
      }
    return beginsSo && isPart ? clusterOf[index - 1] : nil
  }

  /// How many letters make an acronym that need not begin as the name does: *(UK)* may be a country.
  private static let foreignLetters = 3
  /// In tokens between a name and the brackets.
  private static let farthestBracket = 4

  /// The long name whose initials are the letters of an acronym.
  private func longFormOf(_ index: Int) -> Int? {
    let name = names[index]
    guard name.type != .person, name.type != .place || isBracketed(index) else { return nil }
    let span = words.tokens[name.tokens.lowerBound].span
    return span.count > 1 ? longForms[Array(words.utf8[span.start..<span.end])] : nil
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
