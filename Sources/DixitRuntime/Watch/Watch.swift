import Dispatch

/// Folders whose files are annotated as they come.
public struct Watch: Sendable {
  let options: WatchOptions
  let workshop: Workshop
  let interruption: Interruption
  let notice: @Sendable (WatchNotice) -> Void
  /// What tells of changes; nil: the system's way.
  var makeSource: @Sendable (Changes) -> (any ChangeSource)?
  /// Nanoseconds that only go forward.
  var clock: @Sendable () -> UInt64 = { DispatchTime.now().uptimeNanoseconds }

  /// - Parameters:
  ///   - interruption: ends the watch; what is at hand is finished.
  ///   - notice: called by one thread at a time.
  public init(
    _ options: WatchOptions, _ workshop: Workshop, interruption: Interruption = Interruption(),
    notice: @escaping @Sendable (WatchNotice) -> Void = { _ in }
  ) {
    self.options = options
    self.workshop = workshop
    self.interruption = interruption
    self.notice = notice
    makeSource = Self.systemSource
  }

  private static let systemSource: @Sendable (Changes) -> (any ChangeSource)? = { changes in
    #if os(Linux)
      InotifySource(changes)
    #elseif os(macOS)
      FSEventsSource(changes)
    #else
      nil
    #endif
  }

  /// Refuses what no watch should begin with.
  public static func check(_ options: WatchOptions) throws(BatchError) {
    try OutputRules.check(inputs: options.inboxes, output: options.batch.output)
    for folder in [options.doneFolder, options.failedFolder].compactMap({ $0 }) {
      for inbox in options.inboxes {
        if let own = folder.resolved, let other = inbox.resolved, own.isWithin(other) {
          throw .outputInInput(output: folder, input: inbox)
        }
      }
    }
    _ = try Inboxes(options)
  }

  /// Watches until it is interrupted, nothing can be written any more, or, with `once`, all is done.
  public func run() throws(BatchError) -> BatchSummary {
    try Self.check(options)
    let session = try WatchSession(self)
    session.run()
    return session.close()
  }
}
