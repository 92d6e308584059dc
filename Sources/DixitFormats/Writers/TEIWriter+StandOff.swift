import DixitDocument

/// The entities, and the roles of each quotation.
extension TEIDocument {
  mutating func writeStandOff() {
    let quotations = document.quotations ?? []
    if entities.isEmpty && quotations.isEmpty { return }
    output.put(" <standOff>\n")
    for list in EntityList.allCases { write(list) }
    for (index, quotation) in quotations.enumerated() { write(quotation, number: index) }
    if !quotations.isEmpty {
      output.put("  <interpGrp type=\"quotation-role\"><interp xml:id=\"content\">content</interp>")
      output.put("<interp xml:id=\"cue\">cue</interp><interp xml:id=\"source\">source</interp>")
      output.put("<interp xml:id=\"addressee\">addressee</interp><interp xml:id=\"about\">about</interp></interpGrp>\n")
    }
    output.put(" </standOff>\n")
  }

  /// TEI's lists of named things. What has no list of its own becomes an item with a `name`.
  private enum EntityList: CaseIterable {
    case persons, organisations, places, others
  }

  private func list(of index: Int) -> EntityList {
    switch entities[index].type {
    case .person: .persons
    case .organisation: .organisations
    case .place: .places
    case .product, .work, .event: .others
    // A speaker of whom no more is known speaks: `who` should lead to a person.
    case .other: isNamed(index) ? .others : .persons
    }
  }

  /// Entities without a name follow those that have one.
  private func isNamed(_ index: Int) -> Bool { index < document.entities?.entities.count ?? 0 }

  private mutating func write(_ list: EntityList) {
    let members = entities.indices.filter { self.list(of: $0) == list }
    if members.isEmpty { return }
    let (open, close): (StaticString, StaticString) =
      switch list {
      case .persons: ("  <listPerson>\n", "  </listPerson>\n")
      case .organisations: ("  <listOrg>\n", "  </listOrg>\n")
      case .places: ("  <listPlace>\n", "  </listPlace>\n")
      case .others: ("  <list type=\"entities\">\n", "  </list>\n")
      }
    output.put(open)
    for index in members { write(index, in: list) }
    output.put(close)
  }

  private mutating func write(_ index: Int, in list: EntityList) {
    let entity = entities[index]
    let (element, name): (StaticString, StaticString) =
      switch list {
      case .persons: ("person", "persName")
      case .organisations: ("org", "orgName")
      case .places: ("place", "placeName")
      case .others: ("item", "name")
      }
    output.put("   <")
    output.put(element)
    attribute("xml:id", "e", index + 1)
    output.put(">")
    self.element(name, entity.name, type: isNamed(index) ? (list == .others ? entity.nameType : nil) : "description")
    if list == .persons, let gender = entity.gender {
      output.put(gender == .feminine ? "<sex value=\"F\"/>" : "<sex value=\"M\"/>")
    }
    if let address = entity.address {
      self.element("idno", address, type: "Wikidata")
    } else {
      self.element("idno", entity.key, type: "dixit")
    }
    output.put("</")
    output.put(element)
    output.put(">\n")
  }

  private mutating func write(_ quotation: Quotation, number: Int) {
    let attribution = document.attribution(of: number)
    output.put("  <spanGrp type=\"quotation\"")
    attribute("subtype", quotation.kind.rawValue)
    attribute("xml:id", "q", number + 1)
    output.put(" resp=\"#tool\"")
    attribute("corresp", "#q", quotation.parent.map { $0 + 1 })
    output.put(">\n")
    writeContent(quotation, number: number)
    if let cue = quotation.cue { role("#cue", target: "#cue", layout.cueNumbers[number], text: cue.span) }
    if let source = quotation.source {
      let mention = mentions.index(of: source).flatMap { layout.showsMention[$0] ? $0 + 1 : nil }
      role("#source", target: "#m", mention, corresp: identifier(attribution?.speaker), text: source)
    }
    if let addressee = identifier(attribution?.addressee) {
      role("#addressee", target: "#m", mention(of: addressee - 1, near: quotation), corresp: addressee, text: nil)
    }
    writeAbout(mentions.entities(in: quotation.content))
    output.put("  </spanGrp>\n")
  }

  private mutating func writeAbout(_ entities: [Int]) {
    if entities.isEmpty { return }
    output.put("   <span ana=\"#about\" corresp=\"")
    for (position, entity) in entities.enumerated() {
      output.put(position > 0 ? " #e" : "#e")
      output.put(entity + 1)
    }
    output.put("\"/>\n")
  }

  private mutating func writeContent(_ quotation: Quotation, number: Int) {
    if writesTokens { return writeContentTokens(quotation) }
    let count = layout.partCounts[number]
    if count == 0 {
      for span in quotation.content { role("#content", target: "#q", nil, text: span) }
      return
    }
    output.put("   <span ana=\"#content\" target=\"")
    for part in 1...count {
      if part > 1 { output.put(" ") }
      output.put("#q")
      output.put(number + 1)
      output.put(".")
      output.put(part)
    }
    output.put("\"/>\n")
  }

  /// From the first token to the last of each piece: what BlackLab indexes.
  private mutating func writeContentTokens(_ quotation: Quotation) {
    for span in quotation.content {
      let tokens = self.tokens.touching(span)
      if tokens.isEmpty {
        role("#content", target: "#q", nil, text: span)
        continue
      }
      output.put("   <span ana=\"#content\"")
      attribute("from", "#t", tokens.lowerBound + 1)
      attribute("to", "#t", tokens.upperBound)
      output.put("/>\n")
    }
  }

  /// A role's span: a pointer to the element in the text, or where that has none, the words themselves.
  private mutating func role(
    _ role: StaticString, target: StaticString, _ number: Int?, corresp entity: Int? = nil, text: Span?
  ) {
    output.put("   <span")
    output.put(" ana=\"")
    output.put(role)
    output.put("\"")
    attribute("target", target, number)
    attribute("corresp", "#e", entity)
    guard number == nil, let text else { return output.put("/>\n") }
    output.put(">")
    put(text)
    output.put("</span>\n")
  }

  /// The mention of an entity that stands nearest to a quotation's cue, within its sentence: the addressee's words.
  private func mention(of entity: Int, near quotation: Quotation) -> Int? {
    guard let cue = quotation.cue?.span, let sentences = document.sentences else { return nil }
    let next = sentences.partitioningIndex { $0.span.end > cue.start }
    guard next < sentences.count else { return nil }
    let sentence = sentences[next].span
    let first = mentions.partitioningIndex { $0.span.start >= sentence.start }
    let near = mentions[first...].prefix { $0.span.start < sentence.end }.indices.filter {
      mentions[$0].entity == entity && layout.showsMention[$0] && mentions[$0].span != quotation.source
    }
    let distance = { (index: Int) in
      max(cue.start - mentions[index].span.end, mentions[index].span.start - cue.end)
    }
    return near.min { distance($0) < distance($1) }.map { $0 + 1 }
  }
}

extension Entity {
  /// `type` of a `name` element.
  var nameType: String {
    switch type {
    case .person: "person"
    case .organisation: "organisation"
    case .place: "place"
    case .product: "product"
    case .work: "work"
    case .event: "event"
    case .other: "other"
    }
  }
}
