package import Causality
package import Records
package import SQLite

/// Reading a replica, over whichever connection: the writer's inside a transaction, one of the pool's beside it. A value
/// that lasts as long as the connection.
package struct Reader {
  package let db: Connection
  package init(_ db: Connection) { self.db = db }

  /// Runs several reads against one snapshot of the database.
  package func inSnapshot<Value>(_ body: () throws(ReplicaError) -> Value) throws(ReplicaError) -> Value {
    guard !db.isInTransaction else { return try body() }
    try storing { () throws(SQLiteError) in try db.beginRead() }
    do throws(ReplicaError) {
      let value = try body()
      try storing { () throws(SQLiteError) in try db.commit() }
      return value
    } catch {
      db.rollback()
      throw error
    }
  }

  /// The record's state; `nil` where it is not held.
  package func record(_ id: RecordID) throws(ReplicaError) -> RecordState? {
    try storing { () throws(SQLiteError) in
      let select = try db.statement("SELECT state FROM record WHERE uuid = ?")
      select.bind(1, id.bits.bytes)
      defer { select.reset() }
      return try select.step() ? try decode(select.bytes(0)) : nil
    }
  }

  /// The partition that the record lives in; `nil` where it is not held.
  package func partition(of id: RecordID) throws(ReplicaError) -> Partition? {
    try storing { () throws(SQLiteError) in
      let select = try db.statement(
        "SELECT p.name FROM record r JOIN partition p ON p.id = r.partition WHERE r.uuid = ?")
      select.bind(1, id.bits.bytes)
      defer { select.reset() }
      return try select.step() ? Partition(text: select.text(0)) : nil
    }
  }

  /// Records of a partition, of one entity or of all, in the order in which they arrived here; `after` is the local
  /// row that the page before ended with.
  package func records(
    in partition: Partition, entity: UInt64? = nil, limit: Int = .max
  ) throws(ReplicaError) -> [RecordState] {
    try storing { () throws(SQLiteError) in
      let select =
        if entity != nil {
          try db.statement(
            """
            SELECT r.state FROM record r WHERE r.partition = (SELECT id FROM partition WHERE name = ?1)
            AND r.entity = ?2 ORDER BY r.id LIMIT ?3
            """)
        } else {
          try db.statement(
            """
            SELECT r.state FROM record r WHERE r.partition = (SELECT id FROM partition WHERE name = ?1)
            AND ?2 IS NULL ORDER BY r.id LIMIT ?3
            """)
        }
      select.bind(1, partition.text)
      if let entity { select.bind(2, entity) } else { select.bindNull(2) }
      select.bind(3, Int64(clamping: limit))
      return try states(select)
    }
  }

  /// The records of a kind in a partition, those that came last to this replica first, until `body` says that it has
  /// seen enough.
  package func forEachLatest(
    in partition: Partition, entity: UInt64, _ body: (RecordState) -> Bool
  ) throws(ReplicaError) {
    try storing { () throws(SQLiteError) in
      let select = try db.statement(
        """
        SELECT r.state FROM record r WHERE r.partition = (SELECT id FROM partition WHERE name = ?1)
        AND r.entity = ?2 ORDER BY r.id DESC
        """)
      select.bind(1, partition.text)
      select.bind(2, entity)
      defer { select.reset() }
      while try select.step() {
        guard body(try decode(select.bytes(0))) else { return }
      }
    }
  }

  /// Calls `body` with every record of the replica in order of its row; for digests, exports and verification.
  package func forEachRecord(
    in partition: Partition? = nil, _ body: (RecordState) throws(ReplicaError) -> Void
  ) throws(ReplicaError) {
    var after: Int64 = 0
    while true {
      var page: [(Int64, RecordState)] = []
      try storing { () throws(SQLiteError) in
        let select = try db.statement(
          """
          SELECT r.id, r.state FROM record r JOIN partition p ON p.id = r.partition
          WHERE r.id > ?1 AND (?2 IS NULL OR p.name = ?2) ORDER BY r.id LIMIT 512
          """)
        select.bind(1, after)
        select.bind(2, partition?.text)
        try select.forEachRow { row throws(SQLiteError) in
          page.append((row.int64(0), try decode(row.bytes(1))))
        }
      }
      guard let last = page.last else { return }
      for (_, state) in page { try body(state) }
      after = last.0
    }
  }

  /// Children of a root (documents of a person, events of a dossier), oldest first.
  package func children(of root: RecordID, entity: UInt64? = nil) throws(ReplicaError) -> [RecordState] {
    try storing { () throws(SQLiteError) in
      let select = try db.statement(
        """
        SELECT c.state FROM record c WHERE c.root = (SELECT id FROM record WHERE uuid = ?1) AND c.root <> 0
        AND (?2 IS NULL OR c.entity = ?2) ORDER BY c.id
        """)
      select.bind(1, root.bits.bytes)
      if let entity { select.bind(2, entity) } else { select.bindNull(2) }
      return try states(select)
    }
  }

  /// Records that a key finds.
  package func find(_ kind: LookupKind, _ key: String, limit: Int = 100) throws(ReplicaError) -> [RecordState]
  {
    try storing { () throws(SQLiteError) in
      let select = try db.statement(
        """
        SELECT r.state FROM lookup l JOIN record r ON r.id = l.record
        WHERE l.kind = ?1 AND l.key = ?2 ORDER BY r.id LIMIT ?3
        """)
      select.bind(1, kind.rawValue)
      select.bind(2, SearchIndex.normalized(key, kind))
      select.bind(3, Int64(limit))
      return try states(select)
    }
  }

  /// How many records of each entity a partition holds, deleted ones included.
  package func counts(in partition: Partition) throws(ReplicaError) -> [(entity: UInt64, count: Int)] {
    try storing { () throws(SQLiteError) in
      let select = try db.statement(
        """
        SELECT entity, count(*) FROM record WHERE partition = (SELECT id FROM partition WHERE name = ?)
        GROUP BY entity ORDER BY entity
        """)
      select.bind(1, partition.text)
      var counts: [(entity: UInt64, count: Int)] = []
      try select.forEachRow { row throws(SQLiteError) in counts.append((row.uint64(0), row.int(1))) }
      return counts
    }
  }

  private func states(_ select: Statement) throws(SQLiteError) -> [RecordState] {
    var states: [RecordState] = []
    try select.forEachRow { row throws(SQLiteError) in states.append(try decode(row.bytes(0))) }
    return states
  }

  func decode(_ bytes: [UInt8]) throws(SQLiteError) -> RecordState {
    guard let state = try? RecordState(encoded: bytes) else { throw ReadFailure.undecodable }
    return state
  }
}

extension ReplicaFile {
  package var reader: Reader { Reader(db) }
}
