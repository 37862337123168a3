import Causality
import Exchange
package import Records
import SQLite

/// What becomes of the changes of a revoked key. Nothing that was applied is ever un-applied: what came after the last good
/// change is superseded by ordinary changes of the province (`histories.md`, H6).
extension ReplicaFile {
  /// Whether a change of a log may be taken for its place in it.
  enum Belief: Equatable {
    /// By the ordinary rules.
    case ordinary
    /// Because somebody applied it before the revocation was known there.
    case tainted
    case refused
  }

  /// How far a log of a revoked key is believed; nil for a key that is not revoked, or was without saying how far.
  func bound(_ identity: NodeIdentity, _ origin: OriginID, in partition: Partition) -> LogBound? {
    guard registry.revoked.contains(identity.key), let bounds = registry.bounds[identity.key] else {
      return nil
    }
    return bounds.first { $0.partition == partition && $0.origin == origin }
      ?? LogBound(partition: partition, origin: origin, good: .nothing, final: .nothing)
  }

  /// - Parameter shown: how much of the log a live node says that it applied; the province raises the final end to that.
  func belief(
    _ item: VerifiedChange, _ bound: LogBound, in verified: VerifiedSection, shown: UInt64
  ) -> Belief {
    let sequence = item.change.header.sequence
    if sequence <= end(bound.good, along: item.log, in: verified) { return .ordinary }
    if sequence <= end(bound.final, along: item.log, in: verified) { return .tainted }
    return identity.role == .province && sequence <= shown ? .tainted : .refused
  }

  /// The place itself on the continuation that has it; on another one where the two part.
  private func end(_ place: LogBound.Place, along log: LogID, in verified: VerifiedSection) -> UInt64 {
    guard let partition = partitions[verified.partition]?.row else { return place.sequence }
    let branches = branches(partition, log.origin)
    let fork = verified.forks.first { $0.log == log }
    guard branches.count > 1 || !verified.forks.filter({ $0.point.origin == log.origin }).isEmpty else {
      return place.sequence
    }
    let base = fork?.point.sequence ?? branches.first { $0.key.log == log }?.row.base ?? 0
    if place.sequence <= base { return place.sequence }
    let came = verified.changes.first {
      $0.log == log && $0.change.header.sequence == place.sequence
    }
    if let came { return came.sealed.hash == place.hash ? place.sequence : base }
    let row = branches.first { $0.key.log == log }?.row
    let held = row.flatMap { try? storedHash($0, place.sequence) }
    return held == place.hash ? place.sequence : base
  }

  /// Remembers, within the transaction that takes it, that the province owes an answer to a change.
  func note(tainted row: Int64) throws(SQLiteError) {
    let insert = try db.statement("INSERT OR IGNORE INTO tainted(change, isDone) VALUES(?, 0)")
    insert.bind(1, row)
    try insert.run()
  }

  /// Revokes all keys of a node: no session any more, and of its logs what `bounds` says. Of those that it does not name
  /// everything held is good. Returns how many keys were open; what was applied of the tainted is compensated.
  package func revoke(
    _ node: String, _ bounds: [LogBound], author: String, reason: String
  ) throws(ReplicaError) -> Int {
    guard let entity = Schema.current.entity(named: "node"), let status = entity.group(named: "status"),
      let ends = entity.group(named: "bounds")
    else { return 0 }
    let logs = try reader.logs(of: node)
    var act = Act([])
    var count = 0
    for record in try reader.records(in: .registry, entity: entity.number)
    where record.text("name", in: entity) == node && record.life != .deleted {
      guard case .bytes(let bytes) = record.value("key", in: entity), let key = Hash256(bytes: bytes) else {
        continue
      }
      let isOpen = !registry.revoked.contains(key)
      guard isOpen || !bounds.isEmpty else { continue }
      var all: [LogBound] = registry.bounds[key] ?? []
      for log in logs where log.key == key {
        let said = bounds.first { $0.partition == log.partition && $0.origin == log.log.origin }
        let held = LogBound(
          partition: log.partition, origin: log.log.origin, good: log.head, final: log.head)
        let bound = said ?? held
        if let place = all.firstIndex(where: { $0.partition == log.partition && $0.origin == bound.origin }) {
          if said != nil || all[place].final.sequence < bound.final.sequence {
            all[place] = all[place].joined(with: bound)
          }
        } else {
          all.append(bound)
        }
      }
      var writes = [record.draft(ends, [.text(LogBound.text(of: all))])]
      if isOpen { writes.append(record.draft(status, [.text("revoked")])) }
      act.drafts.append(
        Draft(
          partition: .registry, record: record.record, entity: entity.number,
          lifeShown: record.shown(RecordState.lifeGroup), writes: writes, kind: .control, author: author,
          source: "province", reason: reason))
      if isOpen { count += 1 }
    }
    guard !act.drafts.isEmpty else { return 0 }
    _ = try commit(act)
    try noteHeldTainted(of: node)
    try compensate()
    return count
  }

