import Testing

@testable import DixitRuntime

/// When a file is taken, decided from what was seen and when: no file, no clock.
@Suite struct WatchPlannerTests {
  private static let second: UInt64 = 1_000_000_000
  private let name = BytePath("a.txt")
  private var planner = WatchPlanner(WatchPlanner.Settings())

  private func file(_ size: Int64) -> FileSignature {
    FileSignature(inode: 1, size: size, modified: size, changed: size)
  }

  /// Looks at the file whenever the planner wants to; returns when it was taken.
  private mutating func take(within seconds: Double, from start: Double = 0, size: (Double) -> Int64?) -> [Double] {
    var taken: [Double] = []
    for step in 0...Int(seconds * 10) {
      let time = start + Double(step) / 10
      let now = UInt64(time * 10) * Self.second / 10
      for name in planner.due(at: now) { planner.look(at: name, size(time).map(file), at: now) }
      while let name = planner.takeReady() {
        taken.append(time)
        _ = planner.finish(name, .done, at: now)
      }
    }
    return taken
  }

  @Test mutating func takesAFileThatHasLookedTheSameForAWhile() {
    planner.see(name, file(1), isEvent: true, at: 0)
    #expect(take(within: 5) { _ in 1 } == [2])
    #expect(planner.isIdle)
  }

  @Test mutating func waitsWhileAFileGrows() {
    planner.see(name, file(0), isEvent: true, at: 0)
    // A byte each half second, for 30 seconds, told by no further event.
    let taken = take(within: 40) { Int64(min($0, 30) * 2) }
    #expect(taken.count == 1 && taken[0] >= 32 && taken[0] <= 34)
  }

  @Test mutating func takesAFileAgainThatGoesOnAfterAPause() {
    planner.see(name, file(1), isEvent: true, at: 0)
    #expect(take(within: 3) { _ in 1 } == [2])
    planner.see(name, file(2), isEvent: true, at: 4 * Self.second)
    #expect(take(within: 3, from: 4) { _ in 2 } == [6])
  }

  @Test mutating func aHundredEventsAreOneJob() {
    for index in 0..<100 { planner.see(name, file(1), isEvent: true, at: UInt64(index) * Self.second / 100) }
    let taken = take(within: 6) { _ in 1 }
    #expect(taken.count == 1 && taken[0] >= 2.9)
  }

  @Test mutating func aChangeWhileAFileIsAtWorkQueuesItAgain() {
    planner.see(name, file(1), isEvent: true, at: 0)
    for name in planner.due(at: 2 * Self.second) { planner.look(at: name, file(1), at: 2 * Self.second) }
    #expect(planner.takeReady() == name)
    planner.see(name, file(1), isEvent: false, at: 2 * Self.second)
    planner.see(name, file(2), isEvent: false, at: 2 * Self.second)
    #expect(planner.takeReady() == nil)
    #expect(planner.finish(name, .done, at: 3 * Self.second) == .again)
  }

  @Test mutating func aListingThatShowsNothingNewChangesNothing() {
    planner.see(name, file(1), isEvent: true, at: 0)
    planner.see(name, file(1), isEvent: false, at: Self.second)
    #expect(take(within: 5) { _ in 1 } == [2])
  }

  @Test mutating func forgetsAFileThatIsGone() {
    planner.see(name, file(1), isEvent: true, at: 0)
    #expect(take(within: 5) { _ in nil } == [])
    #expect(planner.isIdle)
  }

  @Test mutating func waitsLongerWhereItMustPoll() {
    planner.see(name, file(1), isEvent: false, isPolled: true, at: 0)
    #expect(take(within: 8) { _ in 1 } == [5])
  }

  @Test mutating func failuresAreTriedAgainLaterAndLaterAndThenGivenUp() {
    planner.see(name, file(1), isEvent: true, at: 0)
    var now = 2 * Self.second
    for (attempt, pause) in [(1, 10 * Self.second), (2, 30 * Self.second)] {
      for name in planner.due(at: now) { planner.look(at: name, file(1), at: now) }
      #expect(planner.takeReady() == name)
      #expect(planner.finish(name, .failed(attempts: attempt), at: now) == .retry(after: pause))
      #expect(planner.due(at: now + pause - 1) == [])
      now += pause
    }
    for name in planner.due(at: now) { planner.look(at: name, file(1), at: now) }
    #expect(planner.takeReady() == name)
    #expect(planner.finish(name, .failed(attempts: 3), at: now) == .givenUp)
    #expect(planner.isIdle)
  }

  @Test mutating func keepsTheOrderOfAThousandAppointments() {
    var random = SystemRandomNumberGenerator()
    let times = (0..<1000).map { _ in UInt64.random(in: 0..<1000, using: &random) * Self.second }
    for (index, time) in times.enumerated() { planner.see(BytePath("\(index)"), file(1), isEvent: true, at: time) }
    for time in stride(from: 0, to: 1100, by: 50) {
      for name in planner.due(at: UInt64(time) * Self.second) {
        let own = times[Int(name.description)!] + 2 * Self.second
        #expect(own <= UInt64(time) * Self.second && own + 50 * Self.second > UInt64(time) * Self.second)
        planner.look(at: name, nil, at: 0)
      }
    }
    #expect(planner.isIdle)
  }
}
