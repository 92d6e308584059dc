import ArgumentParser

@main
struct Dixit: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "dixit")
}
