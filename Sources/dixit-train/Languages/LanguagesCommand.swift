import ArgumentParser
import DixitDocument
import Foundation

struct LanguagesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "languages", abstract: "Makes the model that tells languages apart, and measures it.")

  @Argument(help: "A folder made by lexicons/make-language-texts.py.")
  var folder: String

  @Option(name: [.short, .long], help: "Where the model goes.")
  var output: String

  func run() throws {
    var training = LanguageTraining(folder: folder)
    let model = try training.run()
    try Data(model).write(to: URL(fileURLWithPath: output))
    let judging = try LanguageJudging(model: model, folder: folder)
    print("Sentences kept aside, of 50 characters or more:")
    print(try judging.report(length: 50))
    print("Of 20 or more:")
    print(try judging.report(length: 20))
    print(judging.speed(), "MB/s")
  }
}
