/// A pattern for names: `*` and `?` stay within a name, `**` crosses folders.
///
///     *.html          files that end so, anywhere
///     2024/*/*.txt    from the input folder down
///     **/draft*       with a slash the whole path counts
///
/// Bytes are compared as they are; `?` stands for one byte.
public struct NamePattern: Sendable, Hashable {
  private let bytes: [UInt8]
  private let isForWholePath: Bool

  public init(_ pattern: BytePath) {
    isForWholePath = pattern.bytes.contains(UInt8(ascii: "/"))
    bytes = pattern.bytes.first == UInt8(ascii: "/") ? Array(pattern.bytes.dropFirst()) : pattern.bytes
  }

  /// Whether a path below an input matches: all of it, or its last name where the pattern has no slash.
  func matches(_ path: BytePath) -> Bool {
    let subject = isForWholePath ? path.bytes[...] : path.name.bytes[...]
    return Self.matches(bytes[...], subject)
  }

  /// Goes back to the last star alone, or to the last double star: never more than length times length steps each.
  private static func matches(_ pattern: ArraySlice<UInt8>, _ subject: ArraySlice<UInt8>) -> Bool {
    let (star, slash) = (UInt8(ascii: "*"), UInt8(ascii: "/"))
    var (p, s) = (pattern.startIndex, subject.startIndex)
    var single: (p: Int, s: Int)?
    var double: (p: Int, s: Int)?
    while true {
      if p < pattern.endIndex, pattern[p] == star {
        if p + 1 < pattern.endIndex, pattern[p + 1] == star {
          p += 2
          // `**/` also stands for no folder at all.
          if p < pattern.endIndex, pattern[p] == slash { p += 1 }
          (double, single) = ((p, s), nil)
        } else {
          p += 1
          single = (p, s)
        }
        continue
      }
      if s == subject.endIndex, p == pattern.endIndex { return true }
      if p < pattern.endIndex, s < subject.endIndex,
        pattern[p] == subject[s] || pattern[p] == UInt8(ascii: "?") && subject[s] != slash
      {
        (p, s) = (p + 1, s + 1)
      } else if let last = single, last.s < subject.endIndex, subject[last.s] != slash {
        (p, s) = (last.p, last.s + 1)
        single = (p, s)
      } else if let last = double, last.s < subject.endIndex {
        (p, s) = (last.p, last.s + 1)
        (double, single) = ((p, s), nil)
      } else {
        return false
      }
    }
  }
}
