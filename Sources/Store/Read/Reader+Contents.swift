package import Causality
package import Records
import SQLite

/// A content that an attachment record names.
package struct NamedContent: Hashable, Sendable {
  /// Place of the record in this replica; later arrivals are larger.
  package let row: Int64
  package let hash: Hash256
  /// Bytes, as the record says.
  package let size: Int64

  package init(row: Int64, hash: Hash256, size: Int64) {
    self.row = row
    self.hash = hash
    self.size = size
  }
}

extension Reader {
  /// Contents named by the attachments of a partition, in order of arrival, beyond a row. Every sibling counts: a disputed
  /// attachment has several contents.
  package func contents(
    in partition: Partition, after row: Int64 = 0, limit: Int
  ) throws(ReplicaError) -> [NamedContent] {
    guard let attachment = Schema.current.entity(named: "attachment") else { return [] }
    return try storing { () throws(SQLiteError) in
      let select = try db.statement(
        """
        SELECT r.id, r.state FROM record r WHERE r.partition = (SELECT id FROM partition WHERE name = ?1)
        AND r.entity = ?2 AND r.id > ?3 ORDER BY r.id LIMIT ?4
        """)
      select.bind(1, partition.text)
      select.bind(2, attachment.number)
      select.bind(3, row)
      select.bind(4, Int64(limit))
      var found: [NamedContent] = []
      try select.forEachRow { row throws(SQLiteError) in
        found += Self.contents(of: try decode(row.bytes(1)), row: row.int64(0), attachment)
      }
      return found
    }
  }

  /// Whether an attachment in one of the partitions that `admits` allows names this content.
  package func isNamed(
    _ hash: Hash256, where admits: (Partition) -> Bool
  ) throws(ReplicaError) -> Bool {
    for record in try find(.content, hash.description) {
      if let partition = try partition(of: record.record), admits(partition) { return true }
    }
    return false
  }

  private static func contents(of state: RecordState, row: Int64, _ entity: Entity) -> [NamedContent] {
    guard let (group, place) = entity.field(named: "sha256"), let size = group.index(of: "size") else {
      return []
    }
    return state[group.number].entries.compactMap { entry in
      let values = entry.content.values.values
      guard values.count > max(place, size), case .bytes(let bytes) = values[place],
        let hash = Hash256(bytes: bytes)
      else { return nil }
      return NamedContent(row: row, hash: hash, size: values[size].int ?? 0)
    }
  }
}
