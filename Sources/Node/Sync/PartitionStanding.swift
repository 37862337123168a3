package import Causality
import Exchange
package import Records
import Store

/// How a partition stands towards the hub, by what the hub acknowledged.
package struct PartitionStanding: Equatable, Sendable {
  package let partition: Partition
  package let digest: Hash256
  /// Changes that are here.
  package let changes: Int
  /// Changes that the hub is not known to hold; those that it refused are among them.
  package let toSend: Int
  /// Changes that the hub said it holds and that are not here.
  package let toReceive: Int
  /// When the hub's word about it last changed; nil for never.
  package let acknowledgedAt: Int64?

  /// Of every partition that the node subscribes to, most important first; of a hub, of every one that it holds.
  package static func all(_ context: NodeContext) async throws(NodeError) -> [PartitionStanding] {
    let isHub = context.configuration.role == .hub
    return try await context.read { [subscriptions = context.subscriptions] (reader) throws(ReplicaError) in
      let partitions = isHub ? try reader.partitions() : subscriptions
      let hub = isHub ? [] : try reader.peerStates(of: SyncSession.hubPeer)
      return try reader.states(of: partitions).map { state in
        let there = hub.first { $0.partition == state.partition }
        let vector = there?.vector ?? VersionVector()
        return PartitionStanding(
          partition: state.partition, digest: state.digest,
          changes: Int(clamping: state.vector.beyond(VersionVector())),
          toSend: isHub ? 0 : Int(clamping: state.vector.beyond(vector)),
          toReceive: isHub ? 0 : Int(clamping: vector.beyond(state.vector)), acknowledgedAt: there?.at)
      }
    }
  }
}
