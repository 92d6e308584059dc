import DixitDocument

/// A sentence on its way into a tree: words on a stack, words still to come, and the arcs made so far.
///
/// The arc-hybrid system: the top of the stack hangs on the next word (`left`), or on the word below it (`right`), or the
/// next word moves onto the stack (`shift`). Behind the last word stands a root on which one word hangs in the end. Every
/// word is pushed and popped once, so the work grows with the length of the sentence and no faster.
package struct ParserState: ~Copyable {
  package enum Move: Int, CaseIterable {
    case shift, left, right
  }

  /// What features look at in a word.
  package struct Node {
    package var word: UInt64 = 0
    /// Part of speech, verb form and kind of pronoun in one number.
    package var tag: UInt64 = 0
    package var agreement: UInt64 = 0
    package var head: Int32 = -1
    package var relation: UInt8 = 0
    package var leftCount: UInt8 = 0
    package var rightCount: UInt8 = 0
    package var leftmost: Int32 = 0
    package var rightmost: Int32 = 0
    package var secondLeft: Int32 = 0
  }

  /// The words from 0, then the root, then a node that stands for no word.
  package let nodes: UnsafeMutablePointer<Node>
  private let stack: UnsafeMutablePointer<Int32>
  private let capacity: Int
  package private(set) var count = 0
  package private(set) var depth = 0
  /// The next word; the root when all words have been pushed.
  package private(set) var front = 0

  /// - Parameter capacity: the longest sentence that will come.
  package init(capacity: Int) {
    self.capacity = capacity
    nodes = .allocate(capacity: capacity + 2)
    stack = .allocate(capacity: capacity + 1)
  }

  deinit {
    nodes.deallocate()
    stack.deallocate()
  }

  package mutating func begin(_ tokens: [Token], _ tags: [Tag], sentence: Range<Int>) {
    precondition(sentence.count <= capacity, "The sentence is longer than the parser was made for")
    count = sentence.count
    depth = 0
    front = 0
    let none = Int32(count + 1)
    for index in 0..<count + 2 {
      var node = Node()
      (node.leftmost, node.rightmost, node.secondLeft) = (none, none, none)
      if index < count {
        let tag = tags[sentence.lowerBound + index]
        node.word = tokens[sentence.lowerBound + index].key
        node.tag = Self.tag(tag)
        node.agreement = UInt64(tag.features.rawValue & 0x7F)
      } else {
        node.word = UInt64(index - count + 1)
        node.tag = UInt64(62 + index - count)
      }
      (nodes + index).initialize(to: node)
    }
  }

  private static func tag(_ tag: Tag) -> UInt64 {
    let kept: Tag.Features = [
      .finite, .infinitive, .participle, .relative, .interrogative, .demonstrative, .personal, .present, .imperative,
    ]
    return UInt64(tag.partOfSpeech.rawValue) | UInt64(tag.features.intersection(kept).rawValue) << 6
  }

  package var isDone: Bool { depth == 0 && front == count }
  package var none: Int { count + 1 }

  /// A word of the stack, the top being 0.
  @inline(__always)
  package func onStack(_ place: Int) -> Int { place < depth ? Int(stack[depth - 1 - place]) : count + 1 }

  /// A word that is still to come, the next being 0; the root may be the last.
  @inline(__always)
  package func ahead(_ place: Int) -> Int { front + place <= count ? front + place : count + 1 }

  /// One word in the end hangs on the root: the last on the stack.
  @inline(__always)
  package func allows(_ move: Move) -> Bool {
    switch move {
    case .shift: front < count
    case .left: depth > 0 && (front < count || depth == 1)
    case .right: depth > 1
    }
  }

  package mutating func shift() {
    stack[depth] = Int32(front)
    depth += 1
    front += 1
  }

  /// The word that a move pops, and what it will hang on.
  @inline(__always)
  package func arc(_ move: Move) -> (head: Int, dependent: Int) {
    (move == .left ? front : onStack(1), onStack(0))
  }

  /// Pops a word and hangs it up.
  package mutating func attach(_ dependent: Int, to head: Int, as relation: UInt8) {
    depth -= 1
    nodes[dependent].head = Int32(head)
    nodes[dependent].relation = relation
    if dependent < head {
      nodes[head].secondLeft = nodes[head].leftmost
      nodes[head].leftmost = Int32(dependent)
      nodes[head].leftCount = min(nodes[head].leftCount + 1, 7)
    } else {
      nodes[head].rightmost = Int32(dependent)
      nodes[head].rightCount = min(nodes[head].rightCount + 1, 7)
    }
  }
}
