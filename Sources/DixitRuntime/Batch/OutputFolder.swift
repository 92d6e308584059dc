import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The output folder, held by this process, with its ledger and its list of failures in `.dixit`.
final class OutputFolder: Sendable {
  static let stateName = BytePath(".dixit")

  let path: BytePath
  let root: Folder
  let state: Folder
  /// Where outputs lie until they get their names; empty when nothing runs.
  let staging: Folder
  /// Nil where none is kept: then all is done each time.
  let ledger: Ledger?
  /// Open for writing: the failures of this run, a line each.
  let failures: Int32
  let failuresPath: BytePath
  private let lock: FolderLock
  private let staged = Atomic<Int>(0)

  /// - Parameter purpose: what holds the folder, for whoever finds it held: `run`, `watch`.
  init(_ path: BytePath, purpose: String, keepsLedger: Bool = true) throws(BatchError) {
    self.path = path
    let statePath = path.appending(Self.stateName)
    failuresPath = statePath.appending(BytePath("failures.tsv"))
    do throws(FileError) {
      try Files.makeFolder(path)
      root = try Folder(path)
      state = try root.folder(Self.stateName) { _ in }
      staging = try state.folder(BytePath("staging")) { _ in }
    } catch {
      throw .output(error)
    }
    lock = try Self.hold(state, path, purpose)
    ledger = keepsLedger ? try Self.openLedger(statePath) : nil
    do throws(FileError) {
      for name in try staging.names() { try staging.remove(name) }
      failures = try state.openEntry(failuresPath.name, O_WRONLY | O_CREAT | O_TRUNC, mode: 0o644)
    } catch {
      throw .output(error)
    }
  }

  /// Lets go of the folder.
  func finish() throws {
    defer { lock.release() }
    try ledger?.close()
  }

  deinit { close(failures) }

  /// A name in the staging folder that nothing has.
  func nextStagedName() -> BytePath { BytePath(String(staged.add(1, ordering: .relaxed).newValue, radix: 36)) }

  private static func openLedger(_ state: BytePath) throws(BatchError) -> Ledger {
    do {
      return try Ledger(folder: state)
    } catch {
      let path = state.appending(Ledger.fileName)
      throw Ledger.isDiskFull(error)
        ? .output(.system(.write, path: path, code: ENOSPC)) : .ledger(path, reason: "\(error)")
    }
  }

  private static func hold(_ state: Folder, _ path: BytePath, _ purpose: String) throws(BatchError) -> FolderLock {
    do throws(FileError) {
      if let lock = try FolderLock.take(in: state, purpose: purpose) { return lock }
    } catch {
      throw .output(error)
    }
    throw .held(path)
  }

  /// The folders that moved inputs go to; input folders may not be among them.
  func folder(_ name: BytePath) throws(FileError) -> Folder {
    try root.folder(name) { _ in }
  }
}

extension BytePath {
  /// The tables over the corpus that an output folder may have.
  package static let quotationTable = BytePath("quotations.csv")
  package static let speakerTable = BytePath("speakers.csv")
  package static let corpusDatabase = BytePath("corpus.sqlite")

  /// Where an output of the document of this name lies below the output folder: at its name with the ending behind. Only
  /// the folder of an input that is called like a table makes room for it, and is called `quotations.csv.articles`.
  package func output(_ ending: String) -> BytePath {
    let path = appending(suffix: ending)
    let folder = BytePath(path.bytes.prefix { $0 != UInt8(ascii: "/") })
    // Some file systems take capitals and small letters for one.
    let tables = [BytePath.quotationTable, .speakerTable, .corpusDatabase]
    guard folder.bytes.count < path.bytes.count, tables.contains(where: { folder.isSame(as: $0.description) }) else {
      return path
    }
    return BytePath(folder.bytes + ".articles".utf8 + path.bytes.dropFirst(folder.bytes.count))
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
    for (file, next) in zip(scan.files, scan.files.dropFirst()) where file.name == next.name {
      throw .sameOutput(file.name, first: file.path, second: next.path)
    }
  }
}
