#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How well known an item is, from the figures of several tables on one scale.
///
/// The scale is about the decimal logarithm of an encyclopedia article's monthly views: 6 for a president of the United
/// States, 4 for a known company, 2 for a village. Each figure is brought there by the items that have several; the
/// best figure counts, and agreement of sources adds to it.
enum Popularity {
  static let top = 8.0
  /// What somebody took the trouble to write down by hand.
  static let curatedFloor = 4.2

  static func score(_ evidence: Evidence, isFrench: Bool, nearness: Double, rules: BuildRules) -> Double {
    let figures = [
      scale(evidence.pageviews, 0, 1),
      scale(evidence.sitelinks, 1.5, 1.55),
      scale(evidence.quotes, 1.5, 0.8),
      scale(evidence.population, -0.8, 0.8),
      scale(evidence.degree, 2, 0.9),
      scale(evidence.identifiers, 1.4, 0.6),
    ]
    let best = max(figures.max() ?? 0, evidence.sources.map { rules.sources[$0] ?? 1 }.max() ?? 0)
    let agreement = 0.25 * Double(min(evidence.sources.count, 7) - 1)
    return max(0, best + agreement + (isFrench ? 0.3 : 0) + nearness)
  }

  private static func scale(_ count: Int, _ start: Double, _ slope: Double) -> Double {
    count > 0 ? start + slope * log10(Double(count)) : 0
  }

  /// The byte that a record holds.
  static func quantized(_ score: Double) -> UInt8 {
    UInt8(max(0, min(255, (score / top * 255).rounded())))
  }
}
