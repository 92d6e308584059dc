/// A value of JSON, for reports: few and small, so it is built rather than streamed.
package enum JSONValue: Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  /// Three decimals.
  case number(Double)
  case string(String)
  case array([JSONValue])
  /// In this order.
  case object([(String, JSONValue)])

  /// On one line. What other languages take for an end of line is escaped.
  package var line: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .integer(let value): "\(value)"
    case .number(let value): Self.decimal(value)
    case .string(let value): "\"\(Self.escaped(value))\""
    case .array(let values): "[" + values.map(\.line).joined(separator: ", ") + "]"
    case .object(let fields):
      "{" + fields.map { "\"\(Self.escaped($0.0))\": \($0.1.line)" }.joined(separator: ", ") + "}"
    }
  }

  private static func decimal(_ value: Double) -> String {
    let thousandths = value.isFinite ? Int((value * 1000).rounded()) : 0
    let (whole, rest) = (abs(thousandths) / 1000, abs(thousandths) % 1000)
    return (thousandths < 0 ? "-" : "") + "\(whole)." + String("\(1000 + rest)".dropFirst())
  }

  package static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar.value {
      case 0x22, 0x5C: result += "\\\(scalar)"
      case 0..<0x20, 0x7F, 0x85, 0x2028, 0x2029:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}
