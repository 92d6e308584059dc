import DixitDocument

/// Documents for the writers, annotated by pointing at words.
enum FormatExamples {
  static let generator = Generator(version: "1.0.0", configuration: "c0ffee", knowledge: "none")

  /// Two sentences, a quotation cut by the sentence break, and one inside it.
  static func curie() -> Document {
    let title = "Marie Curie répond à ses critiques"
    let first = "« Je continuerai, car Pierre me répétait : « Le radium nous attend."
    let second = "N’abandonne jamais ! » », a-t-elle déclaré mardi à Paris."
    var document = document(title + "\n\n" + first + " " + second)
    let find = { (words: String) in document.span(ofWords: words) }
    let text = document.text.span
    document.paragraphs = [
      Paragraph(span: find(title), kind: .title), Paragraph(span: Span(find("« Je").start, text.end), kind: .body),
    ]
    document.sentences = [title, first, second].map { Sentence(span: find($0), tokens: 0..<0) }
    document.entities = EntityLayer(
      entities: [
        Entity(type: .person, name: "Marie Curie", qid: "Q7186", gender: .feminine),
        Entity(type: .person, name: "Pierre Curie", qid: "Q37463", gender: .masculine),
        Entity(type: .place, name: "Paris", qid: "Q90"),
      ],
      mentions: [
        Mention(span: find("Marie Curie"), form: .name, entity: 0, confidence: 0.97),
        Mention(span: find("Pierre"), form: .name, entity: 1, confidence: 0.81),
        Mention(span: find("Paris"), form: .name, entity: 2, confidence: 0.99),
      ])
    let outer = Span(find("Je cont").start, find("! »").end)
    let inner = Span(find("Le rad").start, find("jamais !").end)
    document.quotations = [
      Quotation(
        kind: .direct, content: [outer], marks: [Span(find("« Je").start, find("» »").end)],
        cue: .init(span: find("déclaré"), lemma: "déclarer"), source: find("elle"), rule: "inversion-clitic",
        confidence: 0.94),
      Quotation(
        kind: .direct, content: [inner], marks: [Span(find("« Le").start, outer.end)],
        cue: .init(span: find("répétait"), lemma: "répéter"), source: find("Pierre"), parent: 0, rule: "verb-colon",
        confidence: 0.9),
    ]
    document.attributions = AttributionLayer(
      attributions: [
        Attribution(speaker: 0, rule: "inversion-clitic", confidence: 0.94),
        Attribution(speaker: 1, addressee: 0, rule: "verb-colon", confidence: 0.9),
      ],
      entities: [],
      mentions: [
        Mention(span: find("Je"), form: .pronoun, entity: 0, confidence: 0.95),
        Mention(span: find("me"), form: .pronoun, entity: 0, confidence: 0.95),
        Mention(span: find("elle"), form: .pronoun, entity: 0, confidence: 0.92),
      ])
    return document
  }

  /// A document without layers.
  static func document(_ text: String, alignment: Alignment = Alignment(), title: String? = nil) -> Document {
    var metadata = Article.Metadata(title: title, published: "2024-03-12", language: "fr")
    metadata.author = nil
    let origin = Article.Origin(path: "curie.txt", sha256: "0678", byteCount: text.utf8.count)
    let article = Article(id: "curie.txt", utf8: [], origin: origin, metadata: metadata)
    return Document(article: article, text: Text(utf8: Array(text.utf8)), alignment: alignment)
  }
}

extension Document {
  /// Where some words stand first, as whole words.
  func span(ofWords words: String) -> Span {
    let all = text.utf8
    let sought = Array(words.utf8)
    let isLetter = { (index: Int) in
      all.indices.contains(index) && (all[index] >= 0xC3 || Character(Unicode.Scalar(all[index])).isLetter)
    }
    for start in 0...(all.count - sought.count) where all[start..<start + sought.count].elementsEqual(sought) {
      let opensWord = !isLetter(start) || !isLetter(start - 1)
      let closesWord = words.count > 4 || !isLetter(start + sought.count) || words.contains(" ")
      if opensWord && closesWord { return Span(start, start + sought.count) }
    }
    preconditionFailure("“\(words)” is not in the text")
  }
}
