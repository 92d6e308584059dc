#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Holds a folder for this process: the system lets go when the process ends, however it ends.
final class FolderLock: Sendable {
  static let name = BytePath("lock")

  private let descriptor: Int32

  /// Nil where another process, or another lock of this one, holds the folder.
  static func take(in folder: Folder, purpose: String) throws(FileError) -> FolderLock? {
    let path = folder.path.appending(name)
    let descriptor = try folder.openEntry(name, O_RDWR | O_CREAT, mode: 0o644)
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      close(descriptor)
      if code == EWOULDBLOCK { return nil }
      throw .system(.open, path: path, code: code)
    }
    let lock = FolderLock(descriptor)
    ftruncate(descriptor, 0)
    // For people alone: that it is held is what counts.
    try? Files.append(Array("\(purpose) \(getpid())\n".utf8), to: descriptor, path)
    return lock
  }

  /// What holds a folder, such as `watch 1234`; nil where nothing does.
  static func holder(of folder: Folder) -> String? {
    guard let descriptor = try? folder.openEntry(name, O_RDWR) else { return nil }
    defer { close(descriptor) }
    if flock(descriptor, LOCK_SH | LOCK_NB) == 0 { return nil }
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = bytes.withUnsafeMutableBufferPointer { Files.readAgain(descriptor, $0.baseAddress!, $0.count) }
    let line = bytes[..<max(0, count)].prefix { $0 != UInt8(ascii: "\n") }
    return String(decoding: line, as: UTF8.self)
  }

  private init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// Lets go at once: whoever still holds the object, or a child process its descriptor, holds the folder no more.
  func release() { _ = flock(descriptor, LOCK_UN) }

  deinit { close(descriptor) }
}
