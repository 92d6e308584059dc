/// What tells of changes in folders as they happen. It may be slow, deaf or wrong: a listing has the last word.
protocol ChangeSource: Sendable {
  /// Tells from now on of what happens to a folder's entries, not to theirs.
  func watch(_ folder: BytePath) -> Watching
  func stop()
}

/// Whether a folder's changes will be told.
enum Watching: Sendable, Hashable {
  case watched
  /// The system watches no more folders.
  case limit
  /// This folder cannot be watched.
  case deaf
}

/// Where nothing tells of changes.
struct NoChangeSource: ChangeSource {
  func watch(_ folder: BytePath) -> Watching { .deaf }
  func stop() {}
}

/// What happened since somebody last looked, without order and without doubles: a file that changed a hundred times
/// is one entry.
final class Changes: Sendable {
  struct News: Sendable {
    /// Files, or whatever has such a path.
    var entries: Set<BytePath> = []
    /// Folders to list, with all below.
    var folders: Set<BytePath> = []
    /// Some changes were not told: everything must be listed.
    var isLost = false
  }

  /// More than this is no news but a listing.
  static let most = 100_000

  private let news = Locked(News())
  private let bell: Bell

  init(bell: Bell) { self.bell = bell }

  func add(entries: some Sequence<BytePath> = [], folders: some Sequence<BytePath> = [], isLost: Bool = false) {
    news.withLock { news in
      news.entries.formUnion(entries)
      news.folders.formUnion(folders)
      if isLost || news.entries.count > Self.most { news = News(isLost: true) }
    }
    bell.ring()
  }

  var isEmpty: Bool { news.withLock { $0.entries.isEmpty && $0.folders.isEmpty && !$0.isLost } }

  func take() -> News {
    news.withLock { news in
      defer { news = News() }
      return news
    }
  }
}
