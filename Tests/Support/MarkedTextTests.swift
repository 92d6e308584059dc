import DixitDocument
import Testing

/// The notation of the cases itself.
@Suite struct MarkedTextTests {
  @Test func readsLabelsAndPlaces() {
    let marked = MarkedText("« Q1[Été] », C[dit]-S2[elle].⏎[sic]")
    #expect(marked.text == "« Été », dit-elle.\n[sic]")
    #expect(marked.stretches.map(\.label) == ["Q1", "C", "S2"])
    #expect(marked.stretches[0].span == Span(3, 8))
  }

  @Test(arguments: [
    "", "« Q[Je pars] », C[dit]-S[elle].", "S1[S2[Anne]] C1[dit] que Q1[oui⏎C2[non]].", "C[a-t-S[elle] dit]",
  ])
  func writesWhatItRead(notation: String) { #expect(MarkedText(notation).notation == notation) }
}
