/// Why a batch cannot begin.
public enum BatchError: Error, Sendable {
  case pipeline(PipelineError)
  /// No input has a file to process.
  case noInput([BytePath], [InputScan.Ignored: Int])
  /// No input can be read.
  case unreadable(FileError)
  case output(FileError)
  case outputInInput(output: BytePath, input: BytePath)
  case inputInOutput(input: BytePath, output: BytePath)
  /// Two inputs would be written under one name.
  case sameOutput(BytePath, first: BytePath, second: BytePath)
  /// One watched folder lies in another.
  case nestedInboxes(BytePath, BytePath)
  /// Another process writes into the output folder.
  case held(BytePath)
  case ledger(BytePath, reason: String)
}

/// What the process tells its caller: the numbers of BSD's sysexits.
public enum ExitStatus: Int32, Sendable {
  case done = 0
  /// All was tried; some documents failed.
  case someFailed = 1
  case usage = 64
  case noInput = 66
  case cannotCreate = 73
  case inputOutput = 74
  case tryLater = 75
  case configuration = 78
}

extension BatchError {
  public var exitStatus: ExitStatus {
    switch self {
    case .pipeline, .sameOutput: .usage
    case .noInput, .unreadable: .noInput
    case .output(let error): error.isDiskFull ? .inputOutput : .cannotCreate
    case .outputInInput, .inputInOutput, .nestedInboxes: .configuration
    case .held: .tryLater
    case .ledger: .inputOutput
    }
  }
}
