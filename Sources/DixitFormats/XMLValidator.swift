import CLibXML2

/// Validates XML against a RelaxNG schema: compiled once, then used for many files and from any thread.
///
/// `@unchecked Sendable`: the compiled schema is never written to after `init`; each validation has its own context.
public final class XMLValidator: @unchecked Sendable {
  public enum Verdict: Sendable, Hashable {
    case valid
    /// Well formed, but against the schema: libxml2's messages with their lines.
    case invalid(String)
    /// No XML.
    case malformed(String)
    /// Not read on: it declares entities, or is larger than 2 GB.
    case refused(String)
  }

  /// What is wrong with a schema.
  public struct SchemaError: Error, Sendable, CustomStringConvertible {
    public let path: String
    public let found: String
    public var description: String {
      "\(path): expected a RelaxNG schema in XML syntax, found \(found); give the path of a .rng file."
    }
  }

  private let schema: OpaquePointer

  /// - Complexity: `tei_all` takes about eight seconds.
  public convenience init(schemaPath: String) throws {
    var length = 0
    guard let bytes = dixit_file_read(schemaPath, &length) else {
      throw SchemaError(path: schemaPath, found: "no readable file")
    }
    defer { dixit_file_free(bytes) }
    try self.init(schema: UnsafeBufferPointer(start: bytes, count: length), path: schemaPath)
  }

  public init(schema bytes: UnsafeBufferPointer<UInt8>, path: String) throws {
    let (opened, message) = Self.withMessage { dixit_schema_open(bytes.baseAddress, bytes.count, $0, $1) }
    guard let opened else { throw SchemaError(path: path, found: message.isEmpty ? "something else" : message) }
    schema = opened
  }

  deinit { dixit_schema_close(schema) }

  /// - Complexity: O(*n*), about 65,000 words a second with `tei_all`.
  public func validate(_ bytes: [UInt8]) -> Verdict {
    let (verdict, message) = bytes.withUnsafeBufferPointer { bytes in
      Self.withMessage { dixit_schema_validate(schema, bytes.baseAddress, bytes.count, $0, $1) }
    }
    return switch UInt32(verdict) {
    case DIXIT_XML_VALID.rawValue: .valid
    case DIXIT_XML_INVALID.rawValue: .invalid(message)
    case DIXIT_XML_MALFORMED.rawValue: .malformed(message)
    default: .refused(message)
    }
  }

  /// The text content of a document's `body`; nil where the XML is not well formed or has none.
  package static func bodyText(of bytes: [UInt8]) -> [UInt8]? {
    var length = -1
    let text = [UInt8](unsafeUninitializedCapacity: bytes.count + 1) { buffer, count in
      bytes.withUnsafeBufferPointer { bytes in
        (length, _) = withMessage {
          dixit_xml_body_text(bytes.baseAddress, bytes.count, buffer.baseAddress, buffer.count, $0, $1)
        }
      }
      count = max(0, length)
    }
    return length < 0 ? nil : text
  }

  private static func withMessage<Result>(
    _ call: (UnsafeMutablePointer<CChar>?, Int) -> Result
  ) -> (Result, String) {
    var message = [CChar](repeating: 0, count: 1024)
    let result = message.withUnsafeMutableBufferPointer { call($0.baseAddress, $0.count) }
    return (result, String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
  }
}
