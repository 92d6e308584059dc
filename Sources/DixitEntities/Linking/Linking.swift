import DixitDocument
import DixitKnowledge
import DixitLexicons

/// The item that a cluster of names means, or none, and what else it may mean.
struct Link {
  /// nil: nothing that we know of.
  let item: Int?
  /// How likely the answer is.
  let confidence: Double
  /// The items that were weighed and their shares of one, likeliest first.
  let candidates: [(item: Int, share: Double)]
}

/// Chooses among the knowledge base's candidates; answers nothing where it is doubtful.
///
/// The first pass links what its own name and the words beside it tell; the second weighs everything again, beside the
/// things of which the first was sure.
package struct Linking {
  /// From this share on the first pass is sure of an item.
  private static let sure = 0.8
  /// Below this share an item is not likely enough.
  package static let least = 0.6

  let knowledge: KnowledgeBase
  let france: KnowledgeBase.CountryCode
  let naming: Naming
  let weights: FeatureWeights
  let witness: ((LinkChoice) -> Void)?

  func links(of clusters: NameClusters, _ document: NamedDocument) -> [Link] {
    var candidates = LinkCandidates(
      knowledge: knowledge, france: france, document: document, clusters: clusters, naming: naming,
      scene: LinkScene(kinds: kinds(document.words)))
    var scene = candidates.scene
    for (index, cluster) in clusters.clusters.enumerated() {
      let link = link(index, candidates, witness: nil)
      if let item = link.item, link.confidence >= Self.sure {
        scene.add(item, cluster: index, names: cluster.count, knowledge)
      }
    }
    candidates.scene = scene
    return clusters.clusters.indices.map { link($0, candidates, witness: witness) }
  }

  /// The kinds of things that a document's common nouns tell.
  private func kinds(_ words: NameWords) -> [Bool] {
    var kinds = Array(repeating: false, count: knowledge.kindCount + 1)
    for index in words.tokens.indices where words.traits[index].contains(.noun) && !words.isCapital(index) {
      for kind in knowledge.kinds(ofWord: words.nameKey(index..<index + 1)) { kinds[Int(kind)] = true }
    }
    return kinds
  }

  private func link(_ index: Int, _ candidates: LinkCandidates, witness: ((LinkChoice) -> Void)?) -> Link {
    let situation = candidates.situation(candidates.clusters.clusters[index])
    let weights = weights.values[situation.rawValue]
    let all = candidates.all(for: index).map { candidate in
      var candidate = candidate
      candidate.score = candidate.features.sum(weights)
      return candidate
    }
    if let witness {
      let names = candidates.clusters.clusterOf.indices.filter { candidates.clusters.clusterOf[$0] == index }
      witness(LinkChoice(situation: situation, names: names, candidates: all))
    }
    let shares = Softmax.shares(all.map(\.score))
    let ranked = zip(all, shares).compactMap { candidate, share in candidate.item.map { (item: $0, share: share) } }
      .sorted { $0.share > $1.share }
    guard let best = ranked.first, best.share >= Self.least else {
      return Link(item: nil, confidence: 1 - (ranked.first?.share ?? 0), candidates: ranked)
    }
    return Link(item: best.item, confidence: best.share, candidates: ranked)
  }
}
