import CBzip2
import CZlib

/// Unpacks one member of a gzip file or one stream of a bzip2 file, buffer by buffer.
final class Unpacker {
  enum Packing: Equatable {
    case none, gzip, bzip2

    /// Told by the first bytes, whatever the file is called.
    init(_ head: some Collection<UInt8>) {
      if head.starts(with: [0x1F, 0x8B]) {
        self = .gzip
      } else {
        self = head.starts(with: "BZh".utf8) ? .bzip2 : .none
      }
    }
  }

  enum Outcome { case goesOn, hasEnded, isDamaged }

  private let packing: Packing
  private let stream: OpaquePointer?

  init(_ packing: Packing) {
    self.packing = packing
    stream =
      switch packing {
      case .none: nil
      case .gzip: dixit_inflater_new()
      case .bzip2: dixit_bzip2_new()
      }
    precondition(packing == .none || stream != nil, "Memory is short")
  }

  deinit {
    switch packing {
    case .none: break
    case .gzip: dixit_inflater_free(stream)
    case .bzip2: dixit_bzip2_free(stream)
    }
  }

  /// Unpacks as far as both buffers reach; says how many bytes it took and gave.
  func run(
    _ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer
  ) -> (taken: Int, given: Int, outcome: Outcome) {
    let source = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    let target = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    var (taken, given) = (0, 0)
    let status: Int32
    switch packing {
    case .none:
      let count = min(input.count, output.count)
      output.copyMemory(from: UnsafeRawBufferPointer(rebasing: input[..<count]))
      return (count, count, .goesOn)
    case .gzip: status = dixit_inflater_run(stream, source, input.count, &taken, target, output.count, &given)
    case .bzip2: status = dixit_bzip2_run(stream, source, input.count, &taken, target, output.count, &given)
    }
    return (taken, given, status < 0 ? .isDamaged : status == 1 ? .hasEnded : .goesOn)
  }
}
