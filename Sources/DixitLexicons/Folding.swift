import CICU
import DixitDocument

/// The folded view of the text that matching sees; the text itself keeps the writer's letters and marks.
///
/// Two folds: `wordKey` lower-cases and keeps accents (*a* is not *à*), `NameHasher` strips accents and punctuation as
/// well (*États-Unis*, *Etats Unis* and *ETATS-UNIS* are one name).
public enum Folding {
  /// Lower case of each scalar below U+0600, and its base letter; a second base letter in the upper half (œ → o, e).
  /// Made by ICU once.
  static let lower: [UInt32] = (0..<UInt32(0x600)).map { dixit_icu_lower($0) }
  static let base: [UInt32] = (0..<UInt32(0x600)).map { scalar in
    switch dixit_icu_lower(scalar) {
    case 0xE6: UInt32(UInt8(ascii: "a")) | UInt32(UInt8(ascii: "e")) << 16
    case 0x153: UInt32(UInt8(ascii: "o")) | UInt32(UInt8(ascii: "e")) << 16
    case 0xDF: UInt32(UInt8(ascii: "s")) | UInt32(UInt8(ascii: "s")) << 16
    case 0xF8: UInt32(UInt8(ascii: "o"))
    case 0x142: UInt32(UInt8(ascii: "l"))
    case 0x131: UInt32(UInt8(ascii: "i"))
    case 0x111: UInt32(UInt8(ascii: "d"))
    default: dixit_icu_base(scalar)
    }
  }

  public static func lowercased(_ scalar: UInt32) -> UInt32 {
    scalar < 0x600 ? lower[Int(scalar)] : dixit_icu_lower(scalar)
  }

  /// The base letter of a scalar, lower case: É → e.
  public static func foldedLetter(_ scalar: UInt32) -> UInt32 {
    scalar < 0x600 ? base[Int(scalar)] & 0xFFFF : dixit_icu_base(scalar)
  }

  /// The key of a word: a 64-bit hash of its lower case, typographic apostrophes and hyphens made plain.
  public static func wordKey(_ utf8: [UInt8], _ span: Span) -> WordKey {
    utf8.withUnsafeBufferPointer { wordKey($0, span) }
  }

  /// The same of borrowed bytes.
  public static func wordKey(_ utf8: UnsafeBufferPointer<UInt8>, _ span: Span) -> WordKey {
    var hash = Hash()
    hash.mix(word: utf8, span)
    return hash.value
  }

  /// A run of small letters of Latin-1, perhaps behind one capital of ASCII.
  public struct PlainWord {
    public let end: Int
    @usableFromInline let hash: Hash

    @inlinable
    init(end: Int, hash: Hash) {
      self.end = end
      self.hash = hash
    }

    @inlinable public var key: WordKey { hash.value }

    /// The key of the letters with an ASCII sign behind them: `l'`, `etc.`.
    @inlinable
    public func key(with sign: UInt8) -> WordKey {
      var longer = hash
      longer.mix(sign)
      return longer.value
    }
  }

