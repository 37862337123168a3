extension Connection {
  /// Runs `body` in one immediate transaction: all of it is durable when this returns, or none of it happened.
  ///
  /// `body` is synchronous, so nothing can come between BEGIN and COMMIT. A closure literal needs its error written:
  /// `{ () throws(SQLiteError) in … }`.
  package func transaction<Value>(_ body: () throws(SQLiteError) -> Value) throws(SQLiteError) -> Value {
    try begin()
    do throws(SQLiteError) {
      let value = try body()
      try commit()
      return value
    } catch {
      rollback()
      throw error
    }
  }

  /// Opens a transaction that may write, and takes the write lock at once, so that a later statement cannot find it
  /// taken (`BEGIN IMMEDIATE`).
  package func begin() throws(SQLiteError) { try statement("BEGIN IMMEDIATE").run() }

  /// Opens a transaction that only reads. All its reads see one state, and are about twice as fast as each alone. That
  /// state is fixed by the first read. It ends with ``commit()`` or ``rollback()``.
  package func beginRead() throws(SQLiteError) { try statement("BEGIN DEFERRED").run() }

  /// Makes the open transaction durable. When it fails, the caller rolls back.
  package func commit() throws(SQLiteError) { try statement("COMMIT").run() }

  /// Undoes the open transaction. Where there is none, because a full disk or an I/O error has already undone it, this
  /// is nothing. A rollback that fails leaves the transaction open, and the next ``begin()`` reports it.
  package func rollback() {
    guard isInTransaction else { return }
    // The caller is already on the way out with the error that matters.
    try? statement("ROLLBACK").run()
  }

  /// Marks a point inside a transaction to which it can go back. `name` is a constant.
  package func savepoint(_ name: StaticString) throws(SQLiteError) {
    try statement(text: "SAVEPOINT \"\(name)\"").run()
  }

  /// Keeps what was done since the savepoint and forgets the mark.
  package func release(_ name: StaticString) throws(SQLiteError) {
    try statement(text: "RELEASE \"\(name)\"").run()
  }

  /// Undoes what was done since the savepoint. The mark stays; release it when it is no longer wanted.
  package func rollback(to name: StaticString) throws(SQLiteError) {
    try statement(text: "ROLLBACK TO \"\(name)\"").run()
  }
}
