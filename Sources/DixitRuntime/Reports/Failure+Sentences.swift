#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

// Every failure of the runtime as a sentence for a person: what was expected, what was found, what to do.

extension PipelineError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .width(let width): "Expected at least 1 lane a stage, found \(width)."
    case .limit(let limit): "Expected room for at least 1 document in flight, found \(limit)."
    case .unwritten(let layer, let reader):
      "The stage \(reader) reads \(layer.rawValue), which no stage before it writes. Put the one that does before it."
    case .twoWriters(let layer, let first, let second):
      "The stages \(first) and \(second) both write \(layer.rawValue). A layer has one writer: take one away."
    }
  }
}

extension StageFailure: CustomStringConvertible {
  public var description: String { "\(document): \(stage): \(cause)" }
}

extension TimeLimitError: CustomStringConvertible {
  public var description: String {
    "Expected to be done within \(limit / 1_000_000_000) s, was not after \(nanoseconds / 1_000_000_000) s."
      + " Raise the limit with --time-limit, or split the article."
  }
}

extension WorkerError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .cannotStart(let code):
      "Could not start a worker process: \(String(cString: strerror(code))). Run with fewer --jobs, or without --isolate."
    case .crashed(let signal, let said):
      "The worker process ended by signal \(signal) (\(String(cString: strsignal(signal)))): it crashed or had too little"
        + " memory\(Self.quoted(said)). Raise --memory-limit, or report the article."
    case .exited(let status, let said):
      "The worker process ended with status \(status) before it answered\(Self.quoted(said)). Raise --memory-limit, or"
        + " report the article."
    case .timeLimit(let seconds):
      "Expected to be done within \(seconds) s, was not: the worker process was ended. Raise --time-limit, or report"
        + " the article."
    case .garbled: "The worker process sent what is no answer. Report the article."
    }
  }

  private static func quoted(_ said: String) -> String { said.isEmpty ? "" : " (“\(said)”)" }
}

extension FileError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .system(let action, let path, let code):
      "Could not \(action.rawValue) \(path): \(String(cString: strerror(code))). \(Self.advice(action, code))"
    case .notRegular(let path): "Expected a regular file, found a folder, a link, a pipe or a device: \(path)."
    case .tooLarge(let path, let bytes, let limit):
      "\(path) has \(Self.megabytes(bytes)) MB; the limit is \(Self.megabytes(limit)). Raise it with --max-size."
    case .taken(let path, let other):
      "Expected room for the output \(path), found outputs of \(other?.description ?? "another input") there. Rename one of"
        + " the two inputs, or write them into two output folders."
    case .changed(let path): "\(path) was written to while it was read. Run again when it is complete."
    }
  }

  private static func advice(_ action: Action, _ code: Int32) -> String {
    switch code {
    case EACCES, EPERM: "Ask its owner for access, or leave it out."
    case ENOENT: "Check the spelling."
    case ENOSPC, EDQUOT: "Make room and run again."
    case EROFS: "Choose a folder that can be written."
    case EISDIR: "A folder stands where a file should: move it away."
    case ENOTDIR: "A file stands where a folder should: choose another name."
    case ENAMETOOLONG: "Shorten the input's name: the output's ending comes behind it."
    case ELOOP: "It is a symbolic link, which is not followed: give the file itself by name."
    case EMFILE, ENFILE: "Too many files are open: raise the limit with ulimit -n."
    default: action == .read ? "Check the disk, and run again." : "Check the path, and run again."
    }
  }

  /// One decimal, rounded up: a file just over the limit must not look as if it were within.
  private static func megabytes(_ bytes: Int) -> String {
    let tenths = (bytes * 10 + (1 << 20) - 1) >> 20
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }
}

extension BatchError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .pipeline(let error): error.description
    case .noInput(let inputs, let ignored):
      "Expected articles (\(InputScan.endings.joined(separator: ", "))), found none in"
        + " \(inputs.map(\.description).joined(separator: ", "))\(Self.list(ignored))."
        + " A file with another ending is read when it is given by name."
    case .unreadable(let error), .output(let error): error.description
    case .outputInInput(let output, let input):
      "The output folder \(output) lies in the input \(input): the next run would read what this one writes."
        + " Choose an output folder outside it."
    case .inputInOutput(let input, let output):
      "The input \(input) lies in the output folder \(output), among what will be written there."
        + " Choose another output folder."
    case .sameOutput(let name, let first, let second):
      "\(first) and \(second) would both be written as \(name). Give the folder above them, or run them one by one"
        + " into two output folders."
    case .nestedInboxes(let first, let second):
      "Of the folders to watch, \(first) and \(second), one lies in the other: its files would be done twice. Give the"
        + " outer one alone."
    case .held(let folder):
      "Another dixit is writing into \(folder). Wait until it has ended, or choose another output folder."
    case .ledger(let path, let reason):
      "Expected a ledger of earlier runs in \(path), found something else: \(reason). Move it away to begin anew."
    }
  }

  private static func list(_ ignored: [InputScan.Ignored: Int]) -> String {
    let text = ignored.sentence
    return text.isEmpty ? "" : " (ignored: \(text))"
  }
}

extension [InputScan.Ignored: Int] {
  /// How many of each, such as `2 symbolic links, 1 hidden`.
  public var sentence: String {
    InputScan.Ignored.allCases.compactMap { reason in
      self[reason].map { "\($0) \(Self.noun(reason, isOne: $0 == 1))" }
    }.joined(separator: ", ")
  }

  private static func noun(_ reason: InputScan.Ignored, isOne: Bool) -> String {
    switch reason {
    case .link: isOne ? "symbolic link" : "symbolic links"
    case .special: isOne ? "pipe or device" : "pipes or devices"
    case .hidden: "hidden"
    case .otherType: "of another type"
    case .unfinished: isOne ? "temporary file" : "temporary files"
    case .excluded: "excluded"
    case .tooDeep: isOne ? "folder too deep" : "folders too deep"
    }
  }
}

extension BatchSummary.Stop: CustomStringConvertible {
  public var description: String {
    switch self {
    case .failure: "Stopped at the first document that failed, as --fail-fast asks. What is done stays done."
    case .file(let error): "\(error) What is done stays done."
    case .ledgerFull(let folder):
      "Could not write the ledger in \(folder): no space left. Make room and run again: what is done stays done."
    case .ledgerBroken(let folder, let reason):
      "Could not write the ledger in \(folder): \(reason). Check the disk, and run again."
    }
  }
}
