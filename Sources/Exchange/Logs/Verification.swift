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

  package var partition: Partition
  /// In the sender's order.
  package var changes: [VerifiedChange] = []
  /// Of the new changes; to be kept and passed on verbatim.
  package var checkpoints: [Checkpoint] = []
  /// Each log that has something new, and its last change then; in the order in which the logs occur.
  package var advances: [Advance] = []
  /// Changes that are held already.
  package var skipped = 0
}

/// What the receiver holds, as questions: a replica answers them from its storage.
package struct HeldLogs {
  /// The last change held of a log; `nil` when none is.
  package var head: (LogID) -> LogHead?
  /// The hash of the change at a place not beyond the head; `nil` where it is no longer kept.
  package var hash: (LogID, UInt64) -> Hash256?
  /// The origins whose births were accepted.
  package var origin: (OriginID) -> KnownOrigin?

  package init(
    head: @escaping (LogID) -> LogHead?, hash: @escaping (LogID, UInt64) -> Hash256?,
    origin: @escaping (OriginID) -> KnownOrigin?
  ) {
    self.head = head
    self.hash = hash
    self.origin = origin
  }
}

extension Section {
  /// Checks that each log goes on where the receiver's ends, that each change names the hash of the one before, and
  /// that each run ends at a checkpoint signed by the key of its origin's birth. What is held already is passed over,
  /// so that sending twice is harmless.
  ///
  /// Fails with `gap` (answer one's own vector), `fork` (only when a valid checkpoint proves it), `unknownOrigin`,
  /// `brokenChain`, `missingCheckpoint`, `badCheckpoint`, `foreignPartition` or `unreadable`; logs in `excluding` are
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
