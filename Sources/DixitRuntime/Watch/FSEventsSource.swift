#if os(macOS)
  import CoreServices
  import Darwin
  import Dispatch
  import Synchronization

  /// The way of macOS: one stream an inbox tells of all that is below it.
  final class FSEventsSource: ChangeSource {
    private let changes: Changes
    private let queue = DispatchQueue(label: "dixit.fsevents")
    private let streams = Locked<[(root: BytePath, stream: Stream)]>([])

    /// A stream ends with its owner.
    private final class Stream: @unchecked Sendable {
      let reference: FSEventStreamRef
      init(_ reference: FSEventStreamRef) { self.reference = reference }

      deinit {
        FSEventStreamStop(reference)
        FSEventStreamInvalidate(reference)
        FSEventStreamRelease(reference)
      }
    }

    init?(_ changes: Changes) { self.changes = changes }

    func stop() { streams.withLock { $0 = [] } }

    func watch(_ folder: BytePath) -> Watching {
      streams.withLock { streams in
        if streams.contains(where: { folder.isWithin($0.root) }) { return .watched }
        guard let stream = start(folder) else { return .deaf }
        streams.append((folder, stream))
        return .watched
      }
    }

    private func start(_ folder: BytePath) -> Stream? {
      guard let path = String(validating: folder.bytes, as: UTF8.self) else { return nil }
      var context = FSEventStreamContext(
        version: 0, info: Unmanaged.passUnretained(changes).toOpaque(), retain: nil, release: nil,
        copyDescription: nil)
      let flags = FSEventStreamCreateFlags(kFSEventStreamCreateFlagFileEvents | kFSEventStreamCreateFlagWatchRoot)
      guard
        let reference = FSEventStreamCreate(
          nil, { _, info, count, paths, flags, _ in FSEventsSource.take(info, count, paths, flags) }, &context,
          [path] as CFArray, FSEventStreamEventId(kFSEventStreamEventIdSinceNow), 0.2, flags)
      else { return nil }
      FSEventStreamSetDispatchQueue(reference, queue)
      FSEventStreamStart(reference)
      return Stream(reference)
    }

    private static func take(
      _ info: UnsafeMutableRawPointer?, _ count: Int, _ paths: UnsafeMutableRawPointer,
      _ flags: UnsafePointer<FSEventStreamEventFlags>
    ) {
      let changes = Unmanaged<Changes>.fromOpaque(info!).takeUnretainedValue()
      let names = paths.assumingMemoryBound(to: UnsafePointer<CChar>.self)
      var news = Changes.News()
      for index in 0..<count {
        let path = BytePath(
          UnsafeBufferPointer(start: names[index], count: strlen(names[index])).map { UInt8(bitPattern: $0) })
        let has = { (flag: Int) in flags[index] & FSEventStreamEventFlags(flag) != 0 }
        if has(kFSEventStreamEventFlagMustScanSubDirs) {
          news.isLost = true
        } else if has(kFSEventStreamEventFlagItemIsDir) || has(kFSEventStreamEventFlagRootChanged) {
          news.folders.insert(path)
        } else {
          news.entries.insert(path)
        }
      }
      changes.add(entries: news.entries, folders: news.folders, isLost: news.isLost)
    }
  }
#endif
