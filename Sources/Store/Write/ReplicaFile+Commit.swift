package import Causality
import Exchange
package import Records
import SQLite

/// A change that is durable here.
package struct Committed: Hashable, Sendable {
  package let change: ChangeID
  package let record: RecordID
  package let partition: Partition
  package let time: HybridTime
}

/// Drafts that one person makes true together, or not at all.
package struct Act: Sendable {
  package static let draftsMax = Int(ActPart.countMax)
  package var drafts: [Draft]
  package init(_ drafts: [Draft]) { self.drafts = drafts }
}

/// What the parts of an act did to the life of one root so far.
private struct TouchedRoot {
  /// Superseded by them.
  var shown: Set<ChangeName>
  var last: ChangeName
}

extension ReplicaFile {
  /// Commits acts in one transaction, one fsync for all: an answer for each, in order. An act that is refused leaves no
  /// trace and does not hold up the others; a failure of the disk fails them all and changes nothing.
  ///
  /// When this returns `.success`, the change is durable (`synchronous=FULL`).
  package func commit(_ acts: [Act]) -> [Result<[Committed], ReplicaError>] {
    do throws(ReplicaError) {
      // Nobody writes on a log that has a fork point; that was seen to when it was found, and is again.
      if hasFork(own.origin) { try beginOrigin(after: own.origin) }
      return try inTransaction { (transaction) throws(ReplicaError) in
        var answers: [Result<[Committed], ReplicaError>] = []
        for act in acts {
          do throws(ReplicaError) {
            try self.validate(act, &transaction.workspace)
          } catch {
            // A failing disk is not an answer to one act.
            if case .storage = error { throw error }
            if case .tampered(let record) = error { try self.raise(.tampered, record.description) }
            answers.append(.failure(error))
            continue
          }
          answers.append(.success(try self.write(act, &transaction)))
          try self.signLongRuns(&transaction)
        }
        try self.signCheckpoints(&transaction)
        return answers
      }
    } catch {
      return acts.map { _ in .failure(error) }
    }
  }

  /// One act alone.
  package func commit(_ act: Act) throws(ReplicaError) -> [Committed] { try commit([act])[0].get() }

  package func commit(_ draft: Draft) throws(ReplicaError) -> Committed { try commit(Act([draft]))[0] }

  private func validate(_ act: Act, _ workspace: inout Workspace) throws(ReplicaError) {
    guard !act.drafts.isEmpty, act.drafts.count <= Act.draftsMax else { throw .malformedDraft }
    var created: Set<RecordID> = []
    for draft in act.drafts {
      try validateShape(draft)
      let stamp = Stamp(
        time: HybridTime(raw: 0), kind: draft.kind, author: draft.author, source: draft.source)
      do throws(AdmissionRefusal) {
        try registry.admit(identity, partition: draft.partition, entity: draft.entity, stamp: stamp)
      } catch {
        throw .notGranted(error, draft.partition)
      }
      let existing = try workspace.existing(draft.record, in: db)
      if draft.isCreation {
        guard existing == nil || existing?.state.entity == 0, created.insert(draft.record).inserted else {
          throw .recordExists(draft.record)
        }
      } else if !created.contains(draft.record) {
        guard existing != nil else { throw .recordUnknown(draft.record) }
      }
      if let existing, partitions[draft.partition]?.row != existing.partition {
        throw .recordExists(draft.record)
      }
      try validateLife(draft, created, &workspace)
      if let existing {
        try validateShown(draft, existing.state)
        if let original = existing.original {
          try verify(original, groups: draft.writes.map(\.group), partition: existing.partition)
        }
      }
    }
  }

