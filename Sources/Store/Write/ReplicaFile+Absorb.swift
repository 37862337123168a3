import Causality
package import Exchange
import Records
import SQLite

/// What became of a batch.
package struct AbsorbReport: Sendable, Equatable {
  /// Changes that are new here and durable.
  package var applied = 0
  /// What was not taken, and why; the rest of the batch was.
  package var refusals: [SyncRefusal] = []
  /// The batch held changes of this replica's own origin that it did not remember: it goes on under a new one.
  package var beganOrigin = false
  package init() {}
}

extension ReplicaFile {
  /// Takes another replica's changes: chain, checkpoint and grant are checked before the fold, each section is one
  /// transaction with its new vector. When it returns, what it counts as applied is durable.
  ///
  /// Sections and logs are independent: what one refuses does not hold up another, unless it builds on it. Taking a
  /// batch again changes nothing.
  ///
  /// - Parameter shown: what the live node that hands it over says it applied. Of a log that is revoked, the province takes
  ///   that much: nothing that was applied anywhere is un-applied.
  package func absorb(
    _ batch: Batch, shown: [PartitionState] = []
  ) throws(ReplicaError) -> AbsorbReport {
    var report = AbsorbReport()
    let births = acceptedBirths(of: batch, &report)
    for section in batch.sections {
      let sifted = section.sifted(
        held: heldLogs(section.partition, births), authority: environment.authority,
        hashing: environment.hashing)
      report.refusals += sifted.refusals
      try absorb(sifted.verified, births, shown.first { $0.partition == section.partition }, &report)
    }
    try compensate()
    try answerForks(&report)
    try keepRefused(of: batch, report)
    return report
  }

  /// A second birth of an origin that is known already is an alarm, and no new birth of that batch is believed.
  private func acceptedBirths(of batch: Batch, _ report: inout AbsorbReport) -> [OriginID: NewBirth] {
    do throws(ExchangeError) {
      let accepted = try batch.acceptedBirths(
        known: { origin in
          self.origins[origin].map { KnownOrigin(identity: $0.identity, birth: $0.birthHash) }
        },
        authority: environment.authority, hashing: environment.hashing)
      var births: [OriginID: NewBirth] = [:]
      for (birth, known) in accepted { births[birth.origin] = NewBirth(birth: birth, known: known) }
      return births
    } catch {
      for section in batch.sections {
        report.refusals.append(SyncRefusal(error, partition: section.partition))
      }
      if case .otherBirth(let origin) = error {
        try? raise(.otherBirth, String(origin.description.prefix(8)))
      }
      return [:]
    }
  }

  private func heldLogs(_ partition: Partition, _ births: [OriginID: NewBirth]) -> HeldLogs {
    let row = partitions[partition]?.row
    return HeldLogs(
      branches: { origin in
        guard let row else { return [] }
        return self.branches(row, origin).filter { $0.row.head > $0.row.base }.map { branch in
          HeldBranch(
            log: branch.key.log, base: branch.row.base, baseHash: branch.row.baseHash,
            head: LogHead(sequence: branch.row.head, hash: branch.row.headHash))
        }
      },
      hash: { log, sequence in
        row.flatMap { self.logs[LogKey(partition: $0, log: log)] }
          .flatMap { try? self.storedHash($0, sequence) }
      },
      origin: { origin in
        self.origins[origin].map { KnownOrigin(identity: $0.identity, birth: $0.birthHash) }
          ?? births[origin]?.known
      })
  }

  /// For a log on which the two sides do not meet: what is held of it at some places, so that the sender finds where they
  /// part. Of an own log it is enough to begin a new origin: somebody else writes on it.
  private func answerForks(_ report: inout AbsorbReport) throws(ReplicaError) {
    guard report.refusals.contains(where: { $0.code == .fork }) else { return }
    var refusals: [SyncRefusal] = []
    for refusal in report.refusals {
      guard refusal.code == .fork, let partition = refusal.partition, let log = refusal.log else {
        refusals.append(refusal)
        continue
      }
      refusals += try reader.samples(of: log, in: partition, from: refusal.sequence)
    }
    report.refusals = refusals
    if refusals.contains(where: { $0.code == .fork && $0.log?.origin == own.origin }) {
      try beginOrigin(after: own.origin)
      report.beganOrigin = true
    }
  }

