import Crypto
import Exchange
import Glibc
import HTTP
import Records
import Store

/// A node that is in.
package struct JoinedNode: Equatable, Sendable {
  /// As in the registry.
  package let name: String
  package let label: String
}

/// Makes a center's node: the key is made here and stays here, the hub gives the certificate.
package enum NodeSetup {
  /// Joins a province. Afterwards the folder is a node, with nothing in its replica yet: the first sync fetches that.
  ///
  /// A refusal leaves nothing behind. Where the answer was lost on the way, the key stays, so that the same command with
  /// the same invitation goes on.
  ///
  /// - Throws: `.nodeExists`, `.otherAuthority`, `.untrustedHub`, `.refused`, `.offline`, `.badReply` and what the disk
  ///   refuses.
  package static func join(
    _ home: NodeHome, _ address: HubAddress, _ token: JoinToken,
    now: @escaping @Sendable () -> Int64 = wallClock
  ) async throws(NodeError) -> JoinedNode {
    try home.requireUnused()
    let authority = try await authority(address)
    guard token.names(authority) else { throw .otherAuthority }
    do throws(NodeError) {
      try home.makeFolders(hub: false)
      try certifying { () throws(CryptoError) in
        try writeAtomically(try authority.pem(), to: home.authorityCertificate, mode: 0o644)
      }
      let key = try key(home)
      let certificate = try await certificate(home, address, token, key, authority)
      guard let name = certificate.subject.organization else { throw .badReply }
      let label = certificate.subject.commonName ?? name
      try certifying { () throws(CryptoError) in
        try writeAtomically(try certificate.pem(), to: home.certificate, mode: 0o644)
      }
      try NodeConfiguration(role: .center, name: name, label: label, hub: address, createdAt: now()).write(
        to: home)
      return JoinedNode(name: name, label: label)
    } catch {
      if !mayHaveBeenAdmitted(error) { home.removeUnfinished() }
      throw error
    }
  }

  /// Whether the hub may have used up the invitation for the key that is here.
  private static func mayHaveBeenAdmitted(_ error: NodeError) -> Bool {
    switch error {
    case .offline, .cancelled, .busy, .badReply, .file, .crypto(.file): true
    default: false
    }
  }

  /// Anyone on the path can answer this; the invitation says whom to believe.
  private static func authority(_ address: HubAddress) async throws(NodeError) -> Certificate {
    let response = try await send(
      Request(url: address.path(HubRoute.authority)),
      Client(trust: Trust(server: .insecureForPinnedBootstrap)))
    guard response.status == 200 else { throw .badReply }
    guard let certificate = try? Certificate(pem: response.body), certificate.isAuthority else {
      throw .badReply
    }
    return certificate
  }

  private static func key(_ home: NodeHome) throws(NodeError) -> SigningKey {
    try certifying { () throws(CryptoError) in
      if access(home.key, F_OK) == 0 { return try SigningKey(file: home.key) }
      let key = try SigningKey.generate()
      try key.save(to: home.key)
      return key
    }
  }

  private static func certificate(
    _ home: NodeHome, _ address: HubAddress, _ token: JoinToken, _ key: SigningKey, _ authority: Certificate
  ) async throws(NodeError) -> Certificate {
    let signing = try certifying { () throws(CryptoError) in
      try CertificateRequest.make(key: key, commonName: "tram")
    }
    var request = Request(method: "POST", url: address.path(HubRoute.join))
    request.headers = [Header("Content-Type", HubRoute.mediaType)]
    request.body = JoinRequest(token: token.secret, signingRequest: signing.der).encoded
    let response = try await send(
      request, Client(trust: Trust(server: .authority(pemPath: home.authorityCertificate))))
    guard response.status == 200 else { throw HubRoute.error(of: response) }
    do {
      let joined = try JoinResponse(encoded: response.body)
      let certificate = try Certificate(der: joined.certificate)
      guard joined.authorityCertificate == authority.der, certificate.isIssued(by: authority),
        certificate.publicKey == key.publicKey, certificate.isForClient,
        let identity = NodeIdentity(certificate), identity.role == .center, identity.name == joined.node,
        Partition.isCode(identity.name)
      else { throw NodeError.badReply }
      return certificate
    } catch {
      throw .badReply
    }
  }

  private static func send(_ request: Request, _ client: Client) async throws(NodeError) -> Response {
    do throws(HTTPError) { return try await client.send(request) } catch { throw NodeError(error) }
  }
}