  private func validateShape(_ draft: Draft) throws(ReplicaError) {
    guard draft.author.utf8.count <= ChangeLimits.nameBytesMax,
      draft.source.utf8.count <= ChangeLimits.nameBytesMax,
      draft.reason.utf8.count <= ChangeLimits.reasonBytesMax, draft.writes.count <= ChangeLimits.groupsMax
    else { throw .tooLarge }
    let groups = draft.writes.map(\.group)
    guard Set(groups).count == groups.count, !groups.contains(RecordState.lifeGroup),
      groups.allSatisfy({ $0 <= ChangeLimits.groupMax }), draft.root != draft.record,
      !draft.writes.isEmpty || draft.lifeAct != .touch
    else { throw .malformedDraft }
    var bytes = 0
    for write in draft.writes {
      bytes += write.values.byteCount + (write.before?.byteCount ?? 0)
      bytes += write.shown.count * ChangeLimits.nameInListBytes
    }
    guard bytes <= ChangeLimits.payloadBytesMax / 2, draft.entity <= ChangeLimits.entityMax,
      draft.writes.allSatisfy({ $0.shown.count <= ChangeLimits.supersedesMax }),
      draft.lifeAct == .touch || draft.lifeShown.count <= ChangeLimits.supersedesMax
    else { throw .tooLarge }
    // Nobody was shown what this replica does not hold.
    guard let partition = partitions[draft.partition]?.row else { return }
    for name in draft.writes.flatMap(\.shown) + draft.lifeShown {
      let isHeld = branches(partition, name.origin).contains {
        $0.row.base < name.sequence && name.sequence <= $0.row.head
      }
      guard isHeld else { throw .malformedDraft }
    }
  }

  private func validateLife(
    _ draft: Draft, _ created: Set<RecordID>, _ workspace: inout Workspace
  ) throws(ReplicaError) {
    let rootID = draft.root ?? draft.record
    guard let found = try workspace.existing(rootID, in: db) else {
      guard created.contains(rootID) else { throw .recordUnknown(rootID) }
      return
    }
    guard found.partition == partitions[draft.partition]?.row else { throw .recordExists(rootID) }
    let root = found.state
    let life = root[RecordState.lifeGroup]
    if draft.lifeAct == .touch, draft.kind != .resolution, root.life == .deleted {
      throw .recordDeleted(rootID)
    }
    guard draft.whenStale == .refuse else { return }
    let unseen = life.unseen(by: draft.lifeShown)
    guard !unseen.isEmpty else { return }
    // A touch that had not seen another touch is no quarrel; a delete that had not seen one is, and so is either way of
    // not having seen a delete.
    let unseenDelete = life.entries.contains { entry in
      entry.content.lifeAct == .delete && unseen.contains(entry.id.name)
    }
    // Whoever decides about a value lists no delete, so as not to settle unasked whether the record lives.
    let speaksOfLife = draft.kind != .resolution || draft.lifeAct != .touch
    if unseenDelete && speaksOfLife || draft.lifeAct == .delete {
      throw .changedMeanwhile(record: rootID, groups: [RecordState.lifeGroup])
    }
  }

  private func validateShown(_ draft: Draft, _ state: RecordState) throws(ReplicaError) {
    guard draft.whenStale == .refuse else { return }
    let stale = draft.writes.filter { !state[$0.group].unseen(by: $0.shown).isEmpty }.map(\.group)
    guard stale.isEmpty else { throw .changedMeanwhile(record: draft.record, groups: stale) }
  }

  private func write(_ act: Act, _ transaction: inout Transaction) throws(ReplicaError) -> [Committed] {
    var generator = EnvironmentGenerator(randomBytes: environment.randomBytes)
    let actID = ActID(Bits128(high: generator.next(), low: generator.next()))
    var committed: [Committed] = []
    var touched: [RecordID: TouchedRoot] = [:]
    for (index, draft) in act.drafts.enumerated() {
      let part =
        act.drafts.count == 1
        ? nil : ActPart(act: actID, number: UInt64(index + 1), count: UInt64(act.drafts.count))
      var draft = draft
      let root = draft.root ?? draft.record
      let shown = draft.lifeShown
      // Whoever makes an act has seen its earlier parts, so a dossier with ten requirements has one touch, not eleven.
      if let before = touched[root] {
        draft.lifeShown = shown.filter { !before.shown.contains($0) } + [before.last]
      }
      let one = try write(draft, part, &transaction)
      committed.append(one)
      touched[root] = TouchedRoot(shown: (touched[root]?.shown ?? []).union(shown), last: one.change.name)
    }
    return committed
  }

