import CICU
import DixitDocument
import DixitLexicons

/// Languages as formats and people declare them.
enum DeclaredLanguage {
  /// The BCP 47 tag of a language that is declared by a tag, a code of ISO 639 or a name in French, English or itself; nil
  /// for what is none of them. Of a list the first counts.
  ///
  ///     DeclaredLanguage.tag("fra")        // "fr"
  ///     DeclaredLanguage.tag("Français")   // "fr"
  ///     DeclaredLanguage.tag("fr_CA")      // "fr-CA"
  static func tag(_ text: String) -> String? {
    let text = text.prefix { !",;(/".contains($0) }.trimmingSpaces
    guard 2...64 ~= text.utf8.count else { return nil }
    guard let tag = canonical(text.replacing("_", with: "-")) else { return names[Folding.nameKey(text)] }
    let code = tag.prefix { $0 != "-" }
    // ISO 639-2 has two codes for some languages: *fre* is *fra*, which ICU shows only by the name.
    guard code.utf8.count == 3, let short = name(String(code), in: "en").flatMap({ names[Folding.nameKey($0)] }) else {
      return tag
    }
    return short + tag.dropFirst(3)
  }

  /// The tag of the first that is known; where none is, the first as it is.
  static func first(of declared: [String?]) -> String? {
    let declared = declared.compactMap { $0 }
    return declared.lazy.compactMap(tag).first ?? declared.first
  }

  private static func canonical(_ tag: String) -> String? {
    written { dixit_icu_language_tag(tag, $0, $1) }
  }

  private static func name(_ code: String, in language: String) -> String? {
    written { dixit_icu_language_name(code, language, $0, $1) }
  }

  private static func written(_ write: (UnsafeMutablePointer<UInt8>?, Int) -> Int) -> String? {
    var length = -1
    let utf8 = [UInt8](unsafeUninitializedCapacity: 160) { buffer, count in
      length = write(buffer.baseAddress, buffer.count)
      count = max(0, min(length, buffer.count))
    }
    return length > 0 ? String(decoding: utf8, as: UTF8.self) : nil
  }

  /// Tags by the keys of names: what languages are called in English, in French and by those who speak them. Some
  /// milliseconds, spent when the first name is met.
  private static let names: [UInt64: String] = {
    var names: [UInt64: String] = [:]
    var index: Int32 = 0
    while let pointer = dixit_icu_language(index) {
      index += 1
      let code = String(cString: pointer)
      for language in ["en", "fr", code] {
        guard let key = name(code, in: language).map(Folding.nameKey) else { continue }
        // Of two codes with one name the shorter is BCP 47's.
        if names[key].map({ $0.utf8.count > code.utf8.count }) ?? true { names[key] = code }
      }
    }
    return names
  }()
}

extension Article {
  /// With the declared language as BCP 47 writes it, or without one, and a warning, where nobody knows it.
  func withKnownLanguage() -> Article {
    guard let declared = metadata.language else { return self }
    var article = self
    article.metadata.language = DeclaredLanguage.tag(declared)
    if article.metadata.language == nil {
      article.warnings.append("The declared language “\(declared.prefix(40))” is none that is known and was ignored.")
    }
    return article
  }
}
