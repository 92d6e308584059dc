import CICU
import DixitDocument
import DixitLexicons

/// The door that makes documents: cleans an article's text, composes it to NFC, and records each edit.
///
/// Line ends become `\n`; soft hyphens, zero-width and control characters go; what XML can't hold becomes U+FFFD.
/// No-break spaces and the writer's quotation marks stay. Clean stretches are copied whole.
public struct Normalizer: Sendable {
  public init() {}

  public func document(from article: Article) -> Document {
    var aligned = AlignedText(capacity: article.utf8.count)
    let replaced = clean(article.utf8, into: &aligned)
    let (text, alignment) = aligned.finish()
    let warnings = replaced == 0 ? [] : ["\(replaced) characters that XML cannot hold became U+FFFD."]
    return Document(article: article, text: text, alignment: alignment, warnings: warnings)
  }

  /// Returns how many characters had to be replaced.
  private func clean(_ source: [UInt8], into aligned: inout AlignedText) -> Int {
    var kept = 0
    var at = 0
    var replaced = 0
    while at < source.count {
      let byte = source[at]
      // Printable ASCII, and Latin letters up to U+02FF, of which none can compose with what follows unless that is a
      // combining mark, which has a higher lead byte.
      if byte >= 0x20 && byte < 0x7F || byte == 0x0A || byte == 0x09 {
        at += 1
        continue
      }
      let (scalar, length) = Folding.decode(source, at)
      switch action(for: scalar) {
      case .keep:
        at += length
        continue
      case .drop:
        aligned.keep(source[kept..<at])
        aligned.replace(source[at..<at + length], with: [])
        at += length
      case .lineEnd:
        let count = scalar == 0x0D && at + 1 < source.count && source[at + 1] == 0x0A ? 2 : length
        aligned.keep(source[kept..<at])
        aligned.replace(source[at..<at + count], with: [0x0A])
        at += count
      case .replace:
        aligned.keep(source[kept..<at])
        aligned.replace(source[at..<at + length], with: [0xEF, 0xBF, 0xBD])
        replaced += 1
        at += length
      case .compose:
        let range = segment(around: at, from: kept, in: source)
        aligned.keep(source[kept..<range.lowerBound])
        compose(source[range], into: &aligned)
        at = range.upperBound
      }
      kept = at
    }
    aligned.keep(source[kept...])
    return replaced
  }

  private enum Action { case keep, drop, lineEnd, replace, compose }

  private func action(for scalar: UInt32) -> Action {
    switch scalar {
    case 0x0D, 0x85, 0x2028, 0x2029, 0x0C, 0x0B: .lineEnd
    case 0xAD, 0x200B, 0x200C, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x206F, 0xFEFF: .drop
    case 0..<0x20, 0x7F..<0xA0: .drop
    case 0xA0..<0x300, 0x2002...0x2120, 0x20A0...0x20CF: .keep
    case let scalar where scalar & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(scalar): .replace
    default: dixit_icu_nfc_is_inert(scalar) ? .keep : .compose
    }
  }

  /// The stretch around a character that NFC may change: from the boundary before it to the next one.
  private func segment(around position: Int, from floor: Int, in source: [UInt8]) -> Range<Int> {
    var start = position
    var scalar = Folding.decode(source, start).scalar
    while start > floor && !dixit_icu_nfc_has_boundary_before(scalar) {
      start -= 1
      while start > floor && source[start] & 0xC0 == 0x80 { start -= 1 }
      scalar = Folding.decode(source, start).scalar
      if scalar < 0x20 { break }
    }
    var end = position + Folding.decode(source, position).length
    while end < source.count {
      let (next, length) = Folding.decode(source, end)
      if dixit_icu_nfc_has_boundary_before(next) { break }
      end += length
    }
    return start..<end
  }

  private func compose(_ segment: ArraySlice<UInt8>, into aligned: inout AlignedText) {
    let bytes = Array(segment)
    // NFC of UTF-8 grows by a factor of three at most.
    let composed = [UInt8](unsafeUninitializedCapacity: bytes.count * 3 + 8) { buffer, count in
      count = max(0, dixit_icu_nfc(bytes, bytes.count, buffer.baseAddress!, buffer.count))
    }
    if composed == bytes || composed.isEmpty {
      aligned.keep(segment)
    } else {
      aligned.replace(segment, with: composed)
    }
  }
}
