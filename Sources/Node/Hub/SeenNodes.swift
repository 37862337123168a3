import Exchange
import Store
import Synchronization

/// What nodes said they hold, for `hub nodes`. Written down now and then, in one transaction, because an idle sync must not
/// cost an fsync.
final class SeenNodes: Sendable {
  private let fresh = Mutex<[String: [PartitionVector]]>([:])

  func note(_ node: String, _ states: [PartitionState]) {
    let held = states.map { PartitionVector(partition: $0.partition, vector: $0.vector) }
    fresh.withLock { $0[node] = held }
  }

  func write(to context: NodeContext) async throws(NodeError) {
    let peers = fresh.withLock { fresh in
      let peers = fresh
      fresh = [:]
      return peers
    }
    guard !peers.isEmpty else { return }
    try await context.write { (file) throws(ReplicaError) in try file.remember(peers) }
  }
}
