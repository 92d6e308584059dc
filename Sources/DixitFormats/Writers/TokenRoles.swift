import DixitDocument

/// Where mentions open and close among tokens, as CorefUD's brackets can say it.
struct EntityBrackets {
  struct Bracket {
    let entity: Int
    let tokens: Range<Int>
    /// The token that is the head.
    let head: Int
  }

  /// By token: mentions that begin there, the longest first.
  private(set) var opening: [Int: [Bracket]] = [:]
  /// By token: mentions of several tokens that end there, the shortest first.
  private(set) var closing: [Int: [Bracket]] = [:]

  /// A mention is left out where no bracket can tell it: beyond its sentence, or where it crosses another mention of the
  /// same entity, for a closing bracket names the entity alone.
  init(_ mentions: [Mention], _ table: TokenTable) {
    var chunk = 0
    var openEnds: [Int: [Int]] = [:]
    for bracket in Self.brackets(mentions, table) {
      let tokens = bracket.tokens
      while chunk < table.chunks.count, table.chunks[chunk].tokens.upperBound <= tokens.lowerBound { chunk += 1 }
      guard chunk < table.chunks.count, tokens.upperBound <= table.chunks[chunk].tokens.upperBound else { continue }
      var ends = openEnds[bracket.entity] ?? []
      while let last = ends.last, last <= tokens.lowerBound { ends.removeLast() }
      if let last = ends.last, last < tokens.upperBound { continue }
      openEnds[bracket.entity] = ends + [tokens.upperBound]
      opening[tokens.lowerBound, default: []].append(bracket)
      if tokens.count > 1 { closing[tokens.upperBound - 1, default: []].insert(bracket, at: 0) }
    }
  }

  private static func brackets(_ mentions: [Mention], _ table: TokenTable) -> [Bracket] {
    var brackets = mentions.compactMap { mention -> Bracket? in
      let tokens = table.touching(mention.span)
      if tokens.isEmpty || mention.span.isEmpty { return nil }
      let head = mention.noun.map { table.touching($0.head).lowerBound } ?? tokens.lowerBound
      return Bracket(entity: mention.entity, tokens: tokens, head: tokens.contains(head) ? head : tokens.lowerBound)
    }
    let key = { (bracket: Bracket) in (bracket.tokens.lowerBound, -bracket.tokens.count, bracket.entity) }
    brackets.sort { key($0) < key($1) }
    // One entity twice over the same tokens is one mention.
    return brackets.enumerated().filter { $0 == 0 || key(brackets[$0 - 1]) != key($1) }.map(\.element)
  }
}

/// Which tokens belong to which quotation, and as what. Only quotations that are shown.
struct TokenRoles {
  /// A stretch of tokens that is a quotation's content, or a piece of it.
  struct Piece {
    let quotation: Int
    /// From 1.
    let part: Int
    let tokens: Range<Int>
  }

  /// In order, the longer first.
  let pieces: [Piece]
  private(set) var cues: [Int: [Int]] = [:]
  private(set) var sources: [Int: [Int]] = [:]
  private var around: [Int: [Int]] = [:]
  /// Quotations by the token with which they begin.
  private var starts: [(token: Int, quotation: Int)] = []

  init(_ document: Document, _ table: TokenTable) {
    let shown = document.shownQuotations
    pieces = Self.pieces(shown, document, table)
    for number in shown {
      let quotation = document.quotations![number]
      for token in quotation.cue.map({ table.touching($0.span) }) ?? 0..<0 { cues[token, default: []].append(number) }
      for token in quotation.source.map(table.touching) ?? 0..<0 { sources[token, default: []].append(number) }
    }
    for piece in pieces {
      for token in piece.tokens where around[token]?.last != piece.quotation {
        around[token, default: []].append(piece.quotation)
      }
    }
    var known: Set<Int> = []
    for piece in pieces where known.insert(piece.quotation).inserted {
      starts.append((piece.tokens.lowerBound, piece.quotation))
    }
  }

  /// The quotations whose content a token is in, the outer first.
  func quotations(at token: Int) -> [Int]? { around[token] }

  /// The quotations that begin among some tokens.
  func beginning(in tokens: Range<Int>) -> [Int] {
    let first = starts.partitioningIndex { $0.token >= tokens.lowerBound }
    return starts[first...].prefix { $0.token < tokens.upperBound }.map(\.quotation)
  }

  private static func pieces(_ shown: [Int], _ document: Document, _ table: TokenTable) -> [Piece] {
    let pieces = shown.flatMap { number in
      document.quotations![number].content.sorted().filter { !$0.isEmpty }.map { ($0, table.touching($0)) }
        .filter { !$0.1.isEmpty }.enumerated().map { Piece(quotation: number, part: $0 + 1, tokens: $1.1) }
    }
    let key = { (piece: Piece) in (piece.tokens.lowerBound, -piece.tokens.count, piece.quotation, piece.part) }
    return pieces.sorted { key($0) < key($1) }
  }
}
