/// How far a batch is.
public struct BatchProgress: Sendable {
  /// Documents that are done, skipped or failed.
  public let finished: Int
  /// Of them, those that needed no work.
  public let skipped: Int
  public let total: Int
  public let words: Int
}

/// What a batch did.
public struct BatchSummary: Sendable {
  /// Why it ended before its last document, other than by a signal.
  public enum Stop: Sendable {
    case file(FileError)
    case ledgerFull(BytePath)
    case ledgerBroken(BytePath, String)
    /// A document failed, and that was to be the end.
    case failure
  }

  /// How many failures a summary keeps; all stand in `failures.tsv`.
  public static let shownFailures = 20

  public internal(set) var done = 0
  /// Done in an earlier run, and nothing has changed.
  public internal(set) var skipped = 0
  /// Files that held several articles, all of which were handed in.
  public internal(set) var collections = 0
  /// Documents that are known of.
  var total = 0
  /// Files with the bytes of another, which was done in their place.
  public internal(set) var duplicates = 0
  /// Documents, and folders that could not be listed.
  public internal(set) var failed = 0
  /// Documents that were not tried.
  public internal(set) var remaining = 0
  public internal(set) var ignored: [InputScan.Ignored: Int] = [:]
  /// Documents that the ledger knows and whose files are gone.
  public internal(set) var removed: [BytePath] = []
  /// Whether their outputs were deleted.
  public internal(set) var deletedRemoved = false
  /// A file some of whose articles were not tried; nobody knows how many.
  public internal(set) var unfinished: BytePath?
  /// Why documents were done, or, in a rehearsal, would be.
  public internal(set) var reasons: [String: Int] = [:]
  public internal(set) var words = 0
  public internal(set) var quotations = 0
  public internal(set) var seconds = 0.0
  /// Of them, seconds for listing the inputs.
  public internal(set) var scanSeconds = 0.0
  public internal(set) var stop: Stop?
  public internal(set) var firstFailures: [StageFailure] = []
  public internal(set) var timings: [StageTiming] = []

  init(ignored: [InputScan.Ignored: Int] = [:]) { self.ignored = ignored }

  /// Counts a file that needs no work, and is so many documents.
  mutating func skip(_ count: Int) {
    skipped += count
    total += count - 1
  }

  public var wordsPerSecond: Double { seconds > 0 ? Double(words) / seconds : 0 }

  /// The status of a run that no signal ended.
  public var exitStatus: ExitStatus {
    switch stop {
    case .failure?: .someFailed
    case .some: .inputOutput
    case nil: failed > 0 ? .someFailed : .done
    }
  }
}
