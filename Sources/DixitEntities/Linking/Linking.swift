import DixitDocument
import DixitKnowledge
import DixitLexicons

/// The item that a cluster of names means.
struct Link {
  let item: Int
  let confidence: Double
}

/// Chooses among the knowledge base's candidates; answers nothing where it is doubtful.
struct Linking {
  let knowledge: KnowledgeBase
  let words: NameWords

  func link(_ cluster: NameCluster) -> Link? {
    var ranked: [(item: Int, score: Double)] = []
    // The longest spelling first; shorter ones only where it is unknown.
    let isFullPerson = cluster.type == .person && cluster.fullest.count > 1
    let keys = isFullPerson ? cluster.keys.filter { !cluster.shortKeys.contains($0) } : cluster.keys
    for key in keys.sorted(by: { isFullest($0, cluster) && !isFullest($1, cluster) }) {
      ranked = candidates(key, cluster)
      if ranked.first.map({ $0.score >= threshold(cluster) }) ?? false { break }
    }
    guard let best = ranked.first, best.score >= threshold(cluster) else { return nil }
    let margin = ranked.count > 1 ? best.score - ranked[1].score : 1
    guard margin > Self.leastMargin || knowledge.item(best.item).isCurated else { return nil }
    return Link(item: best.item, confidence: min(0.99, 0.6 + margin))
  }

  /// Below this lead two homonyms are equally likely.
  private static let leastMargin = 0.02

  private func isFullest(_ key: UInt64, _ cluster: NameCluster) -> Bool { words.nameKey(cluster.fullest) == key }

  private func candidates(_ key: UInt64, _ cluster: NameCluster) -> [(item: Int, score: Double)] {
    var scores: [(item: Int, score: Double)] = []
    for candidate in knowledge.candidates(for: key) where !scores.contains(where: { $0.item == candidate.item }) {
      scores.append((candidate.item, score(candidate, cluster)))
    }
    return scores.sorted { $0.score > $1.score }
  }

  private func score(_ candidate: Candidate, _ cluster: NameCluster) -> Double {
    let item = knowledge.item(candidate.item)
    var score = item.popularity
    if item.isCurated { score += 0.35 }
    switch candidate.kind {
    case .label: score += 0.05
    default: break
    }
    score += agreement(item.type, cluster.type)
    if item.type == .person, let gender = item.gender, let stated = cluster.statedGender, gender != stated {
      // *Mme Martin* alone is no Paul Martin; with a given name the title may be the slip.
      score -= cluster.fullest.count == 1 ? 1 : 0.3
    }
    return score
  }

  private func agreement(_ item: EntityType, _ name: EntityType) -> Double {
    if item == name { return 0.15 }
    if item == .person || name == .person { return -0.5 }
    return 0
  }

  /// A person's surname alone, or a word that anything could be called, needs a well-known bearer.
  private func threshold(_ cluster: NameCluster) -> Double {
    switch (cluster.type, cluster.fullest.count) {
    case (.person, 1): 0.7
    case (.person, _): 0.25
    case (_, 1): 0.4
    default: 0.3
    }
  }
}
