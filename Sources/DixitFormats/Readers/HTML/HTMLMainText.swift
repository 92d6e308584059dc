import DixitDocument

/// Finds an article in a page: its title, its text, and what stands in the text without being of it.
///
/// As Readability and its kin do, by how much text and how few links a part of the page has, and what its names say. But
/// they add up scores of parents; here all text that may be the article's is weighed, and the search goes from the page
/// inwards as long as one part holds nearly all of it. What it comes to is the container.
struct HTMLMainText {
  /// How much is believed of a page's markup; the next level is tried where one finds next to nothing.
  enum Trust: CaseIterable {
    /// Element names and the words of classes.
    case names
    /// Element names alone.
    case elements
    /// Nothing: all text but that of menus, headers, footers and asides.
    case nothing
  }

  private let outline: HTMLOutline
  private let hints: HTMLHints
  private let trust: Trust
  /// Blocks that JSON-LD's text holds, if it does.
  private let confirmed: Set<Int>
  let title: Int?

  /// What each block stands in.
  private var meanings: [HTMLHints.Meaning] = []
  /// Whether an element holds the title, which the site's parts do not.
  private var holdsTitle: [Bool] = []
  /// The blocks that are taken, in order.
  private(set) var taken: [(block: Int, kind: Paragraph.Kind)] = []
  /// Index of the element that holds the text.
  private var container = -1

  init(_ outline: HTMLOutline, hints: HTMLHints, title: Int?, trust: Trust, confirmed: Set<Int> = []) {
    self.outline = outline
    self.hints = hints
    self.title = title
    self.trust = trust
    self.confirmed = confirmed
    holdsTitle = markTitle()
    meanings = blockMeanings(elementMeanings())
    if trust == .nothing {
      takeEverything()
    } else {
      announce()
      container = findContainer()
      takeText()
      dropRepeats()
      markFurniture()
    }
  }

  /// Bytes of text in paragraphs and lists.
  var bodyCount: Int {
    taken.reduce(0) { $0 + ($1.kind == .body || $1.kind == .list ? outline.blocks[$1.block].count : 0) }
  }

  /// Whether a block is a byline, or stands where one would: above the text, and not the site's.
  func isByline(_ block: Int) -> Bool { meanings[block].contains(.byline) }

  /// The blocks around the title, above the first of the text.
  var above: Range<Int> {
    let first = taken.first { $0.kind == .body }?.block ?? outline.blocks.count
    return max(0, min(title ?? first, first) - 3)..<min(outline.blocks.count, first + 3)
  }

  // MARK: - What parts of the page are

  private func markTitle() -> [Bool] {
    var holds = [Bool](repeating: false, count: outline.elements.count)
    var element = title.map { outline.blocks[$0].element } ?? -1
    while element >= 0 {
      holds[element] = true
      element = outline.elements[element].parent
    }
    return holds
  }

  /// The meaning of each element: its own by tag, name and links, and what it inherits.
  private func elementMeanings() -> [HTMLHints.Meaning] {
    let sizes = sizes()
    var meanings: [HTMLHints.Meaning] = []
    meanings.reserveCapacity(outline.elements.count)
    var isInArticle: [Bool] = []
    isInArticle.reserveCapacity(outline.elements.count)
    for (index, element) in outline.elements.enumerated() {
      let inherited = element.parent >= 0 ? meanings[element.parent] : []
      let article = element.parent >= 0 && isInArticle[element.parent]
      isInArticle.append(article || element.traits.contains(.article))
      if holdsTitle[index] {
        meanings.append(inherited)
        continue
      }
      var own = trust == .names ? Self.believed(element.meaning, size: sizes.text[index]) : []
      if isSites(element, isInArticle: article) { own.formUnion(article ? .furniture : .site) }
      if trust != .nothing, isLinks(index, sizes) { own.formUnion(.furniture) }
      meanings.append(inherited.union(own))
    }
    return meanings
  }

  /// By its tag: forms are no text, but some pages are one large form; an article's header belongs to it.
  private func isSites(_ element: HTMLOutline.Element, isInArticle: Bool) -> Bool {
    guard element.traits.contains(.site) else { return false }
    if element.traits.contains(.form) { return trust != .nothing }
    return !(isInArticle && element.traits.contains(.header))
  }

  /// A name that fits a line or two says nothing of a large part of the page; a container of text is no furniture.
  private static func believed(_ meaning: HTMLHints.Meaning, size: Int) -> HTMLHints.Meaning {
    var meaning = meaning
    if meaning.contains(.text) { meaning.subtract(.outside) }
    if size > longestByline { meaning.subtract([.byline, .title]) }
    if size > longestCaption { meaning.subtract([.caption, .lead]) }
    return meaning
  }

