import DixitDocument

/// Hangs each token on another: greedy moves, and a relation for each word at the moment when it is hung up.
///
/// The relation is a decision of its own and not part of the move: sixteen and thirty-two classes in place of the sixty
/// and more that moves with relations need, and a row is a quarter of the memory.
public struct Parser: Stage {
  public let name = "heads"
  public let reads: Set<Layer> = [.tokens, .sentences, .tags]
  public let writes = Layer.heads
  public static let kind = "parser"
  private let moves: WeightTable
  private let relations: WeightTable

  /// - Throws: `ModelError` where the model is damaged or of another kind.
  public init(model: ModelFile) throws {
    moves = try model.weights("MOVES", width: ParserFeatures.moveWidth)
    relations = try model.weights("RELATION", width: ParserFeatures.relationWidth)
  }

  public func annotate(_ document: inout Document) {
    document.heads = heads(
      document.tokens ?? [], document.tags ?? [], sentences: (document.sentences ?? []).map(\.tokens))
  }

  package func heads(_ tokens: [Token], _ tags: [Tag], sentences: [Range<Int>]) -> [Dependency] {
    var state = ParserState(capacity: sentences.lazy.map(\.count).max() ?? 0)
    var features = FeatureList()
    var heads = [Dependency](repeating: Dependency(head: nil, relation: .other), count: tokens.count)
    for sentence in sentences {
      state.begin(tokens, tags, sentence: sentence)
      while !state.isDone { advance(&state, &features) }
      for index in 0..<sentence.count {
        let head = Int(state.nodes[index].head)
        heads[sentence.lowerBound + index] =
          head == sentence.count
          ? Dependency(head: nil, relation: .root)
          : Dependency(
            head: sentence.lowerBound + head, relation: Dependency.Relation(rawValue: state.nodes[index].relation)!)
      }
    }
    return heads
  }

  private func advance(_ state: inout ParserState, _ features: inout FeatureList) {
    ParserFeatures.collectMove(state, into: &features)
    let scores = moves.scores16(features)
    var best = ParserState.Move.shift
    var score = Int16.min
    for move in ParserState.Move.allCases where state.allows(move) && scores[move.rawValue] > score {
      (best, score) = (move, scores[move.rawValue])
    }
    if best == .shift { return state.shift() }
    let (head, dependent) = state.arc(best)
    var relation = Dependency.Relation.root.rawValue
    if head < state.count {
      ParserFeatures.collectRelation(state, head: head, dependent: dependent, into: &features)
      relation = UInt8(relations.scores32(features).best(in: 0..<ParserFeatures.relationWidth))
    }
    state.attach(dependent, to: head, as: relation)
  }
}
