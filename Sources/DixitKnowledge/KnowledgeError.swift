/// Why a knowledge base can't be used: what was found, and what was expected.
public enum KnowledgeError: Error, Sendable, Hashable {
  case cannotOpen(path: String, reason: String)
  case tooShort(path: String, found: Int, expected: Int)
  case wrongMagic(path: String, found: String)
  case wrongVersion(path: String, found: Int, expected: Int)
  case wrongLength(path: String, found: Int, expected: Int)
  case missingSection(path: String, name: String)
  case wrongSection(path: String, name: String, found: Int, expected: String)
  case wrongChecksum(path: String, found: UInt64, expected: UInt64)
}

extension KnowledgeError: CustomStringConvertible {
  private static let remedy =
    "Build it again: dixit knowledge build --from TABLES --corrections FILE --date YYYY-MM-DD --output FILE."

  public var description: String { "\(finding) \(Self.remedy)" }

  private var finding: String {
    switch self {
    case .cannotOpen(let path, let reason):
      "The knowledge base \(path) can't be opened: \(reason)."
    case .tooShort(let path, let found, let expected):
      "\(path) is no knowledge base: it has \(found) bytes, the header alone takes \(expected)."
    case .wrongMagic(let path, let found):
      "\(path) is no knowledge base: it opens with “\(found)”, expected “DIXITKB”."
    case .wrongVersion(let path, let found, let expected):
      "\(path) has format version \(found), this program reads version \(expected)."
    case .wrongLength(let path, let found, let expected):
      "\(path) has \(found) bytes, its header says \(expected): it was cut or something was added."
    case .missingSection(let path, let name):
      "\(path) has no section \(name)."
    case .wrongSection(let path, let name, let found, let expected):
      "Section \(name) of \(path) has \(found) bytes, expected \(expected)."
    case .wrongChecksum(let path, let found, let expected):
      "\(path) is damaged: its checksum is \(String(found, radix: 16)), its header says "
        + "\(String(expected, radix: 16))."
    }
  }
}

/// Why a knowledge base can't be built.
package enum KnowledgeBuildError: Error, Sendable, Hashable {
  case noTable(path: String)
  case damaged(path: String, line: Int)
  case missingColumn(path: String, name: String, found: String)
  case nothingToBuild
  case wrongDate(String)
  case cannotWrite(path: String, reason: String)
  case cannotRead(path: String, reason: String)
  case noEntities(path: String)
  case damagedDump(path: String, offset: Int, reason: String)
  case foreignState(folder: String, what: String, found: String, expected: String)
  case damagedState(folder: String, reason: String)
  case stateInUse(folder: String)
}

extension KnowledgeBuildError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noTable(let path):
      "Expected a table of columns with tabs between them, plain or gzipped, found no readable file \(path)."
        + " CONTRIBUTING.md tells which tables a knowledge base is built from."
    case .damaged(let path, let line):
      "\(path) breaks off or is damaged behind line \(line). Fetch the table again."
    case .missingColumn(let path, let name, let found):
      "\(path) has no column “\(name)”; its first line names \(found)."
    case .nothingToBuild:
      "Expected at least one item that is well known enough and has a name, found none in what was read."
    case .wrongDate(let found):
      "“\(found)” is no date. Expected one such as 2026-11-24."
    case .cannotWrite(let path, let reason):
      "\(path) can't be written: \(reason)."
    case .cannotRead(let path, let reason):
      "\(path) can't be read: \(reason)."
    case .noEntities(let path):
      "Expected a dump of Wikidata in JSON, an entity a line, found no entity in \(path)."
    case .damagedDump(let path, let offset, let reason):
      "\(path) is damaged behind byte \(offset) of its JSON: \(reason). Fetch it again."
    case .foreignState(let folder, let what, let found, let expected):
      "\(folder) was begun with \(what): found \(found), expected \(expected)."
        + " Delete the folder to begin anew, or give another with --state."
    case .stateInUse(let folder):
      "Another dixit is reading a dump into \(folder). Wait for it, or give another folder with --state."
    case .damagedState(let folder, let reason):
      "The state in \(folder) is damaged: \(reason). Delete the folder to begin anew."
    }
  }
}
