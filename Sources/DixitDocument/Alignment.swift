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

  /// Two changes as one: `earlier` made the middle text out of what was received, this one made the text out of it.
  ///
  /// Edits that overlap or touch in the middle become one.
  package func following(_ earlier: Alignment, through middle: [UInt8]) -> Alignment {
    if earlier.edits.isEmpty { return self }
    var first = earlier.edits[...]
    var second = edits[...]
    var (sourceDrift, textDrift) = (0, 0)
    var result: [Edit] = []
    while let start = [first.first?.text.start, second.first?.source.start].compactMap({ $0 }).min() {
      var end = start
      let (sourceStart, textStart) = (start + sourceDrift, start + textDrift)
      var gained = 0
      while true {
        if let edit = first.first, edit.text.start <= end {
          end = max(end, edit.text.end)
          sourceDrift = edit.source.end - edit.text.end
          gained += edit.sourceScalarCount - AlignedText.scalarCount(middle[edit.text.start..<edit.text.end])
          first.removeFirst()
        } else if let edit = second.first, edit.source.start <= end {
          end = max(end, edit.source.end)
          textDrift = edit.text.end - edit.source.end
          second.removeFirst()
        } else {
          break
        }
      }
      result.append(
        Edit(
          text: Span(textStart, end + textDrift), source: SourceSpan(sourceStart, end + sourceDrift),
          sourceScalarCount: AlignedText.scalarCount(middle[start..<end]) + gained))
    }
    return Alignment(edits: result)
  }

  /// Where a span of text sits, with the deletions at both its edges.
  func outerSource(of span: Span) -> SourceSpan {
    let first = edits.partitioningIndex { $0.text.end >= span.start }
    let behind = edits.partitioningIndex { $0.text.start > span.end }
    let before = first > 0 ? edits[first - 1] : nil
    let last = behind > 0 ? edits[behind - 1] : nil
    var start = span.start + (before.map { $0.source.end - $0.text.end } ?? 0)
    var end = span.end + (last.map { $0.source.end - $0.text.end } ?? 0)
    if first < edits.count, edits[first].text.start <= span.start { start = edits[first].source.start }
    if let last, last.text.end >= span.end { end = last.source.end }
    return SourceSpan(start, end)
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
