import ArgumentParser
import DixitKnowledge
import DixitLexicons

extension KnowledgeCommand {
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show what names may mean, likeliest first, or all that is known about items.",
      discussion: """
        A name gives a line for each candidate: id, type, subtype, how well known it is, how it came by the name, label, \
        gender, country and occupations. An id, or an item's address, gives everything, with the facts that join it to others \
        (P108 is Wikidata's number for the employer). Ends with status 1 where nothing is known.

        EXAMPLE:
          dixit knowledge show Paris ministre Q90 dixit:org/bbc-afrique
        """)

    @OptionGroup var knowledge: KnowledgeFileOption

    @Argument(help: "Names such as “Paris”, ids such as Q90, or ids of our own such as dixit:per/jean-dupont.")
    var names: [String]

    func validate() throws {
      if names.contains(where: { $0.allSatisfy(\.isWhitespace) }) {
        throw ValidationError("Expected a name or an id such as Q90, found an empty one.")
      }
    }

    func run() throws {
      let knowledge = try knowledge.open()
      var isKnown = true
      for name in names {
        if let id = Self.id(name) {
          let item = knowledge.item(withID: id)
          print("\(id): \(item.map { KnowledgeText(knowledge).whole($0) } ?? "nothing known")")
          if item == nil { isKnown = false }
        } else {
          print(KnowledgeText(knowledge).candidates(of: name))
          if !KnowledgeText(knowledge).knows(name) { isKnown = false }
        }
      }
      if !isKnown { throw ExitCode(1) }
    }

    /// The id that is meant by `Q90`, `q90`, `wd:Q90` or `https://www.wikidata.org/wiki/Q90`; nil for a name.
    private static func id(_ name: String) -> String? {
      if name.hasPrefix("dixit:") { return name }
      let isAddress = name.contains("wikidata.org/") || name.hasPrefix("wd:")
      let last = isAddress ? String(name.split { "/:#".contains($0) }.last ?? "") : name
      let number = last.dropFirst()
      let isNumber = !number.isEmpty && number.utf8.allSatisfy { (0x30...0x39).contains($0) }
      return isNumber && last.first?.uppercased() == "Q" ? "Q" + number : nil
    }
  }
}

/// What the knowledge base says, for people to read.
struct KnowledgeText {
  private let knowledge: KnowledgeBase

  init(_ knowledge: KnowledgeBase) { self.knowledge = knowledge }

  /// Whether a name is an item's, a person's part or a word that calls things.
  func knows(_ name: String) -> Bool {
    let key = Folding.nameKey(name)
    return knowledge.candidates(for: key).first != nil || !people(key).isEmpty || !word(key).isEmpty
  }

  /// A name with its candidates, one a line, and what it tells as a word.
  func candidates(of name: String) -> String {
    let key = Folding.nameKey(name)
    let candidates = knowledge.candidates(for: key)
    let first = "\(name): \(candidates.isEmpty ? "nothing known" : "\(candidates.count)")\(people(key))\(word(key))"
    return ([first] + candidates.map { "  \(line($0))" }).joined(separator: "\n")
  }

  private func people(_ key: UInt64) -> String {
    let given = knowledge.givenName(key).map { ", given name (f \($0.feminine), m \($0.masculine))" } ?? ""
    let family = knowledge.familyName(key)
    return given + (family > 0 ? ", family name (\(family))" : "")
  }

  private func word(_ key: UInt64) -> String {
    let kinds = names(knowledge.kinds(ofWord: key))
    let country = knowledge.countryName(knowledge.country(ofWord: key))
    return (kinds.isEmpty ? "" : ", as a word: \(kinds)") + (country.map { ", country \($0)" } ?? "")
  }

  private func line(_ candidate: Candidate) -> String {
    let item = knowledge.item(candidate.item)
    let marks = [item.gender?.rawValue, knowledge.country(candidate.item), item.isCurated ? "by hand" : nil]
    let facts = [
      knowledge.id(candidate.item), item.type.rawValue, knowledge.subtype(candidate.item) ?? "-",
      rounded(item.popularity), "\(candidate.kind)", knowledge.label(candidate.item),
      marks.compactMap(\.self).joined(separator: " "), names(knowledge.occupations(candidate.item)),
    ]
    return facts.joined(separator: "\t")
  }

  /// All that is known about an item.
  func whole(_ index: Int) -> String {
    let item = knowledge.item(index)
    let country = knowledge.countryCode(index)
    let countryLabel = knowledge.countryItem(country).map { " (\(knowledge.label($0)), \(knowledge.id($0)))" } ?? ""
    let facts: [(String, String?)] = [
      ("label", knowledge.label(index) + (item.isFrenchLabel ? " (French)" : "")),
      ("other label", knowledge.otherLabel(index)), ("type", item.type.rawValue),
      ("subtype", knowledge.subtype(index)), ("gender", item.gender?.rawValue),
      ("country", knowledge.countryName(country).map { $0 + countryLabel }),
      ("occupations", names(knowledge.occupations(index))), ("description", knowledge.description(index)),
      ("popularity", rounded(item.popularity)), ("source", item.isCurated ? "by hand" : nil),
    ]
    let lines = facts.compactMap { name, value in value.flatMap { $0.isEmpty ? nil : "  \(name): \($0)" } }
    return ([knowledge.label(index)] + lines + knowledge.edges(index).map { "  \(edge($0))" }).joined(separator: "\n")
  }

  private func edge(_ edge: KnowledgeBase.Edge) -> String {
    "P\(edge.property) \(edge.isReversed ? "of" : "is") \(knowledge.label(edge.other)) (\(knowledge.id(edge.other)))"
  }

  private func names(_ codes: KindCodes) -> String {
    codes.compactMap { knowledge.kindName($0) }.joined(separator: ", ")
  }

  private func rounded(_ popularity: Double) -> String { "\((popularity * 100).rounded() / 100)" }
}
