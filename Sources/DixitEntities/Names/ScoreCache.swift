import DixitGrammar

/// What groups of features score, remembered by what the features depend on: in a document most groups come again.
///
/// A new key drives out the one that had its slot. A key holds all that its features depend on, so what is remembered is
/// what would be added up again.
struct ScoreCache: ~Copyable {
  /// What a group's features depend on. No two groups share a key: `last` tells them apart, and is never 0.
  struct Key {
    let first, second, third, last: UInt64

    @inline(__always)
    init(_ first: UInt64, _ second: UInt64, _ third: UInt64, last: UInt64) {
      (self.first, self.second, self.third, self.last) = (first, second, third, last)
    }

    @inline(__always)
    func isEqual(to other: Key) -> Bool {
      (first ^ other.first) | (second ^ other.second) | (third ^ other.third) | (last ^ other.last) == 0
    }

    @inline(__always)
    var slot: Int {
      let left = (first ^ second &* 0xC2B2_AE3D_27D4_EB4F) &* 0x9E37_79B9_7F4A_7C15
      let right = (third ^ last &* 0xD6E8_FEB8_6659_FD93) &* 0xC2B2_AE3D_27D4_EB4F
      let mixed = (left ^ right ^ left >> 32) &* 0x9E37_79B9_7F4A_7C15
      return Int(truncatingIfNeeded: mixed >> UInt64(64 - ScoreCache.bits))
    }
  }

  /// A line of the processor's cache.
  private struct Slot {
    var key: Key
    var scores: SIMD16<Int16>
  }

  /// More slots find more, but crowd the weights out of the processor's cache.
  fileprivate static let bits = 10
  private let slots: UnsafeMutablePointer<Slot>
  private let weights: WeightTable
  private var features = FeatureList()

  init(_ weights: WeightTable) {
    self.weights = weights
    slots = .allocate(capacity: 1 << Self.bits)
    // A slot of zeros is an empty one.
    UnsafeMutableRawPointer(slots).initializeMemory(
      as: UInt8.self, repeating: 0, count: MemoryLayout<Slot>.stride << Self.bits)
  }

  deinit { slots.deallocate() }

  /// The scores of the features that `collect` collects and that depend on a key.
  @inline(__always)
  mutating func scores(_ key: Key, _ collect: (inout FeatureList) -> Void) -> SIMD16<Int16> {
    let slot = slots + key.slot
    if !slot.pointee.key.isEqual(to: key) {
      slot.pointee.scores = scores(collect)
      slot.pointee.key = key
    }
    return slot.pointee.scores
  }

  /// The scores of features that are not worth remembering.
  @inline(__always)
  mutating func scores(_ collect: (inout FeatureList) -> Void) -> SIMD16<Int16> {
    features.removeAll()
    collect(&features)
    return weights.scores16(features)
  }
}
