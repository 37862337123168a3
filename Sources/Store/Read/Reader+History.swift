package import Causality
package import Records
import SQLite

/// One change as the log holds it, for the audit trail.
package struct HistoryEntry: Sendable {
  package let change: Change
  package let id: ChangeID
  /// Node whose origin wrote it, as the registry names it.
  package let node: String
}

extension Reader {
  /// The changes of a record that this replica applied, latest first, at most `limit`.
  package func history(of record: RecordID, limit: Int = 1_000) throws(ReplicaError) -> [HistoryEntry] {
    try storing { () throws(SQLiteError) in
      let first = try db.statement("SELECT latest FROM record WHERE uuid = ?")
      first.bind(1, record.bits.bytes)
      var row: Int64 = try first.step() ? first.int64(0) : 0
      first.reset()
      var entries: [HistoryEntry] = []
      while row != 0, entries.count < limit {
        let select = try db.statement(
          """
          SELECT c.previous, c.hash, c.header, c.payload, o.node FROM change c
          JOIN log l ON l.id = c.id >> 40 JOIN origin o ON o.id = l.origin WHERE c.id = ?
          """)
        select.bind(1, row)
        guard try select.step() else {
          select.reset()
          break
        }
        row = select.int64(0)
        let entry = try entry(select)
        select.reset()
        entries.append(entry)
      }
      return entries
    }
  }

  /// One change by its name; `nil` where it is not held.
  package func change(_ id: ChangeID) throws(ReplicaError) -> HistoryEntry? {
    try storing { () throws(SQLiteError) in
      let select = try db.statement(
        """
        SELECT c.previous, c.hash, c.header, c.payload, o.node FROM log l JOIN origin o ON o.id = l.origin
        JOIN change c ON c.id = (l.id << 40) | ?2 WHERE o.origin = ?1 AND c.hash = ?3
        """)
      select.bind(1, id.origin.bits.bytes)
      select.bind(2, id.sequence)
      select.bind(3, id.hash.bytes)
      defer { select.reset() }
      return try select.step() ? try entry(select) : nil
    }
  }

  /// Under which name a change counts in vectors: the log, or the continuation, that has it; `nil` where it is not held.
  package func log(of id: ChangeID, in partition: Partition) throws(ReplicaError) -> LogID? {
    try storing { () throws(SQLiteError) in
      let select = try db.statement(
        """
        SELECT l.branch FROM log l JOIN origin o ON o.id = l.origin
        JOIN change c ON c.id = (l.storage << 40) + ?2
        WHERE o.origin = ?1 AND l.partition = (SELECT id FROM partition WHERE name = ?4)
        AND l.base < ?2 AND ?2 <= l.head AND c.hash = ?3
        """)
      select.bind(1, id.origin.bits.bytes)
      select.bind(2, id.sequence)
      select.bind(3, id.hash.bytes)
      select.bind(4, partition.text)
      defer { select.reset() }
      return try select.step() ? LogID(origin: id.origin, branch: select.uint64(0)) : nil
    }
  }

  /// Node of an origin, as its birth was accepted; `nil` for an unknown origin.
  package func node(of origin: OriginID) throws(ReplicaError) -> String? {
    try storing { () throws(SQLiteError) in
      let select = try db.statement("SELECT node FROM origin WHERE origin = ?")
      select.bind(1, origin.bits.bytes)
      defer { select.reset() }
      return try select.step() ? select.text(0) : nil
    }
  }

  private func entry(_ row: Statement) throws(SQLiteError) -> HistoryEntry {
    guard let hash = Hash256(bytes: row.bytes(1)), let header = try? ChangeHeader(encoded: row.bytes(2)),
      let payload = try? ChangePayload(encoded: row.bytes(3))
    else { throw ReadFailure.undecodable }
    return HistoryEntry(
      change: Change(header: header, payload: payload),
      id: ChangeID(origin: header.origin, sequence: header.sequence, hash: hash), node: row.text(4))
  }
}
