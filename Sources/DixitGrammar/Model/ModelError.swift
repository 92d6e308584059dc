/// Why a model can't be used: what was found, and what was expected.
public enum ModelError: Error, Sendable, Hashable {
  case missing(path: String)
  case tooShort(path: String, found: Int, expected: Int)
  case wrongMagic(path: String, found: String)
  case wrongVersion(path: String, found: Int, expected: Int)
  case wrongLength(path: String, found: Int, expected: Int)
  case wrongChecksum(path: String, found: UInt64, expected: UInt64)
  case wrongSection(path: String, name: String, found: String, expected: String)
  case wrongKind(path: String, found: String, expected: String)
}

extension ModelError: CustomStringConvertible {
  public var description: String { "\(finding) Make it again with dixit-train." }

  private var finding: String {
    switch self {
    case .missing(let path):
      "The model \(path) is not there."
    case .tooShort(let path, let found, let expected):
      "\(path) is no model: it has \(found) bytes, the header alone takes \(expected)."
    case .wrongMagic(let path, let found):
      "\(path) is no model: it opens with “\(found)”, expected “DIXITML”."
    case .wrongVersion(let path, let found, let expected):
      "\(path) has format version \(found), this program reads version \(expected)."
    case .wrongLength(let path, let found, let expected):
      "\(path) has \(found) bytes, its header says \(expected): it was cut or something was added."
    case .wrongChecksum(let path, let found, let expected):
      "\(path) is damaged: its checksum is \(String(found, radix: 16)), its header says "
        + "\(String(expected, radix: 16))."
    case .wrongSection(let path, let name, let found, let expected):
      "Section \(name) of \(path) has \(found), expected \(expected)."
    case .wrongKind(let path, let found, let expected):
      "\(path) is a model of kind “\(found)”, expected “\(expected)”."
    }
  }
}
