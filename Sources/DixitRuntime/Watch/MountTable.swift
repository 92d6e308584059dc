#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Which file system a folder is on, and whether that tells of changes that others make.
///
/// Asked for each folder: one inbox can hold several mounts.
struct MountTable: Sendable {
  /// File systems whose changes come from another computer, or from behind the kernel's back.
  static let deaf: Set<String> = [
    "9p", "afpfs", "afs", "ceph", "cifs", "coda", "davfs", "gfs2", "glusterfs", "lustre", "nfs", "nfs4", "ocfs2",
    "overlay", "prl_fs", "smb3", "smbfs", "vboxsf", "virtiofs", "vmhgfs", "webdav",
  ]

  let types: [UInt64: String]

  init(types: [UInt64: String] = [:]) { self.types = types }

  static func isDeaf(_ type: String) -> Bool { deaf.contains(type) || type.hasPrefix("fuse") || type.contains("fuse") }

  /// The type of the file system that an open folder is on; nil where it is not known.
  func type(of folder: Folder, device: UInt64) -> String? {
    #if canImport(Glibc)
      return types[device]
    #else
      var status = statfs()
      guard fstatfs(folder.descriptor, &status) == 0 else { return nil }
      return withUnsafeBytes(of: status.f_fstypename) { name in
        String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
      }
    #endif
  }

  /// The mounts as they are now. (`statfs` gives numbers that need a table of their own; the kernel's list has names.)
  static func current() -> MountTable {
    #if canImport(Glibc)
      guard let lines = try? Files.readStream(BytePath("/proc/self/mountinfo"), limit: 4 << 20) else {
        return MountTable()
      }
      return MountTable(mountInfo: lines)
    #else
      return MountTable()
    #endif
  }

  /// Reads lines such as `36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw`.
  init(mountInfo: [UInt8]) {
    var types: [UInt64: String] = [:]
    for line in mountInfo.split(separator: UInt8(ascii: "\n")) {
      let fields = line.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
      guard fields.count > 3, let dash = fields.firstIndex(of: "-"), dash + 1 < fields.count else { continue }
      let numbers = fields[2].split(separator: ":").compactMap { UInt64($0) }
      if numbers.count == 2 { types[Self.device(numbers[0], numbers[1])] = fields[dash + 1] }
    }
    self.init(types: types)
  }

  /// How the kernel puts a device's two numbers into one.
  static func device(_ major: UInt64, _ minor: UInt64) -> UInt64 {
    (major & 0xFFF) << 8 | (major & ~0xFFF) << 32 | minor & 0xFF | (minor & ~0xFF) << 12
  }
}
