/// Rows of Int8 weights, one weight a class; a feature's hash picks its row.
///
/// Hashing the feature once and adding its whole row was measured at fourteen million tokens a second; hashing each pair
/// of feature and class at 0.3. Sums are Int16: 64 features of at most 127 never overflow.
///
/// `@unchecked Sendable`: the memory is read-only, and `owner` keeps it alive.
public struct WeightTable: @unchecked Sendable {
  /// Classes a row: 8, 16, 32 or 64.
  package let width: Int
  /// The table has 2^bits rows.
  package let bits: Int
  /// Where the rows begin; good as long as the table is.
  package let base: UnsafeRawPointer
  private let owner: AnyObject

  init(base: UnsafeRawPointer, width: Int, bits: Int, owner: AnyObject) {
    self.base = base
    self.width = width
    self.bits = bits
    self.owner = owner
  }

  @inline(__always)
  private func row(_ hash: UInt32) -> UnsafeRawPointer { base + Int(hash &>> UInt32(32 - bits)) &* width }

  /// The score of each class; the table must be 16 wide. `known` is what other features have given already.
  package func scores16(_ features: borrowing FeatureList, known: SIMD16<Int16> = SIMD16()) -> SIMD16<Int16> {
    var sum = known
    for index in 0..<features.count {
      sum &+= SIMD16<Int16>(truncatingIfNeeded: row(features[index]).load(as: SIMD16<Int8>.self))
    }
    return sum
  }

  /// The score of each class; the table must be 32 wide.
  package func scores32(_ features: borrowing FeatureList, known: SIMD32<Int16> = SIMD32()) -> SIMD32<Int16> {
    var low = known.lowHalf
    var high = known.highHalf
    for index in 0..<features.count {
      let row = row(features[index])
      low &+= SIMD16<Int16>(truncatingIfNeeded: row.load(as: SIMD16<Int8>.self))
      high &+= SIMD16<Int16>(truncatingIfNeeded: row.load(fromByteOffset: 16, as: SIMD16<Int8>.self))
    }
    return SIMD32(lowHalf: low, highHalf: high)
  }

  /// The score of each class; the table must be 64 wide.
  package func scores64(_ features: borrowing FeatureList) -> SIMD64<Int16> {
    var sums = (SIMD16<Int16>(), SIMD16<Int16>(), SIMD16<Int16>(), SIMD16<Int16>())
    for index in 0..<features.count {
      let row = row(features[index])
      sums.0 &+= SIMD16<Int16>(truncatingIfNeeded: row.load(as: SIMD16<Int8>.self))
      sums.1 &+= SIMD16<Int16>(truncatingIfNeeded: row.load(fromByteOffset: 16, as: SIMD16<Int8>.self))
      sums.2 &+= SIMD16<Int16>(truncatingIfNeeded: row.load(fromByteOffset: 32, as: SIMD16<Int8>.self))
      sums.3 &+= SIMD16<Int16>(truncatingIfNeeded: row.load(fromByteOffset: 48, as: SIMD16<Int8>.self))
    }
    return SIMD64(
      lowHalf: SIMD32(lowHalf: sums.0, highHalf: sums.1), highHalf: SIMD32(lowHalf: sums.2, highHalf: sums.3))
  }
}

extension SIMD where Scalar == Int16 {
  /// The first of the best classes of a range.
  @inline(__always)
  package func best(in classes: Range<Int>) -> Int {
    var best = classes.lowerBound
    for index in classes.lowerBound + 1..<classes.upperBound where self[index] > self[best] { best = index }
    return best
  }
}
