import Causality
import Conflicts
import Records
import SQLite

extension ReplicaFile {
  /// Other rules were published: the queue, which is a view, is derived anew. What a person resolved stays, since
  /// resolutions are changes.
  func rulesChanged() throws(ReplicaError) {
    let before = rules.version
    try reloadRules()
    guard rules.version != before else { return }
    try judgeAnew()
  }

  /// Derives conflicts and claims of every record by the rules in force, in one transaction.
  package func judgeAnew() throws(ReplicaError) {
    try storing { () throws(SQLiteError) in try db.begin() }
    do throws(ReplicaError) {
      try storing { () throws(SQLiteError) in
        try db.execute("DELETE FROM conflict; DELETE FROM claim; DELETE FROM cross_conflict;")
      }
      var keys: [CrossKey] = []
      var after: Int64 = 0
      while true {
        let page = try storing { () throws(SQLiteError) in try recordPage(after: after) }
        guard let last = page.last else { break }
        for record in page {
          let flags = try ConflictQueue.update(record, rules: rules, in: db, hashing: environment.hashing)
          try ConflictQueue.updateClaims(
            record, rules: rules, in: db, hashing: environment.hashing, keys: &keys)
          if flags != record.flags { try setFlags(flags, row: record.row) }
        }
        after = last.row
      }
      try ConflictQueue.judge(keys, rules: rules, in: db, hashing: environment.hashing)
      try storing { () throws(SQLiteError) in try db.commit() }
    } catch {
      db.rollback()
      throw error
    }
  }

  /// Records as if they were new: nothing of them is in the queue yet.
  private func recordPage(after row: Int64) throws(SQLiteError) -> [WorkingRecord] {
    let select = try db.statement(
      "SELECT id, partition, root, latest, flags, state FROM record WHERE id > ? ORDER BY id LIMIT 512")
    select.bind(1, row)
    var page: [WorkingRecord] = []
    try select.forEachRow { row throws(SQLiteError) in
      guard let state = try? RecordState(encoded: row.bytes(5)) else { throw ReadFailure.undecodable }
      page.append(
        WorkingRecord(
          row: row.int64(0), partition: row.int64(1), found: nil, state: state, root: row.int64(2),
          latest: row.int64(3), flags: RecordFlags(rawValue: row.int64(4))))
    }
    return page
  }

  private func setFlags(_ flags: RecordFlags, row: Int64) throws(ReplicaError) {
    try storing { () throws(SQLiteError) in
      let update = try db.statement("UPDATE record SET flags = ? WHERE id = ?")
      update.bind(1, flags.rawValue)
      update.bind(2, row)
      try update.run()
    }
  }
}
