#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Asks the watch that holds an output folder to try its failed documents again: a file in the state folder.
package enum RetryRequest {
  static let name = BytePath("retry")

  package static func leave(for output: BytePath) throws(FileError) {
    let state = try Folder(output).folder(OutputFolder.stateName)
    close(try state.openEntry(name, O_WRONLY | O_CREAT, mode: 0o644))
  }
}

/// What a folder is besides its name.
struct FolderIdentity: Sendable, Hashable {
  let device: UInt64
  let inode: UInt64

  /// Nil where there is no folder.
  init?(_ path: BytePath) {
    var status = stat()
    guard path.withCString({ stat($0, &status) }) == 0, status.st_mode & S_IFMT == S_IFDIR else { return nil }
    device = UInt64(truncatingIfNeeded: status.st_dev)
    inode = UInt64(truncatingIfNeeded: status.st_ino)
  }
}
