internal import CCrypto
internal import Glibc

/// An X.509 certificate (RFC 5280) over a P-256 key, read into values. Reading it checks no signature: see
/// ``isIssued(by:)``.
package struct Certificate: Hashable, Sendable {
  package let der: [UInt8]
  package let subject: DistinguishedName
  /// The serial number, most significant byte first, without leading zeros.
  package let serial: [UInt8]
  /// The first second in which it holds, since 1970 in UTC.
  package let notBefore: Int64
  /// The last second in which it holds, since 1970 in UTC.
  package let notAfter: Int64
  package let publicKey: VerifyingKey
  /// The SHA-256 of ``der``.
  package let fingerprint: [UInt8]
  /// Whether it may issue certificates.
  package let isAuthority: Bool
  /// Whether it names TLS client authentication among its purposes.
  package let isForClient: Bool
  /// Whether it names TLS server authentication among its purposes.
  package let isForServer: Bool

  package static func == (left: Certificate, right: Certificate) -> Bool { left.der == right.der }
  package func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }

  /// Reads a certificate.
  ///
  /// - Throws: ``CryptoError/malformed(_:reason:)`` when it is none, or over another kind of key.
  package init(der: [UInt8]) throws(CryptoError) {
    let certificate = try Self.decoded(der)
    defer { X509_free(certificate) }
    guard let key = X509_get_pubkey(certificate) else { throw .malformed(.certificate) }
    publicKey = try VerifyingKey(taking: key)
    subject = try DistinguishedName(X509_get_subject_name(certificate))
    serial = try Self.serial(of: certificate)
    notBefore = try Self.seconds(X509_get0_notBefore(certificate))
    notAfter = try Self.seconds(X509_get0_notAfter(certificate))
    isAuthority = X509_check_ca(certificate) == 1
    let purposes = X509_get_extended_key_usage(certificate)
    isForClient = purposes != UInt32.max && purposes & UInt32(XKU_SSL_CLIENT) != 0
    isForServer = purposes != UInt32.max && purposes & UInt32(XKU_SSL_SERVER) != 0
    fingerprint = SHA256.digest(der)
    self.der = der
  }

  /// Reads the first certificate of a PEM text.
  package init(pem: [UInt8]) throws(CryptoError) {
    let certificate = try decodePEM(pem, as: .certificate) { PEM_read_bio_X509($0, nil, nil, nil) }
    defer { X509_free(certificate) }
    try self.init(der: try Crypto.der("encode certificate") { i2d_X509(certificate, $0) })
  }

  /// Reads the first certificate of a PEM file.
  package init(file path: String) throws(CryptoError) {
    try self.init(pem: try readFile(path, bytesMax: 64 << 10))
  }

  /// The certificate as PEM text.
  package func pem() throws(CryptoError) -> [UInt8] {
    let certificate = try Self.decoded(der)
    defer { X509_free(certificate) }
    return try Crypto.pem("encode certificate") { PEM_write_bio_X509($0, certificate) }
  }

  /// Whether `authority` signed it, as an authority. Dates are not looked at: what expired last night was still issued,
  /// and whether it holds *now* is another question, ``holds(at:)``, with another answer for the person in front.
  package func isIssued(by authority: Certificate) -> Bool {
    guard authority.isAuthority, let certificate = try? Self.decoded(der) else { return false }
    defer { X509_free(certificate) }
    guard let issuer = try? Self.decoded(authority.der) else { return false }
    defer { X509_free(issuer) }
    defer { ERR_clear_error() }
    return X509_check_issued(issuer, certificate) == X509_V_OK
      && X509_verify(certificate, authority.publicKey.key) == 1
  }

  /// Whether a moment, in seconds since 1970 in UTC, lies within its dates.
  package func holds(at second: Int64) -> Bool { (notBefore...notAfter).contains(second) }

  static func decoded(_ der: [UInt8]) throws(CryptoError) -> OpaquePointer {
    try decode(der, as: .certificate, bytesMax: 32 << 10, free: X509_free) { d2i_X509(nil, $0, $1) }
  }

  private static func serial(of certificate: OpaquePointer) throws(CryptoError) -> [UInt8] {
    guard let number = X509_get0_serialNumber(certificate), number.pointee.type == V_ASN1_INTEGER,
      let start = number.pointee.data, (1...20).contains(number.pointee.length)
    else { throw .malformed(.certificate, reason: "the serial number is not one of 1 to 20 bytes") }
    return Array(UnsafeBufferPointer(start: start, count: Int(number.pointee.length)))
  }

  private static func seconds(_ time: UnsafePointer<ASN1_TIME>?) throws(CryptoError) -> Int64 {
    var parts = tm()
    guard time != nil, ASN1_TIME_to_tm(time, &parts) == 1 else { throw .malformed(.certificate) }
    return Int64(timegm(&parts))
  }
}
