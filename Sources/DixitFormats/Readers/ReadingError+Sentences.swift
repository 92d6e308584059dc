extension ReadingError: CustomStringConvertible {
  /// One sentence: what was expected, what was found, what to do.
  public var description: String {
    switch self {
    case .empty(let byteCount):
      byteCount == 0
        ? "Expected an article, found an empty file; check that it was copied whole."
        : "Expected an article, found only white space in \(byteCount) bytes; check that it was exported with its text."
    case .binary(let kind?):
      "Expected text or HTML, found \(kind); extract its text first."
    case .binary(nil):
      "Expected text or HTML, found binary data; leave such files out of the input or extract their text first."
    case .unsupported(let format):
      "Expected text or HTML, found \(format); convert it to plain text or HTML first."
    case .tooLarge(let byteCount, let limit):
      "Expected an article of at most \(limit) bytes, found \(byteCount); split the file into one article each."
    case .tooDeep(let limit):
      "Expected HTML nested at most \(limit) elements deep, found more; save the page's text alone."
    case .noText(let mediaType):
      "Expected an article in \(mediaType), found a page without text; save the page once it has loaded."
    case .malformed(let mediaType):
      "Expected \(mediaType), found what its parser can't read; save the page again or take its text alone."
    }
  }
}
