/// What is to be done with the files of a listing, decided from the ledger alone: nothing is read here.
struct Plan {
  enum Reason: String, Sendable, CaseIterable {
    case new, changed, configuration, failed, outputs, forced
  }

  enum Decision: Sendable, Hashable {
    /// Done, and nothing that shows has changed.
    case skip
    /// Worth reading; whether it is worth annotating, its hash will tell.
    case work(Reason)
  }

  var configuration: String
  /// Endings of the outputs that are wanted.
  var endings: [String]
  var force = false
  /// Read files whose signature says that nothing has changed.
  var readsAll = false
  var duplicates = Duplicates.process
  var hasOutputs: (Ledger.Row) -> Bool = { _ in true }

  func decide(_ file: InputFile, _ row: Ledger.Row?) -> Decision {
    if force { return .work(.forced) }
    guard let row else { return .work(.new) }
    if row.configuration != configuration { return .work(.configuration) }
    if row.outcome == .failed || row.outcome == .incomplete { return .work(.failed) }
    guard let signature = row.signature, signature == file.signature, !readsAll else { return .work(.changed) }
    if row.outcome == .duplicate {
      return duplicates == .skip && hasOutputs(row) ? .skip : .work(.outputs)
    }
    return endings.allSatisfy(row.outputs.contains) && hasOutputs(row) ? .skip : .work(.outputs)
  }

  /// Pairs each file with its row, both in the order of their names; rows without a file are given to `orphan`.
  static func pair(
    _ files: [InputFile], _ rows: some Sequence<Ledger.Row>, orphan: (Ledger.Row) -> Void = { _ in },
    each: (InputFile, Ledger.Row?) -> Bool
  ) {
    var rows = rows.makeIterator()
    var row = rows.next()
    for file in files {
      while let orphaned = row, orphaned.name < file.name {
        orphan(orphaned)
        row = rows.next()
      }
      let own = row?.name == file.name ? row : nil
      if own != nil { row = rows.next() }
      if !each(file, own) { return }
    }
    while let orphaned = row {
      orphan(orphaned)
      row = rows.next()
    }
  }
}
