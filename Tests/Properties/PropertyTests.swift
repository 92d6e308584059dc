import DixitDocument
import DixitFormats
import DixitKit
import DixitRuntime
import Synchronization
import Testing

/// What holds for every text, however odd. A failure names the seed that gives the text again.
@Suite struct PropertyTests {
  @Test(arguments: RandomText.all) func everyLayerKeepsItsInvariants(_ random: RandomText) throws {
    var document = Self.normalized(random)
    for stage in Annotator.shared.stages {
      try stage.annotate(&document)
      for layer in Layer.allCases {
        let wrong = document.violation(in: layer)
        #expect(wrong == nil, "behind \(stage.name), \(layer): \(wrong ?? "")")
      }
    }
  }

  @Test(arguments: RandomText.all) func spansSurviveTheRoundTrip(_ random: RandomText) throws {
    let document = try Annotator.shared.annotate(Self.article(random))
    let spans = document.paragraphs!.map(\.span) + document.tokens!.map(\.span) + document.sentences!.map(\.span)
    let length = random.text.utf8.count
    for span in spans {
      let source = document.alignment.sourceSpan(for: span)
      #expect(source.end <= length)
      #expect(
        document.alignment.span(for: source).contains(span), "\(span) came back from \(source.start)..<\(source.end)")
    }
  }

  /// Every pair of places in the text: exact where nothing was edited, widened to whole edits elsewhere, and never lost.
  @Test(arguments: RandomText.all) func everySpanLeadsToItsSourceAndBack(_ random: RandomText) {
    let source = Array(random.text.utf8)
    let document = Self.normalized(random)
    let (text, edits) = (document.text.utf8, document.alignment.edits)
    let places = (0...text.count).filter(document.text.isBoundary)
    for (number, start) in places.enumerated() {
      for end in places[number...].prefix(12) {
        let span = Span(start, end)
        let there = document.alignment.sourceSpan(for: span)
        let back = document.alignment.span(for: there)
        #expect(there.end <= source.count && back.contains(span), "\(span) came back as \(back)")
        let touched = edits.filter { $0.text.start < end && $0.text.end > start || span.contains($0.text) }
        if touched.isEmpty {
          #expect(text[start..<end] == source[there.start..<there.end], "\(span) is not what it came from")
        } else {
          let whole = touched.reduce(span) { $0.union($1.text) }
          #expect(whole.contains(back), "\(span) widened to \(back), the edits only reach \(whole)")
        }
      }
    }
  }

  /// Between two edits text and source are the same bytes: what lies in the edits is all that was changed.
  @Test(arguments: RandomText.all, [false, true]) func editsAreAllThatChanged(_ random: RandomText, _ isMisread: Bool) {
    let received = isMisread ? Self.misread(random.text) : Array(random.text.utf8)
    let document = Annotator.shared.normalize(TextReader().article(decoded: received, id: random.testDescription))
    let text = document.text.utf8
    var (textEnd, sourceEnd) = (0, 0)
    for edit in document.alignment.edits {
      #expect(text[textEnd..<edit.text.start] == received[sourceEnd..<edit.source.start])
      #expect(edit.sourceScalarCount == received[edit.source.start..<edit.source.end].count { $0 & 0xC0 != 0x80 })
      (textEnd, sourceEnd) = (edit.text.end, edit.source.end)
    }
    #expect(text[textEnd...] == received[sourceEnd...])
  }

  /// UTF-8 read as ISO-8859-1 and saved as UTF-8.
  private static func misread(_ text: String) -> [UInt8] {
    text.utf8.flatMap { Array(UTF8.encode(Unicode.Scalar($0))!) }
  }

  @Test(arguments: RandomText.all) func normalizedTextIsNormal(_ random: RandomText) {
    let text = Self.normalized(random).text
    let again = Annotator.shared.normalize(Article(id: "again", utf8: text.utf8))
    #expect(again.text.utf8 == text.utf8)
    #expect(again.alignment.edits.isEmpty)
    #expect(String(decoding: text.utf8, as: UTF8.self).utf8.elementsEqual(text.utf8), "not valid UTF-8")
  }

  @Test(arguments: RandomText.all) func annotatingTwiceIsEqual(_ random: RandomText) throws {
    let first = try Annotator.shared.annotate(Self.article(random))
    let second = try Annotator.shared.annotate(Self.article(random))
    #expect(first.dump() == second.dump())
  }

  /// Tokens, names and sentences stand in one paragraph each; so does each piece of a quotation.
  @Test(arguments: RandomText.all) func nothingCrossesAParagraph(_ random: RandomText) throws {
    let document = try Annotator.shared.annotate(Self.article(random))
    let quoted = document.quotations!.flatMap(\.content)
    let spans =
      document.tokens!.map(\.span) + document.sentences!.map(\.span) + document.allMentions.map(\.span) + quoted
    for span in spans {
      #expect(document.paragraphs!.contains { $0.span.contains(span) }, "\(span) “\(document.string(span))”")
    }
  }

  @Test(arguments: RandomText.all) func tokensAndSpacesAreTheText(_ random: RandomText) throws {
    let document = try Annotator.shared.annotate(Self.article(random))
    var end = 0
    for token in document.tokens! {
      let gap = document.string(Span(end, token.span.start))
      #expect(
        gap.unicodeScalars.allSatisfy { $0.properties.isWhitespace || !$0.properties.isGraphic },
        "“\(gap)” is in no token")
      end = token.span.end
    }
  }

  @Test func parallelEqualsSerial() throws {
    let articles = RandomText.all.map(Self.article) + (try Project.corpus())
    let serial = try articles.map { try Annotator.shared.annotate($0).dump() }
    let parallel = Mutex<[String]>([])
    let pipeline = try Pipeline(stages: Annotator.shared.stages, width: 2, limit: 6)
    for article in articles {
      pipeline.submit(
        id: article.id, read: { Annotator.shared.normalize(article) }, write: { $0.dump() },
        completion: { result in
          parallel.withLock { $0.append((try? result.get()).flatMap { $0 } ?? "failed") }
        })
    }
    pipeline.finish()
    #expect(parallel.withLock { $0 } == serial)
  }

  /// Every lone mark, and every two of them, with words around.
  @Test func oddMarksAreNoTrouble() throws {
    let marks = ["«", "»", "“", "”", "„", "\"", "'", "’", "''", "‹", "›", "<<", ">>", "‚"]
    for first in marks {
      for second in marks + [""] {
        for text in [
          "\(first)\(second)", "Il dit \(first) oui \(second), a-t-elle dit.", "\(first)Oui\(second)\n\(first)Non.",
        ] {
          let document = try Annotator.shared.annotate(text)
          let wrong = Layer.allCases.compactMap(document.violation)
          #expect(wrong.isEmpty, "“\(text)”")
        }
      }
    }
  }

  private static func article(_ random: RandomText) -> Article {
    Article(id: random.testDescription, utf8: Array(random.text.utf8))
  }

  private static func normalized(_ random: RandomText) -> Document { Annotator.shared.normalize(article(random)) }
}

extension Unicode.Scalar.Properties {
  /// Whether the scalar shows: no control, format, unassigned or private code, and none younger than Unicode 14, which
  /// the oldest ICU in use does not know.
  fileprivate var isGraphic: Bool {
    guard let age, age.major <= 14 else { return false }
    return switch generalCategory {
    case .control, .format, .unassigned, .privateUse, .surrogate: false
    default: true
    }
  }
}
