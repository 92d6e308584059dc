import DixitDocument
import DixitLexicons

/// Who holds which title or function: *l'ambassadeur de Yougoslavie Borislav Milosevic*, *Satya Nadella, PDG de Microsoft*.
struct RoleIndex {
  struct Holder {
    let entity: Int
    let position: Int
    /// The words that say of what: *Cour suprême* in *président de la Cour suprême*.
    let complement: Set<WordKey>
  }

  private var holders: [WordKey: [Holder]] = [:]
  /// Every entity that has a title or function.
  private(set) var titled: Set<Int> = []

  init(reading: Reading) {
    for role in reading.document.roles ?? [] {
      guard let entity = reading.document.entity(of: role) else { continue }
      let name = reading.names[role.name].tokens
      titled.insert(entity)
      holders[reading.tokens[role.head].key, default: []].append(
        Holder(
          entity: entity, position: name.lowerBound,
          complement: Self.complement(behind: role.head, notIn: name, reading)))
    }
  }

  /// The nouns and names that follow a role up to the next sign: of what, or of what kind.
  static func complement(behind role: Int, notIn name: Range<Int>, _ reading: Reading) -> Set<WordKey> {
    var words: Set<WordKey> = []
    var at = role + 1
    while at < min(role + 9, reading.tokens.count), reading.tokens[at].kind == .word, !name.contains(at) {
      if reading.isFiniteVerb(at) || reading.group(at: at) != nil { break }
      if reading.isName(at) || reading.has(at, [.noun, .adjective]) { words.insert(reading.tokens[at].key) }
      at += 1
    }
    return words
  }

  /// The holders of a role that were named before a place, the last few, or right behind it.
  func holders(of role: WordKey, before position: Int) -> ArraySlice<Holder> {
    guard let all = holders[role] else { return [] }
    let end = all.partitioningIndex { $0.position >= position + Self.lookahead }
    return all[max(0, end - Self.most)..<end]
  }

  /// In tokens.
  private static let lookahead = 60
  private static let most = 8
}
