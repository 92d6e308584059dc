import Dispatch
import DixitDocument

// Preconcurrency for `environ`, which is read while only one process is started at a time.
#if canImport(Glibc)
  @preconcurrency import Glibc
#else
  @preconcurrency import Darwin
#endif

/// One worker process, started when it is first needed and again after it has died.
///
/// `@unchecked Sendable` because the process changes: only on the lane's queue that owns it.
final class WorkerProcess: @unchecked Sendable {
  private static let starting = DispatchQueue(label: "dixit.starting")

  private let command: [BytePath]
  private var process: (pid: pid_t, socket: Int32)?
  /// Takes what workers write about themselves when they die: a file without a name, made for the first of them.
  private var words: Int32 = -1

  init(_ command: [BytePath]) { self.command = command }

  deinit {
    end(by: nil)
    if words >= 0 { close(words) }
  }

  /// Sends a document and waits for the answer, `timeLimit` nanoseconds at most.
  func annotate(
    id: String, _ bytes: [UInt8], _ origin: PartOrigin = PartOrigin(), timeLimit: UInt64?
  ) throws -> Result<Rendered, StageFailure> {
    let socket = try start()
    let deadline = timeLimit.map { DispatchTime.now().uptimeNanoseconds + $0 }
    do throws(Trouble) {
      try send(WorkerFrames.request(id: id, bytes, origin), socket)
      let header = try receive(8, socket, deadline)
      let length = header.reversed().reduce(0) { $0 << 8 | Int($1) }
      guard (0...WorkerFrames.longest).contains(length) else { throw .garbled }
      let frame = try receive(length, socket, deadline)
      guard let answer = WorkerFrames.parseAnswer(frame, document: id) else { throw .garbled }
      return answer
    } catch {
      let status = end(by: SIGKILL)
      switch error {
      case .late: throw WorkerError.timeLimit(seconds: (timeLimit ?? 0) / 1_000_000_000)
      case .garbled: throw WorkerError.garbled
      case .gone: throw reason(status)
      }
    }
  }

  private enum Trouble: Error { case late, gone, garbled }

  /// What `waitpid` said, read without the macros that Swift does not see.
  private func reason(_ status: Int32) -> WorkerError {
    let signal = status & 0x7F
    return signal == 0
      ? .exited(status: status >> 8 & 0xFF, said: lastWords) : .crashed(signal: signal, said: lastWords)
  }

  /// The first line that the last worker wrote, in which the reason stands; addresses follow.
  private var lastWords: String {
    var bytes = [UInt8](repeating: 0, count: 240)
    let count = pread(words, &bytes, bytes.count, 0)
    return String(decoding: bytes.prefix(max(0, count)).prefix { $0 >= 0x20 }, as: UTF8.self)
  }

  private func openWords() {
    if words >= 0 {
      ftruncate(words, 0)
      lseek(words, 0, SEEK_SET)
    } else if let file = tmpfile() {
      words = fcntl(fileno(file), F_DUPFD_CLOEXEC, 3)
      fclose(file)
    }
  }

  private func start() throws -> Int32 {
    if let process { return process.socket }
    // One at a time: a child must not inherit the descriptors of another's, which would then never see their end.
    let started = try Self.starting.sync { try spawn() }
    process = started
    return started.socket
  }

  private func spawn() throws -> (pid: pid_t, socket: Int32) {
    var ends: [Int32] = [-1, -1]
    guard socketpair(AF_UNIX, streamSocket, 0, &ends) == 0 else { throw WorkerError.cannotStart(code: errno) }
    _ = ends.map { fcntl($0, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[1]) }
    #if !canImport(Glibc)
      var (on, actions) = (Int32(1), nil as posix_spawn_file_actions_t?)
      setsockopt(ends[0], SOL_SOCKET, SO_NOSIGPIPE, &on, socklen_t(MemoryLayout<Int32>.size))
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], 0)
    openWords()
    if words >= 0 { posix_spawn_file_actions_adddup2(&actions, words, 2) }
    posix_spawn_file_actions_adddup2(&actions, 2, 1)
    var pid: pid_t = 0
    let code = withArguments(command) { posix_spawn(&pid, $0[0]!, &actions, nil, $0, environ) }
    guard code == 0 else {
      close(ends[0])
      throw WorkerError.cannotStart(code: code)
    }
    return (pid, ends[0])
  }

  private func withArguments<T>(_ arguments: [BytePath], _ body: ([UnsafeMutablePointer<CChar>?]) -> T) -> T {
    var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { $0.withCString { strdup($0) } }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    return body(pointers)
  }

  private func send(_ bytes: [UInt8], _ socket: Int32) throws(Trouble) {
    var start = 0
    while start < bytes.count {
      let sent = bytes.withUnsafeBytes { systemSend(socket, $0.baseAddress! + start, bytes.count - start) }
      if sent < 0, errno != EINTR { throw .gone }
      start += max(0, sent)
    }
  }

  private func receive(_ count: Int, _ socket: Int32, _ deadline: UInt64?) throws(Trouble) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var start = 0
    while start < count {
      try wait(socket, deadline)
      let got = bytes.withUnsafeMutableBufferPointer {
        Files.readAgain(socket, $0.baseAddress! + start, count - start)
      }
      if got <= 0 { throw .gone }
      start += got
    }
    return bytes
  }

  private func wait(_ socket: Int32, _ deadline: UInt64?) throws(Trouble) {
    while true {
      let now = DispatchTime.now().uptimeNanoseconds
      if let deadline, now >= deadline { throw .late }
      let milliseconds = deadline.map { Int32(min(($0 - now) / 1_000_000 + 1, 60_000)) } ?? -1
      var wanted = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
      if poll(&wanted, 1, milliseconds) > 0 { return }
    }
  }

  /// Ends the process and returns what it ended with.
  @discardableResult private func end(by signal: Int32?) -> Int32 {
    guard let (pid, socket) = process else { return 0 }
    process = nil
    // A worker that waits for a document ends when nobody can send one any more.
    close(socket)
    var status: Int32 = 0
    if let signal, waitpid(pid, &status, WNOHANG) == 0 {
      // One that is about to die by itself tells more than one that was killed.
      usleep(20_000)
      if waitpid(pid, &status, WNOHANG) != 0 { return status }
      kill(pid, signal)
    } else if signal != nil {
      return status
    }
    while waitpid(pid, &status, 0) == -1, errno == EINTR {}
    return status
  }
}

private var streamSocket: Int32 {
  #if canImport(Glibc)
    Int32(SOCK_STREAM.rawValue)
  #else
    SOCK_STREAM
  #endif
}

/// Sends without the signal that ends a process whose reader is gone.
private func systemSend(_ socket: Int32, _ start: UnsafeRawPointer, _ count: Int) -> Int {
  #if canImport(Glibc)
    send(socket, start, count, Int32(MSG_NOSIGNAL))
  #else
    send(socket, start, count, 0)
  #endif
}
