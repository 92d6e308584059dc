import DixitDocument
import DixitLexicons

/// What is known of a token before anyone looks at its neighbours, worked out once.
package struct TokenFacts {
  /// The key of its lower-case form.
  package var key: UInt64 = 0x0D15_EA5E
  /// Hashes of its last one to five letters in lower case; a shorter word's whole stands for the longer ones.
  package var suffixes: (UInt32, UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0, 0)
  /// Hashes of its first letter and its first three.
  package var prefixes: (UInt32, UInt32) = (0, 0)
  package var shape: Shape = .outside
  package var traits: Traits = []

  /// Capitals, digits and signs.
  package struct Shape: OptionSet, Sendable {
    package let rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }
    package static let upperFirst = Shape(rawValue: 1)
    package static let upperInside = Shape(rawValue: 2)
    package static let lower = Shape(rawValue: 4)
    package static let digit = Shape(rawValue: 8)
    package static let hyphen = Shape(rawValue: 16)
    package static let apostrophe = Shape(rawValue: 32)
    package static let period = Shape(rawValue: 64)
    package static let sign = Shape(rawValue: 128)
    package static let short = Shape(rawValue: 256)
    package static let beyondLatin = Shape(rawValue: 512)
    /// No token: what stands before and behind a sentence.
    package static let outside = Shape(rawValue: 0x8000)
  }

  /// Beyond the edges of a sentence.
  package init() {}

  package init(_ token: Token, in utf8: UnsafeBufferPointer<UInt8>) {
    key = token.key
    traits = token.traits
    shape = []
    lookForward(utf8, token.span.start, token.span.end)
    lookBack(utf8, token.span.start, token.span.end)
  }

  /// Word classes without agreement, and what kind of name it may be.
  package var wordClasses: UInt64 { traits.intersection(Self.classes.union(Self.nameKinds)).rawValue }
  /// What it is most often, and what seldom.
  package var reading: UInt64 { traits.intersection(Self.readings).rawValue }
  private static let readings: Traits = Traits.usual.union(.seldom)
  /// Word classes and agreement.
  package var grammar: UInt64 { traits.intersection(Self.classes.union(Self.agreement)).rawValue }

  private static let classes: Traits = Traits.openClass.union(.functionWord).union([
    .numeral, .be, .have, .elision, .enclitic, .subjectEnclitic,
  ])
  private static let nameKinds: Traits = [
    .title, .givenName, .ambiguousGivenName, .notName, .personParticle, .organisationParticle, .placeParticle,
    .titleAbbreviation, .innerAbbreviation, .finalAbbreviation,
  ]
  private static let agreement: Traits = [
    .masculine, .feminine, .singular, .plural, .firstPerson, .secondPerson, .thirdPerson, .femaleName, .maleName,
  ]

  @inline(__always)
  private static func mix(_ hash: UInt32, _ scalar: UInt32) -> UInt32 {
    let mixed = (hash ^ scalar) &* 0x9E37_79B1
    return mixed ^ mixed >> 15
  }

  /// Shape and prefixes.
  private mutating func lookForward(_ utf8: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) {
    var hash: UInt32 = 1
    var letters = 0
    var at = start
    while at < end {
      let byte = utf8[at]
      var scalar = UInt32(byte)
      switch byte {
      case 0x61...0x7A: shape.insert(.lower)
      case 0x41...0x5A:
        shape.insert(letters == 0 ? .upperFirst : .upperInside)
        scalar |= 0x20
      case 0x30...0x39: shape.insert(.digit)
      case 0x2D: shape.insert(.hyphen)
      case 0x27: shape.insert(.apostrophe)
      case 0x2E: shape.insert(.period)
      case 0..<0x80: shape.insert(.sign)
      default:
        scalar = Self.decode(utf8, at)
        scalar = lookBeyondASCII(scalar, isFirst: letters == 0)
      }
      letters += 1
      if letters <= 3 { hash = Self.mix(hash, scalar) }
      if letters == 1 { prefixes.0 = hash }
      at += Self.length(byte)
    }
    prefixes.1 = hash
    if letters <= 2 { shape.insert(.short) }
  }

  private mutating func lookBeyondASCII(_ scalar: UInt32, isFirst: Bool) -> UInt32 {
    let lower = Folding.lowercased(scalar)
    if lower != scalar {
      shape.insert(isFirst ? .upperFirst : .upperInside)
    } else if scalar == 0x2019 {
      shape.insert(.apostrophe)
      return 0x27
    } else if scalar < 0xC0 || (0x2000..<0x2E80).contains(scalar) {
      shape.insert(.sign)
    } else {
      shape.insert(scalar < 0x250 ? .lower : .beyondLatin)
    }
    return lower
  }

  /// Suffixes, from the end.
  private mutating func lookBack(_ utf8: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) {
    var hash: UInt32 = 2
    var at = end
    for letter in 1...5 {
      if at > start {
        at -= 1
        while at > start, utf8[at] & 0xC0 == 0x80 { at -= 1 }
        hash = Self.mix(hash, Self.lowercased(utf8, at))
      }
      switch letter {
      case 1: suffixes.0 = hash
      case 2: suffixes.1 = hash
      case 3: suffixes.2 = hash
      case 4: suffixes.3 = hash
      default: suffixes.4 = hash
      }
    }
  }

  @inline(__always)
  private static func lowercased(_ utf8: UnsafeBufferPointer<UInt8>, _ at: Int) -> UInt32 {
    let byte = utf8[at]
    if byte < 0x80 { return UInt32(byte &- 0x41 < 26 ? byte | 0x20 : byte) }
    let scalar = decode(utf8, at)
    return scalar == 0x2019 ? 0x27 : Folding.lowercased(scalar)
  }

  @inline(__always)
  private static func length(_ first: UInt8) -> Int { first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4 }

  /// The scalar at an offset of valid UTF-8.
  @inline(__always)
  private static func decode(_ utf8: UnsafeBufferPointer<UInt8>, _ at: Int) -> UInt32 {
    let first = UInt32(utf8[at])
    if first < 0x80 { return first }
    let second = UInt32(utf8[at + 1] & 0x3F)
    if first < 0xE0 { return (first & 0x1F) << 6 | second }
    let third = UInt32(utf8[at + 2] & 0x3F)
    if first < 0xF0 { return (first & 0x0F) << 12 | second << 6 | third }
    return (first & 0x07) << 18 | second << 12 | third << 6 | UInt32(utf8[at + 3] & 0x3F)
  }
}

