import DixitRuntime
import Foundation

/// Messages on standard error, as sentences or as one JSON object a line.
struct Log: Sendable {
  let isJSON: Bool
  let isQuiet: Bool

  func event(_ name: String, _ fields: [(String, JSONValue)], isWarning: Bool = false, text: String? = nil) {
    if isQuiet, !isWarning { return }
    if isJSON {
      var all: [(String, JSONValue)] = [
        ("time", .string(Self.timestamp)), ("level", .string(isWarning ? "warning" : "info")), ("event", .string(name)),
      ]
      if let text { all.append(("message", .string(text))) }
      Console.say(JSONValue.object(all + fields).line)
    } else if let text {
      isWarning ? Console.complain(text) : Console.say(text)
    }
  }

  /// The wall clock as `2026-01-31T23:59:59Z`: formatters would load 40 MB of locale data.
  private static var timestamp: String {
    var now = Foundation.time(nil)
    var parts = tm()
    gmtime_r(&now, &parts)
    let numbers = [parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec]
    return String(
      format: "%04d-%02d-%02dT%02d:%02d:%02dZ", numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5])
  }
}
