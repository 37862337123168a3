package import Causality
import Crypto

/// libcrypto's SHA-256 as the pure targets want it. Holds a context that it uses again, so it belongs to one owner.
package final class CryptoHashing: Hashing {
  private let hasher = Hasher256()

  package init() {}

  package func hash(_ bytes: [UInt8]) -> Hash256 {
    let words = hasher.hash(bytes)
    return Hash256(words.0, words.1, words.2, words.3)
  }

  package func hash(_ first: [UInt8], _ second: [UInt8]) -> Hash256 {
    let words = first.withUnsafeBytes { first in second.withUnsafeBytes { hasher.hash(first, $0) } }
    return Hash256(words.0, words.1, words.2, words.3)
  }

  /// Without an array of bytes between: the digest of a record is made for every change.
  package func hash(words message: [UInt64]) -> Hash256 {
    let words = withUnsafeTemporaryAllocation(of: UInt64.self, capacity: message.count) { buffer in
      for place in message.indices { buffer.initializeElement(at: place, to: message[place].bigEndian) }
      return hasher.hash(UnsafeRawBufferPointer(buffer))
    }
    return Hash256(words.0, words.1, words.2, words.3)
  }
}
