/// A document's normalized text: valid UTF-8, NFC, and never changed again.
public struct Text: Sendable {
  public let utf8: [UInt8]

  /// - Precondition: `utf8` is valid UTF-8.
  package init(utf8: [UInt8]) { self.utf8 = utf8 }

  public var span: Span { Span(0, utf8.count) }

  /// The words of a span as a `String`: for output, never for matching.
  public func string(_ span: Span) -> String {
    String(decoding: utf8[span.start..<span.end], as: UTF8.self)
  }

  public func bytes(_ span: Span) -> ArraySlice<UInt8> { utf8[span.start..<span.end] }

  /// Whether a position lies between two scalars.
  public func isBoundary(_ utf8Offset: Int) -> Bool {
    utf8Offset == 0 || utf8Offset == utf8.count
      || (utf8Offset < utf8.count && utf8[utf8Offset] & 0xC0 != 0x80)
  }
}
