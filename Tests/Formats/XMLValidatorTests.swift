import Testing

@testable import DixitFormats

@Suite struct XMLValidatorTests {
  private static let schema = """
    <element name="a" xmlns="http://relaxng.org/ns/structure/1.0"><zeroOrMore><element name="body"><text/></element>
    </zeroOrMore></element>
    """

  private func verdict(_ xml: String) throws -> XMLValidator.Verdict {
    let schema = Array(Self.schema.utf8)
    return try schema.withUnsafeBufferPointer { try XMLValidator(schema: $0, path: "a.rng") }.validate(Array(xml.utf8))
  }

  @Test func acceptsWhatTheSchemaAllows() throws { #expect(try verdict("<a><body>x</body></a>") == .valid) }

  @Test func namesTheLineOfWhatIsWrong() throws {
    guard case .invalid(let message) = try verdict("<a>\n<b/></a>") else { return #expect(Bool(false)) }
    #expect(message.contains("line 2"))
  }

  @Test func tellsMalformedFromInvalid() throws {
    guard case .malformed = try verdict("<a>") else { return #expect(Bool(false)) }
  }

  @Test(arguments: [
    #"<!DOCTYPE a [<!ENTITY x "y">]><a/>"#, #"<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>"#,
  ])
  func refusesEntities(_ xml: String) throws {
    guard case .refused = try verdict(xml) else { return #expect(Bool(false)) }
  }

  @Test func saysWhatASchemaMustBe() {
    #expect(throws: XMLValidator.SchemaError.self) { try XMLValidator(schemaPath: "/no/such/schema.rng") }
  }

  @Test func readsTheTextOfBody() {
    #expect(
      XMLValidator.bodyText(of: Array("<a>no<body>é<b>&lt;</b>c<!-- x --></body>no</a>".utf8)) == Array("é<c".utf8))
    #expect(XMLValidator.bodyText(of: Array("<a>".utf8)) == nil)
  }
}
