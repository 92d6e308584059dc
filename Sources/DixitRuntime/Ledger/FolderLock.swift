#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Holds a folder for this process: the system lets go when the process ends, however it ends.
final class FolderLock: Sendable {
  private let descriptor: Int32

  /// Nil where another process, or another lock of this one, holds the folder.
  static func take(_ path: BytePath) throws(FileError) -> FolderLock? {
    let descriptor = try retrying(.create, path) {
      path.withCString { open($0, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644) }
    }
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return FolderLock(descriptor) }
    let code = errno
    close(descriptor)
    if code == EWOULDBLOCK { return nil }
    throw .system(.open, path: path, code: code)
  }

  private init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// Lets go at once: whoever still holds the object, or a child process its descriptor, holds the folder no more.
  func release() { _ = flock(descriptor, LOCK_UN) }

  deinit { close(descriptor) }
}
