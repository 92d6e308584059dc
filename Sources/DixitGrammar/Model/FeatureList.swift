/// The features of one decision as hashes, in memory that is allocated once and filled again and again.
///
/// A feature is a template (a small number) and a value. Two features may share a row of weights; the perceptron learns
/// around such collisions. The hash is the same on every machine: models depend on it.
package struct FeatureList: ~Copyable {
  package static let capacity = 64
  package private(set) var count = 0
  private let hashes: UnsafeMutablePointer<UInt32>

  package init() { hashes = .allocate(capacity: Self.capacity) }

  deinit { hashes.deallocate() }

  @inline(__always)
  package mutating func removeAll() { count = 0 }

  /// Drops features that the closure names by their place: training makes a model look at more than the word itself.
  package mutating func removeAll(where isDropped: (Int) -> Bool) {
    var kept = 0
    for index in 0..<count where !isDropped(index) {
      hashes[kept] = hashes[index]
      kept += 1
    }
    count = kept
  }

  @inline(__always)
  package subscript(index: Int) -> UInt32 { hashes[index] }

  @inline(__always)
  package mutating func add(_ template: UInt64, _ value: UInt64) {
    assert(count < Self.capacity, "A feature list holds \(Self.capacity) features")
    hashes[count] = Self.hash(template, value)
    count += 1
  }

  @inline(__always)
  package mutating func add(_ template: UInt64, _ first: UInt64, _ second: UInt64) {
    add(template, Self.pair(first, second))
  }

  @inline(__always)
  package mutating func add(_ template: UInt64, _ first: UInt64, _ second: UInt64, _ third: UInt64) {
    add(template, Self.pair(Self.pair(first, second), third))
  }

  @inline(__always)
  package static func pair(_ first: UInt64, _ second: UInt64) -> UInt64 {
    (first ^ (second &* 0xC2B2_AE3D_27D4_EB4F)) &* 0x9E37_79B9_7F4A_7C15 ^ first >> 31
  }

  @inline(__always)
  private static func hash(_ template: UInt64, _ value: UInt64) -> UInt32 {
    var mixed = (value ^ template &* 0xD6E8_FEB8_6659_FD93) &* 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ mixed >> 32) &* 0xD6E8_FEB8_6659_FD93
    return UInt32(truncatingIfNeeded: mixed >> 32)
  }
}
