import CLexicons

/// A map from 64-bit keys to small numbers: open addressing, one probe for most look-ups, no hashing of the key, which is
/// a hash already. Concrete and not generic: a generic would lose its specialization at the module's border.
///
/// A slot is the upper 44 bits of a key over its value, where a whole key beside its value would take twice the memory:
/// that of a fresh process is slow, and look-ups wait for caches. In four megabytes a look-up was measured at 20 ns, in
/// eight at 60 to 170. Of 400,000 keys two share their upper bits once in two hundred times (a test tells), and an
/// unknown word passes for a known one once in forty million.
///
/// `@unchecked Sendable`: slots change only in a table that nobody shares.
public struct KeyTable: @unchecked Sendable {
  private var memory: SlotMemory
  /// The memory's slots; zero is an empty one.
  private var slots: UnsafeMutablePointer<UInt64>
  private var mask: Int
  /// A key's upper bits are its home.
  private var shift: UInt64
  public private(set) var count = 0

  private static let valueBits: UInt64 = 20
  private static let valueMask: UInt64 = 1 << valueBits - 1
  /// A slot holds a value plus one.
  private static let largestValue = UInt32(valueMask) - 1

  /// - Parameter minimumCapacity: how many keys find room in half of the slots.
  public init(minimumCapacity: Int = 16) {
    var bits = 4
    while 1 << bits < minimumCapacity * 2 { bits += 1 }
    memory = SlotMemory(count: 1 << bits)
    slots = memory.slots
    mask = 1 << bits - 1
    shift = UInt64(64 - bits)
  }

  public subscript(key: UInt64) -> UInt32? {
    get { value(of: key) }
    set {
      precondition(newValue != nil, "A key table only grows")
      makeRoom()
      let place = place(of: key)
      if slots[place] == 0 { count += 1 }
      set(place, key, newValue!)
    }
  }

  @inline(__always)
  func value(of key: UInt64) -> UInt32? {
    let number = number(of: key)
    return number == 0 ? nil : number &- 1
  }

  /// The value of a key plus one; zero for none.
  @inline(__always)
  func number(of key: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: slots[place(of: key)] & Self.valueMask) }

  /// Sets the value of a key that has none; else leaves its value alone and returns it.
  @inline(__always)
  package mutating func insert(_ value: UInt32, for key: UInt64) -> UInt32? {
    makeRoom()
    let place = place(of: key)
    let slot = slots[place]
    if slot != 0 { return UInt32(truncatingIfNeeded: slot & Self.valueMask) &- 1 }
    count += 1
    set(place, key, value)
    return nil
  }

  /// Asks for the memory of a key that is looked up soon.
  @inline(__always)
  func prefetch(_ key: UInt64) { dixit_prefetch(slots + home(of: key)) }

  @inline(__always)
  private func home(of key: UInt64) -> Int { Int(truncatingIfNeeded: key &>> shift) }

  /// Where the key is, or the empty slot where it would be.
  @inline(__always)
  private func place(of key: UInt64) -> Int {
    var place = home(of: key)
    while slots[place] != 0 && slots[place] ^ key > Self.valueMask { place = (place &+ 1) & mask }
    return place
  }

  @inline(__always)
  private func set(_ place: Int, _ key: UInt64, _ value: UInt32) {
    precondition(value <= Self.largestValue, "A key table's values have \(Self.valueBits) bits")
    slots[place] = key & ~Self.valueMask | UInt64(value + 1)
  }

  /// Makes sure that one more key fits in, and that the slots are this table's alone.
  @inline(__always)
  private mutating func makeRoom() {
    // Steps within a cache line are cheap, and the keys that come first stand at home whatever comes behind them.
    if 8 * (count + 1) > 7 * (mask + 1) {
      rebuild(capacity: mask + 1)
    } else if !isKnownUniquelyReferenced(&memory) {
      rebuild(capacity: (mask + 1) / 2)
    }
  }

  @inline(never)
  private mutating func rebuild(capacity: Int) {
    var other = KeyTable(minimumCapacity: capacity)
    for slot in UnsafeBufferPointer(start: slots, count: mask + 1) where slot != 0 {
      other[slot] = UInt32(truncatingIfNeeded: slot & Self.valueMask) - 1
    }
    self = other
  }
}
