import Foundation

/// Processor time of this thread: what speed is measured in on a machine that others use too.
enum CPUTime {
  /// The least of five runs, in seconds.
  static func least(_ work: () -> Void) -> Double {
    (0..<5).map { _ in
      let start = now()
      work()
      return now() - start
    }.min()!
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
