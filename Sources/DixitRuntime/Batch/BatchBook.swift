import Dispatch
import Synchronization

/// Keeps the books of one batch: counts, the ledger, the list of failures.
///
/// Results come in one at a time, in the order of submission; the lock is for whoever looks from elsewhere.
final class BatchBook: Sendable {
  let folder: OutputFolder
  private let interruption: Interruption
  private let progress: @Sendable (BatchProgress) -> Void
  private let total: Int
  private let summary: Mutex<BatchSummary>

  init(
    scan: InputScan, folder: OutputFolder, interruption: Interruption,
    progress: @escaping @Sendable (BatchProgress) -> Void
  ) {
    self.folder = folder
    self.interruption = interruption
    self.progress = progress
    total = scan.files.count + scan.failures.count
    summary = Mutex(BatchSummary(ignored: scan.ignored))
    for failure in scan.failures {
      summary.withLock {
        add(StageFailure(document: "\(failure.path)", stage: "scanning", cause: failure.error), to: &$0)
      }
    }
  }

  /// Enters one document's result.
  func enter(_ task: DocumentTask, _ result: Result<DocumentTask.Written?, StageFailure>) {
    let state = summary.withLock { summary in
      switch result {
      case .success(let written?):
        summary.done += 1
        summary.words += written.words
        summary.quotations += written.quotations
        record(task.row(written, error: nil), &summary)
      case .success(nil):
        summary.skipped += 1
      case .failure(let failure):
        fail(task, failure, &summary)
      }
      return BatchProgress(
        finished: summary.done + summary.skipped + summary.failed, total: total, words: summary.words)
    }
    progress(state)
  }

  /// A full disk is no fault of the document: the batch stops, and the document is done when there is room.
  private func fail(_ task: DocumentTask, _ failure: StageFailure, _ summary: inout BatchSummary) {
    if let error = failure.cause as? FileError, error.isDiskFull { return stop(error, &summary) }
    if Ledger.isDiskFull(failure.cause) { return stop(.ledgerFull(folder.path), &summary) }
    add(failure, to: &summary)
    record(task.row(nil, error: "\(failure.stage): \(failure.cause)"), &summary)
  }

  private func add(_ failure: StageFailure, to summary: inout BatchSummary) {
    summary.failed += 1
    if summary.firstFailures.count < BatchSummary.shownFailures { summary.firstFailures.append(failure) }
    let line = [failure.document, failure.stage, "\(failure.cause)"].map(Self.cell).joined(separator: "\t") + "\n"
    do throws(FileError) {
      try Files.append(Array(line.utf8), to: folder.failures, folder.failuresPath)
    } catch {
      stop(error, &summary)
    }
  }

  private static func cell(_ text: String) -> String {
    text.replacing("\t", with: " ").replacing("\n", with: " ").replacing("\r", with: " ")
  }

  private func record(_ row: Ledger.Row, _ summary: inout BatchSummary) {
    attempt(&summary) { try folder.ledger.record(row) }
  }

  private func attempt(_ summary: inout BatchSummary, _ write: () throws -> Void) {
    do {
      try write()
    } catch {
      stop(Ledger.isDiskFull(error) ? .ledgerFull(folder.path) : .ledgerBroken(folder.path, "\(error)"), &summary)
    }
  }

  private func stop(_ reason: BatchSummary.Stop, _ summary: inout BatchSummary) {
    if summary.stop == nil { summary.stop = reason }
    interruption.request()
  }

  private func stop(_ error: FileError, _ summary: inout BatchSummary) { stop(.file(error), &summary) }

  /// Writes what is left and returns the summary.
  func close(timings: [StageTiming], since start: UInt64) -> BatchSummary {
    summary.withLock { summary in
      attempt(&summary) { try folder.finish() }
      summary.remaining = total - summary.done - summary.skipped - summary.failed
      summary.timings = timings
      summary.seconds = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
      return summary
    }
  }
}
