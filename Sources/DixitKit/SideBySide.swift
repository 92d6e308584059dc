import Dispatch
import Synchronization

/// Runs two pieces of work at once, the first on another thread, and waits for both.
func sideBySide<A: Sendable, B>(
  _ first: @escaping @Sendable () throws -> A, _ second: () throws -> B
) throws -> (A, B) {
  let box = Box<A>()
  let group = DispatchGroup()
  // A queue of its own gets a thread however many wait for others.
  DispatchQueue(label: "side by side").async(group: group) {
    let result = Result { try first() }
    box.result.withLock { $0 = result }
  }
  let other = Result { try second() }
  group.wait()
  return (try box.result.withLock { $0! }.get(), try other.get())
}

private final class Box<Value: Sendable>: Sendable {
  let result = Mutex<Result<Value, any Error>?>(nil)
}
