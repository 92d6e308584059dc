extension Document {
  /// What is wrong with a layer, in one sentence; nil when all is well.
  ///
  /// Every span lies in the text and on scalar boundaries; ordered layers are in order; references lead somewhere.
  package func violation(in layer: Layer) -> String? {
    switch layer {
    case .paragraphs: spansViolation((paragraphs ?? []).map(\.span), disjoint: true)
    case .tokens: spansViolation((tokens ?? []).map(\.span), disjoint: true)
    case .marks: marksViolation()
    case .sentences: sentencesViolation()
    case .tags: tagsViolation()
    case .lemmas: lemmasViolation()
    case .contractions: rangesViolation((contractions ?? []).map { $0.token..<$0.token + 1 })
    case .names: rangesViolation((names ?? []).map(\.tokens))
    case .roles: rolesViolation()
    case .entities: entitiesViolation()
    case .quotations: quotationsViolation()
    case .languages:
      languages.map { $0.count == quotations?.count } ?? true ? nil : "not one language for each quotation"
    case .attributions: attributionsViolation()
    }
  }

  private func spansViolation(_ spans: [Span], disjoint: Bool) -> String? {
    var last = 0
    for span in spans {
      if span.end > text.utf8.count { return "\(span) ends behind the text, which has \(text.utf8.count) bytes" }
      if !text.isBoundary(span.start) || !text.isBoundary(span.end) { return "\(span) cuts a character" }
      if disjoint, span.isEmpty || span.start < last { return "\(span) is empty or out of order" }
      last = disjoint ? span.end : last
    }
    return nil
  }

  private func rangesViolation(_ ranges: [Range<Int>]) -> String? {
    var last = 0
    for range in ranges {
      if range.isEmpty || range.lowerBound < last { return "tokens \(range) are empty or out of order" }
      if range.upperBound > tokens?.count ?? 0 { return "tokens \(range) do not exist" }
      last = range.upperBound
    }
    return nil
  }

  private func marksViolation() -> String? {
    var last = -1
    for pair in marks ?? [] {
      if pair.open <= last { return "marks at token \(pair.open) are out of order" }
      if pair.end > tokens?.count ?? 0 || pair.end <= pair.open { return "marks at token \(pair.open) never end" }
      last = pair.open
    }
    return nil
  }

  private func sentencesViolation() -> String? {
    let all = sentences ?? []
    return spansViolation(all.map(\.span), disjoint: true) ?? rangesViolation(all.map(\.tokens))
  }

  private func tagsViolation() -> String? {
    guard let tags, tags.count != tokens?.count else { return nil }
    return "\(tags.count) tags, \(tokens?.count ?? 0) tokens"
  }

  private func lemmasViolation() -> String? {
    guard let lemmas, lemmas.count != tokens?.count else { return nil }
    return "\(lemmas.count) lemmas, \(tokens?.count ?? 0) tokens"
  }

  private func rolesViolation() -> String? {
    var last = 0
    for role in roles ?? [] {
      if !(names ?? []).indices.contains(role.name) { return "name \(role.name), which has a role, does not exist" }
      if role.tokens.lowerBound < last { return "the role at tokens \(role.tokens) is out of order" }
      if role.tokens.upperBound > tokens?.count ?? 0 { return "tokens \(role.tokens) do not exist" }
      if !role.tokens.contains(role.head) { return "the role at tokens \(role.tokens) has its head elsewhere" }
      if role.tokens.overlaps(names![role.name].tokens) { return "the role at tokens \(role.tokens) holds its name" }
      last = role.tokens.lowerBound
    }
    return nil
  }

  private func entitiesViolation() -> String? {
    guard let layer = entities else { return nil }
    if let names, names.count != layer.mentions.count {
      return "\(names.count) names, \(layer.mentions.count) mentions"
    }
    if let lost = layer.mentions.first(where: { !layer.entities.indices.contains($0.entity) }) {
      return "the mention at \(lost.span) means entity \(lost.entity), which does not exist"
    }
    return spansViolation(layer.mentions.map(\.span), disjoint: true)
  }

  private func quotationsViolation() -> String? {
    for (index, quotation) in (quotations ?? []).enumerated() {
      if quotation.content.isEmpty { return "quotation \(index) has no content" }
      if let parent = quotation.parent, parent == index || !quotations!.indices.contains(parent) {
        return "quotation \(index) stands in quotation \(parent), which does not exist"
      }
      if let wrong = spansViolation(quotation.content, disjoint: true) { return "quotation \(index): \(wrong)" }
      let others = quotation.marks + [quotation.cue?.span, quotation.source].compactMap { $0 }
      if let wrong = spansViolation(others, disjoint: false) { return "quotation \(index): \(wrong)" }
    }
    return nil
  }

  private func attributionsViolation() -> String? {
    guard let layer = attributions else { return nil }
    let known = allEntities.indices
    if layer.attributions.count != quotations?.count { return "not one attribution for each quotation" }
    for id in layer.attributions.compactMap(\.speaker) + layer.mentions.map(\.entity) where !known.contains(id) {
      return "entity \(id) does not exist"
    }
    for mention in layer.mentions {
      if let noun = mention.noun, !mention.span.contains(noun.head) {
        return "the noun of the mention at \(mention.span) stands elsewhere"
      }
    }
    return spansViolation(layer.mentions.map(\.span), disjoint: false)
  }
}
