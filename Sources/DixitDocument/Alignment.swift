/// Where each stretch of the normalized text sits in the article as received.
///
/// A sorted list of edits; between two edits the texts are equal. Both sides count UTF-8 bytes.
public struct Alignment: Sendable, Hashable {
  /// One stretch that normalization changed. Either side may be empty: an insertion or a deletion.
  public struct Edit: Sendable, Hashable {
    public let text: Span
    public let source: SourceSpan
    /// How many code points the source side has: the document does not keep the source, some formats count in them.
    public let sourceScalarCount: Int

    public init(text: Span, source: SourceSpan, sourceScalarCount: Int) {
      self.text = text
      self.source = source
      self.sourceScalarCount = sourceScalarCount
    }
  }

  public let edits: [Edit]

  public init(edits: [Edit] = []) { self.edits = edits }

  /// Where a span of normalized text sits in the article as received.
  ///
  /// A span that cuts through an edit widens to the whole edit; a deletion at the edge of a span stays outside.
  ///
  ///     // source "ﬁn" (4 bytes), text "fin" (3 bytes)
  ///     alignment.sourceSpan(for: Span(0, 1))   // SourceSpan(0, 3)
  ///
  /// - Precondition: `span` lies within the text, on scalar boundaries.
  /// - Complexity: O(log *n*), *n* being the number of edits.
  public func sourceSpan(for span: Span) -> SourceSpan {
    let start = source(of: span.start, isEnd: false)
    return SourceSpan(start, max(start, source(of: span.end, isEnd: true)))
  }

  /// Where a span of the article as received went in the normalized text; what was deleted is empty.
  ///
  /// - Complexity: O(log *n*), *n* being the number of edits.
  public func span(for source: SourceSpan) -> Span {
    let start = text(of: source.start, isEnd: false)
    return Span(start, max(start, text(of: source.end, isEnd: true)))
  }

  private func source(of position: Int, isEnd: Bool) -> Int {
    // The first edit that the position does not lie behind. A start looks past a deletion, an end stops before it.
    let next = edits.partitioningIndex {
      isEnd ? $0.text.end >= position && $0.text.start < position || $0.text.start >= position : $0.text.end > position
    }
    if next < edits.count {
      let edit = edits[next]
      if edit.text.start < position {
        return isEnd ? edit.source.end : edit.source.start
      }
      if edit.text.start == position, !isEnd { return edit.source.start }
    }
    guard next > 0 else { return position }
    let before = edits[next - 1]
    return position + before.source.end - before.text.end
  }

  private func text(of position: Int, isEnd: Bool) -> Int {
    let next = edits.partitioningIndex {
      isEnd
        ? $0.source.end >= position && $0.source.start < position || $0.source.start >= position
        : $0.source.end > position
    }
    if next < edits.count {
      let edit = edits[next]
      if edit.source.start < position { return isEnd ? edit.text.end : edit.text.start }
      if edit.source.start == position, !isEnd { return edit.text.start }
    }
    guard next > 0 else { return position }
    let before = edits[next - 1]
    return position + before.text.end - before.source.end
  }
}

extension Array {
  /// The first index whose element fulfils a predicate that is false for a prefix and true for the rest.
  package func partitioningIndex(where belongs: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if belongs(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// Builds a normalized text and its alignment side by side, so that neither can forget the other.
package struct AlignedText {
  package private(set) var utf8: [UInt8] = []
  package private(set) var edits: [Alignment.Edit] = []
  private var sourceOffset = 0

  package init(capacity: Int) { utf8.reserveCapacity(capacity + 16) }

  /// Takes over bytes of the source as they are.
  package mutating func keep(_ bytes: some Collection<UInt8>) {
    utf8.append(contentsOf: bytes)
    sourceOffset += bytes.count
  }

  /// Writes `bytes` in place of a piece of the source; touching edits become one.
  package mutating func replace(_ replaced: some Collection<UInt8>, with bytes: some Collection<UInt8>) {
    let start = utf8.count
    utf8.append(contentsOf: bytes)
    let source = SourceSpan(sourceOffset, sourceOffset + replaced.count)
    sourceOffset = source.end
    let scalars = replaced.count { $0 & 0xC0 != 0x80 }
    if let last = edits.last, last.text.end == start, last.source.end == source.start {
      edits[edits.count - 1] = .init(
        text: Span(last.text.start, utf8.count), source: SourceSpan(last.source.start, source.end),
        sourceScalarCount: last.sourceScalarCount + scalars)
    } else {
      edits.append(.init(text: Span(start, utf8.count), source: source, sourceScalarCount: scalars))
    }
  }

  package func finish() -> (Text, Alignment) { (Text(utf8: utf8), Alignment(edits: edits)) }
}
