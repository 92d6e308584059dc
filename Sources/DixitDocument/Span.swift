/// A stretch of a document's normalized text: half-open, in UTF-8 bytes, on scalar boundaries.
public struct Span: Hashable, Sendable {
  public let start: Int
  public let end: Int

  @inlinable public init(_ start: Int, _ end: Int) {
    precondition(0 <= start && start <= end, "A span runs forward: \(start)..<\(end)")
    self.start = start
    self.end = end
  }

  @inlinable public var count: Int { end - start }
  @inlinable public var isEmpty: Bool { start == end }

  public func contains(_ other: Span) -> Bool { start <= other.start && other.end <= end }
  public func overlaps(_ other: Span) -> Bool { start < other.end && other.start < end }

  /// The smallest span that holds both.
  public func union(_ other: Span) -> Span { Span(min(start, other.start), max(end, other.end)) }
}

extension Span: Comparable {
  public static func < (a: Span, b: Span) -> Bool { (a.start, a.end) < (b.start, b.end) }
}

extension Span: CustomStringConvertible {
  public var description: String { "\(start)..<\(end)" }
}

/// A stretch of the article as received and decoded: half-open, in UTF-8 bytes.
///
/// Only an `Alignment` turns a `Span` into a `SourceSpan` and back.
public struct SourceSpan: Hashable, Sendable {
  public let start: Int
  public let end: Int

  @inlinable public init(_ start: Int, _ end: Int) {
    precondition(0 <= start && start <= end, "A span runs forward: \(start)..<\(end)")
    self.start = start
    self.end = end
  }
}
