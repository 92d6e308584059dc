import DixitDocument
import DixitGrammar

/// Learns a parser with a dynamic oracle (Goldberg and Nivre 2013): it follows its own guesses, and in every state
/// that they lead to it learns which moves lose no more arcs.
struct ParserTrainer {
  private let moves: Learner
  private let relations: Learner
  private var numbers = SeededNumbers(seed: 2)

  private enum Setting {
    static let hiddenFeatures = 10
    static let moveMargin: Int32 = 40
    static let relationMargin: Int32 = 20
  }

  init(moveBits: Int, relationBits: Int) {
    moves = Learner(width: ParserFeatures.moveWidth, bits: moveBits)
    relations = Learner(width: ParserFeatures.relationWidth, bits: relationBits)
  }

  /// - Parameter tags: those of a tagger that never saw the sentence, so that its mistakes are met.
  mutating func learn(from texts: [GoldText], tags: [[Tag]], epochs: Int) {
    let examples = texts.indices.flatMap { text in texts[text].sentences.map { (text, $0) } }
    var state = ParserState(capacity: examples.map(\.1.count).max() ?? 0)
    var features = FeatureList()
    for _ in 0..<epochs {
      var wrong = 0
      for index in numbers.order(examples.count) {
        let (text, sentence) = examples[index]
        let gold = ParserGold(texts[text], sentence)
        state.begin(texts[text].tokens, tags[text], sentence: sentence)
        while !state.isDone { wrong += learnMove(&state, gold, &features) ? 0 : 1 }
      }
      print("wrong: \(wrong)")
    }
  }

  func write(to writer: inout ModelWriter) {
    writer.add("MOVES", weights: moves.quantized(), width: moves.width)
    writer.add("RELATION", weights: relations.quantized(), width: relations.width)
  }

  /// Whether the guess was one of the best moves; the guess is followed in any case.
  private mutating func learnMove(
    _ state: inout ParserState, _ gold: ParserGold, _ features: inout FeatureList
  ) -> Bool {
    let allowed = ParserState.Move.allCases.filter { state.allows($0) }
    let costs = allowed.map { gold.cost(of: $0, in: state) }
    let least = costs.min()!
    let right = Set(zip(allowed, costs).filter { $0.1 == least }.map(\.0.rawValue))
    ParserFeatures.collectMove(state, into: &features)
    hideSome(&features)
    moves.score(features)
    let guess = moves.best(of: 0..<3) { index in allowed.contains { $0.rawValue == index } }!
    if right.count < allowed.count {
      let best = moves.best(of: 0..<3) { right.contains($0) }!
      let rival = moves.best(of: 0..<3) { index in
        !right.contains(index) && allowed.contains { $0.rawValue == index }
      }!
      if moves.scores[best] - moves.scores[rival] <= Setting.moveMargin {
        moves.update(features, gold: best, guess: rival)
      }
    }
    moves.tick()
    follow(ParserState.Move(rawValue: guess)!, &state, gold, &features)
    return right.contains(guess)
  }

  private mutating func follow(
    _ move: ParserState.Move, _ state: inout ParserState, _ gold: ParserGold, _ features: inout FeatureList
  ) {
    if move == .shift { return state.shift() }
    let (head, dependent) = state.arc(move)
    var relation = Int(Dependency.Relation.root.rawValue)
    if head < state.count {
      ParserFeatures.collectRelation(state, head: head, dependent: dependent, into: &features)
      hideSome(&features)
      relations.score(features)
      let classes = 0..<ParserFeatures.relationWidth
      relation = relations.best(of: classes)
      // A wrong arc has no right relation.
      if gold.heads[dependent] == head {
        let truth = Int(gold.relations[dependent])
        relations.update(
          features, gold: truth, guess: relations.rival(of: truth, in: classes, margin: Setting.relationMargin))
        relations.tick()
      }
    }
    state.attach(dependent, to: head, as: UInt8(relation))
  }

  private mutating func hideSome(_ features: inout FeatureList) {
    features.removeAll { _ in numbers.chance(percent: Setting.hiddenFeatures) }
  }
}

/// The gold tree of a sentence, and what each move would lose of it.
struct ParserGold {
  /// The root's index is the number of words.
  let heads: [Int]
  let relations: [UInt8]
  /// The last word that hangs on each; -1 where none does.
  private let lastChild: [Int]

  init(_ text: GoldText, _ sentence: Range<Int>) {
    let gold = text.gold[sentence]
    let heads = gold.map { $0.head < 0 ? sentence.count : $0.head }
    var lastChild = Array(repeating: -1, count: sentence.count + 2)
    for (index, head) in heads.enumerated() { lastChild[head] = index }
    self.heads = heads
    self.lastChild = lastChild
    relations = gold.map { Dependency.Relation(universalName: $0.relation).rawValue }
  }

  /// How many arcs can no longer be made after a move, counted roughly where it is more than none.
  func cost(of move: ParserState.Move, in state: borrowing ParserState) -> Int {
    let top = state.onStack(0)
    switch move {
    case .shift:
      let next = state.front
      var cost = 0
      for place in 0..<state.depth {
        let word = state.onStack(place)
        if heads[word] == next { cost += 1 }
        if place > 0, heads[next] == word { cost += 1 }
      }
      return cost
    case .left:
      let head = heads[top]
      let losesHead = head != state.front && (head == state.onStack(1) || head > state.front)
      return (losesHead ? 1 : 0) + (lastChild[top] >= state.front ? 1 : 0)
    case .right:
      return (heads[top] >= state.front ? 1 : 0) + (lastChild[top] >= state.front ? 1 : 0)
    }
  }
}
