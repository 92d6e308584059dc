import DixitDocument

/// Who is meant where, and who said what.
extension JSONDocument {
  func writeEntities(to json: inout JSONEmitter) {
    json.key("entities")
    json.array(entities.enumerated()) { json, item in
      json.object { json in
        json.key("id")
        json.value("e", item.offset + 1)
        json.key("type")
        json.value(item.element.type.rawValue)
        json.key("name")
        json.value(item.element.name)
        json.key("qid")
        json.value(item.element.qid)
        json.key("gender")
        json.value(item.element.gender?.rawValue)
        json.key("key")
        json.value(item.element.key)
        if !item.element.candidates.isEmpty { write(item.element.candidates, to: &json) }
      }
    }
  }

  private func write(_ candidates: [EntityCandidate], to json: inout JSONEmitter) {
    json.key("candidates")
    json.array(candidates) { json, candidate in
      json.object { json in
        json.key("key")
        json.value(candidate.key)
        json.key("name")
        json.value(candidate.name)
        json.key("share")
        json.value(confidence: candidate.share)
      }
    }
  }

  func writeMentions(to json: inout JSONEmitter) {
    let roles = rolesByMention()
    json.key("mentions")
    json.array(mentions.enumerated()) { json, item in
      json.object { json in
        json.key("id")
        json.value("m", item.offset + 1)
        write(item.element.span, to: &json)
        json.key("form")
        json.value(item.element.form.rawValue)
        json.key("entity")
        json.value("e", item.element.entity + 1)
        if item.element.form == .name { write(roles[item.offset] ?? [], to: &json) }
        if item.element.form == .nominal { write(item.element.noun, to: &json) }
        json.key("confidence")
        json.value(confidence: item.element.confidence)
      }
    }
  }

  /// The roles of each mention that is a name: names and such mentions are in the same order.
  private func rolesByMention() -> [Int: [(number: Int, role: Role)]] {
    guard let roles = document.roles, !roles.isEmpty else { return [:] }
    let names = mentions.indices.filter { mentions[$0].form == .name }
    return roles.enumerated().reduce(into: [:]) { result, item in
      guard item.element.name < names.count else { return }
      result[names[item.element.name], default: []].append((item.offset, item.element))
    }
  }

  private func write(_ roles: [(number: Int, role: Role)], to json: inout JSONEmitter) {
    json.key("roles")
    json.array(roles) { json, item in
      json.object { json in
        json.key("id")
        json.value("r", item.number + 1)
        write(document.span(of: item.role.tokens), to: &json)
        json.key("type")
        json.value(item.role.kind.rawValue)
        json.key("head")
        json.object { write(document.span(of: item.role.head..<item.role.head + 1), to: &$0) }
        json.key("gender")
        json.value(item.role.gender?.rawValue)
      }
    }
  }

  private func write(_ noun: Mention.Noun?, to json: inout JSONEmitter) {
    json.key("noun")
    guard let noun else { return json.null() }
    json.object { json in
      json.key("head")
      json.object { write(noun.head, to: &$0) }
      json.key("gender")
      json.value(noun.gender?.rawValue)
      json.key("number")
      json.value(noun.number?.rawValue)
      json.key("definiteness")
      json.value(noun.definiteness?.rawValue)
    }
  }

  func writeQuotations(to json: inout JSONEmitter) {
    json.key("quotations")
    json.array((document.quotations ?? []).enumerated()) { json, item in
      json.object { write(item.element, number: item.offset, to: &$0) }
    }
  }

  private func write(_ quotation: Quotation, number: Int, to json: inout JSONEmitter) {
    json.key("id")
    json.value("q", number + 1)
    json.key("type")
    json.value(quotation.kind.rawValue)
    json.key("parent")
    write("q", quotation.parent, to: &json)
    json.key("content")
    json.array(quotation.content) { json, span in json.object { write(span, to: &$0) } }
    json.key("words")
    json.value(words.count(in: quotation.content))
    json.key("marks")
    json.array(quotation.marks) { json, span in json.object { write(span, to: &$0) } }
    write(quotation.cue, to: &json)
    write(source: quotation.source, to: &json)
    let attribution = document.attribution(of: number)
    json.key("speaker")
    write("e", attribution?.speaker, to: &json)
    json.key("addressee")
    write("e", attribution?.addressee, to: &json)
    json.key("about")
    json.array(mentions.entities(in: quotation.content)) { $0.value("e", $1 + 1) }
    json.key("attribution")
    if let attribution {
      json.object { json in
        json.key("rule")
        json.value(attribution.rule)
        json.key("confidence")
        json.value(confidence: attribution.confidence)
      }
    } else {
      json.null()
    }
    json.key("language")
    json.value(document.language(of: number)?.rawValue)
    json.key("rule")
    json.value(quotation.rule)
    json.key("confidence")
    json.value(confidence: quotation.confidence)
  }

  private func write(_ cue: Quotation.Cue?, to json: inout JSONEmitter) {
    json.key("cue")
    guard let cue else { return json.null() }
    json.object { json in
      write(cue.span, to: &json)
      json.key("lemma")
      json.value(cue.lemma)
    }
  }

  private func write(source: Span?, to json: inout JSONEmitter) {
    json.key("source")
    guard let source else { return json.null() }
    json.object { json in
      write(source, to: &json)
      json.key("mention")
      write("m", mentions.index(of: source), to: &json)
    }
  }

  /// An identifier by its index, or null.
  private func write(_ prefix: StaticString, _ index: Int?, to json: inout JSONEmitter) {
    if let index { json.value(prefix, index + 1) } else { json.null() }
  }
}

extension [Mention] {
  /// The first mention that has exactly this span; the mentions are in text order.
  func index(of span: Span) -> Int? {
    let index = partitioningIndex { $0.span >= span }
    return index < count && self[index].span == span ? index : nil
  }

  /// The entities that are mentioned within some spans, each once, the first mentioned first; the mentions are in text
  /// order.
  func entities(in spans: [Span]) -> [Int] {
    var entities: [Int] = []
    for span in spans {
      let first = partitioningIndex { $0.span.start >= span.start }
      for mention in self[first...].prefix(while: { $0.span.start < span.end })
      where mention.span.end <= span.end && !entities.contains(mention.entity) {
        entities.append(mention.entity)
      }
    }
    return entities
  }
}

extension Document {
  /// The language of a quotation where it is another than the document's.
  func language(of quotation: Int) -> Language? {
    guard let languages, quotation < languages.count else { return nil }
    return languages[quotation]
  }

  /// Who said a quotation; nil where attribution has not run.
  func attribution(of quotation: Int) -> Attribution? {
    guard let all = attributions?.attributions, quotation < all.count else { return nil }
    return all[quotation]
  }
}
