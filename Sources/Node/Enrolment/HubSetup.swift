import Causality
import Crypto
import Records
import Store

/// Makes the province's end: its certificate authority, the hub's key and certificate, and an empty replica.
package enum HubSetup {
  package static let authorityDays = 3_650
  /// Of the hub, which renews its own when the authority's key is at hand (``HubCertificate``).
  package static let hubCertificateDays = 825
  /// Of nodes, which renew theirs from the 30th day on (``CertificateRenewal``).
  package static let nodeCertificateDays = 90
  /// A clock that is a little behind must not find the certificate not yet valid.
  static let earlierSeconds: Int64 = 86_400

  /// - Parameters:
  ///   - address: where centers will call; its host is what the hub's certificate is for.
  ///   - label: what people call the province, 1 to 48 characters.
  /// - Throws: `.nodeExists` where there is a node already, and what the disk refuses.
  package static func create(
    _ home: NodeHome, address: HubAddress, label: String,
    now: @escaping @Sendable () -> Int64 = wallClock
  ) async throws(NodeError) {
    guard (1...48).contains(label.unicodeScalars.count), !label.utf8.contains(where: { $0 < 0x20 }) else {
      throw .badName(label)
    }
    try home.requireUnused()
    do throws(NodeError) {
      try home.makeFolders(hub: true)
      try certifying { () throws(CryptoError) in try makeKeys(home, address, label, now()) }
      try NodeConfiguration(
        role: .hub, name: NodeIdentity.Role.province.rawValue, label: label, hub: address, createdAt: now()
      ).write(to: home)
    } catch {
      home.removeUnfinished()
      throw error
    }
    let context = try NodeContext.open(home, now: now)
    do throws(NodeError) {
      try await enterOwnRecord(context)
    } catch {
      await context.close()
      throw error
    }
    await context.close()
  }

  private static func makeKeys(
    _ home: NodeHome, _ address: HubAddress, _ label: String, _ now: Int64
  ) throws(CryptoError) {
    let start = now / 1_000 - earlierSeconds
    let authority = try CertificateAuthority.create(
      name: "Tram \(label)", notBefore: start, validDays: authorityDays)
    let key = try SigningKey.generate()
    let certificate = try ownCertificate(key, authority, address, label, now)
    try authority.key.save(to: home.authorityKey)
    for path in [home.authorityOwnCertificate, home.authorityCertificate] {
      try writeAtomically(try authority.certificate.pem(), to: path, mode: 0o644)
    }
    try RecoveryKey.make(home, authority, label: label, now: now)
    try key.save(to: home.key)
    try writeAtomically(try certificate.pem(), to: home.certificate, mode: 0o644)
  }

  /// What the hub shows to its callers: for the host that they call.
  static func ownCertificate(
    _ key: SigningKey, _ authority: CertificateAuthority, _ address: HubAddress, _ label: String, _ now: Int64
  ) throws(CryptoError) -> Certificate {
    let names: CertificateAuthority.Kind =
      switch address.host {
      case .name(let name): .server(dnsNames: [name], ipAddresses: [])
      case .ip(let ip): .server(dnsNames: [], ipAddresses: [ip])
      }
    let province = NodeIdentity.Role.province.rawValue
    return try authority.issue(
      try CertificateRequest.make(key: key, commonName: label),
      subject: DistinguishedName(commonName: label, organization: province, unit: province), kind: names,
      notBefore: now / 1_000 - earlierSeconds, days: hubCertificateDays)
  }

  /// The hub's own place in the registry; where a creation was cut short before it, the next start makes up for it.
  static func enterOwnRecord(_ context: NodeContext) async throws(NodeError) {
    guard context.replica.registry.nodes[context.identity.key] == nil else { return }
    let certificate = try certifying { () throws(CryptoError) in
      try Certificate(file: context.home.certificate)
    }
    var drafts = RegistryDrafts(at: context.now())
    let draft = try drafts.node(context.identity, certificate)
    do throws(ReplicaError) {
      _ = try await context.replica.commit(draft)
    } catch {
      throw .replica(error)
    }
  }
}
