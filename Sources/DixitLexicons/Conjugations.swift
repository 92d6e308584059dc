import DixitDocument

/// The endings of a language's conjugation classes: generates every form of a verb.
public struct Conjugations: Sendable {
  private struct Ending {
    let tag: String
    let ending: String
    var traits: Traits
  }

  private var classes: [String: [Ending]] = [:]
  /// The same, with one for all that are spelled alike: *dit* is of two tenses, and a participle.
  private var spellings: [String: [Ending]] = [:]

  public init(language: String, library: LexiconLibrary) throws {
    // Some sixty tags serve all classes.
    var traits: [String: Traits] = [:]
    for row in try library.table("\(language)/conjugations.tsv", columns: 3) {
      let tag = row[1]
      let known = traits[tag] ?? Traits(conjugationTag: tag)
      traits[tag] = known
      classes[row[0], default: []].append(Ending(tag: tag, ending: row[2], traits: known))
    }
    spellings = classes.mapValues(Self.spelledApart)
  }

  /// The forms of an infinitive with their tags (`ind.3s`, `pp.fs`, …); nil where the class is unknown or its
  /// infinitive ends otherwise.
  public func forms(of infinitive: String, class name: String) -> [(form: String, traits: Traits)]? {
    endings(of: infinitive, class: name).map { stem, endings in endings.map { (stem + $0.ending, $0.traits) } }
  }

  /// The keys of the forms, each once with the traits of all forms that are spelled like it.
  public func keys(of infinitive: String, class name: String) -> [(key: WordKey, traits: Traits)]? {
    endings(of: infinitive, class: name).map { stem, _ in
      var hash = Hash()
      hash.mix(word: stem)
      return spellings[name]!.map { ending in
        var form = hash
        form.mix(word: ending.ending)
        return (form.value, ending.traits)
      }
    }
  }

  private static func spelledApart(_ endings: [Ending]) -> [Ending] {
    var places: [String: Int] = [:]
    return endings.reduce(into: []) { apart, ending in
      if let place = places[ending.ending] {
        apart[place].traits.formUnion(ending.traits)
      } else {
        places[ending.ending] = apart.count
        apart.append(ending)
      }
    }
  }

  private func endings(of infinitive: String, class name: String) -> (stem: String, endings: [Ending])? {
    // A class has several infinitives where spelling does: *connaître*, *connaitre*.
    guard let endings = classes[name],
      let own = endings.first(where: { $0.tag == "inf" && infinitive.hasSuffix($0.ending) })?.ending
    else { return nil }
    return (String(infinitive.dropLast(own.count)), endings)
  }
}
