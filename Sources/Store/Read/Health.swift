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

  /// Each log's head against its last row: two look-ups a log.
  private func heads(_ health: inout ReplicaHealth) throws(SQLiteError) {
    var logs: [(row: Int64, head: UInt64, hash: [UInt8])] = []
    try db.statement("SELECT id, head, head_hash FROM log").forEachRow { row throws(SQLiteError) in
      logs.append((row.int64(0), row.uint64(1), row.bytes(2)))
    }
    health.logs = logs.count
    for log in logs {
      let last = try db.statement("SELECT id, hash FROM change WHERE id < ? ORDER BY id DESC LIMIT 1")
      last.bind(1, changeRow(log.row + 1, 0))
      defer { last.reset() }
      let found = try last.step() && last.int64(0) > changeRow(log.row, 0)
      // A log without changes has the log's beginning as its head, and no row.
      let isWhole =
        log.head == 0
        ? !found : found && last.int64(0) == changeRow(log.row, log.head) && last.bytes(1) == log.hash
      if !isWhole { health.brokenHeads += 1 }
    }
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
      var logs: [Int64] = []
      let own = try db.statement(
        "SELECT l.id FROM log l JOIN origin o ON o.id = l.origin WHERE o.node_key = ? AND l.head > 0")
      own.bind(1, key.bytes)
      try own.forEachRow { row throws(SQLiteError) in logs.append(row.int64(0)) }
      var latest: Int64?
      for log in logs {
        let select = try db.statement(
          """
          SELECT c.header FROM checkpoint k JOIN change c ON c.id = k.id WHERE k.id > ?1 AND k.id < ?2
          ORDER BY k.id DESC LIMIT 1
          """)
        select.bind(1, changeRow(log, 0))
        select.bind(2, changeRow(log + 1, 0))
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
      var logs: [(row: Int64, head: UInt64)] = []
      let own = try db.statement(
        "SELECT l.id, l.head FROM log l JOIN origin o ON o.id = l.origin WHERE o.node_key = ? AND l.head > 0")
      own.bind(1, key.bytes)
      try own.forEachRow { row throws(SQLiteError) in logs.append((row.int64(0), row.uint64(1))) }
      var latest: Int64?
      for log in logs {
        let select = try db.statement("SELECT header FROM change WHERE id = ?")
        select.bind(1, changeRow(log.row, log.head))
        defer { select.reset() }
        guard try select.step(), let header = try? ChangeHeader(encoded: select.bytes(0)) else { continue }
        latest = max(latest ?? .min, header.stamp.time.milliseconds)
      }
      return (logs.reduce(0) { $0 + Int(clamping: $1.head) }, latest)
    }
  }
}
