/// Names that other programs give to what is not finished or not for us.
enum IgnoredNames {
  /// What browsers, copiers and editors append to a file that they are still writing.
  static let unfinished = [
    "~", ".part", ".partial", ".filepart", ".crdownload", ".download", ".tmp", ".temp", ".swp", ".swx", ".bak",
  ]
  /// What file managers, synchronizers and storage boxes leave in folders; hidden names are ignored anyway.
  static let alien = [
    "@eadir", "#recycle", "@recycle", "$recycle.bin", "system volume information", "lost+found", "__macosx",
    "thumbs.db", "desktop.ini",
  ]
  static let lockPrefix = Array("~$".utf8)

  static func contain(_ name: BytePath) -> Bool {
    name.hasEnding(unfinished) || name.bytes.starts(with: lockPrefix) || alien.contains { name.isSame(as: $0) }
  }
}
