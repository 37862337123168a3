package import Causality
package import Records
import SQLite

extension Reader {
  /// When the oldest change of a partition was made that a peer with this vector lacks, milliseconds since 1970-01-01 UTC
  /// by its writer's clock; `nil` where it lacks none.
  package func oldestChange(of partition: Partition, beyond held: VersionVector) throws(ReplicaError)
    -> Int64?
  {
    try storing { () throws(SQLiteError) in
      var firsts: [Int64] = []
      let logs = try db.statement(
        """
        SELECT l.storage, o.origin, l.branch, l.head, l.base FROM log l JOIN origin o ON o.id = l.origin
        WHERE l.partition = (SELECT id FROM partition WHERE name = ?)
        """)
      logs.bind(1, partition.text)
      try logs.forEachRow { row throws(SQLiteError) in
        guard let bits = Bits128(bytes: row.bytes(1)) else { return }
        let sequence = max(row.uint64(4), held[LogID(origin: OriginID(bits), branch: row.uint64(2))])
        if row.uint64(3) > sequence { firsts.append(changeRow(row.int64(0), sequence + 1)) }
      }
      var oldest: Int64?
      for row in firsts {
        let select = try db.statement("SELECT header FROM change WHERE id = ?")
        select.bind(1, row)
        defer { select.reset() }
        guard try select.step(), let header = try? ChangeHeader(encoded: select.bytes(0)) else { continue }
        oldest = min(oldest ?? .max, header.stamp.time.milliseconds)
      }
      return oldest
    }
  }
}