/// The facts of a document's words, each once however often it comes, with what lies beyond a sentence's edges as word 0.
package struct FactTable: ~Copyable {
  private let facts: UnsafeMutablePointer<TokenFacts>
  private let words: UnsafeMutablePointer<UInt32>
  package let count: Int
  /// How many words there are, the one beyond the edges included.
  package private(set) var wordCount = 1

  package init(_ tokens: [Token], in utf8: [UInt8]) {
    count = tokens.count
    facts = .allocate(capacity: count + 1)
    words = .allocate(capacity: count)
    facts.initialize(to: TokenFacts())
    let firsts = UnsafeMutablePointer<Span>.allocate(capacity: count + 1)
    defer { firsts.deallocate() }
    utf8.withUnsafeBufferPointer { bytes in
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Self.slots) { slots in
        slots.initialize(repeating: 0)
        for index in 0..<count {
          let span = tokens[index].span
          let slot = Int(truncatingIfNeeded: tokens[index].key ^ UInt64(bytes[span.start])) & (Self.slots - 1)
          var word = slots[slot]
          if word == 0 || !Self.same(bytes, firsts[Int(word)], span) {
            word = UInt32(wordCount)
            slots[slot] = word
            (facts + wordCount).initialize(to: TokenFacts(tokens[index], in: bytes))
            (firsts + wordCount).initialize(to: span)
            wordCount += 1
          }
          (words + index).initialize(to: word)
        }
      }
    }
  }

  deinit {
    facts.deallocate()
    words.deallocate()
  }

  /// A word that another has driven out of its slot is worked out again.
  private static let slots = 4096

  @inline(__always)
  private static func same(_ bytes: UnsafeBufferPointer<UInt8>, _ a: Span, _ b: Span) -> Bool {
    guard a.count == b.count else { return false }
    for offset in 0..<a.count where bytes[a.start + offset] != bytes[b.start + offset] { return false }
    return true
  }

  /// The word of a token.
  @inline(__always)
  package func word(_ index: Int) -> Int { Int(words[index]) }

  @inline(__always)
  package subscript(word word: Int) -> UnsafePointer<TokenFacts> { UnsafePointer(facts + word) }

  /// The facts of a token; of nothing where it lies outside the sentence.
  @inline(__always)
  package func at(_ index: Int, in sentence: Range<Int>) -> UnsafePointer<TokenFacts> {
    UnsafePointer(facts + (sentence.contains(index) ? Int(words[index]) : 0))
  }

  @inline(__always)
  package subscript(index: Int) -> UnsafePointer<TokenFacts> { UnsafePointer(facts + Int(words[index])) }
}