  private static let longestByline = 300
  private static let longestCaption = 1200

  private struct Sizes {
    var text: [Int], linked: [Int]
    /// Elements directly inside that open with a link and have no long text, and what text they have.
    var cards: [Int], cardText: [Int]
    /// Blocks of an element that are long and no links.
    var long: [Int]
  }

  private func sizes() -> Sizes {
    let count = outline.elements.count
    let zeros = [Int](repeating: 0, count: count)
    var sizes = Sizes(text: zeros, linked: zeros, cards: zeros, cardText: zeros, long: zeros)
    for (index, block) in outline.blocks.enumerated() where block.element >= 0 && index != title {
      sizes.text[block.element] += block.count
      sizes.linked[block.element] += block.linked
      if !block.isLink, block.count >= 200 { sizes.long[block.element] += 1 }
    }
    for index in stride(from: count - 1, through: 0, by: -1) {
      let parent = outline.elements[index].parent
      guard parent >= 0 else { continue }
      sizes.text[parent] += sizes.text[index]
      sizes.linked[parent] += sizes.linked[index]
      sizes.long[parent] += sizes.long[index]
      if sizes.long[index] == 0, opensWithLink(index) {
        sizes.cards[parent] += 1
        sizes.cardText[parent] += sizes.text[index]
      }
    }
    return sizes
  }

  /// Whether the first block of an element is a link, or the second behind a short one: the rubric above a headline.
  private func opensWithLink(_ element: Int) -> Bool {
    let range = outline.elements[element].firstBlock..<outline.elements[element].endBlock
    for index in range.prefix(2) {
      let block = outline.blocks[index]
      if block.isLink { return block.count >= 10 }
      if block.count > 40 { return false }
    }
    return false
  }

  /// Whether an element is made of links, or of cards that each open with one.
  private func isLinks(_ element: Int, _ sizes: Sizes) -> Bool {
    let text = sizes.text[element]
    if sizes.long[element] > 0 || text == 0 { return false }
    if sizes.linked[element] * 10 >= text * 7 { return true }
    return sizes.cards[element] >= 2 && sizes.cardText[element] * 10 >= text * 7
  }

  private func blockMeanings(_ elements: [HTMLHints.Meaning]) -> [HTMLHints.Meaning] {
    outline.blocks.enumerated().map { index, block in
      if index == title { return [] }
      var meaning = block.element >= 0 ? elements[block.element] : []
      if trust != .nothing, block.isLink { meaning.formUnion(.furniture) }
      return meaning
    }
  }

  /// Headings that announce what is not the article's: *Commentaires*, *Sur le même sujet*. All of the part that one
  /// opens is that; where it stands in the midst of the text, what follows up to the next sentence.
  private mutating func announce() {
    // How many long blocks stand before each.
    let long = outline.blocks.reduce(into: [0]) { $0.append($0.last! + ($1.count >= 200 && !$1.isLink ? 1 : 0)) }
    for (index, block) in outline.blocks.enumerated()
    where index != title && block.count <= 80 && meanings[index].isDisjoint(with: .outside) {
      let line = outline.utf8[block.span]
      if hints.isLabel(line) { meanings[index].formUnion(.site) }
      let announced = hints.announcement(line)
      guard !announced.isEmpty else { continue }
      var section = block.element
      while section >= 0, outline.elements[section].endBlock == index + 1, outline.elements[section].firstBlock == index
      {
        section = outline.elements[section].parent
      }
      guard section >= 0 else { continue }
      let range = outline.elements[section]
      let isMost = !announced.contains(.site) && (long[range.endBlock] - long[range.firstBlock]) * 2 > long.last!
      let isOpening = range.firstBlock == index && !holdsTitle[section] && !isMost
      for other in index..<range.endBlock {
        if !isOpening, !announced.contains(.site), isSentence(other), !outline.blocks[other].isLink { break }
        if other != title { meanings[other].formUnion(announced) }
      }
    }
  }

  // MARK: - The container

  /// How much a block speaks for its container.
  private func weight(_ index: Int) -> Int {
    let block = outline.blocks[index]
    if index == title || !meanings[index].isDisjoint(with: [.site, .furniture, .byline, .caption]) { return 0 }
    if block.kind == .caption { return 0 }
    if !confirmed.isEmpty { return confirmed.contains(index) ? 10 * block.count : block.count / 10 }
    let text = block.count - block.linked
    return block.count >= 60 || block.kind == .heading ? 10 * text : 2 * text
  }

