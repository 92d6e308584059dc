#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A path as the file system knows it: bytes without NUL, in whatever encoding.
///
/// A `String` would merge names that differ only in composition, and lose names that are not UTF-8.
public struct BytePath: Sendable, Hashable {
  public let bytes: [UInt8]

  public init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }
  public init(_ string: String) { bytes = Array(string.utf8) }

  /// A name or a relative path below this folder.
  public func appending(_ other: BytePath) -> BytePath {
    if bytes.isEmpty { return other }
    if other.bytes.isEmpty { return self }
    return BytePath(bytes.last == UInt8(ascii: "/") ? bytes + other.bytes : bytes + [UInt8(ascii: "/")] + other.bytes)
  }

  /// The same path with something behind its last name: `a.txt` + `.json`.
  public func appending(suffix: String) -> BytePath { BytePath(bytes + suffix.utf8) }

  /// Everything before the last name; `.` where there is nothing.
  public var parent: BytePath {
    let trimmed = trimmedBytes
    guard let slash = trimmed.lastIndex(of: UInt8(ascii: "/")) else { return BytePath(".") }
    return slash == 0 ? BytePath("/") : BytePath(trimmed[..<slash])
  }

  /// The last name.
  public var name: BytePath {
    let trimmed = trimmedBytes
    let slash = trimmed.lastIndex(of: UInt8(ascii: "/"))
    return BytePath(trimmed[(slash.map { $0 + 1 } ?? 0)...])
  }

  /// The names that it is made of, without empty ones and `.`.
  var components: [BytePath] {
    bytes.split(separator: UInt8(ascii: "/")).filter { !$0.elementsEqual([0x2E]) }.map { BytePath($0) }
  }

  /// The path without slashes at its end; the root keeps its own.
  private var trimmedBytes: ArraySlice<UInt8> {
    var end = bytes.count
    while end > 1, bytes[end - 1] == UInt8(ascii: "/") { end -= 1 }
    return bytes[..<end]
  }

  /// Whether this is `other` or lies below it, by name; both must be resolved.
  public func isWithin(_ other: BytePath) -> Bool {
    if bytes == other.bytes || other.bytes == [UInt8(ascii: "/")] { return true }
    return bytes.starts(with: other.bytes + [UInt8(ascii: "/")])
  }

  /// What follows a folder's path in a path below it; both as they were put together.
  func dropping(_ folder: BytePath) -> BytePath? {
    if !isWithin(folder) { return nil }
    return BytePath(bytes.dropFirst(folder.bytes.count).drop { $0 == UInt8(ascii: "/") })
  }

  /// Whether these are the letters of a name in lower case, in capitals or not.
  func isSame(as lowerCase: String) -> Bool {
    bytes.count == lowerCase.utf8.count && bytes.elementsEqual(lowerCase.utf8) { Self.isSame($0, $1) }
  }

  private static func isSame(_ byte: UInt8, _ lowerCase: UInt8) -> Bool {
    byte == lowerCase || byte | 0x20 == lowerCase && lowerCase > 0x60
  }

  /// Whether the last name ends with one of the endings, in capitals or not.
  func hasEnding(_ endings: [String]) -> Bool {
    endings.contains { ending in
      bytes.count > ending.utf8.count
        && bytes.suffix(ending.utf8.count).elementsEqual(ending.utf8) { Self.isSame($0, $1) }
    }
  }

  /// Calls a function of the C library with the path.
  func withCString<T>(_ body: (UnsafePointer<CChar>) throws -> T) rethrows -> T {
    try (bytes + [0]).withUnsafeBufferPointer {
      try $0.withMemoryRebound(to: CChar.self) { try body($0.baseAddress!) }
    }
  }

  /// The absolute path without symbolic links; what does not exist yet is resolved as far as its folders do.
  public var resolved: BytePath? {
    if let real = withCString({ realpath($0, nil) }) {
      defer { free(real) }
      return BytePath(UnsafeBufferPointer(start: real, count: strlen(real)).lazy.map { UInt8(bitPattern: $0) })
    }
    guard errno == ENOENT, !bytes.isEmpty, bytes != [UInt8(ascii: "/")] else { return nil }
    let last = name.bytes
    if last == Array(".".utf8) || last == Array("..".utf8) { return nil }
    return parent.resolved?.appending(name)
  }
}

extension BytePath: Comparable {
  public static func < (a: BytePath, b: BytePath) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }
}

extension BytePath: CustomStringConvertible {
  /// The path for people and for identifiers: control characters, backslashes and bytes that are not UTF-8 appear
  /// as `\x0A`, so two paths never look the same.
  public var description: String {
    if bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != 0x5C }) { return String(decoding: bytes, as: UTF8.self) }
    var result = ""
    var rest = bytes[...]
    while let byte = rest.first {
      let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      if let scalar = String(validating: rest.prefix(length), as: UTF8.self), !Self.mustEscape(scalar) {
        result += scalar
        rest = rest.dropFirst(length)
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        result += "\\x" + (digits.count == 1 ? "0" : "") + digits
        rest = rest.dropFirst()
      }
    }
    return result
  }

  private static func mustEscape(_ scalar: String) -> Bool {
    let value = scalar.unicodeScalars.first!.value
    return value < 0x20 || value == 0x5C || (0x7F...0x9F).contains(value) || value == 0x2028 || value == 0x2029
      || value == 0xFFFE || value == 0xFFFF
  }
}
