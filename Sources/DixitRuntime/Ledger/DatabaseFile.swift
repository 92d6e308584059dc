import GRDB

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What every database of ours needs to know of files.
package enum DatabaseFile {
  /// A database's address: SQLite's own percent-encoding carries folder names that are not UTF-8.
  package static func address(of name: BytePath, in folder: BytePath) throws(FileError) -> String {
    guard let absolute = folder.resolved else { throw .system(.open, path: folder, code: errno) }
    return "file://" + absolute.appending(name).bytes.map(encoded).joined()
  }

  private static func encoded(_ byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "a")...UInt8(ascii: "z"): String(UnicodeScalar(byte))
    default: "%" + String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }
  }

  /// Whether SQLite found no room.
  package static func isDiskFull(_ error: any Error) -> Bool {
    guard let error = error as? DatabaseError else { return (error as? FileError)?.isDiskFull ?? false }
    // Its shared memory cannot be made on a full disk either, and that is no SQLITE_FULL.
    return error.resultCode == .SQLITE_FULL || error.extendedResultCode == .SQLITE_IOERR_SHMSIZE
  }
}
