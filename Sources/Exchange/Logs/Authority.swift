package import Causality
package import Records

/// Certificates and signatures are libcrypto's work, and an argument here.
package protocol Authority {
  /// Whose birth it is: the certificate chains to the province's authority, its key signed `birth.signedBytes`. `nil`
  /// where either is not so. Expiry concerns sessions, never logs (`histories.md`, H18), so it is not asked for.
  func identity(of birth: Birth) -> NodeIdentity?

  /// Whether `signature` (raw r ‖ s) over `bytes` is by the key with this fingerprint, which an accepted birth named.
  func isValid(_ signature: [UInt8], over bytes: [UInt8], by key: Hash256) -> Bool
}

/// What is kept of a birth that was accepted.
package struct KnownOrigin: Hashable, Sendable {
  package var identity: NodeIdentity
  /// `Birth.hash`: the beginning of each of the origin's logs binds it.
  package var birth: Hash256

  package init(identity: NodeIdentity, birth: Hash256) {
    self.identity = identity
    self.birth = birth
  }
}
