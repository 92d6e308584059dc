import DixitDocument

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The bytes of a knowledge base: part of the program, or a mapped file that lives as long as this object.
final class KnowledgeStorage: Sendable {
  /// What errors call it.
  let path: String
  let bytes: Bytes
  private let isMapped: Bool

  /// Bytes that are part of the program.
  init(embedded: UnsafeBufferPointer<UInt8>, path: String) {
    self.path = path
    bytes = Bytes(UnsafeRawBufferPointer(embedded))
    isMapped = false
  }

  /// Maps a file. Nothing is read before it is asked for.
  init(path: String) throws(KnowledgeError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotOpen(path: path, reason: Self.reason()) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .cannotOpen(path: path, reason: Self.reason()) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .cannotOpen(path: path, reason: "expected a regular file, found a folder, a pipe or a device")
    }
    let length = Int(status.st_size)
    guard length >= KnowledgeFormat.headerSize else {
      throw .tooShort(path: path, found: length, expected: KnowledgeFormat.headerSize)
    }
    guard let address = mmap(nil, length, PROT_READ, MAP_PRIVATE, descriptor, 0), address != MAP_FAILED else {
      throw .cannotOpen(path: path, reason: Self.reason())
    }
    self.path = path
    bytes = Bytes(UnsafeRawBufferPointer(start: address, count: length))
    isMapped = true
  }

  deinit {
    if isMapped { munmap(UnsafeMutableRawPointer(mutating: bytes.base), bytes.count) }
  }

  private static func reason() -> String { String(cString: strerror(errno)) }
}

/// A stretch of a knowledge base's memory with checked, little-endian access.
///
/// `@unchecked Sendable`: the memory is read-only, and the `KnowledgeStorage` beside it keeps it alive.
struct Bytes: @unchecked Sendable {
  let base: UnsafeRawPointer
  let count: Int

  init(_ buffer: UnsafeRawBufferPointer) {
    base = buffer.baseAddress ?? UnsafeRawPointer(bitPattern: 8)!
    count = buffer.count
  }

  var buffer: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

  /// A part of it, nil where it would reach outside.
  func part(_ offset: Int, _ length: Int) -> Bytes? {
    guard offset >= 0, length >= 0, offset <= count, length <= count - offset else { return nil }
    return Bytes(UnsafeRawBufferPointer(start: base + offset, count: length))
  }

  func uint8(_ offset: Int) -> UInt8 {
    guard offset >= 0, offset < count else { return 0 }
    return base.load(fromByteOffset: offset, as: UInt8.self)
  }

  func uint16(_ offset: Int) -> UInt16 {
    guard offset >= 0, offset <= count - 2 else { return 0 }
    return UInt16(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt16.self))
  }

  func uint32(_ offset: Int) -> UInt32 {
    guard offset >= 0, offset <= count - 4 else { return 0 }
    return UInt32(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  func uint64(_ offset: Int) -> UInt64 {
    guard offset >= 0, offset <= count - 8 else { return 0 }
    return UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  /// UTF-8 as a string; empty where it would reach outside, as it may in a damaged file.
  func string(_ offset: Int, _ length: Int) -> String {
    guard let part = part(offset, length) else { return "" }
    return String(decoding: part.buffer, as: UTF8.self)
  }
}
