extension Document {
  /// Every layer as text, one annotation a line: for goldens, `dixit explain` and bug reports.
  public func dump() -> String {
    var lines = ["document \(id)", "language \(language ?? "?")", "warnings \(warnings.count)"]
    for edit in alignment.edits {
      lines.append("edit \(edit.text) ← \(edit.source.start)..<\(edit.source.end)")
    }
    for layer in Layer.allCases { lines += dump(layer) }
    return lines.joined(separator: "\n") + "\n"
  }

  private func dump(_ layer: Layer) -> [String] {
    guard has(layer) else { return ["\(layer.rawValue): not run"] }
    return ["\(layer.rawValue):"] + rows(of: layer)
  }

  private func rows(of layer: Layer) -> [String] {
    switch layer {
    case .paragraphs: paragraphs!.map { "  \($0.span) \($0.kind.rawValue)" }
    case .tokens: tokens!.map { "  \($0.span) \($0.kind) \(quoted($0.span))" }
    case .marks: marks!.map { "  \($0.open)–\($0.close.map(String.init) ?? "?") end \($0.end) depth \($0.depth)" }
    case .sentences: sentences!.map { "  \($0.span) \(quoted($0.span))" }
    case .tags:
      zip(tokens!, tags!).map { "  \(quoted($0.span)) \($1.partOfSpeech.universalName) \($1.features.universalName)" }
    case .lemmas: zip(tokens!, lemmas!).map { "  \(quoted($0.span)) \($1 ?? "-")" }
    case .contractions:
      contractions!.map { "  \(quoted(tokens![$0.token].span)) = \($0.words.joined(separator: " + "))" }
    case .names: names!.map { "  \($0.type.rawValue) \(quoted(span(of: $0.tokens))) by \($0.rule)" }
    case .roles:
      roles!.map {
        "  \($0.kind.rawValue) \(quoted(span(of: $0.tokens))) of \(quoted(span(of: names![$0.name].tokens)))"
          + " head \(quoted(tokens![$0.head].span)) \($0.gender?.rawValue ?? "-")"
      }
    case .entities: dumpEntities()
    case .quotations: quotations!.enumerated().map { dump($1, number: $0) }
    case .languages: languages!.indices.filter { languages![$0] != nil }.map { "  q\($0) \(languages![$0]!.rawValue)" }
    case .attributions: dumpAttributions()
    }
  }

  private func dumpEntities() -> [String] {
    entities!.entities.enumerated().map { "  e\($0) \(describe($1))" }
      + entities!.mentions.map { "  \($0.span) \(quoted($0.span)) → e\($0.entity)" }
  }

  private func describe(_ entity: Entity) -> String {
    "\(entity.type.rawValue) \(entity.name) \(entity.qid ?? "-") \(entity.gender?.rawValue ?? "-")"
  }

  private func dump(_ quotation: Quotation, number: Int) -> String {
    let content = quotation.content.map(quoted).joined(separator: " … ")
    let cue = quotation.cue.map { "\(quoted($0.span)) (\($0.lemma))" } ?? "-"
    let parent = quotation.parent.map { " in q\($0)" } ?? ""
    return "  q\(number)\(parent) \(quotation.kind.rawValue) by \(quotation.rule): \(content)"
      + " | cue \(cue) | source \(quotation.source.map(quoted) ?? "-")"
  }

  private func dumpAttributions() -> [String] {
    let first = entities?.entities.count ?? 0
    return attributions!.attributions.enumerated().map { index, attribution in
      "  q\(index) said by \(attribution.speaker.map { "e\($0) \(allEntities[$0].name)" } ?? "-") by \(attribution.rule)"
    }
      + attributions!.entities.enumerated().map { "  e\(first + $0) \(describe($1))" }
      + attributions!.mentions.map {
        "  \($0.span) \($0.form.rawValue) \(quoted($0.span)) → e\($0.entity)" + ($0.noun.map(describe) ?? "")
      }
  }

  private func describe(_ noun: Mention.Noun) -> String {
    " head \(quoted(noun.head)) \(noun.gender?.rawValue ?? "-") \(noun.number?.rawValue ?? "-")"
      + " \(noun.definiteness?.rawValue ?? "-")"
  }

  private func quoted(_ span: Span) -> String {
    "“" + string(span).replacing("\n", with: "⏎") + "”"
  }
}
