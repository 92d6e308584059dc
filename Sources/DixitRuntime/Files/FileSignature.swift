#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the file system says of a file without reading it: where it differs, the bytes may differ.
///
/// It never says that bytes are the same: that is for their hash. Where it is what it was when the hash was taken, and
/// was old enough then, reading again is spared.
struct FileSignature: Sendable, Hashable {
  var inode: Int64
  var size: Int64
  /// Nanoseconds since 1970 by the clock of the file system, which may be wrong: compared, never counted with.
  var modified: Int64
  var changed: Int64

  init(inode: Int64, size: Int64, modified: Int64, changed: Int64) {
    self.inode = inode
    self.size = size
    self.modified = modified
    self.changed = changed
  }

  init(_ status: stat) {
    #if canImport(Glibc)
      let (modified, changed) = (status.st_mtim, status.st_ctim)
    #else
      let (modified, changed) = (status.st_mtimespec, status.st_ctimespec)
    #endif
    self.init(
      inode: Int64(truncatingIfNeeded: status.st_ino), size: Int64(status.st_size),
      modified: Self.nanoseconds(modified), changed: Self.nanoseconds(changed))
  }

  private static func nanoseconds(_ time: timespec) -> Int64 {
    Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }

  /// How old a change must be before a signature is remembered: the coarsest clock of a file system in use (FAT's)
  /// ticks each two seconds, and within a tick a file can change twice.
  static let coarsestTick: Int64 = 2_000_000_000

  /// Whether a later change of the file would surely show. Where the clock was set back it says no, and the file is
  /// read once more.
  func isTelling(at now: Int64) -> Bool { now &- changed >= Self.coarsestTick && now &- modified >= Self.coarsestTick }

  /// The wall clock, which signatures are held against.
  static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return nanoseconds(time)
  }
}
