import Dispatch
import DixitDocument

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The inside of a worker process: documents come by one descriptor and are answered there, one after another.
public struct WorkerService {
  private let workshop: Workshop
  private let descriptor: Int32

  /// - Parameter descriptor: a socket whose other end the parent holds.
  public init(_ workshop: Workshop, descriptor: Int32 = 0) {
    self.workshop = workshop
    self.descriptor = descriptor
  }

  /// Returns when the parent is gone.
  public func run() {
    let orphan = Self.endWithParent()
    while let frame = receiveFrame(), let request = WorkerFrames.parseRequest(frame) {
      if !send(WorkerFrames.answer(annotate(request.bytes, request.id, request.origin))) { break }
    }
    orphan.cancel()
  }

  /// Limits the memory of this process, as far as the system keeps such limits; what asks for more crashes.
  public static func limitMemory(bytes: Int) {
    // The thread sanitizer takes terabytes of addresses for itself: no limit leaves room for both.
    if dlsym(dlopen(nil, RTLD_NOW), "__tsan_init") != nil { return }
    var limit = rlimit(rlim_cur: rlim_t(bytes), rlim_max: rlim_t(bytes))
    #if canImport(Glibc)
      setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
    #else
      setrlimit(RLIMIT_AS, &limit)
    #endif
  }

  /// A worker that hangs does not see that its parent is gone: somebody else must look.
  private static func endWithParent() -> any DispatchSourceTimer {
    let parent = getppid()
    let timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "dixit.orphan"))
    timer.schedule(deadline: .now() + 1, repeating: 1)
    timer.setEventHandler { if getppid() != parent { _exit(1) } }
    timer.resume()
    return timer
  }

  private func annotate(_ bytes: [UInt8], _ id: String, _ origin: PartOrigin) -> Result<Rendered, StageFailure> {
    var stage = Pipeline.reading
    do {
      var document = try workshop.read(bytes, id, origin)
      for next in workshop.stages {
        stage = next.name
        try next.annotate(&document)
      }
      stage = Pipeline.writing
      return .success(workshop.render(document))
    } catch {
      return .failure(StageFailure(document: id, stage: stage, cause: error))
    }
  }

  private func receiveFrame() -> [UInt8]? {
    guard let header = receive(8) else { return nil }
    let length = header.reversed().reduce(0) { $0 << 8 | Int($1) }
    return (0...WorkerFrames.longest).contains(length) ? receive(length) : nil
  }

  private func receive(_ count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var start = 0
    while start < count {
      let got = bytes.withUnsafeMutableBufferPointer {
        Files.readAgain(descriptor, $0.baseAddress! + start, count - start)
      }
      if got <= 0 { return nil }
      start += got
    }
    return bytes
  }

  private func send(_ bytes: [UInt8]) -> Bool {
    do { try Files.append(bytes, to: descriptor, BytePath("socket")) } catch { return false }
    return true
  }
}
