package import Causality
package import Crypto
package import Exchange
package import Records

extension NodeIdentity {
  /// Who a certificate of the province's authority says its holder is: organization is the node's name, unit its
  /// role. `nil` where it says neither.
  package init?(_ certificate: Certificate) {
    guard let name = certificate.subject.organization, let unit = certificate.subject.unit,
      let role = Role(rawValue: unit), let key = Hash256(bytes: certificate.publicKey.fingerprint)
    else { return nil }
    self.init(name: name, role: role, key: key)
  }
}

/// Judges births and checkpoints by the province's authority, which the node pinned when it joined.
package final class CertificateJudge: Authority {
  private static let keysMax = 10_000

  private let authority: Certificate
  private var keys: [Hash256: VerifyingKey] = [:]

  package init(authority: Certificate) { self.authority = authority }

  package func identity(of birth: Birth) -> NodeIdentity? {
    // Validity dates are not asked for: they concern sessions, never logs (`histories.md`, H18).
    guard let certificate = try? Certificate(der: birth.certificate), certificate.isIssued(by: authority),
      certificate.publicKey.isValid(signature: birth.signature, for: birth.signedBytes),
      let identity = NodeIdentity(certificate)
    else { return nil }
    remember(certificate.publicKey, as: identity.key)
    return identity
  }

  package func isValid(_ signature: [UInt8], over bytes: [UInt8], by key: Hash256) -> Bool {
    keys[key]?.isValid(signature: signature, for: bytes) ?? false
  }

  private func remember(_ key: VerifyingKey, as fingerprint: Hash256) {
    if keys.count >= Self.keysMax { keys.removeAll() }
    keys[fingerprint] = key
  }
}

/// Signs with the node's key.
package struct CertifiedSigner: Signer {
  package let certificate: [UInt8]
  private let key: SigningKey

  package init(key: SigningKey, certificate: Certificate) {
    self.key = key
    self.certificate = certificate.der
  }

  package func sign(_ bytes: [UInt8]) throws -> [UInt8] { try key.sign(bytes) }
}
