package import Causality
package import Records

/// A change that a checkpoint of its origin vouches for and whose place in its log is right.
package struct VerifiedChange: Sendable {
  package var log: LogID
  package var sealed: SealedChange
  package var change: Change
}

/// What of a section is new here.
package struct VerifiedSection: Sendable {
  package struct Advance: Hashable, Sendable {
    package var log: LogID
    package var identity: NodeIdentity
    package var head: LogHead
  }

  /// A continuation that left another: both are kept, and named from there on.
  package struct Fork: Hashable, Sendable {
    /// The continuation that came.
    package var log: LogID
    package var point: ForkPoint
    /// The log of this section that it leaves; nil where that is held.
    package var parent: LogID?

    package init(log: LogID, point: ForkPoint, parent: LogID? = nil) {
      self.log = log
      self.point = point
      self.parent = parent
    }
  }

  package var partition: Partition
  /// In the sender's order.
  package var changes: [VerifiedChange] = []
  /// Of the new changes; to be kept and passed on verbatim.
  package var checkpoints: [Checkpoint] = []
  /// Parallel to `checkpoints`: the log that each is of.
  package var checkpointLogs: [LogID] = []
  /// What leaves a continuation that is held, or that came along.
  package var forks: [Fork] = []
  /// Each log that has something new, and its last change then; in the order in which the logs occur.
  package var advances: [Advance] = []
  /// Changes that are held already.
  package var skipped = 0
}

/// The hash of the last change that two continuations of a log share, and its place; 0 and the log's beginning where they
/// share none.
package struct ForkPoint: Hashable, Sendable {
  package var origin: OriginID
  package var sequence: UInt64
  package var hash: Hash256

  package init(origin: OriginID, sequence: UInt64, hash: Hash256) {
    self.origin = origin
    self.sequence = sequence
    self.hash = hash
  }
}

/// One continuation of a log as it is held: the changes behind `base` up to `head`.
package struct HeldBranch: Hashable, Sendable {
  package var log: LogID
  /// Where it leaves its parent: 0 for a log without a fork.
  package var base: UInt64
  /// Hash of the change there, or the log's beginning.
  package var baseHash: Hash256
  package var head: LogHead

  package init(log: LogID, base: UInt64, baseHash: Hash256, head: LogHead) {
    self.log = log
    self.base = base
    self.baseHash = baseHash
    self.head = head
  }
}

/// What the receiver holds, as questions: a replica answers them from its storage.
package struct HeldLogs {
  /// The continuations that are held of an origin's log; empty when nothing is.
  package var branches: (OriginID) -> [HeldBranch]
  /// The hash of a continuation's change at a place behind its base and not beyond its head; `nil` where it is no
  /// longer kept.
  package var hash: (LogID, UInt64) -> Hash256?
  /// The origins whose births were accepted.
  package var origin: (OriginID) -> KnownOrigin?

  package init(
    branches: @escaping (OriginID) -> [HeldBranch], hash: @escaping (LogID, UInt64) -> Hash256?,
    origin: @escaping (OriginID) -> KnownOrigin?
  ) {
    self.branches = branches
    self.hash = hash
    self.origin = origin
  }

  /// Of a receiver whose logs have no forks.
  ///
  /// - Parameter head: the last change held of a log; `nil` when none is.
  package init(
    head: @escaping (LogID) -> LogHead?, hash: @escaping (LogID, UInt64) -> Hash256?,
    origin: @escaping (OriginID) -> KnownOrigin?
  ) {
    self.init(
      branches: { origin in
        let log = LogID(origin: origin)
        guard let head = head(log) else { return [] }
        return [HeldBranch(log: log, base: 0, baseHash: .zero, head: head)]
      }, hash: hash, origin: origin)
  }
}

extension Section {
  /// Checks that each log goes on where the receiver's ends, that each change names the hash of the one before, and
  /// that each run ends at a checkpoint signed by the key of its origin's birth. What is held already is passed over,
  /// so that sending twice is harmless.
  ///
  /// A run that leaves what is held is another continuation of its log: it is taken under a name of its own, and
  /// `VerifiedSection.forks` says where the two part; only a valid checkpoint can bring that about.
  ///
  /// Fails with `gap` (answer one's own vector), `fork` (a valid checkpoint proves one, and where the two part lies before
  /// what came: answer what is held at some places), `unknownOrigin`, `brokenChain`, `missingCheckpoint`, `badCheckpoint`, `foreignPartition` or `unreadable`; logs in `excluding` are
  /// left out unseen.
  package func verified(
    held: HeldLogs, authority: any Authority, hashing: any Hashing, excluding: Set<LogID> = []
  ) throws(ExchangeError) -> VerifiedSection {
    let (verified, faults) = checked(held, authority, hashing, excluding)
    if let fault = faults.first { throw fault }
    return verified
  }

  /// The same for a receiver that takes the logs without fault, so that innocents are not held up, and refuses the
  /// others. One pass, however many logs are at fault.
  package func sifted(
    held: HeldLogs, authority: any Authority, hashing: any Hashing, excluding: Set<LogID> = []
  ) -> (verified: VerifiedSection, refusals: [SyncRefusal]) {
    let (verified, faults) = checked(held, authority, hashing, excluding)
    return (verified, faults.map { SyncRefusal($0, partition: partition) })
  }

  private func checked(
    _ held: HeldLogs, _ authority: any Authority, _ hashing: any Hashing, _ excluding: Set<LogID>
  ) -> (VerifiedSection, [ExchangeError]) {
    var check = SectionCheck(section: self, held: held, hashing: hashing, excluding: excluding)
    for index in changes.indices { check.take(index) }
    check.takeCheckpoints(authority)
    return check.conclude()
  }
}
