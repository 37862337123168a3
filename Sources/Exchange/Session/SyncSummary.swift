package import Causality
package import Records

/// A partition and the changes of it that somebody holds.
package struct PartitionVector: Hashable, Sendable {
  /// What somebody holds at one place of a log: tells the sender on which continuation they are.
  package struct Sample: Hashable, Sendable {
    package var origin: OriginID
    package var sequence: UInt64
    /// The first eight bytes of the hash there.
    package var short: UInt64

    package init(origin: OriginID, sequence: UInt64, short: UInt64) {
      self.origin = origin
      self.sequence = sequence
      self.short = short
    }
  }

  package var partition: Partition
  package var vector: VersionVector
  /// Of logs on which the two sides do not meet: what is sent of them begins at the last place that both hold.
  package var samples: [Sample]
  /// Which continuation is offered first to somebody who may not know of several: another one each time that it led to
  /// nothing.
  package var turn: Int

  package init(partition: Partition, vector: VersionVector, samples: [Sample] = [], turn: Int = 0) {
    self.partition = partition
    self.vector = vector
    self.samples = samples
    self.turn = turn
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
