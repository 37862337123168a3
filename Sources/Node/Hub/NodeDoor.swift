import Crypto
import HTTP
import Records
import Store
import Synchronization

/// Who is calling: the client certificate that nginx passes on, verified once more in this process, and its place in the
/// registry at this moment.
final class NodeDoor: Sendable {
  /// A certificate that was verified; only its dates and the registry are asked again.
  private struct Known {
    let identity: NodeIdentity
    let certificate: Certificate
  }

  private static let knownMax = 10_000

  private let authority: Certificate
  private let known = Mutex<[String: Known]>([:])

  init(authority: Certificate) { self.authority = authority }

  func admit(
    _ request: ServerRequest, _ registry: Registry, at now: Int64
  ) throws(HubRefusal) -> NodeIdentity {
    guard request.variables["SSL_CLIENT_VERIFY"] == "SUCCESS",
      let escaped = request.variables["SSL_CLIENT_CERT"], escaped.utf8.count <= 16 << 10,
      let node = known.withLock({ $0[escaped] }) ?? verified(request, escaped)
    else { throw .noCertificate }
    guard node.certificate.holds(at: now / 1_000) else { throw .certificateExpired }
    guard registry.nodes[node.identity.key] == node.identity else { throw .unknownNode }
    guard !registry.revoked.contains(node.identity.key) else { throw .revokedNode }
    return node.identity
  }

  private func verified(_ request: ServerRequest, _ escaped: String) -> Known? {
    guard let pem = request.verifiedClientCertificate,
      let certificate = try? Certificate(pem: Array(pem.utf8)), certificate.isForClient,
      certificate.isIssued(by: authority), let identity = NodeIdentity(certificate)
    else { return nil }
    let node = Known(identity: identity, certificate: certificate)
    known.withLock { known in
      if known.count >= Self.knownMax { known.removeAll() }
      known[escaped] = node
    }
    return node
  }
}