  private func absorb(
    _ verified: VerifiedSection, _ births: [OriginID: NewBirth], _ shown: PartitionState?,
    _ report: inout AbsorbReport
  ) throws(ReplicaError) {
    var cuts = cuts(in: verified, births, shown, &report)
    var taken = cuts.admitted(verified.changes)
    var attempts = 0
    while true {
      attempts += 1
      do throws(ReplicaError) {
        if try write(taken, verified, cuts, births) { report.beganOrigin = true }
        break
      } catch {
        guard attempts < 4 else { throw error }
        switch error {
        case .recordExists: try cutForeign(taken, in: verified.partition, &cuts, &report)
        case .unheld: try cutUnheld(taken, in: verified.partition, &cuts, &report)
        default: throw error
        }
        cutMissing(in: verified, &cuts, &report)
        taken = cuts.admitted(verified.changes)
      }
    }
    report.applied += taken.count
  }

  /// A name may be of another version of a change than the one that is held: then what builds on it waits until that
  /// continuation is here. Looked for one by one only when a transaction met one.
  private func cutUnheld(
    _ taken: [VerifiedChange], in partition: Partition, _ cuts: inout Cuts, _ report: inout AbsorbReport
  ) throws(ReplicaError) {
    let row = partitions[partition]?.row
    var coming: Set<ChangeName> = []
    for item in taken where cuts.admits(item.log, item.change.header.sequence) {
      let header = item.change.header
      var isHeld = true
      for name in item.change.payload.names where !coming.contains(name) {
        let isHere = try storing { () throws(SQLiteError) in
          if let row { try holds(name, in: row) } else { false }
        }
        isHeld = isHeld && isHere
      }
      if isHeld {
        coming.insert(
          ChangeName(origin: header.origin, sequence: header.sequence, short: item.sealed.hash.short))
        continue
      }
      cuts.cut(item.log, before: header.sequence)
      report.refusals.append(
        SyncRefusal(
          code: .missingDependency, partition: partition, log: item.log, sequence: header.sequence))
    }
  }

  /// A record lives in one partition. A change that names one of another is outside its author's grant and stops its own
  /// log; the rest is taken. Asked only when a transaction met one, for nobody meets one by accident.
  private func cutForeign(
    _ taken: [VerifiedChange], in partition: Partition, _ cuts: inout Cuts, _ report: inout AbsorbReport
  ) throws(ReplicaError) {
    let row = partitions[partition]?.row
    for item in taken where cuts.admits(item.log, item.change.header.sequence) {
      var isForeign = false
      for record in [item.change.payload.record, item.change.payload.rootRecord] {
        let home = try storing { () throws(SQLiteError) in
          let select = try db.statement("SELECT partition FROM record WHERE uuid = ?")
          select.bind(1, record.bits.bytes)
          defer { select.reset() }
          return try select.step() ? select.int64(0) : row
        }
        if home != row { isForeign = true }
      }
      guard isForeign else { continue }
      cuts.cut(item.log, before: item.change.header.sequence)
      report.refusals.append(
        SyncRefusal(
          code: .notGranted, partition: partition, log: item.log, sequence: item.change.header.sequence,
          reason: AdmissionRefusal.noGrant.code))
    }
  }

