import DixitDocument

/// The endings of a language's conjugation classes: generates every form of a verb.
public struct Conjugations: Sendable {
  private var classes: [String: [(tag: String, ending: String)]] = [:]

  public init(language: String, library: LexiconLibrary) throws {
    for row in try library.table("\(language)/conjugations.tsv", columns: 3) {
      classes[row[0], default: []].append((row[1], row[2]))
    }
  }

  /// The forms of an infinitive with their tags (`ind.3s`, `pp.fs`, …); nil where the class is unknown or its
  /// infinitive ends otherwise.
  public func forms(of infinitive: String, class name: String) -> [(form: String, traits: Traits)]? {
    // A class has several infinitives where spelling does: *connaître*, *connaitre*.
    guard let endings = classes[name],
      let own = endings.first(where: { $0.tag == "inf" && infinitive.hasSuffix($0.ending) })?.ending
    else { return nil }
    let stem = infinitive.dropLast(own.count)
    return endings.map { ("\(stem)\($0.ending)", Traits(conjugationTag: $0.tag)) }
  }
}
