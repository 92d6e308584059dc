import DixitDocument
import DixitLexicons

/// What names of classes, headings and properties say about parts of a page, from `lexicons/html-hints.tsv`.
struct HTMLHints: Sendable {
  /// What a part of a page is.
  struct Meaning: OptionSet, Sendable {
    let rawValue: UInt8
    /// The article's text.
    static let text = Meaning(rawValue: 1)
    static let title = Meaning(rawValue: 2)
    /// The paragraph in large type above the text.
    static let lead = Meaning(rawValue: 4)
    static let caption = Meaning(rawValue: 8)
    /// Who wrote it and when.
    static let byline = Meaning(rawValue: 16)
    /// In the article and not of it: links to others, newsletters.
    static let furniture = Meaning(rawValue: 32)
    /// The site's: menus, cookies, comments, buttons.
    static let site = Meaning(rawValue: 64)

    static let outside: Meaning = [.furniture, .site]

    static let names: [String: Meaning] = [
      "text": .text, "title": .title, "lead": .lead, "caption": .caption, "byline": .byline, "furniture": .furniture,
      "site": .site,
    ]
  }

  /// The table that ships with the program. It cannot be bad there: the tests read it, and what was built cannot change.
  static let embedded = try! HTMLHints(library: LexiconLibrary())

  private var names: [UInt64: Meaning] = [:]
  private var headings: [UInt64: Meaning] = [:]
  private var labels: Set<UInt64> = []
  private var openings: [UInt64: Meaning] = [:]
  /// Words that tell what another part has or lacks: `with-sidebar`, `no-ads`.
  private var modifiers: Set<UInt64> = []
  private var properties: [String: String] = [:]

  /// - Throws: `LexiconError` where the table has a bad row.
  init(library: LexiconLibrary) throws {
    for row in try library.table("html-hints.tsv", columns: 3) {
      switch row[1] {
      case "name": names[Self.key(row[0])] = try Self.meaning(row)
      case "modifier": modifiers.insert(Self.key(row[0]))
      case "label": labels.insert(Folding.nameKey(row[0]))
      case "heading": headings[Folding.nameKey(row[0])] = try Self.meaning(row)
      case "opening": openings[Folding.nameKey(row[0])] = try Self.meaning(row)
      case "property": properties[row[0]] = row[2]
      default: throw row.unexpected(1, expected: "name, modifier, heading, label, opening or property")
      }
    }
  }

  private static func meaning(_ row: LexiconRow) throws -> Meaning {
    guard let meaning = Meaning.names[row[2]] else { throw row.unexpected(2, expected: "a part of a page") }
    return meaning
  }

  /// What the words of a class, id or role mean together: `post-content`, `relatedArticles`.
  ///
  /// - Complexity: O(1): names beyond `longestName` bytes are cut.
  func meaning(of name: UnsafeBufferPointer<UInt8>) -> Meaning {
    var meaning: Meaning = []
    var word = Hash()
    var pair: Hash?
    var length = 0
    var isLower = false
    var isModified = false
    func end() {
      guard length > 0 else { return }
      if !isModified, let found = names[word.value] { meaning.formUnion(found) }
      isModified = modifiers.contains(word.value)
      if let found = pair.flatMap({ names[$0.value] }) { meaning.formUnion(found) }
      pair = word
      pair?.mix(0x20)
      word = Hash()
      length = 0
    }
    for byte in name.prefix(Self.longestName) {
      let isUpper = 0x41...0x5A ~= byte
      if isUpper && isLower { end() }
      isLower = 0x61...0x7A ~= byte
      guard isUpper || isLower || byte >= 0x80 else {
        end()
        // Words of two classes are no pair.
        if byte == 0x20 { (pair, isModified) = (nil, false) }
        continue
      }
      word.mix(isUpper ? byte | 0x20 : byte)
      pair?.mix(isUpper ? byte | 0x20 : byte)
      length += 1
    }
    end()
    return meaning
  }

  /// What a heading announces, numbers aside: *Commentaires (12)*, *Sur le même sujet*.
  func announcement(_ line: some Collection<UInt8>) -> Meaning { headings[Self.lineKey(line)] ?? [] }

  /// Whether a line is nothing but a label: *Publicité*, *Partager*.
  func isLabel(_ line: some Collection<UInt8>) -> Bool { labels.contains(Self.lineKey(line)) }

  /// Without digits, and without what stands around the words. By bytes: it is asked of every short block.
  private static func lineKey(_ line: some Collection<UInt8>) -> UInt64 {
    let isEdge: (UInt8) -> Bool = { $0 <= 0x2F || 0x3A...0x40 ~= $0 }
    var words = Array(line.filter { !(0x30...0x39 ~= $0 || $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: ")")) })
    while let last = words.last {
      // *Lire aussi :* has a no-break space before its colon.
      if words.suffix(2) == [0xC2, 0xA0] { words.removeLast() } else if !isEdge(last) { break }
      words.removeLast()
    }
    return Folding.nameKey(String(decoding: words.drop(while: isEdge), as: UTF8.self))
  }

  /// What a short line is by its first words: *Par Léa Roy*, *Publié le 3 mai*; and how many words those are.
  func opening(_ words: [Substring]) -> (meaning: Meaning, count: Int) {
    for count in stride(from: min(3, words.count), to: 0, by: -1) {
      if let found = openings[Folding.nameKey(words.prefix(count).joined(separator: " "))] { return (found, count) }
    }
    return ([], 0)
  }

  /// The fact of an article that a `meta` element's name or property tells: `published`, `author`.
  func fact(ofProperty name: String) -> String? { properties[name] }

  /// In bytes. Longer lists of classes tell nothing.
  private static let longestName = 1024

  private static func key(_ form: String) -> UInt64 {
    var hash = Hash()
    for byte in form.utf8 { hash.mix(byte) }
    return hash.value
  }

  /// FNV-1a.
  private struct Hash {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325
    mutating func mix(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }
}

extension StringProtocol {
  /// Without white space and punctuation at either end.
  var trimmed: String {
    let isEdge: (Character) -> Bool = { $0.isWhitespace || $0.isPunctuation }
    return String(drop(while: isEdge).reversed().drop(while: isEdge).reversed())
  }
}
