#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file to process: where it is, and what its outputs are called.
public struct InputFile: Sendable, Hashable {
  /// The input folder; for a file given by name, the folder that it is in.
  public let root: BytePath
  /// The path below the root.
  public let entry: BytePath
  /// What its outputs are called, but for their endings: the entry, perhaps behind the name of its inbox.
  public let name: BytePath
  /// A file given by name is taken through a symbolic link and whatever its ending.
  public let isGivenByName: Bool
  /// What the listing said of it.
  var signature: FileSignature?

  init(
    root: BytePath, entry: BytePath, name: BytePath? = nil, isGivenByName: Bool = false,
    signature: FileSignature? = nil
  ) {
    self.root = root
    self.entry = entry
    self.name = name ?? entry
    self.isGivenByName = isGivenByName
    self.signature = signature
  }

  init(givenByName path: BytePath, signature: FileSignature? = nil) {
    self.init(root: path.parent, entry: path.name, isGivenByName: true, signature: signature)
  }

  public var path: BytePath { root.bytes == [UInt8(ascii: ".")] ? entry : root.appending(entry) }

  /// The folder that the file is in, reached without following a link below the root.
  func openFolder() throws(FileError) -> Folder {
    let folder = try Folder(root)
    let above = entry.parent
    return above.bytes == [UInt8(ascii: ".")] ? folder : try folder.folder(above)
  }

  /// What the file system says of it now; nil where it is not there, or no regular file.
  func currentSignature() -> FileSignature? {
    guard let folder = try? openFolder(), let status = folder.status(of: entry.name) else { return nil }
    return status.st_mode & S_IFMT == S_IFREG ? FileSignature(status) : nil
  }

  /// Opens the file for reading. What is checked is what is open: a pipe, a device or a link that takes the file's
  /// place is refused without waiting for it.
  func open() throws(FileError) -> Int32 {
    if isGivenByName {
      return try retrying(.open, path) {
        path.withCString { systemOpen($0, O_RDONLY | O_NONBLOCK | O_CLOEXEC) }
      }
    }
    return try openFolder().openEntry(entry.name, O_RDONLY)
  }
}

/// The function of the C library, which the method hides.
private func systemOpen(_ path: UnsafePointer<CChar>, _ flags: Int32) -> Int32 { open(path, flags) }
