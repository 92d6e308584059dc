import DixitDocument
import DixitKit

/// Why one quotation was found, and why its speaker won, for the terminal.
struct ReasonsView {
  let document: Document
  let number: Int
  let reasons: QuotationReasons
  let palette: Palette

  func render() -> String {
    let quotation = document.quotations![number - 1]
    let words = quotation.content.map(document.string).joined(separator: " … ").replacing("\n", with: " ")
    var lines = [palette.bold("Quotation \(number)"), "    “\(words)”", ""]
    lines += [palette.bold("Why it was found") + ": by \(quotation.rule), \(fixed(quotation.confidence, 2))"]
    lines += list(reasons.find)
    lines += ["", palette.bold("Who speaks") + ": " + speaker]
    for candidate in reasons.candidates {
      lines.append("    " + fixed(candidate.share, 2) + " " + (candidate.name ?? "nobody who was mentioned before"))
      lines += list(candidate.reasons).map { "    " + $0 }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var speaker: String {
    guard let attribution = document.attributions?.attributions[number - 1] else { return "not asked" }
    let name = attribution.speaker.map { document.allEntities[$0].name } ?? "the text does not tell"
    let how = reasons.candidates.isEmpty ? ", which left nothing to choose" : ", the likeliest of these"
    return "\(name), by \(attribution.rule) \(fixed(attribution.confidence, 2))\(how)"
  }

  /// The weightiest first.
  private func list(_ reasons: [QuotationReasons.Reason]) -> [String] {
    reasons.filter { $0.weight != 0 }.sorted { abs($0.weight) > abs($1.weight) }.map { reason in
      let weight = fixed(reason.weight, 2)
      return "    " + palette.dim((reason.weight > 0 ? "+" : "") + weight + " " + reason.name)
    }
  }
}
