import CSystem
import Dispatch

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How staged bytes get to the disk: all files at once by one call for the whole file system, or one by one.
///
/// One call costs a group of 32 files 2 ms of processor time where 32 calls cost 5, but it waits for whatever others
/// have written too. Where that was long, the next groups go file by file.
struct DiskFlush {
  private static let patience: UInt64 = 100_000_000
  private static let pause = 50
  private static let fewFiles = 8

  private var groupsUntilNextTry = 0

  mutating func save(_ staged: [Staged], in folder: Folder) throws(FileError) {
    if staged.count >= Self.fewFiles, groupsUntilNextTry == 0 {
      let start = DispatchTime.now().uptimeNanoseconds
      if dixit_sync_filesystem(folder.descriptor) == 0 {
        if DispatchTime.now().uptimeNanoseconds - start > Self.patience { groupsUntilNextTry = Self.pause }
        return
      }
    }
    groupsUntilNextTry = max(0, groupsUntilNextTry - 1)
    for output in staged { try Files.synchronize(output.name, in: folder) }
  }
}

/// How the outputs of one group get their names.
///
/// It keeps the folders that it opened while the group lasts and no longer: a folder that someone else moves away
/// meanwhile is another one for the next group.
struct Publication {
  private let folder: OutputFolder
  private var folders: [BytePath: Folder] = [:]
  /// Folders whose names have changed.
  private var touched: [BytePath: Folder] = [:]

  init(_ folder: OutputFolder) { self.folder = folder }

  /// Gives the outputs of a document their names, folders made where they are missing; all of them or none, where
  /// something else has the place of one.
  mutating func name(_ staged: [Staged]) throws(FileError) {
    for output in staged where try open(output.output.parent).isFolder(output.output.name) {
      throw .taken(output.output, by: nil)
    }
    for output in staged {
      let parent = try open(output.output.parent)
      try folder.staging.rename(output.name, to: parent, output.output.name)
      // A file that already had this name as a second one keeps both: that is what the system says of links.
      try folder.staging.remove(output.name)
      touched[parent.path] = parent
    }
  }

  /// Returns when the names are on the disk.
  func saveNames() throws(FileError) {
    for folder in touched.values { try folder.synchronize() }
  }

  private mutating func open(_ path: BytePath) throws(FileError) -> Folder {
    if let open = folders[path] { return open }
    var parents: [Folder] = []
    let opened: Folder
    do {
      opened = try folder.root.folder(path) { parents.append($0) }
    } catch {
      throw error.code == ENOTDIR ? .taken(path, by: nil) : error
    }
    for parent in parents { touched[parent.path] = parent }
    folders[path] = opened
    return opened
  }
}
