import ArgumentParser
import DixitDocument
import DixitFormats
import DixitKit
import DixitKnowledge
import DixitLexicons
import DixitRuntime
import Foundation

/// Where words and knowledge come from.
struct ResourceOptions: ParsableArguments {
  @Option(
    name: .customLong("lexicons"),
    help: ArgumentHelp(
      "A folder of your own tables, whose rows count before ours, and models.", valueName: "dir"))
  var lexicons: BytePath?

  @Option(
    name: .customLong("knowledge"),
    help: ArgumentHelp(
      "Another knowledge base, made by dixit knowledge build.", valueName: "file"))
  var knowledge: BytePath?

  @Option(
    name: .customLong("furniture"),
    help: ArgumentHelp(
      "What to look for in links to other articles, newsletter lines and the like: none, names or all.",
      valueName: "what"))
  var furniture = Paragraph.Coverage.names

  @Flag(name: .long, help: "Say of each name in the JSON what else it may mean, and how likely.")
  var candidates = false

  /// Loads everything: slow enough to be done once, and only by commands that annotate.
  func annotator(grammar: Bool = false) throws -> Annotator {
    try Annotator(
      lexicons: library(), knowledge: knowledgeBase(), grammar: grammar, furniture: furniture,
      candidates: candidates)
  }

  private func knowledgeBase() throws -> KnowledgeBase {
    guard let knowledge else { return try KnowledgeBase.embedded() }
    let base = try KnowledgeBase(contentsOf: String(decoding: knowledge.bytes, as: UTF8.self))
    // Some milliseconds, against names of nothing in every document.
    try base.verify()
    return base
  }

  func library() throws -> LexiconLibrary {
    guard let lexicons else { return LexiconLibrary() }
    var status = stat()
    guard stat(String(decoding: lexicons.bytes, as: UTF8.self), &status) == 0 else {
      throw FileError.system(.open, path: lexicons, code: errno)
    }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw Failure.notALexiconFolder(lexicons) }
    try refuseUnknownTables(in: lexicons)
    return LexiconLibrary { path in
      let file = lexicons.appending(BytePath(path))
      return Files.exists(file) ? try Files.read(file, limit: 256 << 20) : nil
    }
  }
}

extension ResourceOptions {
  /// A table or a model that nothing reads would be a user's work in vain.
  private func refuseUnknownTables(in folder: BytePath) throws {
    let path = String(decoding: folder.bytes, as: UTF8.self)
    let files = (FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []).sorted()
    let tables = files.filter { $0.hasSuffix(".tsv") || $0.hasSuffix(".dixit") }
    for table in tables where LexiconLibrary.embedded(table) == nil {
      throw Failure.unknownTable(table, folder)
    }
    if tables.isEmpty { throw Failure.notALexiconFolder(folder) }
  }
}

/// What the fields of records are called.
struct FieldOptions: ParsableArguments {
  private static func help(_ what: String) -> ArgumentHelp {
    ArgumentHelp("The field of JSON or the column of CSV with \(what).", valueName: "name")
  }

  @Option(
    name: .customLong("text-field"),
    help: ArgumentHelp(
      "The field of JSON or the column of CSV with the article; points lead into objects: content.rendered. What is not"
        + " named is found by the usual names, such as body, text, titre or date.", valueName: "name"))
  var text: String?

  @Option(name: .customLong("id-field"), help: help("what the article is called"))
  var id: String?

  @Option(name: .customLong("title-field"), help: help("its title"))
  var title: String?

  @Option(name: .customLong("date-field"), help: help("the date when it came out"))
  var date: String?

  @Option(name: .customLong("author-field"), help: help("its author"))
  var author: String?

  @Option(name: .customLong("outlet-field"), help: help("the paper or site that it came out in"))
  var outlet: String?

  @Option(name: .customLong("section-field"), help: help("the section that it came out in"))
  var section: String?

  @Option(name: .customLong("url-field"), help: help("its address"))
  var url: String?

  @Option(name: .customLong("language-field"), help: help("its language"))
  var language: String?

  private var own: [FieldNames.Field: String] {
    let all: [FieldNames.Field: String?] = [
      .text: text, .id: id, .title: title, .date: date, .author: author, .outlet: outlet, .section: section, .url: url,
      .language: language,
    ]
    return all.compactMapValues { $0 }
  }

  func names(_ resources: ResourceOptions) throws -> FieldNames {
    try FieldNames(own: own, library: resources.library())
  }

  /// The same options for a worker process.
  var arguments: [BytePath] {
    own.sorted { $0.key.rawValue < $1.key.rawValue }.flatMap {
      [BytePath("--\($0.key.rawValue)-field"), BytePath($0.value)]
    }
  }
}

/// How large an input may be.
struct SizeOption: ParsableArguments {
  @Option(
    name: .customLong("max-size"),
    help: ArgumentHelp(
      "The largest file that is read, packed or unpacked, in megabytes.", valueName: "mb"))
  var megabytes = 64

  var bytes: Int { megabytes << 20 }
  static let largest = 4096 << 20

  func validate() throws {
    guard (1...4096).contains(megabytes) else {
      throw ValidationError("Expected --max-size between 1 and 4096 megabytes, found \(megabytes).")
    }
  }
}

/// How many documents are annotated side by side.
struct JobsOption: ParsableArguments {
  @Option(
    name: .customLong("jobs"),
    help: ArgumentHelp(
      "Documents side by side in each stage; as many as there are processors unless told otherwise.", valueName: "n"))
  var count = ProcessInfo.processInfo.activeProcessorCount

  func validate() throws {
    guard (1...256).contains(count) else {
      throw ValidationError("Expected --jobs between 1 and 256, found \(count).")
    }
  }
}

extension Paragraph.Coverage: ExpressibleByArgument {}

extension BytePath: ExpressibleByArgument {
  /// The argument as the shell gave it. The parser sees text, in which bytes that are not UTF-8 are lost; the
  /// process still has them.
  public init?(argument: String) {
    if argument.isEmpty { return nil }
    self = argument.contains("\u{FFFD}") ? Self.original(of: argument) : BytePath(argument)
  }

  private static func original(of argument: String) -> BytePath {
    for pointer in UnsafeBufferPointer(start: CommandLine.unsafeArgv, count: Int(CommandLine.argc)) {
      guard let pointer else { continue }
      let bytes = UnsafeBufferPointer(start: pointer, count: strlen(pointer)).map { UInt8(bitPattern: $0) }
      let value = bytes.starts(with: Array("--".utf8)) ? bytes.split(separator: 0x3D, maxSplits: 1).last! : bytes[...]
      if String(decoding: value, as: UTF8.self).utf8.elementsEqual(argument.utf8) { return BytePath(value) }
    }
    return BytePath(argument)
  }
}

extension Annotator {
  /// The one article of a file, with all layers.
  func annotated(_ bytes: [UInt8], id: String, fileName: String, by readers: Readers) throws -> Document {
    var document = normalize(try readers.article(bytes, id: id, fileName: fileName))
    for stage in stages { try stage.annotate(&document) }
    return document
  }
}