  /// True where it holds changes of this replica's own origin that it does not remember writing: it was restored or
  /// cloned. What others hold is taken, and nothing more is written on that log: the new origin is begun in the same
  /// transaction (`histories.md`, H2; failure T1).
  private func write(
    _ taken: [VerifiedChange], _ verified: VerifiedSection, _ cuts: Cuts, _ births: [OriginID: NewBirth]
  ) throws(ReplicaError) -> Bool {
    guard !taken.isEmpty || !verified.forks.isEmpty else { return false }
    let wall = environment.wallMilliseconds()
    let before = own
    do throws(ReplicaError) {
      return try inTransaction { (transaction) throws(ReplicaError) in
        let partition = try storing { () throws(SQLiteError) in try self.partitionRow(verified.partition) }
        try self.append(taken, partition, verified.partition, births, wall, cuts, &transaction)
        for fork in verified.forks {
          _ = try self.note(fork.point, verified.partition, partition)
        }
        try storing { () throws(SQLiteError) in
          for (checkpoint, log) in zip(verified.checkpoints, verified.checkpointLogs)
          where cuts.admits(log, checkpoint.sequence) {
            for branch in self.branches(partition, log.origin)
            where branch.row.base < checkpoint.sequence {
              guard try self.storedHash(branch.row, checkpoint.sequence) == checkpoint.hash else { continue }
              try self.insert(checkpoint, log: branch.row.storage)
            }
          }
        }
        let isOwn =
          taken.contains { $0.log.origin == before.origin }
          || verified.forks.contains { $0.point.origin == before.origin }
        if isOwn { try self.enterNewOrigin(after: before.origin) }
        return isOwn
      }
    } catch {
      own = before
      throw error
    }
  }

  private func append(
    _ taken: [VerifiedChange], _ partition: Int64, _ name: Partition, _ births: [OriginID: NewBirth],
    _ wall: Int64, _ cuts: Cuts, _ transaction: inout Transaction
  ) throws(ReplicaError) {
    // Read in place: a copy of a change counts references to everything in it.
    let items = taken.span
    var created: [RecordID] = []
    for place in items.indices where items[place].change.payload.supersedesNoGroup {
      created.append(items[place].change.payload.record)
    }
    try storing { () throws(SQLiteError) in
      try transaction.workspace.expect(items.count, creating: created, in: db)
    }
    var first = 0
    while first < items.count {
      let run = items[first].log
      try storing { () throws(SQLiteError) in
        if self.origins[run.origin] == nil, let birth = births[run.origin] {
          try self.insert(birth.birth, identity: birth.known.identity)
        }
      }
      let key = try place(of: items[first].change.header, items[first].sealed.hash, partition)
      var log = try self.open(key, &transaction)
      var next = first
      while next < items.count, items[next].log == run {
        _ = try self.append(items[next].change, items[next].sealed, to: &log, partition, &transaction)
        try checkNames(in: partition, &transaction)
        if cuts.isTainted(run, items[next].change.header.sequence), identity.role == .province {
          let row = changeRow(log.storage, items[next].change.header.sequence)
          try storing { () throws(SQLiteError) in try self.note(tainted: row) }
        }
        self.clock.observe(items[next].change.header.stamp.time, wallMilliseconds: wall)
        next += 1
      }
      self.close(key, log)
      first = next
    }
  }

  /// What the change that was just folded names and did not find standing must at least be held: as that version, not as
  /// another with the same dot.
  private func checkNames(
    in partition: Int64, _ transaction: inout Transaction
  ) throws(ReplicaError) {
    guard !transaction.workspace.unmatched.isEmpty else { return }
    let names = transaction.workspace.unmatched
    transaction.workspace.unmatched.removeAll(keepingCapacity: true)
    for name in names {
      let isHeld = try storing { () throws(SQLiteError) in try holds(name, in: partition) }
      guard isHeld else { throw .unheld(name) }
    }
  }

