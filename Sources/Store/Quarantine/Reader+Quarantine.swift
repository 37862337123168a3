import Causality
import Exchange
import Records
import SQLite

extension Reader {
  /// What is in quarantine, the latest first.
  ///
  /// - Parameter discarded: whether those that a person discarded are among them.
  package func quarantine(discarded: Bool = false, limit: Int) throws(ReplicaError) -> [QuarantineEntry] {
    try storing { () throws(SQLiteError) in
      let select = try db.statement(
        text: Self.columns + " WHERE ?1 OR discarded_at IS NULL ORDER BY latest DESC, id DESC LIMIT ?2")
      select.bind(1, discarded)
      select.bind(2, limit)
      var entries: [QuarantineEntry] = []
      try select.forEachRow { row throws(SQLiteError) in
        if let entry = Self.entry(row) { entries.append(entry) }
      }
      return entries
    }
  }

  package func quarantined(_ id: String) throws(ReplicaError) -> QuarantineEntry? {
    try storing { () throws(SQLiteError) in
      let select = try db.statement(text: Self.columns + " WHERE public = ?")
      select.bind(1, id)
      defer { select.reset() }
      return try select.step() ? Self.entry(select) : nil
    }
  }

  /// The bytes of a `Batch`, as kept; `nil` where there is no such entry or it was discarded.
  package func quarantinedBytes(_ id: String) throws(ReplicaError) -> [UInt8]? {
    try storing { () throws(SQLiteError) in
      let select = try db.statement("SELECT batch FROM quarantine WHERE public = ? AND discarded_at IS NULL")
      select.bind(1, id)
      defer { select.reset() }
      return try select.step() ? select.bytes(0) : nil
    }
  }

  package func quarantineCounts() throws(ReplicaError) -> QuarantineCounts {
    try storing { () throws(SQLiteError) in
      var counts = QuarantineCounts()
      let sum = try db.statement(
        "SELECT count(*), coalesce(sum(changes), 0) FROM quarantine WHERE discarded_at IS NULL")
      if try sum.step() { (counts.entries, counts.changes) = (sum.int(0), sum.int(1)) }
      sum.reset()
      let notKept = try db.statement("SELECT value FROM meta WHERE key = 'quarantine-not-kept'")
      if try notKept.step() {
        let number = notKept.bytes(0).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        counts.notKept = Int(clamping: number)
      }
      notKept.reset()
      return counts
    }
  }

  func hasQuarantine() throws(ReplicaError) -> Bool {
    try storing { () throws(SQLiteError) in
      try db.int64("SELECT 1 FROM quarantine WHERE discarded_at IS NULL LIMIT 1") != nil
    }
  }

  private static let columns = """
    SELECT public, partition, origin, node, first, last, changes, code, reason, sequence, length(batch), since, latest,
      times, discarded_at, discarded_by, discarded_for FROM quarantine
    """

  private static func entry(_ row: Statement) -> QuarantineEntry? {
    guard let partition = Partition(text: row.text(1)) else { return nil }
    let origin = Bits128(bytes: row.bytes(2)).map { OriginID($0) }
    let node = row.text(3)
    return QuarantineEntry(
      id: row.text(0), partition: partition, origin: origin, node: node.isEmpty ? nil : node,
      first: row.uint64(4), last: row.uint64(5), changes: row.int(6),
      refusal: SyncRefusal(
        code: SyncRefusal.Code(rawValue: row.uint64(7)) ?? .unknown, partition: partition,
        log: origin.map { LogID(origin: $0) }, sequence: row.uint64(9), reason: row.uint64(8)),
      bytes: row.int(10), since: row.int64(11), latest: row.int64(12), times: row.int(13),
      discard: row.optionalInt64(14).map { .init(at: $0, by: row.text(15), reason: row.text(16)) })
  }
}
