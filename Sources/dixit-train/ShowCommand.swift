import ArgumentParser
import DixitGrammar
import Foundation

struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Checks a model and prints its header.")

  @Argument(help: "A model.")
  var model: String

  @Option(help: "What the model should do: tagger, names, …")
  var kind: String

  func run() throws {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: model))
    for (key, value) in try ModelFile(Array(bytes), path: model, kind: kind).about { print("\(key): \(value)") }
  }
}
