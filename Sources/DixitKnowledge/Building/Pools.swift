/// Labels and descriptions one behind the other, equal ones once.
struct TextPool {
  private struct Pair: Hashable {
    let first: String
    let second: String
  }

  private(set) var bytes: [UInt8] = []
  private var places: [Pair: UInt32] = [:]

  /// Where a text lies, with another one behind it; what is longer than 255 bytes ends at a character before.
  mutating func place(
    _ first: String, _ second: String = ""
  ) -> (offset: UInt32, firstLength: UInt8, secondLength: UInt8) {
    let pair = Pair(first: Self.short(first), second: Self.short(second))
    let offset = places[pair] ?? UInt32(bytes.count)
    if places[pair] == nil {
      places[pair] = offset
      bytes += Array(pair.first.utf8) + Array(pair.second.utf8)
    }
    return (offset, UInt8(pair.first.utf8.count), UInt8(pair.second.utf8.count))
  }

  private static func short(_ text: String) -> String {
    var short = Substring(text)
    while short.utf8.count > 255 { short.removeLast() }
    return String(short)
  }
}

/// Lists of kinds one behind the other, equal ones once; the empty one comes first.
struct ListPool {
  private(set) var bytes: [UInt8] = [0, 0]
  private var places: [[UInt16]: UInt32] = [[]: 0]

  /// Where a list lies, in pairs of bytes.
  mutating func place(_ list: [UInt16]) -> UInt32 {
    if let known = places[list] { return known }
    let place = UInt32(bytes.count / 2)
    places[list] = place
    bytes.append(number: UInt16(list.count))
    for code in list { bytes.append(number: code) }
    return place
  }
}