  /// The plain word that begins at `start`; it ends there as well where no such letter stands.
  ///
  /// Eight letters at a time, by masks and without a branch, took nearly twice as long: most words are shorter, and a
  /// quarter have an accent.
  @inlinable @inline(__always)
  public static func plainWord(_ utf8: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> PlainWord {
    var hash = Hash()
    var at = start
    if at < end, utf8[at] &- 0x41 < 26 {
      hash.mix(utf8[at] | 0x20)
      at += 1
    }
    while at < end {
      let byte = utf8[at]
      if byte &- 0x61 < 26 {
        hash.mix(byte)
        at += 1
      } else if byte == 0xC3, utf8[at + 1] >= 0xA0, utf8[at + 1] != 0xB7 {
        hash.mix(scalar: UInt32(utf8[at + 1]) + 0x40)
        at += 2
      } else {
        break
      }
    }
    return PlainWord(end: at, hash: hash)
  }

  public static func wordKey(_ word: some StringProtocol) -> WordKey {
    let utf8 = Array(word.utf8)
    return wordKey(utf8, Span(0, utf8.count))
  }

  /// The key of a name, from any of its spellings.
  public static func nameKey(_ name: some StringProtocol) -> UInt64 {
    let utf8 = Array(name.utf8)
    var hasher = NameHasher()
    hasher.add(utf8, Span(0, utf8.count))
    return hasher.key
  }

  /// A name as its key sees it, with hyphens: `L’Équipe` is `l-equipe`. Names with the same key have the same slug.
  public static func nameSlug(_ name: some StringProtocol) -> String {
    let utf8 = Array(name.utf8)
    var fold = NameFold(sink: Slug())
    fold.add(utf8, Span(0, utf8.count))
    return fold.sink.text
  }

  static func decode(_ utf8: UnsafeBufferPointer<UInt8>, _ at: Int) -> (scalar: UInt32, length: Int) {
    let first = UInt32(utf8[at])
    if first < 0x80 { return (first, 1) }
    if first < 0xE0 { return ((first & 0x1F) << 6 | UInt32(utf8[at + 1] & 0x3F), 2) }
    let middle = UInt32(utf8[at + 1] & 0x3F) << 6 | UInt32(utf8[at + 2] & 0x3F)
    if first < 0xF0 { return ((first & 0x0F) << 12 | middle, 3) }
    return ((first & 0x07) << 18 | middle << 6 | UInt32(utf8[at + 3] & 0x3F), 4)
  }

  /// From here on, scalars may be compatibility forms: ligatures, full-width and mathematical letters. Those below, such
  /// as the raised figures, mean something of their own.
  static let firstCompatible: UInt32 = 0xFB00

  /// Calls `body` with what a compatibility form stands for, or with the scalar itself.
  static func forEachCompatible(_ scalar: UInt32, _ body: (UInt32) -> Void) {
    var parts: (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)
    let count = withUnsafeMutablePointer(to: &parts) {
      $0.withMemoryRebound(to: UInt32.self, capacity: 4) { dixit_icu_compatible(scalar, $0, 4) }
    }
    if count == 0 { return body(scalar) }
    body(parts.0)
    if count > 1 { body(parts.1) }
    if count > 2 { body(parts.2) }
    if count > 3 { body(parts.3) }
  }

  static func plain(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0x2019, 0x2018, 0x02BC, 0xB4: 0x27
    case 0x2010, 0x2011: 0x2D
    default: scalar
    }
  }

  /// The scalar at an offset of valid UTF-8, and its length in bytes.
  public static func decode(_ utf8: [UInt8], _ at: Int) -> (scalar: UInt32, length: Int) {
    let first = UInt32(utf8[at])
    if first < 0x80 { return (first, 1) }
    if first < 0xE0 { return ((first & 0x1F) << 6 | UInt32(utf8[at + 1] & 0x3F), 2) }
    let second = UInt32(utf8[at + 1] & 0x3F)
    let third = UInt32(utf8[at + 2] & 0x3F)
    if first < 0xF0 { return ((first & 0x0F) << 12 | second << 6 | third, 3) }
    return ((first & 0x07) << 18 | second << 12 | third << 6 | UInt32(utf8[at + 3] & 0x3F), 4)
  }
}

/// FNV-1a over bytes with a final mix: short words, no secrets, the same on every machine.
@usableFromInline
struct Hash: Sendable {
  @usableFromInline var state: UInt64 = 0xCBF2_9CE4_8422_2325

  @inlinable
  init() {}

  @inlinable @inline(__always)
  mutating func mix(_ byte: UInt8) { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }

  /// Letters of a word, without case.
  mutating func mix(word utf8: UnsafeBufferPointer<UInt8>, _ span: Span) {
    var at = span.start
    while at < span.end {
      let byte = utf8[at]
      if byte < 0x80 {
        mix(byte &- 0x41 < 26 ? byte | 0x20 : byte)
        at += 1
      } else {
        let (scalar, length) = Folding.decode(utf8, at)
        mix(folded: scalar)
        at += length
      }
    }
  }

  mutating func mix(word: String) {
    var word = word
    word.withUTF8 { mix(word: $0, Span(0, $0.count)) }
  }

