import DixitDocument

/// Pages that hold many articles, cut into pages of one.
enum PageSlices {
  /// Archives export some hundreds of articles at a time.
  static let mostArticles = 20_000

  /// - Parameters:
  ///   - starts: where the articles begin.
  ///   - label: what an article calls itself.
  static func parts(
    _ utf8: [UInt8], _ encoding: String, starts: [Int], label: @escaping (_ utf8: [UInt8], Range<Int>) -> String?
  ) throws -> any ArticleParts {
    if starts.count > mostArticles { throw ReadingError.tooMany("articles in a page", limit: mostArticles) }
    return Parts(utf8: utf8, encoding: encoding, starts: starts, label: label)
  }

  private struct Parts: ArticleParts {
    let utf8: [UInt8]
    let encoding: String?
    let starts: [Int]
    let label: ([UInt8], Range<Int>) -> String?
    var index = 0

    mutating func next() -> ArticlePart? {
      guard index < starts.count else { return nil }
      defer { index += 1 }
      let range = starts[index]..<(index + 1 < starts.count ? starts[index + 1] : utf8.count)
      let bytes = Array("<!DOCTYPE html><meta charset=\"utf-8\">\n".utf8) + utf8[range]
      return ArticlePart(name: label(utf8, range) ?? "", bytes: .success(bytes))
    }
  }

  /// Every place of some bytes.
  static func places(of word: String, in utf8: [UInt8], _ range: Range<Int>? = nil) -> [Int] {
    let word = Array(word.utf8)
    let range = range ?? 0..<utf8.count
    var places: [Int] = []
    var at = range.lowerBound
    while let found = utf8.next(word, in: at..<range.upperBound) {
      places.append(found)
      at = found + word.count
    }
    return places
  }

  /// What stands between tags, from a place on.
  static func text(_ utf8: [UInt8], from start: Int, in range: Range<Int>) -> String? {
    guard let open = utf8.next(UInt8(ascii: ">"), in: start..<range.upperBound),
      let end = utf8.next(UInt8(ascii: "<"), in: open..<range.upperBound)
    else { return nil }
    return HTMLPage.trimmed(String(decoding: utf8[(open + 1)..<end], as: UTF8.self))
  }
}
