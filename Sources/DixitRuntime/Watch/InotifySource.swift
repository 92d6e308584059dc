#if os(Linux)
  import Dispatch
  import Glibc

  /// Linux's way: one watch a folder, one queue of events for all.
  ///
  /// Writing alone is no event here: closing is, and a file that nobody closes is found by listing. A folder that is
  /// new or was moved is handed over to be listed, for things may have happened in it before it was watched.
  ///
  /// `@unchecked Sendable` because `folders` changes: only on `queue`, which is serial.
  final class InotifySource: ChangeSource, @unchecked Sendable {
    private static let mask = UInt32(
      IN_CLOSE_WRITE | IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF
        | IN_ONLYDIR | IN_EXCL_UNLINK)

    private let descriptor: Int32
    private let changes: Changes
    private let queue = DispatchQueue(label: "dixit.inotify")
    private let source: any DispatchSourceRead
    private var folders: [Int32: BytePath] = [:]

    /// Nil where the system has no more queues of events to give.
    init?(_ changes: Changes) {
      descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
      guard descriptor >= 0 else { return nil }
      self.changes = changes
      source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
      source.setEventHandler { [weak self] in self?.drain() }
      source.setCancelHandler { [descriptor] in close(descriptor) }
      source.resume()
    }

    func stop() { source.cancel() }
    deinit { source.cancel() }

    func watch(_ folder: BytePath) -> Watching {
      queue.sync {
        let number = folder.withCString { inotify_add_watch(descriptor, $0, Self.mask) }
        // The same folder by another name keeps its number: the name that it has now counts.
        if number >= 0 { folders[number] = folder }
        return number >= 0 ? .watched : errno == ENOSPC ? .limit : .deaf
      }
    }

    private func drain() {
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      var news = Changes.News()
      while true {
        let count = buffer.withUnsafeMutableBufferPointer { Files.readAgain(descriptor, $0.baseAddress!, $0.count) }
        if count <= 0 { break }
        parse(buffer[..<count], &news)
      }
      changes.add(entries: news.entries, folders: news.folders, isLost: news.isLost)
    }

    /// Events are four numbers of 32 bits (watch, mask, cookie, length) and a name padded with NUL.
    private func parse(_ bytes: ArraySlice<UInt8>, _ news: inout Changes.News) {
      var rest = bytes
      while rest.count >= 16 {
        let (watch, mask, length) = rest.withUnsafeBytes {
          (
            $0.loadUnaligned(as: Int32.self), $0.loadUnaligned(fromByteOffset: 4, as: UInt32.self),
            Int($0.loadUnaligned(fromByteOffset: 12, as: UInt32.self))
          )
        }
        let name = BytePath(rest.dropFirst(16).prefix(length).prefix { $0 != 0 })
        rest = rest.dropFirst(16 + length)
        take(watch, mask, name, &news)
      }
    }

    private func take(_ watch: Int32, _ mask: UInt32, _ name: BytePath, _ news: inout Changes.News) {
      let has = { (flag: Int32) in mask & UInt32(flag) != 0 }
      if has(Int32(IN_Q_OVERFLOW)) {
        news.isLost = true
        return
      }
      guard let folder = folders[watch] else { return }
      if has(Int32(IN_IGNORED)) {
        folders[watch] = nil
        return
      }
      if has(Int32(IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT)) {
        news.folders.insert(folder)
      } else if mask & IN_ISDIR.rawBits != 0 {
        takeFolder(folder.appending(name), isGone: has(Int32(IN_MOVED_FROM)), &news)
      } else if !has(Int32(IN_MOVED_FROM)) {
        news.entries.insert(folder.appending(name))
      }
    }

    private func takeFolder(_ path: BytePath, isGone: Bool, _ news: inout Changes.News) {
      if !isGone {
        news.folders.insert(path)
        return
      }
      // Its watches would go on to tell its old name.
      for (number, folder) in folders where folder.isWithin(path) {
        inotify_rm_watch(descriptor, number)
        folders[number] = nil
      }
    }
  }

  extension BinaryInteger {
    /// The bits of a flag, which headers give one type here and another there.
    fileprivate var rawBits: UInt32 { UInt32(truncatingIfNeeded: self) }
  }
#endif
