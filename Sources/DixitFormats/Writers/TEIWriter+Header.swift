import DixitDocument

/// Where the article came from, and what was done to it.
extension TEIDocument {
  mutating func writeHeader() {
    output.put(" <teiHeader>\n  <fileDesc>\n   <titleStmt>")
    element("title", document.displayTitle)
    output.put("</titleStmt>\n")
    output.put("   <publicationStmt><p>Machine annotation, not for publication.</p></publicationStmt>\n")
    writeSource()
    output.put("  </fileDesc>\n  <encodingDesc>\n   <editorialDecl>")
    output.put("<normalization method=\"silent\"><p>Unicode NFC.</p></normalization>")
    output.put(
      "<quotation marks=\"all\"><p>Quotation marks are kept as content, tagged pc, inside said.</p></quotation>")
    output.put("<segmentation><p>s: sentences by French rules.</p></segmentation></editorialDecl>\n")
    writeApplication()
    output.put("  </encodingDesc>\n </teiHeader>\n")
  }

  private mutating func writeSource() {
    let metadata = document.metadata
    output.put("   <sourceDesc><bibl>")
    element("author", metadata.author)
    element("publisher", metadata.outlet)
    element("idno", document.origin.path.isEmpty ? document.id : document.origin.path, type: "path")
    element("idno", document.origin.sha256.isEmpty ? nil : document.origin.sha256, type: "sha256")
    element("idno", metadata.url, type: "url")
    element("biblScope", metadata.section, unit: "section")
    if let published = metadata.published {
      output.put("<date")
      attribute("when", MetadataSyntax.date(published))
      output.put(">")
      output.put(xml: published)
      output.put("</date>")
    }
    output.put("</bibl></sourceDesc>\n")
  }

  private mutating func writeApplication() {
    output.put("   <appInfo><application xml:id=\"tool\" ident=\"dixit\"")
    attribute("version", Self.versionNumber(generator.version))
    output.put("><label>Dixit</label>")
    element("desc", "version " + generator.version)
    element("desc", "configuration " + generator.configuration)
    element("desc", "knowledge " + generator.knowledge)
    output.put("</application></appInfo>\n")
  }

  /// TEI takes up to four numbers with points between them: `1.2.0-dev` is written `1.2.0`.
  static func versionNumber(_ version: String) -> String {
    let numbers = version.split(separator: ".", omittingEmptySubsequences: false).prefix(4)
      .map { $0.prefix { $0.isASCII && $0.isNumber } }
    let valid = numbers.prefix { !$0.isEmpty }
    return valid.isEmpty ? "0" : valid.joined(separator: ".")
  }
}
