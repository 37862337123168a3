package import Causality
package import Records
import SQLite

/// A log of a node as it is held here: what whoever revokes the node looks at.
package struct NodeLog: Hashable, Sendable {
  package let partition: Partition
  package let log: LogID
  /// SHA-256 of the key that its origin's birth is signed by.
  package let key: Hash256
  package let head: LogBound.Place
  /// When its last change was made, by its writer's clock.
  package let latest: Int64?
}

extension Reader {
  /// The logs of all keys of a node.
  package func logs(of node: String) throws(ReplicaError) -> [NodeLog] {
    try storing { () throws(SQLiteError) in
      let select = try db.statement(
        """
        SELECT p.name, o.origin, l.branch, o.node_key, l.head, l.head_hash, c.header FROM log l
        JOIN origin o ON o.id = l.origin JOIN partition p ON p.id = l.partition
        LEFT JOIN change c ON c.id = (l.storage << 40) + l.head
        WHERE o.node = ? AND l.head > l.base ORDER BY p.name, o.id, l.branch
        """)
      select.bind(1, node)
      var logs: [NodeLog] = []
      try select.forEachRow { row throws(SQLiteError) in
        guard let partition = Partition(text: row.text(0)), let bits = Bits128(bytes: row.bytes(1)),
          let key = Hash256(bytes: row.bytes(3)), let hash = Hash256(bytes: row.bytes(5))
        else { return }
        let header = row.isNull(6) ? nil : try? ChangeHeader(encoded: row.bytes(6))
        logs.append(
          NodeLog(
            partition: partition, log: LogID(origin: OriginID(bits), branch: row.uint64(2)), key: key,
            head: LogBound.Place(sequence: row.uint64(4), hash: hash),
            latest: header?.stamp.time.milliseconds))
      }
      return logs.sorted { ($0.partition, $0.log) < ($1.partition, $1.log) }
    }
  }

  /// The place of a log's change; `nil` where it is not held.
  package func place(
    _ sequence: UInt64, of log: LogID, in partition: Partition
  ) throws(ReplicaError) -> LogBound.Place? {
    guard sequence > 0 else { return .nothing }
    return try storing { () throws(SQLiteError) in
      let select = try db.statement(
        """
        SELECT c.hash FROM log l JOIN origin o ON o.id = l.origin
        JOIN change c ON c.id = (l.storage << 40) + ?3
        WHERE o.origin = ?1 AND l.partition = (SELECT id FROM partition WHERE name = ?2)
        AND ?3 <= l.head AND (l.branch = ?4 OR l.base >= ?3 OR l.branch = 0)
        ORDER BY l.branch = ?4 DESC
        """)
      select.bind(1, log.origin.bits.bytes)
      select.bind(2, partition.text)
      select.bind(3, sequence)
      select.bind(4, log.branch)
      defer { select.reset() }
      guard try select.step(), let hash = Hash256(bytes: select.bytes(0)) else { return nil }
      return LogBound.Place(sequence: sequence, hash: hash)
    }
  }
}
