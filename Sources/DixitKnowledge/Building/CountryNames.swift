import CICU

/// A country or territory of ISO 3166, as ICU and its data (CLDR) name it.
struct CountryNames {
  /// Two letters and three.
  let iso2: String
  let iso3: String
  /// In full, and as short as custom allows where that differs, the usual one last: *R.A.S. chinoise de Hong Kong*,
  /// *Hong Kong*.
  let french: [String]
  let english: [String]

  /// All of them, in the order of their codes.
  static func all() -> [CountryNames] {
    var all: [CountryNames] = []
    var iso2: [CChar] = [0, 0, 0, 0]
    var iso3 = iso2
    while dixit_icu_country(Int32(all.count), &iso2, &iso3) {
      let code = string(iso2)
      all.append(
        CountryNames(iso2: code, iso3: string(iso3), french: names(code, "fr"), english: names(code, "en")))
    }
    return all
  }

  private static func names(_ iso2: String, _ language: String) -> [String] {
    var names: [String] = []
    for isShort in [false, true] {
      var buffer = [UInt8](repeating: 0, count: 256)
      let length = dixit_icu_country_name(iso2, language, isShort, &buffer, buffer.count)
      guard length > 0 else { continue }
      let name = String(decoding: buffer[..<length], as: UTF8.self)
      // *É.-U.* and *R.-U.* are no names that the press writes.
      if !names.contains(name), !name.hasSuffix(".") { names.append(name) }
      if let usual = usualName(in: name), !names.contains(usual) { names.append(usual) }
    }
    return names
  }

  /// *Birmanie* of *Myanmar (Birmanie)*, but nothing of *Saint-Martin (partie néerlandaise)*.
  private static func usualName(in name: String) -> String? {
    guard name.hasSuffix(")"), let open = name.lastIndex(of: "(") else { return nil }
    let inner = name[name.index(after: open)...].dropLast()
    return inner.first?.isUppercase == true ? String(inner) : nil
  }

  private static func string(_ bytes: [CChar]) -> String {
    String(decoding: bytes.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