  private func write(
    _ draft: Draft, _ part: ActPart?, _ transaction: inout Transaction
  ) throws(ReplicaError) -> Committed {
    let partition = try storing { () throws(SQLiteError) in try partitionRow(draft.partition) }
    let key = LogKey(partition: partition, log: LogID(origin: own.origin))
    _ = try storing { () throws(SQLiteError) in try logRow(key, draft.partition) }
    var log = try open(key, &transaction)
    let sequence = log.head + 1
    guard sequence <= ChangeLimits.sequenceMax else { throw .tooLarge }
    let stamp = Stamp(
      time: clock.next(wallMilliseconds: environment.wallMilliseconds()), isSuspect: clockIsSuspect,
      kind: draft.kind, author: draft.author, source: draft.source)
    let change = Change(
      header: ChangeHeader(
        partition: draft.partition, origin: own.origin, sequence: sequence, previous: log.headHash,
        stamp: stamp,
        reason: draft.reason, act: part),
      payload: ChangePayload(
        record: draft.record, entity: draft.entity, root: draft.root,
        // A touch need not supersede all the touches it saw: those that do not fit stand beside it and say the same.
        life: LifeWrite(
          act: draft.lifeAct, supersedes: Array(draft.lifeShown.prefix(ChangeLimits.supersedesMax))),
        writes: draft.writes.sorted { $0.group < $1.group }.map {
          GroupWrite(group: $0.group, values: $0.values, supersedes: $0.shown, before: $0.before)
        }))
    let sealed = SealedChange(
      change, salt: environment.randomBytes(ChangeLimits.saltBytes), hashing: environment.hashing)
    let id = try append(change, sealed, to: &log, partition, &transaction)
    close(key, log)
    return Committed(change: id, record: draft.record, partition: draft.partition, time: stamp.time)
  }

  /// A long group of commits is vouched for at least each 256 changes and an act, and never inside an act.
  private func signLongRuns(_ transaction: inout Transaction) throws(ReplicaError) {
    for key in transaction.touchedLogs where key.log.origin == own.origin {
      guard let log = logs[key], log.head >= transaction.signed[key, default: 0] + 256 else { continue }
      transaction.signed[key] = log.head
      guard let partition = partitions.first(where: { $0.value.row == key.partition })?.key else { continue }
      try signCheckpoint(of: key, partition)
    }
  }

  private func signCheckpoints(_ transaction: inout Transaction) throws(ReplicaError) {
    for key in transaction.touchedLogs.sorted(by: { $0.partition < $1.partition })
    where key.log.origin == own.origin {
      guard let partition = partitions.first(where: { $0.value.row == key.partition })?.key else { continue }
      try signCheckpoint(of: key, partition)
    }
  }

  private func signCheckpoint(of key: LogKey, _ partition: Partition) throws(ReplicaError) {
    guard let log = logs[key] else { return }
    var checkpoint = Checkpoint(
      partition: partition, origin: key.log.origin, sequence: log.head, hash: log.headHash,
      protocolVersion: ProtocolRange.current.highest, signature: [])
    do {
      checkpoint.signature = try environment.signer.sign(checkpoint.signedBytes)
    } catch {
      throw .signing(String(describing: error))
    }
    try storing { () throws(SQLiteError) in try insert(checkpoint, log: log.storage) }
  }

  func insert(_ checkpoint: Checkpoint, log: Int64) throws(SQLiteError) {
    let insert = try db.statement(
      "INSERT OR IGNORE INTO checkpoint(id, hash, protocol, signature) VALUES(?, ?, ?, ?)")
    insert.bind(1, changeRow(log, checkpoint.sequence))
    insert.bind(2, checkpoint.hash.bytes)
    insert.bind(3, checkpoint.protocolVersion)
    insert.bind(4, checkpoint.signature)
    try insert.run()
  }
}
