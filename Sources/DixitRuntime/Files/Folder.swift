#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// An open folder: what is opened through it lies below it, whatever happens to its name meanwhile.
///
/// Names below it are followed one by one and never through a symbolic link, so nothing outside can be reached.
final class Folder: Sendable {
  let descriptor: Int32
  /// For messages.
  let path: BytePath

  /// Opens a folder that the user named; links in that name are the user's own.
  convenience init(_ path: BytePath) throws(FileError) {
    self.init(
      try retrying(.open, path) { path.withCString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) } }, path)
  }

  private init(_ descriptor: Int32, _ path: BytePath) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit { close(descriptor) }

  /// The folder some names below this one.
  ///
  /// - Parameter makes: called with the folder in which one was missing, and made.
  func folder(_ name: BytePath, makes: ((Folder) -> Void)? = nil) throws(FileError) -> Folder {
    var folder = self
    for component in name.components { folder = try folder.child(component, makes: makes) }
    return folder
  }

  private func child(_ name: BytePath, makes: ((Folder) -> Void)?) throws(FileError) -> Folder {
    let path = path.appending(name)
    do throws(FileError) {
      return Folder(try openEntry(name, O_RDONLY | O_DIRECTORY), path)
    } catch {
      // What the system says of a link to a folder is that it is none.
      if error.code == ENOTDIR, isLink(name) { throw .system(.open, path: path, code: ELOOP) }
      guard let makes, error.code == ENOENT else { throw error }
      if name.withCString({ mkdirat(descriptor, $0, 0o755) }) == 0 {
        makes(self)
      } else if errno != EEXIST {
        throw .system(.create, path: path, code: errno)
      }
      return Folder(try openEntry(name, O_RDONLY | O_DIRECTORY), path)
    }
  }

  /// Opens one entry, never through a link and never waiting for a pipe.
  ///
  /// - Precondition: `name` is one name, without slashes.
  func openEntry(_ name: BytePath, _ flags: Int32, mode: mode_t = 0) throws(FileError) -> Int32 {
    try retrying(flags & O_CREAT == 0 ? .open : .create, path.appending(name)) {
      name.withCString { openat(descriptor, $0, flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, mode) }
    }
  }

  /// What the system says of an entry, itself and not what it links to; nil where it is not there.
  func status(of name: BytePath) -> stat? {
    var status = stat()
    return name.withCString({ fstatat(descriptor, $0, &status, AT_SYMLINK_NOFOLLOW) }) == 0 ? status : nil
  }

  /// Whether an entry is a folder, itself and not what it links to.
  func isFolder(_ name: BytePath) -> Bool { status(of: name).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false }

  private func isLink(_ name: BytePath) -> Bool { status(of: name).map { $0.st_mode & S_IFMT == S_IFLNK } ?? false }

  func contains(_ name: BytePath) -> Bool { name.withCString { faccessat(descriptor, $0, F_OK, 0) } == 0 }

  func remove(_ name: BytePath) throws(FileError) {
    if name.withCString({ unlinkat(descriptor, $0, 0) }) != 0, errno != ENOENT {
      throw .system(.remove, path: path.appending(name), code: errno)
    }
  }

  /// Deletes a folder in it that has nothing in it, and says whether it did.
  func removeIfEmpty(_ name: BytePath) -> Bool { name.withCString { unlinkat(descriptor, $0, AT_REMOVEDIR) } == 0 }

  /// Gives an entry another name, in this folder or in another; what had the name is replaced at once.
  func rename(_ name: BytePath, to other: Folder, _ newName: BytePath) throws(FileError) {
    _ = try retrying(.rename, other.path.appending(newName)) {
      name.withCString { from in newName.withCString { renameat(descriptor, from, other.descriptor, $0) } }
    }
  }

  /// Gives an entry a second name. Never replaces one: fails with `EEXIST`.
  func link(_ name: BytePath, to other: Folder, _ newName: BytePath) throws(FileError) {
    _ = try retrying(.create, other.path.appending(newName)) {
      name.withCString { from in newName.withCString { linkat(descriptor, from, other.descriptor, $0, 0) } }
    }
  }

  /// Returns when the names in it are on the disk.
  func synchronize() throws(FileError) {
    _ = try retrying(.write, path) { fsync(descriptor) }
  }

  /// The names in it but `.` and `..`, in no order.
  func names() throws(FileError) -> [BytePath] {
    // A descriptor of its own: one that was copied would share the place where reading stands.
    let descriptor = try openEntry(BytePath("."), O_RDONLY | O_DIRECTORY)
    guard let stream = fdopendir(descriptor) else {
      let code = errno
      close(descriptor)
      throw .system(.list, path: path, code: code)
    }
    defer { closedir(stream) }
    var names: [BytePath] = []
    errno = 0
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: UInt8.self, capacity: 256) {
          BytePath(
            UnsafeBufferPointer(start: $0, count: strlen(UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))))
        }
      }
      if name.bytes != [0x2E], name.bytes != [0x2E, 0x2E] { names.append(name) }
      errno = 0
    }
    if errno != 0 { throw .system(.list, path: path, code: errno) }
    return names
  }
}
