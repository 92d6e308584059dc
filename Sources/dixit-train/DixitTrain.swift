import ArgumentParser

@main
struct DixitTrain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dixit-train",
    abstract: "Makes the models that dixit ships, and measures them.",
    discussion: "The same data in the same order gives the same bytes. Sources/dixit-train/README.md has the recipes.",
    subcommands: [
      LanguagesCommand.self, TaggerCommand.self, NamesCommand.self, SentencesCommand.self, SpeakersCommand.self,
      LinksCommand.self, FindsCommand.self, StopsCommand.self, ShowCommand.self,
    ])
}