  /// Where each log must be cut: before a change that its node may not make, and before one that builds on a change
  /// that is not here. A log is only ever cut at a checkpoint, so that what is kept can be passed on.
  private func cuts(
    in verified: VerifiedSection, _ births: [OriginID: NewBirth], _ shown: PartitionState?,
    _ report: inout AbsorbReport
  ) -> Cuts {
    var cuts = Cuts(checkpoints: zip(verified.checkpointLogs, verified.checkpoints).map { ($0, $1.sequence) })
    var admitted: [AdmissionKey: AdmissionRefusal?] = [:]
    var last: (key: AdmissionKey, refusal: AdmissionRefusal?)?
    let items = verified.changes.span
    for place in items.indices where cuts.admits(items[place].log, items[place].change.header.sequence) {
      let log = items[place].log
      if !registry.revoked.isEmpty, let belief = belief(items[place], in: verified, births, shown) {
        if belief == .tainted { cuts.taint(log, items[place].change.header.sequence) }
        if belief == .refused {
          cuts.cut(log, before: items[place].change.header.sequence)
          report.refusals.append(
            SyncRefusal(
              code: .notGranted, partition: verified.partition, log: log,
              sequence: items[place].change.header.sequence, reason: AdmissionRefusal.revokedNode.code))
        }
        if belief != .ordinary { continue }
      }
      let key = AdmissionKey(
        origin: log.origin, entity: items[place].change.payload.entity,
        kind: items[place].change.header.stamp.kind, source: items[place].change.header.stamp.source)
      let refusal: AdmissionRefusal?
      if let last, last.key == key {
        refusal = last.refusal
      } else {
        if let known = admitted[key] {
          refusal = known
        } else {
          refusal = self.refusal(items[place].change, births)
          admitted[key] = .some(refusal)
        }
        last = (key, refusal)
      }
      guard let refusal else { continue }
      let sequence = items[place].change.header.sequence
      cuts.cut(log, before: sequence)
      report.refusals.append(
        SyncRefusal(
          code: .notGranted, partition: verified.partition, log: log, sequence: sequence,
          reason: refusal.code))
    }
    cutMissing(in: verified, &cuts, &report)
    return cuts
  }

  private func cutMissing(in verified: VerifiedSection, _ cuts: inout Cuts, _ report: inout AbsorbReport) {
    // A continuation without what it leaves has no place.
    for fork in verified.forks {
      if let parent = fork.parent, !cuts.admits(parent, fork.point.sequence) { cuts.cut(fork.log, before: 0) }
    }
    while let missing = firstMissing(in: verified, cuts) {
      cuts.cut(missing.log, before: missing.change.header.sequence)
      report.refusals.append(
        SyncRefusal(
          code: .missingDependency, partition: verified.partition, log: missing.log,
          sequence: missing.change.header.sequence))
    }
  }

  /// Of a change by a revoked key, how far it is believed; nil for any other.
  private func belief(
    _ item: VerifiedChange, in verified: VerifiedSection, _ births: [OriginID: NewBirth],
    _ shown: PartitionState?
  ) -> Belief? {
    let origin = item.log.origin
    guard let identity = origins[origin]?.identity ?? births[origin]?.known.identity,
      let bound = bound(identity, origin, in: verified.partition)
    else { return nil }
    let applied = shown?.vector.entries.filter { $0.log.origin == origin }.map(\.sequence).max() ?? 0
    return belief(item, bound, in: verified, shown: applied)
  }

  private func refusal(_ change: Change, _ births: [OriginID: NewBirth]) -> AdmissionRefusal? {
    let origin = change.header.origin
    guard let identity = origins[origin]?.identity ?? births[origin]?.known.identity else {
      return .unknownNode
    }
    do throws(AdmissionRefusal) {
      try registry.admit(
        identity, partition: change.header.partition, entity: change.payload.entity,
        stamp: change.header.stamp)
      return nil
    } catch {
      return error
    }
  }

  /// The first change, in the sender's order, that supersedes one which would not be here by then.
  private func firstMissing(in verified: VerifiedSection, _ cuts: Cuts) -> VerifiedChange? {
    let row = partitions[verified.partition]?.row
    var heads = Heads { origin in
      row.flatMap { self.branches($0, origin).map(\.row.head).max() } ?? 0
    }
    let items = verified.changes.span
    for place in items.indices {
      let log = items[place].log
      let sequence = items[place].change.header.sequence
      guard cuts.admits(log, sequence) else { continue }
      guard heads.hold(items[place].change.payload) else { return verified.changes[place] }
      heads.advance(log.origin, to: sequence)
    }
    return nil
  }
}

extension ChangePayload {
  /// Its author saw no value of what it writes: most likely it creates the record.
  fileprivate var supersedesNoGroup: Bool {
    for write in writes.indices where !writes[write].supersedes.isEmpty { return false }
    return true
  }
}

/// A birth that came with a batch, signed by a certified key, and is not written yet.
private struct NewBirth {
  let birth: Birth
  let known: KnownOrigin
}

private struct AdmissionKey: Hashable {
  let origin: OriginID
  let entity: UInt64
  let kind: ChangeKind
  let source: String
}
