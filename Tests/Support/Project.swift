import DixitDocument
import DixitFormats
import DixitKit
import Foundation

/// Where things are. SwiftPM's `Bundle.module` bakes in the build path, so files are found from this one.
enum Project {
  static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  static let root = tests.deletingLastPathComponent()

  /// Every file below a folder that ends so, by path.
  static func files(below folder: String, ending: String) -> [URL] {
    let all = FileManager.default.enumerator(at: root.appending(path: folder), includingPropertiesForKeys: nil)
    let urls = (all?.allObjects as? [URL] ?? []).filter { $0.lastPathComponent.hasSuffix(ending) }
    return urls.sorted { $0.path < $1.path }
  }

  /// The articles of the sample corpus, read as the product reads them.
  static func corpus(_ names: String...) throws -> [Article] {
    try files(below: "corpus/articles", ending: "").filter { names.isEmpty || names.contains($0.lastPathComponent) }
      .flatMap { file in
        let bytes = Array(try Data(contentsOf: file))
        let name = file.lastPathComponent
        return try Readers.reader(for: bytes, fileName: name).read(bytes, id: name)
      }
  }
}

extension Annotator {
  /// One for all tests: loading the lexicons costs more than most tests.
  static let shared: Annotator = {
    do { return try Annotator(grammar: true) } catch { fatalError("\(error)") }
  }()

  func annotate(_ text: String) throws -> Document {
    try annotate(Article(id: "case", utf8: Array(text.utf8)))
  }
}
