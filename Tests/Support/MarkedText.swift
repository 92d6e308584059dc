import DixitDocument

/// A text with labelled stretches: `« Q[Je pars] », C[a dit] S[Claire Martin].`
///
/// A label is letters with an optional number; its stretch runs from `[` to the matching `]`. `⏎` is a line break.
struct MarkedText {
  struct Stretch: Hashable {
    let label: String
    let span: Span
  }

  private(set) var text = ""
  /// In text order, the outer before the inner.
  private(set) var stretches: [Stretch] = []

  init(_ notation: String) {
    var open: [(label: String, start: Int)] = []
    for character in notation {
      switch character {
      case "[" where !label().isEmpty:
        let label = label()
        text.removeLast(label.count)
        open.append((label, text.utf8.count))
      case "]" where !open.isEmpty:
        let (label, start) = open.removeLast()
        stretches.append(Stretch(label: label, span: Span(start, text.utf8.count)))
      case "⏎": text.append("\n")
      default: text.append(character)
      }
    }
    precondition(open.isEmpty, "A stretch is never closed in “\(notation)”")
    stretches.sort { ($0.span.start, -$0.span.end) < ($1.span.start, -$1.span.end) }
  }

  init(text: String, stretches: [Stretch]) {
    self.text = text
    self.stretches = stretches
  }

  /// The letters and digits that stand right before the position.
  private func label() -> String {
    let label = String(text.reversed().prefix { $0.isLetter || $0.isNumber }.reversed())
    return label.first?.isUppercase ?? false ? label : ""
  }

  /// The text with its labels again; stretches that cross are closed where they end.
  var notation: String {
    let utf8 = Array(text.utf8)
    var opening: [Int: [Stretch]] = [:]
    var closing: [Int: Int] = [:]
    for stretch in stretches {
      opening[stretch.span.start, default: []].append(stretch)
      closing[stretch.span.end, default: 0] += 1
    }
    var bytes: [UInt8] = []
    for position in 0...utf8.count {
      bytes += Array(repeating: UInt8(ascii: "]"), count: closing[position] ?? 0)
      let here = (opening[position] ?? []).sorted { ($0.span.end, $1.label) > ($1.span.end, $0.label) }
      for stretch in here { bytes += Array("\(stretch.label)[".utf8) }
      if position < utf8.count { bytes += utf8[position] == 0x0A ? Array("⏎".utf8) : [utf8[position]] }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
