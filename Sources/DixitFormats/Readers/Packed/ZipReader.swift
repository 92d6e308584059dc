import CZlib
import DixitDocument

/// Reads an archive of files, each of which is read as a file of its own.
///
/// Names lead nowhere: nothing is ever written by them. As in a folder, only names that say text are taken, and none
/// that is hidden.
struct ZipReader: ArticleReader {
  let mediaType = "application/zip"
  let fileEndings = [".zip"]

  /// Its first bytes; or its name and its end, because a program that unpacks it may stand before it.
  func accepts(_ bytes: [UInt8], fileName: String) -> Bool {
    bytes.starts(with: [0x50, 0x4B, 3, 4]) || bytes.starts(with: [0x50, 0x4B, 5, 6])
      || knows(fileName) && ZipDirectory.end(of: bytes) != nil
  }

  func read(_ bytes: [UInt8], id: String) throws -> [Article] { throw ReadingError.severalArticles(id) }

  func open(_ bytes: [UInt8], fileName: String, limits: UnpackingLimits) throws -> (any ArticleParts)? {
    let directory = try ZipDirectory(bytes, limits: limits)
    if directory.isDocument { throw ReadingError.binary(kind: "a word processor's or e-book's file") }
    let members = directory.members.filter { member in
      let name = member.name.lowercased()
      return Readers.fileEndings.contains(where: name.hasSuffix) && !Self.isHidden(name)
    }
    if members.isEmpty { throw ReadingError.noArticles("a ZIP archive of \(directory.members.count) files") }
    return Parts(bytes: bytes, members: members, limits: limits)
  }

  private static func isHidden(_ name: String) -> Bool {
    name.split { $0 == "/" || $0 == "\\" }.contains {
      ($0.hasPrefix(".") && $0 != "." && $0 != "..") || $0 == "__macosx"
    }
  }

  private struct Parts: ArticleParts {
    let bytes: [UInt8]
    let members: [ZipDirectory.Member]
    let limits: UnpackingLimits
    var index = 0
    let areFiles = true
    var fileNames: [String]? { members.map(\.name) }

    mutating func next() throws -> ArticlePart? {
      guard index < members.count else { return nil }
      defer { index += 1 }
      let member = members[index]
      return ArticlePart(name: member.name, bytes: Result { try unpack(member) }, isFile: true)
    }

    private func unpack(_ member: ZipDirectory.Member) throws -> [UInt8] {
      let what = "ZIP archive's file"
      if member.isEncrypted { throw ReadingError.damaged(what, reason: "it is encrypted") }
      let packed = bytes[member.data]
      let unpacked: [UInt8]
      switch member.method {
      case 0: unpacked = Array(packed)
      case 8:
        var inflation = Inflation(what: what, limits: limits, expected: member.size)
        _ = try inflation.inflate(packed, isRaw: true)
        unpacked = inflation.bytes
      case let method: throw ReadingError.damaged(what, reason: "it is packed by method \(method), not by deflate")
      }
      guard unpacked.count == member.size, dixit_crc32(unpacked, unpacked.count) == member.checksum else {
        throw ReadingError.damaged(what, reason: "its length or checksum is not what the archive says")
      }
      return unpacked
    }
  }
}
