import DixitDocument
import DixitLexicons

/// The stable id of a thing without a Wikidata item: its type and its name, folded as names are looked up.
///
///     OwnID(type: .person, label: "Jean Dupont").text   // dixit:per/jean-dupont
///
/// It depends on nothing else, so it stays the same from one build to the next; the builder refuses a second thing with
/// the same one.
package struct OwnID: Hashable {
  static let scheme = "dixit:"

  package let text: String
  private let slug: String

  package init(type: EntityType, label: String) {
    slug = Folding.nameSlug(label)
    text = "\(Self.scheme)\(type.rawValue.lowercased())/\(slug)"
  }

  /// - Returns: nil for what is no such id.
  init?(_ text: String) {
    guard text.hasPrefix(Self.scheme), let slash = text.firstIndex(of: "/") else { return nil }
    self.text = text
    slug = String(text[slash...].dropFirst())
  }

  /// The key by which its name is looked up.
  var nameKey: UInt64 { Folding.nameKey(slug) }
}
