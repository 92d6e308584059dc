/// A map from 64-bit keys to 32-bit values: open addressing, one probe for most look-ups, no hashing of the key, which
/// is a hash already. Concrete and not generic: a generic would lose its specialization at the module's border.
public struct KeyTable: Sendable {
  private var keys: [UInt64]
  private var values: [UInt32]
  private var mask: Int
  public private(set) var count = 0

  public init(minimumCapacity: Int = 16) {
    var size = 16
    while size < minimumCapacity * 2 { size *= 2 }
    keys = Array(repeating: 0, count: size)
    values = Array(repeating: 0, count: size)
    mask = size - 1
  }

  public subscript(key: UInt64) -> UInt32? {
    get {
      let slot = slot(of: key)
      return keys[slot] == 0 ? nil : values[slot]
    }
    set {
      precondition(newValue != nil, "A key table only grows")
      if 2 * (count + 1) > keys.count { grow() }
      let slot = slot(of: key)
      if keys[slot] == 0 { count += 1 }
      keys[slot] = Self.nonZero(key)
      values[slot] = newValue!
    }
  }

  /// Zero marks an empty slot; the key zero moves next door.
  private static func nonZero(_ key: UInt64) -> UInt64 { key == 0 ? 1 : key }

  private func slot(of key: UInt64) -> Int {
    let key = Self.nonZero(key)
    var slot = Int(truncatingIfNeeded: key) & mask
    while keys[slot] != 0 && keys[slot] != key { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    var larger = KeyTable(minimumCapacity: keys.count)
    for (key, value) in zip(keys, values) where key != 0 { larger[key] = value }
    self = larger
  }
}
