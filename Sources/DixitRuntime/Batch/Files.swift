#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Reading and writing whole files by descriptor.
package enum Files {
  /// Reads a file that the user named.
  package static func read(_ path: BytePath, limit: Int) throws(FileError) -> [UInt8] {
    try read(InputFile(path: path, name: path.name, isGivenByName: true), limit: limit)
  }

  /// Reads a regular file.
  ///
  /// What is read is what was checked: the checks look at the open descriptor, not at the name. A pipe or a device
  /// that takes the file's place is refused without waiting for it.
  static func read(_ file: InputFile, limit: Int) throws(FileError) -> [UInt8] {
    let flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC | (file.isGivenByName ? 0 : O_NOFOLLOW)
    let descriptor = try retrying(.open, file.path) { file.path.withCString { open($0, flags) } }
    defer { close(descriptor) }
    var status = stat()
    _ = try retrying(.open, file.path) { fstat(descriptor, &status) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notRegular(file.path) }
    let size = Int(status.st_size)
    guard size <= limit else { throw .tooLarge(file.path, bytes: size, limit: limit) }
    let bytes = try read(descriptor, upTo: size + 1, file.path)
    guard bytes.count == size else { throw .changed(file.path, expected: size, found: bytes.count) }
    return bytes
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

  /// Writes a file so that its name never leads to half of it: a hidden name beside it, then a rename.
  ///
  /// The hidden name depends on the name alone: what a killed run left behind is overwritten by the next. It is a
  /// hash because a name that is already as long as the file system allows has no room for an ending.
  static func write(_ bytes: [UInt8], to path: BytePath) throws(FileError) {
    let temporary = path.parent.appending(temporaryName(for: path.name))
    do throws(FileError) {
      try writeWhole(bytes, to: temporary)
      _ = try retrying(.rename, path) { temporary.withCString { from in path.withCString { rename(from, $0) } } }
    } catch {
      _ = temporary.withCString { unlink($0) }
      throw error
    }
  }

  private static func writeWhole(_ bytes: [UInt8], to path: BytePath) throws(FileError) {
    let flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC
    let descriptor = try retrying(.create, path) { path.withCString { open($0, flags, 0o644) } }
    do throws(FileError) {
      try append(bytes, to: descriptor, path)
    } catch {
      close(descriptor)
      throw error
    }
    // Some file systems report a full disk only here.
    if close(descriptor) != 0, errno != EINTR { throw .system(.write, path: path, code: errno) }
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

  private static func temporaryName(for name: BytePath) -> BytePath {
    let hash = name.bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    return BytePath(".dixit-\(String(hash, radix: 16)).part")
  }

  /// Makes a folder and those above it.
  static func makeFolder(_ path: BytePath) throws(FileError) {
    if path.withCString({ mkdir($0, 0o755) }) == 0 || isFolder(path) { return }
    let code = errno
    let parent = path.parent
    guard code == ENOENT, parent != path else { throw .system(.create, path: path, code: code) }
    try makeFolder(parent)
    if path.withCString({ mkdir($0, 0o755) }) != 0, !isFolder(path) {
      throw .system(.create, path: path, code: errno)
    }
  }

  /// Leaves `errno` as it is where the answer is no.
  private static func isFolder(_ path: BytePath) -> Bool {
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
