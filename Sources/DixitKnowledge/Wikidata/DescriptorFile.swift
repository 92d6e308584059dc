#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file, or standard input, by its descriptor; closed when nobody holds it any more.
final class DescriptorFile {
  enum Mode { case reading, writing }

  let path: String
  private let descriptor: Int32

  /// - Parameter path: `-` is standard input.
  init(_ path: String, _ mode: Mode) throws(KnowledgeBuildError) {
    self.path = path
    descriptor =
      switch mode {
      case .reading: path == "-" ? dup(0) : open(path, O_RDONLY | O_CLOEXEC)
      case .writing: open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
      }
    guard descriptor >= 0 else { throw mode == .reading ? readingFailure() : writingFailure() }
  }

  deinit { close(descriptor) }

  /// Length in bytes; nil for what is no regular file, such as a pipe.
  var size: Int? {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  /// Fills the buffer; fewer bytes only at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(KnowledgeBuildError) -> Int {
    var filled = 0
    while filled < buffer.count {
      #if canImport(Glibc)
        let count = Glibc.read(descriptor, buffer.baseAddress! + filled, buffer.count - filled)
      #else
        let count = Darwin.read(descriptor, buffer.baseAddress! + filled, buffer.count - filled)
      #endif
      if count < 0, errno == EINTR { continue }
      if count < 0 { throw readingFailure() }
      if count == 0 { break }
      filled += count
    }
    return filled
  }

  /// The next bytes; fewer than asked for only at the end.
  func read(_ count: Int) throws(KnowledgeBuildError) -> [UInt8] {
    var failure: KnowledgeBuildError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      do throws(KnowledgeBuildError) { filled = try read(into: UnsafeMutableRawBufferPointer(buffer)) } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }

  func write(_ bytes: [UInt8]) throws(KnowledgeBuildError) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        #if canImport(Glibc)
          Glibc.write(descriptor, buffer.baseAddress! + written, buffer.count - written)
        #else
          Darwin.write(descriptor, buffer.baseAddress! + written, buffer.count - written)
        #endif
      }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { throw writingFailure() }
      written += count
    }
  }

  func seek(to offset: Int) throws(KnowledgeBuildError) {
    guard lseek(descriptor, off_t(offset), SEEK_SET) >= 0 else { throw readingFailure() }
  }

  /// Cuts the file and goes on behind what is left.
  func truncate(to length: Int) throws(KnowledgeBuildError) {
    guard ftruncate(descriptor, off_t(length)) == 0 else { throw writingFailure() }
    try seek(to: length)
  }

  /// Keeps others from writing as long as this value lives; false where another process does already.
  func lock() -> Bool { flock(descriptor, LOCK_EX | LOCK_NB) == 0 }

  /// Has what was written survive a loss of power.
  func synchronize() throws(KnowledgeBuildError) {
    guard fsync(descriptor) == 0 else { throw writingFailure() }
  }

  static func makeFolder(_ path: String) throws(KnowledgeBuildError) {
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
      throw .cannotWrite(path: path, reason: String(cString: strerror(errno)))
    }
  }

  private func readingFailure() -> KnowledgeBuildError {
    .cannotRead(path: path, reason: String(cString: strerror(errno)))
  }

  private func writingFailure() -> KnowledgeBuildError {
    .cannotWrite(path: path, reason: String(cString: strerror(errno)))
  }
}
