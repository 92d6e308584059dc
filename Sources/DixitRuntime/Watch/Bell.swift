import Dispatch

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Wakes one sleeper; rings while it is awake are kept as one.
///
/// A pipe and `poll`, because that counts the time that has passed: on Linux a semaphore of Dispatch waits for a time of
/// the wall clock, and for ten years when that is set back by ten years meanwhile.
final class Bell: Sendable {
  private let reading: Int32
  private let writing: Int32

  init() {
    var ends: [Int32] = [-1, -1]
    precondition(pipe(&ends) == 0, "Expected room for two more open files, found none")
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    (reading, writing) = (ends[0], ends[1])
  }

  deinit {
    close(reading)
    close(writing)
  }

  func ring() {
    // A full pipe rings already.
    _ = [UInt8(1)].withUnsafeBytes { write(writing, $0.baseAddress!, 1) }
  }

  /// Sleeps until it rings, or until a time of the monotonic clock.
  func wait(until time: UInt64) {
    let now = DispatchTime.now().uptimeNanoseconds
    let milliseconds = time <= now ? 0 : Int32(min((time - now) / 1_000_000 + 1, 60_000))
    var wanted = pollfd(fd: reading, events: Int16(POLLIN), revents: 0)
    guard poll(&wanted, 1, milliseconds) > 0 else { return }
    var buffer = [UInt8](repeating: 0, count: 4096)
    while buffer.withUnsafeMutableBufferPointer({ Files.readAgain(reading, $0.baseAddress!, $0.count) }) > 0 {}
  }
}
