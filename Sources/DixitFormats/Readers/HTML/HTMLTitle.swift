import DixitDocument

/// Which of a page's blocks is the article's title: the one whose words the page's own descriptions repeat.
struct HTMLTitle {
  /// Nil where no block is.
  let block: Int?

  /// - Parameter names: what the page says its title is: JSON-LD's headline, Open Graph's title, `title`.
  init(_ outline: HTMLOutline, names: [String]) {
    let lengths = names.map(\.utf8.count)
    let names = names.map { Set(WordRuns.words($0.utf8)) }
    var best: (block: Int, score: Double)?
    for (index, block) in outline.blocks.enumerated() where block.count <= Self.longest {
      // Whether a block can have the words of a name by its length: sets are slow to make.
      let isCandidate =
        Self.isMarked(block, outline) || lengths.contains { block.count * 4 >= $0 && block.count <= 2 * $0 }
      guard isCandidate else { continue }
      let score = Self.score(block, outline, names)
      if score > best?.score ?? 0 { best = (index, score) }
    }
    self.block = best?.block
  }

  /// In bytes.
  private static let longest = 400

  /// Zero for what can be no title.
  private static func score(_ block: HTMLOutline.Block, _ outline: HTMLOutline, _ names: [Set<UInt64>]) -> Double {
    let isMarked = isMarked(block, outline)
    var score = block.kind == .title ? 0.5 : isMarked ? 0.4 : 0
    // A link: the name of the site, or another article's title.
    if block.isLink { score -= 0.45 }
    let words = Set(WordRuns.words(outline.utf8[block.span]))
    if words.isEmpty { return 0 }
    var agreement = 0.0
    for name in names where !name.isEmpty {
      let common = Double(words.intersection(name).count)
      guard common >= 0.8 * Double(words.count), common >= 0.4 * Double(name.count) else { continue }
      agreement = max(agreement, common / Double(name.count))
    }
    return isMarked || agreement > 0.5 && words.count > 1 ? score + agreement : 0
  }

  /// A heading of the first order, or what the names of its element call a title.
  private static func isMarked(_ block: HTMLOutline.Block, _ outline: HTMLOutline) -> Bool {
    block.kind == .title || block.element >= 0 && outline.elements[block.element].meaning.contains(.title)
  }
}
