import DixitKnowledge

/// What a document is about, as far as its surest links tell.
struct LinkScene {
  /// How many names of each country's things there are, by cluster too: a thing is no witness for itself.
  private var names: [KnowledgeBase.CountryCode: Int] = [:]
  /// The surely linked items by cluster, and back.
  private var items: [Int: Int] = [:]
  private var clusters: [Int: Int] = [:]
  private var countryOf: [Int: (country: KnowledgeBase.CountryCode, names: Int)] = [:]
  /// For each kind of things whether a common noun of the document tells it.
  let kinds: [Bool]

  init(kinds: [Bool]) { self.kinds = kinds }

  var isEmpty: Bool { items.isEmpty }

  mutating func add(_ item: Int, cluster: Int, names count: Int, _ knowledge: KnowledgeBase) {
    items[cluster] = item
    clusters[item] = cluster
    let country = knowledge.countryCode(item)
    guard country != 0 else { return }
    names[country, default: 0] += count
    countryOf[cluster] = (country, count)
  }

  /// How a country stands in the document without one cluster.
  func standing(of country: KnowledgeBase.CountryCode, without cluster: Int) -> LinkFeature {
    if country == 0 { return .noCountry }
    func count(_ country: KnowledgeBase.CountryCode) -> Int {
      (names[country] ?? 0) - (countryOf[cluster].map { $0.country == country ? $0.names : 0 } ?? 0)
    }
    let own = count(country)
    if own == 0 { return .strangeCountry }
    return names.keys.allSatisfy { count($0) <= own } ? .mainCountry : .someCountry
  }

  /// Of how many facts about an item is told, those of a country being thousands.
  private static let mostEdges = 64

  /// How many of the surely linked things an item has an edge with, those of one cluster left out.
  func edges(of item: Int, without cluster: Int, _ knowledge: KnowledgeBase) -> Int {
    knowledge.edges(item).prefix(Self.mostEdges).count { clusters[$0.other].map { $0 != cluster } ?? false }
  }

  /// The surely linked item of a cluster.
  func item(ofCluster cluster: Int) -> Int? { items[cluster] }
}

extension KnowledgeBase {
  /// Whether one of an item's kinds is meant; nil where none is known.
  func isAny(_ item: Int, of isMeant: (KindCode) -> Bool) -> Bool? {
    let subtype = subtypeCode(item)
    let occupations = occupations(item)
    if subtype == 0, occupations.isEmpty { return nil }
    return subtype != 0 && isMeant(subtype) || occupations.contains(where: isMeant)
  }
}
