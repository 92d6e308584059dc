import DixitDocument
import DixitKnowledge
import DixitLexicons

/// Decides which names mean one thing, and which Wikidata item that is.
///
/// Two passes over the document: full names first, then the short forms, acronyms and misspellings that stand for them.
public struct EntityLinker: Stage {
  public let name = "entities"
  public let reads: Set<Layer> = [.tokens, .marks, .sentences, .names, .roles]
  public let writes = Layer.entities
  private let knowledge: KnowledgeBase
  private let france: KnowledgeBase.CountryCode
  private let naming: Naming
  private var weights: FeatureWeights
  private let keepsCandidates: Bool

  /// - Parameter keepsCandidates: whether each entity is to say what else its names may mean.
  public init(knowledge: KnowledgeBase, language: String, library: LexiconLibrary, keepsCandidates: Bool = false) throws
  {
    self.knowledge = knowledge
    france = knowledge.countryCode(named: "FR")
    self.keepsCandidates = keepsCandidates
    naming = try Naming(language: language, library: library)
    weights = try LinkWeights.load(language: language, library: library)
  }

  /// The same stage with other weights.
  package func with(_ weights: FeatureWeights) -> EntityLinker {
    var linker = self
    linker.weights = weights
    return linker
  }

  public func annotate(_ document: inout Document) { link(&document, witness: nil) }

  /// Links while a witness sees each choice.
  package func annotate(_ document: inout Document, witness: @escaping (LinkChoice) -> Void) {
    link(&document, witness: witness)
  }

  private func link(_ document: inout Document, witness: ((LinkChoice) -> Void)?) {
    let named = NamedDocument(
      words: NameWords(document: document), names: document.names ?? [], roles: document.roles ?? [])
    var clusters = NameClusters(words: named.words, names: named.names, roles: document.roles ?? []) {
      knowledge.candidates(for: $0).first != nil
    }
    clusters.gather()
    let links = Linking(knowledge: knowledge, france: france, naming: naming, weights: weights, witness: witness).links(
      of: clusters, named)
    document.entities = layer(clusters, links, named.words, document)
  }

  private func layer(_ clusters: NameClusters, _ links: [Link], _ words: NameWords, _ document: Document)
    -> EntityLayer
  {
    var entities: [Entity] = []
    var entityOf: [Int] = []
    var known: [Int: Int] = [:]
    let wholes = clusters.wholes(of: links)
    for (index, (cluster, link)) in zip(clusters.clusters, links).enumerated() {
      entityOf.append(entities.count)
      if wholes[index] != index { continue }
      // Two spellings of one item are one entity.
      if let item = link.item {
        if let same = known[item] {
          entityOf[index] = same
          continue
        }
        known[item] = entities.count
      }
      entities.append(entity(cluster, link, words, document))
    }
    let mentions = zip(document.names ?? [], clusters.clusterOf).map { name, cluster in
      Mention(
        span: document.span(of: name.tokens), form: .name, entity: entityOf[wholes[cluster]],
        confidence: name.confidence * links[cluster].confidence)
    }
    return EntityLayer(entities: entities, mentions: Array(mentions))
  }

  private func gender(of cluster: NameCluster, _ words: NameWords) -> Gender? {
    guard cluster.type == .person else { return nil }
    let traits = words.traits[cluster.fullest.lowerBound]
    let isFeminine = traits.contains(.femaleName)
    if isFeminine != traits.contains(.maleName) {
      return cluster.gender(givenName: isFeminine ? .feminine : .masculine)
    }
    return cluster.gender(givenName: bearersGender(cluster, words))
  }

  /// Two others tell somebody's gender in 29 of 30 cases, one in 12 of 13.
  private static let fewestBearers = 2

  /// The gender of those in the knowledge base who bear the first name, where ten times as many have it as the other; of a
  /// single word, where more bear it as a given name than as a family name.
  private func bearersGender(_ cluster: NameCluster, _ words: NameWords) -> Gender? {
    let token = words.tokens[cluster.fullest.lowerBound]
    // *Gilles-Éric* is a man as *Gilles* is.
    let hyphen = words.utf8[token.span.start..<token.span.end].firstIndex(of: UInt8(ascii: "-"))
    let whole = NameHasher.key(words.utf8, token.span)
    let first =
      knowledge.givenName(whole) == nil
      ? hyphen.map { NameHasher.key(words.utf8, Span(token.span.start, $0)) } ?? whole : whole
    guard token.span.count > 2, let bearers = knowledge.givenName(first),
      bearers.feminine + bearers.masculine >= Self.fewestBearers,
      cluster.fullest.count > 1 || bearers.feminine + bearers.masculine > knowledge.familyName(first)
    else { return nil }
    if bearers.feminine >= 10 * bearers.masculine { return .feminine }
    return bearers.masculine >= 10 * bearers.feminine ? .masculine : nil
  }

  private func entity(_ cluster: NameCluster, _ link: Link, _ words: NameWords, _ document: Document) -> Entity {
    let surface = document.string(document.span(of: cluster.fullest))
    let candidates = keepsCandidates ? link.candidates.map(candidate) : []
    guard let known = link.item else {
      return Entity(
        type: cluster.type, name: surface, gender: gender(of: cluster, words),
        key: OwnID(type: cluster.type, label: surface).text, candidates: candidates)
    }
    let item = knowledge.item(known)
    // People go by the item's name; other things by the fullest name that the document gives, in the label's spelling
    // where the two differ in nothing else (*Openai*, *Etats-Unis*).
    let label = knowledge.label(known)
    let isReadable = item.type == .person || Folding.nameKey(label) == Folding.nameKey(surface)
    return Entity(
      type: item.type, name: isReadable ? label : surface, qid: item.qid,
      gender: item.type == .person ? item.gender ?? gender(of: cluster, words) : nil, key: knowledge.id(known),
      candidates: candidates, item: known)
  }

  private func candidate(_ item: Int, _ share: Double) -> EntityCandidate {
    EntityCandidate(key: knowledge.id(item), name: knowledge.label(item), share: share)
  }
}
