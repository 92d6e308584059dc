import CICU

/// What kind of character a scalar is, as far as tokens care.
public enum ScalarClass: UInt8, Sendable {
  case space, lower, upper, digit, mark, punctuation, symbol, control

  /// By ICU's general category; Latin, Greek and Cyrillic from a table made once.
  public static func of(_ scalar: UInt32) -> ScalarClass {
    scalar < 0x600 ? table[Int(scalar)] : classify(scalar)
  }

  private static let table: [ScalarClass] = (0..<UInt32(0x600)).map(classify)

  private static func classify(_ scalar: UInt32) -> ScalarClass {
    switch scalar {
    case 0x09, 0x0A, 0x0D: return .space
    case 0x200D, 0xFE0F, 0xFE0E: return .mark
    default: break
    }
    return switch dixit_icu_category(scalar) {
    case 1, 3: .upper
    case 2, 4, 5: .lower
    case 6, 7, 8: .mark
    case 9, 10, 11: .digit
    case 12, 13, 14: .space
    case 0, 15, 16, 17, 18: .control
    case 19...23, 28, 29: .punctuation
    default: .symbol
    }
  }

  public var isLetter: Bool { self == .lower || self == .upper }
  /// What a word may hold behind its first letter.
  public var continuesWord: Bool { isLetter || self == .digit || self == .mark }
}
