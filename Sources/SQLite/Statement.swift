internal import CSQLite

/// One prepared statement: bind, step, read, and it is ready for the next time.
///
/// - Binding never throws. The first bind that SQLite refuses (an index that the text does not have, a value that is too
///   long) is remembered, and the next ``step()`` throws it.
/// - When ``step()`` has returned `false`, or has thrown, the statement is reset and nothing is bound any more. Who stops
///   before the last row calls ``reset()``.
/// - Parameters count from 1, columns from 0, as in C.
///
/// Its methods are plain calls on purpose: `@inlinable` reaches no other module at `package` access, and making them
/// public to inline them gained 5 % on a statement that does nothing, which is nothing on one that does something.
package final class Statement {
  let handle: OpaquePointer
  var refusal: Int32 = SQLITE_OK
  /// The text it was prepared from.
  package let sql: String
  /// Whether it may be used again. One that failed is left to go, because what it says from then on may be about the
  /// failure (<https://www.sqlite.org/c3ref/reset.html>).
  private(set) var isReusable = true
  /// Short values are copied here and bound as borrowed, so that SQLite allocates nothing for them. The memory lives as
  /// long as the statement, and what lies in it stays until the statement is reset.
  private let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 256, alignment: 16)
  private var scratchUsed = 0

  init(_ handle: OpaquePointer, sql: String) {
    self.handle = handle
    self.sql = sql
  }

  deinit {
    sqlite3_finalize(handle)
    scratch.deallocate()
  }

  /// A copy that lasts until the statement is reset; `nil` where there is no room left.
  func kept(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    guard bytes.count <= scratch.count - scratchUsed else { return nil }
    let copy = UnsafeMutableRawBufferPointer(rebasing: scratch[scratchUsed..<scratchUsed + bytes.count])
    copy.copyMemory(from: bytes)
    scratchUsed += bytes.count
    return UnsafeRawBufferPointer(copy)
  }

  /// Whether it stands on a row, between two steps.
  var isBusy: Bool { sqlite3_stmt_busy(handle) != 0 }

  /// Goes to the next row. The corresponding C function is `sqlite3_step`.
  ///
  /// - Returns: whether there is a row to read.
  /// - Throws: what SQLite answers: `isBusy`, `isFull`, `isConstraint` …
  package func step() throws(SQLiteError) -> Bool {
    guard refusal == SQLITE_OK else { throw failure(refusal) }
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE:
      reset()
      return false
    case let code: throw failure(code)
    }
  }

  /// Runs it to its end, over any rows. For statements that change something.
  package func run() throws(SQLiteError) {
    while try step() {}
  }

  /// Runs it to its end with one value more, which SQLite reads where it lies.
  package func run(borrowing value: [UInt8], at index: Int32) throws(SQLiteError) {
    try value.withUnsafeBufferPointer { (bytes) throws(SQLiteError) in
      bind(index, borrowed: UnsafeRawBufferPointer(bytes))
      try run()
    }
  }

  /// Runs it to its end with two values more, which SQLite reads where they lie.
  package func run(
    borrowing first: [UInt8], at firstIndex: Int32, and second: [UInt8], at secondIndex: Int32
  ) throws(SQLiteError) {
    try first.withUnsafeBufferPointer { (bytes) throws(SQLiteError) in
      bind(firstIndex, borrowed: UnsafeRawBufferPointer(bytes))
      try run(borrowing: second, at: secondIndex)
    }
  }

  /// Calls `body` once for each row, standing on it, and resets however it ends.
  package func forEachRow(_ body: (Statement) throws(SQLiteError) -> Void) throws(SQLiteError) {
    defer { reset() }
    while try step() { try body(self) }
  }

  /// Leaves the rows and forgets what was bound, so that no value outlives its use and no borrowed pointer stays.
  package func reset() {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
    refusal = SQLITE_OK
    scratchUsed = 0
  }

  /// The error for a code, and the end of this statement's use in the cache.
  func failure(_ code: Int32) -> SQLiteError {
    // A virtual table quotes its argument: FTS5 answers with a piece of what was searched for, which is a name of
    // somebody. Those answers have the general code, so under it nothing of the answer is kept when anything was bound.
    let mayQuote = code & 0xff == SQLITE_ERROR && sqlite3_bind_parameter_count(handle) > 0
    let isOwn = refusal != SQLITE_OK
    let error: SQLiteError
    if mayQuote || isOwn {
      error = SQLiteError(code: code, message: SQLiteError.standardMessage(code), sql: sql)
    } else {
      error = .last(of: sqlite3_db_handle(handle), code: code, sql: sql)
    }
    reset()
    isReusable = false
    return error
  }
}

@available(*, unavailable, message: "A statement belongs to its connection, which belongs to one actor.")
extension Statement: Sendable {}
