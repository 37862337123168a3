import Causality
import Conflicts
import Records
import SQLite

/// Writing back: the row, the digest, the index, the conflicts and the claims of every record touched.
extension Workspace {
  /// Returns what each partition's digest moves by.
  func flush(
    into db: Connection, rules: RuleBook, hashing: any Hashing
  ) throws(ReplicaError) -> [Int64: Hash256] {
    var moves: [Int64: Hash256] = [:]
    var keys: [CrossKey] = []
    var state = CBORWriter(capacity: 4_096)
    var words = DigestWords()
    let rows = try storing { () throws(SQLiteError) in try RecordRows(db) }
    // Read in place: a copy of a record counts references to everything in it.
    let records = records.span
    for place in records.indices where !records[place].touched.isEmpty {
      let partition = records[place].partition
      moves[partition, default: .zero] =
        moves[partition, default: .zero] &+ records[place].digestMove(hashing, &words)
      try storing { () throws(SQLiteError) in
        try SearchIndex.update(records[place], in: db)
        try DecisionIndex.update(records[place], in: db, hashing: hashing)
      }
      let flags = try ConflictQueue.update(records[place], rules: rules, in: db, hashing: hashing)
      try ConflictQueue.updateClaims(records[place], rules: rules, in: db, hashing: hashing, keys: &keys)
      try storing { () throws(SQLiteError) in
        state.removeAll()
        records[place].state.encode(into: &state)
        try rows.write(records[place], flags: flags, state: state.bytes)
      }
    }
    try ConflictQueue.judge(keys, rules: rules, in: db, hashing: hashing)
    return moves
  }
}

/// The statements that write rows of records, found once for a transaction.
private struct RecordRows {
  private let insert: Statement
  private let update: Statement
  private let move: Statement

  init(_ db: Connection) throws(SQLiteError) {
    insert = try db.statement(
      """
      INSERT INTO record(id, uuid, partition, entity, root, latest, flags, state)
      VALUES(?, ?, ?, ?, ?, ?, ?, ?)
      """)
    // Names no indexed column, so no index is touched.
    update = try db.statement("UPDATE record SET latest = ?, flags = ?, state = ? WHERE id = ?")
    move = try db.statement(
      "UPDATE record SET entity = ?, root = ?, latest = ?, flags = ?, state = ? WHERE id = ?")
  }

  func write(_ record: WorkingRecord, flags: RecordFlags, state: [UInt8]) throws(SQLiteError) {
    guard let found = record.found else {
      insert.bind(1, record.row)
      insert.bind(2, record.state.record.bits)
      insert.bind(3, record.partition)
      insert.bind(4, record.state.entity)
      insert.bind(5, record.root)
      insert.bind(6, record.latest)
      insert.bind(7, flags.rawValue)
      return try insert.run(borrowing: state, at: 8)
    }
    if found.entity == record.state.entity, found.root == record.state.root {
      update.bind(1, record.latest)
      update.bind(2, flags.rawValue)
      update.bind(4, record.row)
      return try update.run(borrowing: state, at: 3)
    }
    move.bind(1, record.state.entity)
    move.bind(2, record.root)
    move.bind(3, record.latest)
    move.bind(4, flags.rawValue)
    move.bind(6, record.row)
    try move.run(borrowing: state, at: 5)
  }
}
