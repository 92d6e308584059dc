import CSystem

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Reading and writing whole files by descriptor.
package enum Files {
  /// Reads a file that the user named.
  package static func read(_ path: BytePath, limit: Int) throws(FileError) -> [UInt8] {
    try read(InputFile(givenByName: path), limit: limit).bytes
  }

  /// Reads a regular file, and tells what it was while it was read.
  ///
  /// Whatever was written to it meanwhile makes it fail: what is returned was the whole file at one moment.
  static func read(_ file: InputFile, limit: Int) throws(FileError) -> (bytes: [UInt8], signature: FileSignature) {
    let descriptor = try file.open()
    defer { close(descriptor) }
    let before = try status(of: descriptor, file.path)
    guard before.st_mode & S_IFMT == S_IFREG else { throw .notRegular(file.path) }
    let size = Int(before.st_size)
    guard size <= limit else { throw .tooLarge(file.path, bytes: size, limit: limit) }
    let bytes = try read(descriptor, upTo: size + 1, file.path)
    let signature = FileSignature(before)
    guard bytes.count == size, try FileSignature(status(of: descriptor, file.path)) == signature else {
      throw .changed(file.path)
    }
    return (bytes, signature)
  }

  private static func status(of descriptor: Int32, _ path: BytePath) throws(FileError) -> stat {
    var status = stat()
    _ = try retrying(.open, path) { fstat(descriptor, &status) }
    return status
  }

  private static func read(_ descriptor: Int32, upTo count: Int, _ path: BytePath) throws(FileError) -> [UInt8] {
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let got = readAgain(descriptor, buffer.baseAddress! + filled, count - filled)
        if got < 0 { code = errno }
        if got <= 0 { return }
        filled += got
      }
    }
    if code != 0 { throw .system(.read, path: path, code: code) }
    return bytes
  }

  /// Reads what is there, up to `count` bytes; 0 at the end, -1 for an error.
  package static func readAgain(_ descriptor: Int32, _ start: UnsafeMutablePointer<UInt8>, _ count: Int) -> Int {
    while true {
      let got = Self.systemRead(descriptor, start, count)
      if got >= 0 || errno != EINTR { return got }
    }
  }

  /// Reads what does not know its size before it is read, such as the files of `/proc`.
  static func readStream(_ path: BytePath, limit: Int) throws(FileError) -> [UInt8] {
    let descriptor = try InputFile(givenByName: path).open()
    defer { close(descriptor) }
    return try read(descriptor, upTo: limit, path)
  }

  /// Writes a new file in a folder; what had its name is emptied first. The disk may have it later.
  static func write(_ bytes: [UInt8], to name: BytePath, in folder: Folder) throws(FileError) {
    let path = folder.path.appending(name)
    let descriptor = try folder.openEntry(name, O_WRONLY | O_CREAT | O_TRUNC, mode: 0o644)
    do throws(FileError) {
      try append(bytes, to: descriptor, path)
      beginToSave(descriptor)
    } catch {
      close(descriptor)
      throw error
    }
    // Some file systems report a full disk only here.
    if close(descriptor) != 0, errno != EINTR { throw .system(.write, path: path, code: errno) }
  }

  /// Lets the system begin to write to the disk what a later `synchronize` will wait for: many files go there side by
  /// side then, which costs half of one after another.
  private static func beginToSave(_ descriptor: Int32) {
    dixit_begin_sync(descriptor)
  }

  /// Returns when a file's bytes are on the disk.
  static func synchronize(_ name: BytePath, in folder: Folder) throws(FileError) {
    let descriptor = try folder.openEntry(name, O_RDONLY)
    defer { close(descriptor) }
    _ = try retrying(.write, folder.path.appending(name)) { fsync(descriptor) }
  }

  /// Replaces a small file at once, and returns when the disk has it.
  static func replace(_ name: BytePath, in folder: Folder, with bytes: [UInt8]) throws(FileError) {
    let temporary = BytePath(Array(".".utf8) + name.bytes.suffix(240) + Array(".part".utf8))
    do throws(FileError) {
      try write(bytes, to: temporary, in: folder)
      try synchronize(temporary, in: folder)
      try folder.rename(temporary, to: folder, name)
    } catch {
      try? folder.remove(temporary)
      throw error
    }
  }

  /// The same of a file that the user named.
  package static func replace(_ path: BytePath, with bytes: [UInt8]) throws(FileError) {
    try replace(path.name, in: Folder(path.parent), with: bytes)
  }

  /// Gives a file a second name, or copies it where the file system has no more links, or none.
  static func link(
    _ name: BytePath, in folder: Folder, to newName: BytePath, in newFolder: Folder
  ) throws(FileError) {
    do throws(FileError) {
      try folder.link(name, to: newFolder, newName)
    } catch {
      if error.isDiskFull || error.code == ENOENT || error.code == EEXIST { throw error }
      try copy(name, in: folder, to: newName, in: newFolder)
    }
  }

  private static func copy(
    _ name: BytePath, in folder: Folder, to newName: BytePath, in newFolder: Folder
  ) throws(FileError) {
    let source = try folder.openEntry(name, O_RDONLY)
    defer { close(source) }
    let path = newFolder.path.appending(newName)
    let target = try newFolder.openEntry(newName, O_WRONLY | O_CREAT | O_EXCL, mode: 0o644)
    defer { close(target) }
    do throws(FileError) {
      while true {
        let bytes = try read(source, upTo: 1 << 20, folder.path.appending(name))
        if bytes.isEmpty { break }
        try append(bytes, to: target, path)
      }
      _ = try retrying(.write, path) { fsync(target) }
    } catch {
      try? newFolder.remove(newName)
      throw error
    }
  }

  /// Writes all bytes to an open descriptor.
  package static func append(_ bytes: [UInt8], to descriptor: Int32, _ path: BytePath) throws(FileError) {
    var start = 0
    while start < bytes.count {
      start += try retrying(.write, path) {
        bytes.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress! + start, bytes.count - start) }
      }
    }
  }

  /// Makes a folder and those above it.
  static func makeFolder(_ path: BytePath) throws(FileError) {
    if path.withCString({ mkdir($0, 0o755) }) == 0 || isFolder(path) { return }
    let code = errno
    let parent = path.parent
    guard code == ENOENT, parent != path else {
      throw .system(.create, path: path, code: code == EEXIST ? ENOTDIR : code)
    }
    try makeFolder(parent)
    if path.withCString({ mkdir($0, 0o755) }) != 0, !isFolder(path) {
      throw .system(.create, path: path, code: errno)
    }
  }

  /// Leaves `errno` as it is where the answer is no.
  static func isFolder(_ path: BytePath) -> Bool {
    let before = errno
    var status = stat()
    let exists = path.withCString { stat($0, &status) } == 0 && status.st_mode & S_IFMT == S_IFDIR
    if !exists { errno = before }
    return exists
  }

  package static func exists(_ path: BytePath) -> Bool { path.withCString { access($0, F_OK) } == 0 }
}

extension Files {
  // The names of the C library, which the functions above hide.
  private static func systemRead(_ file: Int32, _ start: UnsafeMutablePointer<UInt8>, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.read(file, start, count)
    #else
      Darwin.read(file, start, count)
    #endif
  }

  private static func systemWrite(_ file: Int32, _ start: UnsafeRawPointer, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.write(file, start, count)
    #else
      Darwin.write(file, start, count)
    #endif
  }
}
