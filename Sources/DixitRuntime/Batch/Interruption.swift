import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A wish to stop: what is in flight finishes, nothing new begins.
public final class Interruption: Sendable {
  private let isSet = Atomic<Bool>(false)
  private let wakes = Locked<[@Sendable () -> Void]>([])
  private let signalNumber = Atomic<Int32>(0)

  public init() {}

  public var isRequested: Bool { isSet.load(ordering: .relaxed) }

  /// The signal that asked first; nil where none did.
  public var signal: Int32? {
    let number = signalNumber.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }

  public func request() {
    isSet.store(true, ordering: .relaxed)
    for wake in wakes.withLock({ $0 }) { wake() }
  }

  /// Has something called at each request: whoever sleeps must wake to hear of it.
  func onRequest(_ wake: @escaping @Sendable () -> Void) { wakes.withLock { $0.append(wake) } }

  /// From now on the first Ctrl-C or SIGTERM asks, and the second ends the process at once.
  ///
  /// - Returns: what listens; it must be kept alive.
  public func listen() -> [any DispatchSourceSignal] {
    [SIGINT, SIGTERM].map { number in
      // Dispatch hears signals beside their handlers, so the default one must go.
      ignoreSignal(number)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { [self] in hear(number) }
      source.resume()
      return source
    }
  }

  private func hear(_ number: Int32) {
    let (isFirst, _) = signalNumber.compareExchange(expected: 0, desired: number, ordering: .relaxed)
    if !isFirst { endProcess(by: number) }
    request()
  }

  /// Ends the process by the signal that asked: the caller's shell then sees 130 or 143, and knows why.
  public func raiseAgain() {
    if let signal { endProcess(by: signal) }
  }
}

private func ignoreSignal(_ number: Int32) { signal(number, SIG_IGN) }

private func endProcess(by number: Int32) {
  signal(number, SIG_DFL)
  kill(getpid(), number)
}
