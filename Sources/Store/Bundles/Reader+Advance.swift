import Causality
package import Exchange
import Records
import SQLite

extension Reader {
  /// Raises the vectors by what is in a batch that was read here, so that the next one goes on behind it. A change says of
  /// which origin it is; of which continuation, where its log was cut in two, is looked up.
  package func advance(_ held: inout [PartitionVector], by batch: Batch) throws(ReplicaError) {
    for section in batch.sections {
      guard let place = held.firstIndex(where: { $0.partition == section.partition }) else { continue }
      let forked = try forkedOrigins(in: section.partition)
      var last: (log: LogID, sequence: UInt64)?
      for index in section.changes.indices {
        let header: ChangeHeader
        do throws(ExchangeError) { header = try section.content(at: index).header } catch { continue }
        var log = LogID(origin: header.origin)
        if forked.contains(header.origin) {
          log.branch = try branch(of: header, hash: section.changes[index].hash)
        }
        if let last, last.log != log { held[place].vector.advance(last.log, to: last.sequence) }
        last = (log, header.sequence)
      }
      if let last { held[place].vector.advance(last.log, to: last.sequence) }
    }
  }

  private func forkedOrigins(in partition: Partition) throws(ReplicaError) -> Set<OriginID> {
    try storing { () throws(SQLiteError) in
      let select = try db.statement(
        """
        SELECT DISTINCT o.origin FROM log l JOIN origin o ON o.id = l.origin
        WHERE l.branch <> 0 AND l.partition = (SELECT id FROM partition WHERE name = ?)
        """)
      select.bind(1, partition.text)
      var origins: Set<OriginID> = []
      try select.forEachRow { row throws(SQLiteError) in
        if let bits = Bits128(bytes: row.bytes(0)) { origins.insert(OriginID(bits)) }
      }
      return origins
    }
  }

  private func branch(of header: ChangeHeader, hash: Hash256) throws(ReplicaError) -> UInt64 {
    try storing { () throws(SQLiteError) in
      let select = try db.statement(
        """
        SELECT l.branch FROM log l JOIN origin o ON o.id = l.origin
        JOIN change c ON c.id = (l.storage << 40) + ?3
        WHERE o.origin = ?1 AND l.partition = (SELECT id FROM partition WHERE name = ?2)
        AND l.base < ?3 AND ?3 <= l.head AND c.hash = ?4
        """)
      select.bind(1, header.origin.bits.bytes)
      select.bind(2, header.partition.text)
      select.bind(3, header.sequence)
      select.bind(4, hash.bytes)
      defer { select.reset() }
      return try select.step() ? select.uint64(0) : 0
    }
  }
}
