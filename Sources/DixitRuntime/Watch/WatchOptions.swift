/// What becomes of a file in the inbox once its outputs are safe.
public enum SuccessAction: String, Sendable, CaseIterable { case keep, move, delete }

/// What the user asked a watch for.
public struct WatchOptions: Sendable {
  public var inboxes: [BytePath]
  /// How documents are done; its inputs are not asked.
  public var batch: Batch.Options
  public var onSuccess = SuccessAction.keep
  /// Where done files are moved to; nil: `done` in the output folder.
  public var doneFolder: BytePath?
  /// Where failed files are moved to, with the reason beside; nil: `failed` in the output folder.
  public var failedFolder: BytePath?
  /// A file is taken only when another one is beside it, with this behind its name.
  public var doneSuffix: String?
  /// Seconds that a file must look the same; nil: 2, or 5 where folders are polled.
  public var settle: Double?
  public var tries = 3
  /// Seconds before the second try.
  public var backOff = 10.0
  /// Look for changes and wait for no events.
  public var polls = false
  /// Seconds between two looks at folders that tell of no changes.
  public var pollInterval = 5.0
  /// Seconds between two listings of everything.
  public var rescanInterval = 60.0
  /// Seconds between two looks whether the inboxes are there.
  var lookInterval = 1.0
  /// Seconds between two signs of life.
  public var heartbeat = 60.0
  /// End when there is nothing more to do.
  public var once = false

  public init(inboxes: [BytePath], output: BytePath) {
    self.inboxes = inboxes
    batch = Batch.Options(inputs: inboxes, output: output)
    batch.duplicates = .link
    // Whoever waits for outputs may take them away.
    batch.missesOutputs = false
  }
}

/// What a watch tells whoever runs it.
public enum WatchNotice: Sendable {
  /// Everything was listed; from now on changes count.
  case ready(inboxes: Int, waiting: Int)
  case heartbeat(WatchCounts)
  case done(BytePath, words: Int, quotations: Int)
  case duplicate(BytePath, of: BytePath)
  case failed(StageFailure, attempts: Int, retryAfter: Double?)
  case moved(BytePath, to: BytePath)
  /// A file could not be moved or deleted, or its reason not be written.
  case keptBack(FileError)
  case unreadable(FileError)
  case lostEvents
  case watchLimit(BytePath)
  case polled(BytePath, type: String)
  case inboxGone(BytePath)
  case inboxBack(BytePath)
  case stuck(WorkInHand)
  case retryRequested(Int)
}

public struct WatchCounts: Sendable, Hashable {
  public var done = 0
  public var duplicates = 0
  public var failed = 0
  /// Files that must still look the same for a while, or be tried again.
  public var waiting = 0
  public var inFlight = 0
}
