import Foundation

/// An article with the places of its names, and the same as people write it who are in a hurry: the model must bear that.
struct NameArticle {
  let text: String
  /// In code points of `text`.
  let names: [NameCorpus.GoldName]

  /// *J. Dupont* for *Jean Dupont*: every second person of several words.
  func withInitials() -> NameArticle {
    var scalars: [Unicode.Scalar] = []
    var moved: [NameCorpus.GoldName] = []
    let old = Array(text.unicodeScalars)
    var at = 0
    for (number, name) in names.sorted(by: { $0.start < $1.start }).enumerated() {
      guard name.start >= at, name.end <= old.count else { continue }
      scalars += old[at..<name.start]
      let start = scalars.count
      let words = old[name.start..<name.end]
      if name.type == "PER", number % 2 == 0, let space = words.firstIndex(of: " "), space - name.start > 2 {
        scalars += [old[name.start], "."] + old[space..<name.end]
      } else {
        scalars += words
      }
      moved.append(name.moved(to: start, scalars.count))
      at = name.end
    }
    scalars += old[at...]
    return NameArticle(text: Self.string(scalars), names: moved)
  }

  /// *Etats-Unis* for *États-Unis*, and so everywhere.
  func withoutAccents() -> NameArticle {
    NameArticle(text: Self.string(text.unicodeScalars.map(Self.base)), names: names)
  }

  /// The first line in capitals, as some papers set their headlines.
  func withCapitals() -> NameArticle {
    let scalars = Array(text.unicodeScalars)
    let end = scalars.firstIndex(of: "\n") ?? 0
    let headline = scalars[..<end].map { scalar -> Unicode.Scalar in
      let upper = scalar.properties.uppercaseMapping.unicodeScalars
      return upper.count == 1 ? upper.first! : scalar
    }
    return NameArticle(text: Self.string(headline + scalars[end...]), names: names)
  }

  private static func base(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard scalar.value >= 0xC0, scalar.value < 0x180 else { return scalar }
    return String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars.first!
  }

  private static func string(_ scalars: [Unicode.Scalar]) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}

extension NameCorpus.GoldName {
  func moved(to start: Int, _ end: Int) -> NameCorpus.GoldName {
    NameCorpus.GoldName(start: start, end: end, type: type, status: status)
  }
}
