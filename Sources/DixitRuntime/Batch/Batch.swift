import Dispatch
import DixitDocument
import Synchronization

/// All documents of some files and folders, read, annotated and written below one output folder.
///
/// It knows nothing of languages and formats: how to read, what to do and how to write come in as values. It keeps
/// paths, never documents, so its memory does not grow with the size of the corpus.
public struct Batch: Sendable {
  /// What the user asked for.
  public struct Options: Sendable {
    public var inputs: [BytePath]
    public var output: BytePath
    /// Lanes a step.
    public var jobs: Int
    /// Do documents again that are done.
    public var force: Bool
    /// The largest file that is read, in bytes.
    public var maximumSize: Int

    public init(inputs: [BytePath], output: BytePath, jobs: Int = 1, force: Bool = false, maximumSize: Int = 64 << 20) {
      self.inputs = inputs
      self.output = output
      self.jobs = jobs
      self.force = force
      self.maximumSize = maximumSize
    }
  }

  /// What makes outputs out of bytes.
  public struct Workshop: Sendable {
    public var stages: [any Stage]
    public var writers: [any DocumentWriter]
    /// Decodes and normalizes a file; `id` becomes the document's.
    public var read: @Sendable (_ bytes: [UInt8], _ id: String) throws -> Document
    /// SHA-256 in hexadecimal.
    public var digest: @Sendable ([UInt8]) -> String
    /// Hash of everything but the bytes that changes the outputs.
    public var configuration: String

    public init(
      stages: [any Stage], writers: [any DocumentWriter], configuration: String,
      digest: @escaping @Sendable ([UInt8]) -> String,
      read: @escaping @Sendable (_ bytes: [UInt8], _ id: String) throws -> Document
    ) {
      self.stages = stages
      self.writers = writers
      self.configuration = configuration
      self.digest = digest
      self.read = read
    }
  }

  let options: Options
  package let workshop: Workshop
  let interruption: Interruption
  let progress: @Sendable (BatchProgress) -> Void

  /// - Parameters:
  ///   - interruption: asked before each document; what is in flight then still finishes.
  ///   - progress: called after each document, by one thread at a time.
  public init(
    _ options: Options, _ workshop: Workshop, interruption: Interruption = Interruption(),
    progress: @escaping @Sendable (BatchProgress) -> Void = { _ in }
  ) {
    self.options = options
    self.workshop = workshop
    self.interruption = interruption
    self.progress = progress
  }

  /// Does all documents; returns when the last is written and recorded.
  ///
  /// A document that fails is counted and listed in `OUTPUT/.dixit/failures.tsv`; the others go on.
  /// - Throws: `BatchError` where nothing can begin.
  public func run() throws(BatchError) -> BatchSummary {
    let start = DispatchTime.now().uptimeNanoseconds
    let pipeline = try makePipeline()
    try Self.check(options)
    let scan = InputScan(options.inputs)
    try OutputRules.check(scan, inputs: options.inputs)
    let folder = try OutputFolder(options.output)
    let book = BatchBook(scan: scan, folder: folder, interruption: interruption, progress: progress)
    for file in scan.files {
      if interruption.isRequested { break }
      submit(file, to: pipeline, book)
    }
    pipeline.finish()
    return book.close(timings: pipeline.timings, since: start)
  }

  /// Refuses what no run should begin with: cheap, so worth asking before lexicons and models are loaded.
  public static func check(_ options: Options) throws(BatchError) {
    try OutputRules.check(inputs: options.inputs, output: options.output)
  }

  private func makePipeline() throws(BatchError) -> Pipeline {
    do {
      return try Pipeline(stages: workshop.stages, width: options.jobs, limit: max(8, options.jobs * 8))
    } catch {
      throw .pipeline(error)
    }
  }

  private func submit(_ file: InputFile, to pipeline: Pipeline, _ book: BatchBook) {
    let task = DocumentTask(file: file, batch: self, folder: book.folder)
    pipeline.submit(id: file.name.description, read: task.read, write: task.write) { result in
      book.enter(task, result)
    }
  }
}
