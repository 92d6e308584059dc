import ArgumentParser
import DixitRuntime

/// What `--isolate` starts: documents come in on one socket and are answered there.
struct WorkerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker", abstract: "Annotates for another dixit.", shouldDisplay: false)

  @OptionGroup var outputs: OutputOptions

  @Option(name: .customLong("memory-limit"), help: .hidden)
  var memoryLimit = 2048

  func run() throws {
    WorkerService.limitMemory(bytes: memoryLimit << 20)
    WorkerService(try outputs.workshop()).run()
  }
}
