internal import CCrypto

/// A private certificate authority: one P-256 key, one self-signed certificate, certificates for ends only.
package struct CertificateAuthority: Sendable {
  package let key: SigningKey
  package let certificate: Certificate

  /// What a certificate is for.
  package enum Kind: Equatable, Sendable {
    /// An end that calls (TLS client authentication).
    case client
    /// An end that is called, by these names and addresses (TLS server authentication). At least one.
    case server(dnsNames: [String], ipAddresses: [String])
  }

  /// The most days that a certificate can be asked for.
  package static let daysMax = 36_500

  /// Takes up an authority that was made before.
  ///
  /// - Throws: ``CryptoError/malformed(_:reason:)`` when the certificate is no authority's, or not this key's.
  package init(key: SigningKey, certificate: Certificate) throws(CryptoError) {
    guard certificate.isAuthority else { throw .malformed(.certificate, reason: "it is not an authority's") }
    guard certificate.publicKey == key.publicKey else {
      throw .malformed(.certificate, reason: "it belongs to another key")
    }
    self.key = key
    self.certificate = certificate
  }

  /// Makes a new authority with a key of its own.
  ///
  /// - Parameters:
  ///   - name: its common name, 1 to 64 characters.
  ///   - notBefore: the first second in which it holds, since 1970 in UTC.
  ///   - validDays: how long it holds, 1 to ``daysMax``.
  package static func create(
    name: String, notBefore: Int64, validDays: Int
  ) throws(CryptoError) -> CertificateAuthority {
    let key = try SigningKey.generate()
    let subject = DistinguishedName(commonName: name)
    let notAfter = try end(notBefore: notBefore, days: validDays)
    let der = try signed(by: key) { (draft) throws(CryptoError) in
      try fill(draft, subject: subject, issuer: draft, key: key.publicKey, from: notBefore, to: notAfter)
      try add(NID_basic_constraints, "critical,CA:TRUE,pathlen:0", to: draft, issuer: draft)
      try add(NID_key_usage, "critical,keyCertSign,cRLSign", to: draft, issuer: draft)
      try add(NID_subject_key_identifier, "hash", to: draft, issuer: draft)
    }
    return try CertificateAuthority(key: key, certificate: try Certificate(der: der))
  }

  /// Issues a certificate for the key of a request. The subject is the authority's decision: what the request calls
  /// itself, and every extension it asks for, is not taken over.
  ///
  /// - Parameters:
  ///   - notBefore: the first second in which it holds, since 1970 in UTC.
  ///   - days: how long it holds, 1 to ``daysMax``; never longer than the authority itself.
  package func issue(
    _ request: CertificateRequest, subject: DistinguishedName, kind: Kind, notBefore: Int64, days: Int
  ) throws(CryptoError) -> Certificate {
    let notAfter = min(try Self.end(notBefore: notBefore, days: days), certificate.notAfter)
    let alternatives = try Self.alternativeNames(kind)
    let issuer = try Certificate.decoded(certificate.der)
    defer { X509_free(issuer) }
    let der = try Self.signed(by: key) { (draft) throws(CryptoError) in
      try Self.fill(
        draft, subject: subject, issuer: issuer, key: request.publicKey, from: notBefore,
        to: notAfter)
      try Self.add(NID_basic_constraints, "critical,CA:FALSE", to: draft, issuer: issuer)
      // Agreement, because bundles are sealed to the key (RFC 5753 §3.1).
      try Self.add(NID_key_usage, "critical,digitalSignature,keyAgreement", to: draft, issuer: issuer)
      try Self.add(
        NID_ext_key_usage, kind == .client ? "clientAuth" : "serverAuth", to: draft, issuer: issuer)
      try Self.add(NID_subject_key_identifier, "hash", to: draft, issuer: issuer)
      try Self.add(NID_authority_key_identifier, "keyid:always", to: draft, issuer: issuer)
      if let alternatives { try Self.add(NID_subject_alt_name, alternatives, to: draft, issuer: issuer) }
    }
    return try Certificate(der: der)
  }

  private static func end(notBefore: Int64, days: Int) throws(CryptoError) -> Int64 {
    // Before 1970 and after the year 9999 a date has no form in a certificate.
    guard 1...daysMax ~= days, 0...250_000_000_000 ~= notBefore else {
      throw .failed(operation: "issue", reason: "the dates are out of range")
    }
    return notBefore + Int64(days) * 86_400
  }

  private static func signed(
    by key: SigningKey, _ body: (OpaquePointer) throws(CryptoError) -> Void
  ) throws(CryptoError) -> [UInt8] {
    guard let draft = X509_new() else { throw .failed("issue") }
    defer { X509_free(draft) }
    try body(draft)
    guard X509_sign(draft, key.key, EVP_sha256()) > 0 else { throw .failed("issue") }
    return try Crypto.der("encode certificate") { i2d_X509(draft, $0) }
  }

  private static func fill(
    _ draft: OpaquePointer, subject: DistinguishedName, issuer: OpaquePointer, key: VerifyingKey,
    from notBefore: Int64, to notAfter: Int64
  ) throws(CryptoError) {
    // 128 bits of chance, so that nobody can prepare a collision with a certificate to come.
    let bytes = try randomBytes(16)
    let serial = BN_bin2bn(bytes, Int32(bytes.count), nil)
    defer { BN_free(serial) }
    let start = ASN1_TIME_set(nil, Int(notBefore))
    defer { ASN1_TIME_free(start) }
    let end = ASN1_TIME_set(nil, Int(notAfter))
    defer { ASN1_TIME_free(end) }
    // Version 3 is written as 2.
    guard X509_set_version(draft, 2) == 1,
      BN_to_ASN1_INTEGER(serial, X509_get_serialNumber(draft)) != nil,
      X509_set1_notBefore(draft, start) == 1, X509_set1_notAfter(draft, end) == 1,
      X509_set_pubkey(draft, key.key) == 1
    else { throw .failed("issue") }
    try subject.withName { (name) throws(CryptoError) in
      guard X509_set_subject_name(draft, name) == 1 else { throw .failed("issue") }
    }
    // Taken as it stands in the issuer's own certificate, letter by letter. A draft may be its own issuer.
    guard X509_set_issuer_name(draft, X509_get_subject_name(issuer)) == 1 else { throw .failed("issue") }
  }

  private static func add(
    _ nid: Int32, _ text: String, to draft: OpaquePointer, issuer: OpaquePointer
  ) throws(CryptoError) {
    guard ccrypto_add_extension(draft, issuer, nid, text) == 1 else { throw .failed("issue") }
  }

  /// The names in OpenSSL's notation, in which a comma begins the next one: so every letter is checked.
  private static func alternativeNames(_ kind: Kind) throws(CryptoError) -> String? {
    guard case .server(let dnsNames, let ipAddresses) = kind else { return nil }
    guard 1...64 ~= dnsNames.count + ipAddresses.count,
      dnsNames.allSatisfy({ 1...253 ~= $0.utf8.count && $0.utf8.allSatisfy(isLetterOfDNSName) }),
      ipAddresses.allSatisfy({ 2...45 ~= $0.utf8.count && $0.utf8.allSatisfy(isLetterOfAddress) })
    else { throw .malformed(.name, reason: "a server needs names and addresses of the usual letters") }
    return (dnsNames.map { "DNS:" + $0 } + ipAddresses.map { "IP:" + $0 }).joined(separator: ",")
  }

  private static func isLetterOfDNSName(_ letter: UInt8) -> Bool {
    switch letter {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  private static func isLetterOfAddress(_ letter: UInt8) -> Bool {
    switch letter {
    case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: ":"):
      true
    default: false
    }
  }
}