  private func findContainer() -> Int {
    var weights = outline.blocks.indices.map(weight)
    if let title {
      // What stands above the title is the site's, unless it is nearly all there is.
      let below = weights[title...].reduce(0, +)
      if below >= 1500 || below * 3 >= weights.reduce(0, +) {
        for index in 0..<title { weights[index] = 0 }
      }
    }
    var masses = [Int](repeating: 0, count: outline.elements.count)
    for (index, weight) in weights.enumerated() where outline.blocks[index].element >= 0 {
      masses[outline.blocks[index].element] += weight
    }
    for index in stride(from: masses.count - 1, through: 0, by: -1) where outline.elements[index].parent >= 0 {
      masses[outline.elements[index].parent] += masses[index]
    }
    return innermost(masses)
  }

  /// Goes inwards while one part has three quarters of what its parent has, or the title and two fifths.
  private func innermost(_ masses: [Int]) -> Int {
    // The heaviest child of each element.
    var heaviest = [Int](repeating: -1, count: masses.count)
    var titled = [Int](repeating: -1, count: masses.count)
    var current = -1
    for (index, element) in outline.elements.enumerated() {
      if element.parent < 0 {
        if current < 0 || masses[index] > masses[current] { current = index }
        continue
      }
      let best = heaviest[element.parent]
      if best < 0 || masses[index] > masses[best] { heaviest[element.parent] = index }
      if holdsTitle[index] { titled[element.parent] = index }
    }
    while current >= 0 {
      let child = heaviest[current]
      if child >= 0, masses[child] > 0, masses[child] * 4 >= masses[current] * 3 {
        if isParagraph(child) { break }
        current = child
      } else if titled[current] >= 0, masses[titled[current]] * 5 >= masses[current] * 2 {
        current = titled[current]
      } else {
        break
      }
    }
    return current
  }

  /// One paragraph is no container: its neighbours count.
  private func isParagraph(_ element: Int) -> Bool {
    let range = outline.elements[element]
    return range.endBlock - range.firstBlock == 1 && outline.blocks[range.firstBlock].element == element
      && outline.blocks[range.firstBlock].kind != nil
  }

  // MARK: - The text

  private mutating func takeText() {
    guard container >= 0 || title != nil else { return }
    let isInText = textBlocks()
    let isUnmarked = isUnmarked(isInText)
    let first = isInText.firstIndex(of: true) ?? 0
    let last = isInText.lastIndex(of: true) ?? -1
    for index in (title ?? first)..<max(last + 1, (title ?? -1) + 1) {
      if index == title {
        taken.append((index, .title))
      } else if let kind = kind(index, isInText: isInText[index], isUnmarked: isUnmarked) {
        taken.append((index, kind))
      }
    }
    while let last = taken.last, last.kind == .heading { taken.removeLast() }
  }

  /// Which blocks stand in the container or beside it, as what continues it does: an element of the same class, or,
  /// where the title is near, a paragraph without one.
  private func textBlocks() -> [Bool] {
    var isInText = [Bool](repeating: false, count: outline.blocks.count)
    guard container >= 0 else { return isInText }
    let inner = outline.elements[container]
    for index in inner.firstBlock..<inner.endBlock { isInText[index] = true }
    guard inner.parent >= 0 else { return isInText }
    for element in outline.elements where element.parent == inner.parent {
      let blocks = element.firstBlock..<element.endBlock
      if element.signature == inner.signature, element.hasClass {
        for index in blocks { isInText[index] = true }
      } else if holdsTitle[inner.parent], blocks.count == 1, outline.blocks[blocks.lowerBound].kind == .body,
        outline.blocks[blocks.lowerBound].count >= 80, isSentence(blocks.lowerBound)
      {
        isInText[blocks.lowerBound] = true
      }
    }
    return isInText
  }

  /// Whether the text stands in no paragraphs: divisions, or line breaks alone.
  private func isUnmarked(_ isInText: [Bool]) -> Bool {
    var marked = 0
    var unmarked = 0
    for index in outline.blocks.indices where isInText[index] && weight(index) > 0 {
      if outline.blocks[index].kind == nil { unmarked += weight(index) } else { marked += weight(index) }
    }
    return unmarked > marked
  }

