package import Causality
import Exchange
package import Records
import SQLite

/// What can be said of a replica's file and logs without reading every change: of a province in seconds, not minutes.
package struct ReplicaHealth: Equatable, Sendable {
  /// What SQLite says of the file that is not "ok"; names tables and pages, never a value.
  package var fileFaults: [String] = []
  /// Rows that refer to nothing; only looked for in a full examination.
  package var danglingRows = 0
  package var logs = 0
  /// Logs whose head is not their last change.
  package var brokenHeads = 0
  /// Partitions of which the hub acknowledged more of this node's own changes than are here, with how many are missing.
  package var lost: [Partition: UInt64] = [:]
  /// Whether the hub ever said what it holds.
  package var knowsHub = false
  /// Of the SQLite that runs: `3.40.1`.
  package var sqliteVersion = ""

  package init() {}
}

extension Reader {
  /// - Parameters:
  ///   - key: of this node, to know its own logs by.
  ///   - hub: the name under which the hub's acknowledgements are kept.
  ///   - full: also hold every index against its table, and every reference against what it names.
  package func health(key: Hash256, hub: String, full: Bool) throws(ReplicaError) -> ReplicaHealth {
    try inSnapshot { () throws(ReplicaError) in
      var health = ReplicaHealth()
      try storing { () throws(SQLiteError) in
        health.sqliteVersion = try db.text("SELECT sqlite_version()") ?? ""
        let check = try db.statement(text: full ? "PRAGMA integrity_check(20)" : "PRAGMA quick_check(20)")
        try check.forEachRow { row throws(SQLiteError) in
          if row.text(0) != "ok" { health.fileFaults.append(row.text(0)) }
        }
        if full {
          try db.statement("PRAGMA foreign_key_check").forEachRow { _ throws(SQLiteError) in
            health.danglingRows += 1
          }
        }
        try heads(&health)
      }
      let held = try peerStates(of: hub)
      health.knowsHub = !held.isEmpty
      let own = try origins(of: key)
      for peer in held {
        let state = try state(of: peer.partition)
        for entry in peer.vector.entries where own.contains(entry.log.origin) {
          let here = state.vector[entry.log]
          if entry.sequence > here { health.lost[peer.partition, default: 0] &+= entry.sequence - here }
        }
      }
      return health
    }
  }

  /// Each log's head against the row that it names: two look-ups a log. Continuations of a log that has a fork point share
  /// one run of rows, and behind the last of them nothing may lie.
  private func heads(_ health: inout ReplicaHealth) throws(SQLiteError) {
    var logs: [(storage: Int64, base: UInt64, head: UInt64, hash: [UInt8], baseHash: [UInt8])] = []
    try db.statement("SELECT storage, base, head, head_hash, base_hash FROM log")
      .forEachRow { row throws(SQLiteError) in
        logs.append((row.int64(0), row.uint64(1), row.uint64(2), row.bytes(3), row.bytes(4)))
      }
    health.logs = logs.count
    var ends: [Int64: UInt64] = [:]
    for log in logs { ends[log.storage] = max(ends[log.storage] ?? 0, log.head) }
    for log in logs {
      let last = try db.statement("SELECT hash FROM change WHERE id = ?")
      last.bind(1, changeRow(log.storage, log.head))
      let hash = try last.step() ? last.bytes(0) : nil
      last.reset()
      // Without changes of its own a log has its beginning, or its fork point, as its head.
      let isWhole =
        log.head > log.base ? hash == log.hash : log.head == 0 ? hash == nil : log.hash == log.baseHash
      let beyond =
        ends[log.storage] == log.head ? try holdsRows(beyond: log.head, of: log.storage) : false
      if !isWhole || beyond { health.brokenHeads += 1 }
    }
  }

  private func holdsRows(beyond head: UInt64, of storage: Int64) throws(SQLiteError) -> Bool {
    let select = try db.statement("SELECT 1 FROM change WHERE id > ?1 AND id < ?2 LIMIT 1")
    select.bind(1, changeRow(storage, head))
    select.bind(2, changeRow(storage + 1, 0))
    defer { select.reset() }
    return try select.step()
  }

  private func origins(of key: Hash256) throws(ReplicaError) -> Set<OriginID> {
    try storing { () throws(SQLiteError) in
      let select = try db.statement("SELECT origin FROM origin WHERE node_key = ?")
      select.bind(1, key.bytes)
      var found: Set<OriginID> = []
      try select.forEachRow { row throws(SQLiteError) in
        if let bits = Bits128(bytes: row.bytes(0)) { found.insert(OriginID(bits)) }
      }
      return found
    }
  }

  /// Since when the oldest conflict awaits a person, milliseconds since 1970-01-01 UTC; `nil` where none does.
  package func oldestOpenConflict() throws(ReplicaError) -> Int64? {
    try storing { () throws(SQLiteError) in
      let groups = try db.int64("SELECT min(since) FROM conflict WHERE is_open = 1")
      let sets = try db.int64("SELECT min(since) FROM cross_conflict WHERE is_open = 1")
      return [groups, sets].compactMap { $0 }.min()
    }
  }

  /// When this node's latest signed checkpoint was made, by its own clock; `nil` where it has written nothing.
  package func latestCheckpoint(key: Hash256) throws(ReplicaError) -> Int64? {
    try storing { () throws(SQLiteError) in
      var latest: Int64?
      for log in try ownLogs(key) {
        let select = try db.statement(
          """
          SELECT c.header FROM checkpoint k JOIN change c ON c.id = k.id WHERE k.id > ?1 AND k.id <= ?2
          ORDER BY k.id DESC LIMIT 1
          """)
        select.bind(1, changeRow(log.storage, log.base))
        select.bind(2, changeRow(log.storage, log.head))
        defer { select.reset() }
        guard try select.step(), let header = try? ChangeHeader(encoded: select.bytes(0)) else { continue }
        latest = max(latest ?? .min, header.stamp.time.milliseconds)
      }
      return latest
    }
  }

  /// How many changes the origins of a key wrote, as far as they are here, and when the latest of them was made.
  package func written(by key: Hash256) throws(ReplicaError) -> (changes: Int, latest: Int64?) {
    try storing { () throws(SQLiteError) in
      let logs = try ownLogs(key)
      var latest: Int64?
      for log in logs {
        let select = try db.statement("SELECT header FROM change WHERE id = ?")
        select.bind(1, changeRow(log.storage, log.head))
        defer { select.reset() }
        guard try select.step(), let header = try? ChangeHeader(encoded: select.bytes(0)) else { continue }
        latest = max(latest ?? .min, header.stamp.time.milliseconds)
      }
      return (logs.reduce(0) { $0 + Int(clamping: $1.head - $1.base) }, latest)
    }
  }

  /// The logs that origins of a key wrote and that have changes.
  private func ownLogs(
    _ key: Hash256
  ) throws(SQLiteError) -> [(storage: Int64, base: UInt64, head: UInt64)] {
    var logs: [(storage: Int64, base: UInt64, head: UInt64)] = []
    let own = try db.statement(
      """
      SELECT l.storage, l.base, l.head FROM log l JOIN origin o ON o.id = l.origin
      WHERE o.node_key = ? AND l.head > l.base
      """)
    own.bind(1, key.bytes)
    try own.forEachRow { row throws(SQLiteError) in logs.append((row.int64(0), row.uint64(1), row.uint64(2)))
    }
    return logs
  }
}
