import ArgumentParser
import DixitDocument
import DixitFormats
import DixitKit
import DixitRuntime

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Shows one article with its quotations, speakers and names.",
    discussion: """
      The article comes first, one sentence a line, with the quotations in the colours of their speakers, or between \
      ⟦brackets⟧ where there are no colours. Below stand the quotations, each with its speaker and the rule that \
      found it, and the people, organisations and places with their links.

      EXAMPLES:
        dixit explain article.txt
        dixit explain article.html | less
        dixit explain article.txt --quotation 3 why the third was found, and why its speaker won
        dixit explain article.txt --dump        every layer, as bug reports need it
      """)

  @Argument(help: ArgumentHelp("A file with one article.", valueName: "file"))
  var file: BytePath

  @Flag(name: .long, help: "Show every layer as it is.")
  var dump = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Show one quotation alone: what speaks for it, and all who may speak with what speaks for and against each.",
      valueName: "number"))
  var quotation: Int?

  @OptionGroup var fields: FieldOptions
  @OptionGroup var size: SizeOption
  @OptionGroup var resources: ResourceOptions

  func run() throws {
    let bytes = try Files.read(file, limit: size.bytes)
    let name = file.name.description
    let readers = try Readers(fields: fields.names(resources), library: resources.library())
    if try readers.open(bytes, fileName: name, limits: UnpackingLimits(size: size.bytes)) != nil {
      throw ReadingError.severalArticles(name)
    }
    let annotator = try resources.annotator()
    let document = try annotator.annotated(bytes, id: name, fileName: name, by: readers)
    if dump { return try Console.write(document.dump()) }
    let palette = Palette(isColored: Console.takesColor(Console.output))
    if let quotation {
      let reasons = try annotator.reasons(for: document)
      guard reasons.indices.contains(quotation - 1) else {
        throw Failure.noQuotation(quotation, file, count: reasons.count)
      }
      let view = ReasonsView(
        document: document, number: quotation, reasons: reasons[quotation - 1], palette: palette)
      return try Console.write(view.render())
    }
    let text = ArticleView(document, palette, width: Console.width(Console.output)).render()
    try Console.write(text + FindingsView(document, palette).render())
  }
}
