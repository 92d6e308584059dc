import DixitDocument

/// Where the document came from, its text, and how the text is divided.
extension JSONDocument {
  func writeSource(to json: inout JSONEmitter) {
    let origin = document.origin
    json.key("source")
    json.object { json in
      json.key("path")
      json.value(origin.path)
      json.key("sha256")
      json.value(origin.sha256)
      json.key("bytes")
      json.value(origin.byteCount)
      json.key("encoding")
      json.value(origin.encoding)
      json.key("media_type")
      json.value(origin.mediaType)
    }
  }

  /// What the format did not say is left out.
  func writeMetadata(to json: inout JSONEmitter) {
    let metadata = document.metadata
    let fields: [(StaticString, String?)] = [
      ("title", metadata.title), ("published", metadata.published),
      ("language", document.language),
      ("author", metadata.author), ("outlet", metadata.outlet), ("section", metadata.section), ("url", metadata.url),
    ]
    json.key("meta")
    json.object { json in
      for (name, value) in fields where value != nil {
        json.key(name)
        json.value(value)
      }
    }
  }

  func write(_ generator: Generator, to json: inout JSONEmitter) {
    json.key("generator")
    json.object { json in
      json.key("name")
      json.value("dixit")
      json.key("version")
      json.value(generator.version)
      json.key("configuration")
      json.value(generator.configuration)
      json.key("knowledge")
      json.value(generator.knowledge)
    }
  }

  func writeText(to json: inout JSONEmitter) {
    json.key("offsets")
    json.object { json in
      json.key("unit")
      json.value("unicode code point")
      json.key("end")
      json.value("exclusive")
      json.key("of")
      json.value("text")
    }
    json.key("text")
    document.text.utf8.withUnsafeBufferPointer { json.value($0) }
    writeAlignment(to: &json)
  }

  /// `[text_start, text_end, source_start, source_end]`. Between two edits both sides advance alike, so the source's
  /// code points follow from the text's.
  private func writeAlignment(to json: inout JSONEmitter) {
    var drift = 0
    json.key("alignment")
    json.array(document.alignment.edits) { json, edit in
      let start = index.scalars(before: edit.text.start)
      let end = index.scalars(before: edit.text.end)
      let sourceEnd = start + drift + edit.sourceScalarCount
      json.array([start, end, start + drift, sourceEnd]) { $0.value($1) }
      drift = sourceEnd - end
    }
  }

  func writeBlocks(to json: inout JSONEmitter) {
    json.key("paragraphs")
    json.array(document.paragraphs ?? []) { json, paragraph in
      json.object { json in
        write(paragraph.span, to: &json)
        json.key("kind")
        json.value(paragraph.kind.rawValue)
      }
    }
    json.key("sentences")
    json.array((document.sentences ?? []).enumerated()) { json, sentence in
      json.object { json in
        json.key("id")
        json.value("s", sentence.offset)
        write(sentence.element.span, to: &json)
      }
    }
  }

  func writeTokens(to json: inout JSONEmitter) {
    let words = Dictionary((document.contractions ?? []).map { ($0.token, $0.words) }) { first, _ in first }
    json.key("tokens")
    json.array((document.tokens ?? []).enumerated()) { json, token in
      json.object { json in
        write(token.element.span, to: &json)
        if let words = words[token.offset] {
          json.key("words")
          json.array(words) { $0.value($1) }
        }
        writeGrammar(ofToken: token.offset, to: &json)
      }
    }
  }

  /// What the stages of grammar said about a token; nothing where they have not run.
  private func writeGrammar(ofToken index: Int, to json: inout JSONEmitter) {
    if let tag = document.tags?[index] {
      json.key("upos")
      json.value(tag.partOfSpeech.universalName)
      json.key("feats")
      json.value(features[tag])
    }
    if let lemma = document.lemmas?[index] {
      json.key("lemma")
      json.value(lemma)
    }
  }
}
