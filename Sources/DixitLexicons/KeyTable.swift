import CLexicons

/// A map from 64-bit keys to 32-bit values: open addressing, one probe for most look-ups, no hashing of the key, which
/// is a hash already. Concrete and not generic: a generic would lose its specialization at the module's border.
///
/// A key lies beside its value: a look-up in a table that no cache holds waits for memory once and not twice.
public struct KeyTable: Sendable {
  private struct Slot {
    var key: UInt64 = 0
    var value: UInt32 = 0
  }

  private var slots: [Slot]
  private var mask: Int
  public private(set) var count = 0

  public init(minimumCapacity: Int = 16) {
    var size = 16
    while size < minimumCapacity * 2 { size *= 2 }
    slots = Array(repeating: Slot(), count: size)
    mask = size - 1
  }

  public subscript(key: UInt64) -> UInt32? {
    get {
      let slot = slots.withUnsafeBufferPointer { $0[Self.index(of: key, in: $0, mask)] }
      return slot.key == 0 ? nil : slot.value
    }
    set {
      precondition(newValue != nil, "A key table only grows")
      if 2 * (count + 1) > slots.count { grow() }
      let index = slots.withUnsafeBufferPointer { Self.index(of: key, in: $0, mask) }
      if slots[index].key == 0 { count += 1 }
      slots[index] = Slot(key: Self.nonZero(key), value: newValue!)
    }
  }

  /// Asks for the memory of a key that is looked up soon.
  @inline(__always)
  func prefetch(_ key: UInt64) {
    slots.withUnsafeBufferPointer { dixit_prefetch($0.baseAddress! + (Int(truncatingIfNeeded: key) & mask)) }
  }

  /// Zero marks an empty slot; the key zero moves next door.
  private static func nonZero(_ key: UInt64) -> UInt64 { key == 0 ? 1 : key }

  /// Where the key is, or the empty slot where it would be.
  @inline(__always)
  private static func index(of key: UInt64, in slots: UnsafeBufferPointer<Slot>, _ mask: Int) -> Int {
    let key = nonZero(key)
    var index = Int(truncatingIfNeeded: key) & mask
    while slots[index].key != 0 && slots[index].key != key { index = (index + 1) & mask }
    return index
  }

  private mutating func grow() {
    var larger = KeyTable(minimumCapacity: slots.count)
    for slot in slots where slot.key != 0 { larger[slot.key] = slot.value }
    self = larger
  }
}
