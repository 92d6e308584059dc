import DixitDocument

/// Reads ninjs, the IPTC's news in JSON: one item. Several stand in a list, or one a line.
struct NinjsReader: ArticleReader {
  let mediaType = "application/ninjs+json"

  /// An object with an address of its own and bodies as ninjs has them.
  func accepts(_ bytes: [UInt8], fileName: String) -> Bool {
    guard JSONSniffing.looksLikeJSON(bytes), let utf8 = try? Readers.decoded(bytes).utf8,
      JSONSniffing.first(utf8) == UInt8(ascii: "{"), let record = JSONRecord(utf8)
    else { return false }
    let names = record.fields.map { $0.name.lowercased() }
    return names.contains("uri") && names.contains { $0 == "bodies" || $0.hasPrefix("body_") }
  }

  func read(_ bytes: [UInt8], id: String) throws -> [Article] {
    let (decoded, encoding) = try Readers.decoded(bytes)
    guard let record = JSONRecord(decoded) else {
      throw ReadingError.damaged("ninjs item", reason: "it breaks off or is no JSON")
    }
    guard let utf8 = body(record), !WhiteSpace.isAll(utf8) else { throw ReadingError.noText(mediaType: mediaType) }
    var article = try FieldText.article(utf8, id: id)
    article.origin = Readers.origin(of: bytes, id: id, encoding: encoding, mediaType: mediaType)
    article.metadata = metadata(record)
    return [article]
  }

  /// Markup before plain text, for its paragraphs; of several bodies the main one.
  private func body(_ record: JSONRecord) -> [UInt8]? {
    if let bodies = record.value(named: "bodies")?.elements, let body = main(of: bodies) { return body }
    let fields = record.fields.filter { $0.name.lowercased().hasPrefix("body_") }
    let best = fields.first { $0.name.lowercased().contains("html") } ?? fields.first
    return best.flatMap { record.tree($0.value).text(.standard) }
  }

  private func main(of bodies: [JSONTree]) -> [UInt8]? {
    let named = bodies.first { $0["role"]?.line(.standard) == "main" }
    let marked = bodies.first { ($0["contentType"] ?? $0["contenttype"])?.line(.standard)?.contains("html") ?? false }
    return (named ?? marked ?? bodies.first)?["value"]?.text(.standard)
  }

  private func metadata(_ record: JSONRecord) -> Article.Metadata {
    let line = { (names: [String]) in names.lazy.compactMap { record.value(named: $0)?.line(.standard) }.first }
    let first = { (names: [String]) in
      names.lazy.compactMap { record.value(named: $0)?.elements.first?.line(.standard) }.first
    }
    let headlines = record.value(named: "headlines")?.elements
    let main = headlines?.first { $0["role"]?.line(.standard) == "main" } ?? headlines?.first
    let dates = ["contentcreated", "firstcreated", "versioncreated"]
    var metadata = Article.Metadata(
      title: main?.line(.standard) ?? line(["headline", "title"]),
      published: dates.lazy.compactMap { line([$0]).flatMap(PressDate.date) }.first,
      language: line(["language"]))
    metadata.author = line(["by", "byline", "bylines"])
    metadata.outlet = first(["infosources", "provider", "copyrightholder"])
    metadata.section = section(record)
    let uri = line(["uri"])
    metadata.url = uri?.hasPrefix("http") ?? false ? uri : nil
    return metadata
  }

  /// The first subject that the article is filed under, not one that it only speaks of.
  private func section(_ record: JSONRecord) -> String? {
    let subjects = ["subjects", "subject"].lazy.compactMap { record.value(named: $0)?.elements }.first
    return subjects?.first { !["quoted", "mentioned"].contains($0["rel"]?.line(.standard)) }?.line(.standard)
  }
}