  /// A scalar of a word: without case, plain, and what it stands for where it is a compatibility form.
  @inline(__always)
  mutating func mix(folded scalar: UInt32) {
    if scalar < Folding.firstCompatible {
      mix(scalar: Folding.plain(Folding.lowercased(scalar)))
    } else {
      Folding.forEachCompatible(scalar) { mix(scalar: Folding.plain(Folding.lowercased($0))) }
    }
  }

  @inlinable
  mutating func mix(scalar: UInt32) {
    if scalar < 0x80 {
      mix(UInt8(scalar))
    } else {
      mix(UInt8(truncatingIfNeeded: scalar))
      mix(UInt8(truncatingIfNeeded: scalar >> 8) | 0x80)
      mix(UInt8(truncatingIfNeeded: scalar >> 16))
    }
  }

  @inlinable
  var value: UInt64 { Self.mixed(state) }

  /// Spreads what differs between two numbers over all bits; no two become one.
  @inlinable
  static func mixed(_ number: UInt64) -> UInt64 {
    var mixed = number
    mixed = (mixed ^ mixed >> 32) &* 0x9E37_79B9_7F4A_7C15
    return mixed ^ mixed >> 29
  }
}

/// Hashes a name piece by piece: letters and digits without case and accents, periods dropped, anything else between
/// them as one separator. `U.S.A.` is `USA`; `Jean-Marie` is `Jean Marie`; `l’Équipe` is `L'EQUIPE`.
public struct NameHasher: Sendable {
  private var fold = NameFold(sink: Hash())

  public init() {}

  public mutating func add(_ utf8: [UInt8], _ span: Span) { fold.add(utf8, span) }

  public var key: UInt64 { fold.sink.value }

  /// The key of one span.
  public static func key(_ utf8: [UInt8], _ span: Span) -> UInt64 {
    var hasher = NameHasher()
    hasher.add(utf8, span)
    return hasher.key
  }
}

/// What a folded name is poured into.
private protocol ScalarSink: Sendable {
  mutating func mix(scalar: UInt32)
}

extension Hash: ScalarSink {}

/// The folded name itself, with hyphens for separators.
private struct Slug: ScalarSink {
  var text = ""

  mutating func mix(scalar: UInt32) {
    if let scalar = Unicode.Scalar(scalar == 0x20 ? 0x2D : scalar) { text.unicodeScalars.append(scalar) }
  }
}

private struct NameFold<Sink: ScalarSink>: Sendable {
  var sink: Sink
  private var isSeparated = false
  private var isEmpty = true

  init(sink: Sink) { self.sink = sink }

  mutating func add(_ utf8: [UInt8], _ span: Span) {
    var at = span.start
    while at < span.end {
      let byte = utf8[at]
      if byte < 0x80 {
        add(ascii: byte)
        at += 1
      } else {
        let (scalar, length) = Folding.decode(utf8, at)
        add(scalar)
        at += length
      }
    }
  }

  private mutating func add(ascii byte: UInt8) {
    switch byte {
    case 0x61...0x7A, 0x30...0x39, UInt8(ascii: "+"), UInt8(ascii: "&"): letter(UInt32(byte))
    case 0x41...0x5A: letter(UInt32(byte | 0x20))
    case UInt8(ascii: "."): break
    default: isSeparated = true
    }
  }

  private mutating func add(_ scalar: UInt32) {
    guard scalar < 0x600 else {
      if scalar >= 0x2000 && scalar < 0x2070 { isSeparated = true } else { add(wide: scalar) }
      return
    }
    if scalar < 0xC0 && scalar != 0xAA && scalar != 0xBA {
      isSeparated = true
      return
    }
    let folded = Folding.base[Int(scalar)]
    letter(folded & 0xFFFF)
    if folded >> 16 != 0 { letter(folded >> 16) }
  }

  private mutating func add(wide scalar: UInt32) {
    if scalar < Folding.firstCompatible { return letter(dixit_icu_base(scalar)) }
    Folding.forEachCompatible(scalar) {
      if $0 < 0x80 { add(ascii: UInt8($0)) } else { letter(dixit_icu_base($0)) }
    }
  }

  private mutating func letter(_ scalar: UInt32) {
    if isSeparated && !isEmpty { sink.mix(scalar: 0x20) }
    isSeparated = false
    isEmpty = false
    sink.mix(scalar: scalar)
  }
}
