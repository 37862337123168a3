internal import CSQLite

extension Connection {
  /// The longest text or blob that is stored or read, in bytes. Contents of attachments live in files.
  private static let valueBytesMax: Int32 = 64 << 20

  /// Turns off what a hostile schema or a slip in a statement could use, before any statement runs.
  func defend(_ handle: OpaquePointer) throws(SQLiteError) {
    let options: [(option: Int32, on: Int32)] = [
      (SQLITE_DBCONFIG_DEFENSIVE, 1),
      (SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
      (SQLITE_DBCONFIG_DQS_DML, 0),
      (SQLITE_DBCONFIG_DQS_DDL, 0),
      (SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1),
      (SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0),
      (SQLITE_DBCONFIG_ENABLE_FKEY, 1),
    ]
    for (option, on) in options {
      var state: Int32 = -1
      let code = csqlite_db_config(handle, option, on, &state)
      guard code == SQLITE_OK, state == on else {
        throw SQLiteError(
          code: code == SQLITE_OK ? SQLITE_MISUSE : code, message: "option \(option) was not taken",
          sql: "sqlite3_db_config")
      }
    }
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, Self.valueBytesMax)
    // One, not none: VACUUM INTO, which copies a database, attaches its target.
    sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 1)
  }

  /// Sets the pragmas, and reads back the one that SQLite may refuse without an error.
  func configure(_ mode: Mode, cacheKiB: Int32, busyTimeoutMs: Int32) throws(SQLiteError) {
    precondition(cacheKiB > 0 && busyTimeoutMs >= 0)
    try execute(
      """
      PRAGMA busy_timeout=\(busyTimeoutMs);
      PRAGMA cache_size=-\(cacheKiB);
      PRAGMA foreign_keys=ON;
      PRAGMA mmap_size=0;
      PRAGMA secure_delete=ON;
      PRAGMA synchronous=FULL;
      PRAGMA temp_store=MEMORY;
      PRAGMA wal_autocheckpoint=0;
      """)
    switch mode {
    case .writer:
      // A file system without shared memory answers with another mode, and no error.
      guard try text("PRAGMA journal_mode=WAL") == "wal" else {
        throw .misuse("the file system does not support a write-ahead log", sql: "PRAGMA journal_mode=WAL")
      }
    case .reader:
      try execute("PRAGMA query_only=ON")
    case .memory:
      break
    }
  }
}
