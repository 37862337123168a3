import Causality
import Exchange
import Records
import SQLite

/// What one write transaction holds in memory until it is durable.
struct Transaction {
  var workspace: Workspace
  /// Logs that were appended to.
  var touchedLogs: Set<LogKey> = []
  /// Up to where each of these logs is vouched for.
  var signed: [LogKey: UInt64] = [:]
  /// Partitions whose records decide what may enter, or by which rules is judged.
  var touchesRegistry = false
  var touchesRules = false
}

extension ReplicaFile {
  /// Runs `body` in one transaction and writes everything that follows from the changes it appended: heads, records,
  /// digests, index, queue. Whatever fails rolls all of it back, and the caches are read anew.
  func inTransaction<Value>(
    _ body: (inout Transaction) throws(ReplicaError) -> Value
  ) throws(ReplicaError) -> Value {
    try storing { () throws(SQLiteError) in try db.begin() }
    let clockBefore = clock
    do throws(ReplicaError) {
      var transaction = Transaction(workspace: Workspace(nextRow: nextRecord))
      let value = try body(&transaction)
      try finish(&transaction)
      try storing { () throws(SQLiteError) in try db.commit() }
      nextRecord = transaction.workspace.rowAfterLast
      checkpointIfDue()
      if transaction.touchesRegistry { try reloadRegistry() }
      if transaction.touchesRules { try rulesChanged() }
      return value
    } catch {
      db.rollback()
      clock = clockBefore
      try reload()
      throw error
    }
  }

  /// The one owner of the file also moves its log into it, between two transactions (see `Connection`). A checkpoint that
  /// a reader holds up is made at the next turn; nothing is lost by waiting.
  private func checkpointIfDue() {
    transactionsSinceCheckpoint += 1
    guard changesSinceCheckpoint >= 40_000 || transactionsSinceCheckpoint >= 2_000 else { return }
    changesSinceCheckpoint = 0
    transactionsSinceCheckpoint = 0
    _ = try? db.checkpoint(truncate: false)
  }

  private func finish(_ transaction: inout Transaction) throws(ReplicaError) {
    guard !transaction.touchedLogs.isEmpty else { return }
    let moves = try transaction.workspace.flush(into: db, rules: rules, hashing: environment.hashing)
    try storing { () throws(SQLiteError) in
      for key in transaction.touchedLogs {
        guard let log = logs[key] else { continue }
        let update = try db.statement("UPDATE log SET head = ?, head_hash = ? WHERE id = ?")
        update.bind(1, log.head)
        update.bind(2, log.headHash.bytes)
        update.bind(3, log.row)
        try update.run()
      }
      for (partition, row) in partitions {
        guard let move = moves[row.row] else { continue }
        let digest = row.digest &+ move
        partitions[partition]?.digest = digest
        let update = try db.statement("UPDATE partition SET digest = ? WHERE id = ?")
        update.bind(1, digest.bytes)
        update.bind(2, row.row)
        try update.run()
      }
      try setMeta("clock", Bits128(high: 0, low: clock.last.raw).bytes)
    }
  }

  /// Opens a log for appending: its row as it stands, which the caller hands from change to change and back to `close`.
  /// Batches bring runs of one log, so the tables of logs are asked once for a run.
  func open(_ key: LogKey, _ transaction: inout Transaction) throws(ReplicaError) -> LogRow {
    guard let log = logs[key] else { throw .corrupt("log") }
    if transaction.touchedLogs.insert(key).inserted { transaction.signed[key] = log.head }
    return log
  }

  /// Puts back a log that was appended to.
  func close(_ key: LogKey, _ log: LogRow) { logs[key] = log }

  /// Appends one change to its log and folds it; the one way into the tables for own and foreign changes alike.
  func append(
    _ change: Change, _ sealed: SealedChange, to log: inout LogRow, _ partition: Int64,
    _ transaction: inout Transaction
  ) throws(ReplicaError) -> ChangeID {
    let id = ChangeID(origin: change.header.origin, sequence: change.header.sequence, hash: sealed.hash)
    let row = changeRow(log.storage, id.sequence)
    let place = try transaction.workspace.apply(
      change.payload, stamp: change.header.stamp, id: id, row: row, partition: partition, in: db)
    let applied = nextApplied
    try storing { () throws(SQLiteError) in
      let insert = try db.statement(
        """
        INSERT INTO change(id, applied, record, previous, hash, salt, header, payload)
        VALUES(?, ?, ?, ?, ?, ?, ?, ?)
        """)
      insert.bind(1, row)
      insert.bind(2, applied)
      insert.bind(3, place.record)
      insert.bind(4, place.previous)
      insert.bind(5, sealed.hash)
      insert.bind(6, sealed.salt)
      try insert.run(borrowing: sealed.header, at: 7, and: sealed.payload, at: 8)
    }
    nextApplied += 1
    changesSinceCheckpoint += 1
    log.head = id.sequence
    log.headHash = sealed.hash
    switch change.header.partition {
    case .registry: transaction.touchesRegistry = true
    case .catalogue where change.payload.entity == Self.rulesEntity: transaction.touchesRules = true
    default: break
    }
    return id
  }

  static var rulesEntity: UInt64 { 28 }
}
