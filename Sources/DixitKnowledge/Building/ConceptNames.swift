import CICU
import DixitLexicons

/// A language or a currency in use, as ICU and its data (CLDR) name it.
struct ConceptNames {
  enum Kind: String { case language, currency }

  let kind: Kind
  /// ISO 639 or ISO 4217.
  let code: String
  let french: String
  let english: String

  /// All of them, in the order of ICU's lists.
  static func all() -> [ConceptNames] {
    var currencies = [CChar](repeating: 0, count: 4 * 400)
    let count = Int(dixit_icu_currencies(&currencies, 400))
    let codes = (0..<count).map { currencies[4 * $0..<4 * $0 + 3].map { UInt8(bitPattern: $0) } }
    return languageCodes().compactMap { ConceptNames(.language, $0, dixit_icu_language_name) }
      + codes.compactMap { ConceptNames(.currency, String(decoding: $0, as: UTF8.self), dixit_icu_currency_name) }
  }

  private static func languageCodes() -> [String] {
    var codes: [String] = []
    while let code = dixit_icu_language(Int32(codes.count)) { codes.append(String(cString: code)) }
    return codes
  }

  private typealias Naming = (UnsafePointer<CChar>, UnsafePointer<CChar>, UnsafeMutablePointer<UInt8>, Int) -> Int

  /// - Returns: nil where CLDR has no name in one of the languages.
  private init?(_ kind: Kind, _ code: String, _ naming: Naming) {
    func name(_ language: String) -> String? {
      var buffer = [UInt8](repeating: 0, count: 256)
      let length = naming(code, language, &buffer, buffer.count)
      return length > 0 ? String(decoding: buffer[..<length], as: UTF8.self) : nil
    }
    guard let french = name("fr"), let english = name("en"), french != code, english != code else { return nil }
    (self.kind, self.code, self.french, self.english) = (kind, code, french, english)
  }

  /// Whether an item's rows speak of it: they give its English name, and call it what it is.
  ///
  /// A language's rows do so in an alias (*Wolof language*) too, a currency's by its code.
  func isNamed(by item: DraftItem) -> Bool {
    let names = item.rows.flatMap { [$0.label] + $0.aliases }
    let key = Folding.nameKey(english)
    switch kind {
    case .language:
      return names.contains { Folding.nameKey($0) == key }
        && (names.contains { Folding.nameKey($0) == Folding.nameKey("\(english) language") } || isDescribed(item))
    case .currency: return isDescribed(item) && (names.contains(code) || names.contains { Folding.nameKey($0) == key })
    }
  }

  private func isDescribed(_ item: DraftItem) -> Bool {
    item.rows.contains { $0.type != .person && $0.description.lowercased().split { !$0.isLetter }.contains("\(kind)") }
  }
}

/// Finds the items that are languages and currencies themselves.
struct ConceptItems {
  let concepts: [ConceptNames]
  /// Places in the list of items, by place in the list of concepts.
  private(set) var positions: [Int: Int] = [:]

  init(_ concepts: [ConceptNames], among items: [DraftItem]) {
    self.concepts = concepts
    var named: [UInt64: [Int]] = [:]
    for (number, concept) in concepts.enumerated() {
      for name in [concept.english] + (concept.kind == .currency ? [concept.code] : []) {
        named[Folding.nameKey(name), default: []].append(number)
      }
    }
    for (position, item) in items.enumerated() {
      let candidates = item.rows.filter { $0.type != .person }.flatMap { [$0.label] + $0.aliases }
        .flatMap { named[Folding.nameKey($0)] ?? [] }
      for number in Set(candidates) where concepts[number].isNamed(by: item) {
        let known = positions[number].map { items[$0].evidence.sources.count } ?? 0
        if item.evidence.sources.count > known { positions[number] = position }
      }
    }
  }
}
