import DixitDocument

/// What the parser looks at: the same code for training and for the product.
package enum ParserFeatures {
  package static let moveWidth = 16
  package static let relationWidth = 32

  @inline(__always)
  private static func distance(_ from: Int, _ to: Int) -> UInt64 {
    let words = abs(to - from)
    return UInt64(words < 5 ? words : words < 8 ? 5 : words < 12 ? 6 : 7)
  }

  /// Features for the next move.
  package static func collectMove(_ state: borrowing ParserState, into list: inout FeatureList) {
    let nodes = state.nodes
    let (top, below, third) = (state.onStack(0), state.onStack(1), state.onStack(2))
    let (next, second, later) = (state.ahead(0), state.ahead(1), state.ahead(2))
    let (s0, s1, b0, b1) = (nodes + top, nodes + below, nodes + next, nodes + second)
    let (s0w, s0p) = (s0.pointee.word, s0.pointee.tag)
    let (s1w, s1p) = (s1.pointee.word, s1.pointee.tag)
    let (b0w, b0p) = (b0.pointee.word, b0.pointee.tag)
    let (b1w, b1p) = (b1.pointee.word, b1.pointee.tag)
    let s2p = nodes[third].tag
    let b2p = nodes[later].tag
    let both = s0p << 32 | b0p
    let stacked = s1p << 32 | s0p

    list.removeAll()
    list.add(1, s0w, s0p)
    list.add(2, s0p)
    list.add(3, s1w, s1p)
    list.add(4, b0w, b0p)
    list.add(5, b0p)
    list.add(6, b1w, b1p)
    list.add(7, s0w, both)
    list.add(8, b0w, both)
    list.add(9, s0w, b0w)
    list.add(10, both)
    list.add(11, stacked)
    list.add(12, s1w, stacked)
    list.add(13, s0w, stacked)
    list.add(14, s1w, s0w)
    list.add(15, both, b1p)
    list.add(16, stacked, b0p)
    list.add(17, b0p, b1p, b2p)
    list.add(18, s2p, stacked)
    list.add(19, s1p, b0p)
    list.add(20, s1w, b0w)
    list.add(21, stacked, b0p, b1p)

    let s0l = nodes + Int(s0.pointee.leftmost)
    let s0r = nodes + Int(s0.pointee.rightmost)
    let s1r = nodes + Int(s1.pointee.rightmost)
    let s1l = nodes + Int(s1.pointee.leftmost)
    let b0l = nodes + Int(b0.pointee.leftmost)
    list.add(22, both, s0l.pointee.tag)
    list.add(23, both, s0r.pointee.tag)
    list.add(24, both, b0l.pointee.tag)
    list.add(25, stacked, s1r.pointee.tag)
    list.add(26, both, UInt64(s0l.pointee.relation) << 8 | UInt64(s0r.pointee.relation))
    list.add(27, both, UInt64(b0l.pointee.relation))
    list.add(28, stacked, UInt64(s1r.pointee.relation) << 8 | UInt64(s1l.pointee.relation))
    list.add(29, both, s0l.pointee.word)
    list.add(30, stacked, s0l.pointee.word)

    let gap = distance(top, next)
    list.add(31, both, gap)
    list.add(32, stacked, distance(below, top))
    list.add(33, s0w, gap)
    list.add(34, s0p, UInt64(s0.pointee.leftCount) << 8 | UInt64(s0.pointee.rightCount))
    list.add(35, b0p, UInt64(b0.pointee.leftCount), s0p)
    list.add(36, s1p, UInt64(s1.pointee.rightCount), s0p)
    list.add(37, both, s0.pointee.agreement << 8 | b0.pointee.agreement)
    list.add(38, stacked, s1.pointee.agreement << 8 | s0.pointee.agreement)
    list.add(39, s1w, s0l.pointee.word, s0p)
    list.add(40, both, nodes[max(0, next - 1)].tag)
  }

  /// Features for the relation of a word that is about to be hung up; all that hangs on it is known.
  package static func collectRelation(
    _ state: borrowing ParserState, head: Int, dependent: Int, into list: inout FeatureList
  ) {
    let nodes = state.nodes
    let (h, d) = (nodes + head, nodes + dependent)
    let (hw, hp) = (h.pointee.word, h.pointee.tag)
    let (dw, dp) = (d.pointee.word, d.pointee.tag)
    let side: UInt64 = dependent < head ? 1 : 2
    let both = hp << 32 | dp << 2 | side
    let dl = nodes + Int(d.pointee.leftmost)
    let dl2 = nodes + Int(d.pointee.secondLeft)
    let dr = nodes + Int(d.pointee.rightmost)
    let hl = nodes + Int(h.pointee.leftmost)
    let hr = nodes + Int(h.pointee.rightmost)

    list.removeAll()
    list.add(64, both)
    list.add(65, hw, both)
    list.add(66, dw, both)
    list.add(67, hw, dw, side)
    list.add(68, dw, dp)
    list.add(69, both, dl.pointee.word)
    list.add(70, both, dl.pointee.tag, dl2.pointee.tag)
    list.add(71, both, dr.pointee.tag)
    list.add(72, both, distance(dependent, head))
    list.add(73, both, hl.pointee.tag << 8 | UInt64(hl.pointee.relation))
    list.add(74, both, hr.pointee.tag << 8 | UInt64(hr.pointee.relation))
    list.add(75, hw, dl.pointee.word, side)
    list.add(76, both, d.pointee.agreement << 8 | h.pointee.agreement)
    list.add(77, both, UInt64(d.pointee.leftCount), UInt64(h.pointee.rightCount))
    list.add(78, both, UInt64(dl.pointee.relation) << 8 | UInt64(dl2.pointee.relation))
    list.add(79, both, dependent > 0 ? nodes[dependent - 1].tag : 60)
    list.add(80, both, nodes[min(dependent + 1, state.count)].tag)
    list.add(81, dw, dl.pointee.word, side)
    list.add(82, both, hl.pointee.word)
    list.add(83, both, dl2.pointee.word)
  }
}
