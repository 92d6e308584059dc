extension ReadingError: CustomStringConvertible {
  /// One sentence: what was expected, what was found, what to do.
  public var description: String {
    switch self {
    case .empty(let byteCount):
      byteCount == 0
        ? "Expected an article, found an empty file; check that it was copied whole."
        : "Expected an article, found only white space in \(byteCount) bytes; check that it was exported with its text."
    case .binary(let kind?):
      "Expected \(Self.readable), found \(kind); extract its text first."
    case .binary(nil):
      "Expected \(Self.readable), found binary data; leave such files out of the input or extract their text first."
    case .unsupported(let format):
      "Expected \(Self.readable), found \(format)\(format == "XML" ? " of another kind" : ""); convert it to one of those"
        + " first."
    case .tooLarge(let byteCount, let limit):
      "Expected an article of at most \(limit) bytes, found \(byteCount); split the file into one article each."
    case .tooDeep(let format, let limit):
      "Expected \(format) nested at most \(limit) elements deep, found more; \(Self.remedy(format.lowercased()))."
    case .tooManyAttributes(let mediaType, let limit):
      "Expected tags of at most \(limit) attributes in \(mediaType), found one with more; \(Self.remedy(mediaType))."
    case .noText(let mediaType) where mediaType == "text/html":
      "Expected an article in \(mediaType), found a page without text; save the page once it has loaded."
    case .noText(let mediaType):
      "Expected an article in \(mediaType), found one without text; check that it was exported with its text."
    case .malformed(let mediaType):
      "Expected \(mediaType), found what its parser can't read; \(Self.remedy(mediaType))."
    case .notWellFormed(let line):
      "Expected XML, found what is not well formed at line \(line); check that it was copied whole, or export it again."
    case .entities:
      "Expected XML without entities of its own, found declarations of some; export it without them."
    case .severalArticles(let name):
      "Expected one article in \(name), found a file that holds several; give it to dixit run."
    case .noArticles(let what): "Expected articles, found none in \(what); check that it was exported with its text."
    case .damaged(let what, let reason): "Expected a whole \(what), but \(reason); copy or export it again."
    case .bomb(let what, let ratio):
      "Expected a \(what) of text, found one that unpacks to more than \(ratio) times its size; unpack it by hand if it"
        + " is no bomb."
    case .unpackedTooLarge(let what, let limit):
      "Expected a \(what) that unpacks to at most \(limit >> 20) MB, found more. Raise the limit with --max-size."
    case .tooMany(let what, let limit): "Expected at most \(limit) \(what), found more; divide it."
    case .nested(let limit): "Expected at most \(limit) archives in one another, found more; unpack the outer ones."
    case .notARecord(let found): "Expected a JSON object, found \(found)."
    case .noField(let name?, let found):
      "Expected the article in \"\(name)\", found no such field\(Self.among(found)). --text-field names another."
    case .noField(nil, let found):
      "Expected a field with the article, found none\(Self.among(found)). --text-field names it."
    case .wrongField(let field, let found): "Expected the article in \"\(field)\", found \(found)."
    case .emptyField(let field): "Expected an article in \"\(field)\", found nothing but white space."
    case .columns(let expected, let found, let line):
      "Expected \(expected) columns in the row at line \(line), found \(found); put cells with separators or line breaks"
        + " between quotation marks."
    }
  }

  /// What is read, in short; `doc/inputs.md` has all of it.
  private static let readable = "text, HTML, JSON, CSV or the press's XML (TEI, NewsML-G2, NITF)"

  /// What a person can do about markup that is too much for the parser.
  private static func remedy(_ format: String) -> String {
    format.hasSuffix("xml")
      ? "export it again in a simpler form or take its text alone" : "save the page again or take its text alone"
  }

  private static func among(_ names: [String]) -> String {
    names.isEmpty ? "" : " among " + names.map { "\"\($0.prefix(40))\"" }.joined(separator: ", ")
  }
}
