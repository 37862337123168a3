internal import CCrypto

/// A request for a certificate (PKCS#10, RFC 2986): a public key, and the proof that who asks has the private half.
///
/// A value of this type has been checked: its own signature holds.
package struct CertificateRequest: Equatable, Sendable {
  package let der: [UInt8]
  package let publicKey: VerifyingKey
  /// The name that who asks has given itself. The authority decides what name the certificate gets.
  package let commonName: String?

  /// Makes a request, signed by the key it is about.
  package static func make(key: SigningKey, commonName: String) throws(CryptoError) -> CertificateRequest {
    guard let request = X509_REQ_new() else { throw .failed("make request") }
    defer { X509_REQ_free(request) }
    try DistinguishedName(commonName: commonName).withName { (name) throws(CryptoError) in
      guard X509_REQ_set_version(request, 0) == 1, X509_REQ_set_subject_name(request, name) == 1,
        X509_REQ_set_pubkey(request, key.key) == 1, X509_REQ_sign(request, key.key, EVP_sha256()) > 0
      else { throw .failed("make request") }
    }
    return try CertificateRequest(der: try Crypto.der("encode request") { i2d_X509_REQ(request, $0) })
  }

  /// Reads a request and checks its signature.
  ///
  /// - Throws: ``CryptoError/malformed(_:reason:)``, also when the signature is not the key's own.
  package init(der: [UInt8]) throws(CryptoError) {
    let request = try decode(der, as: .request, bytesMax: 16 << 10, free: X509_REQ_free) {
      d2i_X509_REQ(nil, $0, $1)
    }
    defer { X509_REQ_free(request) }
    guard let key = X509_REQ_get_pubkey(request) else { throw .malformed(.request) }
    publicKey = try VerifyingKey(taking: key)
    guard X509_REQ_verify(request, publicKey.key) == 1 else { throw .malformed(.request) }
    commonName = try DistinguishedName(X509_REQ_get_subject_name(request)).commonName
    self.der = der
  }
}
