import CICU
import DixitDocument

/// What U+0080 to U+009F were meant to be: bytes of windows-1252 that a program read as ISO-8859-1.
package enum MisreadControls {
  package static let range = 0x80..<0xA0 as Range<UInt32>
  /// The next line sign of mainframes, and windows-1252's `…`.
  package static let nextLine: UInt32 = 0x85

  /// The scalar that a control character stands for; nil where windows-1252 has none.
  package static func meaning(of scalar: UInt32) -> UInt32? {
    guard range.contains(scalar) else { return nil }
    let meant = meanings[Int(scalar - range.lowerBound)]
    return range.contains(meant) ? nil : meant
  }

  /// By ICU's converter, which lets through the bytes that mean nothing.
  private static let meanings: [UInt32] = {
    let bytes = range.map { UInt8($0) }
    var utf8 = [UInt8](repeating: 0, count: 4 * bytes.count)
    var replaced = 0
    let length = dixit_icu_decode("windows-1252", bytes, bytes.count, &utf8, utf8.count, &replaced)
    let scalars = String(decoding: utf8.prefix(max(0, length)), as: UTF8.self).unicodeScalars.map(\.value)
    return scalars.count == bytes.count ? scalars : Array(range)
  }()

  /// UTF-8 with their meanings instead, as HTML's references have it: `&#146;`, and `&#133;` whatever else there is.
  package static func restored(_ utf8: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var kept = 0
    var at = 0
    while let lead = utf8.next(0xC2, in: at..<utf8.count) {
      at = lead + 2
      guard let meant = meaning(of: UInt32(utf8[lead + 1])).flatMap(Unicode.Scalar.init) else { continue }
      result += utf8[kept..<lead] + Array(UTF8.encode(meant)!)
      kept = at
    }
    return kept == 0 ? utf8 : result + utf8[kept...]
  }

  /// Whether there is a control character besides the next line sign.
  package static func areIn(_ source: [UInt8]) -> Bool {
    var at = 0
    while let lead = source.next(0xC2, in: at..<source.count) {
      if source[lead + 1] < 0xA0, source[lead + 1] != UInt8(nextLine) { return true }
      at = lead + 2
    }
    return false
  }
}
