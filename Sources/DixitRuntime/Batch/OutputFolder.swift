#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The output folder, held by this process, with its ledger and its list of failures in `.dixit`.
final class OutputFolder: Sendable {
  let path: BytePath
  let ledger: Ledger
  /// Open for writing: the failures of this run, a line each.
  let failures: Int32
  let failuresPath: BytePath
  private let lock: FolderLock

  init(_ path: BytePath) throws(BatchError) {
    self.path = path
    let state = path.appending(BytePath(".dixit"))
    failuresPath = state.appending(BytePath("failures.tsv"))
    lock = try Self.hold(state)
    do {
      ledger = try Ledger(folder: state)
    } catch {
      let path = state.appending(BytePath("ledger.sqlite"))
      throw Ledger.isDiskFull(error)
        ? .output(.system(.write, path: path, code: ENOSPC)) : .ledger(path, reason: "\(error)")
    }
    failures = try Self.truncate(failuresPath)
  }

  /// Writes what the ledger still keeps, and lets go of the folder.
  func finish() throws {
    defer { lock.release() }
    try ledger.close()
  }

  deinit { close(failures) }

  private static func hold(_ state: BytePath) throws(BatchError) -> FolderLock {
    let lock: FolderLock?
    do throws(FileError) {
      try Files.makeFolder(state)
      lock = try FolderLock.take(state.appending(BytePath("lock")))
    } catch {
      throw .output(error)
    }
    guard let lock else { throw .held(state.parent) }
    return lock
  }

  private static func truncate(_ path: BytePath) throws(BatchError) -> Int32 {
    do throws(FileError) {
      return try retrying(.create, path) {
        path.withCString { open($0, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o644) }
      }
    } catch {
      throw .output(error)
    }
  }
}

/// What must hold between inputs and output before anything is written.
enum OutputRules {
  /// Refuses an output folder that lies in an input, which the next run would then read, or around one.
  static func check(inputs: [BytePath], output: BytePath) throws(BatchError) {
    guard let resolvedOutput = output.resolved else {
      throw .output(.system(.create, path: output, code: errno))
    }
    for input in inputs {
      guard let resolvedInput = input.resolved else { continue }
      if resolvedOutput.isWithin(resolvedInput) { throw .outputInInput(output: output, input: input) }
      if resolvedInput.isWithin(resolvedOutput) { throw .inputInOutput(input: input, output: output) }
    }
  }

  /// Refuses inputs without a file, and inputs whose outputs would take each other's place.
  static func check(_ scan: InputScan, inputs: [BytePath]) throws(BatchError) {
    if scan.files.isEmpty, scan.failures.isEmpty { throw .noInput(inputs, scan.ignored) }
    if scan.files.isEmpty, scan.failures.allSatisfy({ inputs.contains($0.path) }) {
      throw .unreadable(scan.failures[0].error)
    }
    guard inputs.count > 1 else { return }
    var paths: [BytePath: BytePath] = [:]
    for file in scan.files {
      if let other = paths.updateValue(file.path, forKey: file.name) {
        throw .sameOutput(file.name, first: other, second: file.path)
      }
    }
  }
}
