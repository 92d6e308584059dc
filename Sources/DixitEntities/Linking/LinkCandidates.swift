import DixitDocument
import DixitKnowledge
import DixitLexicons

/// Gathers what a cluster of names may mean, with what speaks for and against each.
struct LinkCandidates {
  let knowledge: KnowledgeBase
  let document: NamedDocument
  let clusters: NameClusters
  private let settings: [NameSetting]
  var scene: LinkScene
  /// Whether the words of a cluster's fullest name are common ones.
  private let isCommon: [Bool]
  private let france: KnowledgeBase.CountryCode

  init(
    knowledge: KnowledgeBase, france: KnowledgeBase.CountryCode, document: NamedDocument, clusters: NameClusters,
    naming: Naming, scene: LinkScene
  ) {
    self.knowledge = knowledge
    self.document = document
    self.clusters = clusters
    self.scene = scene
    var settings = Array(repeating: NameSetting(), count: clusters.clusters.count)
    for (name, cluster) in clusters.clusterOf.enumerated() { settings[cluster].add(name, document, knowledge, naming) }
    self.settings = settings
    self.france = france
    isCommon = clusters.clusters.map { $0.fullest.allSatisfy(document.words.isCommon) }
  }

  /// Of one name no more are looked at, but for those by hand: they come likeliest first.
  private static let most = 16

  func situation(_ cluster: NameCluster) -> LinkSituation {
    let isOneWord = cluster.fullest.count == 1
    switch cluster.type {
    case .person: return isOneWord ? .surname : .person
    case .place: return .place
    case _ where isOneWord && document.words.tokens[cluster.fullest.lowerBound].shape.contains(.allCapitals):
      return .acronym
    case .organisation: return .organisation
    default: return .thing
    }
  }

  func all(for index: Int) -> [LinkCandidate] {
    let cluster = clusters.clusters[index]
    let fullest = document.words.nameKey(cluster.fullest)
    // Of a person with a full name another's surname says nothing.
    let keys =
      cluster.type == .person && cluster.fullest.count > 1
      ? cluster.keys.filter { !cluster.shortKeys.contains($0) } : cluster.keys
    var found: [(candidate: Candidate, from: LinkFeature?)] = []
    func add(_ key: UInt64, from form: LinkFeature?) {
      for (rank, candidate) in knowledge.candidates(for: key).enumerated() {
        guard rank < Self.most || candidate.kind == .curated else { break }
        if found.contains(where: { $0.candidate.item == candidate.item }) { continue }
        if isOtherGender(candidate.item, cluster) || isOtherKind(candidate.item, index) { continue }
        found.append((candidate, form))
      }
    }
    add(fullest, from: nil)
    for key in keys where key != fullest { add(key, from: .byShortForm) }
    if found.isEmpty { found = ofPeople(cluster.fullest).map { ($0, nil) } }
    // *La Cour suprême* is that of Kenya where the document speaks of it so; *l'Afrique* is not *l'Afrique du Sud*.
    if found.isEmpty || cluster.type == .organisation || !settings[index].named.isEmpty {
      for other in clusters.longer[index] ?? [] {
        add(document.words.nameKey(clusters.clusters[other].fullest), from: .byLongerName)
      }
    }
    // A club is called by its town only where the text speaks of sport.
    let isTown = found.contains { $0.candidate.kind == .curated && knowledge.item($0.candidate.item).type == .place }
    if isTown { found.removeAll { isUntoldNamesake($0.candidate) } }
    let popularities = found.map { knowledge.item($0.candidate.item).popularity }
    let best = popularities.max() ?? 0
    let second = popularities.sorted().dropLast().last ?? -1
    var candidates = found.map { candidate, form in
      var all = features(candidate, cluster, index)
      if let form { all.insert(form) }
      let popularity = knowledge.item(candidate.item).popularity
      all.insert(popularity < best ? .notBest : best - second > 0.15 ? .bestByFar : .best)
      return all
    }
    candidates.append(unknown(cluster, index, found.map { $0.from != nil }))
    return candidates
  }

  /// What a name means that says its country in the midst: *la Cour suprême brésilienne*, *le ministère ukrainien de la
  /// Défense*.
  private func ofPeople(_ name: Range<Int>) -> [Candidate] {
    let words = document.words
    for token in name.dropFirst() where words.traits[token].contains(.adjective) && !words.isCapital(token) {
      let country = knowledge.country(ofWord: words.nameKey(token..<token + 1))
      guard country != 0 else { continue }
      var hasher = NameHasher()
      hasher.add(words.utf8, Span(words.tokens[name.lowerBound].span.start, words.tokens[token].span.start))
      hasher.add(words.utf8, Span(words.tokens[token].span.end, words.tokens[name.upperBound - 1].span.end))
      return knowledge.candidates(for: hasher.key).filter { knowledge.countryCode($0.item) == country }
    }
    return []
  }

  /// An organisation by another's name, of which the document's nouns say nothing.
  private func isUntoldNamesake(_ candidate: Candidate) -> Bool {
    (candidate.kind == .alias || candidate.kind == .derived) && knowledge.item(candidate.item).type == .organisation
      && knowledge.isAny(candidate.item) { scene.kinds[Int($0)] } == false
  }

  /// *Mme Martin* alone is no Paul Martin; beside a given name the title may be the slip.
  private func isOtherGender(_ item: Int, _ cluster: NameCluster) -> Bool {
    guard cluster.fullest.count == 1, let stated = cluster.statedGender else { return false }
    let item = knowledge.item(item)
    return item.type == .person && item.gender != nil && item.gender != stated
  }