  /// What a block is in the article; nil where it is not of it.
  private func kind(_ index: Int, isInText: Bool, isUnmarked: Bool) -> Paragraph.Kind? {
    let block = outline.blocks[index]
    let meaning = meanings[index]
    if !meaning.isDisjoint(with: HTMLHints.Meaning.outside) || meaning.contains(.byline) { return nil }
    if meaning.contains(.caption) || block.kind == .caption { return .caption }
    if confirmed.contains(index) { return block.kind == nil || block.kind == .title ? .body : block.kind }
    let isLead = meaning.contains(.lead) && block.count >= 20
    if !isInText {
      if isLead { return .body }
      if isByline(above: index) { return nil }
      guard block.kind == .body || block.kind == .heading ? block.count >= 40 : block.count >= 60 && isSentence(index)
      else { return nil }
      return block.kind == nil || block.kind == .title ? .body : block.kind
    }
    switch block.kind {
    case .title: return .heading
    case .body: return isLine(index, isOpening: taken.last?.kind == .title) ? nil : .body
    case let kind?: return kind
    case nil:
      if isLead || isSentence(index) && block.count >= (isUnmarked ? 25 : 80) { return .body }
      return isUnmarked && block.bold == block.count && block.count >= 8 ? .heading : nil
    }
  }

  private func isByline(above index: Int) -> Bool { isLine(index, isOpening: true) }

  /// A line of who and when: *Par Léa Roy*, *Publié le 3 mai 2026*.
  private func isLine(_ index: Int, isOpening: Bool) -> Bool {
    let block = outline.blocks[index]
    guard isOpening, block.count <= 160, block.kind != .heading else { return false }
    let words = outline.text(index).split(whereSeparator: \.isWhitespace)
    if hints.opening(words).meaning.contains(.byline) { return true }
    return block.count <= 80 && !isSentence(index) && HTMLByline.date(in: outline.text(index)) != nil
  }

  /// Whether a block reads like one: it is long, or ends with a sign that sentences end with.
  private func isSentence(_ index: Int) -> Bool {
    let block = outline.blocks[index]
    if block.count >= 200 { return true }
    let tail = String(
      decoding: outline.utf8[max(block.span.lowerBound, block.span.upperBound - 12)..<block.span.upperBound],
      as: UTF8.self)
    guard let last = tail.last(where: { !" \u{A0}\u{202F}»”\"’')]".contains($0) }) else { return false }
    return block.count >= 25 && ".!?…".contains(last)
  }

  // MARK: - What stands twice, and furniture

  /// A pull quote repeats words of the text; whoever counts quotations would count them twice.
  private mutating func dropRepeats() {
    // A lead may quote the text below it.
    let lead = taken.first { $0.kind == .body }?.block
    let bodies = taken.filter { ($0.kind == .body || $0.kind == .list) && $0.block != lead }.map(\.block)
    var owners: [UInt64: Int] = [:]
    let runs = bodies.map { WordRuns.hashes(outline.utf8[outline.blocks[$0].span]) }
    for (body, hashes) in zip(bodies, runs) {
      for hash in hashes where outline.blocks[owners[hash] ?? body].count <= outline.blocks[body].count {
        if owners[hash].map({ outline.blocks[$0].count < outline.blocks[body].count }) ?? true { owners[hash] = body }
      }
    }
    var repeated: Set<Int> = []
    for (body, hashes) in zip(bodies, runs) where !hashes.isEmpty {
      if hashes.count(where: { owners[$0] != body }) * 10 >= hashes.count * 9 { repeated.insert(body) }
    }
    guard !repeated.isEmpty else { return }
    for index in taken.indices where repeated.contains(taken[index].block) { taken[index].kind = .furniture }
  }

  /// Keeps what stands between the first and the last of the text, marked as what it is.
  private mutating func markFurniture() {
    let isText: ((block: Int, kind: Paragraph.Kind)) -> Bool = { $0.kind == .body || $0.kind == .list }
    guard let first = taken.first(where: isText)?.block, let last = taken.last(where: isText)?.block else { return }
    var kept = Set(taken.map(\.block))
    for index in first..<last where !kept.contains(index) {
      let isAside = meanings[index].contains(.furniture) && !meanings[index].contains(.site)
      if isAside, outline.blocks[index].count >= 8 {
        taken.append((index, .furniture))
        kept.insert(index)
      }
    }
    taken.sort { $0.block < $1.block }
  }

  private mutating func takeEverything() {
    for (index, block) in outline.blocks.enumerated() where meanings[index].isDisjoint(with: .outside) {
      let isSecondTitle = block.kind == .title && index != title
      taken.append((index, index == title ? .title : isSecondTitle ? .heading : block.kind ?? .body))
    }
  }
}
