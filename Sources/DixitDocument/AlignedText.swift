/// Builds a normalized text and its alignment side by side, so that neither can forget the other.
///
/// Offsets of the source only grow. As long as nothing is replaced, nothing is copied: the text is the source itself.
package struct AlignedText {
  private let source: [UInt8]
  private var built: [UInt8] = []
  package private(set) var edits: [Alignment.Edit] = []
  /// How much of the source is in the text.
  private var sourceOffset = 0

  package init(of source: [UInt8]) { self.source = source }

  /// The text so far; all of it after `keep(to: source.count)`.
  package var utf8: [UInt8] { edits.isEmpty ? source : built }

  /// Takes over the source as it is, up to an offset.
  package mutating func keep(to end: Int) {
    if !edits.isEmpty { built += source[sourceOffset..<end] }
    sourceOffset = end
  }

  /// Takes over the source up to `start`, and writes `bytes` in place of what stands from there to `end`; touching edits
  /// become one.
  package mutating func replace(_ start: Int, _ end: Int, with bytes: [UInt8]) {
    if edits.isEmpty {
      built.reserveCapacity(source.count + 64)
      built += source[..<start]
    } else {
      built += source[sourceOffset..<start]
    }
    sourceOffset = end
    let textStart = built.count
    built += bytes
    Self.append(
      .init(
        text: Span(textStart, built.count), source: SourceSpan(start, end),
        sourceScalarCount: Self.scalarCount(source[start..<end])),
      to: &edits)
  }

  /// Takes stretches out of the finished text.
  ///
  /// - Parameter spans: in order, apart from one another.
  package mutating func remove(_ spans: [Span]) {
    if spans.isEmpty { return }
    let old = self
    let alignment = Alignment(edits: edits)
    self = AlignedText(of: source)
    var pending = old.edits[...]
    var behind = 0
    for span in spans where span.start >= behind {
      while let edit = pending.first, edit.text.end < span.start { redo(pending.removeFirst(), of: old) }
      // What was edited and touches the stretch is one edit with it.
      var (start, end) = (span.start, span.end)
      while let edit = pending.first, edit.text.start <= end {
        (start, end) = (min(start, edit.text.start), max(end, edit.text.end))
        pending.removeFirst()
      }
      let from = alignment.outerSource(of: Span(start, end))
      replace(from.start, from.end, with: Array(old.utf8[start..<span.start] + old.utf8[span.end..<end]))
      behind = end
    }
    for edit in pending { redo(edit, of: old) }
    keep(to: source.count)
  }

  private mutating func redo(_ edit: Alignment.Edit, of old: AlignedText) {
    replace(edit.source.start, edit.source.end, with: Array(old.utf8[edit.text.start..<edit.text.end]))
  }

  package func finish() -> (Text, Alignment) { (Text(utf8: utf8), Alignment(edits: edits)) }

  private static func append(_ edit: Alignment.Edit, to edits: inout [Alignment.Edit]) {
    guard let last = edits.last, last.text.end == edit.text.start, last.source.end == edit.source.start else {
      return edits.append(edit)
    }
    edits[edits.count - 1] = .init(
      text: Span(last.text.start, edit.text.end), source: SourceSpan(last.source.start, edit.source.end),
      sourceScalarCount: last.sourceScalarCount + edit.sourceScalarCount)
  }

  static func scalarCount(_ bytes: ArraySlice<UInt8>) -> Int { bytes.count { $0 & 0xC0 != 0x80 } }
}
