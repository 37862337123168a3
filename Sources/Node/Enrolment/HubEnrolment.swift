import Causality
import Crypto
package import Exchange
import Glibc
import Records
import Store

/// Lets a node in that shows the secret of an invitation.
package enum HubEnrolment {
  /// Issues the certificate and writes node and grants into the registry.
  ///
  /// An invitation is for one key. The same key may ask again until the invitation ends, because an answer can be lost on
  /// the way; it gets the same certificate.
  ///
  /// - Throws: `.refused` of ``NodeError`` with the reason, and what the disk refuses.
  package static func admit(
    _ request: JoinRequest, _ context: NodeContext
  ) async throws(NodeError) -> JoinResponse {
    guard context.replica.recoveringSince == nil else { throw .refused(.recovering) }
    let signing: CertificateRequest
    do throws(CryptoError) {
      signing = try CertificateRequest(der: request.signingRequest)
    } catch {
      throw .refused(.requestInvalid)
    }
    guard let key = Hash256(bytes: signing.publicKey.fingerprint) else { throw .refused(.requestInvalid) }
    let authority = try authority(context)
    let terms = try await use(request.token, by: key, context)
    let certificate = try certificate(signing, key, terms, authority, context)
    try await enter(certificate, terms, context)
    return JoinResponse(
      node: terms.center, certificate: certificate.der, authorityCertificate: authority.certificate.der)
  }

  /// Read each time, so that its medium can be put in for an hour and taken away again.
  static func authority(_ context: NodeContext) throws(NodeError) -> CertificateAuthority {
    do throws(CryptoError) {
      return try CertificateAuthority(
        key: try SigningKey(file: context.home.authorityKey), certificate: context.authority)
    } catch .file(_, _, ENOENT) {
      throw .refused(.authorityAbsent)
    } catch {
      throw .crypto(error)
    }
  }

  private static func use(
    _ secret: [UInt8], by key: Hash256, _ context: NodeContext
  ) async throws(NodeError) -> InvitationTerms {
    let hash = try HubInvitations.hash(secret)
    let now = context.now()
    // Read beside the writer: whoever guesses does not hold it up.
    let found = try await context.read { (reader) throws(ReplicaError) in try reader.invitation(hash) }
    guard let invitation = found,
      var terms = (try? JSONValue.parse(invitation.terms)).flatMap(InvitationTerms.init(document:))
    else { throw .refused(.invitationUnknown) }
    guard now < invitation.expiresAt else { throw .refused(.invitationExpired) }
    if invitation.usedAt != nil {
      guard terms.usedBy == key else { throw .refused(.invitationUsed) }
      return terms
    }
    terms.usedBy = key
    let document = terms.document.written()
    let isFirst = try await context.write { (file) throws(ReplicaError) in
      try file.use(invitation, terms: document, at: now)
    }
    guard isFirst else { throw .refused(.invitationUsed) }
    return terms
  }

  private static func certificate(
    _ request: CertificateRequest, _ key: Hash256, _ terms: InvitationTerms,
    _ authority: CertificateAuthority, _ context: NodeContext
  ) throws(NodeError) -> Certificate {
    let path = "\(context.home.issued)/\(key).crt"
    if let issued = try? Certificate(file: path), issued.publicKey == request.publicKey,
      issued.subject.organization == terms.center
    {
      return issued
    }
    return try certifying { () throws(CryptoError) in
      let certificate = try authority.issue(
        request,
        subject: DistinguishedName(
          commonName: terms.label, organization: terms.center, unit: NodeIdentity.Role.center.rawValue),
        kind: .client, notBefore: context.now() / 1_000 - HubSetup.earlierSeconds,
        days: HubSetup.nodeCertificateDays)
      try writeAtomically(try certificate.pem(), to: path, mode: 0o600)
      return certificate
    }
  }

  /// Node and grants in one act; what stands there already is not written twice.
  private static func enter(
    _ certificate: Certificate, _ terms: InvitationTerms, _ context: NodeContext
  ) async throws(NodeError) {
    guard let identity = NodeIdentity(certificate) else { throw .refused(.requestInvalid) }
    let registry = context.replica.registry
    var drafts = RegistryDrafts(at: context.now())
    var act = Act([])
    if registry.nodes[identity.key] == nil { act.drafts.append(try drafts.node(identity, certificate)) }
    for grant in terms.grants where !registry.grants.contains(grant) {
      act.drafts.append(try drafts.grant(grant))
    }
    guard !act.drafts.isEmpty else { return }
    do throws(ReplicaError) {
      _ = try await context.replica.commit(act)
    } catch {
      throw .replica(error)
    }
  }
}
