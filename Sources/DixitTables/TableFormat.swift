/// Tables over all documents of an output folder.
public enum TableFormat: String, CaseIterable, Sendable {
  /// `quotations.csv` and `speakers.csv`.
  case csv
  /// `corpus.sqlite`, with full-text search.
  case sqlite
}
