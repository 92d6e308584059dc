import DixitDocument
import DixitKnowledge
import DixitLexicons

/// The face for Swift programs: articles in, annotated documents out.
public struct Annotator: Sendable {
  public let stages: [any Stage]
  /// What outputs say about who made them.
  public let generator: Generator

  public init(lexicons: LexiconLibrary, knowledge: KnowledgeBase) throws {
    stages = []
    generator = Generator(version: "0.1.0", configuration: "", knowledge: "")
  }

  /// Makes the document whose text never changes again.
  public func normalize(_ article: Article) -> Document {
    Document(article: article, text: Text(utf8: article.utf8), alignment: Alignment())
  }

  /// Runs all stages, one after another, on this thread.
  public func annotate(_ article: Article) throws -> Document {
    var document = normalize(article)
    for stage in stages { try stage.annotate(&document) }
    return document
  }
}
