/// What a token hangs on in its sentence, and how.
public struct Dependency: Sendable, Hashable {
  /// Universal Dependencies' relations, those few of their subtypes that matter here, rare ones under `other`.
  public enum Relation: UInt8, Sendable, CaseIterable {
    case subject, passiveSubject, object, indirectObject, clausalSubject, clausalComplement, openComplement, oblique,
      agent, vocative, expletive, dislocated, adverbialClause, adverb, auxiliary, copula, marker, nominal, apposition,
      numeral, nounClause, relativeClause, adjective, determiner, adposition, conjunct, coordinator, fixed, flat,
      parataxis, punctuation, other, root
  }

  /// The token it hangs on; nil for the root of the sentence.
  public var head: Int? { headIndex < 0 ? nil : Int(headIndex) }
  public let relation: Relation
  private let headIndex: Int32

  public init(head: Int?, relation: Relation) {
    headIndex = head.map(Int32.init) ?? -1
    self.relation = relation
  }
}

extension Dependency.Relation {
  /// The name in treebanks: `nsubj`, `obl:agent`, …
  public var universalName: String { Self.names[Int(rawValue)] }

  private static let names = [
    "nsubj", "nsubj:pass", "obj", "iobj", "csubj", "ccomp", "xcomp", "obl", "obl:agent", "vocative", "expl",
    "dislocated", "advcl", "advmod", "aux", "cop", "mark", "nmod", "appos", "nummod", "acl", "acl:relcl", "amod",
    "det", "case", "conj", "cc", "fixed", "flat", "parataxis", "punct", "dep", "root",
  ]

  /// Reads a treebank's relation; subtypes and rare relations that are not kept become what stands above them.
  public init(universalName: String) {
    if let index = Self.names.firstIndex(of: universalName) {
      self = Self(rawValue: UInt8(index))!
      return
    }
    let base = String(universalName.prefix { $0 != ":" })
    switch base {
    case "compound": self = .flat
    case "discourse": self = .parataxis
    default: self = Self.names.firstIndex(of: base).map { Self(rawValue: UInt8($0))! } ?? .other
    }
  }
}

extension Document {
  /// The tokens that hang on a token, in text order.
  public func children(of token: Int) -> [Int] {
    guard let heads, let sentence = sentence(holding: token) else { return [] }
    return sentence.tokens.filter { heads[$0].head == token }
  }

  /// The subject of a verb, or of a predicate with a copula; that of the first verb of a coordination serves all.
  public func subject(of token: Int) -> Int? {
    guard let heads else { return nil }
    var verb = token
    // A chain of heads is never longer than its sentence; a coordination is a few steps.
    while true {
      let own = children(of: verb).first {
        [.subject, .passiveSubject, .clausalSubject].contains(heads[$0].relation)
      }
      if let own { return own }
      let up: Set<Dependency.Relation> = [.conjunct, .auxiliary, .copula]
      guard up.contains(heads[verb].relation), let head = heads[verb].head else { return nil }
      verb = head
    }
  }

  /// The sentence around a token.
  public func sentence(holding token: Int) -> Sentence? {
    guard let sentences else { return nil }
    let index = sentences.partitioningIndex { $0.tokens.upperBound > token }
    return index < sentences.count && sentences[index].tokens.contains(token) ? sentences[index] : nil
  }
}
