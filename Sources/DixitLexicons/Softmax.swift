#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Turns scores into shares of one.
package enum Softmax {
  package static func shares(_ scores: [Double]) -> [Double] {
    let highest = scores.max() ?? 0
    let powers = scores.map { exp($0 - highest) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
  }
}
