import Crypto
import SQLite

/// A form that somebody is filling in, kept at the node so that another counter, or the same one after a restart, goes
/// on where it was left.
package struct SavedForm: Equatable, Sendable {
  /// Twenty letters and digits that nobody can guess.
  package let id: String
  /// What it is a form of: `dossier`.
  package let kind: String
  /// What people tell it by.
  package let title: String
  /// What was typed, in the words of whoever keeps it.
  package let body: [UInt8]
  /// Rises with each save, from 1.
  package let version: Int
  package let author: String
  package let changedBy: String
  /// Milliseconds since 1970-01-01 UTC.
  package let changedAt: Int64
}

extension StaffBook {
  /// Somebody else counts as working on a form for so long after the last sign of it.
  package static let holdMs: Int64 = 60_000

  /// - Throws: `.formTooLarge`.
  package func beginForm(
    _ kind: String, title: String, body: [UInt8], by account: String
  ) throws(StaffError) -> SavedForm {
    guard body.count <= limits.formBytesMax else { throw .formTooLarge(bytesMax: limits.formBytesMax) }
    let id = Base32.encoded(try chance { () throws(CryptoError) in try randomBytes(12) })
    let now = clock.wall()
    try writing { [limits] (file) throws(SQLiteError) in
      let old = try file.statement("DELETE FROM form WHERE changed_at < ?1")
      old.bind(1, now - limits.formDays * 86_400_000)
      try old.run()
      let excess = try file.statement(
        """
        DELETE FROM form WHERE id IN (SELECT id FROM form ORDER BY changed_at DESC LIMIT -1 OFFSET ?1)
        """)
      excess.bind(1, limits.formsMax - 1)
      try excess.run()
      let statement = try file.statement(
        """
        INSERT INTO form (id, kind, title, body, version, author, made_at, changed_at, changed_by)
        VALUES (?1, ?2, ?3, ?4, 1, ?5, ?6, ?6, ?5)
        """)
      statement.bind(1, id)
      statement.bind(2, kind)
      statement.bind(3, title)
      statement.bind(4, body)
      statement.bind(5, account)
      statement.bind(6, now)
      try statement.run()
    }
    holders[id] = (account, clock.steady())
    return SavedForm(
      id: id, kind: kind, title: title, body: body, version: 1, author: account, changedBy: account,
      changedAt: now)
  }

  package func form(_ id: String) throws(StaffError) -> SavedForm? {
    try reading { (file) throws(SQLiteError) in
      let statement = try file.statement(
        """
        SELECT id, kind, title, body, version, author, changed_by, changed_at FROM form WHERE id = ?1
        """)
      defer { statement.reset() }
      statement.bind(1, id)
      return try statement.step() ? Self.form(statement) : nil
    }
  }

  /// The latest first.
  package func forms(limit: Int = 50) throws(StaffError) -> [SavedForm] {
    try reading { (file) throws(SQLiteError) in
      let statement = try file.statement(
        """
        SELECT id, kind, title, body, version, author, changed_by, changed_at FROM form
        ORDER BY changed_at DESC LIMIT ?1
        """)
      statement.bind(1, limit)
      var found: [SavedForm] = []
      try statement.forEachRow { (row) throws(SQLiteError) in found.append(Self.form(row)) }
      return found
    }
  }

  /// Saves over the version that was shown; durable when this returns.
  ///
  /// - Throws: `.formChanged` where another saved meanwhile: nothing is written over.
  package func saveForm(
    _ id: String, title: String, body: [UInt8], over version: Int, by account: String
  ) throws(StaffError) -> Int {
    guard body.count <= limits.formBytesMax else { throw .formTooLarge(bytesMax: limits.formBytesMax) }
    let now = clock.wall()
    let changed = try writing { (file) throws(SQLiteError) in
      let statement = try file.statement(
        """
        UPDATE form SET title = ?2, body = ?3, version = version + 1, changed_at = ?4, changed_by = ?5
        WHERE id = ?1 AND version = ?6
        """)
      statement.bind(1, id)
      statement.bind(2, title)
      statement.bind(3, body)
      statement.bind(4, now)
      statement.bind(5, account)
      statement.bind(6, version)
      try statement.run()
      return file.changes
    }
    guard changed == 1 else {
      guard let form = try form(id) else { throw .formUnknown }
      throw .formChanged(version: form.version)
    }
    holders[id] = (account, clock.steady())
    return version + 1
  }

  package func discardForm(_ id: String) throws(StaffError) {
    holders[id] = nil
    try writing { (file) throws(SQLiteError) in
      let statement = try file.statement("DELETE FROM form WHERE id = ?1")
      statement.bind(1, id)
      try statement.run()
    }
  }

  /// Says that an account has something open, and who else had it a moment ago. A hint between colleagues, never a lock.
  package func hold(_ id: String, by account: String) -> String? {
    let now = clock.steady()
    let holder = holders[id].flatMap { $0.account != account && now - $0.at < Self.holdMs ? $0.account : nil }
    if holders.count > 4_096 { holders = holders.filter { now - $0.value.at < Self.holdMs } }
    if holder == nil { holders[id] = (account, now) }
    return holder
  }

  private static func form(_ row: Statement) -> SavedForm {
    SavedForm(
      id: row.text(0), kind: row.text(1), title: row.text(2), body: row.bytes(3), version: row.int(4),
      author: row.text(5), changedBy: row.text(6), changedAt: row.int64(7))
  }
}
