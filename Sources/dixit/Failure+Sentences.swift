import DixitFormats
import DixitKnowledge
import DixitLexicons
import DixitRuntime

/// What only the command line can find wrong.
enum Failure: Error {
  case terminalInput(command: String)
  case noDocuments([BytePath])
  case notALexiconFolder(BytePath)
  case unknownTable(String, BytePath)
  case someLinesFailed(Int)
  case noQuotation(Int, BytePath, count: Int)
}

extension Failure: CustomStringConvertible {
  var description: String {
    switch self {
    case .terminalInput(let command):
      "Expected text on standard input, found a terminal. Send it a file: dixit \(command) < article.txt"
    case .notALexiconFolder(let path):
      "Expected a folder with tables such as fr/reporting-verbs.tsv for --lexicons, found none in \(path)."
    case .unknownTable(let table, let folder):
      "Expected tables by the names of ours in \(folder), found \(table), which nothing reads."
        + " lexicons/README.md lists the names."
    case .someLinesFailed(let count):
      "\(count) articles could not be annotated; their answers tell why."
    case .noQuotation(let number, let path, let count):
      "Expected the number of one of the \(count) quotations of \(path), found \(number)."
    case .noDocuments(let paths):
      "Expected TEI documents (.tei.xml), found none in \(paths.map(\.description).joined(separator: ", "))."
        + " Make some with dixit run --format tei."
    }
  }
}

extension Failure {
  /// The exit status of an error that is ours and has a sentence; nil for the parser's own.
  static func status(of error: any Error) -> ExitStatus? {
    switch error {
    case let error as BatchError: error.exitStatus
    case let error as FileError: error.exitStatus
    case let error as Failure: error.status
    case let error as KnowledgeBuildError: error.exitStatus
    case KnowledgeError.cannotOpen: .noInput
    case is LexiconError, is KnowledgeError, is XMLValidator.SchemaError: .configuration
    case is ReadingError, is StageFailure: .someFailed
    default: nil
    }
  }

  private var status: ExitStatus {
    switch self {
    case .terminalInput, .noQuotation: .usage
    case .noDocuments: .noInput
    case .someLinesFailed: .someFailed
    case .notALexiconFolder, .unknownTable: .configuration
    }
  }
}

extension KnowledgeBuildError {
  fileprivate var exitStatus: ExitStatus {
    switch self {
    case .noTable, .cannotRead, .noEntities: .noInput
    case .wrongDate: .usage
    case .cannotWrite: .cannotCreate
    default: .configuration
    }
  }
}

extension FileError {
  /// The status of a command whose one file this is.
  fileprivate var exitStatus: ExitStatus {
    switch self {
    case .system(.open, _, _), .system(.list, _, _), .notRegular: .noInput
    case .system, .changed, .taken: .inputOutput
    case .tooLarge: .someFailed
    }
  }
}
