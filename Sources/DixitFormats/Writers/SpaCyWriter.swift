import DixitDocument

/// Writes what `Doc.from_json(validate=True)` of spaCy reads: text, tokens, sentences, named entities, and spans for
/// all mentions and for the contents, cues and sources of quotations.
///
/// spaCy's tokens fill the text end to end: a single space belongs to the token before it, other white space is a token
/// of its own. Its spans are whole tokens, so a span that begins or ends inside one grows to its edges. What spaCy has no
/// place for stands beside: `metadata` and `quotations`, which say who said what. (Its own `_` fails in `from_json` for
/// attributes that nobody has registered before.)
public struct SpaCyWriter: DocumentWriter {
  public let name = "spacy"
  public let fileExtension = ".spacy.json"
  let generator: Generator

  public init(generator: Generator) { self.generator = generator }

  public func write(_ document: Document, to output: inout [UInt8]) {
    output.reserveCapacity(output.count + 20 * document.text.utf8.count + 1024)
    let body = SpaCyDocument(document, generator)
    JSONEmitter.append(to: &output, isLine: true) { body.write(to: &$0) }
  }
}

private struct SpaCyDocument {
  let document: Document
  let generator: Generator
  let table: TokenTable
  let tokens: [SpaCyToken]
  let index: ScalarIndex
  let features: FeatureNames
  let entities: [Entity]
  let mentions: [Mention]

  init(_ document: Document, _ generator: Generator) {
    self.document = document
    self.generator = generator
    table = TokenTable(document)
    tokens = SpaCyToken.all(of: document, table)
    index = ScalarIndex(document.text.utf8)
    features = FeatureNames(document)
    entities = document.allEntities
    mentions = document.allMentions
  }

  func write(to json: inout JSONEmitter) {
    json.key("text")
    document.text.utf8.withUnsafeBufferPointer { json.value($0) }
    json.key("ents")
    json.array(names) { json, item in
      json.object { write(item.tokens, label: label(item.mention), item: entity(item.mention), to: &$0) }
    }
    json.key("sents")
    json.array(sentences) { json, range in json.object { write(range, to: &$0) } }
    json.key("tokens")
    json.array(tokens.enumerated()) { json, token in json.object { write(token.element, token.offset, to: &$0) } }
    json.key("spans")
    json.object(writeSpans)
    json.key("metadata")
    json.object(writeMetadata)
    json.key("quotations")
    json.array(document.shownQuotations) { json, number in json.object { describe(number, to: &$0) } }
  }

  // MARK: Tokens

  private func write(_ token: SpaCyToken, _ id: Int, to json: inout JSONEmitter) {
    json.key("id")
    json.value(id)
    write(token.span, to: &json)
    guard document.tags != nil || document.lemmas != nil else { return }
    let tag = token.index.flatMap { index in document.tags.flatMap { index < $0.count ? $0[index] : nil } }
    let part = token.index == nil ? "SPACE" : tag?.partOfSpeech.universalName ?? "X"
    json.key("tag")
    json.value(part)
    json.key("pos")
    json.value(part)
    json.key("morph")
    json.value(tag.map { features[$0] }.flatMap { $0 == "_" ? nil : $0 } ?? "")
    json.key("lemma")
    json.value(token.index.flatMap { index in document.lemmas.flatMap { index < $0.count ? $0[index] : nil } } ?? "")
  }

  private func write(_ span: Span, to json: inout JSONEmitter) {
    json.key("start")
    json.value(index.scalars(before: span.start))
    json.key("end")
    json.value(index.scalars(before: span.end))
  }

  private func write(_ range: Range<Int>, to json: inout JSONEmitter) {
    write(Span(tokens[range.lowerBound].span.start, tokens[range.upperBound - 1].span.end), to: &json)
  }

  /// The tokens of spaCy's that a span touches; nil where there are none.
  private func range(_ span: Span) -> Range<Int>? {
    if span.isEmpty { return nil }
    let first = tokens.partitioningIndex { $0.span.end > span.start }
    let behind = tokens.partitioningIndex { $0.span.start >= span.end }
    return first < behind ? first..<behind : nil
  }

  // MARK: Spans

