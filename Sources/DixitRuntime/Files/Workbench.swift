#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A folder below `OUTPUT/.dixit` where files over the whole corpus are made, and from where they replace the last ones:
/// whoever reads them sees the old or the new, never a half. It is held while it is open, apart from the output folder,
/// in which a watch may be at work.
package final class Workbench {
  package let path: BytePath
  private let folder: Folder
  private let root: Folder
  private let lock: FolderLock

  /// - Parameters:
  ///   - name: the folder's; what an earlier process left in it is removed.
  ///   - kept: but not these files.
  package init(_ name: BytePath, in output: BytePath, keeping kept: Set<BytePath> = []) throws(BatchError) {
    do throws(FileError) {
      root = try Folder(output)
      folder = try root.folder(OutputFolder.stateName).folder(name) { _ in }
    } catch {
      throw error.code == ENOENT ? .unreadable(error) : .output(error)
    }
    path = folder.path
    lock = try Self.hold(folder, name)
    do throws(FileError) {
      for entry in try folder.names() where entry != FolderLock.name && !kept.contains(entry) {
        try folder.remove(entry)
      }
    } catch {
      throw .output(error)
    }
  }

  private static func hold(_ folder: Folder, _ name: BytePath) throws(BatchError) -> FolderLock {
    do throws(FileError) {
      if let lock = try FolderLock.take(in: folder, purpose: name.description) { return lock }
    } catch {
      throw .output(error)
    }
    throw .held(folder.path)
  }

  deinit { lock.release() }

  /// Opens a new file for writing; whoever opens it closes it.
  package func create(_ name: BytePath) throws(FileError) -> Int32 {
    try folder.openEntry(name, O_WRONLY | O_CREAT | O_TRUNC, mode: 0o644)
  }

  /// A small file that stays here.
  package func read(_ name: BytePath) -> [UInt8]? { try? Files.read(path.appending(name), limit: 1 << 16) }

  package func write(_ bytes: [UInt8], to name: BytePath) throws(FileError) {
    try Files.replace(name, in: folder, with: bytes)
  }

  package func remove(_ name: BytePath) throws(FileError) { try folder.remove(name) }

  /// Whether the output folder has a file of this name.
  package func isPublished(_ name: BytePath) -> Bool { root.contains(name) }

  /// Moves files to the output folder, and returns when the disk has them.
  package func publish(_ names: [BytePath]) throws(FileError) {
    for name in names { try Files.synchronize(name, in: folder) }
    for name in names { try folder.rename(name, to: root, name) }
    try root.synchronize()
  }
}
