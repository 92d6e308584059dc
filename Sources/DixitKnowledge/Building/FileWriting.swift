#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension KnowledgeBuilder {
  /// Writes a knowledge base under a temporary name and renames it: who maps the old file keeps it whole.
  package static func write(_ bytes: [UInt8], to path: String) throws(KnowledgeBuildError) {
    let temporary = path + ".part"
    let file = try DescriptorFile(temporary, .writing)
    // One that was left behind may be longer.
    try file.truncate(to: 0)
    try file.write(bytes)
    // On the disk before it has its name: a crash must not leave a name with nothing behind it.
    try file.synchronize()
    guard rename(temporary, path) == 0 else {
      throw .cannotWrite(path: path, reason: String(cString: strerror(errno)))
    }
  }
}
