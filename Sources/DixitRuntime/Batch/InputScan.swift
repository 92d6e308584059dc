#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file to process: where it is, and what its outputs are called.
public struct InputFile: Sendable, Hashable {
  public let path: BytePath
  /// The path below the input folder; for a file given by name, its name.
  public let name: BytePath
  /// A file given by name is taken through a symbolic link and whatever its ending.
  public let isGivenByName: Bool
}

/// All that the inputs hold, in a stable order.
public struct InputScan: Sendable {
  public enum Ignored: String, Sendable, CaseIterable { case link, special, hidden, otherType }

  /// Endings that articles have in a folder.
  public static let endings = [".txt", ".text", ".html", ".htm", ".xhtml"]

  private let endings: [String]

  public private(set) var files: [InputFile] = []
  public private(set) var ignored: [Ignored: Int] = [:]
  /// Folders and inputs that could not be read.
  public private(set) var failures: [(path: BytePath, error: FileError)] = []

  /// Walks the inputs in the order given; names within a folder in the order of their bytes.
  ///
  /// Regular files only; symbolic links inside folders are not followed. Memory: the paths.
  /// - Parameter endings: what a folder's files must end with, in lower case.
  public init(_ inputs: [BytePath], endings: [String] = Self.endings) {
    self.endings = endings
    for input in inputs { take(input) }
  }

  private mutating func take(_ input: BytePath) {
    var status = stat()
    guard input.withCString({ stat($0, &status) }) == 0 else {
      failures.append((input, .system(.open, path: input, code: errno)))
      return
    }
    if status.st_mode & S_IFMT == S_IFDIR {
      let folder = input.withCString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
      walk(folder, errno, path: input, name: BytePath([]))
    } else {
      files.append(InputFile(path: input, name: input.name, isGivenByName: true))
    }
  }

  /// Takes over an open folder (-1: it could not be opened, for the reason `code`).
  private mutating func walk(_ folder: Int32, _ code: Int32, path: BytePath, name: BytePath) {
    guard folder >= 0, let stream = fdopendir(folder) else {
      failures.append((path, .system(.list, path: path, code: folder < 0 ? code : errno)))
      return
    }
    defer { closedir(stream) }
    for entry in names(in: stream, path) {
      visit(entry, in: folder, path: path.appending(entry), name: name.appending(entry))
    }
  }

  private mutating func names(in stream: OpaquePointer, _ path: BytePath) -> [BytePath] {
    var names: [BytePath] = []
    errno = 0
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: UInt8.self, capacity: 256) {
          BytePath(
            UnsafeBufferPointer(start: $0, count: strlen(UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))))
        }
      }
      if name.bytes != [0x2E], name.bytes != [0x2E, 0x2E] { names.append(name) }
      errno = 0
    }
    if errno != 0 { failures.append((path, .system(.list, path: path, code: errno))) }
    return names.sorted()
  }

  private mutating func visit(_ entry: BytePath, in folder: Int32, path: BytePath, name: BytePath) {
    if entry.bytes.first == UInt8(ascii: ".") { return ignore(.hidden) }
    var status = stat()
    guard entry.withCString({ fstatat(folder, $0, &status, AT_SYMLINK_NOFOLLOW) }) == 0 else {
      failures.append((path, .system(.open, path: path, code: errno)))
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFLNK: ignore(.link)
    case S_IFREG where name.hasEnding(endings):
      files.append(InputFile(path: path, name: name, isGivenByName: false))
    case S_IFREG: ignore(.otherType)
    case S_IFDIR:
      let child = entry.withCString { openat(folder, $0, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) }
      walk(child, errno, path: path, name: name)
    default: ignore(.special)
    }
  }

  private mutating func ignore(_ reason: Ignored) { ignored[reason, default: 0] += 1 }
}
