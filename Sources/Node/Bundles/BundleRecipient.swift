package import Crypto
import Exchange
package import Records
import Store

/// Whom a bundle is for, with the certificate to whose key it is sealed.
package struct BundleRecipient: Equatable, Sendable {
  package let identity: NodeIdentity
  package let certificate: Certificate

  /// Under this name the replica keeps what the node acknowledged.
  package var peer: String { Self.peer(identity) }

  package static func peer(_ identity: NodeIdentity) -> String {
    identity.role == .province ? SyncSession.hubPeer : identity.name
  }

  /// The node of this name whose key the registry knows and has not revoked. Its certificate is in the birth of any of its
  /// incarnations; a hub also keeps what it issued, for a node that has not written yet.
  ///
  /// - Parameter name: `hub` for the province, else an agency code.
  package static func find(_ name: String, _ context: NodeContext) async throws(BundleError)
    -> BundleRecipient
  {
    let province = NodeIdentity.Role.province
    let isProvince = name == SyncSession.hubPeer || name == province.rawValue
    let nodeName = isProvince ? province.rawValue : name
    guard nodeName != context.identity.name else { throw .toItself }
    let registry = context.replica.registry
    let identities = registry.nodes.values.filter {
      $0.name == nodeName && ($0.role == province) == isProvince && !registry.revoked.contains($0.key)
    }
    var certificates: [Certificate] = []
    do throws(NodeError) {
      let births = try await context.read { (reader) throws(ReplicaError) in
        try reader.births(ofNode: nodeName)
      }
      certificates = births.compactMap { try? Certificate(der: $0.certificate) }
    } catch {
      throw .node(error)
    }
    for identity in identities {
      if let issued = try? Certificate(file: "\(context.home.issued)/\(identity.key).crt") {
        certificates.append(issued)
      }
    }
    let fitting = certificates.compactMap { certificate -> BundleRecipient? in
      guard certificate.isIssued(by: context.authority), let identity = NodeIdentity(certificate),
        identities.contains(identity)
      else { return nil }
      return BundleRecipient(identity: identity, certificate: certificate)
    }
    // Of several machines under one name the one that was enrolled last.
    guard let latest = fitting.max(by: { $0.certificate.notBefore < $1.certificate.notBefore }) else {
      throw .unknownRecipient(name)
    }
    return latest
  }
}
