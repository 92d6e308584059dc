/// Which of at most 128 features hold.
package struct FeatureBits: Sendable, Hashable {
  @usableFromInline var bits: SIMD2<UInt64> = [0, 0]

  @inlinable package init() {}

  @inlinable package mutating func insert(_ feature: UInt8) {
    bits[Int(feature >> 6)] |= 1 << UInt64(feature & 63)
  }

  @inlinable package func contains(_ feature: UInt8) -> Bool {
    bits[Int(feature >> 6)] >> UInt64(feature & 63) & 1 == 1
  }

  @inlinable package func intersects(_ other: FeatureBits) -> Bool { bits & other.bits != .zero }

  /// The numbers of those that are in it.
  package var all: [Int] { (0..<128).filter { contains(UInt8($0)) } }

  /// What they weigh together.
  @inlinable package func sum(_ weights: [Double]) -> Double {
    var sum = 0.0
    for word in 0..<2 {
      var left = bits[word]
      while left != 0 {
        sum += weights[word * 64 + left.trailingZeroBitCount]
        left &= left - 1
      }
    }
    return sum
  }
}

/// What features weigh in a log-linear choice, in each of some situations.
package struct FeatureWeights: Sendable {
  /// By situation, then by feature.
  package var values: [[Double]]

  /// No feature weighs anything.
  package init(features: Int, situations: Int) {
    values = Array(repeating: Array(repeating: 0, count: features), count: situations)
  }

  /// Reads a table of `feature` and one column for each situation; a feature without a row weighs nothing.
  package init(table: String, features: [String], situations: Int, library: LexiconLibrary) throws {
    self.init(features: features.count, situations: situations)
    let numbers = Dictionary(uniqueKeysWithValues: features.enumerated().map { ($1, $0) })
    for row in try library.table(table, columns: 1 + situations) {
      guard let feature = numbers[String(row[0])] else { throw row.unexpected(0, expected: "a feature of the choice") }
      for situation in 0..<situations {
        guard let value = Double(row[1 + situation]) else { throw row.unexpected(1 + situation, expected: "a number") }
        values[situation][feature] = value
      }
    }
  }
}
