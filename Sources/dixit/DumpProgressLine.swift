import Dispatch
import DixitKnowledge

/// How far the reading of a dump is: a line that is written over on a terminal, a line a minute elsewhere.
final class DumpProgressLine {
  private let isTerminal = Console.isTerminal(Console.errors)
  private let start = DispatchTime.now().uptimeNanoseconds
  private var last: UInt64
  private var latest: WikidataProgress?

  init() { last = start }

  func show(_ progress: WikidataProgress) {
    latest = progress
    let now = DispatchTime.now().uptimeNanoseconds
    guard now - last >= (isTerminal ? 200_000_000 : 60_000_000_000) else { return }
    last = now
    let text = line(progress, seconds: Double(now - start) / 1e9)
    Console.show(isTerminal ? "\r\(text)\u{1B}[K" : text + "\n")
  }

  /// Says how far it came.
  func end() {
    guard let latest else { return }
    let text = line(latest, seconds: Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9)
    Console.show(isTerminal ? "\r\(text)\u{1B}[K\n" : text + "\n")
  }

  private func line(_ progress: WikidataProgress, seconds: Double) -> String {
    let rate = Double(progress.bytes - progress.firstByte) / 1e6 / max(seconds, 0.001)
    var parts = ["\(fixed(Double(progress.bytes) / 1e9, 2)) GB of JSON"]
    if let size = progress.size {
      parts[0] += " (\(fixed(100 * Double(progress.packedBytes) / Double(max(1, size)), 1)) %)"
    }
    parts += ["\(grouped(progress.entities)) entities", "\(grouped(progress.kept)) kept"]
    if progress.damaged > 0 { parts.append("\(grouped(progress.damaged)) damaged") }
    parts.append("\(fixed(rate, 0)) MB/s")
    // The first seconds are no measure of the hours to come.
    let done = progress.packedBytes - progress.firstPackedByte
    if let size = progress.size, seconds > 2, done > 0, progress.packedBytes < size {
      parts.append("\(clock(seconds * Double(size - progress.packedBytes) / Double(done))) left")
    }
    return parts.joined(separator: ", ")
  }
}
