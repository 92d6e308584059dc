#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What went wrong with one file.
public enum FileError: Error, Sendable, Hashable {
  public enum Action: String, Sendable { case open, read, list, create, write, rename, remove }

  /// The system refused; `code` is its error number.
  case system(Action, path: BytePath, code: Int32)
  case notRegular(BytePath)
  case tooLarge(BytePath, bytes: Int, limit: Int)
  /// It was written to while it was read.
  case changed(BytePath)
  /// Where an output should be, another document's is, or the folder of some; its name where it is known.
  case taken(BytePath, by: BytePath?)

  /// The system's error number, where the system refused.
  var code: Int32? {
    if case .system(_, _, let code) = self { return code }
    return nil
  }

  /// Whether the file was being changed or taken away: another look may find it whole.
  var isOfTheMoment: Bool {
    switch self {
    case .changed: true
    case .system(.open, _, ENOENT): true
    default: false
    }
  }

  /// Whether there is no room left to write: nothing more will succeed.
  public var isDiskFull: Bool {
    code == ENOSPC || code == EDQUOT
  }
}

/// Runs a call of the C library again while a signal interrupts it, and throws what it reports.
func retrying<T: FixedWidthInteger & SignedInteger>(
  _ action: FileError.Action, _ path: BytePath, _ call: () -> T
) throws(FileError) -> T {
  while true {
    let result = call()
    if result != -1 { return result }
    if errno != EINTR { throw .system(action, path: path, code: errno) }
  }
}
