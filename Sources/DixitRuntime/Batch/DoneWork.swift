/// What is done already, as ledger, outputs and files say.
///
/// Where files with the bytes of another are skipped, they rest on that one: it must still be there, with that content.
/// What came back in this run is there; of all else the signature tells, or else the bytes.
final class DoneWork: Sendable {
  private let workshop: Workshop
  private let options: DocumentDesk.Options
  private let folder: BytePath
  private let ledger: Ledger?
  /// Paths, as the listing has them; only where it is asked who is there.
  private let present = Locked<Set<BytePath>>([])
  /// Whether files are what their rows say, asked once.
  private let files = Locked<[BytePath: Bool]>([:])

  init(_ workshop: Workshop, _ options: DocumentDesk.Options, in folder: BytePath, _ ledger: Ledger?) {
    self.workshop = workshop
    self.options = options
    self.folder = folder
    self.ledger = ledger
  }

  /// Whether a row tells of these bytes, done with this configuration in all wanted formats.
  func isDone(_ row: Ledger.Row, sha256: String?) -> Bool {
    guard !options.force, row.sha256 == sha256, row.configuration == workshop.configuration else { return false }
    switch row.outcome {
    case .done, .gone, .collection:
      return workshop.endings.allSatisfy(row.outputs.contains) && (!options.missesOutputs || hasOutputs(row))
    case .duplicate: return options.duplicates == .skip && hasOutputs(row)
    case .failed, .incomplete: return false
    }
  }

  /// Whether all outputs of a document, of what it repeats, or of all articles of a file, are there.
  func hasOutputs(_ row: Ledger.Row) -> Bool {
    switch row.outcome {
    case .collection:
      ledger?.allRows(below: row.name).allSatisfy {
        $0.collection != row.name || $0.outcome == .gone || hasOutputs($0)
      } ?? false
    case .done, .gone, .incomplete, .failed: hasFiles(row)
    case .duplicate: row.sha256.flatMap { try? original(of: row.name, sha256: $0) } != nil
    }
  }

  private func hasFiles(_ row: Ledger.Row) -> Bool {
    workshop.endings.allSatisfy { Files.exists(folder.appending(row.name.output($0))) }
  }
}

// Who is repeated.
extension DoneWork {
  /// A document with the same bytes that is done with all that is wanted now.
  ///
  /// - Parameter group: documents whose rows the ledger does not have yet.
  func original(of name: BytePath, sha256: String, besides group: ArraySlice<Finished> = []) throws -> Ledger.Row? {
    try ledger?.rows(sha256: sha256, configuration: workshop.configuration).first { row in
      row.name != name && !group.contains { $0.row.name == row.name && !$0.keeps(row) }
        && workshop.endings.allSatisfy(row.outputs.contains) && hasFiles(row) && isPresent(row)
    }
  }

  /// Takes note of documents that have come back.
  func note(_ documents: [Finished]) {
    guard remembersWhoIsThere else { return }
    present.withLock { present in
      for document in documents {
        if document.row.outcome == .done {
          present.insert(document.row.name)
        } else {
          present.remove(document.row.name)
        }
      }
    }
  }

  /// A watch has no end.
  private var remembersWhoIsThere: Bool { options.duplicates == .skip && !isWatch }
  private var isWatch: Bool { !options.missesOutputs }

  private func isPresent(_ row: Ledger.Row) -> Bool {
    // What has no root was deleted by a watch, because it was done.
    if options.duplicates != .skip || row.root.bytes.isEmpty { return true }
    // A watch keeps the outputs of files that go.
    if isWatch { return row.collection != nil || row.file.isGone || isUnchanged(row) }
    if present.withLock({ $0.contains(row.name) }) { return true }
    guard let owner = row.collection.map({ try? ledger?.row(of: $0) }) ?? row else { return false }
    if let known = files.withLock({ $0[owner.name] }) { return known }
    let isThere = isUnchanged(owner)
    files.withLock { $0[owner.name] = isThere }
    return isThere
  }

  private func isUnchanged(_ row: Ledger.Row) -> Bool {
    if let signature = row.signature, row.file.currentSignature() == signature { return true }
    guard let bytes = try? Files.read(row.file, limit: options.maximumSize).bytes else { return false }
    return workshop.digest(bytes) == row.sha256
  }
}

extension Finished {
  /// Whether the document is as a row of the ledger says.
  fileprivate func keeps(_ row: Ledger.Row) -> Bool {
    if case .unchanged = outcome { return self.row.sha256 == row.sha256 && self.row.outcome == .done }
    return false
  }
}
