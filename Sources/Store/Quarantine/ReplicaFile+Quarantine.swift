import Causality
package import Exchange
import Records
import SQLite

/// What became of a retry.
package enum QuarantineRetry: Equatable, Sendable {
  case unknown
  /// A person discarded it; its bytes are gone.
  case discarded
  /// Everything is held now; `applied` of it since this retry.
  case settled(applied: Int)
  /// `applied` was taken now, the rest still is not.
  case refused(applied: Int, [SyncRefusal])
}

extension ReplicaFile {
  /// Keeps what of a batch was refused, and lets go of what has been taken in since. Blocks nothing: when the quarantine
  /// is full, what was refused is counted and not kept.
  func keepRefused(of batch: Batch, _ report: AbsorbReport) throws(ReplicaError) {
    let runs = report.refusals.compactMap { refusal -> RefusedRun? in
      let row = refusal.partition.flatMap { partitions[$0]?.row }
      return RefusedRun(refusal, in: batch) { log in
        row.flatMap { logs[LogKey(partition: $0, log: log)]?.head } ?? 0
      }
    }
    if runs.isEmpty {
      guard report.applied > 0, try reader.hasQuarantine() else { return }
    }
    try inTransaction { (_) throws(ReplicaError) in
      try storing { () throws(SQLiteError) in
        for run in runs { try self.keep(run) }
        try self.letGoOfSettled()
      }
    }
  }

  /// Offers it again, the normal way: chain, checkpoints and grants are checked as if it came just now.
  package func retryQuarantined(_ id: String) throws(ReplicaError) -> QuarantineRetry {
    guard let entry = try reader.quarantined(id) else { return .unknown }
    guard entry.discard == nil, let bytes = try reader.quarantinedBytes(id) else { return .discarded }
    let batch: Batch
    do throws(ExchangeError) {
      batch = try Batch(encoded: bytes, hashing: environment.hashing)
    } catch {
      throw .corrupt("quarantine \(id)")
    }
    let report = try absorb(batch)
    if report.refusals.isEmpty {
      // Also what has no log of its own, and what others brought meanwhile.
      try removeQuarantined(id)
      return .settled(applied: report.applied)
    }
    return .refused(applied: report.applied, report.refusals)
  }

  /// A person's decision that it is not wanted: the bytes go, the line with the reason stays, and the same changes do not
  /// come up again. Nothing of it was ever applied, so nothing is taken back.
  ///
  /// - Returns: whether there was such an entry that nobody had discarded.
  package func discardQuarantined(
    _ id: String, by staff: String, reason: String
  ) throws(ReplicaError) -> Bool {
    guard reason.utf8.count <= QuarantineLimits.reasonBytesMax else { throw .tooLarge }
    let now = environment.wallMilliseconds()
    return try storing { () throws(SQLiteError) in
      let update = try db.statement(
        """
        UPDATE quarantine SET batch = x'', discarded_at = ?2, discarded_by = ?3, discarded_for = ?4
        WHERE public = ?1 AND discarded_at IS NULL
        """)
      update.bind(1, id)
      update.bind(2, now)
      update.bind(3, staff)
      update.bind(4, reason)
      try update.run()
      return db.changes > 0
    }
  }

  private func removeQuarantined(_ id: String) throws(ReplicaError) {
    try storing { () throws(SQLiteError) in
      let delete = try db.statement("DELETE FROM quarantine WHERE public = ?")
      delete.bind(1, id)
      try delete.run()
    }
  }

  private func keep(_ run: RefusedRun) throws(SQLiteError) {
    let now = environment.wallMilliseconds()
    let origin = run.origin?.bits.bytes ?? []
    let find = try db.statement(
      """
      SELECT id, changes, discarded_at IS NULL, length(batch) FROM quarantine
      WHERE partition = ?1 AND origin = ?2 AND first_hash = ?3
      """)
    find.bind(1, run.partition.text)
    find.bind(2, origin)
    find.bind(3, run.first.hash.bytes)
    var known: (row: Int64, changes: Int, isOpen: Bool, bytes: Int)?
    if try find.step() { known = (find.int64(0), find.int(1), find.bool(2), find.int(3)) }
    find.reset()
    if let known {
      let again = try db.statement(
        """
        UPDATE quarantine SET latest = ?2, times = times + 1, code = ?3, reason = ?4, sequence = ?5 WHERE id = ?1
        """)
      again.bind(1, known.row)
      again.bind(2, now)
      again.bind(3, run.refusal.code.rawValue)
      again.bind(4, run.refusal.reason)
      again.bind(5, run.refusal.sequence)
      try again.run()
      guard known.isOpen, run.changeCount > known.changes else { return }
      try lengthen(known.row, known.bytes, run)
    } else {
      try insert(run, origin, now)
    }
  }

