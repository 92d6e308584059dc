import DixitDocument

/// Writes ninjs 3.1, IPTC's news in JSON: the text, what is known about it, and whom and what it names.
///
/// ninjs has no place for quotations: whoever is named and quoted has `rel` "quoted", all others "mentioned". Dates there are times;
/// a date alone becomes its midnight in universal time.
public struct NinjsWriter: DocumentWriter {
  public let name = "ninjs"
  public let fileExtension = ".ninjs.json"
  let generator: Generator

  public init(generator: Generator) { self.generator = generator }

  public func write(_ document: Document, to output: inout [UInt8]) {
    output.reserveCapacity(output.count + 2 * document.text.utf8.count + 1024)
    let body = NinjsDocument(document: document, generator: generator)
    JSONEmitter.append(to: &output, isLine: false) { body.write(to: &$0) }
  }
}

private struct NinjsDocument {
  let document: Document
  let generator: Generator

  func write(to json: inout JSONEmitter) {
    let metadata = document.metadata
    json.key("uri")
    json.value(document.address)
    json.key("standard")
    json.object { json in
      pair("name", "ninjs", to: &json)
      pair("version", "3.1", to: &json)
      pair("schema", "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json", to: &json)
    }
    pair("type", "text", to: &json)
    pair("representationType", "full", to: &json)
    pair("contentCreated", metadata.published.flatMap(MetadataSyntax.time), to: &json)
    pair("language", document.language.flatMap(MetadataSyntax.languageTag), to: &json)
    pair("title", document.displayTitle, to: &json)
    pair("by", metadata.author, to: &json)
    json.key("headlines")
    json.array([document.displayTitle]) { json, title in json.object { pair("value", title, to: &$0) } }
    json.key("bodies")
    json.array([0]) { json, _ in json.object(writeBody) }
    writeEntities(to: &json)
    if let section = metadata.section {
      json.key("genres")
      json.array([section]) { json, section in json.object { pair("name", section, to: &$0) } }
    }
    if let outlet = metadata.outlet {
      json.key("infoSources")
      json.array([outlet]) { json, outlet in json.object { pair("name", outlet, to: &$0) } }
    }
    json.key("altIds")
    json.array(identifiers) { json, identifier in
      json.object { json in
        pair("role", identifier.role, to: &json)
        pair("value", identifier.value, to: &json)
      }
    }
  }

  private func pair(_ name: StaticString, _ value: String?, to json: inout JSONEmitter) {
    guard let value else { return }
    json.key(name)
    json.value(value)
  }

  private func writeBody(to json: inout JSONEmitter) {
    pair("role", "main", to: &json)
    pair("contentType", "text/plain", to: &json)
    let utf8 = document.text.utf8
    json.key("charCount")
    json.value(ScalarIndex(utf8).scalars(before: utf8.count))
    json.key("wordCount")
    json.value(WordCounts(document).all)
    json.key("value")
    utf8.withUnsafeBufferPointer { json.value($0) }
  }

  private func writeEntities(to json: inout JSONEmitter) {
    let quoted = Set((document.attributions?.attributions ?? []).compactMap(\.speaker))
    // Speakers who are only described come behind them, and have no name to be listed by.
    let entities = Array((document.entities?.entities ?? []).enumerated())
    let lists: [(name: StaticString, types: Set<EntityType>)] = [
      ("people", [.person]), ("organisations", [.organisation]), ("places", [.place]),
      ("objects", [.product, .work]), ("events", [.event]), ("subjects", [.other]),
    ]
    for list in lists {
      let members = entities.filter { list.types.contains($0.element.type) }
      if members.isEmpty { continue }
      json.key(list.name)
      json.array(members) { json, member in
        json.object { json in
          pair("name", member.element.name, to: &json)
          pair("rel", quoted.contains(member.offset) ? "quoted" : "mentioned", to: &json)
          pair("uri", member.element.address, to: &json)
          if member.element.address == nil { pair("literal", member.element.key, to: &json) }
        }
      }
    }
  }

  private var identifiers: [(role: String, value: String)] {
    let sha256 = document.origin.sha256
    return [("id", document.id)] + (sha256.isEmpty ? [] : [("sha256", sha256)])
      + [("generator", "dixit \(generator.version)")]
  }
}
