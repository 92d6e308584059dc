import Testing

@testable import DixitLexicons

/// What the vocabulary makes of the tables of forms, which are read as bytes.
@Suite struct VocabularyTests {
  private static let embedded = Result { try Vocabulary(language: "fr", library: LexiconLibrary()) }

  /// Row by row and slowly: each form has the traits of its classes, unless it is a word of grammar.
  @Test func everyFormHasTheTraitsOfItsClasses() throws {
    let vocabulary = try Self.embedded.get()
    let table = String(decoding: try #require(LexiconLibrary.embedded("fr/words.tsv")), as: UTF8.self)
    let wrong = table.utf8.split(separator: 0x0A).lazy.filter { $0.first != UInt8(ascii: "#") }.first { row in
      let cells = row.split(separator: 0x09).map { String($0)! }
      let traits = vocabulary.traits(of: Folding.wordKey(cells[0]))
      return !traits.isSuperset(of: Vocabulary.traits(ofClasses: cells[1])) && !traits.has(.functionWord)
    }
    #expect(wrong == nil)
  }

  @Test(arguments: [
    ("zzé", "Nms"), ("zzè", "Nfs"), ("zzèz", "V3s"), ("zzœuz", "Aes"), ("zzœ", "R"), ("ZZÉZ", "Vi"), ("zz’az", "Vg"),
    ("zzﬁz", "Vpfs"), ("z" + String(repeating: "zé", count: 50), "Nmp"), ("zz zz", "Nms|Nfs|V1s|V2s|V3s"), ("zy", "R"),
  ]) func aUsersFormHasTheTraitsOfItsClasses(form: String, classes: String) throws {
    let traits = try Self.users.get().traits(of: Folding.wordKey(form))
    #expect(traits == Vocabulary.traits(ofClasses: classes))
  }

  /// In no order, with a comment, an empty line, and no end of line at the end.
  private static let users = Result {
    try vocabulary(
      "fr/words.tsv",
      "zzé\tNms\nzzè\tNfs\nzzèz\tV3s\n# mine\n\nzzœuz\tAes\nzzœ\tR\nZZÉZ\tVi\nzz’az\tVg\nzzﬁz\tVpfs\nz"
        + String(repeating: "zé", count: 50) + "\tNmp\nzz zz\tNms|Nfs|V1s|V2s|V3s\nzy\tR")
  }

  @Test func aUsersFunctionWordIsNoNoun() throws {
    #expect(try Self.embedded.get().traits(of: Folding.wordKey("abacule")).contains(.noun))
    let vocabulary = try Self.vocabulary("fr/function-words.tsv", "abacule\tADP\t\t\t\n")
    #expect(!vocabulary.traits(of: Folding.wordKey("abacule")).contains(.noun))
  }

  @Test(arguments: [("zz\tNms\n\nzzz\n", 3), ("zz", 1), ("# mine\nzz\tNms\nzzz\nzzzz\tNms\n", 3)])
  func aRowWithoutClassesSaysWhere(content: String, line: Int) throws {
    let error = try #require(throws: LexiconError.self) { try Self.vocabulary("fr/words.tsv", content) }
    #expect(error.description == "your fr/words.tsv:\(line): expected 2 columns divided by tabs, found 1.")
  }

  @Test(arguments: [
    ("given-names", "Zoé\tf\t0\nZoë\tf\n", "2: expected 3 columns divided by tabs, found 2."),
    ("nouns-human", "zzz\tm\ts\tRole\n", "1: expected role, person, group, org or doc, found “Role”."),
    ("not-names", "Zzz\n", "1: expected 2 columns divided by tabs, found 1."),
  ]) func aBadRowOfFormsSaysWhereAndWhat(table: String, content: String, message: String) throws {
    let error = try #require(throws: LexiconError.self) { try Self.vocabulary("fr/\(table).tsv", content) }
    #expect(error.description == "your fr/\(table).tsv:\(message)")
  }

  private static func vocabulary(_ path: String, _ content: String) throws -> Vocabulary {
    try Vocabulary(language: "fr", library: LexiconLibrary { $0 == path ? Array(content.utf8) : nil })
  }
}
