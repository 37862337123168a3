internal import CCrypto
internal import Glibc

/// Bytes that nobody can guess, from the kernel's generator (`getrandom(2)`).
///
/// - Parameter count: how many, up to 1 MiB.
/// - Throws: ``CryptoError/failed(operation:reason:)`` when the kernel refuses.
package func randomBytes(_ count: Int) throws(CryptoError) -> [UInt8] {
  precondition(0...(1 << 20) ~= count)
  var bytes = [UInt8](repeating: 0, count: count)
  var filled = 0
  while filled < count {
    let got = bytes.withUnsafeMutableBytes {
      getrandom($0.baseAddress.map { $0 + filled }, count - filled, 0)
    }
    if got < 0 && errno == EINTR { continue }
    guard got > 0 else { throw .failed(operation: "getrandom", reason: "error \(errno)") }
    filled += got
  }
  return bytes
}

/// Whether two secrets are equal, in a time that depends on their length only: not on where they differ.
package func constantTimeEquals(_ left: [UInt8], _ right: [UInt8]) -> Bool {
  left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
}
