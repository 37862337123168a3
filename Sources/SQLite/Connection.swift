internal import CSQLite

/// One connection to one database file, with the settings of this house.
///
/// - Exactly **one** `.writer` exists for a file, in one process, and the same owner runs every checkpoint. Debian 12's
///   SQLite 3.40.1 can corrupt a file when two connections write or checkpoint at the same moment (release notes of
///   3.51.3), so automatic checkpoints are off, none runs at close, and nothing is mapped into memory.
/// - A commit is durable when it returns: `synchronous=FULL` in WAL mode.
/// - The schema is not trusted, text in double quotes is never taken for a string, extensions cannot be loaded
///   (<https://www.sqlite.org/security.html>).
///
/// It is opened in multi-thread mode, without SQLite's mutexes (<https://www.sqlite.org/threadsafe.html>): the actor that
/// owns it is what keeps two threads out of it.
package final class Connection {
  /// What a connection is for.
  package enum Mode: Sendable {
    /// Reads and writes; makes the file if it is missing.
    case writer
    /// Only reads, beside a writer that has already opened the file.
    case reader
    /// A database of its own in memory, gone when the connection closes. The path is not used.
    case memory
  }

  private var handle: OpaquePointer?
  private var literals: [UnsafeRawPointer: Statement] = [:]
  private var texts: [String: Statement] = [:]
  /// The statements of literals that were asked for last, each at the place that its address names: nearly every look-up
  /// ends here, without hashing.
  private var recent: [(key: UnsafeRawPointer, statement: Statement)?] = Array(repeating: nil, count: 64)

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - path: a path in the file system, absolute or relative.
  ///   - cacheKiB: how much memory the page cache may take, in KiB.
  ///   - busyTimeoutMs: how long a call waits for a lock that somebody else holds, in milliseconds. A truncating
  ///     checkpoint waits as long for its readers.
  /// - Throws: what SQLite says about the file: missing, not a database, no right to read it.
  package init(
    path: String, mode: Mode, cacheKiB: Int32 = 65_536, busyTimeoutMs: Int32 = 5_000
  ) throws(SQLiteError) {
    var opened: OpaquePointer?
    let flags: Int32
    switch mode {
    case .writer: flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
    case .reader: flags = SQLITE_OPEN_READONLY
    case .memory: flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY
    }
    let name = mode == .memory ? ":memory:" : path
    let code = sqlite3_open_v2(
      name, &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
    guard code == SQLITE_OK, let opened else {
      let error =
        opened.map { SQLiteError.last(of: $0, code: code, sql: "open") }
        ?? SQLiteError(code: code, message: SQLiteError.standardMessage(code), sql: "open")
      sqlite3_close_v2(opened)
      throw error
    }
    handle = opened
    try defend(opened)
    try configure(mode, cacheKiB: cacheKiB, busyTimeoutMs: busyTimeoutMs)
  }

  deinit { close() }

  /// Ends the connection. Statements that are still held keep the file open until they go. Closing twice is nothing.
  ///
  /// No checkpoint runs here: the owner runs one before, when it wants one.
  package func close() {
    literals = [:]
    texts = [:]
    recent = Array(repeating: nil, count: recent.count)
    sqlite3_close_v2(handle)
    handle = nil
  }

  /// The cached statement of a literal. This is the usual way: a literal holds no value of anybody.
  ///
  /// The cache is keyed by the address of the literal, so a look-up does not hash the text. A statement that is still
  /// in the middle of its rows is not shared: a fresh one is made. A statement that failed is made anew.
  package func statement(_ sql: StaticString) throws(SQLiteError) -> Statement {
    guard sql.hasPointerRepresentation else { return try prepare("\(sql)") }
    let key = UnsafeRawPointer(sql.utf8Start)
    let place = Int(bitPattern: UInt(bitPattern: key) >> 4 & 63)
    if let last = recent[place], last.key == key, last.statement.isReusable, !last.statement.isBusy {
      return last.statement
    }
    if let known = literals[key], known.isReusable {
      guard !known.isBusy else { return try prepare("\(sql)") }
      recent[place] = (key, known)
      return known
    }
    let made = try prepare("\(sql)")
    literals[key] = made
    recent[place] = (key, made)
    return made
  }

  /// The cached statement of a text put together from constants, such as the name of a table. Never from a value.
  package func statement(text sql: String) throws(SQLiteError) -> Statement {
    if let known = texts[sql], known.isReusable {
      guard known.isBusy else { return known }
      return try prepare(sql)
    }
    let made = try prepare(sql)
    texts[sql] = made
    return made
  }

  /// Prepares one statement for the caller to keep.
  ///
  /// It is prepared as persistent, which keeps it out of the small memory that short-lived statements use
  /// (<https://www.sqlite.org/c3ref/c_prepare_dont_log.html>).
  ///
  /// - Throws: what SQLite says about the text; `SQLITE_MISUSE` when it holds no statement or more than one.
  package func prepare(_ sql: String) throws(SQLiteError) -> Statement {
    let handle = try open(for: sql)
    var text = sql
    var made: OpaquePointer?
    var consumed = 0
    let code = text.withUTF8 { utf8 -> Int32 in
      guard let start = utf8.baseAddress, let length = Int32(exactly: utf8.count) else {
        return SQLITE_TOOBIG
      }
      return start.withMemoryRebound(to: CChar.self, capacity: utf8.count) { start in
        var tail: UnsafePointer<CChar>?
        let code = sqlite3_prepare_v3(
          handle, start, length, UInt32(SQLITE_PREPARE_PERSISTENT), &made, &tail)
        consumed = tail.map { start.distance(to: $0) } ?? 0
        return code
      }
    }
    guard code == SQLITE_OK else { throw .last(of: handle, code: code, sql: sql) }
    guard let made else { throw .misuse("there is no statement in the text", sql: sql) }
    let statement = Statement(made, sql: sql)
    guard text.utf8.dropFirst(consumed).allSatisfy({ $0 == 0x20 || $0 == 0x0a || $0 == 0x3b }) else {
      throw .misuse("there is more than one statement in the text", sql: sql)
    }
    return statement
  }

  /// Runs any number of statements that bind nothing, one after another, and ignores their rows.
  ///
  /// The corresponding C function is `sqlite3_exec`. It stops at the first that fails; what ran before stays done.
  package func execute(_ sql: String) throws(SQLiteError) {
    let handle = try open(for: sql)
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw .last(of: handle, code: code, sql: sql) }
  }

  /// The integer in the first column of the first row, or `nil` where there is no row or it is NULL.
  package func int64(_ sql: StaticString) throws(SQLiteError) -> Int64? {
    let statement = try statement(sql)
    defer { statement.reset() }
    return try statement.step() ? statement.optionalInt64(0) : nil
  }

  /// The text in the first column of the first row, or `nil` where there is no row or it is NULL.
  package func text(_ sql: StaticString) throws(SQLiteError) -> String? {
    let statement = try statement(sql)
    defer { statement.reset() }
    return try statement.step() ? statement.optionalText(0) : nil
  }

  /// How many rows the last INSERT, UPDATE or DELETE touched, triggers not counted.
  package var changes: Int { handle.map { Int(sqlite3_changes64($0)) } ?? 0 }

  /// The key of the row that the last INSERT on this connection made. Zero before the first.
  package var lastInsertedRowID: Int64 { handle.map { sqlite3_last_insert_rowid($0) } ?? 0 }

  /// Whether a transaction is open.
  package var isInTransaction: Bool { handle.map { sqlite3_get_autocommit($0) == 0 } ?? false }

  /// Moves committed pages from the write-ahead log into the database file. Only the writer does this, between two
  /// transactions.
  ///
  /// The corresponding C function is `sqlite3_wal_checkpoint_v2`.
  ///
  /// - Parameter truncate: also wait for the readers and cut the log to nothing. Without it nothing is waited for, and
  ///   as many pages are moved as readers allow.
  /// - Returns: the pages in the log, and how many of them are in the file now. Both zero after a truncation; both −1
  ///   for a database without a log.
  /// - Throws: `isBusy` when a reader stood in the way of a truncation until the timeout.
  package func checkpoint(truncate: Bool) throws(SQLiteError) -> (log: Int, moved: Int) {
    let handle = try open(for: "checkpoint")
    var log: Int32 = -1
    var moved: Int32 = -1
    let mode = truncate ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE
    let code = sqlite3_wal_checkpoint_v2(handle, nil, mode, &log, &moved)
    guard code == SQLITE_OK else { throw .last(of: handle, code: code, sql: "checkpoint") }
    return (Int(log), Int(moved))
  }

  /// The handle, for as long as the connection is open.
  private func open(for sql: String) throws(SQLiteError) -> OpaquePointer {
    guard let handle else { throw .misuse("the connection is closed", sql: sql) }
    return handle
  }
}

@available(*, unavailable, message: "A connection belongs to the one actor that opened it.")
extension Connection: Sendable {}
