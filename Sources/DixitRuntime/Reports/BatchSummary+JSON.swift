extension BatchSummary {
  /// The summary for machines.
  package var json: JSONValue {
    .object([
      ("status", .integer(Int(exitStatus.rawValue))),
      ("stopped", stop.map { .string("\($0)") } ?? .null),
      ("done", .integer(done)), ("skipped", .integer(skipped)), ("duplicates", .integer(duplicates)),
      ("failed", .integer(failed)), ("collections", .integer(collections)), ("remaining", .integer(remaining)),
      ("ignored", .object(InputScan.Ignored.allCases.map { ($0.rawValue, .integer(ignored[$0] ?? 0)) })),
      ("reasons", .object(reasons.sorted { $0.key < $1.key }.map { ($0.key, .integer($0.value)) })),
      ("removed", .array(removed.map { .string("\($0)") })),
      ("unfinished", unfinished.map { .string("\($0)") } ?? .null),
      ("words", .integer(words)), ("quotations", .integer(quotations)), ("seconds", .number(seconds)),
      ("scanSeconds", .number(scanSeconds)),
      ("failures", .array(firstFailures.map(\.json))), ("stages", .array(timings.map(\.json))),
    ])
  }
}

extension StageFailure {
  package var json: JSONValue {
    .object([("document", .string(document)), ("stage", .string(stage)), ("error", .string("\(cause)"))])
  }
}

extension StageTiming {
  package var json: JSONValue {
    .object([
      ("stage", .string(stage)), ("documents", .integer(count)), ("seconds", .number(Double(nanoseconds) / 1e9)),
      ("mostWaiting", .integer(mostWaiting)),
    ])
  }
}

extension Ledger.Row {
  /// Why a document failed, as it stands beside the file.
  func reason(of file: InputFile, _ failure: StageFailure, articles: [StageFailure] = []) -> JSONValue {
    .object(
      [
        ("document", .string("\(name)")), ("path", .string("\(file.path)")), ("stage", .string(failure.stage)),
        ("error", .string("\(failure.cause)")), ("attempts", .integer(attempts)),
        ("sha256", sha256.map { .string($0) } ?? .null), ("configuration", .string(configuration)),
        ("knowledge", .string(knowledge)), ("time", .integer(Int(finished))),
      ] + (articles.isEmpty ? [] : [("articles", .array(articles.prefix(1000).map(\.json)))]))
  }
}
