import Crypto

/// The one place that hashes whole files.
package enum Fingerprint {
  /// SHA-256 of some bytes, in lower-case hexadecimal.
  package static func sha256(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let digest = SHA256.hash(data: bytes)
    let hexadecimal = digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: hexadecimal, as: UTF8.self)
  }
}
