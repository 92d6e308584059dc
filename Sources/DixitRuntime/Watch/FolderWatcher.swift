#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Sees to it that changes in each folder are told, or remembers that they are not.
///
/// Each folder is judged by itself: its mount may not be that of its parent, and the system may stop watching more.
final class FolderWatcher: Sendable {
  private struct State {
    var mounts = MountTable()
    var polled: [BytePath: String] = [:]
    var isAtLimit = false
    var news: [WatchNotice] = []
  }

  private let source: any ChangeSource
  private let readMounts: @Sendable () -> MountTable
  private let roots: [BytePath]
  private let pollsAll: Bool
  private let state = Locked(State())

  init(
    _ source: any ChangeSource, roots: [BytePath], pollsAll: Bool,
    mounts: @escaping @Sendable () -> MountTable = MountTable.current
  ) {
    self.roots = roots
    self.source = source
    self.pollsAll = pollsAll
    readMounts = mounts
  }

  /// Before a walk.
  func refresh() {
    let mounts = readMounts()
    state.withLock { $0.mounts = mounts }
  }

  /// During a walk, with each folder before it is listed.
  func enter(_ folder: Folder, _ status: stat) {
    let device = UInt64(truncatingIfNeeded: status.st_dev)
    state.withLock { state in
      if pollsAll { return poll(folder.path, "asked for", &state) }
      if let type = state.mounts.type(of: folder, device: device), MountTable.isDeaf(type) {
        poll(folder.path, type, &state)
      }
      switch source.watch(folder.path) {
      case .watched: break
      case .deaf: poll(folder.path, "no events", &state)
      case .limit:
        if !state.isAtLimit { state.news.append(.watchLimit(folder.path)) }
        state.isAtLimit = true
        // Many more will follow: the whole inbox is quicker to look through than a list of its folders.
        poll(roots.first { folder.path.isWithin($0) } ?? folder.path, "watch limit", &state)
      }
    }
  }

  /// One folder stands for all below it.
  private func poll(_ path: BytePath, _ type: String, _ state: inout State) {
    if state.polled.keys.contains(where: { path.isWithin($0) }) { return }
    for below in state.polled.keys where below.isWithin(path) { state.polled[below] = nil }
    state.polled[path] = type
    if type != "asked for", type != "watch limit" { state.news.append(.polled(path, type: type)) }
  }

  var polled: [BytePath] { state.withLock { Array($0.polled.keys) } }

  func isPolled(_ path: BytePath) -> Bool {
    state.withLock { state in !state.polled.isEmpty && state.polled.keys.contains { path.isWithin($0) } }
  }

  /// What there is to tell since it was last asked.
  func takeNews() -> [WatchNotice] {
    state.withLock { state in
      defer { state.news = [] }
      return state.news
    }
  }
}
