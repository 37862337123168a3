import Crypto
import HTTP
import Records
import Store

/// The key that opens the province's backups. It is made with the province, lies in a safe, and is needed on the day on
/// which a machine died. Nodes have its certificate, signed by the authority, to seal to.
package enum RecoveryKey {
  static let days = 3_650

  /// Makes key and certificate; what is there already stays. Needs the authority's key.
  static func make(
    _ home: NodeHome, _ authority: CertificateAuthority, label: String, now: Int64
  ) throws(CryptoError) {
    if (try? Certificate(file: home.recoveryOwnCertificate)) == nil {
      let key = try SigningKey.generate()
      // Neither organization nor unit: it is no node's, and no door opens to it.
      let certificate = try authority.issue(
        try CertificateRequest.make(key: key, commonName: "tram"),
        subject: DistinguishedName(commonName: "Tram recovery \(label)"), kind: .client,
        notBefore: now / 1_000 - HubSetup.earlierSeconds, days: days)
      try key.save(to: home.recoveryKey)
      try writeAtomically(try certificate.pem(), to: home.recoveryOwnCertificate, mode: 0o644)
    }
    let certificate = try Certificate(file: home.recoveryOwnCertificate)
    try writeAtomically(try certificate.pem(), to: home.recoveryCertificate, mode: 0o644)
  }

  /// A hub that was made before there were recovery keys gets one at a start at which its authority's key is at hand.
  static func makeUp(_ context: NodeContext) {
    guard context.configuration.role == .hub,
      (try? Certificate(file: context.home.recoveryCertificate)) == nil,
      let authority = try? HubEnrolment.authority(context)
    else { return }
    try? make(context.home, authority, label: context.configuration.label, now: context.now())
  }

  /// Whether a certificate is the province's for recovery: signed by its authority, and nobody's identity.
  static func isOne(_ certificate: Certificate, of authority: Certificate) -> Bool {
    certificate.isIssued(by: authority) && certificate.isForClient && !certificate.isAuthority
      && certificate.subject.organization == nil && certificate.subject.unit == nil
  }

  /// The certificate to seal to, from the node's folder; `nil` where it was never fetched.
  static func certificate(_ context: NodeContext) -> Certificate? {
    guard let certificate = try? Certificate(file: context.home.recoveryCertificate),
      isOne(certificate, of: context.authority)
    else { return nil }
    return certificate
  }

  /// Fetches the certificate from the hub where it is not here.
  package static func obtain(_ context: NodeContext) async throws(NodeError) {
    guard context.configuration.role == .center, certificate(context) == nil else { return }
    var request = Request(url: context.configuration.hub.path(HubRoute.recovery))
    request.download = .memory(bytesMax: 64 << 10)
    let response = try await HubLink(context).send(request)
    guard response.status == 200, let certificate = try? Certificate(pem: response.body),
      isOne(certificate, of: context.authority)
    else { throw .badReply }
    try certifying { () throws(CryptoError) in
      try writeAtomically(try certificate.pem(), to: context.home.recoveryCertificate, mode: 0o644)
    }
  }
}
