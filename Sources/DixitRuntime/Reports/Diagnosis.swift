#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the system says to a watch before it begins.
package struct Diagnosis: Sendable {
  package struct Finding: Sendable {
    package let isGood: Bool
    package let sentence: String
  }

  package private(set) var findings: [Finding] = []

  package init(inboxes: [BytePath], output: BytePath?) {
    for inbox in inboxes { look(at: inbox) }
    if let output { look(atOutput: output, inboxes) }
    var limit = rlimit()
    #if canImport(Glibc)
      getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    #else
      getrlimit(RLIMIT_NOFILE, &limit)
    #endif
    note(limit.rlim_cur >= 256, "\(limit.rlim_cur) files may be open at once (256 are enough; ulimit -n).")
  }

  private mutating func note(_ isGood: Bool, _ sentence: String) {
    findings.append(Finding(isGood: isGood, sentence: sentence))
  }

  private mutating func look(at inbox: BytePath) {
    let mounts = MountTable.current()
    let seen = Locked<(folders: Int, types: Set<String>)>((0, []))
    var scan = InputScan(filter: InputScan.Filter()) { folder, status in
      let type = mounts.type(of: folder, device: UInt64(truncatingIfNeeded: status.st_dev))
      seen.withLock { seen in
        seen.folders += 1
        if let type { seen.types.insert(type) }
      }
    }
    scan.walk(inbox)
    for failure in scan.failures { note(false, "\(failure.error)") }
    let (folders, types) = seen.withLock { $0 }
    note(true, "\(inbox): \(scan.files.count) articles in \(folders) folders.")
    for type in types.sorted() {
      let isDeaf = MountTable.isDeaf(type)
      note(!isDeaf, "\(inbox): \(type) \(isDeaf ? "tells of no changes: it is polled" : "tells of changes").")
    }
    if let most = Self.watchLimit {
      let advice =
        folders > most ? ": beyond it folders are polled. Raise it with sysctl fs.inotify.max_user_watches" : ""
      note(folders <= most, "\(most) folders can be watched by one user (fs.inotify.max_user_watches)\(advice).")
    }
  }

  private mutating func look(atOutput output: BytePath, _ inboxes: [BytePath]) {
    do throws(BatchError) {
      try OutputRules.check(inputs: inboxes, output: output)
    } catch {
      note(false, "\(error)")
    }
    var existing = output
    while !Files.exists(existing), existing.parent != existing { existing = existing.parent }
    let isWritable = existing.withCString { access($0, W_OK | X_OK) } == 0
    note(isWritable, "\(existing) \(isWritable ? "can" : "cannot") be written.")
    var room = statvfs()
    if existing.withCString({ statvfs($0, &room) }) == 0 {
      let megabytes = (UInt64(room.f_bavail) * UInt64(room.f_frsize)) >> 20
      note(megabytes >= 100, "\(megabytes) MB are free there.")
    }
    let holder = (try? Folder(output).folder(OutputFolder.stateName)).flatMap(FolderLock.holder)
    if let holder { note(false, "\(output) is held by dixit \(holder).") }
  }

  /// Nil where the system has no such limit.
  private static var watchLimit: Int? {
    let path = BytePath("/proc/sys/fs/inotify/max_user_watches")
    guard let bytes = try? Files.readStream(path, limit: 64) else { return nil }
    return Int(String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
  }
}
