import DixitDocument
import DixitLexicons

/// Endings of inflected forms and what stands in their place in the form that dictionaries list.
struct Endings<Meaning: Sendable>: Sendable {
  private struct Exchange {
    let ending: [UInt8]
    let meaning: Meaning
  }

  private var exchanges: [WordKey: [Exchange]] = [:]
  private var longest = 0

  mutating func add(_ ending: String, becomes other: String, meaning: Meaning) {
    let bytes = Array(ending.utf8)
    longest = max(longest, bytes.count)
    exchanges[Folding.wordKey(bytes, Span(0, bytes.count)), default: []].append(
      Exchange(ending: Array(other.utf8), meaning: meaning))
  }

  /// Every word that a form may come from, longest endings first.
  func origins(of form: [UInt8]) -> [(word: [UInt8], meaning: Meaning)] {
    (max(0, form.count - longest)...form.count).flatMap { cut -> [(word: [UInt8], meaning: Meaning)] in
      // Never inside a letter.
      if cut < form.count, form[cut] & 0xC0 == 0x80 { return [] }
      return (exchanges[Folding.wordKey(form, Span(cut, form.count))] ?? []).map {
        (form[..<cut] + $0.ending, $0.meaning)
      }
    }
  }
}
