#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// All that the inputs hold, in a stable order.
public struct InputScan: Sendable {
  public enum Ignored: String, Sendable, CaseIterable {
    case link, special, hidden, otherType, unfinished, excluded, tooDeep
  }

  /// Endings that articles have in a folder.
  public static let endings = [
    ".csv", ".gz", ".htm", ".html", ".json", ".jsonl", ".ndjson", ".nitf", ".tei", ".text", ".tsv", ".txt", ".xhtml",
    ".xml", ".zip",
  ]

  /// Which files of a folder are wanted.
  public struct Filter: Sendable {
    /// What names must end with, in lower case; not asked where there are patterns to include.
    public var endings = InputScan.endings
    public var include: [NamePattern] = []
    /// Of files and of folders.
    public var exclude: [NamePattern] = []
    /// Folders below an input that are entered; nil: all.
    public var maximumDepth: Int?

    public init() {}

    func wants(_ name: BytePath) -> Bool {
      include.isEmpty ? name.hasEnding(endings) : include.contains { $0.matches(name) }
    }

    func excludes(_ name: BytePath) -> Bool { exclude.contains { $0.matches(name) } }
  }

  private let filter: Filter
  /// Called with each folder before it is listed, so that nothing happens unseen between listing and watching.
  private let enter: @Sendable (Folder, stat) -> Void

  public internal(set) var files: [InputFile] = []
  public private(set) var ignored: [Ignored: Int] = [:]
  /// Folders and inputs that could not be read.
  public private(set) var failures: [(path: BytePath, error: FileError)] = []
  /// Input folders, as they were given.
  public private(set) var roots: [BytePath] = []

  /// Walks the inputs; files come in the order of the bytes of their names.
  ///
  /// Regular files only; symbolic links inside folders are not followed. Memory: the paths.
  public init(_ inputs: [BytePath], filter: Filter = Filter()) {
    self.init(filter: filter) { _, _ in }
    for input in inputs { take(input) }
    // A walk is in order, several of them are not.
    if inputs.count > 1 {
      files.sort { $0.name < $1.name }
      dropRepeated()
    }
  }

  /// What is named twice is one file.
  private mutating func dropRepeated() {
    var kept: [InputFile] = []
    for file in files {
      if let last = kept.last, last.name == file.name, last.path.resolved == file.path.resolved { continue }
      kept.append(file)
    }
    files = kept
  }

  /// - Parameter endings: what a folder's files must end with, in lower case.
  public init(_ inputs: [BytePath], endings: [String]) {
    var filter = Filter()
    filter.endings = endings
    self.init(inputs, filter: filter)
  }

  init(filter: Filter, enter: @escaping @Sendable (Folder, stat) -> Void) {
    self.filter = filter
    self.enter = enter
  }

  private mutating func take(_ input: BytePath) {
    var status = stat()
    guard input.withCString({ stat($0, &status) }) == 0 else {
      failures.append((input, .system(.open, path: input, code: errno)))
      return
    }
    if status.st_mode & S_IFMT == S_IFDIR {
      walk(input)
    } else {
      files.append(InputFile(givenByName: input, signature: FileSignature(status)))
    }
  }

  /// Walks one input folder, or a folder below it.
  ///
  /// - Parameters:
  ///   - below: the folder below the root.
  ///   - prefix: what stands before the names of its outputs.
  mutating func walk(_ root: BytePath, below: BytePath = BytePath([]), prefix: BytePath = BytePath([])) {
    if below.bytes.isEmpty { roots.append(root) }
    do throws(FileError) {
      walk(try Folder(root).folder(below), Place(root: root, entry: below, prefix: prefix))
    } catch {
      fail(root.appending(below), error)
    }
  }

  private struct Place {
    let root: BytePath
    let entry: BytePath
    let prefix: BytePath

    func below(_ name: BytePath) -> Place { Place(root: root, entry: entry.appending(name), prefix: prefix) }
  }

  private mutating func walk(_ folder: Folder, _ place: Place) {
    var status = stat()
    fstat(folder.descriptor, &status)
    enter(folder, status)
    do throws(FileError) {
      for entry in sorted(try folder.names(), in: folder) { visit(entry, in: folder, place.below(entry.name)) }
    } catch {
      failures.append((folder.path, error))
    }
  }

  private struct Entry {
    let name: BytePath
    let status: stat
    /// The name as paths below it are compared: a folder's has its slash.
    let key: [UInt8]
  }

  private mutating func sorted(_ names: [BytePath], in folder: Folder) -> [Entry] {
    var entries: [Entry] = []
    for name in names {
      if name.bytes.first == UInt8(ascii: ".") {
        ignore(.hidden)
      } else if IgnoredNames.contain(name) {
        ignore(.unfinished)
      } else if let status = folder.status(of: name) {
        let isFolder = status.st_mode & S_IFMT == S_IFDIR
        entries.append(Entry(name: name, status: status, key: isFolder ? name.bytes + [UInt8(ascii: "/")] : name.bytes))
      } else if errno != ENOENT {
        failures.append((folder.path.appending(name), .system(.open, path: folder.path.appending(name), code: errno)))
      }
    }
    return entries.sorted { $0.key.lexicographicallyPrecedes($1.key) }
  }

  private mutating func visit(_ entry: Entry, in folder: Folder, _ place: Place) {
    if filter.excludes(place.entry) { return ignore(.excluded) }
    switch entry.status.st_mode & S_IFMT {
    case S_IFLNK: ignore(.link)
    case S_IFREG where filter.wants(place.entry):
      let name = place.prefix.appending(place.entry)
      files.append(
        InputFile(root: place.root, entry: place.entry, name: name, signature: FileSignature(entry.status)))
    case S_IFREG: ignore(filter.include.isEmpty ? .otherType : .excluded)
    case S_IFDIR where filter.maximumDepth.map { place.entry.components.count > $0 } ?? false: ignore(.tooDeep)
    case S_IFDIR:
      do throws(FileError) {
        walk(try folder.folder(entry.name), place)
      } catch {
        if error.code != ENOENT { fail(folder.path.appending(entry.name), error) }
      }
    default: ignore(.special)
    }
  }

  /// A folder that cannot be opened cannot be listed: that is what matters to whoever reads of it.
  private mutating func fail(_ path: BytePath, _ error: FileError) {
    failures.append((path, error.code.map { .system(.list, path: path, code: $0) } ?? error))
  }

  private mutating func ignore(_ reason: Ignored) { ignored[reason, default: 0] += 1 }
}
