import Dispatch
import DixitRuntime
import Synchronization

/// One line on the terminal that says how far the batch is, at most ten times a second.
final class ProgressLine: Sendable {
  private let isShown: Bool
  private let usesColor = Console.takesColor(Console.errors)
  private let start = DispatchTime.now().uptimeNanoseconds
  private let lastShown = Mutex<UInt64>(0)

  init(isShown: Bool) { self.isShown = isShown }

  func show(_ progress: BatchProgress) {
    guard isShown else { return }
    lastShown.withLock { last in
      let now = DispatchTime.now().uptimeNanoseconds
      if now - last < 100_000_000, progress.finished < progress.total { return }
      last = now
      Console.show("\r\(line(progress, seconds: Double(now - start) / 1e9))\u{1B}[K")
    }
  }

  func clear() {
    if isShown { Console.show("\r\u{1B}[K") }
  }

  private func line(_ progress: BatchProgress, seconds: Double) -> String {
    let share = Double(progress.finished) / Double(max(1, progress.total))
    let rate = Int(Double(progress.words) / max(seconds, 0.001))
    // The first second is no measure of the others, and what was done before took no time.
    let worked = progress.finished - progress.skipped
    let isTelling = seconds >= 1 && worked > 0
    let left =
      isTelling
      ? "  \(clock(seconds / Double(worked) * Double(progress.total - progress.finished))) left" : ""
    return "\(bar(share)) \(grouped(progress.finished)) of \(grouped(progress.total))  \(grouped(rate)) words a second"
      + left
  }

  private func bar(_ share: Double) -> String {
    let filled = Int(share * 24)
    let (full, empty) = (String(repeating: "█", count: filled), String(repeating: "░", count: 24 - filled))
    return usesColor ? "\u{1B}[32m\(full)\u{1B}[2m\(empty)\u{1B}[0m" : full + empty
  }
}

/// Seconds as `1:05` or `2:00:00`.
func clock(_ seconds: Double) -> String {
  let all = Int(seconds.rounded())
  let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
  let minutes = all / 60 % 60
  return all >= 3600 ? "\(all / 3600):\(two(minutes)):\(two(all % 60))" : "\(minutes):\(two(all % 60))"
}
