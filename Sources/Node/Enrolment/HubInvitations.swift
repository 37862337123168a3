import Causality
import Crypto
import Records
import Store

/// An invitation as it is handed to a person; the token is shown once and not kept.
package struct IssuedInvitation: Equatable, Sendable {
  package let token: JoinToken
  package let terms: InvitationTerms
  /// Milliseconds since 1970-01-01 UTC.
  package let expiresAt: Int64
  /// Keys that are enrolled under this name already: an alarm for whoever expected none.
  package let enrolledKeys: Int
}

/// The province's door for new nodes.
package enum HubInvitations {
  /// Makes a one-time token. Fails with `.badSpan`, `.wrongRole`, and what the disk refuses.
  package static func create(
    _ context: NodeContext, _ terms: InvitationTerms, validSeconds: Int64
  ) async throws(NodeError) -> IssuedInvitation {
    try context.require(.hub)
    guard context.replica.recoveringSince == nil else { throw .refused(.recovering) }
    guard (1...InvitationTerms.secondsMax).contains(validSeconds) else {
      throw .badSpan(seconds: validSeconds)
    }
    let secret = try certifying { () throws(CryptoError) in try randomBytes(JoinToken.secretBytes) }
    let expiresAt = context.now() + validSeconds * 1_000
    let invitation = Invitation(
      tokenHash: try hash(secret), node: terms.center, terms: terms.document.written(), expiresAt: expiresAt)
    try await context.write { (file) throws(ReplicaError) in try file.add(invitation) }
    let enrolled = context.replica.registry.nodes.values.filter { $0.name == terms.center }.count
    return IssuedInvitation(
      token: JoinToken(secret: secret, authority: context.authority), terms: terms, expiresAt: expiresAt,
      enrolledKeys: enrolled)
  }

  static func hash(_ secret: [UInt8]) throws(NodeError) -> Hash256 {
    guard let hash = Hash256(bytes: SHA256.digest(secret)) else { throw .badToken }
    return hash
  }
}

extension NodeContext {
  /// Work on the writer that speaks `ReplicaError`.
  func write<Value: Sendable>(
    _ body: @escaping @Sendable (ReplicaFile) throws(ReplicaError) -> Value
  ) async throws(NodeError) -> Value {
    do {
      return try await replica.write { try body($0) }
    } catch let error as ReplicaError {
      throw .replica(error)
    } catch {
      throw .replica(.corrupt("\(error)"))
    }
  }

  /// Work on a reader that speaks `ReplicaError`.
  func read<Value: Sendable>(
    _ body: @escaping @Sendable (Reader) throws(ReplicaError) -> Value
  ) async throws(NodeError) -> Value {
    do {
      return try await replica.read { try body($0) }
    } catch let error as ReplicaError {
      throw .replica(error)
    } catch {
      throw .replica(.corrupt("\(error)"))
    }
  }
}
