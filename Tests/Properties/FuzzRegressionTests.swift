import DixitDocument
import DixitFormats
import DixitKit
import Foundation
import Testing

/// What fuzzing once broke, again: nothing may crash, and each layer keeps its invariants.
@Suite struct FuzzRegressionTests {
  private static func files(_ target: String) -> [URL] {
    let folder = Project.root.appendingPathComponent("Fuzz/regressions/\(target)")
    return ((try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []).sorted {
      $0.path < $1.path
    }
  }

  @Test func textsKeepTheirInvariants() throws {
    for file in Self.files("text") {
      let utf8 = Array(String(decoding: try Data(contentsOf: file), as: UTF8.self).utf8)
      let document = try Annotator.shared.annotate(Article(id: file.lastPathComponent, utf8: utf8))
      for layer in Layer.allCases {
        #expect(document.violation(in: layer) == nil, "\(file.lastPathComponent), \(layer)")
      }
    }
  }

  @Test func readersRefusePolitely() throws {
    for file in ["reader", "html", "packed", "records", "table", "markup"].flatMap(Self.files) {
      let bytes = Array(try Data(contentsOf: file))
      for reader in Readers.standard.all + [TextReader()] {
        guard let articles = try? reader.read(bytes, id: file.lastPathComponent) else { continue }
        for article in articles {
          #expect(String(validating: article.utf8, as: UTF8.self) != nil, "\(file.lastPathComponent)")
        }
      }
      for name in ["a.zip", "a.jsonl", "a.csv", "a.xml"] {
        for article in (try? SampleTests.articles(in: bytes, name)) ?? [] {
          #expect(String(validating: article.utf8, as: UTF8.self) != nil, "\(file.lastPathComponent)")
        }
      }
    }
  }
}
