import DixitDocument

/// The articles of a packed file that breaks off: those that are surely whole, and then the reason why there are no more.
struct CutParts: ArticleParts {
  private var parts: any ArticleParts
  private let endsWithLine: Bool
  /// The last one so far: whether it is whole shows in what follows it.
  private var held: ArticlePart?
  private var isAtEnd = false
  private var count = 0

  /// - Parameter endsWithLine: whether what there is of the file ends with a line, so that its last record is whole.
  init(_ parts: any ArticleParts, endsWithLine: Bool) {
    self.parts = parts
    self.endsWithLine = endsWithLine
  }

  var encoding: String? { parts.encoding }
  var areFiles: Bool { parts.areFiles }
  var fileNames: [String]? { parts.fileNames }

  mutating func next() throws -> ArticlePart? {
    while !isAtEnd {
      let next = try follow()
      defer { held = next }
      if let held {
        count += 1
        return held
      }
    }
    throw ReadingError.damaged("gzip file", reason: "it breaks off behind \(count) articles, which were read")
  }

  /// The part behind the one that is held; nil at the end, where the one that is held is forgotten unless it is whole.
  private mutating func follow() throws -> ArticlePart? {
    do {
      if let next = try parts.next() { return next }
      if !endsWithLine { held = nil }
    } catch {
      // The reader has met the break itself: what it gave before is whole.
    }
    isAtEnd = true
    return nil
  }
}
