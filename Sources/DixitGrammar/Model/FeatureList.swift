/// The features of one decision as hashes, in memory that is allocated once and filled again and again.
///
/// A feature is a template (a small number) and a value. Two features may share a row of weights; the perceptron learns
/// around such collisions. The hash is the same on every machine: models depend on it.
///
/// Public, because what is only `package` is not inlined into other modules.
public struct FeatureList: ~Copyable {
  public static let capacity = 64
  @usableFromInline var used = 0
  @usableFromInline let hashes: UnsafeMutablePointer<UInt32>
  @usableFromInline let templates: UnsafeMutablePointer<UInt8>

  @inlinable public var count: Int { used }

  public init() {
    hashes = .allocate(capacity: Self.capacity)
    templates = .allocate(capacity: Self.capacity)
  }

  deinit {
    hashes.deallocate()
    templates.deallocate()
  }

  @inlinable
  public mutating func removeAll() { used = 0 }

  /// Drops features that the closure names by their place: training makes a model look at more than the word itself.
  public mutating func removeAll(where isDropped: (Int) -> Bool) {
    var kept = 0
    for index in 0..<count where !isDropped(index) {
      hashes[kept] = hashes[index]
      templates[kept] = templates[index]
      kept += 1
    }
    used = kept
  }

  /// Puts the features in the order of their templates, or of the places that these have in a list: which of them
  /// training drops by chance depends on the order, and the product collects them as it goes fastest.
  public mutating func sort(by order: [UInt8] = Array(0..<128)) {
    let ranks = (0..<count).map { order.firstIndex(of: templates[$0])! }
    let sorted = (0..<count).sorted { ranks[$0] < ranks[$1] }.map { (hashes[$0], templates[$0]) }
    for (index, feature) in sorted.enumerated() { (hashes[index], templates[index]) = feature }
  }

  @inlinable
  public subscript(index: Int) -> UInt32 { hashes[index] }

  @inlinable @inline(__always)
  public mutating func add(_ template: UInt64, _ value: UInt64) {
    assert(used < Self.capacity, "A feature list holds \(Self.capacity) features")
    hashes[used] = Self.hash(template, value)
    templates[used] = UInt8(truncatingIfNeeded: template)
    used += 1
  }

  @inlinable @inline(__always)
  public mutating func add(_ template: UInt64, _ first: UInt64, _ second: UInt64) {
    add(template, Self.pair(first, second))
  }

  @inlinable @inline(__always)
  public mutating func add(_ template: UInt64, _ first: UInt64, _ second: UInt64, _ third: UInt64) {
    add(template, Self.pair(Self.pair(first, second), third))
  }

  @inlinable @inline(__always)
  public static func pair(_ first: UInt64, _ second: UInt64) -> UInt64 {
    (first ^ (second &* 0xC2B2_AE3D_27D4_EB4F)) &* 0x9E37_79B9_7F4A_7C15 ^ first >> 31
  }

  @inlinable @inline(__always)
  static func hash(_ template: UInt64, _ value: UInt64) -> UInt32 {
    var mixed = (value ^ template &* 0xD6E8_FEB8_6659_FD93) &* 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ mixed >> 32) &* 0xD6E8_FEB8_6659_FD93
    return UInt32(truncatingIfNeeded: mixed >> 32)
  }
}
