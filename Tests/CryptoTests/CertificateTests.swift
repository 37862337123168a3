import Crypto
import Foundation
import Testing

@Suite struct `A certificate` {
  /// 2026-07-01T00:00:00Z.
  static let now: Int64 = 1_782_864_000
  static let day: Int64 = 86_400

  let authority: CertificateAuthority
  let key: SigningKey

  init() throws {
    authority = try CertificateAuthority.create(
      name: "Lạng Sơn · chứng thực", notBefore: Self.now - Self.day, validDays: 3_650)
    key = try SigningKey.generate()
  }

  private func issue(
    _ kind: CertificateAuthority.Kind = .client, notBefore: Int64 = Self.now, days: Int = 90
  ) throws -> Certificate {
    try authority.issue(
      try CertificateRequest.make(key: key, commonName: "what it calls itself"),
      subject: DistinguishedName(commonName: "trạm Kỳ Lừa", organization: "H37.101", unit: "node"),
      kind: kind, notBefore: notBefore, days: days)
  }

  @Test func `says what the authority was told to say`() throws {
    let certificate = try issue()
    #expect(
      certificate.subject
        == DistinguishedName(commonName: "trạm Kỳ Lừa", organization: "H37.101", unit: "node"))
    #expect(certificate.publicKey == key.publicKey)
    #expect(certificate.notBefore == Self.now)
    #expect(certificate.notAfter == Self.now + 90 * Self.day)
    #expect(certificate.isForClient && !certificate.isForServer && !certificate.isAuthority)
    #expect(certificate.fingerprint == SHA256.digest(certificate.der))
    #expect(certificate.isIssued(by: authority.certificate))
  }

  @Test func `holds from its first second to its last`() throws {
    let certificate = try issue()
    #expect(!certificate.holds(at: Self.now - 1))
    #expect(certificate.holds(at: Self.now))
    #expect(certificate.holds(at: Self.now + 90 * Self.day))
    #expect(!certificate.holds(at: Self.now + 90 * Self.day + 1))
  }

  @Test func `was issued, even when it has expired`() throws {
    let old = try issue(notBefore: 0, days: 1)
    #expect(old.notBefore == 0 && old.notAfter == Self.day)
    #expect(old.isIssued(by: authority.certificate))
  }

  @Test func `never outlives its authority`() throws {
    #expect(try issue(days: 36_500).notAfter == authority.certificate.notAfter)
  }

  @Test(arguments: [(-1, 90), (now, 0), (now, 36_501), (Int64.max, 90)] as [(Int64, Int)])
  func `has dates in range`(_ row: (Int64, Int)) {
    #expect(throws: CryptoError.self) { try issue(notBefore: row.0, days: row.1) }
  }

  @Test func `of another authority is refused, even of one with the same name`() throws {
    let twin = try CertificateAuthority.create(
      name: "Lạng Sơn · chứng thực", notBefore: Self.now - Self.day, validDays: 3_650)
    #expect(twin.certificate.subject == authority.certificate.subject)
    #expect(try !issue().isIssued(by: twin.certificate))
  }

  @Test func `of an end cannot issue`() throws {
    let end = try issue()
    #expect(!end.isAuthority)
    #expect(throws: CryptoError.malformed(.certificate, reason: "it is not an authority's")) {
      try CertificateAuthority(key: key, certificate: end)
    }
    #expect(throws: CryptoError.malformed(.certificate, reason: "it belongs to another key")) {
      try CertificateAuthority(key: key, certificate: authority.certificate)
    }
    #expect(!end.isIssued(by: end))
    #expect(authority.certificate.isIssued(by: authority.certificate))
  }

  @Test func `that was tampered with is not issued, wherever the bit was`() throws {
    let certificate = try issue()
    for position in stride(from: 0, to: certificate.der.count, by: 3) {
      var bytes = certificate.der
      bytes[position] ^= 0x04
      guard let changed = try? Certificate(der: bytes) else { continue }
      #expect(!changed.isIssued(by: authority.certificate), "byte \(position)")
    }
  }

  @Test func `is refused when cut or lengthened`() throws {
    let der = try issue().der
    for length in stride(from: 0, to: der.count, by: 7) {
      #expect(throws: CryptoError.self) { try Certificate(der: Array(der[..<length])) }
    }
    #expect(throws: CryptoError.self) { try Certificate(der: der + [0]) }
  }

  @Test func `comes back from PEM`() throws {
    let certificate = try issue()
    #expect(try Certificate(pem: certificate.pem()) == certificate)
    #expect(throws: CryptoError.self) { try Certificate(pem: Array("no certificate".utf8)) }
  }

  @Test func `has a serial number of chance`() throws {
    let serials = try (0..<20).map { _ in try issue().serial }
    #expect(Set(serials).count == 20)
    #expect(serials.allSatisfy { 12...16 ~= $0.count })
  }

  @Test(
    arguments: [
      .server(dnsNames: [], ipAddresses: []),
      .server(dnsNames: ["hub.example,IP:1.2.3.4"], ipAddresses: []),
      .server(dnsNames: ["hub example"], ipAddresses: []),
      .server(dnsNames: [""], ipAddresses: []),
      .server(dnsNames: [], ipAddresses: ["1.2.3"]),
      .server(dnsNames: [], ipAddresses: ["1.2.3.4,DNS:evil"]),
    ] as [CertificateAuthority.Kind])
  func `of a server has names and addresses and nothing between them`(_ kind: CertificateAuthority.Kind) {
    #expect(throws: CryptoError.self) { try issue(kind) }
  }

  @Test(arguments: ["", "a\u{0}b", String(repeating: "đ", count: 65)])
  func `has a name of 1 to 64 characters`(_ name: String) throws {
    let request = try CertificateRequest.make(key: key, commonName: "node")
    #expect(throws: CryptoError.self) {
      try authority.issue(
        request, subject: DistinguishedName(commonName: name), kind: .client, notBefore: Self.now, days: 1)
    }
    let longest = try authority.issue(
      request, subject: DistinguishedName(commonName: String(repeating: "đ", count: 64)), kind: .client,
      notBefore: Self.now, days: 1)
    #expect(longest.subject.commonName?.count == 64)
  }

  @Test func `is what the openssl command says it is`() throws {
    let folder = try TemporaryFolder()
    let server = try issue(.server(dnsNames: ["hub.langson.example"], ipAddresses: ["127.0.0.1", "::1"]))
    #expect(server.isForServer && !server.isForClient)
    let other = try CertificateAuthority.create(name: "other", notBefore: Self.now, validDays: 10)
    for (name, certificate) in [
      ("ca", authority.certificate), ("server", server), ("client", try issue()),
      ("other", other.certificate),
    ] {
      try writeAtomically(certificate.pem(), to: folder.file(name), mode: 0o644)
    }
    let text = try openssl("x509", "-in", folder.file("server"), "-noout", "-text", "-nameopt", "utf8").said
    #expect(text.contains("O=H37.101, OU=node, CN=trạm Kỳ Lừa"))
    #expect(text.contains("DNS:hub.langson.example, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1"))
    #expect(text.contains("TLS Web Server Authentication") && text.contains("CA:FALSE"))
    #expect(text.contains("Not Before: Jul  1 00:00:00 2026 GMT"))
    #expect(text.contains("ecdsa-with-SHA256"))
    let authorityText = try openssl("x509", "-in", folder.file("ca"), "-noout", "-text").said
    #expect(
      authorityText.contains("CA:TRUE, pathlen:0") && authorityText.contains("Certificate Sign, CRL Sign"))
    func verify(_ name: String, purpose: String, by authority: String, at second: Int64 = Self.now) throws
      -> Bool
    {
      try openssl(
        "verify", "-x509_strict", "-attime", "\(second)", "-purpose", purpose, "-CAfile",
        folder.file(authority),
        folder.file(name)
      ).isZero
    }
    #expect(try verify("server", purpose: "sslserver", by: "ca"))
    #expect(try verify("client", purpose: "sslclient", by: "ca"))
    #expect(try !verify("client", purpose: "sslserver", by: "ca"))
    #expect(try !verify("client", purpose: "sslclient", by: "other"))
    #expect(try !verify("client", purpose: "sslclient", by: "ca", at: Self.now + 91 * Self.day))
  }
}

@Suite struct `A certificate request` {
  @Test func `proves that who asks has the key`() throws {
    let key = try SigningKey.generate()
    let request = try CertificateRequest.make(key: key, commonName: "máy 3 · Đồng Đăng")
    #expect(request.publicKey == key.publicKey)
    #expect(request.commonName == "máy 3 · Đồng Đăng")
    #expect(try CertificateRequest(der: request.der) == request)
  }

  @Test func `is refused with any byte changed`() throws {
    let request = try CertificateRequest.make(key: try SigningKey.generate(), commonName: "node")
    for position in request.der.indices {
      var bytes = request.der
      bytes[position] ^= 0x01
      #expect(throws: CryptoError.self, "byte \(position)") { try CertificateRequest(der: bytes) }
    }
    #expect(throws: CryptoError.self) { try CertificateRequest(der: request.der + [0]) }
  }

  @Test func `is what the openssl command verifies`() throws {
    let folder = try TemporaryFolder()
    let request = try CertificateRequest.make(key: try SigningKey.generate(), commonName: "node")
    try Data(request.der).write(to: URL(filePath: folder.file("request")))
    #expect(try openssl("req", "-inform", "DER", "-in", folder.file("request"), "-verify", "-noout").isZero)
  }
}
