import DixitDocument
import DixitKit
import DixitKnowledge
import DixitLexicons
import Testing

/// Reading tables: ours, a user's, and those with a bad row.
@Suite struct LexiconTests {
  @Test func aBadRowSaysWhereAndWhat() throws {
    let library = Self.library("fr/abbreviations.tsv", "# mine\nBât.\tinner\nQuai\n")
    let error = try #require(throws: LexiconError.self) { try library.table("fr/abbreviations.tsv", columns: 2) }
    #expect(error.description == "your fr/abbreviations.tsv:3: expected 2 columns divided by tabs, found 1.")
  }

  @Test func aBadCellSaysWhereAndWhat() throws {
    let library = Self.library("fr/abbreviations.tsv", "Bât.\tsometimes\n")
    let error = try #require(throws: LexiconError.self) { try Vocabulary(language: "fr", library: library) }
    #expect(error.description == "your fr/abbreviations.tsv:1: expected a known kind, found “sometimes”.")
  }

  @Test func aTableThatDoesNotExistIsNamed() throws {
    let error = try #require(throws: LexiconError.self) { try LexiconLibrary().table("fr/nothing.tsv", columns: 2) }
    #expect(error.file == "fr/nothing.tsv")
  }

  @Test func aUsersRowsStandBehindOurs() throws {
    let rows = try Self.library("fr/abbreviations.tsv", "# mine\n\nBât.\tinner\n").table(
      "fr/abbreviations.tsv", columns: 2)
    let last = try #require(rows.last)
    #expect((last[0], last[1], last.line) == ("Bât.", "inner", 3))
    #expect(rows.count == (try LexiconLibrary().table("fr/abbreviations.tsv", columns: 2).count) + 1)
  }

  /// *bougonnasser* is nobody's verb of saying until a user says so.
  private static let users = Result {
    try Annotator(
      lexicons: library("fr/reporting-verbs.tsv", "bougonnasser\taimer\tquote|que\tsay\trequired\n"),
      knowledge: .embedded())
  }

  @Test func aUsersVerbReports() throws {
    let article = Article(id: "case", utf8: Array("« Je pars demain », bougonnasse Claire Martin.".utf8))
    #expect(try Annotator.shared.annotate(article).quotations!.allSatisfy { $0.cue == nil })
    let document = try Self.users.get().annotate(article)
    let quotation = try #require(document.quotations!.first)
    #expect(quotation.cue?.lemma == "bougonnasser")
    #expect(quotation.source.map(document.string) == "Claire Martin")
  }

  /// *quist.* ends a sentence until a user says that it is an abbreviation; English has its own folder.
  @Test(arguments: [
    ("fr/abbreviations.tsv", "Il habite depuis longtemps au quist. Martin et il y restera avec sa famille."),
    ("en/abbreviations.tsv", "He has lived for a long time with the quist. Martin of the village and his family."),
  ]) func aUsersAbbreviationEndsNoSentence(table: String, text: String) throws {
    let annotator = try Annotator(lexicons: Self.library(table, "quist.\ttitle\n"), knowledge: .embedded())
    #expect(try Annotator.shared.annotate(text).sentences!.count == 2)
    #expect(try annotator.annotate(text).sentences!.count == 1)
  }

  /// *to quistle* reports once a user says so, in English articles alone.
  @Test func aUsersVerbOfAnotherLanguageReports() throws {
    let annotator = try Annotator(
      lexicons: Self.library("en/reporting-verbs.tsv", "quistle\tannounce\tquote|que\tsay\trequired\n"),
      knowledge: .embedded())
    let text = "“We will not leave the town hall before Friday,” quistled Claire Martin, a nurse at the hospital."
    #expect(try Annotator.shared.annotate(text).quotations!.allSatisfy { $0.cue == nil })
    #expect(try annotator.annotate(text).quotations!.first?.cue?.lemma == "quistle")
  }

  /// The words of other languages than French wait for their first document; a user's bad row does not.
  @Test func aBadRowOfAnotherLanguageIsRefusedAtOnce() throws {
    let error = try #require(throws: LexiconError.self) {
      try Annotator(lexicons: Self.library("en/reporting-verbs.tsv", "quistle\tadmit\n"), knowledge: .embedded())
    }
    #expect(error.description == "your en/reporting-verbs.tsv:1: expected 5 columns divided by tabs, found 2.")
  }

  @Test func aUsersRowsChangeTheConfiguration() throws {
    #expect(try Self.users.get().generator.configuration != Annotator.shared.generator.configuration)
  }

  private static func library(_ path: String, _ content: String) -> LexiconLibrary {
    LexiconLibrary { $0 == path ? Array(content.utf8) : nil }
  }
}
