#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension KnowledgeBuilder {
  /// Writes a knowledge base under a temporary name and renames it: who maps the old file keeps it whole.
  package static func write(_ bytes: [UInt8], to path: String) throws(KnowledgeBuildError) {
    let temporary = path + ".part"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .cannotWrite(path: path, reason: String(cString: strerror(errno))) }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        #if canImport(Glibc)
          Glibc.write(descriptor, buffer.baseAddress! + written, buffer.count - written)
        #else
          Darwin.write(descriptor, buffer.baseAddress! + written, buffer.count - written)
        #endif
      }
      if count <= 0 { break }
      written += count
    }
    // On the disk before it has its name: a crash must not leave a name with nothing behind it.
    guard written == bytes.count, fsync(descriptor) == 0, close(descriptor) == 0, rename(temporary, path) == 0 else {
      throw .cannotWrite(path: path, reason: String(cString: strerror(errno)))
    }
  }
}
