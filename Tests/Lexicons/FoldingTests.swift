import DixitLexicons
import Testing

/// The two folded views that matching sees, and the forms of verbs.
@Suite struct FoldingTests {
  @Test(arguments: [
    ("Été", "été"), ("L’", "l'"), ("rendez‑vous", "rendez-vous"), ("ŒUVRE", "œuvre"), ("ﬁn", "fin"), ("ＡＢＣ", "abc"),
    ("𝐌𝐚𝐫𝐭𝐢𝐧", "martin"),
  ])
  func wordsForgetCase(a: String, b: String) { #expect(Folding.wordKey(a) == Folding.wordKey(b)) }

  @Test(arguments: [("a", "à"), ("ou", "où"), ("du", "dû"), ("oeuvre", "œuvre")])
  func wordsKeepAccents(a: String, b: String) { #expect(Folding.wordKey(a) != Folding.wordKey(b)) }

  @Test(arguments: [
    ("États-Unis", "Etats Unis"), ("ETATS-UNIS", "États-Unis"), ("U.S.A.", "USA"), ("l’Équipe", "L'EQUIPE"),
    ("Jean-Marie", "Jean Marie"), ("Œuvre", "Oeuvre"), ("Łódź", "Lodz"), ("  Brest ", "Brest"),
  ]) func namesForgetAccentsAndPunctuation(a: String, b: String) { #expect(Folding.nameKey(a) == Folding.nameKey(b)) }

  @Test(arguments: [("Martin", "Martine"), ("Jeanne Marie", "Jean Marie"), ("C", "C++"), ("AT", "AT&T")])
  func namesStayApart(a: String, b: String) { #expect(Folding.nameKey(a) != Folding.nameKey(b)) }

  @Test(arguments: [
    ("déclarer", "aimer", ["déclare", "déclarait", "déclarera", "déclaré", "déclarée", "déclarant"]),
    ("promettre", "mettre", ["promet", "promettait", "promit", "promis", "promise"]),
    ("dire", "dire", ["dit", "disait", "dira", "dites", "disant"]),
  ]) func conjugates(infinitive: String, class name: String, forms: [String]) throws {
    let conjugations = try Conjugations(language: "fr", library: LexiconLibrary())
    let found = Set(try #require(conjugations.forms(of: infinitive, class: name)).map(\.form))
    #expect(found.isSuperset(of: forms), "missing \(Set(forms).subtracting(found))")
  }

  @Test(arguments: [("déclarer", "aimer"), ("promettre", "mettre"), ("connaître", "connaître")])
  func formsAndKeysAreTheSame(infinitive: String, class name: String) throws {
    let conjugations = try Conjugations(language: "fr", library: LexiconLibrary())
    let forms = try #require(conjugations.forms(of: infinitive, class: name))
    let keys = try #require(conjugations.keys(of: infinitive, class: name))
    let expected = Dictionary(forms.map { (Folding.wordKey($0.form), $0.traits) }, uniquingKeysWith: { $0.union($1) })
    #expect(Dictionary(uniqueKeysWithValues: keys.map { ($0.key, $0.traits) }) == expected)
  }

  @Test func aVerbOfAnotherEndingHasNoForms() throws {
    #expect(try Conjugations(language: "fr", library: LexiconLibrary()).forms(of: "finir", class: "aimer") == nil)
  }

  @Test(arguments: ["Jean-Marie Le Pen", "L’Équipe", "U.S.A.", "C++", "Œuvre ﬁnale", "Đặng", "  É  ", ""])
  func aSlugIsANameWithItsKey(name: String) {
    #expect(Folding.nameKey(Folding.nameSlug(name)) == Folding.nameKey(name))
  }

  @Test func aSlugReadsWell() { #expect(Folding.nameSlug("ABC (États-Unis)") == "abc-etats-unis") }
}
