#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The watched folders, and how their files are called: below one inbox by their path in it, below several by the
/// inbox's own name too.
struct Inboxes: Sendable {
  struct Inbox: Sendable, Hashable {
    /// Absolute, without links.
    let path: BytePath
    let prefix: BytePath
  }

  let all: [Inbox]
  let filter: InputScan.Filter
  let doneSuffix: String?

  init(_ options: WatchOptions) throws(BatchError) {
    filter = options.batch.filter
    doneSuffix = options.doneSuffix
    var inboxes: [Inbox] = []
    for path in options.inboxes {
      guard let resolved = path.resolved, Files.isFolder(resolved) else {
        throw .unreadable(.system(.open, path: path, code: Files.exists(path) ? ENOTDIR : ENOENT))
      }
      let prefix = options.inboxes.count == 1 ? BytePath([]) : resolved.name
      if let other = inboxes.first(where: { $0.prefix == prefix }) {
        throw .sameOutput(prefix, first: other.path, second: resolved)
      }
      if let other = inboxes.first(where: { resolved.isWithin($0.path) || $0.path.isWithin(resolved) }) {
        throw .nestedInboxes(other.path, resolved)
      }
      inboxes.append(Inbox(path: resolved, prefix: prefix))
    }
    all = inboxes
  }

  func inbox(of path: BytePath) -> Inbox? { all.first { path.isWithin($0.path) } }

  /// The file of a name below the output folder.
  func file(_ name: BytePath) -> InputFile? {
    for inbox in all {
      if let entry = inbox.prefix.bytes.isEmpty ? name : name.dropping(inbox.prefix) {
        return InputFile(root: inbox.path, entry: entry, name: name)
      }
    }
    return nil
  }

  /// The file that something happened to, if it is one that is wanted; for a marker, the file that it marks.
  func file(at path: BytePath) -> InputFile? {
    guard let inbox = inbox(of: path), var entry = path.dropping(inbox.path) else { return nil }
    if let doneSuffix, entry.hasEnding([doneSuffix]) { entry = BytePath(entry.bytes.dropLast(doneSuffix.utf8.count)) }
    guard filter.accepts(entry) else { return nil }
    return InputFile(root: inbox.path, entry: entry, name: inbox.prefix.appending(entry))
  }

  /// Whether the file's marker is there, or none is asked for.
  func isReleased(_ file: InputFile) -> Bool {
    guard let doneSuffix else { return true }
    return (try? file.openFolder().contains(file.entry.name.appending(suffix: doneSuffix))) ?? false
  }
}

extension InputScan.Filter {
  /// Whether a path below an input is one that a walk would find.
  func accepts(_ entry: BytePath) -> Bool {
    let components = entry.components
    if components.contains(where: { $0.bytes.first == UInt8(ascii: ".") || IgnoredNames.contain($0) }) { return false }
    if let maximumDepth, components.count - 1 > maximumDepth { return false }
    var path = BytePath([])
    for component in components {
      path = path.appending(component)
      if excludes(path) { return false }
    }
    return wants(entry)
  }

  /// Whether a walk would enter a folder below an input.
  func enters(_ entry: BytePath) -> Bool {
    var all = self
    all.include = [NamePattern(BytePath("*"))]
    return all.accepts(entry.appending(BytePath("x")))
  }
}