  /// The log went on since it was refused first.
  private func lengthen(_ row: Int64, _ before: Int, _ run: RefusedRun) throws(SQLiteError) {
    let bytes = run.batch.encoded
    guard try hasRoom(for: bytes.count - before, of: nodeName(run), isNew: false),
      bytes.count
        <= QuarantineLimits.entryBytesMax
    else { return try countNotKept() }
    let update = try db.statement(
      "UPDATE quarantine SET last = ?2, last_hash = ?3, changes = ?4, batch = ?5 WHERE id = ?1")
    update.bind(1, row)
    update.bind(2, run.last.sequence)
    update.bind(3, run.last.hash.bytes)
    update.bind(4, run.changeCount)
    update.bind(5, bytes)
    try update.run()
  }

  private func insert(_ run: RefusedRun, _ origin: [UInt8], _ now: Int64) throws(SQLiteError) {
    let bytes = run.batch.encoded
    let node = nodeName(run)
    guard bytes.count <= QuarantineLimits.entryBytesMax, try hasRoom(for: bytes.count, of: node, isNew: true)
    else { return try countNotKept() }
    // Two runs may begin with one change, in two partitions or under two origins, when somebody forges.
    let name = environment.hashing.hash(Array(run.partition.text.utf8), origin + run.first.hash.bytes)
    let insert = try db.statement(
      """
      INSERT INTO quarantine(public, partition, origin, node, first, last, first_hash, last_hash, changes, code,
        reason, sequence, batch, since, latest, times)
      VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?14, 1) ON CONFLICT DO NOTHING
      """)
    insert.bind(1, "q-" + name.description.prefix(12))
    insert.bind(2, run.partition.text)
    insert.bind(3, origin)
    insert.bind(4, node)
    insert.bind(5, run.first.sequence)
    insert.bind(6, run.last.sequence)
    insert.bind(7, run.first.hash.bytes)
    insert.bind(8, run.last.hash.bytes)
    insert.bind(9, run.changeCount)
    insert.bind(10, run.refusal.code.rawValue)
    insert.bind(11, run.refusal.reason)
    insert.bind(12, run.refusal.sequence)
    insert.bind(13, bytes)
    insert.bind(14, now)
    try insert.run()
  }

  /// By the birth that is known, or that came along and is certified: a name that only the batch claims is nobody's.
  private func nodeName(_ run: RefusedRun) -> String {
    guard let origin = run.origin else { return "" }
    if let known = origins[origin] { return known.identity.name }
    return run.batch.births.first.flatMap { environment.authority.identity(of: $0)?.name } ?? ""
  }

  private func hasRoom(for bytes: Int, of node: String, isNew: Bool) throws(SQLiteError) -> Bool {
    let select = try db.statement(
      """
      SELECT count(*), coalesce(sum(length(batch)), 0), coalesce(sum(node = ?1), 0),
        coalesce(sum(iif(node = ?1, length(batch), 0)), 0) FROM quarantine
      """)
    select.bind(1, node)
    defer { select.reset() }
    guard try select.step() else { return false }
    let more = isNew ? 1 : 0
    return select.int(0) + more <= QuarantineLimits.entriesMax
      && select.int(1) + bytes <= QuarantineLimits.bytesMax
      && select.int(2) + more <= QuarantineLimits.nodeEntriesMax
      && select.int(3) + bytes <= QuarantineLimits.nodeBytesMax
  }

  private func countNotKept() throws(SQLiteError) {
    let select = try db.statement("SELECT value FROM meta WHERE key = 'quarantine-not-kept'")
    let before = try select.step() ? select.bytes(0) : []
    select.reset()
    let count = before.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } &+ 1
    var bytes: [UInt8] = []
    appendWord(count, to: &bytes)
    try setMeta("quarantine-not-kept", bytes)
  }

  /// Entries whose last change is held by now; and those whose first is, when another entry holds the rest.
  private func letGoOfSettled() throws(SQLiteError) {
    try db.statement(
      """
      DELETE FROM quarantine WHERE discarded_at IS NULL AND last > 0 AND id IN (
        SELECT q.id FROM quarantine q JOIN partition p ON p.name = q.partition JOIN origin o ON o.origin = q.origin
        JOIN log l ON l.partition = p.id AND l.origin = o.id
        JOIN change c ON c.id = (l.storage << 40) + q.last OR c.id = (l.storage << 40) + q.first
        WHERE (c.id = (l.storage << 40) + q.last AND c.hash = q.last_hash)
          OR (c.hash = q.first_hash AND EXISTS (
            SELECT 1 FROM quarantine r WHERE r.partition = q.partition AND r.origin = q.origin
            AND r.last_hash = q.last_hash AND r.first > q.first)))
      """
    ).run()
  }
}
