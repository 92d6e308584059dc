import ArgumentParser
import DixitKnowledge

extension KnowledgeCommand {
  struct Diff: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show what one knowledge base has that another has not.",
      discussion: """
        Items are compared by their ids, names by the items they lead to. Lines begin with + for what is new, - for what \
        is gone and ~ for what changed, the best known first.
        """)

    @Argument(help: "The knowledge base from before.")
    var old: String

    @Argument(help: "The one to compare with it; without it the one inside the program.")
    var new: String?

    @Option(help: ArgumentHelp("How many lines of each sort to list.", valueName: "count"))
    var limit = 20

    func validate() throws {
      if limit < 0 { throw ValidationError("Expected a count for --limit, found \(limit).") }
    }

    func run() throws {
      let difference = KnowledgeDifference(from: try KnowledgeCommand.open(old), to: try KnowledgeCommand.open(new))
      summarize("items", difference.added.count, difference.removed.count, difference.changed.count)
      list("+", difference.added) { "\($0.id)\t\($0.label)" }
      list("-", difference.removed) { "\($0.id)\t\($0.label)" }
      list("~", difference.changed) { "\($0.id)\t\($0.label)\t\($0.facts.joined(separator: "; "))" }
      let names = [difference.addedNames, difference.removedNames, difference.changedNames]
      summarize("names", names[0].count, names[1].count, names[2].count)
      for (sign, changes) in zip(["+", "-", "~"], names) {
        list(sign, changes) { change in
          let items = [change.before, change.after].filter { !$0.isEmpty }.map { $0.joined(separator: ", ") }
          return "\(change.text)\t\(items.joined(separator: " → "))"
        }
      }
    }

    private func summarize(_ what: String, _ added: Int, _ removed: Int, _ changed: Int) {
      print("\(what): \(added) new, \(removed) gone, \(changed) changed")
    }

    private func list<Element>(_ sign: String, _ elements: [Element], line: (Element) -> String) {
      for element in elements.prefix(limit) { print("\(sign) \(line(element))") }
      if elements.count > limit, limit > 0 { print("\(sign) … and \(elements.count - limit) more") }
    }
  }
}
