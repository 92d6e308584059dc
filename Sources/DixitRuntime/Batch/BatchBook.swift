import Dispatch

/// Keeps the books of one batch or watch: counts, the list of failures.
final class BatchBook: Sendable {
  private let folder: OutputFolder
  private let interruption: Interruption
  private let failFast: Bool
  private let progress: @Sendable (BatchProgress) -> Void
  private let total: Int
  private let summary: Locked<BatchSummary>

  init(
    total: Int, ignored: [InputScan.Ignored: Int], folder: OutputFolder, interruption: Interruption,
    failFast: Bool = false, progress: @escaping @Sendable (BatchProgress) -> Void = { _ in }
  ) {
    self.folder = folder
    self.interruption = interruption
    self.failFast = failFast
    self.progress = progress
    self.total = total
    summary = Locked(BatchSummary(ignored: ignored))
  }

  func enter(_ failures: [(path: BytePath, error: FileError)]) {
    summary.withLock { summary in
      for failure in failures {
        add(StageFailure(document: "\(failure.path)", stage: "scanning", cause: failure.error), to: &summary)
      }
    }
  }

  /// Counts a document that needs no work.
  func skip() { note { $0.skipped += 1 } }

  /// Counts why a document is worked at.
  func begin(_ reason: Plan.Reason) { summary.withLock { $0.reasons[reason.rawValue, default: 0] += 1 } }

  /// Enters what became of one document.
  func enter(_ finished: Finished) {
    note { summary in
      switch finished.outcome {
      case .done:
        summary.done += 1
        summary.words += finished.row.words
        summary.quotations += finished.row.quotations
      case .unchanged: summary.skipped += 1
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
        total: total, words: summary.words)
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
        0, total - summary.done - summary.skipped - summary.duplicates - summary.failed)
      add(&summary)
      return summary
    }
  }

  var current: BatchSummary { summary.withLock { $0 } }
}
