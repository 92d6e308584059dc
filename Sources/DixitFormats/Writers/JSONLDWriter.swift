import DixitDocument

/// Writes W3C Web Annotations: a page with one annotation for each mention and each quotation.
///
/// Targets are stretches of the document's text, by code points (`TextPositionSelector`) and by their words with what
/// stands around them (`TextQuoteSelector`). `https://schema.org/Quotation` says what was said and by whom.
public struct JSONLDWriter: DocumentWriter {
  public let name = "jsonld"
  public let fileExtension = ".jsonld"
  let generator: Generator

  public init(generator: Generator) { self.generator = generator }

  public func write(_ document: Document, to output: inout [UInt8]) {
    output.reserveCapacity(output.count + 16 * document.text.utf8.count + 1024)
    let body = JSONLDDocument(document, generator)
    JSONEmitter.append(to: &output, isLine: false) { body.write(to: &$0) }
  }
}

private struct JSONLDDocument {
  let document: Document
  let generator: Generator
  let index: ScalarIndex
  let mentions: [Mention]
  let entities: [Entity]
  let urn: String
  /// What the targets are stretches of: the text as normalized, by the bytes that it came from.
  let source: String

  init(_ document: Document, _ generator: Generator) {
    self.document = document
    self.generator = generator
    index = ScalarIndex(document.text.utf8)
    mentions = document.allMentions
    entities = document.allEntities
    urn = document.urn
    source = document.origin.sha256.isEmpty ? document.urn : "urn:sha256:" + document.origin.sha256
  }

  func write(to json: inout JSONEmitter) {
    json.key("@context")
    json.array([0, 1]) { json, part in
      if part == 0 { return json.value("http://www.w3.org/ns/anno.jsonld") }
      json.object { json in
        json.key("schema")
        json.value("https://schema.org/")
      }
    }
    json.key("id")
    json.value(urn)
    json.key("type")
    json.value("AnnotationPage")
    json.key("generator")
    json.object { json in
      json.key("type")
      json.value("Software")
      json.key("name")
      json.value("dixit \(generator.version)")
    }
    json.key("schema:about")
    json.object(writeArticle)
    json.key("items")
    json.array(annotations) { json, item in
      json.object { json in
        switch item {
        case .mention(let number): write(mention: number, to: &json)
        case .quotation(let number): write(quotation: number, to: &json)
        }
      }
    }
  }

  private enum Item {
    case mention(Int)
    case quotation(Int)
  }

  private var annotations: [Item] {
    mentions.indices.filter { !mentions[$0].span.isEmpty }.map(Item.mention)
      + document.shownQuotations.map(Item.quotation)
  }

  private func writeArticle(to json: inout JSONEmitter) {
    json.key("id")
    json.value(document.address)
    json.key("type")
    json.value("schema:NewsArticle")
    let metadata = document.metadata
    let fields: [(StaticString, String?)] = [
      ("schema:headline", metadata.title), ("schema:datePublished", metadata.published),
      ("schema:author", metadata.author), ("schema:publisher", metadata.outlet),
      ("schema:articleSection", metadata.section), ("schema:url", metadata.url),
      ("schema:inLanguage", document.language),
    ]
    for (name, value) in fields where value != nil {
      json.key(name)
      json.value(value)
    }
  }

  private func write(mention number: Int, to json: inout JSONEmitter) {
    let mention = mentions[number]
    json.key("id")
    json.value("\(urn)#m\(number + 1)")
    json.key("type")
    json.value("Annotation")
    json.key("motivation")
    json.value("identifying")
    json.key("body")
    json.object { json in
      json.key("type")
      json.value("SpecificResource")
      json.key("purpose")
      json.value("identifying")
      json.key("source")
      json.value(address(of: mention.entity))
    }
    json.key("target")
    json.object { writeTarget(mention.span, to: &$0) }
  }

  private func write(quotation number: Int, to json: inout JSONEmitter) {
    let quotation = document.quotations![number]
    let attribution = document.attribution(of: number)
    json.key("id")
    json.value("\(urn)#q\(number + 1)")
    json.key("type")
    json.value("Annotation")
    json.key("motivation")
    json.array(["classifying", "linking"]) { $0.value($1) }
    json.key("body")
    json.object { json in
      json.key("type")
      json.array(["Dataset", "schema:Quotation"]) { $0.value($1) }
      json.key("schema:text")
      json.value(quotation.content.map(document.string).joined(separator: " "))
      json.key("schema:additionalType")
      json.value(quotation.kind.rawValue)
      if let speaker = attribution?.speaker, entities.indices.contains(speaker) {
        json.key("schema:creator")
        json.object { write(speaker: speaker, to: &$0) }
      }
      if let parent = quotation.parent {
        json.key("schema:isPartOf")
        json.object { json in
          json.key("id")
          json.value("\(urn)#q\(parent + 1)")
        }
      }
    }
    json.key("target")
    json.array(quotation.content.filter { !$0.isEmpty }) { json, span in
      json.object { writeTarget(span, to: &$0) }
    }
  }

  private func write(speaker: Int, to json: inout JSONEmitter) {
    let entity = entities[speaker]
    json.key("id")
    json.value(address(of: speaker))
    json.key("type")
    switch entity.type {
    case .organisation: json.value("schema:Organization")
    case .place: json.value("schema:Place")
    case .person, .other: json.value("schema:Person")
    case .product, .work, .event: json.value("schema:Thing")
    }
    json.key("schema:name")
    json.value(entity.name)
  }

  /// The item, or for what has none a name within the document.
  private func address(of entity: Int) -> String {
    (entities.indices.contains(entity) ? entities[entity].address : nil) ?? "\(urn)#e\(entity + 1)"
  }

  private func writeTarget(_ span: Span, to json: inout JSONEmitter) {
    json.key("source")
    json.value(source)
    json.key("selector")
    json.array([0, 1]) { json, part in
      json.object { json in part == 0 ? writePosition(span, to: &json) : writeWords(span, to: &json) }
    }
  }

  private func writePosition(_ span: Span, to json: inout JSONEmitter) {
    json.key("type")
    json.value("TextPositionSelector")
    json.key("start")
    json.value(index.scalars(before: span.start))
    json.key("end")
    json.value(index.scalars(before: span.end))
  }

  private func writeWords(_ span: Span, to json: inout JSONEmitter) {
    json.key("type")
    json.value("TextQuoteSelector")
    json.key("exact")
    write(span, to: &json)
    json.key("prefix")
    write(Span(around(span.start, by: -1), span.start), to: &json)
    json.key("suffix")
    write(Span(span.end, around(span.end, by: 1)), to: &json)
  }

  private func write(_ span: Span, to json: inout JSONEmitter) {
    document.text.utf8.withUnsafeBufferPointer { json.value(UnsafeBufferPointer(rebasing: $0[span.start..<span.end])) }
  }

  /// Where the text stands twenty code points before or behind a place.
  private func around(_ place: Int, by step: Int) -> Int {
    let utf8 = document.text.utf8
    var at = place
    for _ in 0..<20 where step < 0 ? at > 0 : at < utf8.count {
      repeat { at += step } while at < utf8.count && utf8[at] & 0xC0 == 0x80
    }
    return at
  }
}
