import Crypto

/// The one place that hashes whole files.
package enum Fingerprint {
  /// SHA-256 of some bytes, in lower-case hexadecimal.
  package static func sha256(_ bytes: [UInt8]) -> String { sha256(of: { add in bytes.withUnsafeBytes(add) }) }

  /// The same of bytes that come piece by piece.
  package static func sha256(of pieces: (_ add: (UnsafeRawBufferPointer) -> Void) throws -> Void) rethrows -> String {
    var hash = SHA256()
    try pieces { hash.update(bufferPointer: $0) }
    let digits = Array("0123456789abcdef".utf8)
    let hexadecimal = hash.finalize().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: hexadecimal, as: UTF8.self)
  }
}
