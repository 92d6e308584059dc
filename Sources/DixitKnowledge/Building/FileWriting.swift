#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension KnowledgeBuilder {
  /// Refuses what cannot become a knowledge base, before hours are spent on one.
  package static func checkOutput(_ path: String) throws(KnowledgeBuildError) {
    var status = stat()
    if lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      throw .cannotWrite(
        path: path, reason: "expected a regular file or none, found a folder, a link, a pipe or a device")
    }
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { String(path[...$0]) } ?? "."
    guard !path.isEmpty, access(folder, W_OK) == 0 else {
      throw .cannotWrite(
        path: path.isEmpty ? "“”" : path, reason: path.isEmpty ? "it is no name" : String(cString: strerror(errno)))
    }
  }

  /// Writes a knowledge base under a temporary name and renames it: who maps the old file keeps it whole.
  package static func write(_ bytes: [UInt8], to path: String) throws(KnowledgeBuildError) {
    try checkOutput(path)
    let temporary = path + ".part"
    let file = try DescriptorFile(temporary, .writing)
    // One that was left behind may be longer.
    try file.truncate(to: 0)
    try file.write(bytes)
    // On the disk before it has its name: a crash must not leave a name with nothing behind it.
    try file.synchronize()
    guard rename(temporary, path) == 0 else {
      let reason = String(cString: strerror(errno))
      unlink(temporary)
      throw .cannotWrite(path: path, reason: reason)
    }
  }
}
