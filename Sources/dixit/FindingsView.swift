import DixitDocument

/// What was found in an article, as lists for the terminal: quotations, then entities.
struct FindingsView {
  let document: Document
  let palette: Palette

  init(_ document: Document, _ palette: Palette) {
    self.document = document
    self.palette = palette
  }

  func render() -> String {
    section("Quotations", quotations) + section("Entities", entities) + section("Warnings", document.warnings)
  }

  private func section(_ title: String, _ lines: [String]) -> String {
    lines.isEmpty ? "" : "\n" + palette.bold(title) + "\n" + lines.joined(separator: "\n") + "\n"
  }

  private var quotations: [String] {
    (document.quotations ?? []).enumerated().flatMap { index, quotation in
      let attribution = document.attributions?.attributions[index]
      return [
        headline(quotation, attribution, number: index + 1), "    " + context(quotation),
        "    " + palette.dim(reasons(quotation, attribution)),
      ]
    }
  }

  private func headline(_ quotation: Quotation, _ attribution: Attribution?, number: Int) -> String {
    let speaker = attribution?.speaker
    let name = speaker.map { described(document.allEntities[$0]) } ?? "unknown speaker"
    let parent = quotation.parent.map { " in \($0 + 1)" } ?? ""
    return padded("\(number)", to: 3) + " \(quotation.kind.rawValue)\(parent), " + palette.speaker(speaker, name)
  }

  private func context(_ quotation: Quotation) -> String {
    let cue = quotation.cue.map { "\(words($0.span)) (\($0.lemma))" } ?? "none"
    return "cue: \(cue); source: \(quotation.source.map(words) ?? "none")"
  }

  private func reasons(_ quotation: Quotation, _ attribution: Attribution?) -> String {
    let found = "found by \(quotation.rule) \(fixed(quotation.confidence, 2))"
    guard let attribution else { return found }
    return found + "; speaker by \(attribution.rule) \(fixed(attribution.confidence, 2))"
  }

  private func described(_ entity: Entity) -> String {
    let facts = [entity.qid, entity.gender.map { $0 == .feminine ? "feminine" : "masculine" }].compactMap { $0 }
    return facts.isEmpty ? entity.name : "\(entity.name) (\(facts.joined(separator: ", ")))"
  }

  private var entities: [String] {
    let counts = document.allMentions.reduce(into: [Int: Int]()) { $0[$1.entity, default: 0] += 1 }
    let longest = document.allEntities.map(\.name.count).max() ?? 0
    return document.allEntities.enumerated().map { index, entity in
      let name =
        entity.name + String(repeating: " ", count: min(longest, 40) - min(entity.name.count, min(longest, 40)))
      let link = entity.qid.map { "https://www.wikidata.org/wiki/\($0)" } ?? "no link"
      let type = entity.type.rawValue + String(repeating: " ", count: max(0, 5 - entity.type.rawValue.count))
      return
        "    \(type) \(palette.speaker(index, name))  \(padded("\(counts[index] ?? 0)", to: 3))×  \(palette.dim(link))"
    }
  }

  private func padded(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  private func words(_ span: Span) -> String { "“" + document.string(span).replacing("\n", with: " ") + "”" }
}
