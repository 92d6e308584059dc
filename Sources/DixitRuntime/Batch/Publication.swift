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

  /// Returns when the bytes of staged outputs are on the disk.
  func save(_ staged: [Staged]) throws(FileError) {
    for output in staged { try Files.synchronize(output.name, in: folder.staging) }
  }

  /// Gives outputs their names, folders made where they are missing.
  mutating func name(_ staged: [Staged]) throws(FileError) {
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
    let opened = try folder.root.folder(path) { parents.append($0) }
    for parent in parents { touched[parent.path] = parent }
    folders[path] = opened
    return opened
  }
}
