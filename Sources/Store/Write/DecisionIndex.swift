import Causality
import Records
import SQLite

/// Where people's decisions stand, by the id that the conflict had: a decided group has one value and is in no queue,
/// and whoever reopens it knows only that id.
enum DecisionIndex {
  static func update(_ record: WorkingRecord, in db: Connection, hashing: any Hashing) throws(SQLiteError) {
    guard record.meetsDecision, record.state.entity != ConflictQueue.judgementEntity else { return }
    for group in record.touched {
      let stands = isDecided(group, record.state[group])
      guard stands != isDecided(group, record.siblingsBefore(group)) else { continue }
      let id = ConflictQueue.publicID(of: record.state.record, group: group, hashing: hashing)
      let statement =
        if stands {
          try db.statement("INSERT OR IGNORE INTO lookup(kind, key, record) VALUES(?, ?, ?)")
        } else {
          try db.statement("DELETE FROM lookup WHERE kind = ? AND key = ? AND record = ?")
        }
      statement.bind(1, LookupKind.decision.rawValue)
      statement.bind(2, id)
      statement.bind(3, record.row)
      try statement.run()
    }
  }

  /// A decision about one group touches the record's life too; that decides nothing about life.
  static func isDecided(_ group: UInt64, _ siblings: Siblings<GroupContent>) -> Bool {
    siblings.indices.contains { place in
      let content = siblings.content(at: place)
      return content.stamp.kind == .resolution
        && (group != RecordState.lifeGroup || content.lifeAct != .touch)
    }
  }
}
