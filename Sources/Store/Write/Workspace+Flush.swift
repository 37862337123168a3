import Causality
import Conflicts
import Records
import SQLite

/// Writing back: the row, the digest, the index, the conflicts and the claims of every record touched.
extension Workspace {
  /// Returns what each partition's digest moves by.
  mutating func flush(
    into db: Connection, rules: RuleBook, hashing: any Hashing
  ) throws(ReplicaError) -> [Int64: Hash256] {
    var moves: [Int64: Hash256] = [:]
    var keys: [CrossKey] = []
    for place in records.indices where !records[place].touched.isEmpty {
      let record = records[place]
      moves[record.partition, default: .zero] =
        moves[record.partition, default: .zero] &+ digestMove(record, hashing)
      try storing { () throws(SQLiteError) in
        try SearchIndex.update(record, in: db)
        try DecisionIndex.update(record, in: db, hashing: hashing)
      }
      let flags = try ConflictQueue.update(record, rules: rules, in: db, hashing: hashing)
      setFlags(flags, at: place)
      try ConflictQueue.updateClaims(record, rules: rules, in: db, hashing: hashing, keys: &keys)
      try storing { () throws(SQLiteError) in
        try write(record, flags: flags, into: db)
      }
    }
    try ConflictQueue.judge(keys, rules: rules, in: db, hashing: hashing)
    return moves
  }

  private func digestMove(_ record: WorkingRecord, _ hashing: any Hashing) -> Hash256 {
    let now = record.state.digest(hashing: hashing)
    guard let original = record.original else { return now }
    return now &- original.digest(hashing: hashing)
  }

  private func write(_ record: WorkingRecord, flags: RecordFlags, into db: Connection) throws(SQLiteError) {
    let state = record.state.encoded
    if record.original == nil {
      let insert = try db.statement(
        """
        INSERT INTO record(id, uuid, partition, entity, root, latest, flags, state)
        VALUES(?, ?, ?, ?, ?, ?, ?, ?)
        """)
      insert.bind(1, record.row)
      insert.bind(2, record.state.record.bits.bytes)
      insert.bind(3, record.partition)
      insert.bind(4, record.state.entity)
      insert.bind(5, record.root)
      insert.bind(6, record.latest)
      insert.bind(7, flags.rawValue)
      insert.bind(8, state)
      try insert.run()
    } else if record.original?.entity == record.state.entity, record.original?.root == record.state.root {
      // Names no indexed column, so no index is touched.
      let update = try db.statement("UPDATE record SET latest = ?, flags = ?, state = ? WHERE id = ?")
      update.bind(1, record.latest)
      update.bind(2, flags.rawValue)
      update.bind(3, state)
      update.bind(4, record.row)
      try update.run()
    } else {
      let update = try db.statement(
        "UPDATE record SET entity = ?, root = ?, latest = ?, flags = ?, state = ? WHERE id = ?")
      update.bind(1, record.state.entity)
      update.bind(2, record.root)
      update.bind(3, record.latest)
      update.bind(4, flags.rawValue)
      update.bind(5, state)
      update.bind(6, record.row)
      try update.run()
    }
  }
}
