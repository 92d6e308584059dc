import DixitDocument

/// An element inside a sentence.
struct InlineNode {
  enum Kind: Hashable {
    /// A part of a quotation. The only kind that may be split.
    case said(Int)
    /// Index into the document's mentions.
    case mention(Int)
    /// Index into the document's roles.
    case role(Int)
    /// Index of the first quotation that has this cue.
    case cue(Int)
    case mark
  }

  var span: Span
  let kind: Kind
  /// For a part of a quotation: how many quotations stand around it. Of two with one span the outer comes first.
  var depth = 0
  /// For a part of a quotation: its number, from 1.
  var part = 0

  /// Outer elements first where spans are equal.
  static func opensBefore(_ a: InlineNode, _ b: InlineNode) -> Bool {
    (a.span.start, -a.span.end, a.rank, a.depth) < (b.span.start, -b.span.end, b.rank, b.depth)
  }

  /// Names win over roles, roles over cues, cues over marks, where two cross.
  var rank: Int {
    switch kind {
    case .said: 0
    case .mention: 1
    case .role: 2
    case .cue: 3
    case .mark: 4
    }
  }
}

/// Names, roles, cues and marks of one segment: kept whole, and nested or apart, never crossing.
struct NestedAtoms {
  private(set) var atoms: [InlineNode] = []
  private var parents: [Int?] = []
  private var isDropped: [Bool] = []

  init(_ candidates: [InlineNode]) {
    atoms = candidates.sorted(by: InlineNode.opensBefore)
    parents = Array(repeating: nil, count: atoms.count)
    isDropped = Array(repeating: false, count: atoms.count)
    var open: [Int] = []
    for index in atoms.indices { nest(index, &open) }
  }

  var kept: [InlineNode] { atoms.indices.filter { !isDropped[$0] }.map { atoms[$0] } }

  private mutating func nest(_ index: Int, _ open: inout [Int]) {
    let atom = atoms[index]
    while let top = open.last {
      if atoms[top].span.end <= atom.span.start {
        open.removeLast()
      } else if atom.span.end <= atoms[top].span.end, atoms[top].kind != .mark {
        break
      } else if atom.rank < atoms[top].rank {
        isDropped[top] = true
        open.removeLast()
      } else {
        isDropped[index] = true
        return
      }
    }
    parents[index] = open.last
    open.append(index)
  }

  /// Drops the names and cues that a quotation's part lies inside: there, the quotation counts more.
  mutating func dropAround(_ part: Span) {
    for index in around(part.start) + around(part.end) where atoms[index].span != part {
      if atoms[index].span.contains(part) { isDropped[index] = true }
    }
  }

  /// A quotation's part without the names and cues that cross its ends.
  func shrink(_ part: Span) -> Span? {
    let start = around(part.start).map { atoms[$0].span.end }.max() ?? part.start
    let end = around(part.end).map { atoms[$0].span.start }.min() ?? part.end
    return start < end ? Span(start, end) : nil
  }

  /// Atoms that a position cuts, innermost first.
  private func around(_ position: Int) -> [Int] {
    var found: [Int] = []
    var next: Int? = atoms.partitioningIndex { $0.span.start >= position } - 1
    if next == -1 { next = nil }
    while let index = next {
      if !isDropped[index], atoms[index].span.end > position { found.append(index) }
      // A dropped atom has no parent of its own, but the atom before it leads up the same branch.
      next = isDropped[index] && parents[index] == nil ? (index > 0 ? index - 1 : nil) : parents[index]
    }
    return found
  }
}
