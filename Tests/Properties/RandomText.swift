import Foundation
import Testing

/// A small generator with a seed (SplitMix64): the same seed gives the same text on every machine.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}

/// Random texts, each named by its seed: `DIXIT_SEED=7 swift test --filter PropertyTests` tries others, from 7 on.
struct RandomText: Sendable, CustomTestStringConvertible {
  enum Manner: String, CaseIterable { case french, marks, unicode }

  let manner: Manner
  let seed: UInt64

  var testDescription: String { "\(manner.rawValue) text of seed \(seed)" }

  static let all: [RandomText] = {
    let first = ProcessInfo.processInfo.environment["DIXIT_SEED"].flatMap(UInt64.init) ?? 20_261_124
    return Manner.allCases.flatMap { manner in (0..<12).map { RandomText(manner: manner, seed: first &+ $0) } }
  }()

  var text: String {
    var generator = SeededGenerator(seed: seed)
    let pieces = (0..<Int.random(in: 1...160, using: &generator)).map { _ in piece(&generator) }
    return pieces.joined(separator: manner == .unicode ? "" : " ")
  }

  private func piece(_ generator: inout SeededGenerator) -> String {
    switch manner {
    case .french: Bool.random(using: &generator) ? pick(Self.words, &generator) : pick(Self.speech, &generator)
    case .marks: Bool.random(using: &generator) ? pick(Self.signs, &generator) : pick(Self.speech, &generator)
    case .unicode: Int.random(in: 0..<4, using: &generator) == 0 ? pick(Self.odd, &generator) : scalar(&generator)
    }
  }

  private func pick(_ list: [String], _ generator: inout SeededGenerator) -> String {
    list.randomElement(using: &generator)!
  }

  private func scalar(_ generator: inout SeededGenerator) -> String {
    let ranges: [ClosedRange<UInt32>] = [
      0x20...0x7E, 0xA0...0x24F, 0x300...0x36F, 0x2000...0x20CF, 0...0xD7FF, 0xE000...0x10FFFF,
    ]
    let value = UInt32.random(in: ranges.randomElement(using: &generator)!, using: &generator)
    return String(Character(Unicode.Scalar(value)!))
  }

  private static let words = """
    le la les l' d' qu' que qui ne pas un une des et mais ou il elle on ils nous Claire Martin Paul Morel Mme M. Openai \
    Paris Brest ONU (ONU) SNCF ministre maire présidente porte-parole rapport grève train lundi hier 3,4 % 12 000 etc. \
    J.-P. n° aujourd'hui de à pour dans selon jusqu'à très bien demain part durera est sont avoir partir reste
    """.split(separator: " ").map(String.init)
  private static let speech = """
    « » “ ” " ' ‹ › , . : ; ! ? … — - ( ) \n dit a-t-elle a-t-il dit-il déclaré a déclaré affirme estime que qu'il \
    selon d'après pour répond ajoute expliqué annonçant se dit qualifie de « oui » "non" »,
    """.split(separator: " ").map(String.init) + ["\n", "\r\n", "\u{A0}", "\u{202F}", "Jean-\nPierre"]
  private static let signs = ["«", "»", "“", "”", "„", "\"", "'", "’", "''", "‹", "›", "<<", ">>", "‚", "\n", ".", "—"]
  private static let odd = [
    "e\u{301}", "\u{AD}", "\u{200B}", "\u{FEFF}", "\r\n", "\u{2028}", "\u{0}", "👩‍🚒", "ﬁ", "한", "\u{1112}\u{1161}",
    "\u{FFFE}",
    "\u{301}", "«", "\u{1E9B}\u{323}", "\u{344}", "\u{F73}", "\u{2126}", "é", "İ", "ǅ", "a-t-il", "\u{92}", "\u{9A}",
    "\u{85}", "a\u{AD}\n", "A\u{2010} \r\nB", "-\n",
  ]
}
