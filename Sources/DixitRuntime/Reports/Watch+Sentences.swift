// What a watch tells, as sentences and for machines.

extension WatchCounts {
  public var sentence: String {
    "\(done) done, \(duplicates) duplicates, \(failed) failed, \(inFlight) at hand, \(waiting) waiting"
  }
}

extension WatchNotice: CustomStringConvertible {
  public var description: String {
    switch self {
    case .ready(let inboxes, let waiting):
      "Watching \(inboxes) \(inboxes == 1 ? "folder" : "folders"); \(waiting) \(waiting == 1 ? "file" : "files") to do."
    case .heartbeat(let counts): "Alive: \(counts.sentence)."
    case .done(let name, let words, let quotations): "Done: \(name), \(words) words, \(quotations) quotations."
    case .duplicate(let name, let original): "Done: \(name), the same bytes as \(original)."
    case .failed(let failure, let attempts, let pause?):
      "Failed: \(failure) (try \(attempts); the next in \(Int(pause.rounded(.up))) s)"
    case .failed(let failure, let attempts, nil): "Given up: \(failure) (try \(attempts))"
    case .moved(let path, let place): "Moved: \(path) to \(place)."
    case .keptBack(let error), .unreadable(let error): "\(error)"
    case .lostEvents: "More changes than the system remembers: everything is listed again."
    case .watchLimit(let folder):
      "The system watches no more folders, from \(folder) on: they are looked at from time to time."
        + " Raise fs.inotify.max_user_watches for quicker news."
    case .polled(let folder, let type): "\(folder) is looked at from time to time: it tells of no changes (\(type))."
    case .inboxGone(let path): "\(path) is gone: waiting for it to come back."
    case .inboxBack(let path): "\(path) is back: listed again."
    case .stuck(let work):
      "\(work.document) has been in the stage \(work.stage) for \(work.nanoseconds / 1_000_000_000) s."
        + " With --isolate it would be given up."
    case .retryRequested(let count): "\(count) failed documents are tried again, as was asked."
    }
  }

  /// Whether something is wrong.
  public var isWarning: Bool {
    switch self {
    case .ready, .heartbeat, .done, .duplicate, .moved, .retryRequested, .inboxBack: false
    default: true
    }
  }

  /// The name of the event and its facts.
  package var json: (event: String, fields: [(String, JSONValue)]) {
    switch self {
    case .ready(let inboxes, let waiting):
      ("ready", [("inboxes", .integer(inboxes)), ("waiting", .integer(waiting))])
    case .heartbeat(let counts): ("heartbeat", counts.fields)
    case .done(let name, let words, let quotations):
      ("done", [("document", .string("\(name)")), ("words", .integer(words)), ("quotations", .integer(quotations))])
    case .duplicate(let name, let original):
      ("duplicate", [("document", .string("\(name)")), ("original", .string("\(original)"))])
    case .failed(let failure, let attempts, let pause):
      (
        "failed",
        [
          ("document", .string(failure.document)), ("stage", .string(failure.stage)),
          ("error", .string("\(failure.cause)")), ("attempts", .integer(attempts)),
          ("retryAfter", pause.map { .number($0) } ?? .null),
        ]
      )
    case .moved(let path, let place): ("moved", [("path", .string("\(path)")), ("to", .string("\(place)"))])
    case .keptBack: ("keptBack", [])
    case .unreadable: ("unreadable", [])
    case .lostEvents: ("lostEvents", [])
    case .watchLimit(let folder): ("watchLimit", [("path", .string("\(folder)"))])
    case .polled(let folder, let type): ("polled", [("path", .string("\(folder)")), ("type", .string(type))])
    case .inboxGone(let path): ("inboxGone", [("path", .string("\(path)"))])
    case .inboxBack(let path): ("inboxBack", [("path", .string("\(path)"))])
    case .stuck(let work): ("stuck", [("document", .string(work.document)), ("stage", .string(work.stage))])
    case .retryRequested(let count): ("retryRequested", [("documents", .integer(count))])
    }
  }
}

extension WatchCounts {
  fileprivate var fields: [(String, JSONValue)] {
    [
      ("done", .integer(done)), ("duplicates", .integer(duplicates)), ("failed", .integer(failed)),
      ("inFlight", .integer(inFlight)), ("waiting", .integer(waiting)),
    ]
  }
}