  /// Changes behind the last good one that are held already.
  private func noteHeldTainted(of node: String) throws(ReplicaError) {
    try storing { () throws(SQLiteError) in
      for (key, log) in logs {
        guard let origin = origins[key.log.origin], origin.identity.name == node,
          let name = partitions.first(where: { $0.value.row == key.partition })?.key,
          let bound = bound(origin.identity, origin.origin, in: name)
        else { continue }
        var from = max(log.base, bound.good.sequence)
        // The good end may lie on another continuation.
        if bound.good.sequence > log.base, bound.good.sequence <= log.head,
          try storedHash(log, bound.good.sequence) != bound.good.hash
        {
          from = log.base
        }
        guard from < log.head else { continue }
        for sequence in (from + 1)...log.head { try note(tainted: changeRow(log.storage, sequence)) }
      }
    }
  }

  /// At the province: raises final ends to what was applied here, and supersedes each tainted change that still stands by
  /// what it replaced. What replaced nothing is left to a person, who is told. May run again at any time.
  package func compensate() throws(ReplicaError) {
    guard identity.role == .province else { return }
    var rows: [Int64] = []
    try storing { () throws(SQLiteError) in
      try db.statement("SELECT change FROM tainted WHERE isDone = 0 ORDER BY change").forEachRow {
        row throws(SQLiteError) in rows.append(row.int64(0))
      }
    }
    guard !rows.isEmpty else { return }
    try raiseFinals()
    var told: [String: (compensated: Int, left: Int)] = [:]
    for row in rows.reversed() {
      guard let found = try tainted(row) else { continue }
      let (change, id) = found
      let (drafts, left) = try answer(to: change, id)
      var done = 0
      for draft in drafts { if (try? commit(draft)) != nil { done += 1 } }
      try storing { () throws(SQLiteError) in
        let update = try db.statement("UPDATE tainted SET isDone = 1 WHERE change = ?")
        update.bind(1, row)
        try update.run()
      }
      let subject = "\(change.header.partition.text) \(id.origin.description.prefix(8))"
      let before = told[subject] ?? (0, 0)
      told[subject] = (before.compensated + done, before.left + left + drafts.count - done)
    }
    for (subject, counts) in told.sorted(by: { $0.key < $1.key }) {
      try raise(
        .tainted, subject,
        ["compensated": JSONValue(counts.compensated), "left_to_a_person": JSONValue(counts.left)])
    }
  }

  private func tainted(_ row: Int64) throws(ReplicaError) -> (Change, ChangeID)? {
    try storing { () throws(SQLiteError) in
      let select = try db.statement("SELECT hash, header, payload FROM change WHERE id = ?")
      select.bind(1, row)
      defer { select.reset() }
      guard try select.step(), let hash = Hash256(bytes: select.bytes(0)),
        let header = try? ChangeHeader(encoded: select.bytes(1)),
        let payload = try? ChangePayload(encoded: select.bytes(2))
      else { return nil }
      return (
        Change(header: header, payload: payload),
        ChangeID(origin: header.origin, sequence: header.sequence, hash: hash)
      )
    }
  }

