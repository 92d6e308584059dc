#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What went wrong with one file.
public enum FileError: Error, Sendable, Hashable {
  public enum Action: String, Sendable { case open, read, list, create, write, rename }

  /// The system refused; `code` is its error number.
  case system(Action, path: BytePath, code: Int32)
  case notRegular(BytePath)
  case tooLarge(BytePath, bytes: Int, limit: Int)
  /// It was cut or grew while it was read.
  case changed(BytePath, expected: Int, found: Int)

  /// Whether there is no room left to write: nothing more will succeed.
  public var isDiskFull: Bool {
    if case .system(_, _, let code) = self { return code == ENOSPC || code == EDQUOT }
    return false
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
