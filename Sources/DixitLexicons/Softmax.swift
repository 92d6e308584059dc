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

  /// The share of one score among those of all.
  package static func share<Item>(of score: Double, among all: [Item], _ scoreOf: (Item) -> Double) -> Double {
    1 / all.reduce(0) { $0 + exp(scoreOf($1) - score) }
  }
}
