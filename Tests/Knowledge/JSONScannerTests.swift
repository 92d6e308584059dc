import Testing

@testable import DixitDocument

@Suite struct JSONScannerTests {
  private func scan<Result>(_ text: String, _ body: (inout JSONScanner) throws -> Result) rethrows -> Result {
    let bytes = Array(text.utf8)
    return try bytes.withUnsafeBytes { buffer in
      var json = JSONScanner(buffer)
      return try body(&json)
    }
  }

  @Test(arguments: [
    #""a""#, #""a \" } ] \\""#, #""twenty-three bytes long\\\"""#, "{}", "[]", #"{"a":[{"b":"}]"},{}],"c":1}"#,
    "-1.5e3",
    "true", "false", "null", #""""#,
  ])
  func passesOverAnyValue(text: String) {
    scan(text + " , 7") { json in
      json.skip()
      #expect(!json.isDamaged)
      #expect(json.position == text.utf8.count)
    }
  }

  @Test(arguments: [#""a"#, #""a\"#, #""a\""#, "{", #"{"a":[}"#, "[[]", "", "}", "?", #"{"a""#])
  func seesWhatIsDamaged(text: String) {
    scan(text) { json in
      json.skip()
      #expect(json.isDamaged)
      let hasMore = (json.nextKey() != nil, json.nextElement(), json.string() != nil)
      #expect(hasMore == (false, false, false))
    }
  }

  @Test func givesKeysAndValuesInOrder() {
    scan(#" { "a" : "x" , "b":[ 1 , 22 ], "c":{"d":"y"} } "#) { json in
      var found: [String] = []
      let isObject = json.enterObject()
      #expect(isObject)
      while let key = json.nextKey() {
        found.append(String(decoding: key.bytes, as: UTF8.self))
        if key == "b" {
          let isArray = json.enterArray()
          #expect(isArray)
          while json.nextElement() { found.append(json.number().map { "\($0)" } ?? "none") }
        } else {
          found.append(json.string().map { String(decoding: $0.bytes, as: UTF8.self) } ?? "none")
        }
      }
      json.finish()
      #expect(found == ["a", "x", "b", "1", "22", "c", "none"])
      #expect(!json.isDamaged)
    }
  }

  @Test func entersNoArrayForAnObject() {
    scan(#"[] , 5"#) { json in
      let isObject = json.enterObject()
      #expect(!isObject)
      #expect(!json.isDamaged)
      #expect(json.position == 2)
    }
  }

  @Test(arguments: [
    (#"Orl\u00e9ans"#, "Orléans"), (#"\ud835\udc9c"#, "𝒜"), (#"a\/b\\c\"d"#, #"a/b\c"d"#),
    (#"a\tb\nc\u0001d"#, "a b c d"),
    (#"\ud835!"#, "\u{FFFD}!"), (#"\ud835\u0041"#, "\u{FFFD}A"), (#"\udc9c"#, "\u{FFFD}"), (#"é 名"#, "é 名"),
    (#"\u00"#, "\u{FFFD}"), (#"\u00a»"#, "\u{FFFD}»"), (#"\ud835\u00e»"#, "\u{FFFD}\u{FFFD}»"),
  ])
  func undoesEscapes(text: String, expected: String) {
    let bytes = Array(text.utf8)
    let unescaped = bytes.withUnsafeBufferPointer { JSONText(bytes: $0, hasEscapes: true).unescaped }
    #expect(String(decoding: unescaped, as: UTF8.self) == expected)
  }

  @Test(
    arguments: [
      ("Q90", 90), ("P90", nil), ("Q", nil), ("Q0", nil), ("Q4294967296", nil), ("Q99999999999999", nil), ("Q9x", nil),
    ] as [(String, UInt32?)])
  func readsNumbersOfItems(text: String, expected: UInt32?) {
    let bytes = Array(text.utf8)
    #expect(bytes.withUnsafeBufferPointer { JSONText(bytes: $0, hasEscapes: false).number(after: "Q") } == expected)
  }
}
