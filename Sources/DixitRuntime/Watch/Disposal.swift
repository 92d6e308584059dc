#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where files go when they are done or have failed for good. Nothing is ever replaced: a second `a.txt` becomes
/// `a.txt.2`.
struct Disposal: Sendable {
  let onSuccess: SuccessAction
  let done: BytePath
  let failed: BytePath
  /// Whether failed files leave the inbox.
  let movesFailed: Bool
  let doneSuffix: String?

  enum Outcome: Sendable, Hashable {
    case kept
    case moved(to: BytePath, below: BytePath)
    case deleted
    /// It is not the file any more that was processed.
    case changed
  }

  init(_ options: WatchOptions) {
    let output = options.batch.output.resolved ?? options.batch.output
    onSuccess = options.onSuccess
    done = options.doneFolder ?? output.appending(BytePath("done"))
    failed = options.failedFolder ?? output.appending(BytePath("failed"))
    movesFailed = options.failedFolder != nil || options.onSuccess != .keep
    doneSuffix = options.doneSuffix
  }

  /// Puts away a file that is done.
  func settle(_ file: InputFile, _ signature: FileSignature) throws(FileError) -> Outcome {
    switch onSuccess {
    case .keep: return .kept
    case .move: return try move(file, signature, to: done)
    case .delete:
      let folder = try file.openFolder()
      guard isSame(file, signature, in: folder) else { return .changed }
      try folder.remove(file.entry.name)
      try removeMarker(of: file, in: folder)
      return .deleted
    }
  }

  /// Puts away a file that failed for good, and writes the reason where it would be or is.
  func reject(_ file: InputFile, _ signature: FileSignature?, reason: JSONValue) throws(FileError) -> Outcome {
    var outcome = Outcome.kept
    var name = file.name
    if movesFailed, let signature {
      outcome = try move(file, signature, to: failed)
      if case .moved(_, let below) = outcome { name = below }
      if case .changed = outcome { return .changed }
    }
    let folder = try Self.make(failed).folder(name.parent) { _ in }
    try Files.replace(
      name.name.appending(suffix: Self.reasonSuffix), in: folder, with: Array((reason.line + "\n").utf8))
    return outcome
  }

  static let reasonSuffix = ".error.json"

  /// Takes away the reason of a file that has failed earlier and is done now.
  func forget(_ name: BytePath) throws(FileError) {
    do throws(FileError) {
      try Folder(failed).folder(name.parent).remove(name.name.appending(suffix: Self.reasonSuffix))
    } catch {
      if error.code != ENOENT { throw error }
    }
  }

  /// Puts a failed file back where it was.
  func restore(_ from: InputFile, to file: InputFile) throws(FileError) {
    let (source, target) = (try from.openFolder(), try Self.make(file.root).folder(file.entry.parent) { _ in })
    try Files.link(from.entry.name, in: source, to: file.entry.name, in: target)
    try target.synchronize()
    try source.remove(from.entry.name)
    try source.remove(from.entry.name.appending(suffix: Self.reasonSuffix))
  }

  private func isSame(_ file: InputFile, _ signature: FileSignature, in folder: Folder) -> Bool {
    guard let status = folder.status(of: file.entry.name), status.st_mode & S_IFMT == S_IFREG else { return false }
    return FileSignature(status) == signature
  }

  private func move(
    _ file: InputFile, _ signature: FileSignature, to base: BytePath
  ) throws(FileError) -> Outcome {
    let folder = try file.openFolder()
    guard isSame(file, signature, in: folder) else { return .changed }
    let target = try Self.make(base).folder(file.name.parent) { _ in }
    var name = file.name
    var number = 1
    while true {
      do throws(FileError) {
        try Files.link(file.entry.name, in: folder, to: name.name, in: target)
        break
      } catch {
        guard error.code == EEXIST else { throw error }
        number += 1
        name = file.name.appending(suffix: ".\(number)")
      }
    }
    // The new name is on the disk before the old one goes.
    try target.synchronize()
    try folder.remove(file.entry.name)
    try removeMarker(of: file, in: folder)
    return .moved(to: base, below: name)
  }

  private func removeMarker(of file: InputFile, in folder: Folder) throws(FileError) {
    if let doneSuffix { try folder.remove(file.entry.name.appending(suffix: doneSuffix)) }
  }

  private static func make(_ path: BytePath) throws(FileError) -> Folder {
    try Files.makeFolder(path)
    return try Folder(path)
  }
}