  /// What is called *une centrale nucléaire du nom de Fukushima* is no city. Of things that are neither places nor people
  /// the text may say something else than we know: Telegram is a software, an application and a network.
  private func isOtherKind(_ item: Int, _ index: Int) -> Bool {
    let named = settings[index].named
    guard !named.isEmpty, [.place, .person].contains(knowledge.item(item).type) else { return false }
    return knowledge.isAny(item, of: named.contains) == false
  }

  private func features(_ candidate: Candidate, _ cluster: NameCluster, _ index: Int) -> LinkCandidate {
    let item = knowledge.item(candidate.item)
    var all = LinkCandidate(item: candidate.item)
    all.insert(Self.kind(candidate.kind))
    all.insert(Self.type(item.type))
    all.insert(.sameType, if: item.type == cluster.type)
    all.insert(.isCurated, if: item.isCurated)
    all.insert(.hasFrenchLabel, if: item.isFrenchLabel)
    all.insert(.hasNoItem, if: !item.hasQID)
    all.insert(.exactly, if: isExact(candidate.item, cluster))
    for (step, least) in LinkFeature.steps.enumerated() where item.popularity >= least {
      all.features.insert(LinkFeature.known1.rawValue + UInt8(step))
    }
    addGender(item, cluster, &all)
    addSetting(candidate.item, index, &all)
    addScene(candidate.item, index, &all)
    return all
  }

  private static func kind(_ kind: Candidate.Kind) -> LinkFeature {
    switch kind {
    case .curated: .byHand
    case .label: .byLabel
    case .alias: .byAlias
    case .derived: .byDerivation
    case .surname: .bySurname
    }
  }

  private static func type(_ type: EntityType) -> LinkFeature {
    switch type {
    case .person: .isPerson
    case .organisation: .isOrganisation
    case .place: .isPlace
    case .product: .isProduct
    case .work: .isWork
    case .event: .isEvent
    case .other: .isOther
    }
  }

  private func isExact(_ item: Int, _ cluster: NameCluster) -> Bool {
    let words = document.words
    let span = words.tokens[cluster.fullest.lowerBound].span.union(words.tokens[cluster.fullest.upperBound - 1].span)
    return knowledge.hasLabel(item, words.utf8[span.start..<span.end])
  }

  private func addGender(_ item: KnowledgeBase.Item, _ cluster: NameCluster, _ all: inout LinkCandidate) {
    guard item.type == .person, let gender = item.gender else { return }
    if let stated = cluster.statedGender {
      all.insert(stated == gender ? .sameGender : .otherGender)
    } else {
      let traits = document.words.traits[cluster.fullest.lowerBound]
      let given: Gender? =
        traits.contains(.femaleName) == traits.contains(.maleName)
        ? nil : traits.contains(.femaleName) ? .feminine : .masculine
      all.insert(.otherGivenGender, if: given != nil && given != gender)
    }
  }

  private func addSetting(_ item: Int, _ index: Int, _ all: inout LinkCandidate) {
    let setting = settings[index]
    if !setting.kinds.isEmpty, let isSaid = knowledge.isAny(item, of: setting.kinds.contains) {
      all.insert(isSaid ? .saidKind : .otherKind)
    }
    let country = knowledge.countryCode(item)
    if !setting.countries.isEmpty, country != 0 {
      all.insert(setting.countries.contains(country) ? .saidCountry : .otherCountry)
    }
    for neighbour in setting.neighbours {
      let cluster = clusters.clusterOf[neighbour]
      guard cluster != index, let other = scene.item(ofCluster: cluster) else { continue }
      if knowledge.areLinked(item, other) {
        all.insert(.saidThing)
      } else if country != 0, knowledge.item(other).type == .place, knowledge.countryCode(other) != 0 {
        all.insert(knowledge.countryCode(other) == country ? .saidCountry : .otherCountry)
      }
    }
  }

  private func addScene(_ item: Int, _ index: Int, _ all: inout LinkCandidate) {
    let country = knowledge.countryCode(item)
    all.insert(.isFrench, if: country != 0 && country == france)
    all.insert(.kindInDocument, if: knowledge.isAny(item, of: { scene.kinds[Int($0)] }) ?? false)
    if scene.isEmpty { return }
    let standing = scene.standing(of: country, without: index)
    all.insert(standing)
    if isCommon[index] {
      all.insert(
        standing == .mainCountry ? .commonOfMain : standing == .noCountry ? .commonOfNone : .commonOfOther)
    }
    let edges = scene.edges(of: item, without: index, knowledge)
    all.insert(.linkedOnce, if: edges > 0)
    all.insert(.linkedOften, if: edges > 1)
  }

  private func unknown(_ cluster: NameCluster, _ index: Int, _ isShort: [Bool]) -> LinkCandidate {
    var all = LinkCandidate(item: nil)
    let first = cluster.fullest.lowerBound
    all.insert(.unknown)
    all.insert(.unknownOneWord, if: cluster.fullest.count == 1)
    all.insert(.unknownCommonWord, if: cluster.fullest.count == 1 && document.words.isCommon(first))
    all.insert(.unknownShortOnly, if: isShort.allSatisfy(\.self))
    all.insert(.unknownSeveral, if: isShort.count > 1)
    all.insert(.unknownOnce, if: cluster.count == 1)
    all.insert(.unknownTitled, if: cluster.titles.winner != nil)
    all.insert(.unknownWithRole, if: settings[index].hasRole)
    return all
  }
}
