internal import CSQLite

/// What SQLite answered instead of doing what it was asked.
///
/// It carries a code, a message and the text of the statement, and **never a bound value**: what is bound here are
/// names and numbers of citizens. Statements are written as literals, so their text holds no value either.
///
/// Codes: <https://www.sqlite.org/rescode.html>.
package struct SQLiteError: Error, Equatable, Sendable {
  /// The extended result code, for example 2067 (`SQLITE_CONSTRAINT_UNIQUE`).
  package let code: Int32
  /// SQLite's own words, for example "UNIQUE constraint failed: person.identity".
  package let message: String
  /// The text of the statement, or what was being done where there is no statement ("open", "checkpoint").
  package let sql: String

  package init(code: Int32, message: String, sql: String) {
    self.code = code
    self.message = message
    self.sql = sql
  }

  /// The low byte of ``code``, for example 19 (`SQLITE_CONSTRAINT`).
  package var primaryCode: Int32 { code & 0xff }

  /// Somebody else holds a lock. Try again later.
  package var isBusy: Bool { primaryCode == SQLITE_BUSY }
  /// The disk, or the quota, is full. Nothing of the transaction was written.
  package var isFull: Bool { primaryCode == SQLITE_FULL }
  /// The file is not a sound database. Stop and restore; do not write.
  package var isCorrupt: Bool { primaryCode == SQLITE_CORRUPT || primaryCode == SQLITE_NOTADB }
  /// Reading, writing or syncing failed below SQLite. A failed fsync is final: stop, reopen, verify.
  package var isIOError: Bool { primaryCode == SQLITE_IOERR }
  /// The file could not be opened at all.
  package var isUnopened: Bool { primaryCode == SQLITE_CANTOPEN }
  /// A constraint of the schema, or a trigger that raises, refused the change.
  package var isConstraint: Bool { primaryCode == SQLITE_CONSTRAINT }
  /// The connection, or the file, may only be read.
  package var isReadOnly: Bool { primaryCode == SQLITE_READONLY }

  /// A call that this module itself refuses, before SQLite sees it.
  static func misuse(_ message: String, sql: String) -> SQLiteError {
    SQLiteError(code: SQLITE_MISUSE, message: message, sql: sql)
  }

  /// What the connection says about its last call.
  static func last(of connection: OpaquePointer, code: Int32, sql: String) -> SQLiteError {
    let text = sqlite3_errmsg(connection).map { String(cString: $0) } ?? standardMessage(code)
    return SQLiteError(code: code, message: text, sql: sql)
  }

  /// SQLite's general sentence for a code, which depends on nothing that was bound.
  static func standardMessage(_ code: Int32) -> String {
    sqlite3_errstr(code).map { String(cString: $0) } ?? "result code \(code)"
  }
}

extension SQLiteError: CustomStringConvertible {
  /// For example `SQLite 2067: UNIQUE constraint failed: person.identity, in: INSERT INTO person …`.
  package var description: String { "SQLite \(code): \(message), in: \(sql)" }
}
