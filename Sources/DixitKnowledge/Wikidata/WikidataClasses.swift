import DixitDocument

/// What classes of Wikidata mean to us, from `wikidata-classes.tsv`; the subclasses of a dump then mean the same.
struct WikidataClasses {
  enum Meaning: Equatable {
    case type(EntityType)
    /// An occupation, an office, a title: what people are, not a thing of its own.
    case role
    /// Pages about pages, scholarly articles, stars, genes.
    case leftOut
    case gender(Gender)

    init?(_ cell: String) {
      switch cell {
      case "ROLE": self = .role
      case "-": self = .leftOut
      case "f": self = .gender(.feminine)
      case "m": self = .gender(.masculine)
      default:
        guard let type = EntityType(rawValue: cell) else { return nil }
        self = .type(type)
      }
    }

    /// Which one counts where an item is as near to several: what is more particular comes first.
    fileprivate var order: Int {
      switch self {
      case .type(let type): EntityType.allCases.firstIndex(of: type)!
      case .role: 100
      case .gender: 101
      case .leftOut: 102
      }
    }
  }

  private(set) var meanings: [UInt32: Meaning] = [:]
  /// Changes with the table.
  private(set) var checksum = KnowledgeChecksum()

  /// Takes a row; says what is wrong with it.
  mutating func add(qid: String, means: String) -> String? {
    guard qid.first == "Q", let number = UInt32(qid.dropFirst()) else {
      return "expected an item such as Q5, found “\(qid)”"
    }
    guard let meaning = Meaning(means) else {
      return "expected a type such as PER, ROLE, f, m or -, found “\(means)”"
    }
    meanings[number] = meaning
    for byte in "\(qid) \(means)".utf8 { checksum.mix(UInt64(byte)) }
    return nil
  }
}

/// The classes of a dump and what they are subclasses of, with what each means.
///
/// Wikidata's upper classes are tangled, with cycles: the nearest class that the table knows counts, and nothing above it.
struct ClassTree {
  let classes: WikidataClasses
  /// Subclass and class, in order: 8 bytes for each of some five million statements.
  private var pairs: [(below: UInt32, above: UInt32)] = []
  private var known: [UInt32: Found?] = [:]

  /// A meaning, and how many steps above the class it was found.
  struct Found {
    let meaning: WikidataClasses.Meaning
    let steps: Int

    fileprivate var rank: (Int, Int) { (steps, meaning.order) }
  }

  /// No way to a known class is longer.
  static let mostSteps = 20
  /// A class under which so many others must be looked at is no class of things.
  static let mostClasses = 5000

  init(_ classes: WikidataClasses) { self.classes = classes }

  mutating func add(_ item: WikidataItem) {
    for above in item.best(.subclassOf) { pairs.append((item.number, above)) }
  }

  /// Must be called once, behind the last `add`.
  mutating func sort() { pairs.sort { $0 < $1 } }

  /// What things of some classes are: by the nearest known class above any of them.
  mutating func meaning(of all: [UInt32]) -> WikidataClasses.Meaning? {
    var best: Found?
    for one in all {
      guard let found = find(one) else { continue }
      if best.map({ found.rank < $0.rank }) ?? true { best = found }
    }
    return best?.meaning
  }

  private mutating func find(_ start: UInt32) -> Found? {
    if let found = known[start] { return found }
    let found = search(from: start)
    known[start] = .some(found)
    return found
  }

  /// Level by level, so that the nearest comes first.
  private func search(from start: UInt32) -> Found? {
    var seen: Set<UInt32> = [start]
    var level = [start]
    for steps in 0..<Self.mostSteps {
      let found = level.compactMap { classes.meanings[$0] }.min { $0.order < $1.order }
      if let found { return Found(meaning: found, steps: steps) }
      level = level.flatMap(above).filter { seen.insert($0).inserted }
      if level.isEmpty || seen.count > Self.mostClasses { break }
    }
    return nil
  }

  private func above(_ below: UInt32) -> [UInt32] {
    var (low, end) = (0, pairs.count)
    while low < end {
      let middle = (low + end) / 2
      if pairs[middle].below < below { low = middle + 1 } else { end = middle }
    }
    return pairs[low...].prefix { $0.below == below }.map(\.above)
  }
}
