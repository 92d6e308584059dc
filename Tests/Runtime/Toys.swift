import DixitDocument
import DixitRuntime
import Foundation

extension Document {
  /// A document of one line, as the runtime's tests need it.
  init(_ text: String, id: String? = nil) {
    self.init(
      article: Article(id: id ?? text, utf8: Array(text.utf8)), text: Text(utf8: Array(text.utf8)),
      alignment: Alignment())
  }

  /// Writes an empty layer, as a stage that finds nothing does.
  mutating func clear(_ layer: Layer) {
    switch layer {
    case .paragraphs: paragraphs = []
    case .tokens: tokens = []
    case .marks: marks = []
    case .sentences: sentences = []
    case .tags: tags = []
    case .lemmas: lemmas = []
    case .contractions: contractions = []
    case .names: names = []
    case .roles: roles = []
    case .entities: entities = EntityLayer(entities: [], mentions: [])
    case .quotations: quotations = []
    case .languages: languages = []
    case .attributions: attributions = AttributionLayer(attributions: [], entities: [], mentions: [])
    }
  }
}

struct Trouble: Error, CustomStringConvertible {
  var description: String { "Expected peace, found trouble. Try again." }
}

/// Takes a random time and finds nothing.
struct Delay: Stage {
  let name: String
  let reads: Set<Layer>
  let writes: Layer
  let microseconds: ClosedRange<UInt32>

  init(_ writes: Layer, reads: Set<Layer> = [], microseconds: ClosedRange<UInt32> = 0...900) {
    name = "delay-\(writes)"
    self.reads = reads
    self.writes = writes
    self.microseconds = microseconds
  }

  func annotate(_ document: inout Document) {
    usleep(UInt32.random(in: microseconds))
    document.clear(writes)
  }
}

/// Takes its time with one document.
struct Sleepy: Stage {
  let name = "sleepy"
  let reads: Set<Layer> = []
  let writes: Layer
  let id: String
  let microseconds: UInt32

  init(_ writes: Layer, id: String, microseconds: UInt32) {
    self.writes = writes
    self.id = id
    self.microseconds = microseconds
  }

  func annotate(_ document: inout Document) {
    if document.id == id { usleep(microseconds) }
    document.clear(writes)
  }
}

/// Fails for one document.
struct Failing: Stage {
  let name: String
  let reads: Set<Layer> = []
  let writes: Layer
  let id: String

  init(_ writes: Layer = .tokens, id: String) {
    name = "fail-\(writes)"
    self.writes = writes
    self.id = id
  }

  func annotate(_ document: inout Document) throws {
    if document.id == id { throw Trouble() }
    document.clear(writes)
  }
}

/// Tells which documents came by.
struct Spy: Stage {
  let name: String
  let reads: Set<Layer> = []
  let writes: Layer
  let note: @Sendable (_ stage: String, _ document: String) -> Void

  init(_ name: String, _ writes: Layer, _ note: @escaping @Sendable (String, String) -> Void) {
    self.name = name
    self.writes = writes
    self.note = note
  }

  func annotate(_ document: inout Document) {
    note(name, document.id)
    document.clear(writes)
  }
}

/// Writes the text in capitals, many times over on request.
struct Shouting: DocumentWriter {
  let name = "shout"
  var fileExtension = ".shout"
  var copies = 1

  func write(_ document: Document, to output: inout [UInt8]) {
    let text = Array(document.string(document.text.span).uppercased().utf8)
    for _ in 0..<copies { output += text }
  }
}
