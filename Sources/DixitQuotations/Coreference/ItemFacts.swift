import DixitDocument
import DixitKnowledge
import DixitLexicons

/// What the knowledge base says of a document's entities, as far as a noun phrase may speak of it: *l'actrice*, *la
/// région*, *le président américain*.
struct ItemFacts {
  /// How what is known of an entity goes with a noun phrase.
  struct Fit {
    /// Whether its occupations, offices or subtype are what the noun calls; nil where either tells nothing.
    var isCalledSo: Bool?
    /// Whether it belongs to the country that the phrase tells; nil where either tells none.
    var isOfCountry: Bool?
  }

  /// What a noun phrase tells.
  struct Wanted {
    fileprivate var kinds: [KnowledgeBase.KindCode] = []
    fileprivate var countries: [KnowledgeBase.CountryCode] = []
  }

  private struct Known {
    var kinds: Set<KnowledgeBase.KindCode> = []
    var country: KnowledgeBase.CountryCode = 0
  }

  private let knowledge: KnowledgeBase
  private let known: [Known]

  init(_ knowledge: KnowledgeBase, _ entities: [Entity]) {
    self.knowledge = knowledge
    known = entities.map { entity in
      guard let item = entity.item else { return Known() }
      var known = Known(kinds: Set(knowledge.occupations(item)), country: knowledge.countryCode(item))
      let subtype = knowledge.subtypeCode(item)
      if subtype != 0 { known.kinds.insert(subtype) }
      return known
    }
  }

  func wanted(noun: Int, phrase: Range<Int>, _ reading: Reading) -> Wanted {
    var wanted = Wanted()
    wanted.kinds = Array(knowledge.kinds(ofWord: reading.nameKey(noun)))
    for token in phrase where token != noun && reading.has(token, [.adjective, .noun]) || reading.isName(token) {
      let country = knowledge.country(ofWord: reading.nameKey(token))
      if country != 0, !wanted.countries.contains(country) { wanted.countries.append(country) }
    }
    return wanted
  }

  func fit(_ entity: Int, _ wanted: Wanted) -> Fit {
    guard known.indices.contains(entity) else { return Fit() }
    let own = known[entity]
    return Fit(
      isCalledSo: own.kinds.isEmpty || wanted.kinds.isEmpty ? nil : wanted.kinds.contains(where: own.kinds.contains),
      isOfCountry: own.country == 0 || wanted.countries.isEmpty ? nil : wanted.countries.contains(own.country))
  }
}
