import DixitDocument

/// What HTML's element names mean for an article's text.
struct HTMLElements: OptionSet {
  let rawValue: UInt16

  /// Never holds text that a reader sees.
  static let silent = HTMLElements(rawValue: 1)
  /// Starts a line of its own.
  static let block = HTMLElements(rawValue: 2)
  /// The site's and not the article's, unless the title stands in it.
  static let site = HTMLElements(rawValue: 4)
  /// Holds an article: its own header belongs to it.
  static let article = HTMLElements(rawValue: 8)
  static let link = HTMLElements(rawValue: 16)
  static let bold = HTMLElements(rawValue: 32)
  /// Some pages are one large form.
  static let form = HTMLElements(rawValue: 64)
  static let preformatted = HTMLElements(rawValue: 128)
  static let header = HTMLElements(rawValue: 256)

  static func traits(of name: String) -> HTMLElements { table[name] ?? [] }

  /// The kind of block that an element makes of its text; nil where it makes none.
  static func kind(of name: String) -> Paragraph.Kind? { kinds[name] }

  private static let kinds: [String: Paragraph.Kind] = [
    "h1": .title, "h2": .heading, "h3": .heading, "h4": .heading, "h5": .heading, "h6": .heading, "p": .body,
    "blockquote": .body, "pre": .body, "li": .list, "figcaption": .caption, "caption": .caption,
  ]

  private static let table: [String: HTMLElements] = {
    let names: [(HTMLElements, String)] = [
      (.silent, "script style noscript svg template head iframe object audio video canvas button select textarea math"),
      (
        .block,
        """
        html body div section form figure ul ol dl dt dd table thead tbody tfoot tr td th hr address fieldset legend \
        details summary hgroup center menu dir h1 h2 h3 h4 h5 h6 p blockquote pre li figcaption caption article main
        """
      ),
      ([.block, .site], "nav footer header aside dialog"), (.article, "article main"), (.link, "a"),
      (.bold, "b strong"), ([.site, .form], "form"), (.header, "header"), (.preformatted, "pre"),
    ]
    var table: [String: HTMLElements] = [:]
    for (traits, list) in names {
      for name in list.split(separator: " ") { table[String(name), default: []].formUnion(traits) }
    }
    return table
  }()
}