  /// What supersedes a tainted change where it stands, and how much of it has no value before.
  private func answer(to change: Change, _ id: ChangeID) throws(ReplicaError) -> ([Draft], left: Int) {
    let (payload, partition) = (change.payload, change.header.partition)
    var drafts: [Draft] = []
    var left = 0
    func draft(_ record: RecordID, _ entity: UInt64, _ root: RecordID?) -> Draft {
      Draft(
        partition: partition, record: record, entity: entity, root: root, writes: [], kind: .resolution,
        author: "province", source: "province", reason: "revocation", whenStale: .stand)
    }
    if let state = try reader.record(payload.record) {
      var writes: [GroupDraft] = []
      for write in payload.writes where state[write.group].contains(id.name) {
        guard let before = try before(write, in: partition, depth: 0) else {
          left += 1
          continue
        }
        writes.append(
          GroupDraft(group: write.group, values: before, shown: [id.name], before: write.values))
      }
      if !writes.isEmpty {
        var one = draft(payload.record, state.entity, payload.root)
        one.writes = writes
        one.lifeShown =
          try reader.record(payload.rootRecord)?[RecordState.lifeGroup].entries
          .filter { $0.content.lifeAct != .delete }.map(\.id.name) ?? []
        drafts.append(one)
      }
    }
    if payload.life.act == .delete, let root = try reader.record(payload.rootRecord),
      root[RecordState.lifeGroup].contains(id.name)
    {
      var one = draft(payload.rootRecord, root.entity, nil)
      one.lifeAct = .restore
      one.lifeShown = [id.name]
      drafts.append(one)
    }
    return (drafts, left)
  }

  /// The value that a tainted write replaced; where that is tainted too, what that one replaced.
  private func before(
    _ write: GroupWrite, in partition: Partition, depth: Int
  ) throws(ReplicaError) -> GroupValues? {
    guard let before = write.before, depth < 1_000 else { return nil }
    guard let row = partitions[partition]?.row else { return before }
    for name in write.supersedes {
      guard let earlier = try taintedChange(name, in: row) else { continue }
      guard let same = earlier.payload.writes.first(where: { $0.group == write.group }) else { continue }
      return try self.before(same, in: partition, depth: depth + 1)
    }
    return before
  }

  private func taintedChange(_ name: ChangeName, in partition: Int64) throws(ReplicaError) -> Change? {
    for (_, log) in branches(partition, name.origin)
    where log.base < name.sequence && name.sequence <= log.head {
      let row = changeRow(log.storage, name.sequence)
      let isTainted = try storing { () throws(SQLiteError) in
        let select = try db.statement("SELECT 1 FROM tainted WHERE change = ?")
        select.bind(1, row)
        defer { select.reset() }
        return try select.step()
      }
      guard isTainted, let (change, id) = try tainted(row), id.name == name else { continue }
      return change
    }
    return nil
  }

  /// Whoever applied a change before the revocation was known to him keeps it; so everybody must be able to take it.
  private func raiseFinals() throws(ReplicaError) {
    guard let entity = Schema.current.entity(named: "node"), let ends = entity.group(named: "bounds") else {
      return
    }
    for record in try reader.records(in: .registry, entity: entity.number) {
      guard case .bytes(let bytes) = record.value("key", in: entity), let key = Hash256(bytes: bytes),
        registry.revoked.contains(key), var bounds = registry.bounds[key]
      else { continue }
      var isRaised = false
      for (place, log) in logs {
        guard origins[place.log.origin]?.identity.key == key, log.head > log.base,
          let name = partitions.first(where: { $0.value.row == place.partition })?.key
        else { continue }
        let held = LogBound.Place(sequence: log.head, hash: log.headHash)
        if let index = bounds.firstIndex(where: { $0.partition == name && $0.origin == place.log.origin }) {
          guard bounds[index].final.sequence < held.sequence else { continue }
          bounds[index].final = held
        } else {
          bounds.append(
            LogBound(partition: name, origin: place.log.origin, good: .nothing, final: held))
        }
        isRaised = true
      }
      guard isRaised else { continue }
      _ = try commit(
        Draft(
          partition: .registry, record: record.record, entity: entity.number,
          lifeShown: record.shown(RecordState.lifeGroup),
          writes: [record.draft(ends, [.text(LogBound.text(of: bounds))])], kind: .control,
          author: "province", source: "province", reason: "applied before the revocation was known"))
    }
  }
}
