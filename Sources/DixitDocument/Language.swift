/// The languages that the program tells apart.
public enum Language: String, Sendable, Hashable, CaseIterable {
  case french = "fr"
  case english = "en"
  case german = "de"
  case spanish = "es"
  case italian = "it"
  case portuguese = "pt"
  /// Any other language; in BCP 47, undetermined.
  case other = "und"

  /// The first part of a language tag: `pt` of `pt-BR`.
  public static func primary(_ tag: String) -> String { tag.prefix { $0 != "-" && $0 != "_" }.lowercased() }
}
