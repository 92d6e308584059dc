import Dispatch

/// Keeps the books of one batch or watch: counts, the list of failures.
final class BatchBook: Sendable {
  private let folder: OutputFolder
  private let interruption: Interruption
  private let failFast: Bool
  private let progress: @Sendable (BatchProgress) -> Void
  private let summary: Locked<BatchSummary>

  init(
    total: Int, ignored: [InputScan.Ignored: Int], folder: OutputFolder, interruption: Interruption,
    failFast: Bool = false, progress: @escaping @Sendable (BatchProgress) -> Void = { _ in }
  ) {
    self.folder = folder
    self.interruption = interruption
    self.failFast = failFast
    self.progress = progress
    var summary = BatchSummary(ignored: ignored)
    summary.total = total
    self.summary = Locked(summary)
  }

  func enter(_ failures: [(path: BytePath, error: FileError)]) {
    summary.withLock { summary in
      for failure in failures {
        add(StageFailure(document: "\(failure.path)", stage: "scanning", cause: failure.error), to: &summary)
      }
    }
  }

  /// Counts a file that needs no work, and is so many documents.
  func skip(_ count: Int) { note { $0.skip(count) } }

  /// Counts why a document is worked at.
  func begin(_ task: DocumentTask, _ reason: Plan.Reason) {
    if task.isCollection { return }
    summary.withLock { summary in
      summary.reasons[reason.rawValue, default: 0] += 1
      // How many a file holds shows only when they come.
      if task.isPart { summary.total += 1 }
    }
  }

  /// Notes that a file's articles were not all handed in.
  func leave(_ file: BytePath) { summary.withLock { $0.unfinished = file } }

  /// Enters what became of one document.
  func enter(_ finished: Finished) {
    note { summary in
      switch finished.outcome {
      case .done:
        summary.done += 1
        summary.words += finished.row.words
        summary.quotations += finished.row.quotations
      case .unchanged:
        if finished.row.outcome.isCollection {
          summary.skip(finished.collection?.count ?? 0)
        } else {
          summary.skipped += 1
        }
      case .collected:
        // The file itself is no document.
        summary.total -= 1
        summary.collections += 1
      case .duplicate: summary.duplicates += 1
      case .failed(let failure): add(failure, to: &summary)
      case .stopped(let stop): end(stop, &summary)
      }
    }
  }

  private func note(_ change: (inout BatchSummary) -> Void) {
    let state = summary.withLock { summary in
      change(&summary)
      return BatchProgress(
        finished: summary.done + summary.skipped + summary.duplicates + summary.failed, skipped: summary.skipped,
        total: summary.total, words: summary.words)
    }
    progress(state)
  }

  private func add(_ failure: StageFailure, to summary: inout BatchSummary) {
    summary.failed += 1
    if summary.firstFailures.count < BatchSummary.shownFailures { summary.firstFailures.append(failure) }
    let line = [failure.document, failure.stage, "\(failure.cause)"].map(Self.cell).joined(separator: "\t") + "\n"
    do throws(FileError) {
      try Files.append(Array(line.utf8), to: folder.failures, folder.failuresPath)
    } catch {
      end(.file(error), &summary)
    }
    if failFast { end(.failure, &summary) }
  }

  private static func cell(_ text: String) -> String {
    text.replacing("\t", with: " ").replacing("\n", with: " ").replacing("\r", with: " ")
  }

  private func end(_ reason: BatchSummary.Stop, _ summary: inout BatchSummary) {
    if summary.stop == nil { summary.stop = reason }
    interruption.request()
  }

  /// Ends the batch for a reason that no document gave.
  func end(_ reason: BatchSummary.Stop) { summary.withLock { end(reason, &$0) } }

  /// The summary so far; whoever closes adds what only it knows.
  func close(_ add: (inout BatchSummary) -> Void) -> BatchSummary {
    summary.withLock { summary in
      do {
        try folder.finish()
      } catch {
        end(Ledger.isDiskFull(error) ? .ledgerFull(folder.path) : .ledgerBroken(folder.path, "\(error)"), &summary)
      }
      summary.remaining = max(
        0, summary.total - summary.done - summary.skipped - summary.duplicates - summary.failed)
      add(&summary)
      return summary
    }
  }

  var current: BatchSummary { summary.withLock { $0 } }
}