  /// Names that share no token: spaCy wants its entities apart.
  private var names: [(tokens: Range<Int>, mention: Mention)] {
    var end = 0
    return mentions.filter { $0.form == .name }.compactMap { mention in
      guard let tokens = range(mention.span), tokens.lowerBound >= end else { return nil }
      end = tokens.upperBound
      return (tokens, mention)
    }
  }

  private var sentences: [Range<Int>] {
    var end = 0
    return (document.sentences ?? []).compactMap { sentence in
      guard let tokens = range(sentence.span), tokens.lowerBound >= end else { return nil }
      end = tokens.upperBound
      return tokens
    }
  }

  private func entity(_ mention: Mention) -> Entity? {
    entities.indices.contains(mention.entity) ? entities[mention.entity] : nil
  }

  private func label(_ mention: Mention) -> String { (entity(mention)?.type ?? .other).rawValue }

  private func write(_ tokens: Range<Int>, label: String, item: Entity?, to json: inout JSONEmitter) {
    write(tokens, to: &json)
    json.key("label")
    json.value(label)
    json.key("kb_id")
    json.value(item?.key ?? "")
  }

  private func writeSpans(to json: inout JSONEmitter) {
    json.key("mentions")
    json.array(mentions.compactMap { mention in range(mention.span).map { ($0, mention) } }) { json, item in
      json.object { write(item.0, label: label(item.1), item: entity(item.1), to: &$0) }
    }
    json.key("quote_content")
    writeGroup(to: &json, label: nil, speaks: true) { $0.content }
    json.key("quote_cue")
    writeGroup(to: &json, label: "CUE", speaks: false) { [$0.cue?.span].compactMap { $0 } }
    json.key("quote_source")
    writeGroup(to: &json, label: "SOURCE", speaks: true) { [$0.source].compactMap { $0 } }
  }

  /// - Parameters:
  ///   - label: nil: the kind of each quotation.
  ///   - speaks: whether the spans have the speaker's item.
  private func writeGroup(
    to json: inout JSONEmitter, label: String?, speaks: Bool, _ spans: (Quotation) -> [Span]
  ) {
    let found = document.shownQuotations.flatMap { number in
      spans(document.quotations![number]).compactMap(range).map { (number: number, tokens: $0) }
    }
    json.array(found) { json, item in
      let label = label ?? document.quotations![item.number].kind.rawValue.uppercased()
      json.object { write(item.tokens, label: label, item: speaks ? speaker(item.number) : nil, to: &$0) }
    }
  }

  private func speaker(_ quotation: Int) -> Entity? {
    document.attribution(of: quotation)?.speaker.flatMap { entities.indices.contains($0) ? entities[$0] : nil }
  }

  // MARK: What spaCy has no place for

  private func writeMetadata(to json: inout JSONEmitter) {
    json.key("id")
    json.value(document.id)
    for (name, value) in document.metadataFields {
      json.key(name)
      json.value(value)
    }
    json.key("generator")
    json.value("dixit \(generator.version)")
  }

  /// One quotation; its spans are ranges of tokens, as spaCy's `doc[start:end]` takes them.
  private func describe(_ number: Int, to json: inout JSONEmitter) {
    let quotation = document.quotations![number]
    let attribution = document.attribution(of: number)
    json.key("id")
    json.value("q", number + 1)
    json.key("type")
    json.value(quotation.kind.rawValue)
    json.key("parent")
    if let parent = quotation.parent { json.value("q", parent + 1) } else { json.null() }
    json.key("content")
    json.array(quotation.content.compactMap(range)) { $0.array([$1.lowerBound, $1.upperBound]) { $0.value($1) } }
    for (name, span) in [("cue", quotation.cue?.span), ("source", quotation.source)] as [(StaticString, Span?)] {
      json.key(name)
      guard let tokens = span.flatMap(range) else {
        json.null()
        continue
      }
      json.array([tokens.lowerBound, tokens.upperBound]) { $0.value($1) }
    }
    let speaker = speaker(number)
    let fields: [(StaticString, String?)] = [
      ("cue_lemma", quotation.cue?.lemma), ("speaker", speaker?.name), ("speaker_key", speaker?.key),
      ("speaker_gender", speaker?.gender?.rawValue),
    ]
    for (name, value) in fields {
      json.key(name)
      json.value(value)
    }
    json.key("confidence")
    json.value(confidence: attribution?.confidence ?? quotation.confidence)
  }
}
