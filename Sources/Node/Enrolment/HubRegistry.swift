import Causality
import Records
import Store

/// What the province says about nodes that are in.
package enum HubRegistry {
  /// Closes the door on every key of a node; returns how many were open. What it wrote before stays, and what it wrote
  /// and has not sent is refused with its sessions.
  package static func revoke(
    _ node: String, reason: String, _ context: NodeContext
  ) async throws(NodeError) -> Int {
    try context.require(.hub)
    guard let entity = Schema.current.entity(named: "node") else { return 0 }
    let revoked = context.replica.registry.revoked
    let records = try await context.read { (reader) throws(ReplicaError) in
      try reader.records(in: .registry, entity: entity.number)
    }
    var act = Act([])
    for record in records where record.text("name", in: entity) == node && record.life != .deleted {
      guard case .bytes(let bytes) = record.value("key", in: entity), let key = Hash256(bytes: bytes),
        !revoked.contains(key)
      else { continue }
      act.drafts.append(try RegistryDrafts.revocation(of: record, reason: reason))
    }
    guard !act.drafts.isEmpty else { return 0 }
    do throws(ReplicaError) {
      _ = try await context.replica.commit(act)
    } catch {
      throw .replica(error)
    }
    return act.drafts.count
  }
}
