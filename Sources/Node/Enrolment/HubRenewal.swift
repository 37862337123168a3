import Crypto
import Exchange
import HTTP
import Records
import Store

/// Gives a node a new certificate over the key that it has, before the old one ends or after.
///
/// Who comes with a valid certificate renews over its session. Who has none that holds may do this and nothing else: the
/// request is signed by the registered key, and what is given is worth nothing without that key. A revoked key gets
/// nothing.
enum HubRenewal {
  static func renew(
    _ request: RenewRequest, caller: NodeIdentity?, _ context: NodeContext
  ) throws(NodeError) -> Certificate {
    guard let old = try? Certificate(der: request.certificate),
      let signing = try? CertificateRequest(der: request.signingRequest), old.isForClient,
      old.isIssued(by: context.authority), old.publicKey == signing.publicKey,
      let identity = NodeIdentity(old), identity.role == .center
    else { throw .refused(.requestInvalid) }
    let registry = context.replica.registry
    guard registry.nodes[identity.key] == identity else { throw .refused(.unknownNode) }
    guard !registry.revoked.contains(identity.key) else { throw .refused(.revokedNode) }
    let now = context.now()
    // Without a session only whoever can have none.
    guard caller == identity || caller == nil && !old.holds(at: now / 1_000) else {
      throw .refused(.requestInvalid)
    }
    let path = "\(context.home.issued)/\(identity.key).crt"
    if let issued = try? Certificate(file: path), issued.publicKey == old.publicKey,
      !CertificateRenewal.isDue(issued, at: now)
    {
      return issued
    }
    let authority = try HubEnrolment.authority(context)
    return try certifying { () throws(CryptoError) in
      let certificate = try authority.issue(
        signing, subject: old.subject, kind: .client, notBefore: now / 1_000 - HubSetup.earlierSeconds,
        days: HubSetup.nodeCertificateDays)
      try writeAtomically(try certificate.pem(), to: path, mode: 0o600)
      return certificate
    }
  }
}

extension HubService {
  func renew(_ request: ServerRequest) -> ServerResponse {
    guard let message = try? RenewRequest(encoded: request.body) else { return turnedAway(.requestInvalid) }
    let caller = try? door.admit(request, context.replica.registry, at: context.now())
    do throws(NodeError) {
      let certificate = try HubRenewal.renew(message, caller: caller, context)
      counters.count { $0.renewed += 1 }
      log.write(
        .info, "hub.renewed",
        [
          "node": JSONValue(NodeIdentity(certificate)?.name),
          "until": .time(certificate.notAfter * 1_000),
        ])
      return .cbor(RenewResponse(certificate: certificate.der).encoded)
    } catch .refused(let refusal) {
      return turnedAway(refusal)
    } catch {
      log.write(.error, "hub.renew.failed", ["error": .string("\(error.category)")])
      return .busy(retryAfterSeconds: 600)
    }
  }
}
