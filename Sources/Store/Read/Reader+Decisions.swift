package import Causality
package import Records
import SQLite

/// A group in which a person's decision stands.
package struct DecidedGroup: Hashable, Sendable {
  /// The id of the conflict that was decided: `g-3fa90c1b22`.
  package let id: String
  package let record: RecordState
  /// 0 is life.
  package let group: UInt64
  package let partition: Partition
}

extension Reader {
  /// The decision on the conflict with this id; `nil` where none stands.
  package func decided(_ id: String, hashing: any Hashing) throws(ReplicaError) -> DecidedGroup? {
    try storing { () throws(SQLiteError) in
      let select = try db.statement(
        """
        SELECT l.key, r.state, p.name FROM lookup l JOIN record r ON r.id = l.record
        JOIN partition p ON p.id = r.partition WHERE l.kind = ?1 AND l.key = ?2
        """)
      select.bind(1, LookupKind.decision.rawValue)
      select.bind(2, id)
      defer { select.reset() }
      return try select.step() ? try decided(select, hashing) : nil
    }
  }

  /// Groups in which decisions stand, at most `limit`.
  package func decidedGroups(limit: Int, hashing: any Hashing) throws(ReplicaError) -> [DecidedGroup] {
    try storing { () throws(SQLiteError) in
      let select = try db.statement(
        """
        SELECT l.key, r.state, p.name FROM lookup l JOIN record r ON r.id = l.record
        JOIN partition p ON p.id = r.partition WHERE l.kind = ?1 ORDER BY r.id, l.key LIMIT ?2
        """)
      select.bind(1, LookupKind.decision.rawValue)
      select.bind(2, Int64(clamping: limit))
      var found: [DecidedGroup] = []
      try select.forEachRow { row throws(SQLiteError) in
        if let group = try decided(row, hashing) { found.append(group) }
      }
      return found
    }
  }

  private func decided(_ row: Statement, _ hashing: any Hashing) throws(SQLiteError) -> DecidedGroup? {
    let id = row.text(0)
    let state = try decode(row.bytes(1))
    guard let partition = Partition(text: row.text(2)),
      let group = state.groups.map(\.group).first(where: {
        DecisionIndex.isDecided($0, state[$0])
          && ConflictQueue.publicID(of: state.record, group: $0, hashing: hashing) == id
      })
    else { return nil }
    return DecidedGroup(id: id, record: state, group: group, partition: partition)
  }
}

extension Reader {
  /// The id by which people know the conflict about a group, whether or not one stands.
  package static func conflictID(of record: RecordID, group: UInt64, hashing: any Hashing) -> String {
    ConflictQueue.publicID(of: record, group: group, hashing: hashing)
  }
}
