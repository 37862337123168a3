import SQLite

extension Reader {
  /// Keys of an index from `first` up to but without `end`, in order, each once, at most `limit`.
  package func keys(
    _ kind: LookupKind, from first: String, to end: String, limit: Int = 1_000_000
  ) throws(ReplicaError) -> [String] {
    try storing { () throws(SQLiteError) in
      let select = try db.statement(
        "SELECT DISTINCT key FROM lookup WHERE kind = ?1 AND key >= ?2 AND key < ?3 ORDER BY key LIMIT ?4")
      select.bind(1, kind.rawValue)
      select.bind(2, first)
      select.bind(3, end)
      select.bind(4, Int64(limit))
      var keys: [String] = []
      try select.forEachRow { row throws(SQLiteError) in keys.append(row.text(0)) }
      return keys
    }
  }
}
