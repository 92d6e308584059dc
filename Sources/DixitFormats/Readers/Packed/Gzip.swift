import CZlib
import DixitDocument

/// Files packed by gzip: read as what is in them.
enum Gzip {
  static let ending = ".gz"

  static func isGzip(_ bytes: some Collection<UInt8>) -> Bool { bytes.starts(with: [0x1F, 0x8B, 8]) }

  /// A file, unpacked where it was packed.
  struct Unwrapped {
    var bytes: [UInt8]
    /// What it is called without `.gz`.
    var name: String
    var isUnpacked = false
    var warnings: [String] = []
    /// Why the bytes are only a beginning; nil where they are all.
    var cut: ReadingError?

    /// The articles of a file that holds many; nil where it is one. Of a file that breaks off, those that are whole.
    func open(_ readers: Readers, _ limits: UnpackingLimits) throws -> (parts: any ArticleParts, warnings: [String])? {
      do {
        let parts = try readers.reader(for: bytes, fileName: name).open(bytes, fileName: name, limits: limits)
        if cut == nil { return parts.map { ($0, warnings) } }
        return parts.map { (CutParts($0, endsWithLine: bytes.last == UInt8(ascii: "\n")), warnings) }
      } catch {
        throw cut ?? error
      }
    }
  }

  /// What is in a file: the file itself where it is not packed.
  static func unwrapped(_ bytes: [UInt8], _ fileName: String, _ limits: UnpackingLimits) throws -> Unwrapped {
    var file = Unwrapped(bytes: bytes, name: fileName)
    var depth = 0
    while isGzip(file.bytes), file.cut == nil {
      depth += 1
      if depth > limits.depth { throw ReadingError.nested(limit: limits.depth) }
      try unpack(&file, limits)
      if file.name.lowercased().hasSuffix(ending) { file.name.removeLast(ending.count) }
    }
    return file
  }

  /// All members of the file, one behind another; zeros behind them fill a tape's block, and anything else is left out.
  private static func unpack(_ file: inout Unwrapped, _ limits: UnpackingLimits) throws {
    let bytes = file.bytes
    var output = Inflation(what: "gzip file", limits: limits)
    var at = 0
    do {
      repeat {
        at += try output.inflate(bytes[at...], isRaw: false)
      } while isGzip(bytes[at...])
    } catch let error as ReadingError where output.breaksOff {
      file.cut = error
    }
    if file.cut == nil, !bytes[at...].allSatisfy({ $0 == 0 }) {
      file.warnings.append(
        "\(bytes.count - at) bytes behind the end of the gzip file are no part of it and were left out.")
    }
    (file.bytes, file.isUnpacked) = (output.bytes, true)
  }
}

/// Unpacks deflated bytes, up to what is allowed.
struct Inflation {
  private(set) var bytes: [UInt8] = []
  private let what: String
  private let limits: UnpackingLimits
  private var packed = 0
  /// Whether a stream ended before its end.
  private(set) var breaksOff = false

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
        if taken == 0, given == 0 {
          breaksOff = true
          throw ReadingError.damaged(what, reason: "it breaks off")
        }
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
