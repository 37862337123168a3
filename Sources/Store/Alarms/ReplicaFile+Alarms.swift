package import Records
import SQLite

extension ReplicaFile {
  /// Raises an alarm; the same one (kind and subject), while it stands, counts up and takes the newer facts. Within the
  /// transaction that is under way, if there is one, and durable with it; else by itself.
  ///
  /// - Parameter facts: an object of names, places and counts, never of a citizen.
  package func raise(
    _ kind: AlarmKind, _ subject: String, _ facts: JSONValue = [:]
  ) throws(ReplicaError) {
    let now = environment.wallMilliseconds()
    let written = facts.written()
    try storing { () throws(SQLiteError) in
      let upsert = try db.statement(
        """
        INSERT INTO alarm(kind, subject, facts, first, last, count) VALUES(?1, ?2, ?3, ?4, ?4, 1)
        ON CONFLICT(kind, subject) WHERE acknowledged IS NULL
        DO UPDATE SET count = count + 1, last = ?4, facts = ?3
        """)
      upsert.bind(1, kind.rawValue)
      upsert.bind(2, String(decoding: subject.utf8.prefix(Alarm.subjectBytesMax), as: UTF8.self))
      upsert.bind(3, written.utf8.count <= Alarm.factsBytesMax ? written : "{}")
      upsert.bind(4, now)
      try upsert.run()
    }
  }

  /// A person has seen it and says what was done. False where no such alarm stands.
  package func acknowledge(alarm id: Int64, by staff: String, reason: String) throws(ReplicaError) -> Bool {
    guard !reason.isEmpty, reason.utf8.count <= Alarm.reasonBytesMax else { throw .tooLarge }
    let now = environment.wallMilliseconds()
    return try storing { () throws(SQLiteError) in
      let update = try db.statement(
        """
        UPDATE alarm SET acknowledged = ?2, acknowledged_by = ?3, reason = ?4
        WHERE id = ?1 AND acknowledged IS NULL RETURNING id
        """)
      update.bind(1, id)
      update.bind(2, now)
      update.bind(3, staff)
      update.bind(4, reason)
      defer { update.reset() }
      return try update.step()
    }
  }
}

extension Reader {
  /// Alarms, latest first: those that stand, or all.
  package func alarms(all: Bool = false, limit: Int = 1_000) throws(ReplicaError) -> [Alarm] {
    try storing { () throws(SQLiteError) in
      let select = try db.statement(
        """
        SELECT id, kind, subject, facts, first, last, count, acknowledged, acknowledged_by, reason FROM alarm
        WHERE ?1 OR acknowledged IS NULL ORDER BY last DESC, id DESC LIMIT ?2
        """)
      select.bind(1, all)
      select.bind(2, limit)
      var found: [Alarm] = []
      try select.forEachRow { row throws(SQLiteError) in found.append(Self.alarm(row)) }
      return found
    }
  }

  /// Whether such an alarm was ever raised, acknowledged or not.
  package func hasAlarm(_ kind: AlarmKind, _ subject: String) throws(ReplicaError) -> Bool {
    try storing { () throws(SQLiteError) in
      let select = try db.statement("SELECT 1 FROM alarm WHERE kind = ? AND subject = ?")
      select.bind(1, kind.rawValue)
      select.bind(2, subject)
      defer { select.reset() }
      return try select.step()
    }
  }

  /// `nil` where there is none.
  package func alarm(_ id: Int64) throws(ReplicaError) -> Alarm? {
    try storing { () throws(SQLiteError) in
      let select = try db.statement(
        """
        SELECT id, kind, subject, facts, first, last, count, acknowledged, acknowledged_by, reason FROM alarm
        WHERE id = ?
        """)
      select.bind(1, id)
      defer { select.reset() }
      return try select.step() ? Self.alarm(select) : nil
    }
  }

  private static func alarm(_ row: Statement) -> Alarm {
    Alarm(
      id: row.int64(0), word: row.text(1), subject: row.text(2), facts: row.text(3), first: row.int64(4),
      last: row.int64(5), count: row.int(6),
      acknowledgement: row.isNull(7)
        ? nil : Alarm.Acknowledgement(at: row.int64(7), by: row.text(8), reason: row.text(9)))
  }
}
