import DixitRuntime

/// What a batch did, in lines for a person.
enum SummaryText {
  /// The failures, one line each, and where the others are.
  static func failures(of summary: BatchSummary, output: BytePath) -> [String] {
    var lines = summary.firstFailures.map { "\($0)" }
    let more = summary.failed - lines.count
    if more > 0 {
      lines.append("… and \(grouped(more)) more: all are in \(output.appending(BytePath(".dixit/failures.tsv"))).")
    }
    return lines
  }

  static func lines(of summary: BatchSummary, isInterrupted: Bool) -> [String] {
    let ignored = summary.ignored.values.reduce(0, +)
    var counts = [
      (summary.done, "done"), (summary.skipped, "skipped"), (summary.failed, "failed"), (ignored, "ignored"),
    ]
    if summary.duplicates > 0 { counts.insert((summary.duplicates, "duplicates"), at: 1) }
    var first = "documents: " + counts.map { "\(grouped($0.0)) \($0.1)" }.joined(separator: ", ")
    if ignored > 0 { first += " (\(summary.ignored.sentence))" }
    var lines = [first]
    lines.append(
      "\(grouped(summary.words)) words, \(grouped(summary.quotations)) quotations in \(fixed(summary.seconds, 1)) s"
        + " (\(grouped(Int(summary.wordsPerSecond))) words a second)")
    if !summary.removed.isEmpty {
      let names = summary.removed.prefix(3).map(\.description).joined(separator: ", ")
      let end =
        summary.deletedRemoved ? ": their outputs were deleted." : "; --delete-removed deletes their outputs."
      lines.append(
        "\(grouped(summary.removed.count)) articles of earlier runs are not there any more, such as \(names)\(end)")
    }
    if isInterrupted || summary.remaining > 0 { lines.append("\(untried(summary)) not tried: run again to go on.") }
    return lines
  }

  /// What was left; how many articles the rest of a file has nobody knows.
  private static func untried(_ summary: BatchSummary) -> String {
    guard let file = summary.unfinished else { return "\(grouped(summary.remaining)) documents were" }
    // The file itself is one.
    let others = summary.remaining - 1
    return others > 0 ? "The rest of \(file) and \(grouped(others)) other documents were" : "The rest of \(file) was"
  }

  /// Each stage's count, time and share.
  static func table(_ timings: [StageTiming]) -> [String] {
    let total = timings.reduce(0.0) { $0 + Double($1.nanoseconds) }
    let width = max(5, timings.map(\.stage.count).max() ?? 0)
    let header = row(["stage", "documents", "seconds", "µs each", "share", "waiting"], width)
    return [header]
      + timings.map { timing in
        row(
          [
            timing.stage, grouped(timing.count), fixed(Double(timing.nanoseconds) / 1e9, 2),
            fixed(timing.nanosecondsEach / 1e3, 1),
            fixed(total > 0 ? 100 * Double(timing.nanoseconds) / total : 0, 1) + " %",
            grouped(timing.mostWaiting),
          ], width)
      }
  }

  private static func row(_ cells: [String], _ width: Int) -> String {
    let first = cells[0] + String(repeating: " ", count: width - cells[0].count)
    return cells.dropFirst().reduce(first) { $0 + String(repeating: " ", count: max(1, 12 - $1.count)) + $1 }
  }
}
