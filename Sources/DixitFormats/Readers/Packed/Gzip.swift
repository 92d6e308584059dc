import CZlib
import DixitDocument

/// Files packed by gzip: read as what is in them.
enum Gzip {
  static let ending = ".gz"

  static func isGzip(_ bytes: some Collection<UInt8>) -> Bool { bytes.starts(with: [0x1F, 0x8B, 8]) }

  /// What is in a file, and what that is called: the file itself where it is not packed.
  static func unwrapped(
    _ bytes: [UInt8], _ fileName: String, _ limits: UnpackingLimits
  ) throws -> (bytes: [UInt8], fileName: String) {
    var (bytes, fileName) = (bytes, fileName)
    var depth = 0
    while isGzip(bytes) {
      depth += 1
      if depth > limits.depth { throw ReadingError.nested(limit: limits.depth) }
      bytes = try unpacked(bytes, limits)
      if fileName.lowercased().hasSuffix(ending) { fileName.removeLast(ending.count) }
    }
    return (bytes, fileName)
  }

  /// All members of the file, one behind another; zeros behind them fill a tape's block.
  private static func unpacked(_ bytes: [UInt8], _ limits: UnpackingLimits) throws -> [UInt8] {
    var output = Inflation(what: "gzip file", limits: limits)
    var at = 0
    repeat {
      at += try output.inflate(bytes[at...], isRaw: false)
    } while isGzip(bytes[at...])
    guard bytes[at...].allSatisfy({ $0 == 0 }) else {
      throw ReadingError.damaged("gzip file", reason: "something else follows its end")
    }
    return output.bytes
  }
}

/// Unpacks deflated bytes, up to what is allowed.
struct Inflation {
  private(set) var bytes: [UInt8] = []
  private let what: String
  private let limits: UnpackingLimits
  private var packed = 0

  /// - Parameter what: what is unpacked, for errors.
  init(what: String, limits: UnpackingLimits, expected: Int = 0) {
    self.what = what
    self.limits = limits
    bytes.reserveCapacity(min(expected, limits.size))
  }

  /// Unpacks one stream to its end.
  ///
  /// - Parameter isRaw: deflate alone, without gzip's header and checksum.
  /// - Returns: how many bytes the stream took.
  mutating func inflate(_ input: ArraySlice<UInt8>, isRaw: Bool) throws -> Int {
    guard let inflater = isRaw ? dixit_inflater_new_raw() : dixit_inflater_new() else {
      throw ReadingError.damaged(what, reason: "memory is short")
    }
    defer { dixit_inflater_free(inflater) }
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    return try input.withUnsafeBufferPointer { input in
      var at = 0
      while true {
        var (taken, given) = (0, 0)
        let status = dixit_inflater_run(
          inflater, input.baseAddress.map { $0 + at }, input.count - at, &taken, &piece, piece.count, &given)
        at += taken
        bytes += piece[..<given]
        try check(packed + at)
        if status < 0 {
          throw ReadingError.damaged(what, reason: "its packed bytes make no sense at byte \(packed + at)")
        }
        if status == 1 { break }
        if taken == 0, given == 0 { throw ReadingError.damaged(what, reason: "it breaks off") }
      }
      packed += at
      return at
    }
  }

  private func check(_ taken: Int) throws {
    if bytes.count > 1 << 20, bytes.count / max(1, taken) > limits.ratio {
      throw ReadingError.bomb(what, ratio: limits.ratio)
    }
    if bytes.count > limits.size { throw ReadingError.unpackedTooLarge(what, limit: limits.size) }
  }
}
