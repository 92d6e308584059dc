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
    let digest = hash.finalize()
    return String(unsafeUninitializedCapacity: 2 * SHA256.byteCount) { hexadecimal in
      for (place, byte) in digest.enumerated() {
        hexadecimal[2 * place] = digits[Int(byte >> 4)]
        hexadecimal[2 * place + 1] = digits[Int(byte & 15)]
      }
      return 2 * SHA256.byteCount
    }
  }
}
