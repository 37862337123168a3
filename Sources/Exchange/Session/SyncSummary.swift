package import Causality
package import Records

/// A partition and the changes of it that somebody holds.
package struct PartitionVector: Hashable, Sendable {
  package var partition: Partition
  package var vector: VersionVector

  package init(partition: Partition, vector: VersionVector) {
    self.partition = partition
    self.vector = vector
  }
}

/// How a session went.
package struct SyncSummary: Hashable, Sendable {
  /// Nothing is left to move in either direction but for what was refused.
  package var isComplete = false
  package var rounds = 0
  package var sent = 0
  package var received = 0
  package var protocolVersion: UInt64 = 0
  package var hubSchemaVersion: UInt64 = 0
  /// The hub asks not to be called again sooner; 0 for at will.
  package var comeBackSeconds: UInt64 = 0
  /// What the hub did not take or does not serve.
  package var refusedByHub: [SyncRefusal] = []
  /// What was not taken here.
  package var refusedHere: [SyncRefusal] = []
  /// Equal vectors and fork points, other digests: corruption or a bug, an alarm.
  package var diverged: [Partition] = []
  /// The hub holds less than it once acknowledged: it was restored.
  package var hubLost: [Partition] = []

  package init() {}
}
